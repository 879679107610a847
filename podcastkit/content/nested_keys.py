"""Keys in an episode's tables that mean nothing: a slip there is read by nobody."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, NamedTuple

from podcastkit.content import fields
from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podcastkit.content.fields import Key
    from podcastkit.content.reader import Reader


class _Table(NamedTuple):
    """The keys of a table, and the tables in it.

    Where a site keeps things of its own beside ours (``shared``), only near misses are told.
    """

    keys: str
    below: Mapping[str, _Table] = {}
    shared: bool = False


_LINK = _Table("url href text")
_REMOTE = _Table("feed_guid feed_url item_guid medium title")
_RECIPIENT = _Table("name type address split fee custom_key custom_value")
_SPLIT = _Table(
    "start startTime duration end remote remote_start remote_percentage recipients",
    {"remote": _REMOTE, "recipients": _RECIPIENT},
)
_TABLES: Mapping[str, _Table] = {
    "persons": _Table(
        "name title role group url website homepage img image thumbnail avatar", shared=True
    ),
    "chapters": _Table(
        "start startTime time end endTime title name url href link img image toc", shared=True
    ),
    "transcript": _Table("url file src path language type rel"),
    "license": _Table("name url"),
    "soundbites": _Table("start startTime duration end title"),
    "alternate_enclosures": _Table(
        "type url sources bytes length bitrate height lang title rel codecs default integrity",
        {"sources": _Table("url uri type"), "integrity": _Table("type value")},
    ),
    "images": _Table("url href alt aspect_ratio width height type purpose"),
    "location": _Table("name rel geo osm country"),
    "funding": _LINK,
    "content_links": _LINK,
    "txt": _Table("text purpose"),
    "chat": _Table("server protocol account_id space"),
    "social_interact": _Table("protocol uri url account_id account_url priority"),
    "value": _Table(
        "type method suggested recipients time_splits",
        {"recipients": _RECIPIENT, "time_splits": _SPLIT},
    ),
}
_NEAR, _SAME = 0.6, 0.72


def nested_keys(reader: Reader) -> Iterator[Problem]:
    """A problem for each key in a table or list of tables that has no effect."""
    for name, table in _TABLES.items():
        if name not in reader.context.folded and name not in reader.project.fields:
            continue
        if name in reader.project.fields:  # the site's own table, with things of its own in it
            table = table._replace(shared=True)  # noqa: PLW2901
        for hit in fields.find_all(reader.context, name, reader.specs(name)):
            if hit.key:
                for key, word, hint in _unknown(hit.value, hit.key, table):
                    yield Problem(
                        code="PK007",
                        path=reader.place.path,
                        key=key,
                        message=f"{'.'.join(map(str, key))} means nothing to podcastkit: "
                        f"{word} is no key of {name}",
                        hint=hint,
                    )


def _unknown(value: Any, key: Key, table: _Table) -> Iterator[tuple[Key, str, str]]:
    """The key that leads to what is unknown, its name, and what to type."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unknown(item, (*key, number), table)
    if not isinstance(value, dict):
        return
    known = table.keys.split()
    folded = {word.casefold() for word in known}
    for name, item in value.items():
        if str(name).casefold() in folded:
            if name in table.below:
                yield from _unknown(item, (*key, name), table.below[name])
            continue
        cutoff = _SAME if table.shared else _NEAR
        near = difflib.get_close_matches(str(name).replace("-", "_"), known, n=1, cutoff=cutoff)
        if near:
            yield (*key, name), str(name), f"did you mean {near[0]}?"
        elif not table.shared:
            yield (*key, name), str(name), f"the keys here are: {', '.join(known)}"
