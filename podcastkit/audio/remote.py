"""A sound at its host: its facts for one small request, or a few."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podcastkit.audio.content import facts
from podcastkit.errors import AudioError
from podcastkit.fetch import Cost

if TYPE_CHECKING:
    from podcastkit.fetch import Fetcher
    from podcastkit.model import Audio


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What asking a host gave: ``audio``, or why it was refused (``error``).

    ``url`` is the final address; ``requests`` counts every hop, ``bytes`` all bodies read.
    """

    audio: Audio | None
    error: AudioError | None
    url: str
    requests: int
    bytes: int


def inspect(url: str, fetcher: Fetcher) -> Inspection:
    """Ask for a sound's facts. A refusal is in the result, never raised."""
    cost = Cost()
    final = url
    audio, refused = None, None
    try:
        file = fetcher.open(url, cost)
        final = file.url
        found = facts(file, size=file.size, name=url)  # type: ignore[arg-type]
        audio = replace(found, etag=file.etag, last_modified=file.last_modified)
    except AudioError as error:
        refused = error
    return Inspection(
        audio=audio, error=refused, url=final, requests=cost.requests, bytes=cost.bytes
    )
