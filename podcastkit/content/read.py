"""One file to a ``Source``: looked up by the site's own fields, its companions found."""

from __future__ import annotations

import difflib
import json
import os
from typing import TYPE_CHECKING, Any

from podcastkit.content import fields, front_matter, slugs, values
from podcastkit.content.reader import Reader
from podcastkit.content.source_fields import audio_place, source_of
from podcastkit.content.unused_keys import unused_keys
from podcastkit.findings import Problem
from podcastkit.source import Reading, Skipped
from podcastkit.toml_text import read_toml

if TYPE_CHECKING:
    from podcastkit.content.discover import FilePlace
    from podcastkit.inputs import Inputs
    from podcastkit.project import Project

_AUDIO_KEYS = ("episode_url", "extra.episode_url")
_NEAR = 0.8


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
    found = reader.find("episode_url", _AUDIO_KEYS)
    if found is None:
        return _without_audio(reader, document)
    if document.values is None and not reader.context.data:
        return Reading(problems=document.problems)
    reader.problems += document.problems if document.values is not None else ()
    audio = audio_place(reader, found)
    source = source_of(reader, document, named, audio) if audio else None
    reader.problems += unused_keys(reader)
    return Reading(source=source, problems=tuple(reader.problems))


def _open_context(reader: Reader, document: front_matter.Document) -> slugs.NameParts:
    """Fill the reader's context: names from the file's place, then its other files."""
    content, place = reader.project.content, reader.place
    named = slugs.from_name(
        place.name,
        rule=content.slug_rule,
        paths=content.slugify_paths,
        keep_dates=content.paths_keep_dates,
    )
    digits = "".join(c if c.isdecimal() and c.isascii() else " " for c in place.name).split()
    names = {
        "page.name": place.name,
        "page.number": digits[0] if digits else "",
        "page.section": place.section(content.root),
        "slug": named.slug,
        **_date_names(named.moment),
    }
    reader.context = fields.Context(
        values=document.values or {}, data={}, names=names, extra=content.extra
    )
    if not content.data:
        return named
    data = {name: _data_file(reader, name, template) for name, template in content.data.items()}
    present = {name: value for name, value in data.items() if value is not None}
    reader.context = fields.Context(
        values=document.values or {}, data=present, names=names, extra=content.extra
    )
    return named


def _date_names(moment: str | None) -> dict[str, str]:
    parts = moment[:10].split("-") if moment else ["", "", ""]
    return dict(zip(("year", "month", "day"), parts, strict=True))


def _data_file(reader: Reader, name: str, template: str) -> Any:
    path = fields.fill(reader.context, template, encode=False)
    if path is None:
        return None
    try:
        found = reader.named_file(path)
        data = reader.inputs.read(found) if found else None
        if data is None or found is None:
            return None
        text, problem = front_matter.decode(data, found)
        if text is None:
            reader.problems += [problem] if problem else []
            return None
        if found.endswith(".toml"):
            table, problem = read_toml(text, found)
            reader.problems += [problem] if problem else []
            return table
        return json.loads(text)
    except values.BadValueError as error:
        reader.bad(name, None, error)
    except (ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        reader.problems.append(
            Problem(code="PK002", path=path, line=line, column=column,
                    message=f"this is not JSON: {getattr(error, 'msg', error)}")
        )  # fmt: skip
    return None


def _without_audio(reader: Reader, document: front_matter.Document) -> Reading:
    place, plain = reader.place, reader.project.content.audio_required
    if document.other is not None:
        meant = [spec.split(".")[-1] for spec in reader.specs("episode_url", _AUDIO_KEYS)]
        if plain or any(word in document.other for word in meant):
            message = "front matter in YAML or JSON is not read yet"
            hint = "write it as TOML between two lines of +++"
            problem = Problem(
                code="PK003", path=place.path, line=1, column=1, message=message, hint=hint
            )
            return Reading(problems=(problem,))
    elif document.problems and (plain or document.problems[0].code != "PK003"):
        return Reading(problems=document.problems)
    near = _near_miss(reader)
    if near is not None:
        key, wanted = near
        reader.problem("PK021", f"no audio: {'.'.join(map(str, key))} looks like {wanted}",
                       f"rename the key to {wanted}", key)  # fmt: skip
    elif plain and document.values is not None:
        reader.problem("PK021", "the episode names no audio",
                       'put episode_url = "https://…/episode.mp3" under [extra]', ())  # fmt: skip
    if reader.problems:
        return Reading(problems=tuple(reader.problems))
    return Reading(skipped=Skipped(path=place.path, reason="it names no audio"))


def _near_miss(reader: Reader) -> tuple[fields.Key, str] | None:
    """A key that is nearly the audio's key, or nearly a hole of the audio's template."""
    wanted: list[str] = []
    for spec in reader.specs("episode_url", _AUDIO_KEYS):
        wanted += fields.holes(spec) if fields.is_template(spec) else [spec]
    wanted = [name for name in wanted if name not in reader.context.names]
    short = {name.split(".")[-1].casefold(): name for name in wanted}
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
