"""Every fault of a host ends in the right facts or in a clear refusal: no wrong fact, no hang."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from podcastkit.audio import remote
from podcastkit.errors import FetchError, NotAudioError
from podcastkit.fetch import Fetcher, Manners
from tests.audio.medium import fixture
from tests.audio.test_mpeg import bare_vbr
from tests.web.server import CERTIFICATE, Web

QUICK = Manners(timeout=0.4, backoff=0.01, patience=0.3, slowest=8_000)
SOUNDS: dict[str, tuple[bytes, float]] = {
    "header": (fixture("cbr.mp3"), 5.479),
    "constant": (fixture("noheader.mp3") * 6, 6 * 5.538),
    "frames": (bare_vbr() * 4, 4 * 5.538),
    "m4a": (fixture("sound.m4a"), 5.479),
    "opus": (fixture("sound.opus"), 5.479),
}
FACTS: tuple[dict[str, object], ...] = (
    {}, {"ranges": False}, {"refuse_ranges": True}, {"cap": 5_000}, {"cap": 100}, {"total": "*"},
    {"chunked": True, "ranges": False}, {"length": None, "ranges": False}, {"redirect_hops": 1},
    {"redirect_hops": 10}, {"fail": [503]}, {"fail": [500, 502]}, {"type": "text/plain"},
    {"fail": [429], "headers": {"Retry-After": "0"}}, {"total": "*", "cap": 9_000},
)  # fmt: skip
REFUSED: tuple[tuple[dict[str, object], str], ...] = (
    ({"shift": 1}, "sent others"), ({"unknown_range": True}, "does not say which"),
    ({"redirect_hops": 11}, "more than 10"), ({"redirect": "/a"}, "in a circle"),
    ({"redirect": "file:///etc/passwd"}, "only http"), ({"redirect": "data:audio/mpeg,x"}, "only http"),
    ({"headers": {"Content-Encoding": "gzip"}}, "compressed"), ({"cut": 5_000}, "broke off"),
    ({"stall": 1.0}, "in time"), ({"drip": (64, 0.05)}, "bytes a second"), ({"status": 403}, "403"),
    ({"status": 404}, "404"), ({"status": 500}, "500"), ({"status": 503}, "503"),
    ({"fail": [429] * 9, "headers": {"Retry-After": "99"}}, "asks to wait 99 s"),
    ({"redirect": "http://no.such.host.invalid/a"}, "no host of that name"),
)  # fmt: skip


@pytest.fixture
def ask() -> Iterator[Callable[[str], remote.Inspection]]:
    with Fetcher(agent_url="", private_hosts=True, manners=QUICK) as fetcher:
        yield lambda url: remote.inspect(url, fetcher)


@pytest.mark.parametrize("behaviour", FACTS, ids=str)
@pytest.mark.parametrize("sound", SOUNDS)
def test_the_facts_are_right(
    web: Web, ask: Callable[[str], remote.Inspection], sound: str, behaviour: dict[str, object]
) -> None:
    data, seconds = SOUNDS[sound]
    behaviour = {
        key: list(value) if isinstance(value, list) else value for key, value in behaviour.items()
    }
    hops = int(str(behaviour.pop("redirect_hops", 0)))
    found = ask(web.serve("/a", data, redirect_hops=hops, **behaviour))
    assert len(web.seen) <= 66
    if behaviour.get("cap") == 100 and found.sound is None:
        assert isinstance(found.error, FetchError)  # a thousand requests are not worth it
        return
    assert found.error is None
    assert found.sound is not None
    audio = found.sound.audio
    assert (audio.size, audio.exact) == (len(data), True)
    assert audio.duration == pytest.approx(seconds, abs=0.09)
    assert found.requests == len(web.seen)
    assert found.bytes <= 4 * len(data) + 65_536
    assert not [seen for seen in web.seen if seen.path.startswith("HEAD")]


@pytest.mark.parametrize(("behaviour", "words"), REFUSED, ids=str)
@pytest.mark.parametrize("sound", ["header", "constant"])
def test_the_refusal_is_clear(
    web: Web, ask: Callable[[str], remote.Inspection], sound: str,
    behaviour: dict[str, object], words: str,
) -> None:  # fmt: skip
    behaviour = {
        key: list(value) if isinstance(value, list) else value for key, value in behaviour.items()
    }
    hops = int(str(behaviour.pop("redirect_hops", 0)))
    url = web.serve("/a", SOUNDS[sound][0], redirect_hops=hops, **behaviour)
    began = time.monotonic()
    found = ask(url)
    assert time.monotonic() - began < 8
    assert found.sound is None
    assert words in str(found.error)
    assert url in str(found.error)


@pytest.mark.parametrize("sound", SOUNDS)
@pytest.mark.parametrize("wrong", [-3_000, -1, 1, 3_000])
def test_a_wrong_size_is_never_called_exact_with_a_wrong_duration(
    web: Web, ask: Callable[[str], remote.Inspection], sound: str, wrong: int
) -> None:
    """A total that is wrong in every answer, and a length that is wrong."""
    data, seconds = SOUNDS[sound]
    for behaviour in (
        {"total": str(len(data) + wrong)},
        {"ranges": False, "length": len(data) + wrong},
    ):
        found = ask(web.serve("/a", data, **behaviour))
        if found.sound is None:
            assert isinstance(found.error, FetchError | NotAudioError)
        elif found.sound.audio.exact:
            # What is too short is all that any client gets.
            assert wrong < 0
            assert found.sound.audio.duration == pytest.approx(seconds, abs=0.8)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"<!DOCTYPE html><p>no", "a page of text"), (b"", "empty"), (b'{"error": 1}', "a page of text"),
     (b"not found " * 50, "no sound is found")],
)  # fmt: skip
def test_what_is_no_sound_is_refused_with_status_200(
    web: Web, ask: Callable[[str], remote.Inspection], data: bytes, words: str
) -> None:
    assert words in str(ask(web.serve("/a.mp3", data)).error)


@pytest.mark.parametrize(
    "path", ["/a b.mp3", "/ä ö.mp3", "/a.mp3?x=1&y=ü", "/a.mp3#t=5", "/a%20b.mp3", "/日本.mp3"]
)
def test_unusual_addresses_are_followed(
    web: Web, ask: Callable[[str], remote.Inspection], path: str
) -> None:
    data = SOUNDS["header"][0]
    plain = path.partition("?")[0].partition("#")[0]
    web.serve(quote(plain, safe="/%"), data)
    assert ask(web.base + path).error is None


def test_a_body_that_stalls_in_the_middle(
    web: Web, ask: Callable[[str], remote.Inspection]
) -> None:
    data = SOUNDS["frames"][0]
    found = ask(web.serve("/a", data, ranges=False, length=len(data), drip=(40_000, 2.0)))
    assert "in time" in str(found.error)


def test_a_certificate_that_nobody_vouches_for(ask: Callable[[str], remote.Inspection]) -> None:
    secure = Web(tls=True)
    url = secure.serve("/a.mp3", SOUNDS["header"][0])
    assert "certificate is not valid" in str(ask(url).error)
    assert secure.seen == []
    secure.close()


def test_a_redirect_from_https_to_http(
    web: Web, ask: Callable[[str], remote.Inspection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    secure = Web(tls=True)
    good = secure.serve("/a.mp3", SOUNDS["header"][0])
    assert ask(good).error is None
    url = secure.serve("/b.mp3", redirect=web.serve("/a.mp3", SOUNDS["header"][0]))
    assert "from https to http" in str(ask(url).error)
    assert web.seen == []
    secure.close()


def test_a_file_that_is_replaced_while_it_is_read_is_read_anew(
    web: Web, ask: Callable[[str], remote.Inspection]
) -> None:
    data, seconds = SOUNDS["constant"]
    found = ask(web.serve("/a", data, etags=['"1"', '"2"', '"2"', '"2"', '"2"']))
    assert found.sound is not None
    assert found.sound.audio.duration == pytest.approx(seconds, abs=0.09)
    assert found.sound.audio.etag == '"2"'


def test_machines_of_a_host_that_name_versions_each_in_its_own_way(
    web: Web, ask: Callable[[str], remote.Inspection]
) -> None:
    data, seconds = SOUNDS["constant"]
    found = ask(web.serve("/a", data, etags=[f'"{number}"' for number in range(5)]))
    assert found.error is None or "changed while" in str(found.error)
    if found.sound:
        assert found.sound.audio.duration == pytest.approx(seconds, abs=0.09)


def test_totals_that_differ_each_time_are_an_estimate_that_says_so(
    web: Web, ask: Callable[[str], remote.Inspection]
) -> None:
    data, _ = SOUNDS["constant"]
    url = web.serve("/a", data)
    web.routes["/a"].totals = [str(len(data) + number) for number in range(40)]
    found = ask(url)
    assert found.sound is not None
    assert (found.sound.audio.how, found.sound.audio.exact) == ("varies", False)
    m4a = SOUNDS["m4a"][0]
    url = web.serve("/b", m4a)
    web.routes["/b"].totals = [str(len(m4a) + number) for number in range(40)]
    assert "another file each time" in str(ask(url).error)
