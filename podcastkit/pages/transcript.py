"""A transcript as the page shows it: turns, each with who speaks and a link to its moment.

A link is the sound's own address with the time behind it (``#t=75``, Media Fragments URI 1.0), so
that it plays from there without any script. The script finds turns, times and sentences by the
classes ``turn`` and ``time``.
"""

from __future__ import annotations

import functools
from html import escape
from typing import TYPE_CHECKING

from podcastkit.pages.texts import clock, time_fragment
from podcastkit.timed.spans import misplaced
from podcastkit.timed.turns import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podcastkit.timed.turns import Part, ReadableTranscript


def transcript_html(transcript: ReadableTranscript, *, sound: str, duration: float | None) -> str:
    """The parts of a transcript as safe HTML. ``sound`` is the enclosure's URL.

    ``duration`` is the sound's, in seconds: times behind it, or against the order of the others,
    are no links.
    """
    opening = "\n".join(_blocks(transcript.opening, sound, frozenset()))
    times = [part.start for part in transcript.parts]
    wrong = frozenset(misplaced(times, duration=duration))
    said = "\n".join(_blocks(transcript.parts, sound, wrong))
    closing = "\n".join(_blocks(transcript.closing, sound, frozenset()))
    if opening:
        said = f'<div class="unspoken">\n{opening}\n</div>\n{said}'
    if closing:
        said += f'\n<div class="unspoken">\n{closing}\n</div>'
    return said


def _blocks(parts: Sequence[Part], sound: str, wrong: frozenset[int]) -> Iterator[str]:
    address = escape(sound)
    cites: dict[str, str] = {}
    before: str | None = None
    for number, part in enumerate(parts):
        if isinstance(part, Heading):
            yield f"<h{part.level}>{escape(part.text, quote=False)}</h{part.level}>"
            continue
        head = ""
        if part.start is not None and number not in wrong:
            head = f'<a class="time" href="{address}{_moment(part.start)}</a> '
        speaker = part.speaker
        if speaker and (speaker != before or head):
            if speaker not in cites:
                cites[speaker] = f"<cite>{escape(speaker, quote=False)}</cite> "
            head += cites[speaker]
        before = speaker
        yield f'<div class="turn">{head}{part.html}</div>'


@functools.lru_cache(maxsize=10_000)  # the first hours are the same in every transcript
def _moment(start: float) -> str:
    """The end of a link's address, and its words."""
    return f'{time_fragment(start)}">{clock(start)}'
