"""Waiting for an edit of a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from podcastkit.errors import CannotRunError

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_NOT_THESE = frozenset(
    {".git", ".hg", ".svn", "node_modules", ".venv", "__pycache__", ".idea", ".DS_Store"}
)
_LEFTOVERS = ("~", ".swp", ".swx", ".tmp", ".new")
_QUIET_MS = 50
_PAUSE_MS = 250
_LONGEST_MS = 400
"""How long edits are gathered: a saved file is several, and so is a checkout of git's."""


def edits(root: Path, others: Sequence[Path], *, stop: threading.Event) -> Iterator[int]:
    """Yield how many files changed, once for each time that somebody saved some.

    From the first yield on, mostly 0, no edit is missed; 0 comes again while nothing happens.
    ``root`` and the ``others`` are folders, watched deep; what podcastkit itself keeps and what
    editors leave beside a file does not count. Ends when ``stop`` is set. Raises
    ``KeyboardInterrupt``, and ``CannotRunError`` where the system refuses to watch.
    """
    import watchfiles

    base = os.path.realpath(root)

    def counts(_change: object, path: str) -> bool:
        inside = os.path.relpath(path, base) if path.startswith(base) else path
        parts = inside.replace(os.sep, "/").split("/")
        own = any(part in _NOT_THESE or part.startswith(".podcastkit") for part in parts)
        return not own and not parts[-1].endswith(_LEFTOVERS) and not parts[-1].startswith(".#")

    folders = [base, *(os.path.realpath(other) for other in others if other.is_dir())]
    try:
        for changes in watchfiles.watch(
            *folders, watch_filter=counts, stop_event=stop, debounce=_LONGEST_MS, step=_QUIET_MS,
            rust_timeout=_PAUSE_MS, yield_on_timeout=True, ignore_permission_denied=True,
        ):  # fmt: skip
            yield len(changes)
    except (OSError, RuntimeError) as error:
        raise CannotRunError(
            f"{root} cannot be watched: {error}; with WATCHFILES_FORCE_POLLING=true in the "
            "environment, files are looked at again and again instead"
        ) from error
