"""The rules over a project's own files: show, episodes, notes, chapters, pictures."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from podcastkit.checks import own_tags
from podcastkit.checks import project_views as views
from podcastkit.checks.registry import Ignores
from podcastkit.checks.rule import Subject
from podcastkit.checks.run import check
from podcastkit.checks.views import FeedView
from podcastkit.content.assets import is_url
from podcastkit.jobs.published import assets_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from podcastkit.checks.run import Profiles
    from podcastkit.findings import Problem
    from podcastkit.inputs import Inputs
    from podcastkit.jobs.load import Loaded
    from podcastkit.jobs.plan import Selection
    from podcastkit.model import Audio
    from podcastkit.project import Project
    from podcastkit.source import Reading, Source

    Key = tuple[str | int, ...]


def profiles_of(project: Project | None, chosen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The profiles that are asked for: those chosen, else the project's. RSS itself always is."""
    default = project.validate.profiles if project else ("apple", "psp1", "podcasting2")
    return frozenset({"rss", *(chosen or default)})


def ignores_of(loaded: Loaded, *, unused: bool = False) -> Ignores:
    """What the project and its episodes say may be as it is."""
    return Ignores(
        path=loaded.config.name,
        everywhere=loaded.project.validate.ignore if loaded.project else {},
        in_files={source.path: dict(source.ignore) for source in loaded.sources if source.ignore},
        unused=unused,
    )


def check_project(
    loaded: Loaded,
    project: Project,
    selection: Selection,
    sounds: Mapping[str, Audio],
    *,
    as_of: dt.datetime,
    profiles: Profiles,
) -> Iterator[Problem]:
    """Every rule that can be asked of files and of what is known of the sounds, by slug."""
    show = views.show_view(project)
    yield from check(Subject.SHOW, show, profiles)
    yield from own_tags.check_show(project, profiles)
    yield from _pictures(loaded.inputs, project, loaded.sources, profiles)
    due = {source.slug for source in selection.due}
    episodes = []
    for source in (*loaded.sources, *loaded.broken):
        audio = known_audio(sounds.get(source.slug))
        episode = views.episode_view(
            source,
            show_title=project.show.title,
            published=selection.dates.get(source.slug),
            audio=audio,
        )
        if source.slug in due and source.audio.written:
            episodes.append(episode)
        yield from check(Subject.EPISODE, episode, profiles)
        yield from own_tags.check_episode(source, profiles, audio.duration if audio else None)
        chapters = views.chapters_view(source, audio)
        if chapters is not None:
            yield from check(Subject.CHAPTERS, chapters, profiles)
    feed = FeedView(show=show, episodes=tuple(episodes), as_of=as_of)
    yield from check(Subject.FEED, feed, profiles)


def known_audio(audio: Audio | None) -> Audio | None:
    """Facts of a sound that somebody has heard, or written down."""
    return None if audio is None or audio.how == "unheard" else audio


def _pictures(
    inputs: Inputs, project: Project, sources: list[Source], profiles: Profiles
) -> Iterator[Problem]:
    named: list[tuple[str, tuple[str | int, ...], str | None]]
    named = [(project.path, ("show", "image"), project.show.image)]
    named += [(source.path, source.keys.get("image", ("image",)), source.image)
              for source in sources]  # fmt: skip
    seen: set[str] = set()
    for path, key, image in named:
        if not image or is_url(image) or image in seen:
            continue
        seen.add(image)
        data = inputs.read(image)
        if data is not None and image not in inputs.too_large:
            view = views.picture_view(path, key, image, data, of_show=path == project.path)
            yield from check(Subject.PICTURE, view, profiles)


def check_notes(
    inputs: Inputs, project: Project, reading: Reading, folder: str, profiles: Profiles
) -> Iterator[Problem]:
    """The rules of notes, for a file that was just read."""
    source = reading.source
    if source is None or not reading.notes:
        return

    def is_beside(name: str) -> bool:
        return inputs.is_file(f"{folder}/{name}" if folder else name)

    def is_published(name: str) -> bool:
        # A site generator publishes what lies beside its pages by rules of its own.
        return name in _published(project, source) if project.output.pages else is_beside(name)

    view = views.notes_view(
        source.path,
        reading.notes,
        reading.notes_line,
        is_beside=is_beside,
        is_published=is_published,
        transcript=reading.transcript,
    )
    yield from check(Subject.NOTES, view, profiles)


def _published(project: Project, source: Source) -> set[str]:
    """The files that a link of the notes may name, as they are named from the episode's page."""
    made = {"chapters.json", *(source.transcript_name(one) for one in source.transcripts)}
    if source.transcripts or source.transcript_text or source.body.transcript:
        made |= {f"transcript.{suffix}" for suffix in project.output.transcripts}
    paths = {source.page_file, *(source.folder + name for name in made)}
    paths |= {asset.target for asset in assets_of(source, project)}
    page = posixpath.dirname(source.page_file) or "."
    return {posixpath.relpath(path, page) for path in paths}
