"""Keys of an episode that have no effect, and are nearly one of ours."""

from __future__ import annotations

import difflib
import functools
from typing import TYPE_CHECKING

from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.content.fields import Key
    from podcastkit.content.reader import Reader

# Short names are left out: a site's own "text" is no slip of "txt".
_NAMES = (
    "alternate_enclosures", "block", "bytes", "chapters", "content_links", "description", "draft",
    "duration", "episode", "episode_display", "explicit", "funding", "image", "image_alt",
    "itunes_title", "license", "location", "persons", "season", "season_name", "social_interact",
    "soundbites", "subtitle", "summary", "title", "transcript", "updated",
)  # fmt: skip
_NEAR = 0.79


def unused_keys(reader: Reader) -> Iterator[Problem]:
    """A problem for each key that its author may think is read, and is not."""
    yield from _hidden(reader)
    for key in _keys(reader):
        name = str(key[-1]).casefold()
        near = _nearest(name)
        if near and not _is_mapped(reader, name) and reader.find(near) is None:
            yield Problem(
                code="PK007",
                path=reader.place.path,
                key=key,
                message=f"{key[-1]} means nothing to podcastkit, and there is no {near}",
                hint=f"did you mean {near}?",
            )


def _hidden(reader: Reader) -> Iterator[Problem]:
    """A problem for each key of ours that ``[fields]`` has moved elsewhere, where nothing is."""
    for name in reader.project.mapped & reader.context.folded:
        specs = reader.project.fields.get(name, ())
        if specs and reader.find(name) is None and not _is_mapped(reader, name):
            yield Problem(
                code="PK007",
                path=reader.place.path,
                key=(name,),
                message=f"{name} is not read here: [fields] says that it is kept in {specs[0]}",
                hint=f'{name} = ["{specs[0]}", "{name}"] under [fields] reads both',
            )


def _keys(reader: Reader) -> Iterator[Key]:
    """The keys of the front matter's own level, and of the generator's table for authors."""
    values, extra = reader.context.values, reader.context.extra
    yield from ((name,) for name in values)
    below = values.get(extra) if extra else None
    if isinstance(below, dict):
        yield from ((extra or "", name) for name in below)


def _is_mapped(reader: Reader, name: str) -> bool:
    """Whether the project says that this key is read as something."""
    specs = [*reader.project.fields.values(), *reader.project.person_fields.values()]
    return any(name in spec.casefold() for several in specs for spec in several)


@functools.lru_cache(maxsize=4096)
def _nearest(name: str) -> str | None:
    if name in _NAMES or name.removesuffix("s") in _NAMES:
        return None
    near = difflib.get_close_matches(name, _NAMES, n=1, cutoff=_NEAR)
    return near[0] if near else None
