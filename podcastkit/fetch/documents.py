"""Texts from the web, read whole: feeds. Bounded, also when they are sent compressed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.errors import FetchError
from podcastkit.fetch.answer import STEP, Answer, Cost, check_status

if TYPE_CHECKING:
    from podcastkit.fetch.fetcher import Fetcher

_HEADERS = {
    "Accept": "application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
}
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A document as it came, its compression undone. ``url`` is where the redirects ended."""

    url: str
    data: bytes
    private: bool


def read_document(fetcher: Fetcher, url: str, *, limit: int, typed: bool) -> Fetched:
    """The document at ``url``, at most ``limit`` bytes of it.

    ``typed``: the address was typed, or stands in a document that came from a private address.
    Raises ``FetchError``, which names the address and the reason.
    """
    answer = fetcher.get(url, url, _HEADERS, Cost(), typed=typed)
    try:
        check_status(answer)
        return Fetched(url=answer.url, data=_whole(answer, limit), private=answer.private)
    finally:
        answer.close()


def _whole(answer: Answer, limit: int) -> bytes:
    encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise FetchError(f"{answer.name}: the host sends it compressed as {encoding}, unasked")
    plain = encoding in {"", "identity"}
    inflater = None if plain else zlib.decompressobj(_GZIP_OR_ZLIB)
    parts, size = [], 0
    while part := answer.read(STEP):
        try:
            text = part if inflater is None else inflater.decompress(part, limit + 1 - size)
        except zlib.error as error:
            raise FetchError(f"{answer.name}: what the host sends cannot be unpacked") from error
        parts.append(text)
        size += len(text)
        if size > limit:
            raise FetchError(f"{answer.name}: it is larger than {limit // 1_000_000} MB")
    if inflater is not None and not inflater.eof:
        raise FetchError(f"{answer.name}: the host broke off")
    return b"".join(parts)
