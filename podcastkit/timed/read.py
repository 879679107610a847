"""A transcript file, whatever its format, as cues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.timed.html import read_html
from podcastkit.timed.json_segments import document_of
from podcastkit.timed.plain import read_plain
from podcastkit.timed.podcast_json import is_podcast_json, read_podcast_json
from podcastkit.timed.reading import (
    CueFault,
    FaultKind,
    Faults,
    ReadTranscript,
    finished,
    normal,
)
from podcastkit.timed.srt import read_srt
from podcastkit.timed.vtt import read_vtt
from podcastkit.timed.whisper_json import LISTS, read_whisper_json

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CueFault", "FaultKind", "ReadTranscript", "read_transcript"]


def read_transcript(text: str, suffix: str) -> ReadTranscript:
    """The cues of a transcript, by the suffix of its file (``.vtt``), of any case.

    All that can be read is read; what is wrong is a fault with its line, never an exception. A
    suffix that is not known is read as plain text. WebVTT under the name of SRT is read as such.
    """
    suffix = f".{suffix.lower().lstrip('.')}"
    reader = _READERS.get(suffix, read_plain)
    if suffix == ".srt" and normal(text[:20]).startswith("WEBVTT"):
        return _with_fault(
            read_vtt(text),
            CueFault(
                kind=FaultKind.SYNTAX,
                line=1,
                message="this is WebVTT in a file that is named as SRT",
                hint="name it .vtt",
            ),
        )
    return reader(text)


def read_json_transcript(text: str) -> ReadTranscript:
    """The cues of a JSON transcript: the podcast namespace's, or Whisper's."""
    faults = Faults()
    document, text = document_of(text, faults)
    name: str | None = None
    segments: object = document
    if isinstance(document, dict):
        name = next((name for name in LISTS if isinstance(document.get(name), list)), None)
        segments = document.get(name) if name else None
    if not isinstance(segments, list):
        if document is not None:
            faults.add(
                FaultKind.SYNTAX,
                1,
                "there are no segments",
                'a transcript is {"version": "1.0.0", "segments": […]}',
            )
        return finished((), faults)
    first = next((one for one in segments if isinstance(one, dict) and one), {})
    if isinstance(document, dict) and name == "segments" and is_podcast_json(first):
        return read_podcast_json(document, segments, text, faults)
    return read_whisper_json(name, segments, text, faults)


def _with_fault(read: ReadTranscript, fault: CueFault) -> ReadTranscript:
    return ReadTranscript(cues=read.cues, lines=read.lines, faults=(fault, *read.faults))


_READERS: dict[str, Callable[[str], ReadTranscript]] = {
    ".vtt": read_vtt,
    ".srt": read_srt,
    ".json": read_json_transcript,
    ".html": read_html,
    ".htm": read_html,
    ".txt": read_plain,
}
