"""Parts of the settings from their texts, which the schema has looked at."""

from __future__ import annotations

import datetime as dt

from podcastkit.model import Category


def category_of(text: str) -> Category:
    """``Name`` or ``Name > Subcategory``."""
    name, _, sub = text.partition(">")
    return Category(name=name.strip(), sub=sub.strip() or None)


def time_of(text: str) -> dt.time:
    """``9:00`` or ``09:00:30``."""
    hours, minutes, seconds = (int(part) for part in f"{text}:0".split(":")[:3])
    return dt.time(hours, minutes, seconds)
