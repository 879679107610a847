"""Cues as people read them: joined to turns of a few sentences, each with its time."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from podcastkit.timed.turns import ReadableTranscript, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.model import Cue

_LONG = 400
"""Characters after which a turn ends with the sentence, so that its time is not far away."""
_ENDS = (".", "?", "!", "…", '."', '?"', '!"', ".”", "?”", "!”", "。", "？", "！")


def readable(cues: Iterable[Cue]) -> ReadableTranscript:
    """The turns of cues in their order. Words and speakers stay the same."""
    turns: list[Turn] = []
    said: list[str] = []
    first: Cue | None = None
    length = 0
    for cue in cues:
        if first and (
            cue.speaker != first.speaker or (length > _LONG and said[-1].endswith(_ENDS))
        ):
            turns.append(_turn(first, said))
            first, said, length = None, [], 0
        first = first or cue
        said.append(cue.text.replace("\n", " "))
        length += len(cue.text)
    if first:
        turns.append(_turn(first, said))
    return ReadableTranscript(parts=tuple(turns))


def _turn(first: Cue, said: list[str]) -> Turn:
    text = " ".join(said)
    return Turn(text, f"<p>{escape(text, quote=False)}</p>", first.speaker, first.start)
