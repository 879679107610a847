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
    """The turns of cues in their order. Words and speakers stay the same.

    What has no times was no captions, but text: there each cue is a paragraph.
    """
    turns: list[Turn] = []
    said: list[str] = []  # a paragraph each
    first: Cue | None = None
    length = 0
    for cue in cues:
        if first and (
            cue.speaker != first.speaker or (length > _LONG and said[-1].endswith(_ENDS))
        ):
            turns.append(_turn(first, said))
            first, said, length = None, [], 0
        first = first or cue
        words = cue.text.replace("\n", " ")
        if said and cue.start is not None:
            said[-1] += f" {words}"
        else:
            said.append(words)
        length += len(words)
    if first:
        turns.append(_turn(first, said))
    return ReadableTranscript(parts=tuple(turns))


def _turn(first: Cue, said: list[str]) -> Turn:
    html = "\n".join(f"<p>{escape(words, quote=False)}</p>" for words in said)
    return Turn("\n".join(said), html, first.speaker, first.start)
