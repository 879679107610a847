"""The links of an episode's transcripts, as ``podcast:transcript`` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from podcastkit.model import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable

TRANSCRIPT_TYPES = {
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "json": "application/json",
    "html": "text/html",
    "txt": "text/plain",
}


class Linked(NamedTuple):
    """A transcript by its suffix (``vtt``), language and address."""

    suffix: str
    language: str
    url: str


def links(found: Iterable[Linked]) -> tuple[Transcript, ...]:
    """What the feed says of transcripts, by their format; the order within one is kept."""
    ranks = {suffix: rank for rank, suffix in enumerate(TRANSCRIPT_TYPES)}
    return tuple(
        Transcript(
            url=one.url,
            type=TRANSCRIPT_TYPES[one.suffix],
            language=one.language,
            rel="captions" if one.suffix in {"vtt", "srt"} else None,
        )
        for one in sorted(found, key=lambda one: ranks[one.suffix])
    )
