"""Many sounds side by side."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.audio.remote import Inspection, inspect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from podcastkit.fetch import Fetcher

_GLANCE = 0.2


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
    todo: queue.SimpleQueue[int] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[int, Inspection | BaseException]] = queue.SimpleQueue()
    stop = threading.Event()
    for number in range(len(wanted)):
        todo.put(number)

    def work() -> None:
        while not stop.is_set():
            try:
                number = todo.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((number, inspect(wanted[number].url, fetcher)))
            except BaseException as error:  # noqa: BLE001 - it is raised again by the caller's thread
                done.put((number, error))

    # Threads of an executor are waited for when the program ends; a silent host must not hold up
    # somebody who pressed Ctrl-C.
    for _ in range(max(1, min(jobs, len(wanted)))):
        threading.Thread(target=work, daemon=True).start()
    found: dict[int, Inspection] = {}
    try:
        while len(found) < len(wanted):
            number, outcome = _next(done)
            if isinstance(outcome, BaseException):
                raise outcome
            found[number] = outcome
            if on_done is not None:
                on_done(outcome)
    finally:
        stop.set()
    return [found[number] for number in range(len(wanted))]


def _next(
    done: queue.SimpleQueue[tuple[int, Inspection | BaseException]],
) -> tuple[int, Inspection | BaseException]:
    while True:
        try:
            # Some systems deliver an interrupt only between waits.
            return done.get(timeout=_GLANCE)
        except queue.Empty:
            continue
