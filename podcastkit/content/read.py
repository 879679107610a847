"""One file to a ``Source``: looked up by the site's own fields, its companions found."""

from __future__ import annotations

import contextlib
import difflib
import functools
import os
import re
from typing import TYPE_CHECKING, Any

from podcastkit import values
from podcastkit.content import fields, front_matter, slugs
from podcastkit.content.data_files import read_data
from podcastkit.content.nested_keys import nested_keys
from podcastkit.content.reader import Reader
from podcastkit.content.source_fields import AUDIO_KEYS, audio_place, source_of
from podcastkit.content.unused_keys import unused_keys
from podcastkit.source import AudioPlace, Reading, Skipped

if TYPE_CHECKING:
    from podcastkit.content.discover import FilePlace
    from podcastkit.inputs import Inputs
    from podcastkit.project import Project

_NEAR = 0.8
_LEARNED = ("{slug", "{year", "{month", "{day")
_DIGITS = re.compile("[0-9]+")


def read_source(inputs: Inputs, project: Project, place: FilePlace) -> Reading:
    """Read one file. A page without audio is skipped (an error in preset plain)."""
    if os.path.islink(inputs.full(place.path)):
        return Reading(skipped=Skipped(path=place.path, reason="it is a link"))
    data = inputs.read(place.path)
    if data is None:
        return Reading(skipped=Skipped(path=place.path, reason="it is gone"))
    document = front_matter.parse(data, place.path)
    reader = Reader(inputs, project, place)
    named = _open_context(reader, document)
    found = reader.present("episode_url", AUDIO_KEYS)
    if found is None:
        return _without_audio(reader, document, named)
    if document.values is None and not reader.context.data:
        return Reading(problems=(*document.problems, *reader.problems))
    reader.problems += () if document.bare else document.problems
    audio = audio_place(reader, found)
    source = source_of(reader, document, named, audio or AudioPlace(written=""))
    reader.problems += unused_keys(reader)
    reader.problems += nested_keys(reader)
    if audio is None or "slug" in reader.unusable:
        return Reading(broken=source, problems=tuple(reader.problems))
    start, end = source.body.notes
    return Reading(
        source=source,
        problems=tuple(reader.problems),
        notes=document.body[start:end],
        notes_line=document.body_line + document.body.count("\n", 0, start),
        transcript=document.body[slice(*(source.body.transcript or (0, 0)))],
    )


def _open_context(reader: Reader, document: front_matter.Document) -> slugs.NameParts:
    """Fill the reader's context: names from the file's place, then its other files."""
    content, place = reader.project.content, reader.place
    named = slugs.from_name(
        place.name,
        rule=content.slug_rule,
        paths=content.slugify_paths,
        keep_dates=content.paths_keep_dates,
    )
    digits = _DIGITS.search(place.name)
    names = {
        "page.name": place.name,
        "page.number": digits[0] if digits else "",
        "page.section": place.section(content.roots),
        "slug": named.slug,
        **_date_names(named.moment),
    }
    reader.context = fields.Context(
        values=document.values or {}, data={}, names=names, extra=content.extra
    )
    templates = (*content.data.values(), *reader.specs("episode_url", AUDIO_KEYS))
    early = _are_learned_from(templates)
    if early:
        _learn(reader)
    if not content.data:
        return named
    data = {name: _data_file(reader, name, template) for name, template in content.data.items()}
    present = {name: value for name, value in data.items() if value is not None}
    reader.context = fields.Context(
        values=document.values or {}, data=present, names=names, extra=content.extra
    )
    if early:
        _learn(reader)
    return named


@functools.lru_cache(maxsize=8)
def _are_learned_from(templates: tuple[str, ...]) -> bool:
    """Whether one of them needs slug or date. They are the project's, the same for every file."""
    return any(hole in template for template in templates for hole in _LEARNED)


def _learn(reader: Reader) -> None:
    """Take slug and date from where they are kept, for templates that are filled before all else.

    What is wrong with them is told when they are read for themselves.
    """
    content = reader.project.content
    found = reader.find("slug")
    if found is not None and isinstance(found.value, str | int):
        written = str(found.value).strip()
        reader.context.names["slug"] = slugs.own_slug(
            written, rule=content.slug_rule, paths=content.slugify_paths
        )
    for found in fields.find_all(reader.context, "date", reader.specs("date")):
        with contextlib.suppress(values.BadValueError):
            reader.name_date(values.moment(fields.first_of(found).value))
        return


def _date_names(moment: str | None) -> dict[str, str]:
    parts = moment[:10].split("-") if moment else ["", "", ""]
    return dict(zip(("year", "month", "day"), parts, strict=True))


def _data_file(reader: Reader, name: str, template: str) -> Any:
    path = fields.fill(reader.context, template, encode=False)
    try:
        found = reader.named_file(path) if path else None
        data = reader.inputs.read(found) if found else None
    except values.BadValueError as error:
        reader.bad(name, None, error)
        return None
    if data is None or found is None:
        return None
    value, problems = read_data(data, found)
    reader.problems += problems
    return value


def _without_audio(
    reader: Reader, document: front_matter.Document, named: slugs.NameParts
) -> Reading:
    place, plain = reader.place, reader.project.content.audio_required
    broken = document.values is None and bool(document.problems)
    if broken and (plain or _speaks_of_audio(reader, document)):
        return Reading(problems=(*document.problems, *reader.problems))
    near, source = _near_miss(reader), None
    if near is not None:
        key, wanted = near
        reader.problem("PK021", f"no audio: {'.'.join(map(str, key))} looks like {wanted}",
                       f"rename the key to {wanted}", key)  # fmt: skip
        # It is an episode, so that what else is wrong with it is told in the same run.
        source = source_of(reader, document, named, AudioPlace(written=""))
    elif plain and document.values is not None:
        reader.problems += document.problems
        specs = reader.specs("episode_url", AUDIO_KEYS)
        key = next((k for spec in specs if (k := fields.stands(reader.context, spec))), ())
        hint = (
            'put episode_url = "https://…/episode.mp3" under [extra], or the name of a file beside '
            'this one: episode_url = "episode.mp3"'
        )
        if "episode_url" in reader.project.mapped:
            hint = f"[fields] of podcast.toml says that it is kept in {' or '.join(specs)}"
        if key:
            hint = (
                f'{key[-1]} = "https://…/episode.mp3", or the name of a file beside this one: '
                f'{key[-1]} = "episode.mp3"'
            )
        empty = f": {'.'.join(map(str, key))} is empty" if key else ""
        reader.problem("PK021", f"the episode names no audio{empty}", hint, key)
        source = source_of(reader, document, named, AudioPlace(written=""))
    if reader.problems:
        return Reading(broken=source, problems=tuple(reader.problems))
    return Reading(skipped=Skipped(path=place.path, reason="it names no audio"))


def _speaks_of_audio(reader: Reader, document: front_matter.Document) -> bool:
    """Whether front matter that cannot be read may be an episode's: its keys stand in it.

    So does every file that cannot be read as text, or where each page has a sound by its name.
    """
    if document.problems[0].code == "PK001":
        return True
    words = _wanted(reader)
    unread = document.unread.casefold()
    return bool(unread) and (not words or any(word.casefold() in unread for word in words))


def _wanted(reader: Reader) -> dict[str, str]:
    """The audio's keys and the holes of its templates, without the tables they stand in."""
    wanted: list[str] = []
    for spec in reader.specs("episode_url", AUDIO_KEYS):
        wanted += fields.holes(spec) if fields.is_template(spec) else [spec]
    wanted = [name for name in wanted if name not in reader.context.names]
    return {name.split(".")[-1].casefold(): name for name in wanted}


def _near_miss(reader: Reader) -> tuple[fields.Key, str] | None:
    """A key that is nearly the audio's key, or nearly a hole of the audio's template."""
    short = _wanted(reader)
    for key, _ in _leaves(reader.context.values):
        last = str(key[-1]).casefold()
        near = difflib.get_close_matches(last, short, n=1, cutoff=_NEAR)
        if near:
            return key, short[near[0]].split(".")[-1]
    return None


def _leaves(table: dict[str, Any] | Any, above: fields.Key = ()) -> list[tuple[fields.Key, Any]]:
    found: list[tuple[fields.Key, Any]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _leaves(value, (*above, key))
        elif not values.is_empty(value):
            found.append(((*above, key), value))
    return found
