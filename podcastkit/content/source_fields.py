"""Each field of a ``Source`` from the front matter: one small function a kind of thing."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from podcastkit.content import assets, body, fields, slugs, values
from podcastkit.content.chapter_lists import chapters, from_json
from podcastkit.content.people import persons
from podcastkit.model import BodyPlace, Chapter, License, Person
from podcastkit.source import AudioPlace, Moment, Sidecar, Source

if TYPE_CHECKING:
    from podcastkit.content.front_matter import Document
    from podcastkit.content.reader import Reader

TRANSCRIPT_SUFFIXES = ("vtt", "srt", "json", "html", "txt")
_TYPES = ("full", "trailer", "bonus")


def audio_place(reader: Reader, found: fields.Found) -> AudioPlace | None:
    """Where the sound is; ``None`` with a problem where it cannot be."""
    try:
        written = values.text(found.value)
        if assets.is_url(written):
            url = assets.check_url(written)
            local = assets.find_local(reader.inputs, reader.project, url)
            return AudioPlace(written=written, url=url, path=local)
        path = (
            reader.named_file(written)
            if found.template
            else assets.find_file(reader.inputs, reader.project, reader.place.folder, written)
        ) or assets.find_local(reader.inputs, reader.project, written)
    except values.BadValueError as error:
        reader.bad("episode_url", found.key, error)
        return None
    if path is None:
        reader.problem("PK011", f'the audio file "{written}" is not there',
                       "it is looked for beside the episode, then from the project's folder",
                       found.key or ())  # fmt: skip
        return None
    bundled = reader.place.bundle and path.startswith(reader.place.folder + "/")
    return AudioPlace(written=written, path=path, bundled=bundled)


def source_of(
    reader: Reader, document: Document, named: slugs.NameParts, audio: AudioPlace
) -> Source | None:
    """Everything else; ``None`` where not even a slug could be had."""
    moment = reader.one("date", values.moment)
    name_moment = values.moment(named.moment) if named.moment else None
    _name_date(reader, moment or name_moment)
    slug = _slug(reader, named)
    if slug is None:
        return None
    reader.context = dataclasses.replace(
        reader.context, names={**reader.context.names, "slug": slug}
    )
    notes, transcript = body.split(document.body, reader.project.content.transcript_headings)
    image = _image(reader)
    return Source(
        path=reader.place.path,
        slug=slug,
        folder=_folder(reader, slug),
        link=reader.one("link", _url),
        audio=audio,
        body=BodyPlace(
            path=reader.place.path,
            digest=reader.inputs.digest(reader.place.path) or "",
            notes=notes,
            transcript=transcript,
        ),
        notes_are_empty=notes[0] == notes[1],
        title=reader.one("title", values.text),
        moment=moment,
        name_moment=name_moment,
        guid=reader.one("guid", _guid),
        description=reader.one("description", values.text),
        summary=reader.one("summary", values.text),
        subtitle=reader.one("subtitle", values.text),
        updated=reader.one("updated", values.moment),
        size=reader.one("bytes", values.integer),
        duration=reader.one("duration", values.seconds),
        season=_positive(reader, "season"),
        season_name=reader.one("season_name", values.text),
        episode=_positive(reader, "episode"),
        episode_display=reader.one("episode_display", values.text),
        type=reader.one("type", _type) or "full",
        itunes_title=reader.one("itunes_title", values.text),
        image=image,
        image_digest=_digest(reader, image),
        image_alt=reader.one("image_alt", values.text),
        explicit=reader.one("explicit", values.boolean),
        persons=_persons(reader),
        license=reader.one("license", _license),
        draft=reader.one("draft", values.boolean) or False,
        block=reader.one("block", values.boolean) or False,
        chapters=_chapters(reader),
        transcripts=_transcripts(reader),
    )


def _name_date(reader: Reader, moment: Moment | None) -> None:
    """Let templates name the year, month and day."""
    if moment is None:
        return
    year, month, day = moment.date.isoformat().split("-")
    names = {**reader.context.names, "year": year, "month": month, "day": day}
    reader.context = dataclasses.replace(reader.context, names=names)


def _slug(reader: Reader, named: slugs.NameParts) -> str | None:
    found = reader.find("slug")
    slug = named.slug
    content = reader.project.content
    if found is not None and isinstance(found.value, str | int):
        slug = str(found.value).strip()
        if content.slug_rule == "zola":
            slug = slugs.zola_slug(slug, content.slugify_paths)
    why = slugs.fault(slug)
    if why is None:
        return slug
    reader.problem("PK026", f'the slug "{slug}" {why}', 'give it one: slug = "my-episode"',
                   found.key if found and found.key else ())  # fmt: skip
    return None


def _folder(reader: Reader, slug: str) -> str:
    """The permalink's path below the output folder, ending in ``/``."""
    own_path = reader.find("path") if reader.project.content.slug_rule == "zola" else None
    if own_path is not None and isinstance(own_path.value, str):
        filled: str | None = own_path.value
    else:
        filled = fields.fill(reader.context, reader.project.content.permalink, encode=False)
    parts = [part for part in (filled or slug).split("/") if part not in {"", ".", ".."}]
    why = next((fault for fault in map(slugs.fault, parts) if fault), None)
    if not parts or why:
        reader.problem("PK026", f'the path of its page, "{filled}", has a part that {why}',
                       "mend [content] permalink or the episode's slug", ())  # fmt: skip
        return f"{slug}/"
    return "/".join(parts) + "/"


def _url(value: Any) -> str:
    return assets.check_url(values.text(value))


def _guid(value: Any) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise values.BadValueError(f"{values.kind(value)}, and should be a text")
    # A guid is compared to the letter, blanks included, so it is kept to the letter.
    return str(value)


def _type(value: Any) -> str:
    word = values.text(value).lower()
    if word not in _TYPES:
        raise values.BadValueError(
            f"{values.shown(value)}, and should be full, trailer or bonus", 'type = "full"'
        )
    return word


def _positive(reader: Reader, name: str) -> int | None:
    number = reader.one(name, values.integer)
    if number is not None and number <= 0:
        reader.problem(
            "PK009",
            f"{name} is {number}; directories count from 1, so the feed leaves it out",
            f"remove {name}, or say it with episode_display",
            _key_of(reader, name),
        )
        return None
    return number


def _key_of(reader: Reader, name: str) -> fields.Key:
    found = reader.find(name)
    return found.key if found and found.key else ()


def _license(value: Any) -> License:
    if isinstance(value, dict):
        name, url = value.get("name"), value.get("url")
        if isinstance(name, str) and (url is None or isinstance(url, str)):
            return License(name=name, url=url)
        raise values.BadValueError("a table without name and url", '{ name = "…", url = "…" }')
    return License(name=values.text(value))


def _persons(reader: Reader) -> tuple[Person, ...]:
    found: list[Person] = []
    roles: list[tuple[str | None, tuple[str, ...]]] = [(None, reader.specs("persons"))]
    if reader.project.person_fields:
        roles = [(role, specs) for role, specs in reader.project.person_fields.items()]
    for role, specs in roles:
        for hit in fields.find_all(reader.context, "persons", specs):
            try:
                found += persons(
                    hit.value,
                    role=role,
                    inputs=reader.inputs,
                    people=reader.project.content.people,
                )
            except values.BadValueError as error:
                reader.bad("persons", hit.key, error)
    return tuple(dict.fromkeys(found))


def _image(reader: Reader) -> str | None:
    """The picture: a URL, or the path of a file of the project."""
    found = reader.find("image")
    if found is None:
        return None
    try:
        written = values.text(found.value)
        if assets.is_url(written):
            return assets.check_url(written)
        path = assets.find_file(reader.inputs, reader.project, reader.place.folder, written)
    except values.BadValueError as error:
        reader.bad("image", found.key, error)
        return None
    if path is None and not found.template:
        reader.problem("PK012", f'the picture "{written}" is not there',
                       "it is looked for beside the episode, then from the project's folder",
                       found.key or ())  # fmt: skip
    return path


def _digest(reader: Reader, path: str | None) -> str | None:
    if path is None or assets.is_url(path):
        return None
    reader.inputs.read(path)
    return reader.inputs.digest(path)


def _chapters(reader: Reader) -> tuple[Chapter, ...] | None:
    found = reader.find_whole("chapters")
    if found is None:
        return None
    try:
        if not isinstance(found.value, str):
            return chapters(found.value)
        path = (
            reader.named_file(found.value)
            if found.template
            else assets.find_file(reader.inputs, reader.project, reader.place.folder, found.value)
        )
        data = reader.inputs.read(path) if path else None
        if data is not None:
            return from_json(data)
        if not found.template:
            reader.problem("PK012", f'the chapters file "{found.value}" is not there',
                           "it is looked for beside the episode, then from the project's folder",
                           found.key or ())  # fmt: skip
    except values.BadValueError as error:
        reader.bad("chapters", found.key, error)
    return None


def _transcripts(reader: Reader) -> tuple[Sidecar, ...]:
    """Transcript files: those that the front matter names, then those of the same name."""
    found: dict[str, Sidecar] = {}
    for hit in fields.find_all(reader.context, "transcript", reader.specs("transcript")):
        for item in hit.value if isinstance(hit.value, list) else [hit.value]:
            try:
                sidecar = _named_transcript(reader, hit, item)
            except values.BadValueError as error:
                reader.bad("transcript", hit.key, error)
                continue
            if sidecar:
                found.setdefault(sidecar.suffix, sidecar)
    place = reader.place
    stem = place.path.rpartition(".")[0]
    stems = [stem, f"{place.folder}/transcript"] if place.bundle else [stem]
    for suffix in TRANSCRIPT_SUFFIXES:
        for name in stems:
            path = f"{name}.{suffix}"
            if suffix not in found and reader.inputs.is_file(path):
                found[suffix] = Sidecar(suffix=suffix, path=path, digest=_digest(reader, path))
    return tuple(found[suffix] for suffix in sorted(found, key=_rank))


def _rank(suffix: str) -> int:
    return TRANSCRIPT_SUFFIXES.index(suffix) if suffix in TRANSCRIPT_SUFFIXES else 99


def _named_transcript(reader: Reader, hit: fields.Found, item: Any) -> Sidecar | None:
    written = values.text(item.get("url") if isinstance(item, dict) else item)
    suffix = written.partition("?")[0].rpartition(".")[2].lower()
    if suffix in {"md", "markdown"}:
        reader.problem("PK006", f'the transcript "{written}" is not read yet: it is Markdown',
                       "put it below a heading Transcript in the body", hit.key or ())  # fmt: skip
        return None
    if suffix not in TRANSCRIPT_SUFFIXES:
        raise values.BadValueError(
            f"{values.shown(written)}, and should end in {', '.join(TRANSCRIPT_SUFFIXES)}"
        )
    if assets.is_url(written):
        return Sidecar(suffix=suffix, url=assets.check_url(written))
    path = (
        reader.named_file(written)
        if hit.template
        else assets.find_file(reader.inputs, reader.project, reader.place.folder, written)
    )
    if path is not None:
        return Sidecar(suffix=suffix, path=path, digest=_digest(reader, path))
    if not hit.template:
        reader.problem("PK012", f'the transcript "{written}" is not there',
                       "it is looked for beside the episode, then from the project's folder",
                       hit.key or ())  # fmt: skip
    return None
