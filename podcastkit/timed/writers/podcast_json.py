"""The JSON transcript of the podcast namespace (``application/json``), version 1.0.0."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from podcastkit.timed.stamps import seconds

if TYPE_CHECKING:
    from podcastkit.timed.captions import Captions


def to_podcast_json(captions: Captions) -> bytes:
    """The captions as UTF-8 with LF, a segment a line. Times are seconds to the millisecond."""
    names = {
        name: f'"speaker": {encode_basestring(name)}, ' if name else ""
        for name in set(captions.speakers)
    }
    segments = [
        f'{{{names[speaker]}"startTime": {start}, "endTime": {end}, "body": "{body}"}}'
        for speaker, start, end, body in zip(
            captions.speakers,
            *seconds(captions.starts, captions.ends),
            _escaped(captions.texts),
            strict=False,
        )
    ]
    body = ",\n".join(segments)
    return f'{{"version": "1.0.0", "segments": [\n{body}\n]}}\n'.encode("utf-8", "replace")


def _escaped(texts: list[str]) -> list[str]:
    """The texts as they stand between quotes: lines of XML's characters, none of them a control."""
    return "\n".join(texts).replace("\\", "\\\\").replace('"', '\\"').split("\n")
