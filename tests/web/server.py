"""A real HTTP server on loopback, with the faults that real hosts have."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass
class Seen:
    """One request as the server saw it."""

    path: str
    headers: dict[str, str]
    sent: int = 0


@dataclass
class Route:
    """How one path behaves. ``fail`` lists statuses that come first, one a request."""

    data: bytes = b""
    type: str = "audio/mpeg"
    ranges: bool = True
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    redirect: str | None = None
    length: int | None = -1
    chunked: bool = False
    cut: int | None = None
    stall: float = 0.0
    drip: tuple[int, float] | None = None
    fail: list[int] = field(default_factory=list)
    etags: list[str] = field(default_factory=list)
    shift: int = 0
    total: str | None = None


class Web:
    """The server: give it routes, read what was asked."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.seen: list[Seen] = []
        self.busy = 0
        self.most_busy = 0
        self.lock = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.answer(self)

            def do_HEAD(self) -> None:
                web.seen.append(Seen("HEAD " + self.path, dict(self.headers)))
                self.send_error(405)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def serve(self, path: str, data: bytes = b"", **behaviour: object) -> str:
        """Serve ``data`` at ``path``; returns the URL."""
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
    if route.stall:
        time.sleep(route.stall)
    if route.fail:
        _head(handler, route.fail.pop(0), {"Content-Length": "0", **route.headers})
        return
    if route.redirect is not None:
        _head(handler, route.status or 302, {"Location": route.redirect, "Content-Length": "0"})
        return
    start, body, status = 0, route.data, route.status or 200
    headers = {"Content-Type": route.type, **route.headers}
    asked = handler.headers.get("Range", "")
    if route.ranges and status == 200 and asked.startswith("bytes="):
        first, _, last = asked[6:].partition("-")
        start = int(first)
        if start >= len(route.data):
            _head(
                handler, 416, {"Content-Range": f"bytes */{len(route.data)}", "Content-Length": "0"}
            )
            return
        end = min(int(last) + 1 if last else len(route.data), len(route.data))
        body, status = route.data[start:end], 206
        total = route.total or str(len(route.data))
        headers["Content-Range"] = f"bytes {start + route.shift}-{end - 1 + route.shift}/{total}"
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
