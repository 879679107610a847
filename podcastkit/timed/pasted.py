"""Captions that were pasted into Markdown: SubRip or WebVTT, also in a fence of code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.timed.srt import read_srt
from podcastkit.timed.vtt import read_vtt

if TYPE_CHECKING:
    from podcastkit.model import Cue

_TIMES = re.compile(
    r"^[ \t>]*(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-5][0-9][.,][0-9]{3}[ \t]*-->[ \t]*"
    r"(?:[0-9]{1,3}:)?[0-9]{1,2}:[0-5][0-9][.,][0-9]{3}[^\S\n]*$",
    re.MULTILINE,
)
_FENCE = re.compile(r"^[ \t]*(?:```+|~~~+)[\w-]*[ \t]*$", re.MULTILINE)
_FEW = 2


def pasted_cues(markdown: str) -> tuple[Cue, ...]:
    """The cues of captions in a transcript's Markdown; none where it is no such text.

    There are at least two lines that have two times and nothing else, and nothing but a heading or
    a sentence stands above the first.
    """
    if markdown.count("-->") < _FEW:
        return ()
    times = [found.start() for found in _TIMES.finditer(markdown)]
    if len(times) < _FEW or markdown.count("\n\n", 0, times[0]) > _FEW + 1:
        return ()
    text = _FENCE.sub("", markdown)
    header = text.find("WEBVTT")
    first = _TIMES.search(text)
    if 0 <= header < (first.start() if first else 0):
        return read_vtt(text[header:]).cues
    # What stands above the first cue is no part of it, but for its number.
    above = text[: first.start()].rstrip() if first else ""
    begin = len(above) - len(above.rpartition("\n")[2]) if above[-1:].isdecimal() else len(above)
    return read_srt(text[begin:].lstrip("\n")).cues
