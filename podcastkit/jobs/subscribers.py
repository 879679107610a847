"""What subscribers would notice of a run, put to the guard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.checks import guard
from podcastkit.publication import manifest_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from podcastkit.findings import Problem
    from podcastkit.jobs.load import Loaded
    from podcastkit.jobs.plan import Publication, Selection
    from podcastkit.jobs.sounds import Sounds
    from podcastkit.lock import Matching
    from podcastkit.project import Project

_UNREADABLE = frozenset({"PK001", "PK002", "PK003", "PK010", "PK011", "PK014", "PK021", "PK026"})
"""Problems that keep an episode's file from becoming an episode at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A run as the guard sees it: what was published, and what would be now."""

    as_of: dt.datetime
    skip_unreachable: bool
    loaded: Loaded
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
                how=f"is gone: {entry.source} is no longer an episode",
                path="",
            )
            for slug, entry in self.matching.left.items()
            if entry.removed is None and entry.source not in broken
        ]
        for source in self.loaded.sources:
            known = self.matching.entries.get(source.slug)
            how = self._why_not(source.slug)
            if known and known.removed is None and how and source.slug not in published:
                found.append(guard.Gone(slug=source.slug, entry=known, how=how, path=source.path))
        return found

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
) -> Iterator[Problem]:
    """Everything that the guard has against a run. ``problems`` are those known already."""
    loaded, publication = change.loaded, change.publication
    urls = {slug: source.audio.written for slug, source in publication.sources.items()}
    yield from guard.check_published(
        publication.episodes, change.matching.entries, urls, allowances
    )
    yield from guard.check_removed(change.gone(problems), allowances, loaded.lock_path)
    locked = loaded.lock.show_guid if loaded.lock else None
    yield from guard.check_show_guid(publication.show.guid, locked, allowances, loaded.config.name)
    if loaded.lock is None and all(problem.path != loaded.lock_path for problem in problems):
        yield from guard.check_first(
            [episode.published for episode in publication.episodes],
            as_of=change.as_of,
            feed_is_ours=_feed_of_ours(loaded, project),
            lock_path=loaded.lock_path,
            allowances=allowances,
        )


def _feed_of_ours(loaded: Loaded, project: Project) -> str | None:
    folder = loaded.root / project.output.folder
    ours = (folder / manifest_name(loaded.config.stem)).is_file() and (
        folder / project.output.feed
    ).is_file()
    return f"{project.output.folder}/{project.output.feed}" if ours else None
