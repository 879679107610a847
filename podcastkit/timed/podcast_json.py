"""The JSON transcript of the podcast namespace (``application/json``).

An object with ``version`` and ``segments``, a list of objects with ``startTime`` and ``endTime``
in seconds, ``body``, and ``speaker`` where there is one.
"""

from __future__ import annotations

from typing import Any

from podcastkit.timed.json_segments import Keys, cues_of
from podcastkit.timed.reading import FaultKind, Faults, ReadTranscript, finished

KEYS = Keys(start=("startTime", "start"), end=("endTime", "end"), text=("body", "text"))


def is_podcast_json(segment: dict[str, Any]) -> bool:
    """Whether a segment has keys that only this format has."""
    return not segment.keys().isdisjoint({"startTime", "endTime", "body"})


def read_podcast_json(
    document: dict[str, Any], segments: list[Any], text: str, faults: Faults
) -> ReadTranscript:
    """The cues of a document that ``json.loads`` gave for ``text``."""
    if not isinstance(document.get("version"), str):
        faults.add(
            FaultKind.REPAIRED, 1, "the transcript has no version",
            'write "version": "1.0.0" before its segments',
        )  # fmt: skip
    return finished(cues_of(segments, "segments", text, KEYS, faults), faults)
