"""Addresses within tables of ``[show]``, which go into the feed as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TABLES = ("funding", "license", "persons")
_PARTS = ("url", "img")
_WEB = ("https://", "http://")


def wrong_addresses(show: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The key and the text of each address that is none."""
    for name in _TABLES:
        value = show.get(name)
        items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for number, item in items:
            at = ("show", name) if number is None else ("show", name, number)
            if name == "funding" and isinstance(item, str) and not item.startswith(_WEB):
                yield at, item
            for part in _PARTS:
                url = item.get(part) if isinstance(item, dict) else None
                if isinstance(url, str) and not url.startswith(_WEB):
                    if part == "img" and ":" not in url:
                        continue  # the path of a picture, which is looked for later
                    yield (*at, part), url
