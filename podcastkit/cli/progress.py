"""A progress bar for somebody who watches."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from podcastkit.cli.common import Printer


class Progress:
    """A progress bar on a terminal's standard error; nothing anywhere else."""

    def __init__(self, printer: Printer, doing: str) -> None:
        self._doing = doing
        self._wanted = sys.stderr.isatty() and not printer.quiet and not printer.as_json
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Any:
        return self._step if self._wanted else None

    def _step(self, done: int, total: int) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._doing, total=total)
        self._bar.update(self._task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
