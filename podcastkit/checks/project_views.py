"""A project's settings and episodes as the rules look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.artwork import DARK, LIGHT, glanced, is_whole
from podcastkit.checks.rule import Said
from podcastkit.checks.views import (
    ChaptersView,
    EpisodeView,
    NotesView,
    PictureView,
    ShowView,
    TranscriptView,
)
from podcastkit.timed.chapter_choice import Origin, chosen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from podcastkit.model import Audio, Chapter
    from podcastkit.project import Project
    from podcastkit.source import Source
    from podcastkit.timed.turns import ReadableTranscript

    Key = tuple[str | int, ...]

_HEARSAY = {"front matter", "feed"}


def show_view(project: Project) -> ShowView:
    """The show as ``podcast.toml`` tells it (and, on a Zola site, the site's own file)."""
    show = project.show

    def said(text: Any, *key: str | int) -> Said:
        return Said(str(text or ""), ("show", *key))

    def switch(name: str, *, on: bool) -> Said | None:
        return Said("yes", ("show", name)) if on else None

    categories = tuple(
        (Said(category.name, ("show", "categories", number)),
         Said(category.sub, ("show", "categories", number)) if category.sub else None)
        for number, category in enumerate(show.categories)
    )  # fmt: skip
    look = project.look
    accents = (
        ("accent", look.accent, look.paper or LIGHT),
        ("accent_dark", look.accent_dark, look.paper_dark or DARK),
    )
    return ShowView(
        path=project.path,
        spot=("show",),
        accents=tuple((Said(text, ("look", name)), on) for name, text, on in accents if text),
        unusable=show.unusable,
        title=said(show.title, "title"),
        description=said(show.description, "description"),
        link=said(show.link, "link"),
        self_url=said(show.feed_url, "feed_url"),
        language=said(show.language, "language"),
        author=said(show.author, "author"),
        owner_email=said(show.owner.email if show.owner else None, "owner", "email"),
        image=said(show.image, "image"),
        categories=categories,
        type=said(show.type, "type"),
        copyright=said(show.copyright, "copyright"),
        block=switch("block", on=show.block),
        complete=switch("complete", on=show.complete),
        new_feed_url=said(show.new_feed_url, "new_feed_url"),
        guid=said(show.guid, "guid"),
        medium=said(show.medium, "medium"),
        texts=tuple(
            (name, said(text, name))
            for name, text in (
                ("title", show.title),
                ("subtitle", show.subtitle),
                ("author", show.author),
                ("copyright", show.copyright),
            )
            if text
        ),
    )


def episode_view(
    source: Source, *, show_title: str, published: dt.datetime | None, audio: Audio | None
) -> EpisodeView:
    """An episode as its files tell it, with what is known of its sound."""

    def said(text: object, key: str) -> Said | None:
        return Said(str(text), keys.get(key, (key,))) if text is not None else None

    keys = source.keys
    lines = {
        "title": source.title,
        "subtitle": source.subtitle,
        "itunes_title": source.itunes_title,
        "season_name": source.season_name,
        "episode_display": source.episode_display,
        "image_alt": source.image_alt,
    }
    return EpisodeView(
        path=source.path,
        spot=(),
        name=source.path,
        show_title=show_title,
        unusable=source.unusable,
        title=said(source.title or "", "title"),
        description=said(source.description, "description"),
        summary=said(source.summary, "summary"),
        link=said(source.link, "link"),
        guid=said(source.guid, "guid"),
        season=said(source.season, "season"),
        number=said(source.episode, "episode"),
        type=said(source.type, "type"),
        published=published,
        date=Said("", keys.get("date", ("date",))),
        url=said(source.audio.url, "episode_url"),
        mime=said(audio.type if audio else None, "episode_url"),
        size=audio.size if audio and audio.how not in _HEARSAY else None,
        duration=audio.duration if audio else None,
        texts=tuple(
            (name, Said(text, keys.get(name, (name,)))) for name, text in lines.items() if text
        ),
        html=() if source.notes_are_empty else (("notes", Said("notes", ())),),
    )


def chapters_view(source: Source, audio: Audio | None) -> ChaptersView | None:
    """The chapters that an episode's author wrote, in a list or in the notes, or ``None``.

    Those of the notes are given as they are published: in order, and within the sound.
    """
    duration = audio.duration if audio else None
    if source.chapters and source.chapters_path is not None:
        return _chapters_of(source.chapters_path, source.chapters, source.chapter_lines, duration)
    if source.chapters:
        return ChaptersView(
            path=source.path,
            spot=("chapters",),
            all=tuple(
                (Said(chapter.title, ("chapters", number)), chapter)
                for number, chapter in enumerate(source.chapters)
            ),
            duration=duration,
        )
    # The headings of a transcript would come before them, and are known when it is rendered.
    written = source.body.transcript is not None or source.transcript_text is not None
    if audio is None or not source.notes_chapters or written:
        return None
    choice = chosen(
        explicit=None, audio=audio.chapters, notes=source.notes_chapters, duration=duration
    )
    if choice.origin is not Origin.NOTES:
        return None
    # These are in order, and what was left out stood at their end.
    return _chapters_of(source.path, choice.chapters, source.notes_chapter_lines, duration)


def _chapters_of(
    path: str, chapters: tuple[Chapter, ...], lines: tuple[int, ...], duration: float | None
) -> ChaptersView:
    placed = tuple((Said(c.title, line), c) for c, line in zip(chapters, lines, strict=False))
    return ChaptersView(path=path, spot=lines[0], all=placed, duration=duration)


def written_transcript_view(
    transcript: ReadableTranscript, path: str, *, duration: float | None
) -> TranscriptView:
    """A transcript in Markdown. In the place of lines stand the numbers of turns, from 0."""
    from podcastkit.timed.reading import CueFault, FaultKind
    from podcastkit.timed.spans import misplaced

    turns = transcript.turns
    return TranscriptView(
        path=path,
        faults=tuple(
            CueFault(
                kind=FaultKind.BACKWARDS,
                line=number,
                message=f"the time {turns[number].written} contradicts those around it",
                hint="mend it: captions are made as if it were not there",
            )
            for number in misplaced([turn.start for turn in turns])
        ),
        starts=tuple(
            (number, turn.start) for number, turn in enumerate(turns) if turn.start is not None
        ),
        speakers=tuple((number, turn.speaker) for number, turn in enumerate(turns) if turn.speaker),
        duration=duration,
    )


def transcript_view(data: bytes, path: str, *, duration: float | None) -> TranscriptView:
    """A transcript file, read."""
    from podcastkit.timed.read import read_transcript

    text = data.decode("utf-8-sig", "replace")
    read = read_transcript(text, path.rpartition(".")[2].lower())
    pairs = list(zip(read.lines, read.cues, strict=True))
    return TranscriptView(
        path=path,
        faults=read.faults,
        starts=tuple((line, cue.start) for line, cue in pairs if cue.start is not None),
        speakers=tuple((line, cue.speaker) for line, cue in pairs if cue.speaker),
        duration=duration,
    )


def notes_view(
    path: str,
    text: str,
    line: int,
    *,
    is_beside: Callable[[str], bool],
    is_published: Callable[[str], bool],
    transcript: str = "",
) -> NotesView:
    """The Markdown of notes that begin at ``line`` of the file ``path``, and of its transcript."""

    def definitions() -> str:
        if "]:" not in transcript:
            return ""
        from podcastkit import markup, spoken

        return markup.reference_lines(spoken.plain_lines(transcript), used_in=text)

    return NotesView(
        path=path,
        text=text,
        line=line,
        is_beside=is_beside,
        is_published=is_published,
        definitions=definitions,
    )


def picture_view(path: str, spot: Any, name: str, data: bytes, *, of_show: bool) -> PictureView:
    """The picture ``name``, which the key ``spot`` of the file ``path`` names."""
    try:
        with glanced(data) as image:
            transparent = "transparency" in image.info and image.mode == "P"
            return PictureView(
                path=path,
                spot=spot,
                file=name,
                size=len(data),
                format=image.format if is_whole(data) else None,
                mode="PA" if transparent else image.mode,
                width=image.width,
                height=image.height,
                of_show=of_show,
            )
    except Exception:  # noqa: BLE001 - whatever Pillow chokes on is no picture for an app either
        return PictureView(path=path, spot=spot, file=name, size=len(data), of_show=of_show)
