"""What subscribers would notice of a run, put to the guard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.checks import guard
from podcastkit.errors import UsageError
from podcastkit.jobs.last_build import LastBuild
from podcastkit.publication import manifest_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence

    from podcastkit.feed.document.read import ReadFeed
    from podcastkit.findings import Problem
    from podcastkit.jobs.load import Loaded
    from podcastkit.jobs.plan import Publication, Selection
    from podcastkit.jobs.sounds import Sounds
    from podcastkit.lock import Matching
    from podcastkit.project import Project
    from podcastkit.state import State

_UNREADABLE = frozenset({"PK001", "PK002", "PK003", "PK010", "PK011", "PK014", "PK021", "PK026"})
"""Problems that keep an episode's file from becoming an episode at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A run as the guard sees it: what was published, and what would be now."""

    as_of: dt.datetime
    skip_unreachable: bool
    loaded: Loaded
    state: State
    matching: Matching
    selection: Selection
    sounds: Sounds
    publication: Publication

    def gone(self, problems: Sequence[Problem]) -> list[guard.Gone]:
        """Published episodes that are not in this publication.

        One whose file could not be read, or whose sound could not be had, is told of by that
        problem alone.
        """
        broken = {problem.path for problem in problems if problem.code in _UNREADABLE}
        published = {episode.slug for episode in self.publication.episodes}
        found = [
            guard.Gone(
                slug=slug,
                entry=entry,
                how=f"is gone: {entry.source} is no longer an episode"
                if entry.source
                else f"was imported, and no file is it (its guid is {entry.guid})",
                path="",
            )
            for slug, entry in self.matching.left.items()
            if entry.removed is None and entry.source not in broken
        ]
        for source in self.loaded.sources:
            known = self.matching.entries.get(source.slug)
            how = self._why_not(source.slug)
            if known and known.removed is None and how and source.slug not in published:
                back = None
                if source.slug in self.selection.future:
                    was = f"{known.published:%Y-%m-%d}"
                    back = f"its date is in the future now: put it back to {was} to publish it"
                found.append(
                    guard.Gone(slug=source.slug, entry=known, how=how, path=source.path, back=back)
                )
        return found

    def dates(self) -> list[dt.datetime]:
        """When each episode was published, those whose sound could not be had among them."""
        due = [source.slug for source in self.selection.due]
        return [self.selection.dates[slug] for slug in due if slug in self.selection.dates]

    def is_ours(self, slug: str) -> bool:
        """Whether the address of an episode's sound is made here, and not written by its author."""
        audio = self.publication.sources[slug].audio
        return audio.url is None and audio.served is None

    def _why_not(self, slug: str) -> str | None:
        """Why an episode that is there is not published."""
        if slug in self.selection.drafts:
            return "is a draft again"
        if slug in self.selection.future:
            return f"was moved to {self.selection.dates[slug]:%Y-%m-%d}"
        if slug in self.sounds.left_out and self.skip_unreachable:
            return "would be left out by --skip-unreachable"
        return None


def check(
    change: Change,
    project: Project,
    allowances: Sequence[guard.Allowance],
    problems: Sequence[Problem],
    *,
    live: ReadFeed | None = None,
) -> Iterator[Problem]:
    """Everything that the guard has against a run. ``problems`` are those known already.

    ``live`` is the feed that subscribers have now, when somebody named it. Raises ``UsageError``
    for an allowance of an episode that nobody knows.
    """
    loaded, publication = change.loaded, change.publication
    if loaded.lock is None and any(problem.path == loaded.lock_path for problem in problems):
        return  # a lock that cannot be read is the cause; what follows from it is noise
    urls = {slug: source.audio.written for slug, source in publication.sources.items()}
    yield from guard.check_published(
        publication.episodes, change.matching.entries, urls, allowances
    )
    gone = change.gone(problems)
    yield from guard.check_removed(gone, allowances, loaded.lock_path)
    entries = loaded.lock.episodes if loaded.lock else {}
    published = sum(entry.removed is None for entry in entries.values())
    lost = guard.lost(gone, allowances)
    yield from guard.check_shrunk(lost, published, allowances, loaded.lock_path)
    locked = loaded.lock.show_guid if loaded.lock else None
    yield from guard.check_show_guid(publication.show.guid, locked, allowances, loaded.config.name)
    if not entries:
        first = [
            *guard.check_first(
                change.dates(),
                as_of=change.as_of,
                feed_is_ours=_feed_of_ours(loaded, project) if loaded.lock is None else None,
                lock_path=loaded.lock_path,
                allowances=allowances,
            )
        ]
        yield from first
        if first:
            return
    known = {entry.guid for entry in entries.values()}
    now = {episode.guid for episode in publication.episodes}
    standing = None
    if loaded.lock is not None:
        last = LastBuild(loaded, project, change.state)
        yield from guard.check_moved(
            [episode for episode in publication.episodes if change.is_ours(episode.slug)],
            last.enclosures,
            loaded.config.name,
        )
        standing = last.read(known | now)
    slugs = {*entries, *(source.slug for source in (*loaded.sources, *loaded.broken))}
    for feed in (live, standing):
        if feed is not None:
            slugs |= {item.guid for item in feed.items if item.guid}
            yield from _against(change, feed, known, allowances, live=feed is live)
    _check_named(allowances, slugs)


def _check_named(allowances: Sequence[guard.Allowance], known: Collection[str]) -> None:
    """Refuse an ``--allow`` that names nothing: it would be silent, and what is meant stays."""
    for allowance in allowances:
        if allowance.slug is not None and allowance.slug not in known:
            named = f"{allowance.kind}:{allowance.slug}"
            raise UsageError(f'--allow {named}: there is no episode "{allowance.slug}"')


def _against(
    change: Change,
    feed: ReadFeed,
    known: set[str],
    allowances: Sequence[guard.Allowance],
    *,
    live: bool,
) -> Iterator[Problem]:
    """What a feed's subscribers would notice. What could not be published is told of already."""
    from podcastkit import adopt
    from podcastkit.checks.against import check_against

    sources, published = change.publication.sources, change.publication.episodes
    files = [
        adopt.Candidate(
            slug=episode.slug,
            path=episode.source,
            title=episode.title,
            url=sources[episode.slug].audio.url or sources[episode.slug].audio.written,
            published=episode.published,
        )
        for episode in published
    ]
    unheard = [source for source in change.loaded.sources if source.slug in change.sounds.left_out]
    waiting = {source.guid for source in unheard if source.guid}
    yield from check_against(
        feed,
        adopt.match(feed.items, files, by_guid=False).sure,
        published,
        show_guid=change.publication.show.guid,
        known=known | waiting,
        allowances=allowances,
        live=live,
    )


def _feed_of_ours(loaded: Loaded, project: Project) -> str | None:
    folder = loaded.root / project.output.folder
    ours = (folder / manifest_name(loaded.config.stem)).is_file() and (
        folder / project.output.feed
    ).is_file()
    return f"{project.output.folder}/{project.output.feed}" if ours else None
