"""Transcripts as the tests write them down: cues and faults as short tuples."""

from __future__ import annotations

from podcastkit.timed.read import read_transcript


def cues(text: str, suffix: str) -> list[tuple[float | None, float | None, str | None, str]]:
    """Start, end, speaker and text of each cue."""
    read = read_transcript(text, suffix)
    assert len(read.lines) == len(read.cues)
    return [(cue.start, cue.end, cue.speaker, cue.text) for cue in read.cues]


def faults(text: str, suffix: str) -> list[tuple[str, int]]:
    """Kind and line of each fault."""
    return [(fault.kind.value, fault.line) for fault in read_transcript(text, suffix).faults]


def lines(text: str, suffix: str) -> tuple[int, ...]:
    """The line of each cue."""
    return read_transcript(text, suffix).lines
