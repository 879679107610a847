"""Texts from the web, read whole: feeds. Bounded, also when they are sent compressed."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from podcastkit.errors import FetchError
from podcastkit.fetch.answer import STEP, Answer, Cost, check_status
from podcastkit.fetch.fetcher import Fetcher
from podcastkit.fetch.redirects import follow

if TYPE_CHECKING:
    from podcastkit.fetch.answer import Manners

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


class DocumentReader:
    """Reads documents whole. Close it, or use ``with``.

    An address that somebody typed may be private; where it redirects to may be so only when it
    is private itself, or ``private_hosts`` says that all may.
    """

    def __init__(
        self, *, agent_url: str, private_hosts: bool = False, manners: Manners | None = None
    ) -> None:
        self._careful = Fetcher(agent_url=agent_url, private_hosts=private_hosts, manners=manners)
        self._open = Fetcher(agent_url=agent_url, private_hosts=True, manners=manners)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._careful.close()
        self._open.close()

    def read(self, url: str, *, limit: int, trusted: bool) -> Fetched:
        """The document at ``url``, at most ``limit`` bytes of it.

        ``trusted``: the address was typed, or stands in a document that came from a private
        address. Raises ``FetchError``, which names the address and the reason.
        """
        cost = Cost()

        def ask(hop: str, name: str) -> Answer:
            nonlocal trusted
            fetcher = self._open if trusted else self._careful
            answer = fetcher.hop(hop, name, _HEADERS, cost)
            trusted = trusted and fetcher.was_private(urlsplit(hop).hostname or "")
            return answer

        answer = follow(url, url, ask)
        try:
            check_status(answer)
            return Fetched(url=answer.url, data=_whole(answer, limit), private=trusted)
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
