"""The preview's server on the loopback address: what it answers, and what it refuses."""

from __future__ import annotations

import http.client
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.errors import CannotRunError
from podcastkit.findings import Finding, Place, Severity
from podcastkit.preview import PreviewServer, Texts, findings_page
from podcastkit.preview.ranges import UnsatisfiableError, wanted_range
from tests.sites import write

BASE = "https://preview.invalid/"
SOUND = bytes(range(256)) * 1000
SIZE = len(SOUND)
SOUND_PATH = "/_podcastkit/sounds/one/a b.mp3"
FILES: dict[str, str | bytes] = {
    "index.html": f'<html><head><title>I</title></head><a href="{BASE}a/">x</a></html>',
    "a/index.html": "<p>no head",
    "a/transcript.vtt": "WEBVTT\n",
    "a/transcript.srt": "1\n",
    "a/transcript.json": "{}",
    "a/chapters.json": "{}",
    "feed.xml": f'<rss><link>{BASE}</link><x o="https://preview.invalid"/></rss>',
    "flat.html": "<p>flat",
    "empty.mp3": b"",
    "b.mp3": SOUND,
    "b.m4a": SOUND,
    "größe é.txt": "ä",
    ".podcastkit.json": "{}",
    ".hidden/x.txt": "x",
}


class Client:
    """Asks the server, as a browser does."""

    def __init__(self, server: PreviewServer) -> None:
        self.server = server

    def get(
        self, path: str, *, method: str = "GET", host: str | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True)
            if host != "":
                connection.putheader("Host", host or f"127.0.0.1:{self.server.port}")
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


def laid_out(folder: Path) -> Path:
    write(folder / "out", FILES)
    write(folder, {"secret.txt": "secret", "sounds/a b.mp3": SOUND})
    if os.name == "posix":
        (folder / "out/link.txt").symlink_to(folder / "secret.txt")
        (folder / "out/linked").symlink_to(folder)
    return folder


def served(root: Path) -> Iterator[PreviewServer]:
    made = PreviewServer(root / "out", Texts(base=BASE), host="127.0.0.1", port=0)
    made.start()
    made.show({SOUND_PATH: root / "sounds/a b.mp3"}, changed=True)
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """For those that only ask."""
    for server in served(laid_out(tmp_path_factory.mktemp("served"))):
        yield Client(server)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return laid_out(tmp_path)


@pytest.fixture
def server(root: Path) -> Iterator[PreviewServer]:
    yield from served(root)


@pytest.fixture
def own(server: PreviewServer) -> Client:
    """For those that change something."""
    return Client(server)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/a/transcript.vtt", "text/vtt; charset=utf-8"),
        ("/a/transcript.srt", "application/x-subrip; charset=utf-8"),
        ("/a/transcript.json", "application/json"),
        ("/a/chapters.json", "application/json+chapters"),
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/b.mp3", "audio/mpeg"),
        ("/b.m4a", "audio/mp4"),
        ("/gr%C3%B6%C3%9Fe%20%C3%A9.txt", "text/plain; charset=utf-8"),
        ("/flat", "text/html; charset=utf-8"),
        ("/b.mp3?source=x#y", "audio/mpeg"),
        ("/_podcastkit/sounds/one/a%20b.mp3", "audio/mpeg"),
        ("/_podcastkit/reload.js?v=1", "text/javascript; charset=utf-8"),
        ("/_podcastkit/preview.css", "text/css; charset=utf-8"),
    ],
)
def test_a_file_has_its_type_and_no_other_is_guessed(client: Client, path: str, kind: str) -> None:
    status, headers, body = client.get(path)
    assert (status, headers["Content-Type"]) == (200, kind)
    assert (headers["X-Content-Type-Options"], int(headers["Content-Length"])) == (
        "nosniff",
        len(body),
    )
    head = client.get(path, method="HEAD")
    assert (head[0], head[2]) == (200, b"")
    assert head[1]["Content-Length"] == headers["Content-Length"]


def test_addresses_are_those_that_the_browser_knows(client: Client) -> None:
    page = client.get("/")[2].decode()
    assert '<a href="/a/">' in page
    assert page.index('<script src="/_podcastkit/reload.js?v=') < page.index("</head>")
    assert client.get("/a/")[2].startswith(b'<p>no head<script src="/_podcastkit/reload.js')
    feed = client.get("/feed.xml", host="localhost:81")[2]
    assert feed == b'<rss><link>http://localhost:81/</link><x o="http://localhost:81"/></rss>'


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-0", 206, (0, 1)),
        ("bytes=0-", 206, (0, SIZE)),
        ("bytes=1000-1999", 206, (1000, 2000)),
        (f"bytes={SIZE - 1}-", 206, (SIZE - 1, SIZE)),
        ("bytes=-500", 206, (SIZE - 500, SIZE)),
        (f"bytes=-{SIZE * 2}", 206, (0, SIZE)),
        (f"bytes=5-{SIZE * 2}", 206, (5, SIZE)),
        (f"bytes={SIZE}-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=7-5", 200, (0, SIZE)),
        ("bytes=0-1,5-6", 200, (0, SIZE)),
        ("lines=0-1", 200, (0, SIZE)),
        ("bytes=-", 200, (0, SIZE)),
    ],
)
@pytest.mark.parametrize("path", ["/b.mp3", "/_podcastkit/sounds/one/a%20b.mp3"])
def test_a_range_is_answered(
    client: Client, path: str, asked: str, status: int, part: tuple[int, int] | None
) -> None:
    got, headers, body = client.get(path, Range=asked)
    assert got == status
    if part is None:
        assert (headers["Content-Range"], body) == (f"bytes */{SIZE}", b"")
    else:
        assert body == SOUND[slice(*part)]
    if status == 206:
        assert part is not None
        assert headers["Content-Range"] == f"bytes {part[0]}-{part[1] - 1}/{SIZE}"
    head = client.get(path, method="HEAD", Range=asked)
    assert (head[0], head[2]) == (status, b"")
    assert client.get("/empty.mp3", Range=asked)[0] in {200, 416}


def test_if_range_and_if_none_match_know_the_file(own: Client, root: Path) -> None:
    tag = own.get("/b.mp3")[1]["ETag"]
    assert own.get("/b.mp3", Range="bytes=0-1", If_Range=tag)[0] == 206
    assert own.get("/b.mp3", Range="bytes=0-1", If_Range='"other"')[0] == 200
    status, headers, body = own.get("/b.mp3", If_None_Match=f'"x", W/{tag}')
    assert (status, body, headers["ETag"]) == (304, b"", tag)
    (root / "out/b.mp3").write_bytes(SOUND + b"x")
    assert own.get("/b.mp3", If_None_Match=tag)[0] == 200
    assert own.get("/b.mp3", Range="bytes=0-1", If_Range=tag)[0] == 200


@given(header=st.text(max_size=30) | st.from_regex(r"bytes=\d{0,3}-\d{0,3}", fullmatch=True),
       size=st.integers(0, 300))  # fmt: skip
def test_a_range_always_lies_in_the_file(header: str, size: int) -> None:
    try:
        part = wanted_range(header, size)
    except UnsatisfiableError:
        first, _, last = header.partition("=")[2].partition("-")
        assert int(first) >= size if first.strip() else int(last) == 0 or size == 0
        return
    assert part is None or 0 <= part[0] < part[1] <= size


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/a/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
        "/a/%2e%2e%2f%2e%2e%2fsecret.txt", "/..%5csecret.txt", "//secret.txt", "/.podcastkit.json",
        "/.hidden/x.txt", "/none", "/none/", "/%00", "/%ff", "/link.txt", "/linked/secret.txt",
        "/_podcastkit/sounds/one/other.mp3", "/_podcastkit/sounds/one/../../../../secret.txt",
        "/_podcastkit/", "/b.mp3/",
    ],
)  # fmt: skip
def test_nothing_else_is_found(client: Client, path: str) -> None:
    status, headers, body = client.get(path)
    assert (status, b"secret" in body.replace(b"secret.txt", b"")) == (404, False)
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_sites_own_page_of_404_is_shown(own: Client, root: Path) -> None:
    (root / "out/404.html").write_text("<p>own")
    status, _, body = own.get("/none")
    assert (status, body.startswith(b"<p>own")) == (404, True)


def test_a_folder_is_asked_for_with_its_slash_and_on_this_host(own: Client, root: Path) -> None:
    status, headers, _ = own.get("/a?x=1")
    assert (status, headers["Location"]) == (302, "/a/?x=1")
    # A browser would keep it for the next project on the same port.
    assert headers["Cache-Control"] == "no-store"
    write(root, {"out/evil.example/index.html": "x"})
    status, headers, _ = own.get("//evil.example")
    assert (status, headers["Location"]) == (302, "/evil.example/")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/" + 300 * "a", 404), ("/" + 300 * "a" + "/", 404), ("/" + 3000 * "a/", 404),
     ("/" + 300 * "%C3%A4", 404), ("/a%00b", 404), ("/%FF", 404), ("/a/index.html/x", 404),
     ("http://[", 400), ("http://[/x", 400), ("//[", 404), ("http://[::1]/none", 404)],
)  # fmt: skip
def test_whatever_is_asked_for_is_answered(client: Client, path: str, expected: int) -> None:
    status, headers, body = client.get(path)
    assert (status, bool(body)) == (expected, True)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert client.get(path, method="HEAD")[0] == expected


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "evil.example:8000", "",
     "127.0.0.2", "10.0.0.1", "[::2]", "localhost@evil.example", "x localhost"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/b.mp3", "/_podcastkit/events", "/none"])
def test_a_page_of_the_web_with_another_name_is_refused(
    client: Client, host: str, path: str
) -> None:
    status, _, body = client.get(path, host=host)
    assert status == 421
    assert b"<a href" not in body


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "[::1]"]
)
def test_the_names_of_this_machine_are_answered(client: Client, host: str) -> None:
    assert client.get("/", host=host)[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "<script>"])
def test_no_other_method_is_known(client: Client, method: str) -> None:
    status, headers, body = client.get("/", method=method)
    assert (status, headers["Connection"]) == (501, "close")
    assert b"<script>" not in body


def test_no_header_lets_another_origin_read(client: Client) -> None:
    headers = client.get("/", Origin="https://evil.example")[1]
    assert not any(name.lower().startswith("access-control") for name in headers)
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_nonsense_is_answered_and_the_server_lives(own: Client, server: PreviewServer) -> None:
    for nonsense in (b"\x00\xff\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
                     b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n"):  # fmt: skip
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
            raw.sendall(nonsense)
            raw.shutdown(socket.SHUT_WR)
            raw.recv(65_536)
    assert own.get("/")[0] == 200


class Events:
    """An open page that waits for news."""

    def __init__(self, server: PreviewServer, known: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        self.connection.request("GET", f"/_podcastkit/events?v={known}")
        self.answer = self.connection.getresponse()

    def next(self) -> str:
        while True:
            line = self.answer.readline().decode()
            assert line, "the server went away"
            if line.startswith("data: "):
                return line[6:].strip()


def test_open_pages_are_told_of_a_new_build(server: PreviewServer) -> None:
    first = server.version
    pages = [Events(server, first) for _ in range(3)]
    assert pages[0].answer.headers["Content-Type"] == "text/event-stream"
    server.show({}, changed=False)
    assert server.version == first
    server.show({}, changed=True)
    assert [page.next() for page in pages] == [server.version] * 3
    # One that was on its way while the build was done is told at once.
    assert Events(server, first).next() == server.version
    for page in pages:
        page.connection.close()


def test_findings_stand_in_place_of_pages_until_a_build_is_good(
    server: PreviewServer, own: Client
) -> None:
    page = Events(server, server.version)
    finding = Finding(
        code="PK005", name="n", severity=Severity.ERROR,
        place=Place(path="episodes/<b>.md", line=3, column=1),
        message='title is "<script>alert(1)</script>\x1b[31m"', hint="write & mend",
    )  # fmt: skip
    server.show_instead(
        findings_page([finding], "Not built: 1 error", line_of=lambda *_: "a <i> line")
    )
    assert page.next() == server.version
    for path in ("/", "/a/", "/none", "/flat.html"):
        status, _, body = own.get(path)
        assert status == 200
        text = body.decode()
        for words in ("episodes/&lt;b&gt;.md:3:1", "error PK005", "&lt;script&gt;alert(1)",
                      "\\x1b[31m", "write &amp; mend", "a &lt;i&gt; line", "reload.js?v="):  # fmt: skip
            assert words in text
        assert text.count("<script") == 1
        assert "unsafe-inline" not in text
    assert own.get("/b.mp3")[2] == SOUND
    assert own.get("/feed.xml")[0] == 200
    server.show({}, changed=False)
    assert page.next() == server.version
    assert b'<a href="/a/">' in own.get("/")[2]


def test_before_the_first_build_it_says_so(root: Path) -> None:
    server = PreviewServer(root / "nothing", Texts(base=BASE), host="127.0.0.1", port=0)
    server.start()
    assert b"The first build is not done yet" in Client(server).get("/")[2]
    server.close()


def test_a_port_that_is_taken_is_told_or_passed_by(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            CannotRunError, match=f"port {port} of 127.0.0.1 is in use; name another"
        ):
            PreviewServer(root, Texts(base=BASE), host="127.0.0.1", port=port)
        other = PreviewServer(root, Texts(base=BASE), host="127.0.0.1", port=port, next_free=True)
        assert port < other.port <= port + 10
        other.start()
        other.close()


def test_it_ends_although_pages_are_open(server: PreviewServer) -> None:
    page = Events(server, server.version)
    ended = threading.Thread(target=server.close)
    ended.start()
    ended.join(10)
    assert not ended.is_alive()
    assert page.answer.read() == b"retry: 500\n\n"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", server.port), timeout=10)


def test_ipv6_is_loopback_too(root: Path) -> None:
    try:
        server = PreviewServer(root / "out", Texts(base=BASE), host="::1", port=0)
    except CannotRunError:
        pytest.skip("this machine has no IPv6")
    server.start()
    server.show({}, changed=True)
    assert server.url == f"http://[::1]:{server.port}/"
    connection = http.client.HTTPConnection("::1", server.port, timeout=10)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
    connection.close()
    server.close()
