"""The links of an episode's transcripts, as ``podcast:transcript`` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.model import Transcript

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

TRANSCRIPT_TYPES = {
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "json": "application/json",
    "html": "text/html",
    "txt": "text/plain",
}


def linked(
    given: Mapping[str, str | None], made: Collection[str], *, base: str, language: str
) -> tuple[Transcript, ...]:
    """The formats that files give (by suffix, with the address of one elsewhere), and those made.

    ``base`` is the address of the episode's files, ending in ``/``.
    """
    return tuple(
        Transcript(
            url=given.get(suffix) or f"{base}transcript.{suffix}",
            type=kind,
            language=language,
            rel="captions" if suffix in {"vtt", "srt"} else None,
        )
        for suffix, kind in TRANSCRIPT_TYPES.items()
        if suffix in given or suffix in made
    )
