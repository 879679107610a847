"""The JSON that Whisper and its kin write: times in seconds, and text that begins with a blank.

Whisper, faster-whisper and WhisperX have ``segments`` with ``start``, ``end``, ``text`` and, where
speakers were told apart, ``speaker``; so has a bare list of such objects. The pipelines of
transformers have ``chunks`` with a pair ``timestamp``, whisper.cpp has ``transcription`` with
``offsets`` in milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.timed.json_segments import Keys, cues_of
from podcastkit.timed.reading import finished
from podcastkit.timed.speakers import named

if TYPE_CHECKING:
    from podcastkit.timed.reading import Faults, ReadTranscript

KEYS = Keys(start=("start",), end=("end",), text=("text",))
LISTS = ("segments", "chunks", "transcription")


def read_whisper_json(
    name: str | None, segments: list[Any], text: str, faults: Faults
) -> ReadTranscript:
    """The cues of the list ``name`` of the document that ``text`` is, or of the list it is."""
    usual = [_usual(segment) for segment in segments]
    return finished(named(list(cues_of(usual, name, text, KEYS, faults))), faults)


def _usual(segment: Any) -> Any:
    """A segment of whisper.cpp or transformers as Whisper itself has it."""
    if not isinstance(segment, dict) or "start" in segment:
        return segment
    pair, offsets = segment.get("timestamp"), segment.get("offsets")
    if isinstance(pair, list) and len(pair) == 2:
        return {**segment, "start": pair[0], "end": pair[1]}
    if isinstance(offsets, dict):
        return {**segment, "start": _ms(offsets.get("from")), "end": _ms(offsets.get("to"))}
    return segment


def _ms(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**12:
        return value / 1000
    return value
