"""``[show] subscribe``: the show's addresses in directories and apps.

The names of those that are known stand in the schema, as titles of its keys.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from podcastkit.model import SubscribeLink
from podcastkit.project.schema import schema

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_KEY = ("show", "subscribe")


def subscribe_links(
    show: Mapping[str, Any], bad: Collection[tuple[str | int, ...] | None]
) -> tuple[SubscribeLink, ...]:
    """The links of ``[show]`` in the order written, without those whose key is ``bad``."""
    written = show.get("subscribe")
    if not isinstance(written, dict) or _KEY in bad:
        return ()
    return tuple(
        SubscribeLink(name=directory_name(key), url=url.strip())
        for key, url in written.items()
        if (*_KEY, key) not in bad and isinstance(url, str)
    )


def directory_name(key: str) -> str:
    """How a directory writes its own name; a key that is not known is a name already."""
    return _names().get(_plain(key)) or " ".join(key.split())


@functools.cache
def _names() -> dict[str, str]:
    """The proper names by key, and by the name itself in whatever spelling."""
    known = schema()["properties"]["show"]["properties"]["subscribe"]["properties"]
    names = {key: part["title"] for key, part in known.items()}
    return {_plain(name): name for name in names.values()} | names


def _plain(key: str) -> str:
    return "".join(sign for sign in key.casefold() if sign.isalnum())
