"""What somebody answers to ``init``, looked at one by one as ``feed`` will read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.begin.show_text import Table, show_text
from podcastkit.project.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podcastkit.findings import Problem

_HOST = re.compile(r"[^\W_](?:[\w-]*\.)+[^\W\d_]{2,}(?:[:/?#]\S*)?")
_ADDRESSES = frozenset({"link", "feed_url"})


def fault(name: str, answer: str) -> str | None:
    """Why ``answer`` cannot be ``[show] name``, and what to write instead; ``None`` when it can."""
    text = show_text([Table(name="show", about="", lines=[(name, answer, "")])])
    _, problems = parse(text, path="podcast.toml")
    mine = [p for p in problems if p.key is not None and p.key[:2] == ("show", name)]
    return told(mine, {name: answer}) if mine else None


def told(problems: Sequence[Problem], said: dict[str, str | None]) -> str:
    """Problems of ``[show]`` in a sentence; ``said`` is what stands under which key."""
    return "; ".join(
        problem.message + (f" ({hint})" if (hint := _hint(problem, said)) else "")
        for problem in problems
    )


def _hint(problem: Problem, said: dict[str, str | None]) -> str | None:
    name = problem.key[1] if problem.key and len(problem.key) == 2 else None
    written = said.get(name) if isinstance(name, str) and name in _ADDRESSES else None
    if written and _HOST.fullmatch(written):
        return f"did you mean https://{written}?"
    return problem.hint


def category_fault(written: str) -> str | None:
    """Why this is no category of Apple's; ``None`` for one, and for one that was given up."""
    from podcastkit.checks.terms.categories import CATEGORIES, OBSOLETE, nearest

    name, _, sub = (part.strip() for part in written.partition(">"))
    if name not in CATEGORIES and name not in OBSOLETE:
        return f'"{written}" is no category of Apple\'s ({nearest(name)})'
    if sub and sub not in CATEGORIES.get(name, ()):
        below = ", ".join(CATEGORIES.get(name, ())) or "none"
        return f'"{sub}" is no subcategory of "{name}" (it has {below})'
    return None
