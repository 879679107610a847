"""Where a site keeps a thing: the grammar of ``[fields]``.

A specification is a dotted key (``episode.audio.1.url``: a number is a list index) or, when it
holds ``{`` or ``/``, a template with holes. Several are tried in order; the first that is not
empty wins. Keys match exactly, then without case, then in the generator's own table
(``extra`` for Zola, ``params`` for Hugo).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from podcastkit.addresses import quoted
from podcastkit.values import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Key = tuple[str | int, ...]

_HOLE = re.compile(r"\{([^{}:]+)(?::0?(\d{1,2}))?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value and where it stood. ``key`` is ``None`` for what a template or a data file gave.

    ``template`` says that the value was put together from holes.
    """

    value: Any
    key: Key | None = None
    template: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """All that keys and holes can name for one episode.

    ``values`` is the front matter, ``data`` the episode's other files by name, ``names`` the
    holes that come from the file's place and date (``slug``, ``year``, ``page.name`` …; more are
    learned as the file is read), and ``extra`` the generator's own table. ``folded`` has the
    first part of every key that can lead anywhere, without case: most of what is looked for is
    not there.
    """

    values: Mapping[str, Any]
    data: Mapping[str, Any]
    names: dict[str, str]
    extra: str | None = None
    folded: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        below = self.values.get(self.extra) if self.extra else None
        keys = [*self.values, *(below if isinstance(below, dict) else ()), *self.data]
        object.__setattr__(self, "folded", frozenset(key.casefold() for key in keys))


def is_template(spec: str) -> bool:
    """Whether a specification is a template and not a key."""
    return "{" in spec or "/" in spec


def holes(spec: str) -> list[str]:
    """The names of a template's holes, in order."""
    return [name.strip() for name, _ in _HOLE.findall(spec)]


def look_up(context: Context, dotted: str) -> Found | None:
    """What a dotted key leads to; ``None`` where it leads to nothing or to an empty value."""
    parts = dotted.split(".")
    if parts[0].casefold() not in context.folded:
        return None
    if parts[0] in context.data:
        value = _descend(context.data[parts[0]], parts[1:])
        return None if value is None or is_empty(value[0]) else Found(value=value[0])
    for prefix in ((), (context.extra,) if context.extra else ()):
        value = _descend(context.values, [*prefix, *parts])
        if value is not None and not is_empty(value[0]):
            return Found(value=value[0], key=value[1])
    return None


def stands(context: Context, dotted: str) -> Key | None:
    """Where a dotted key stands in the front matter, also with an empty value."""
    parts = dotted.split(".")
    for prefix in ((), (context.extra,) if context.extra else ()):
        value = _descend(context.values, [*prefix, *parts])
        if value is not None:
            return value[1]
    return None


def _descend(value: Any, parts: list[str]) -> tuple[Any, Key] | None:
    key: list[str | int] = []
    for part in parts:
        if isinstance(value, list | tuple) and part.isdecimal() and int(part) < len(value):
            step: str | int = int(part)
        elif isinstance(value, dict):
            match = _match(value, part)
            if match is None:
                return None
            step = match
        else:
            return None
        value = value[step]
        key.append(step)
    return value, tuple(key)


def _match(table: dict[str, Any], name: str) -> str | None:
    if name in table:
        return name
    folded = name.casefold()
    for key in table:
        if key.casefold() == folded:
            return key
    return None


def at(context: Context, key: Key) -> Any:
    """The value at a key that was found in the front matter."""
    value: Any = context.values
    for step in key:
        value = value[step]
    return value


def fill(
    context: Context, spec: str, *, encode: bool, names: Mapping[str, str] | None = None
) -> str | None:
    """A template with its holes filled; ``None`` when a hole is empty.

    ``encode`` percent-encodes what goes into the holes (for URLs, never for guids and paths).
    ``names`` are holes that come before all others, and that may be empty.
    """
    empty = False

    def put(match: re.Match[str]) -> str:
        nonlocal empty
        name = match[1].strip()
        text = names[name] if names and name in names else _hole_text(context, name)
        if text is None:
            empty = True
            return ""
        if match[2]:
            text = text.zfill(int(match[2]))
        return quoted(text) if encode else text

    filled = _HOLE.sub(put, spec)
    return None if empty else filled


def _hole_text(context: Context, name: str) -> str | None:
    if name in context.names:
        return context.names[name] or None
    found = look_up(context, name)
    if found is None or isinstance(found.value, bool | dict | list):
        return None
    return str(found.value).strip()


def find_all(
    context: Context, name: str, specs: tuple[str, ...], *, encode: bool = True
) -> Iterator[Found]:
    """Every value of a thing, in the order of its specifications."""
    for spec in specs:
        if is_template(spec):
            filled = fill(context, spec, encode=encode and "://" in spec and name != "guid")
            if filled:
                yield Found(value=filled, template=True)
        else:
            found = look_up(context, spec)
            if found is not None:
                yield found


def find(context: Context, name: str, specs: tuple[str, ...]) -> Found | None:
    """The first value of a thing that is not empty; of a list, its first item that is not."""
    for spec in specs:
        first = _first_part(spec)
        # Most things are not there: that is found out without looking further.
        if first is None or first in context.folded:
            for found in find_all(context, name, (spec,)):
                return first_of(found)
    return None


@functools.lru_cache(maxsize=1024)
def _first_part(spec: str) -> str | None:
    """The first part of a dotted key, without case; ``None`` for a template."""
    return None if is_template(spec) else spec.partition(".")[0].casefold()


def first_of(found: Found) -> Found:
    """Of a list, its first item that is not empty."""
    value, key = found.value, found.key
    if not isinstance(value, list | tuple):
        return found
    while isinstance(value, list | tuple):
        index = next(i for i, item in enumerate(value) if not is_empty(item))
        value = value[index]
        key = None if key is None else (*key, index)
    return Found(value=value, key=key, template=found.template)
