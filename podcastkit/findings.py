"""What is wrong, where, and what to do: the data behind every message to a podcaster.

A room that reads something reports a ``Problem``: a code, a place and words. The registry of
rules (``podcastkit.checks.registry``) turns problems into ``Finding``s by adding the rule's name
and severity; so a code's meaning stands in one place only.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Severity(enum.StrEnum):
    """How bad a finding is. An error stops ``feed``; a warning and an info do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A spot in a file. ``line`` and ``column`` count from 1, columns in characters."""

    path: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a rule will speak about.

    Its spot is ``line`` and ``column`` where the reader knew them; else ``key``, the path of a
    key in the file's front matter or table, which is looked up in the text only when the problem
    is shown. ``key=()`` is the front matter as a whole.
    """

    code: str
    path: str
    message: str
    hint: str | None = None
    line: int | None = None
    column: int | None = None
    key: tuple[str | int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem as the user sees it: ``path:line:column: severity code message``, and a hint."""

    code: str
    name: str
    severity: Severity
    place: Place
    message: str
    hint: str | None = None
