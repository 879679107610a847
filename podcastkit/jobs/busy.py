"""One run at a time: two that write one project would undo each other's work."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from podcastkit.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.state import State

_WAIT = 10.0
"""Seconds to wait for another run."""


@contextlib.contextmanager
def run_lock(state: State, *, wait: float = _WAIT) -> Iterator[None]:
    """Hold a project while it is written; raises ``BusyError`` when another run keeps it.

    ``wait`` is how long that one is waited for, in seconds.
    """
    import filelock

    state.prepare()
    lock = filelock.FileLock(state.path("busy"), timeout=wait)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise BusyError(
            f"another run is busy with {state.root}: this one waited {wait:g} s and gave up"
        ) from error
    try:
        yield
    finally:
        lock.release()
