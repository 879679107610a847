"""Many sounds side by side."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.audio.remote import Inspection, inspect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from podcastkit.fetch import Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A sound to inspect. ``key`` names it to the caller."""

    key: str
    url: str


def inspect_all(
    wanted: Sequence[Wanted],
    fetcher: Fetcher,
    *,
    jobs: int,
    on_done: Callable[[Inspection], None] | None = None,
) -> list[Inspection]:
    """Inspect all, ``jobs`` at a time; the results are in the order of ``wanted``.

    ``on_done`` is called in the calling thread, in the order in which hosts answer. An interrupt
    ends the waiting at once and drops what has not begun.
    """
    pool = ThreadPoolExecutor(max_workers=max(1, min(jobs, len(wanted) or 1)))
    try:
        futures = {pool.submit(inspect, item.url, fetcher): item for item in wanted}
        for future in as_completed(futures):
            if on_done is not None:
                on_done(future.result())
        return [future.result() for future in futures]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
