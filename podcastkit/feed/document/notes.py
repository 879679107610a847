"""What was found wrong in a feed while it was read, each thing at its line."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from podcastkit.findings import Problem

MOST = 100
"""Problems of one code that are told one by one; of the rest, how many there are."""


class Notes:
    """Collects the problems of one feed, which findings call ``path``."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._problems: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def add(
        self, code: str, line: int | None, column: int | None, message: str, hint: str | None
    ) -> None:
        """Note a problem at a line, and a column where it is known."""
        self._counts[code] += 1
        if self._counts[code] <= MOST:
            self._problems.append(
                Problem(code=code, path=self.path, line=line, column=column, message=message,
                        hint=hint)
            )  # fmt: skip

    def is_full(self, code: str) -> bool:
        """Whether so many problems of a code were noted that the next one is only counted."""
        return self._counts[code] >= MOST

    def at(self, code: str, text: str, offset: int, message: str, hint: str | None) -> None:
        """Note a problem at an offset of the feed's text."""
        if self.is_full(code):
            self._counts[code] += 1
            return
        line = text.count("\n", 0, offset) + 1
        self.add(code, line, offset - text.rfind("\n", 0, offset), message, hint)

    def problems(self) -> tuple[Problem, ...]:
        """All of them, in the order of the file; a last one a code says how many more there are."""
        last = {problem.code: problem for problem in self._problems}
        more = [
            replace(last[code], message=f"{count - MOST} more like those above", hint=None)
            for code, count in self._counts.items()
            if count > MOST
        ]
        order = sorted(self._problems, key=lambda p: (p.line or 0, p.column or 0))
        return (*order, *more)
