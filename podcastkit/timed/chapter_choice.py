"""Which chapters an episode has: what its author wrote, else what can be derived."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podcastkit.model import Chapter


class Origin(enum.StrEnum):
    """Where chapters come from, in the order in which they are asked."""

    WRITTEN = "the episode's own list or file"
    AUDIO = "the audio"
    HEADINGS = "the headings of a transcript"
    NOTES = "a list of times in the notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The chapters in order of time, and where they come from (``None`` where there are none).

    ``left_out`` are those of any origin asked that begin behind the end of the sound.
    """

    chapters: tuple[Chapter, ...] = ()
    origin: Origin | None = None
    left_out: tuple[tuple[Origin, Chapter], ...] = ()


def chosen(
    *,
    explicit: tuple[Chapter, ...] | None,
    audio: tuple[Chapter, ...] = (),
    headings: tuple[Chapter, ...] = (),
    notes: tuple[Chapter, ...] = (),
    duration: float | None,
) -> Choice:
    """The chapters of the first origin that has one within the sound.

    An ``explicit`` list is the author's word, and what else there is does not count, also where
    the list is empty. ``duration`` is the sound's in seconds; ``None`` keeps every chapter.
    """
    origins = [
        (Origin.AUDIO, audio),
        (Origin.HEADINGS, headings),
        (Origin.NOTES, notes),
    ]
    if explicit is not None:
        origins = [(Origin.WRITTEN, explicit)]
    left_out: list[tuple[Origin, Chapter]] = []
    for origin, chapters in origins:
        fitting = [c for c in chapters if duration is None or c.start < duration]
        left_out += [(origin, c) for c in chapters if not (duration is None or c.start < duration)]
        if fitting:
            ordered = tuple(sorted(fitting, key=lambda chapter: chapter.start))
            return Choice(chapters=ordered, origin=origin, left_out=tuple(left_out))
    return Choice(left_out=tuple(left_out))
