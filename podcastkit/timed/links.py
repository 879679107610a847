"""The links of an episode's transcripts, as ``podcast:transcript`` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.model import Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.source import Source

TRANSCRIPT_TYPES = {
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "json": "application/json",
    "html": "text/html",
    "txt": "text/plain",
}


def links(source: Source, made: Iterable[str], *, base: str, own: str) -> tuple[Transcript, ...]:
    """What the feed says of an episode's transcripts: its files, and the formats that are made.

    By format; the order within one is kept. ``base`` is the address of the episode's files, ending
    in ``/``; ``own`` the show's language.
    """
    found = [
        (sidecar.suffix, sidecar.language or own,
         sidecar.url or f"{base}{source.transcript_name(sidecar)}")
        for sidecar in source.transcripts
    ]  # fmt: skip
    language = source.transcript_language or own
    found += [(suffix, language, f"{base}transcript.{suffix}") for suffix in made]
    ranks = {suffix: rank for rank, suffix in enumerate(TRANSCRIPT_TYPES)}
    return tuple(
        Transcript(
            url=url,
            type=TRANSCRIPT_TYPES[suffix],
            language=language,
            rel="captions" if suffix in {"vtt", "srt"} else None,
        )
        for suffix, language, url in sorted(found, key=lambda one: ranks[one[0]])
    )
