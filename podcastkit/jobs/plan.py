"""What a run will publish: which episodes are due, under which names, with which facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from podcastkit import addresses, resolve
from podcastkit import lock as lock_room
from podcastkit.checks.sources import check_addresses, check_doubles, check_guids, check_source
from podcastkit.content.assets import is_url
from podcastkit.findings import Problem
from podcastkit.jobs.portraits import Portraits
from podcastkit.jobs.published import Asset, episode_image, hashed_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from podcastkit.jobs.load import Loaded
    from podcastkit.jobs.sounds import Sounds
    from podcastkit.lock import Entry
    from podcastkit.model import Episode, Show
    from podcastkit.project import Project
    from podcastkit.source import Source

_BEGINNING = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
_END = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)


@dataclass(slots=True, kw_only=True)
class Selection:
    """The episodes of a run: those due, and those held back.

    ``dates`` has the publication date of every dated source. For any as-of date from
    ``due_from`` up to ``due_until`` the same are due. ``drafts`` and ``future`` hold slugs.
    """

    due: list[Source] = field(default_factory=list)
    dates: dict[str, dt.datetime] = field(default_factory=dict)
    drafts: set[str] = field(default_factory=set)
    future: set[str] = field(default_factory=set)
    due_from: dt.datetime = _BEGINNING
    due_until: dt.datetime = _END

    @property
    def next_due(self) -> dt.datetime | None:
        """When the next episode of the future becomes due."""
        return None if self.due_until == _END else self.due_until


def match_entries(loaded: Loaded) -> lock_room.Matching:
    """Which entry of the lock belongs to which source; renamed files keep theirs."""
    known = [
        lock_room.Known(
            slug=source.slug,
            source=source.path,
            audio_url=source.audio.written,
            guid=source.guid,
        )
        for source in loaded.sources
    ]
    return lock_room.match(loaded.lock or lock_room.EMPTY, known)


def select(
    loaded: Loaded,
    project: Project,
    entries: Mapping[str, Entry],
    *,
    as_of: dt.datetime,
    drafts: bool,
) -> Selection:
    """Part the sources into due, future and drafts."""
    chosen = Selection()
    for source in loaded.sources:
        entry = entries.get(source.slug)
        date = resolve.publication_date(source, entry.published if entry else None, project.content)
        if date is not None:
            chosen.dates[source.slug] = date
        if source.draft and not drafts:
            chosen.drafts.add(source.slug)
        elif date is not None and date > as_of and not drafts:
            chosen.future.add(source.slug)
            chosen.due_until = min(chosen.due_until, date)
        else:
            chosen.due.append(source)
            if date is not None and date <= as_of:
                chosen.due_from = max(chosen.due_from, date)
    return chosen


def check_sources(loaded: Loaded, project: Project) -> list[Problem]:
    """What is wrong with the sources, each for itself and all together."""
    problems = [problem for source in loaded.broken for problem in check_source(source)]
    served = []
    for source in loaded.sources:
        problems += check_source(source)
        link = addresses.page_link(source, project)
        address = addresses.enclosure_url(source, project, link)
        if address is not None:
            served.append((source, address))
        else:
            problems.append(
                Problem(
                    code="PK028",
                    path=source.path,
                    key=("episode_url",),
                    message=f'nothing says where "{source.audio.written}" will be served',
                    hint='set [audio] url = "https://…/", or copy = true',
                )
            )
    problems += check_doubles(loaded.sources)
    problems += check_addresses(served)
    return problems


@dataclass(slots=True, kw_only=True)
class Publication:
    """Everything that rendering needs. ``episodes`` are in the feed's order.

    ``portraits`` are pictures of persons by their addresses.
    """

    show: Show
    cover: Asset | None
    portraits: Mapping[str, Asset] = field(default_factory=dict)
    episodes: list[Episode]
    sources: dict[str, Source]
    problems: list[Problem]


def plan(
    loaded: Loaded,
    project: Project,
    selection: Selection,
    entries: Mapping[str, Entry],
    sounds: Sounds,
) -> Publication:
    """Resolve the show and every episode that is due, dated and heard."""
    lock = loaded.lock or lock_room.EMPTY
    guid = resolve.show_guid(project.show.guid, lock.show_guid, project.show.feed_url)
    problems: list[Problem] = []
    cover, image = _cover(loaded, project, problems)
    portraits = Portraits(inputs=loaded.inputs, project=project)
    project = replace(project, show=portraits.of_show(project.show))
    show = resolve.show_of(project, guid=guid, image=image)
    guids: list[tuple[Source, str]] = []
    episodes: list[Episode] = []
    sources: dict[str, Source] = {}
    for source in selection.due:
        audio = sounds.audio.get(source.slug)
        date = selection.dates.get(source.slug)
        if audio is None or date is None:
            continue
        entry = entries.get(source.slug)
        episode = resolve.episode_of(
            portraits.source(source),
            project,
            show,
            known=resolve.Known(guid=entry.guid if entry else None),
            audio=audio,
            published=date,
            image=_image_url(source, project),
        )
        guids.append((source, episode.guid))
        episodes.append(episode)
        sources[source.slug] = source
    problems += [*portraits.problems, *check_guids(guids)]
    episodes.sort(key=feed_order)
    return Publication(
        show=show,
        cover=cover,
        portraits={
            project.output.url + target: Asset(source=path, target=target)
            for target, path in portraits.files.items()
        },
        episodes=episodes,
        sources=sources,
        problems=problems,
    )


def _cover(
    loaded: Loaded, project: Project, problems: list[Problem]
) -> tuple[Asset | None, str | None]:
    """The show's cover, published under a name that changes with its bytes."""
    written = project.show.image
    if written is None or is_url(written):
        return None, written
    if loaded.inputs.read(written) is None:
        problems.append(
            Problem(
                code="PK012",
                path=loaded.config.name,
                key=("show", "image"),
                message=f'the cover "{written}" is not there',
                hint="its path counts from the folder of podcast.toml",
            )
        )
        return None, None
    name = hashed_name("cover", written, loaded.inputs.digest(written))
    return Asset(source=written, target=name), project.output.url + name


Neighbours = tuple["Episode | None", "Episode | None"]
"""The episodes published before and after one."""


def neighbours(episodes: Sequence[Episode]) -> list[Neighbours]:
    """Of each episode those around it. ``episodes`` are newest first."""
    around = [None, *episodes, None]
    return list(zip(around[2:], around[:-2], strict=True))


def _image_url(source: Source, project: Project) -> str | None:
    asset = episode_image(source)
    return source.image if asset is None else project.output.url + asset.target


def feed_order(episode: Episode) -> tuple[float, int, int, str]:
    """The key that sorts the newest first: date, season, episode, slug."""
    return (
        -episode.published.timestamp(),
        -(episode.season or 0),
        -(episode.episode or 0),
        episode.slug,
    )
