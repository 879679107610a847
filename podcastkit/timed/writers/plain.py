"""Transcripts as plain text (``text/plain``): a paragraph a line, an empty line between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.timed.stamps import spoken_clock
from podcastkit.timed.turns import Heading

if TYPE_CHECKING:
    from podcastkit.timed.turns import Part, ReadableTranscript


def to_plain(transcript: ReadableTranscript) -> bytes:
    """The transcript as UTF-8 with LF: ``[0:01:02] Name: what is said``."""
    before: str | None = None
    blocks = [_text(part, None) for part in transcript.opening]
    for part in transcript.parts:
        blocks.append(_text(part, before))
        before = getattr(part, "speaker", None) or before
    blocks += [_text(part, None) for part in transcript.closing]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def _text(part: Part, before: str | None) -> str:
    words = part.text.replace("\n", "\n\n")
    if isinstance(part, Heading):
        return words
    if part.speaker and part.speaker != before:
        words = f"{part.speaker}: {words}"
    return words if part.start is None else f"[{spoken_clock(part.start)}] {words}"
