"""A build from the first file read to the last file renamed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from podcastkit import lock as lock_room
from podcastkit import publication as publication_room
from podcastkit.checks import guard
from podcastkit.checks.registry import Verdict, judge
from podcastkit.checks.sounds import check_sound
from podcastkit.errors import UsageError
from podcastkit.jobs import plan, sounds
from podcastkit.jobs.build import BuildResult, instant_text, options_key
from podcastkit.jobs.load import load, locator
from podcastkit.jobs.results import COULD_NOT_RUN, DONE, MUST_ACT, NOTHING_FOUND
from podcastkit.state import RunRecord, engine_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podcastkit.findings import Problem
    from podcastkit.jobs.build import BuildOptions
    from podcastkit.jobs.plan import Publication, Selection
    from podcastkit.jobs.sounds import Sounds
    from podcastkit.lock import Matching
    from podcastkit.project import Project
    from podcastkit.state import State


class Pipeline:
    """One run. The steps are methods in the order in which they happen."""

    def __init__(
        self,
        options: BuildOptions,
        config: Path,
        state: State,
        on_progress: Callable[[int, int], None] | None,
    ) -> None:
        self.options = options
        self.state = state
        self.on_progress = on_progress
        self.allowed = [guard.Allowance.parse(text) for text in options.allow]
        self.loaded = load(config)
        self.problems: list[Problem] = list(self.loaded.problems)
        self.sounds = sounds.Sounds()
        self.selection = plan.Selection()

    def run(self) -> BuildResult:
        """Do it all. What is wrong with the podcast is in the result, never raised."""
        project = self.loaded.project
        if project is None:
            return self._stopped(self._judge(), feed="")
        matching = plan.match_entries(self.loaded)
        self._check_refresh()
        self.selection = plan.select(
            self.loaded,
            project,
            matching.entries,
            as_of=self.options.as_of,
            drafts=self.options.drafts,
        )
        self.problems += plan.check_sources(self.loaded, project)
        self.sounds = self._hear(project, matching)
        publication = plan.plan(
            self.loaded, project, self.selection, matching.entries, self.sounds
        )
        self.problems += publication.problems
        self.problems += self._guard(project, matching, publication)
        verdict = self._judge()
        feed = f"{project.output.folder}/{project.output.feed}"
        if verdict.stopped or verdict.unreachable:
            return self._stopped(verdict, feed=feed)
        if not self.loaded.sources:
            return self._result(verdict, feed=feed, episodes=0, written=(), code=NOTHING_FOUND)
        return self._publish(project, matching, publication, verdict, feed)

    def _check_refresh(self) -> None:
        slugs = {source.slug for source in self.loaded.sources}
        for slug in sorted(self.options.refresh - slugs):
            raise UsageError(f'--refresh {slug}: there is no episode with the slug "{slug}"')

    def _hear(self, project: Project, matching: Matching) -> Sounds:
        manner = sounds.Manner(
            offline=self.options.offline,
            refresh=self.options.refresh,
            refresh_all=self.options.refresh_all,
            skip_unreachable=self.options.skip_unreachable,
            jobs=self.options.jobs,
            private_hosts=self.options.private_hosts,
            on_progress=self.on_progress,
        )
        # A sound is not asked for when its episode cannot be published as it stands.
        heard = sounds.gather(
            [source for source in self.selection.due if source.slug in self.selection.dates],
            matching.entries,
            inputs=self.loaded.inputs,
            project=project,
            state=self.state,
            manner=manner,
        )
        self.problems += heard.problems
        for source in self.selection.due:
            if source.slug in heard.audio:
                self.problems += check_sound(source, heard.audio[source.slug])
        return heard

    def _guard(
        self, project: Project, matching: Matching, publication: Publication
    ) -> list[Problem]:
        """What subscribers would notice. Skipped when reading failed: what failed is not gone."""
        raise NotImplementedError

    def _judge(self) -> Verdict:
        project = self.loaded.project
        return judge(
            self.problems,
            ignore=project.validate.ignore if project else {},
            locate=locator(self.loaded.root),
        )
