"""Each field of a ``Source`` from the front matter: one small function a kind of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit import markup, values
from podcastkit.content import (
    assets,
    body,
    companions,
    fields,
    harmless,
    permalinks,
    podcasting,
    slugs,
)
from podcastkit.content.chapter_files import NONE, listed_in_notes, written_chapters
from podcastkit.content.headings import like_one
from podcastkit.content.ignores import ignores
from podcastkit.content.people import persons
from podcastkit.content.transcript_files import transcripts
from podcastkit.findings import Problem
from podcastkit.model import BodyPlace, License, Person
from podcastkit.source import AudioPlace, Source
from podcastkit.timed.chapter_reading import ReadChapters

if TYPE_CHECKING:
    from podcastkit.content.chapter_files import Written
    from podcastkit.content.front_matter import Document
    from podcastkit.content.reader import Reader
    from podcastkit.timed.chapter_reading import ReadChapters

AUDIO_KEYS = ("episode_url", "extra.episode_url")
_TYPES = ("full", "trailer", "bonus")


def audio_place(reader: Reader, found: fields.Found) -> AudioPlace | None:
    """Where the sound is; ``None`` with a problem where it cannot be."""
    try:
        written = values.text(found.value)
        if assets.is_url(written):
            url = values.check_url(written)
            local = assets.find_local(reader.inputs, reader.project, url)
            return AudioPlace(written=written, url=url, path=local)
        path = reader.file_of(found, written)
        path = path or assets.find_local(reader.inputs, reader.project, written)
        if reader.project.audio.copy:
            harmless.check(path, f'"{written}", no sound by its name', "let it end in .mp3")
    except values.BadValueError as error:
        reader.bad("episode_url", found.key, error)
        return None
    if path is None:
        reader.problem("PK011", f'the audio file "{written}" is not there',
                       "it is looked for beside the episode, then from the project's folder",
                       found.key or ())  # fmt: skip
        return None
    bundled = reader.place.bundle and path.startswith(reader.place.folder + "/")
    served = assets.served_path(reader.project, written, path)
    return AudioPlace(written=written, path=path, bundled=bundled, served=served)


def source_of(
    reader: Reader, document: Document, named: slugs.NameParts, audio: AudioPlace
) -> Source:
    """Everything else. What cannot be used is told, and named in ``unusable``."""
    moment = reader.one("date", values.moment)
    name_moment = values.moment(named.moment) if named.moment else None
    reader.name_date(moment or name_moment)
    slug = _slug(reader, named)
    notes, transcript = body.split(document.body, reader.project.content.transcript_headings)
    _tags_left(reader, document, notes)
    _heading_unknown(reader, document, notes)
    picture = companions.image(reader)
    files, transcript_text = transcripts(reader)
    written, listed = _chapters(reader, document, notes)
    shown = written.all or listed.chapters
    return Source(
        path=reader.place.path,
        slug=slug,
        page=permalinks.page_of(reader, slug, moment or name_moment),
        link=reader.one("link", _url),
        audio=audio,
        body=_body_place(reader, notes, transcript),
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
        image=picture,
        image_digest=companions.digest(reader, picture),
        image_alt=reader.one("image_alt", values.text),
        explicit=reader.one("explicit", values.boolean),
        persons=_persons(reader),
        license=reader.one("license", _license),
        draft=reader.one("draft", values.boolean) or _is_unpublished(reader),
        block=reader.one("block", values.boolean) or False,
        chapters=written.all,
        chapters_path=written.path,
        chapter_lines=written.lines,
        notes_chapters=listed.chapters,
        notes_chapter_lines=listed.lines,
        transcripts=files,
        transcript_text=transcript_text,
        attachments=companions.attachments(reader, document.body, shown, sound=audio.path),
        podcasting=podcasting.group(reader),
        ignore=ignores(reader),
        unusable=frozenset(reader.unusable),
        keys=reader.keys,
    )


def _chapters(
    reader: Reader, document: Document, notes: body.Range
) -> tuple[Written, ReadChapters]:
    """The chapters that the author wrote, and where there are none, those that the notes list."""
    written = written_chapters(reader)
    return written, NONE if written.all is not None else listed_in_notes(reader, document, notes)


def _body_place(reader: Reader, notes: body.Range, transcript: body.Range | None) -> BodyPlace:
    path = reader.place.path
    digest = reader.inputs.digest(path) or ""
    return BodyPlace(path=path, digest=digest, notes=notes, transcript=transcript)


def _tags_left(reader: Reader, document: Document, notes: body.Range) -> None:
    """Report what only the site's generator can render, at its line in the file."""
    text = document.body[notes[0] : notes[1]]
    for at, tag in markup.unrendered(text):
        start = text.rfind("\n", 0, at) + 1
        line = document.body_line + document.body.count("\n", 0, notes[0] + at)
        reader.problems.append(
            Problem(
                code="PK013",
                path=reader.place.path,
                line=line,
                column=at - start + 1,
                message=f"apps would show {values.shown(tag)} as it stands: only the site's "
                "generator knows what it means",
                hint="write a plain link or plain Markdown in its place",
            )
        )


def _heading_unknown(reader: Reader, document: Document, notes: body.Range) -> None:
    """Report a heading of the notes below which there seems to be a transcript."""
    found = like_one(document.body[notes[0] : notes[1]])
    if found is None:
        return
    at, words = found
    reader.problems.append(
        Problem(
            code="PK517",
            path=reader.place.path,
            line=document.body_line + document.body.count("\n", 0, notes[0] + at),
            column=1,
            message=f"{values.shown(words)} looks like the heading of a transcript, and what "
            "stands below it is published as notes",
            hint='write "## Transcript", or say in podcast.toml: [content] transcript_heading = '
            f"{values.shown(words)}",
        )
    )


def _is_unpublished(reader: Reader) -> bool:
    key = reader.project.content.published_key
    return key is not None and reader.context.values.get(key) is False


def _slug(reader: Reader, named: slugs.NameParts) -> str:
    """The slug, which from here on can be a hole of any template."""
    found = reader.find("slug")
    slug = named.slug
    content = reader.project.content
    if found is not None and isinstance(found.value, str | int):
        slug = slugs.own_slug(
            str(found.value).strip(), rule=content.slug_rule, paths=content.slugify_paths
        )
    why = slugs.fault(slug)
    if why is not None:
        reader.problem("PK026", f'the slug "{slug}" {why}', 'give it one: slug = "my-episode"',
                       found.key if found and found.key else ())  # fmt: skip
        # The rest of the file is looked at all the same.
        reader.unusable.add("slug")
        slug = "episode"
    reader.context.names["slug"] = slug
    return slug


def _url(value: Any) -> str:
    return values.check_url(values.text(value))


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
            return License(name=name, url=url and values.check_url(url))
        raise values.BadValueError("a table without name and url", '{ name = "…", url = "…" }')
    return License(name=values.text(value))


def _persons(reader: Reader) -> tuple[Person, ...]:
    found: list[Person] = []
    roles: list[tuple[str | None, tuple[str, ...]]] = [(None, reader.specs("persons"))]
    if reader.project.person_fields:
        roles = [(role, specs) for role, specs in reader.project.person_fields.items()]
    for role, specs in roles:
        for hit in fields.find_all(reader.context, "persons", specs):
            if hit.key:
                reader.keys.setdefault("persons", hit.key)
            try:
                found += persons(hit.value, role=role, reader=reader, key=hit.key)
            except values.BadValueError as error:
                reader.bad("persons", hit.key, error)
    return tuple(dict.fromkeys(found))
