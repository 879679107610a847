"""From what there is of a transcript to the formats that are missing, and to chapters.

A file with times makes captions best; what people read is made best of the Markdown, which has
headings and links. What has no times becomes HTML and text only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.model import Chapter
from podcastkit.timed.captions import captions
from podcastkit.timed.readable import readable
from podcastkit.timed.spans import misplaced, spans_of_cues, spans_of_turns
from podcastkit.timed.writers.html import to_html
from podcastkit.timed.writers.plain import to_plain
from podcastkit.timed.writers.podcast_json import to_podcast_json
from podcastkit.timed.writers.srt import to_srt
from podcastkit.timed.writers.vtt import to_vtt

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from podcastkit.model import Cue
    from podcastkit.timed.captions import Captions
    from podcastkit.timed.turns import ReadableTranscript

_CAPTIONS: dict[str, Callable[[Captions], bytes]] = {
    "vtt": to_vtt,
    "srt": to_srt,
    "json": to_podcast_json,
}
_FEW_WORDS = 60
_SLOW = 0.3
"""Words a second: nobody who is worth a transcript speaks as slowly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What there is: the transcript in Markdown, and the cues of a transcript file.

    ``duration`` is the sound's, in seconds; ``title`` the episode's, ``language`` the show's.
    """

    written: ReadableTranscript | None
    cues: Sequence[Cue]
    duration: float | None
    title: str
    language: str

    @property
    def read(self) -> ReadableTranscript | None:
        """What people read: the Markdown, else the cues joined to turns."""
        if self.written is not None:
            return self.written
        return readable(self.cues) if self.cues else None


def made_of(material: Material, wanted: Collection[str]) -> dict[str, bytes]:
    """The bytes of each wanted format (``"vtt"``, ``"srt"``, …) that can be made."""
    found = {}
    written = material.written
    if any(suffix in _CAPTIONS for suffix in wanted):
        spans = spans_of_cues(material.cues, duration=material.duration)
        if not spans and written is not None and written.is_timed:
            spans = spans_of_turns(written, duration=material.duration)
        table = captions(spans)
        if table.texts:
            found = {suffix: _CAPTIONS[suffix](table) for suffix in wanted if suffix in _CAPTIONS}
    read = material.read
    if read is not None and "html" in wanted:
        found["html"] = to_html(read, title=material.title, language=material.language)
    if read is not None and "txt" in wanted:
        found["txt"] = to_plain(read)
    return found


def is_announced(transcript: ReadableTranscript, duration: float | None) -> bool:
    """Whether a text only says that there will be a transcript (*coming soon*).

    It names nobody, tells no time, and has far fewer words than are spoken in ``duration`` seconds.
    """
    if any(turn.speaker or turn.start is not None for turn in transcript.turns):
        return False
    words = transcript.words
    return words < _FEW_WORDS and (duration is None or words < duration * _SLOW)


def heading_chapters(transcript: ReadableTranscript, duration: float | None) -> tuple[Chapter, ...]:
    """The headings of a timed transcript, each at the time of the first turn behind it."""
    found = transcript.headings
    wrong = set(misplaced([start for start, _ in found], duration=duration))
    return tuple(
        Chapter(start=start, title=title)
        for number, (start, title) in enumerate(found)
        if number not in wrong
    )
