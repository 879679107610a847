"""Connections that look at their peer before they speak, and that do not wait for ever.

A host that sends one byte every few seconds never runs into a timeout; so the speed is watched
where bytes arrive, for headers as for bodies.
"""

from __future__ import annotations

import io
import time
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from podcastkit.fetch.peers import check_peer, is_public

if TYPE_CHECKING:
    from podcastkit.fetch.answer import Manners


class StalledError(OSError):
    """The host goes on sending, but so slowly that it would never end."""


class _Watched(io.RawIOBase):
    """What arrives at a socket, counted over stretches of ``patience`` seconds."""

    def __init__(self, raw: io.RawIOBase, manners: Manners) -> None:
        super().__init__()
        self._raw = raw
        self._manners = manners
        self._since: float | None = None
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        count: int | None = self._raw.readinto(buffer)
        now = time.monotonic()
        if self._since is None:
            self._since = now
        self._count += count or 0
        took = now - self._since
        if count and took > self._manners.patience:
            if self._count < self._manners.slowest * took:
                raise StalledError(f"it sends only {self._count / took:.0f} bytes a second")
            self._since, self._count = now, 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class PoliteAdapter(HTTPAdapter):
    """Makes watched connections; unless ``private_hosts``, to public peers only.

    A proxy is the user's own choice and its address is not checked: behind it, only the proxy
    knows the peer (see ``podcastkit.fetch.peers.is_private_name``).
    """

    def __init__(self, *, manners: Manners, private_hosts: bool) -> None:
        self.reached: dict[str, bool] = {}
        """The hosts that were connected to, and whether their addresses are public."""
        self._pools = _pools(manners, self.reached, public_only=not private_hosts)
        self._proxied_pools = _pools(manners, {}, public_only=False)
        super().__init__(pool_connections=32, pool_maxsize=manners.per_host, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools for direct connections."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Make the pools for connections through a proxy."""
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = self._proxied_pools
        return manager


def _pools(
    manners: Manners, reached: dict[str, bool], *, public_only: bool
) -> dict[str, type[HTTPConnectionPool]]:
    class Response(HTTPResponse):
        def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
            super().__init__(sock, *args, **kwargs)
            self.fp = io.BufferedReader(_Watched(self.fp.detach(), manners))

    class Checked:
        def _new_conn(self) -> Any:
            sock = super()._new_conn()  # type: ignore[misc]
            address = str(sock.getpeername()[0])
            reached[str(self.host).strip("[]").lower()] = is_public(address)  # type: ignore[attr-defined]
            if public_only:
                try:
                    check_peer(address)
                except BaseException:
                    sock.close()
                    raise
            return sock

    class Plain(Checked, HTTPConnection):
        response_class = Response

    class Secure(Checked, HTTPSConnection):
        response_class = Response

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
