"""Parts of the settings from their texts, which the schema has looked at."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from podcastkit.model import Category, License, Person
from podcastkit.podcasting.keys import SHOW_KEYS
from podcastkit.podcasting.plain import person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.findings import Problem


def category_of(text: str) -> Category:
    """``Name`` or ``Name > Subcategory``."""
    name, _, sub = text.partition(">")
    return Category(name=name.strip(), sub=sub.strip() or None)


def time_of(text: str) -> dt.time:
    """``9:00`` or ``09:00:30``."""
    hours, minutes, seconds = (int(part) for part in f"{text}:0".split(":")[:3])
    return dt.time(hours, minutes, seconds)


def license_of(value: Any) -> License | None:
    """A licence's name, or a table of name and address."""
    if isinstance(value, dict):
        return License(name=value["name"], url=value.get("url"))
    return License(name=value) if value else None


def as_link(item: Any) -> dict[str, Any]:
    """An address alone, as the table that it stands for."""
    return {"url": item} if isinstance(item, str) else item


def person_of(item: Any) -> Person:
    """Somebody who is always there: a name, or a table."""
    return person({"name": item} if isinstance(item, str) else item)


def told_later(problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """What the schema has against keys that have readers of their own, and all the rest."""
    later: list[Problem] = []
    rest: list[Problem] = []
    for problem in problems:
        key = problem.key or ()
        own = len(key) > 1 and key[0] == "show" and key[1] in SHOW_KEYS and key[1] != "block"
        (later if own and problem.code == "PK005" else rest).append(problem)
    return later, rest
