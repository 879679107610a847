"""SubRip (``application/x-subrip``): two lines, and names where the speaker changes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podcastkit.timed.captions import Captions


def to_srt(captions: Captions) -> bytes:
    """The captions as UTF-8 with LF, numbered from 1."""
    timings = "\n".join(captions.timings).replace(".", ",").split("\n")
    cues = [
        f"{number}\n{timing}\n{lines}\n"
        for number, timing, lines in zip(count(1), timings, captions.lines, strict=False)
    ]
    return "\n".join(cues).encode("utf-8", "replace")
