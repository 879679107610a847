"""Persons as authors write them: a name, a table, a list of either, or a word to look up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from podcastkit.content import assets, fields
from podcastkit.content.data_files import read_data
from podcastkit.model import Person
from podcastkit.values import BadValueError, check_url, is_empty, kind, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.inputs import Inputs
    from podcastkit.project import Project

_ON_SITE = "what lies on the show's site is written from its root, with a slash before it"
_NAME = ("name", "title")
_LINK = ("url", "website", "homepage")
_PICTURE = ("img", "image", "thumbnail", "avatar")


def persons(value: Any, *, role: str | None, inputs: Inputs, project: Project) -> Iterator[Person]:
    """The persons in a value. ``role`` is what ``[fields.persons]`` says of the key, if anything.

    A bare word (``{id}``) is looked up in the files that ``[content] people`` names.
    """
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, dict):
            yield _from_table(item, role, project)
        elif isinstance(item, str) and item.strip():
            found = _looked_up(item.strip(), inputs, project)
            yield (
                _from_table(found, role, project)
                if found
                else Person(name=item.strip(), role=role or "guest")
            )
        elif not is_empty(item):
            raise BadValueError(
                f"{kind(item)}, and should be a name or a table", '{ name = "…", role = "guest" }'
            )


def _address(written: str | None, project: Project) -> str | None:
    """A URL; a path from the root of the site is one of the show's home page."""
    if written is None:
        return None
    if written.startswith("/"):
        return urljoin(project.show.link, written)
    return check_url(written, _ON_SITE)


def _from_table(table: dict[str, Any], role: str | None, project: Project) -> Person:
    name = _first(table, _NAME)
    if name is None:
        raise BadValueError("a person without a name", '{ name = "…", role = "guest" }')
    return Person(
        name=name,
        role=(_first(table, ("role",)) or role or "guest").lower(),
        group=(_first(table, ("group",)) or "cast").lower(),
        url=_address(_first(table, _LINK), project),
        image=_address(_first(table, _PICTURE), project),
    )


def _first(table: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    context = fields.Context(values=table, data={}, names={})
    for key in keys:
        found = fields.look_up(context, key)
        if found is not None and not isinstance(found.value, dict | list | bool):
            return text(found.value)
    return None


def _looked_up(word: str, inputs: Inputs, project: Project) -> dict[str, Any] | None:
    if "/" in word or "\\" in word or "\0" in word or word.startswith("."):
        return None
    names = fields.Context(values={}, data={}, names={"id": word})
    for template in project.content.people:
        filled = fields.fill(names, template, encode=False)
        path = assets.find_file(inputs, project, "", filled) if filled else None
        data = inputs.read(path) if path else None
        values = read_data(data, path)[0] if data and path else None
        if isinstance(values, dict) and _first(values, _NAME):
            return values
    return None
