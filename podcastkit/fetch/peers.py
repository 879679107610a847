"""Which addresses may be reached: only public ones, checked on the connection itself.

Names, IPv6 forms and rebinding change nothing here, because what is checked is the peer that the
socket really has, before a byte is sent to it.
"""

from __future__ import annotations

import ipaddress
import socket

import urllib3

_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_SHARED = ipaddress.ip_network("100.64.0.0/10")
_HOME_DOMAINS = (".localhost", ".local", ".internal", ".home.arpa", ".lan")


PRIVATE = "a private address, refused unless the environment has PODCASTKIT_PRIVATE_HOSTS=1"


class RefusedPeerError(urllib3.exceptions.HTTPError):
    """The address that was reached is not one that a podcast's files may lead to."""


def is_public(address: str) -> bool:
    """Whether an IP address is a public one, whatever it is wrapped in.

    IPv4 inside IPv6 (mapped, 6to4, Teredo, NAT64) is judged by what it leads to.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is None and any(found in network for network in _NAT64):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    elif found in _SHARED:
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_loopback)


def check_peer(address: str) -> None:
    """Raise ``RefusedPeerError`` unless the connected peer is a public address."""
    if not is_public(address):
        raise RefusedPeerError(f"it leads to {address}, {PRIVATE}")


def is_private_name(host: str) -> bool:
    """Whether a URL's host says by itself that it is no public one.

    That is all one can tell when a proxy makes the connection: a name of the local network, or a
    private address in any of the forms that systems take (``127.1``, ``0x7f000001``).
    """
    host = host.rstrip(".").lower()
    if "." not in host and ":" not in host and not host[:1].isdigit():
        return True
    if host.endswith(_HOME_DOMAINS):
        return True
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        try:
            host = socket.inet_ntoa(socket.inet_aton(host))
        except (OSError, UnicodeError):
            return False
    return not is_public(host)
