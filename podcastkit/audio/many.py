"""Many sounds side by side."""

from __future__ import annotations

import queue
import threading
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from podcastkit.audio.remote import Inspection, inspect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from podcastkit.fetch import Fetcher
    from podcastkit.model import Audio

_GLANCE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A sound to inspect. ``known`` is what is known of it already, where news alone are wanted.

    ``typed``: somebody typed the address.
    """

    url: str
    known: Audio | None = None
    typed: bool = False


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
    turns = _Turns([item.url for item in wanted])
    done: queue.SimpleQueue[tuple[int, Inspection | BaseException]] = queue.SimpleQueue()

    def work() -> None:
        while (number := turns.take()) is not None:
            item = wanted[number]
            try:
                found = inspect(item.url, fetcher, known=item.known, typed=item.typed)
                done.put((number, found))
            except BaseException as error:  # noqa: BLE001 - it is raised again by the caller's thread
                done.put((number, error))
            turns.give_back(number)

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
        turns.stop()
    return [found[number] for number in range(len(wanted))]


class _Turns:
    """Who is next: a sound of the host that has least to do, so that none is waited for alone."""

    def __init__(self, urls: Sequence[str]) -> None:
        self._hosts = [_host(url) for url in urls]
        self._waiting: dict[str, deque[int]] = {}
        for number, host in enumerate(self._hosts):
            self._waiting.setdefault(host, deque()).append(number)
        self._busy = Counter[str]()
        self._lock = threading.Lock()

    def take(self) -> int | None:
        """The number of a sound, or ``None`` when all are taken."""
        with self._lock:
            if not self._waiting:
                return None
            host = min(self._waiting, key=self._busy.__getitem__)
            number = self._waiting[host].popleft()
            if not self._waiting[host]:
                del self._waiting[host]
            self._busy[host] += 1
            return number

    def give_back(self, number: int) -> None:
        """Say that a sound is done with."""
        with self._lock:
            self._busy[self._hosts[number]] -= 1

    def stop(self) -> None:
        """Give out no more."""
        with self._lock:
            self._waiting.clear()


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _next(
    done: queue.SimpleQueue[tuple[int, Inspection | BaseException]],
) -> tuple[int, Inspection | BaseException]:
    while True:
        try:
            # Some systems deliver an interrupt only between waits.
            return done.get(timeout=_GLANCE)
        except queue.Empty:
            continue
