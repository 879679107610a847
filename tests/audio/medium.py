"""A sound at a host, without the host: real bytes, answered in parts as a host would, counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from podcastkit.audio.content import facts
from podcastkit.errors import NotReadWholeError
from podcastkit.model import Audio, Sound

STEP = 16_384


class Medium:
    """Bytes of which at least 16 KB come for each ask; ``whole``: it may be read to the end."""

    local = False

    def __init__(self, data: bytes, *, whole: bool = True, in_order: bool = False) -> None:
        self.name = "a.mp3"
        self.data = data
        self.size = len(data)
        self.whole = whole
        self.in_order = in_order
        self.asked = 0
        self.streamed = 0
        self._held: list[tuple[int, int]] = []
        self._ask(0, 1)

    def _ask(self, start: int, end: int) -> None:
        self.asked += 1
        self._held.append((start, min(self.size, max(end, start + STEP))))

    def _known(self, start: int) -> int:
        return max((end for first, end in self._held if first <= start < end), default=start)

    def at(self, start: int, length: int) -> bytes:
        end = min(self.size, start + length)
        place = start
        while place < end:
            if self._known(place) == place:
                self._ask(place, end)
            place = self._known(place)
        return self.data[start:end]

    def held(self, start: int, length: int) -> bytes:
        return self.data[start : min(start + length, self._known(start))]

    def stream(self, start: int = 0) -> Iterator[bytes]:
        if not self.whole:
            raise NotReadWholeError("no")
        self.streamed += 1
        for place in range(start, self.size, 65_536):
            yield self.data[place : place + 65_536]


class OnDisk(Medium):
    """The same as a file of this machine."""

    local = True


def sound_of(data: bytes, **how: bool) -> Sound:
    return facts(Medium(data, **how))


def audio_of(data: bytes, **how: bool) -> Audio:
    return sound_of(data, **how).audio


def fixture(name: str) -> bytes:
    return Path(__file__).parents[1].joinpath("fixtures", "audio", name).read_bytes()
