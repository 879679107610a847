"""SubRip (``application/x-subrip``): two lines, and names where the speaker changes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from podcastkit.timed.writers.stamps import stamps

if TYPE_CHECKING:
    from podcastkit.timed.captions import Captions


def to_srt(captions: Captions) -> bytes:
    """The captions as UTF-8 with LF, numbered from 1."""
    cues = [
        f"{number}\n{start} --> {end}\n{lines}\n"
        for number, start, end, lines in zip(
            count(1), *map(_with_commas, stamps(captions)), captions.lines, strict=False
        )
    ]
    return "\n".join(cues).encode("utf-8", "replace")


def _with_commas(times: list[str]) -> list[str]:
    return "\n".join(times).replace(".", ",").split("\n")
