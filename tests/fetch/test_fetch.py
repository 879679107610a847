"""The reader of remote files against a real server with real faults."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from podcastkit.errors import FetchError, NotAudioError, NotReadWholeError
from podcastkit.fetch import FIRST_BYTES, Cost, Fetcher, Manners, RemoteFile, is_public
from podcastkit.fetch.peers import check_peer
from tests.conftest import missing
from tests.web.server import Web

DATA = bytes(range(256)) * 500
QUICK = Manners(timeout=0.4, backoff=0.01, patience=0.3, slowest=8_000)

Open = Callable[[str], RemoteFile]


def fetcher(**given: object) -> Fetcher:
    return Fetcher(agent_url="https://a.example", private_hosts=True, **{"manners": QUICK, **given})  # type: ignore[arg-type]


@pytest.fixture
def opened() -> Open:
    return lambda url: fetcher().open(url)


def test_the_first_bytes_for_one_request(web: Web) -> None:
    cost = Cost()
    file = fetcher().open(web.serve("/a.mp3", DATA), cost)
    assert file.at(0, 10) == DATA[:10]
    assert file.at(10, FIRST_BYTES - 10) == DATA[10:FIRST_BYTES]
    assert (file.size, cost.requests, cost.bytes) == (len(DATA), 1, FIRST_BYTES)
    assert web.seen[0].headers["User-Agent"].startswith("podcastkit/")
    assert "(+https://a.example)" in web.seen[0].headers["User-Agent"]
    assert "Cookie" not in web.seen[0].headers
    assert "Authorization" not in web.seen[0].headers


def test_it_reads_at_any_place(web: Web, opened: Open) -> None:
    file = opened(web.serve("/a.mp3", DATA))
    assert file.at(len(DATA) - 128, 500) == DATA[-128:]
    assert file.at(50_000, 5) == DATA[50_000:50_005]
    assert file.at(50_010, 500) == DATA[50_010:50_510]
    assert file.at(len(DATA) + 5, 5) == b""
    assert [seen.headers["Range"].partition("-")[0] for seen in web.seen] == [
        "bytes=0", f"bytes={len(DATA) - 128}", "bytes=50000",
    ]  # fmt: skip


def test_what_an_earlier_answer_held_is_not_asked_for_again(web: Web, opened: Open) -> None:
    file = opened(web.serve("/a.mp3", DATA))
    assert file.at(16_000, 1_000) == DATA[16_000:17_000]
    assert web.seen[-1].headers["Range"].startswith("bytes=16384-")


def test_a_host_that_caps_its_parts_is_asked_for_the_rest(web: Web, opened: Open) -> None:
    file = opened(web.serve("/a.mp3", DATA, cap=5_000))
    assert file.at(0, 12_000) == DATA[:12_000]
    assert file.at(100_000, 7_000) == DATA[100_000:107_000]
    assert opened(web.serve("/b.mp3", DATA, cap=50_000, total="*")).size == len(DATA)


def test_a_host_that_refuses_ranges_is_asked_without(web: Web, opened: Open) -> None:
    file = opened(web.serve("/a.mp3", DATA, refuse_ranges=True))
    assert (file.size, file.in_order, len(web.seen)) == (len(DATA), True, 2)


def test_the_whole_file_comes_for_one_request_and_is_never_held(web: Web, opened: Open) -> None:
    file = opened(web.serve("/a.mp3", DATA))
    pieces = list(file.stream(100))
    assert b"".join(pieces) == DATA[100:]
    assert max(len(piece) for piece in pieces) <= 65_536
    assert len(web.seen) == 2


def test_the_whole_file_is_not_read_where_that_is_not_allowed(web: Web) -> None:
    url = web.serve("/a.mp3", DATA)
    for bounded in (fetcher(full_read=False), fetcher(max_read=100_000)):
        with pytest.raises(NotReadWholeError):
            next(bounded.open(url).stream())
    shared = fetcher(max_read=len(DATA) + 100)
    assert sum(map(len, shared.open(url).stream())) == len(DATA)
    with pytest.raises(NotReadWholeError, match="max_read"):
        next(shared.open(url).stream())


def test_a_length_that_is_too_large_shows_when_the_file_is_read_whole(
    web: Web, opened: Open
) -> None:
    for ends in ({"length": len(DATA) + 10}, {"length": len(DATA) + 10, "cut": len(DATA)}):
        file = opened(web.serve("/a.mp3", DATA, ranges=False, **ends))
        with pytest.raises(FetchError, match=r"broke off|in time"):
            list(file.stream())
    file = opened(web.serve("/b.mp3", DATA, total=str(len(DATA) + 10)))
    with pytest.raises(FetchError, match="the host says the file has 128010 bytes, and sends"):
        list(file.stream())


def test_only_another_version_is_sent(web: Web) -> None:
    url = web.serve("/a.mp3", DATA, etags=['"1"'])
    cost = Cost()
    assert fetcher().open_changed(url, cost, etag='"1"', last_modified=None) is None
    assert (cost.requests, cost.bytes) == (1, 0)
    other = fetcher().open_changed(url, cost, etag='"0"', last_modified=None)
    assert other is not None
    assert other.etag == '"1"'
    dated = web.serve("/b.mp3", DATA, headers={"Last-Modified": "Mon, 05 Jan 2026 09:00:00 GMT"})
    since = "Mon, 05 Jan 2026 09:00:00 GMT"
    assert fetcher().open_changed(dated, cost, etag=None, last_modified=since) is None


def test_later_ranges_go_to_the_final_address(web: Web) -> None:
    web.serve("/b.mp3", DATA)
    file = fetcher().open(web.serve("/a.mp3", redirect="/b.mp3"))
    file.at(100_000, 1)
    assert file.url == web.base + "/b.mp3"
    assert [seen.path for seen in web.seen] == ["/a.mp3", "/b.mp3", "/b.mp3"]


def test_a_host_without_ranges_is_read_as_far_as_needed(web: Web) -> None:
    big = DATA * 40
    cost = Cost()
    file = fetcher().open(web.serve("/a.mp3", big, ranges=False), cost)
    assert (file.size, cost.bytes) == (len(big), FIRST_BYTES)
    assert file.at(70_000, 10) == big[70_000:70_010]
    assert cost.bytes < 200_000


def test_without_any_length_the_body_is_counted_once(web: Web, opened: Open) -> None:
    for behaviour in ({"chunked": True}, {"length": None}):
        file = opened(web.serve("/a.mp3", DATA, ranges=False, **behaviour))
        assert file.size == len(DATA)


def test_a_file_smaller_than_the_first_range(web: Web, opened: Open) -> None:
    file = opened(web.serve("/a.mp3", b"\xff\xfb" + b"x" * 98))
    assert (file.size, len(file.at(0, 500))) == (100, 100)


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ({"status": 404}, "404"),
        ({"status": 410}, "410"),
        ({"fail": [500] * 9}, "500"),
        ({"fail": [503] * 9}, "503"),
        ({"headers": {"Content-Encoding": "gzip"}}, "compressed"),
        ({"shift": 1}, "sent others"),
        ({"total": "nonsense"}, "does not say which"),
        ({"cut": 10}, "broke off"),
        ({"stall": 1.5}, "in time"),
        ({"drip": (64, 0.05)}, "bytes a second"),
        ({"drip_headers": 0.02}, "bytes a second"),
        ({"status": 401}, "password"),
        ({"status": 403}, "does not let this file be read"),
        ({"status": 416}, "no such part"),
        ({"status": 302}, "302"),
        ({"redirect": "http://[::1/"}, "no URL"),
        ({"redirect": "file:///etc/passwd"}, "only http and https"),
        ({"redirect": "/a.mp3"}, "in a circle"),
        ({"redirect": "data:audio/mpeg,x"}, "only http and https"),
        ({"redirect": "//user@127.0.0.1/x"}, "user name"),
        ({"fail": [429], "headers": {"Retry-After": "3600"}}, "asks to wait 3600 s"),
    ],
)
def test_a_fault_ends_in_a_refusal_that_says_what_happened(
    web: Web, opened: Open, behaviour: dict[str, object], words: str
) -> None:
    url = web.serve("/a.mp3", DATA, **behaviour)
    began = time.monotonic()
    with pytest.raises(FetchError, match=words) as caught:
        opened(url)
    assert url in str(caught.value)
    assert time.monotonic() - began < 10


def test_a_host_that_recovers_is_asked_again(web: Web, opened: Open) -> None:
    assert opened(web.serve("/a.mp3", DATA, fail=[503, 500])).size == len(DATA)
    assert len(web.seen) == 3


def test_retry_after_is_honoured_for_all_workers_of_the_host(web: Web) -> None:
    shared = fetcher()
    first = web.serve("/a.mp3", DATA, fail=[429], headers={"Retry-After": "1"})
    second = web.serve("/b.mp3", DATA)
    began = time.monotonic()
    thread = threading.Thread(target=shared.open, args=(first,))
    thread.start()
    while not web.seen:
        time.sleep(0.01)
    time.sleep(0.1)
    shared.open(second)
    assert time.monotonic() - began >= 1
    thread.join()


def test_at_most_four_connections_to_one_host(web: Web) -> None:
    shared = fetcher(manners=Manners())
    url = web.serve("/a.mp3", DATA, stall=0.1)
    threads = [threading.Thread(target=shared.open, args=(f"{url}?{n}",)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(web.seen) == 12
    assert web.most_busy <= 4


@pytest.mark.parametrize("hops", [1, 5, 10, 11])
def test_ten_redirects_are_followed_and_no_more(web: Web, opened: Open, hops: int) -> None:
    for hop in range(hops):
        web.serve(f"/{hop}.mp3", redirect=f"/{hop + 1}.mp3")
    web.serve(f"/{hops}.mp3", DATA)
    if hops > 10:
        with pytest.raises(FetchError, match="more than 10"):
            opened(web.base + "/0.mp3")
    else:
        assert opened(web.base + "/0.mp3").size == len(DATA)


def test_a_file_that_changes_while_it_is_read_is_refused(web: Web, opened: Open) -> None:
    file = opened(web.serve("/a.mp3", DATA, etags=['"1"', '"2"']))
    with pytest.raises(FetchError, match="changed while it was read"):
        file.at(100_000, 1)


@pytest.mark.parametrize(
    ("data", "behaviour"),
    [
        (b"", {}),
        (b"<!DOCTYPE html><p>no", {}),
        (b"\xef\xbb\xbf  <html>", {}),
        (b'<?xml version="1.0"?><Error>', {}),
        (b'{"message": "no"}', {"type": "application/json"}),
        (b"Not found", {"type": "text/plain"}),
    ],
)
def test_a_page_of_text_is_no_sound(
    web: Web, opened: Open, data: bytes, behaviour: dict[str, object]
) -> None:
    with pytest.raises(NotAudioError):
        opened(web.serve("/a.mp3", data, **behaviour))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://no-such-host.invalid/a.mp3", "no host of that name"),
        ("http://127.0.0.1:1/a.mp3", "refuses connections"),
        ("ftp://a.example/a.mp3", "only http and https"),
        ("http://user:pw@127.0.0.1/a.mp3", "user name"),
        ("http://[::1/a.mp3", "no URL"),
        ("http://127.0.0.1:99999/a.mp3", "no URL"),
        ("https:///a.mp3", "only http and https"),
    ],
)
def test_addresses_that_lead_nowhere(opened: Open, url: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        opened(url)


def test_a_connection_without_tls_where_tls_is_wanted(web: Web, opened: Open) -> None:
    url = web.serve("/a.mp3", DATA).replace("http://", "https://")
    with pytest.raises(FetchError):
        opened(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"])  # noqa: S104
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_private_peers_are_refused_before_a_byte_is_sent(web: Web, host: str, scheme: str) -> None:
    web.serve("/a.mp3", DATA)
    url = f"{scheme}://{host}:{web.server.server_port}/a.mp3"
    with pytest.raises(FetchError) as caught:
        Fetcher(agent_url="https://a.example", manners=QUICK).open(url)
    # A machine without IPv6 cannot even try.
    assert "private address" in str(caught.value) or "::ffff" in host
    assert web.seen == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.5.5", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("64:ff9b:1::a00:1", False),
        ("64:ff9b::808:808", True),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("nonsense", False),
        ("", False),
    ],
)
def test_which_addresses_are_public(address: str, public: object) -> None:
    assert is_public(address) is public


def test_netrc_and_cookies_are_not_used(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    url = web.serve("/a.mp3", DATA, headers={"Set-Cookie": "a=b"})
    shared = fetcher()
    shared.open(url)
    shared.open(url)
    assert all(
        "Authorization" not in seen.headers and "Cookie" not in seen.headers for seen in web.seen
    )


def test_a_host_that_does_not_tell_the_size_is_counted_to_the_end(web: Web, opened: Open) -> None:
    for data in (DATA, DATA[:FIRST_BYTES], DATA[:100]):
        assert opened(web.serve("/a.mp3", data, total="*")).size == len(data)


def test_counting_to_the_end_stops_at_max_read(web: Web) -> None:
    url = web.serve("/a.mp3", DATA, ranges=False, chunked=True)
    with pytest.raises(FetchError, match="max_read"):
        fetcher(max_read=50_000).open(url)
    far = fetcher(max_read=50_000).open(web.serve("/b.mp3", DATA, ranges=False))
    with pytest.raises(FetchError, match="max_read"):
        far.at(100_000, 1)


def test_a_file_is_never_held_whole(web: Web, opened: Open) -> None:
    url = web.serve("/a.mp3", DATA, ranges=False, length=900_000_000)
    with pytest.raises(NotAudioError, match="900000000 bytes long"):
        opened(url).at(0, 900_000_000)


def test_a_reader_that_goes_straight_on_asks_ever_less_often(web: Web, opened: Open) -> None:
    big = DATA * 8
    file = opened(web.serve("/a.mp3", big))
    assert b"".join(file.at(place, 4096) for place in range(0, len(big), 4096)) == big
    assert len(web.seen) < 10


@pytest.mark.parametrize("behaviour", [{"ranges": False}, {"etags": ['"1"']}, {}])
def test_another_size_later_on_is_a_changed_file(
    web: Web, opened: Open, behaviour: dict[str, object]
) -> None:
    file = opened(web.serve("/a.mp3", DATA, **behaviour))
    web.serve("/a.mp3", DATA + b"more", **behaviour)
    with pytest.raises(FetchError, match="128000 bytes, then of 128004"):
        file.at(100_000, 1)


def test_a_header_that_one_answer_lacks_is_no_change(web: Web, opened: Open) -> None:
    file = opened(web.serve("/a.mp3", DATA, headers={"Last-Modified": "x"}, etags=['"1"']))
    web.serve("/a.mp3", DATA)
    assert file.at(100_000, 1) == DATA[100_000:100_001]


def test_connections_are_used_again(web: Web) -> None:
    """A thousand episodes at one host must not cost a thousand TLS handshakes."""
    shared = fetcher()
    for number in range(5):
        shared.open(web.serve(f"/{number}.mp3", DATA, redirect_hops=2))
    assert (len(web.seen), web.connections) == (15, 1)


def test_a_redirect_from_public_to_private_is_refused_before_a_byte_is_sent(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second hop is checked like the first: here only one of the two addresses counts as public."""
    try:
        public = Web("127.0.0.2")
    except OSError:
        missing("a second loopback address")
    try:
        start = public.serve("/a.mp3", redirect=web.serve("/a.mp3", DATA))
        monkeypatch.setattr("podcastkit.fetch.connections.check_peer", _only_127_0_0_2)
        with pytest.raises(FetchError, match="a private address") as caught:
            Fetcher(agent_url="https://a.example", manners=QUICK).open(start)
        assert start in str(caught.value)
        assert (len(public.seen), web.seen) == (1, [])
    finally:
        public.close()


def _only_127_0_0_2(address: str) -> None:
    if address != "127.0.0.2":
        check_peer(address)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_mapped_ipv6_peer_is_refused_before_a_byte_is_sent(scheme: str) -> None:
    """The listener sees a connection, and not one byte on it: neither a request nor TLS."""
    if not socket.has_ipv6:
        missing("IPv6")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(FetchError, match="private address"):
            Fetcher(agent_url="https://a.example", manners=QUICK).open(
                f"{scheme}://[::ffff:127.0.0.1]:{port}/a.mp3"
            )
        server.settimeout(2)
        accepted, _ = server.accept()
        with accepted:
            assert accepted.recv(100) == b""


def test_a_long_retry_after_holds_for_all_and_asks_the_host_once(web: Web) -> None:
    shared = fetcher()
    url = web.serve("/a.mp3", DATA, fail=[503] * 9, headers={"Retry-After": "3600"})
    for _ in range(3):
        with pytest.raises(FetchError, match="asks to wait"):
            shared.open(url)
    assert len(web.seen) == 1


def test_a_refused_connection_is_tried_again_and_a_silent_host_is_not(
    web: Web, opened: Open
) -> None:
    with pytest.raises(FetchError, match="in time"):
        opened(web.serve("/a.mp3", DATA, stall=1.5))
    assert len(web.seen) == 1
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    cost = Cost()
    with pytest.raises(FetchError, match="refuses connections"):
        fetcher().open(f"http://127.0.0.1:{port}/a.mp3", cost)
    assert cost.requests == 3


def test_a_proxy_of_the_environment_is_used_and_led_to_no_private_name(
    web: Web, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind a proxy nobody sees the peer: the name itself must not be a private one."""
    monkeypatch.setenv("http_proxy", web.base)
    web.serve("/a.mp3", DATA)
    strict = Fetcher(agent_url="https://a.example", manners=QUICK)
    assert strict.open("http://cdn.example.org/a.mp3").size == len(DATA)
    assert web.seen[0].path == "http://cdn.example.org/a.mp3"
    web.seen.clear()
    for host in ("intranet", "box.local", "10.0.0.1", "0x7f000001", "127.1", "[::1]", "2130706433"):
        with pytest.raises(FetchError, match="a private address"):
            strict.open(f"http://{host}/a.mp3")
    assert web.seen == []
    assert opened("http://intranet/a.mp3").size == len(DATA)


def test_sound_that_a_host_calls_text_is_sound(web: Web, opened: Open) -> None:
    assert opened(web.serve("/a.mp3", b"\xff\xfb" + DATA, type="text/plain")).size == len(DATA) + 2


def test_the_body_of_a_redirect_is_not_read(web: Web) -> None:
    page = b"x" * 50_000_000
    cost = Cost()
    fetcher().open(web.serve("/a.mp3", page, redirect=web.serve("/b.mp3", DATA)), cost)
    assert (cost.requests, cost.bytes) == (2, FIRST_BYTES)
    assert web.seen[0].sent < len(page)
