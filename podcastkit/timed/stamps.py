"""Times as the formats write them, many at once."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class _Clock(dict[int, str]):
    """``00:01:02.`` for a number of whole seconds: the same ones come in every transcript."""

    def __missing__(self, seconds: int) -> str:
        text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}."
        if len(self) < 100_000:
            self[seconds] = text
        return text


_CLOCK = _Clock()
_THOUSANDTHS = [f"{number:03}" for number in range(1000)]


def timings(starts: list[int], ends: list[int]) -> list[str]:
    """``00:01:02.500 --> 00:01:05.000`` for each start and end in milliseconds."""
    return [
        f"{start} --> {end}" for start, end in zip(*_written(_clocks, starts, ends), strict=True)
    ]


def seconds(starts: list[int], ends: list[int]) -> tuple[list[str], list[str]]:
    """``62.500`` for each start and for each end in milliseconds."""
    return _written(_seconds, starts, ends)


def _written(
    write: Callable[[list[int]], list[str]], starts: list[int], ends: list[int]
) -> tuple[list[str], list[str]]:
    begins = write(starts)
    if starts[1:] == ends[:-1]:  # nearly always one piece ends as the next one begins
        return begins, [*begins[1:], *write(ends[-1:])]
    return begins, write(ends)


def _clocks(times: list[int]) -> list[str]:
    return [_CLOCK[time // 1000] + _THOUSANDTHS[time % 1000] for time in times]


def _seconds(times: list[int]) -> list[str]:
    return [f"{time // 1000}.{_THOUSANDTHS[time % 1000]}" for time in times]


@functools.lru_cache(maxsize=10_000)  # HTML and text have the same times
def spoken_clock(time: float) -> str:
    """A time in seconds for reading: ``0:01:02``, fractions left out."""
    return _CLOCK[int(time)].removeprefix("0").removesuffix(".")
