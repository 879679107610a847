"""What any show may say: who is always there, and whether all directories are kept out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit import values
from podcastkit.model import Person

if TYPE_CHECKING:
    from collections.abc import Mapping


def person(item: Mapping[str, Any]) -> Person:
    """Somebody who is always there."""
    return Person(
        name=item["name"],
        role=item.get("role", "host").lower(),
        group=item.get("group", "cast").lower(),
        url=item.get("url"),
        image=item.get("img"),
    )


def blocks_all(value: Any) -> bool:
    """Whether all directories are kept out; a list or table may name some of them."""
    if isinstance(value, dict):
        return any(name.lower() == "all" and item for name, item in value.items())
    return as_boolean(value) is True


def as_boolean(value: Any) -> bool | None:
    """Yes or no of all directories, also in words, as ``itunes:block`` has it."""
    if isinstance(value, str) and value.strip().lower() == "all":
        return True
    try:
        return values.boolean(value) if isinstance(value, bool | str) else None
    except values.BadValueError:
        return None
