"""Times as the formats write them, many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Clock(dict[int, str]):
    """``00:01:02`` for a number of whole seconds: the same ones come in every transcript."""

    def __missing__(self, seconds: int) -> str:
        text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        if len(self) < 100_000:
            self[seconds] = text
        return text


_CLOCK = _Clock()
_THOUSANDTHS = [f"{number:03}" for number in range(1000)]


def stamps(times: Iterable[int], point: str) -> list[str]:
    """``00:01:02.500`` for each time in milliseconds; ``point`` stands before the last three."""
    return [f"{_CLOCK[time // 1000]}{point}{_THOUSANDTHS[time % 1000]}" for time in times]


def seconds(times: Iterable[int]) -> list[str]:
    """``62.500`` for each time in milliseconds."""
    return [f"{time // 1000}.{_THOUSANDTHS[time % 1000]}" for time in times]


def time_of_html(time: float) -> str:
    """A time in seconds as the words of HTML's ``time`` may be: ``00:01:02``."""
    return _CLOCK[int(time)]


def spoken_clock(time: float) -> str:
    """A time in seconds for reading: ``0:01:02``, fractions left out."""
    return _CLOCK[int(time)].removeprefix("0")
