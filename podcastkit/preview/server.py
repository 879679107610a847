"""The preview's web server: on a loopback address, for browsers of this machine alone."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import socket
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import parse_qs, urlsplit

from podcastkit import __version__
from podcastkit.errors import CannotRunError
from podcastkit.preview import files
from podcastkit.preview.pages import OWN, message_page
from podcastkit.preview.ranges import UnsatisfiableError, wanted_range

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATIC = Path(__file__).parent / "static"
_HOSTS = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
_STEP = 65_536
_HEARTBEAT = 15.0
"""Seconds after which a waiting page is sent an empty line, which finds out whether it is there."""
_IDLE = 60


class PreviewServer:
    """Serves a folder, the sounds of the last build, and a page in place while a build is broken.

    ``texts`` says which address stands for the server's own in the folder's files. Raises
    ``CannotRunError`` where the port cannot be had; ``next_free`` takes one of the next ten then.
    """

    def __init__(
        self, folder: Path, texts: files.Texts, *, host: str, port: int, next_free: bool = False
    ) -> None:
        self.folder = folder
        self.texts = texts
        self._changed = threading.Condition()
        self._session = secrets.token_hex(4)
        self._count = 0
        self._sounds: dict[str, Path] = {}
        self._instead: str | None = message_page("podcastkit", "The first build is not done yet.")
        self._stopping = False
        self._server = _listen(host, port, 10 if next_free else 0)
        self._server.preview = self
        self._host = host
        self.port: int = self._server.server_port

    @property
    def url(self) -> str:
        """The address of the first page."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}/"

    @property
    def version(self) -> str:
        """A word for what is shown now; another run of the server has another."""
        return f"{self._session}-{self._count}"

    @property
    def instead(self) -> str | None:
        """The page that stands in place of all others while the last build is broken."""
        return self._instead

    @property
    def sounds(self) -> Mapping[str, Path]:
        """Files that lie elsewhere, by their path in the preview."""
        return self._sounds

    def start(self) -> None:
        """Answer from now on, in threads that end with the program."""
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    def show(self, sounds: Mapping[str, Path], *, changed: bool) -> None:
        """Show the folder as it is now; open pages reload when something ``changed``."""
        self._sounds = dict(sounds)
        if changed or self._instead is not None:
            self._instead = None
            self._next()

    def show_instead(self, page: str) -> None:
        """Show one page in place of all others, until the next ``show``."""
        if page != self._instead:
            self._instead = page
            self._next()

    def _next(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait(self, known: str) -> str | None:
        """Wait until something else than ``known`` is shown; ``None`` when nothing is for a while.

        Raises ``ConnectionAbortedError`` when the server stops.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self.version != known, _HEARTBEAT)
            if self._stopping:
                raise ConnectionAbortedError
            return self.version if self.version != known else None

    def close(self) -> None:
        """Answer no more."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # On Windows this would let two programs have one port.
    allow_reuse_address = os.name != "nt"
    preview: PreviewServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is nobody's fault; the default prints a traceback."""


class _Server6(_Server):
    address_family = socket.AF_INET6


def _listen(host: str, port: int, more: int) -> _Server:
    kind = _Server6 if ":" in host else _Server
    for offset in range(more + 1):
        try:
            return kind((host, port + offset), _Handler)
        except (OSError, OverflowError) as error:
            busy = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
            if busy and offset < more:
                continue
            why = "is in use" if busy else f"cannot be had: {error}"
            raise CannotRunError(
                f"port {port} of {host} {why}; name another: --port {port + 1}"
            ) from error
    raise AssertionError


class _Handler(BaseHTTPRequestHandler):
    """One request. Whatever it asks for, it is answered or refused, and nothing is logged."""

    protocol_version = "HTTP/1.1"
    server_version = f"podcastkit/{__version__}"
    sys_version = ""
    timeout = _IDLE
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base
        """Say nothing: only the command line prints."""

    def do_HEAD(self) -> None:
        """Answer as GET, without the body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer a request, when it comes from a page or a person of this machine."""
        with contextlib.suppress(ConnectionError, TimeoutError):
            self._answer()

    def _answer(self) -> None:
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or not _HOSTS.fullmatch(hosts[0].strip()):
            # A page of the web whose name was made to lead here sends its own name.
            words = f"This preview is at {self.server.preview.url} and under no other name."
            self._page(HTTPStatus.MISDIRECTED_REQUEST, message_page("Another host", words))
            return
        try:
            parts = urlsplit(self.path)
        except ValueError:
            self.send_error(HTTPStatus.BAD_REQUEST, "What was asked for is no address.")
            return
        path = re.sub("^/+", "/", parts.path) or "/"
        if path.startswith(OWN) and self._own(path.removeprefix(OWN), parts.query):
            return
        preview = self.server.preview
        found = files.find(preview.folder, preview.sounds, path)
        name = found.file.name if found.file else path.rpartition("/")[2]
        is_page = "." not in name or name.endswith((".html", ".htm"))
        instead = preview.instead
        if instead is not None and is_page:
            self._page(HTTPStatus.OK, instead)
        elif found.moved is not None:
            self._moved(found.moved + (f"?{parts.query}" if parts.query else ""))
        elif found.file is None:
            self._missing(path)
        elif files.is_text(found.file.name):
            self._text(found.file)
        else:
            self._file(found.file, files.type_of(found.file.name))

    def _own(self, name: str, query: str) -> bool:
        """Answer for a file of the preview's own; false where it is another's."""
        if name == "events":
            self._events(parse_qs(query).get("v", [""])[0])
        elif name in {"reload.js", "preview.css"}:
            self._bytes(HTTPStatus.OK, (_STATIC / name).read_bytes(), files.type_of(name))
        else:
            return False
        return True

    def _events(self, known: str) -> None:
        """Tell a page of each new version, as Server-Sent Events, until it goes away."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 500\n\n")
        while True:
            version = self.server.preview.wait(known)
            self.wfile.write(f"data: {version}\n\n".encode() if version else b":\n\n")
            self.wfile.flush()
            known = version or known

    def _missing(self, path: str) -> None:
        own = self.server.preview.folder / "404.html"
        if own.is_file():
            self._text(own, HTTPStatus.NOT_FOUND)
            return
        words = (
            f"There is no {path} in this preview. Drafts and episodes of the future are in one "
            "that is begun with --drafts."
        )
        self._page(HTTPStatus.NOT_FOUND, message_page("Not found", words))

    def _moved(self, path: str) -> None:
        # Not for good: browsers keep that, also for the next project on this port.
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", path)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _page(self, status: HTTPStatus, text: str) -> None:
        self._bytes(status, self._with_script(text.encode()), files.TYPES["html"])

    def _text(self, file: Path, status: HTTPStatus = HTTPStatus.OK) -> None:
        """A file that names the preview's addresses, which it gets as this browser knows them."""
        kind = files.type_of(file.name)
        page = kind == files.TYPES["html"]
        try:
            data = file.read_bytes()
        except OSError:
            self._missing(self.path)  # a build replaced it just now
            return
        data = self.server.preview.texts.at(data, self.headers["Host"].strip(), page=page)
        self._bytes(status, self._with_script(data) if page else data, kind)

    def _with_script(self, page: bytes) -> bytes:
        """A page that reloads itself. The script is a file: a page may forbid all others."""
        source = f"{OWN}reload.js?v={self.server.preview.version}"
        tag = f'<script src="{source}" defer></script>\n'.encode()
        found = _HEAD_END.search(page)
        place = found.start() if found else len(page)
        return page[:place] + tag + page[place:]

    def _bytes(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        part = self._head(status, len(data), kind, tag)
        if part is not None:
            self.wfile.write(data[slice(*part)])

    def _file(self, path: Path, kind: str) -> None:
        """A file as it is, in pieces."""
        try:
            file = path.open("rb")
        except OSError:
            self._missing(self.path)
            return
        with file:
            stat = os.fstat(file.fileno())
            tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
            part = self._head(HTTPStatus.OK, stat.st_size, kind, tag)
            if part is not None:
                self._copy(file, *part)

    def _copy(self, file: BinaryIO, start: int, end: int) -> None:
        file.seek(start)
        left = end - start
        while left > 0 and (piece := file.read(min(_STEP, left))):
            self.wfile.write(piece)
            left -= len(piece)
        if left:
            self.close_connection = True  # it became shorter under our hands

    def _head(self, status: HTTPStatus, size: int, kind: str, tag: str) -> tuple[int, int] | None:
        """Send the head; the bytes to send behind it, ``None`` for none."""
        start, end = 0, size
        extra: dict[str, str] = {}
        if status == HTTPStatus.OK and tag in _tags(self.headers.get("If-None-Match")):
            status, end = HTTPStatus.NOT_MODIFIED, 0
        elif status == HTTPStatus.OK and self.headers.get("If-Range", tag).strip() == tag:
            try:
                part = wanted_range(self.headers.get("Range"), size)
            except UnsatisfiableError:
                status, end = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, 0
                extra["Content-Range"] = f"bytes */{size}"
            else:
                if part is not None:
                    start, end = part
                    status = HTTPStatus.PARTIAL_CONTENT
                    extra["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
        self.send_response(status)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(end - start))
            self.send_header("Content-Type", kind)
        for name, value in {
            "Accept-Ranges": "bytes", "ETag": tag, "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
            **extra,
        }.items():  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        return None if self.command == "HEAD" or end == start else (start, end)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the base refuses (another method, a head too long) is told in a page of ours."""
        del explain
        self.close_connection = True
        status = HTTPStatus(code)
        data = message_page(status.phrase, message or status.phrase).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Type", files.TYPES["html"])
        self.send_header("Connection", "close")
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            if getattr(self, "command", None) != "HEAD":
                self.wfile.write(data)


def _tags(header: str | None) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in (header or "").split(",")]
