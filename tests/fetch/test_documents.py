"""Whole documents from the web: bounded, unpacked, and only from where they may come."""

from __future__ import annotations

import gzip
import zlib

import pytest

from podcastkit.errors import FetchError
from podcastkit.fetch import Fetcher, read_document
from podcastkit.fetch.answer import Manners
from tests.web.server import Web

TEXT = b"<rss/>" * 1000


def read(url: str, *, typed: bool = True, limit: int = 10_000, **more: bool) -> bytes:
    quick = Manners(backoff=0.01)
    with Fetcher(agent_url="https://a.example", manners=quick, **more) as fetcher:
        return read_document(fetcher, url, limit=limit, typed=typed).data


def test_a_document_is_read_whole_and_in_one_request(web: Web) -> None:
    assert read(web.serve("/f", TEXT)) == TEXT
    (seen,) = web.seen
    assert "Range" not in seen.headers
    assert seen.headers["Accept-Encoding"] == "gzip"
    assert seen.headers["User-Agent"].startswith("podcastkit/")


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_what_is_sent_compressed_is_unpacked(web: Web, pack: object) -> None:
    name = "gzip" if pack is gzip.compress else "deflate"
    url = web.serve("/f", pack(TEXT), ranges=False, headers={"Content-Encoding": name})  # type: ignore[operator]
    assert read(url) == TEXT


def test_a_document_beyond_the_limit_is_not_read_on(web: Web) -> None:
    with pytest.raises(FetchError, match="larger than"):
        read(web.serve("/f", b"x" * 10_001))
    bomb = gzip.compress(bytes(50_000_000))
    url = web.serve("/bomb", bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="larger than"):
        read(url)


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [({"status": 404}, "404"), ({"cut": 100}, "broke off"),
     ({"headers": {"Content-Encoding": "gzip"}}, "cannot be unpacked"),
     ({"headers": {"Content-Encoding": "br"}}, "compressed as br")],
)  # fmt: skip
def test_what_goes_wrong_is_named(web: Web, behaviour: dict[str, object], words: str) -> None:
    url = web.serve("/f", TEXT, **behaviour)
    with pytest.raises(FetchError, match=words) as caught:
        read(url)
    assert url in str(caught.value)


def test_half_of_a_compressed_document_is_none(web: Web) -> None:
    url = web.serve("/f", gzip.compress(TEXT)[:-20], headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="broke off"):
        read(url)


def test_redirects_are_followed(web: Web) -> None:
    assert read(web.serve("/f", TEXT, redirect_hops=3)) == TEXT


def test_an_address_that_nobody_typed_may_not_be_private(web: Web) -> None:
    url = web.serve("/f", TEXT)
    with pytest.raises(FetchError, match="private address"):
        read(url, typed=False)
    assert web.seen == []
    assert read(url, typed=False, private_hosts=True) == TEXT


def test_a_public_host_may_not_lead_to_a_private_one(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server stands for a public one; what it redirects to is asked with the usual care."""
    url = web.serve("/f", TEXT, redirect_hops=1)
    monkeypatch.setattr("podcastkit.fetch.fetcher.Fetcher._was_private", lambda *_: False)
    with pytest.raises(FetchError, match="private address"):
        read(url)
    assert len(web.seen) == 1


@pytest.mark.parametrize(
    "url", ["ftp://a.example/f", "https://u:p@a.example/f", "http://", "https://[x/f"]
)
def test_only_plain_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(FetchError):
        read(url)
