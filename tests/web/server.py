"""A real HTTP server on loopback, with the faults that real hosts have.

``url = web.serve("/a.mp3", data, redirect_hops=2, ranges=False)`` and then ``web.seen`` (every
request in its order, with headers and the bytes that were sent), ``web.asked(path)``,
``web.connections`` and ``web.most_busy`` tell what a client did.
"""

from __future__ import annotations

import ssl
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CERTIFICATE = Path(__file__).with_name("loopback.pem")
"""For 127.0.0.1, signed by itself, with its key: good for tests and nothing else."""


@dataclass
class Seen:
    """One request as the server saw it."""

    path: str
    headers: dict[str, str]
    sent: int = 0


@dataclass
class Route:
    """How one path behaves; what is not given behaves well.

    - ``ranges``: whether a Range header is followed, or answered with the whole file.
    - ``status``: answered always; ``fail``: answered first, one a request, with ``headers``.
    - ``redirect``: the Location of a 302 (or of ``status``); ``redirects``: before, one a request.
    - ``length``: a Content-Length that is given instead of the true one; ``None``: none is given.
    - ``chunked``: no length, but chunks. ``total``: instead of the size in Content-Range;
      ``totals``: one a request.
    - ``unknown_range``: Content-Range is ``bytes */*``.
    - ``shift``: Content-Range speaks of bytes so much further on. ``etags``: one a request.
    - ``cap``: no part is longer; ``refuse_ranges``: 416 for every range.
    - ``cut``: the connection ends after so many bytes of the body.
    - ``stall``: seconds of silence before the headers; ``drip``: (bytes, seconds) a step.
    - ``drip_headers``: seconds between the bytes of the headers.
    """

    data: bytes = b""
    type: str = "audio/mpeg"
    ranges: bool = True
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    redirect: str | None = None
    redirects: list[str] = field(default_factory=list)
    length: int | None = -1
    chunked: bool = False
    cut: int | None = None
    stall: float = 0.0
    drip: tuple[int, float] | None = None
    fail: list[int] = field(default_factory=list)
    etags: list[str] = field(default_factory=list)
    shift: int = 0
    total: str | None = None
    totals: list[str] = field(default_factory=list)
    drip_headers: float = 0.0
    cap: int | None = None
    refuse_ranges: bool = False
    unknown_range: bool = False


class Web:
    """The server: give it routes, read what was asked.

    ``tls``: it speaks TLS, with a certificate that it signed itself (``CERTIFICATE``).
    """

    def __init__(self, address: str = "127.0.0.1", *, tls: bool = False) -> None:
        self.address = address
        self.tls = tls
        self.routes: dict[str, Route] = {}
        self.seen: list[Seen] = []
        self.connections = 0
        self.busy = 0
        self.most_busy = 0
        self.lock = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else every answer waits 40 ms for its second packet

            def setup(self) -> None:
                with web.lock:
                    web.connections += 1
                super().setup()

            def do_GET(self) -> None:
                web.answer(self)

            def do_HEAD(self) -> None:
                web.seen.append(Seen("HEAD " + self.path, dict(self.headers)))
                self.send_error(405)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *given: Any) -> None:
                # Clients that break off are what is tested here.
                if not isinstance(sys.exception(), OSError):
                    super().handle_error(*given)

        self.server = Server((address, 0), Handler)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def base(self) -> str:
        return f"http{'s' if self.tls else ''}://{self.address}:{self.server.server_port}"

    def serve(
        self, path: str, data: bytes = b"", *, redirect_hops: int = 0, **behaviour: object
    ) -> str:
        """Serve ``data`` at ``path``, or so many redirects behind it; returns the URL."""
        for hop in range(redirect_hops):
            self.routes[path if hop == 0 else f"{path}.{hop}"] = Route(redirect=f"{path}.{hop + 1}")
        if redirect_hops:
            self.serve(f"{path}.{redirect_hops}", data, **behaviour)
            return self.base + path
        self.routes[urlsplit(path).path] = Route(data=data, **behaviour)  # type: ignore[arg-type]
        return self.base + path

    def asked(self, path: str) -> list[Seen]:
        return [seen for seen in self.seen if urlsplit(seen.path).path == path]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        seen = Seen(handler.path, dict(handler.headers))
        with self.lock:
            self.seen.append(seen)
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
        try:
            route = self.routes.get(urlsplit(handler.path).path)
            _respond(
                handler,
                route or Route(status=404, data=b"<!doctype html>no", type="text/html"),
                seen,
            )
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True
        finally:
            with self.lock:
                self.busy -= 1


def _respond(handler: BaseHTTPRequestHandler, route: Route, seen: Seen) -> None:
    if route.drip_headers:
        _drip_headers(handler, route.drip_headers)
        return
    if route.stall:
        time.sleep(route.stall)
    if route.fail:
        _head(handler, route.fail.pop(0), {"Content-Length": "0", **route.headers})
        return
    if route.redirect is not None:
        length = str(len(route.data))
        place = route.redirects.pop(0) if route.redirects else route.redirect
        _head(handler, route.status or 302, {"Location": place, "Content-Length": length})
        _send(handler, route, route.data, seen)
        return
    _content(handler, route, seen)


def _drip_headers(handler: BaseHTTPRequestHandler, pause: float) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        handler.wfile.write(b"x")
        time.sleep(pause)


def _unchanged(handler: BaseHTTPRequestHandler, route: Route) -> bool:
    tag = handler.headers.get("If-None-Match")
    if tag is not None:
        return bool(route.etags) and tag == route.etags[0]
    since = handler.headers.get("If-Modified-Since")
    return since is not None and since == route.headers.get("Last-Modified")


def _content(handler: BaseHTTPRequestHandler, route: Route, seen: Seen) -> None:
    if _unchanged(handler, route):
        _head(handler, 304, {"ETag": route.etags[0]} if route.etags else {})
        return
    start, body, status = 0, route.data, route.status or 200
    headers = {"Content-Type": route.type, **route.headers}
    asked = handler.headers.get("Range", "")
    if asked and route.refuse_ranges:
        _head(handler, 416, {"Content-Length": "0"})
        return
    ranges = route.ranges and not route.refuse_ranges
    if ranges and status == 200 and asked.startswith("bytes="):
        first, _, last = asked[6:].partition("-")
        start = int(first)
        if start >= len(route.data):
            _head(
                handler, 416, {"Content-Range": f"bytes */{len(route.data)}", "Content-Length": "0"}
            )
            return
        end = min(int(last) + 1 if last else len(route.data), len(route.data))
        end = min(end, start + route.cap) if route.cap else end
        body, status = route.data[start:end], 206
        total = route.totals.pop(0) if route.totals else route.total or str(len(route.data))
        headers["Content-Range"] = f"bytes {start + route.shift}-{end - 1 + route.shift}/{total}"
        if route.unknown_range:
            headers["Content-Range"] = "bytes */*"
    if route.etags:
        headers["ETag"] = route.etags.pop(0) if len(route.etags) > 1 else route.etags[0]
    if route.chunked:
        headers["Transfer-Encoding"] = "chunked"
    elif route.length is not None:
        headers["Content-Length"] = str(len(body) if route.length == -1 else route.length)
    else:
        handler.close_connection = True
        headers["Connection"] = "close"
    _head(handler, status, headers)
    _send(handler, route, body, seen)


def _head(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()


def _send(handler: BaseHTTPRequestHandler, route: Route, body: bytes, seen: Seen) -> None:
    if route.cut is not None:
        body = body[: route.cut]
        handler.close_connection = True
    step, pause = route.drip or (65_536, 0.0)
    write: Callable[[bytes], object] = handler.wfile.write
    for place in range(0, len(body), step):
        part = body[place : place + step]
        if route.chunked:
            write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        else:
            write(part)
        seen.sent += len(part)
        if pause:
            handler.wfile.flush()
            time.sleep(pause)
    if route.chunked:
        write(b"0\r\n\r\n")
