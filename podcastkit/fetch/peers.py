"""Which addresses may be reached: only public ones, checked on the connection itself.

Names, IPv6 forms and rebinding change nothing here, because what is checked is the peer that the
socket really has, before a byte is sent to it.
"""

from __future__ import annotations

import ipaddress
from typing import Any

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SHARED = ipaddress.ip_network("100.64.0.0/10")


class RefusedPeerError(urllib3.exceptions.HTTPError):
    """The address that was reached is not one that a podcast's files may lead to."""


def is_public(address: str) -> bool:
    """Whether an IP address is a public one, whatever it is wrapped in."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    elif found in _SHARED:
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_loopback)


class _CheckedPeer:
    """Looks at the peer as soon as it is connected: before TLS, before a byte is sent."""

    def _new_conn(self) -> Any:
        sock = super()._new_conn()  # type: ignore[misc]
        peer = str(sock.getpeername()[0])
        if not is_public(peer):
            sock.close()
            raise RefusedPeerError(f"it leads to {peer}, a private address")
        return sock


class _PublicHTTP(_CheckedPeer, HTTPConnection):
    pass


class _PublicHTTPS(_CheckedPeer, HTTPSConnection):
    pass


class _PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


class PublicAdapter(HTTPAdapter):
    """Checks the peer of every direct connection.

    A proxy is the user's own choice and is not checked: behind it only the proxy knows the peer.
    """

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools, of connections that check their peers."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _PublicHTTPPool,
            "https": _PublicHTTPSPool,
        }
