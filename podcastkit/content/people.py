"""Persons as authors write them: a name, a table, a list of either, or a word to look up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from podcastkit.content import assets, fields
from podcastkit.content.data_files import read_data
from podcastkit.model import Person
from podcastkit.values import BadValueError, check_url, is_empty, kind, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.content.reader import Reader
    from podcastkit.project import Project

_ON_SITE = "what lies on the show's site is written from its root, with a slash before it"
_LOOKED_FOR = "it is looked for beside the file that names it, then from the project's folder"
_NAME = ("name", "title")
_LINK = ("url", "website", "homepage")
_PICTURE = ("img", "image", "thumbnail", "avatar")


def persons(
    value: Any, *, role: str | None, reader: Reader, key: fields.Key | None
) -> Iterator[Person]:
    """The persons in a value. ``role`` is what ``[fields.persons]`` says of the key, if anything.

    A bare word (``{id}``) is looked up in the files that ``[content] people`` names. A picture is
    an address, or the path of a file of the project.
    """
    several = isinstance(value, list | tuple)
    for number, item in enumerate(value if several else [value]):
        at = (*key, number) if several and key else key
        if isinstance(item, dict):
            yield _from_table(item, role, _Place(reader, reader.place.folder, at, own=True))
        elif isinstance(item, str) and item.strip():
            path, found = _looked_up(item.strip(), reader)
            place = _Place(reader, path.rpartition("/")[0], at, own=False)
            yield (
                _from_table(found, role, place)
                if found
                else Person(name=item.strip(), role=role or "guest")
            )
        elif not is_empty(item):
            raise BadValueError(
                f"{kind(item)}, and should be a name or a table", '{ name = "…", role = "guest" }'
            )


class _Place(NamedTuple):
    """Where a person is described: the file's folder, and the key of the episode's front matter.

    ``own`` says that it is described there, and not in a file that the key's value leads to.
    """

    reader: Reader
    folder: str
    key: fields.Key | None
    own: bool


def _address(written: str | None, project: Project) -> str | None:
    """A URL; a path from the root of the site is one of the show's home page."""
    if written is None:
        return None
    if written.startswith("/"):
        return urljoin(project.show.link, written)
    return check_url(written, _ON_SITE)


def _picture(table: dict[str, Any], name: str, place: _Place) -> str | None:
    """An address, or the path of a file of the project; one that is not there is told."""
    key, written = _first_at(table, _PICTURE)
    if written is None or assets.is_url(written):
        return written and check_url(written)
    reader = place.reader
    path = assets.find_file(reader.inputs, reader.project, place.folder, written)
    if path is None and written.startswith("/"):
        return urljoin(reader.project.show.link, written)
    if path is None:
        at = (*place.key, *key) if place.key and place.own else place.key
        code = "PK012" if reader.meant("persons") else "PK008"
        message = f'the picture "{written}" of {name} is not there'
        reader.problem(code, message, _LOOKED_FOR, at or ())
    return path


def _from_table(table: dict[str, Any], role: str | None, place: _Place) -> Person:
    name = _first(table, _NAME)
    if name is None:
        raise BadValueError("a person without a name", '{ name = "…", role = "guest" }')
    return Person(
        name=name,
        role=(_first(table, ("role",)) or role or "guest").lower(),
        group=(_first(table, ("group",)) or "cast").lower(),
        url=_address(_first(table, _LINK), place.reader.project),
        image=_picture(table, name, place),
    )


def _first(table: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return _first_at(table, keys)[1]


def _first_at(table: dict[str, Any], keys: tuple[str, ...]) -> tuple[fields.Key, str | None]:
    """The first of the keys that holds a text, as it is written there, and the text."""
    context = fields.Context(values=table, data={}, names={})
    for key in keys:
        found = fields.look_up(context, key)
        if found is not None and not isinstance(found.value, dict | list | bool):
            return found.key or (), text(found.value)
    return (), None


def _looked_up(word: str, reader: Reader) -> tuple[str, dict[str, Any] | None]:
    """The path of the file that describes somebody, and what it says; an empty one and ``None``."""
    if "/" in word or "\\" in word or "\0" in word or word.startswith("."):
        return "", None
    inputs, project = reader.inputs, reader.project
    names = fields.Context(values={}, data={}, names={"id": word})
    for template in project.content.people:
        filled = fields.fill(names, template, encode=False)
        path = assets.find_file(inputs, project, "", filled) if filled else None
        data = inputs.read(path) if path else None
        values = read_data(data, path)[0] if data and path else None
        if path and isinstance(values, dict) and _first(values, _NAME):
            return path, values
    return "", None
