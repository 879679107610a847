"""What a duration can be."""

from __future__ import annotations

_SHORTEST, _LONGEST = 0.001, 1e7


def plausible(seconds: float | None) -> float | None:
    """Seconds to the millisecond; ``None`` for what no sound lasts.

    A damaged header may state anything: below a millisecond nothing is left to hear, and nobody
    listens for a hundred days.
    """
    if seconds is None or not _SHORTEST <= seconds < _LONGEST:
        return None
    return round(seconds, 3)
