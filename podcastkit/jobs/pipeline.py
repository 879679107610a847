"""A build from the first file read to the last file renamed."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from typing import TYPE_CHECKING

from podcastkit import lock as lock_room
from podcastkit import publication as publication_room
from podcastkit.checks import guard
from podcastkit.checks.registry import Verdict, judge
from podcastkit.checks.sounds import check_sound
from podcastkit.errors import TemplateFaultError, UsageError
from podcastkit.findings import Problem
from podcastkit.inputs import file_digest
from podcastkit.jobs import plan, render, sounds
from podcastkit.jobs.build import BuildResult, instant_text, options_key
from podcastkit.jobs.load import load, locator
from podcastkit.jobs.results import COULD_NOT_RUN, DONE, MUST_ACT, NOTHING_FOUND
from podcastkit.state import RunRecord, engine_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podcastkit.jobs.build import BuildOptions
    from podcastkit.jobs.plan import Publication
    from podcastkit.jobs.sounds import Sounds
    from podcastkit.lock import Matching
    from podcastkit.project import Project
    from podcastkit.state import Piece, State

_UNREADABLE = frozenset({"PK001", "PK002", "PK003", "PK010", "PK011", "PK014", "PK021", "PK026"})
"""Problems that keep an episode's file from becoming an episode at all."""


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
        publication = plan.plan(self.loaded, project, self.selection, matching.entries, self.sounds)
        self.problems += publication.problems
        self.problems += self._guard(project, matching, publication)
        verdict = self._judge()
        feed = f"{project.output.folder}/{project.output.feed}"
        if verdict.stopped or verdict.unreachable:
            return self._stopped(verdict, feed=feed)
        if not self.loaded.sources and not matching.left:
            return self._result(
                verdict, feed=feed, publication=None, written=[], code=NOTHING_FOUND
            )
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
        """What subscribers would notice."""
        lock, options = self.loaded.lock, self.options
        urls = {slug: source.audio.written for slug, source in publication.sources.items()}
        problems = list(
            guard.check_published(publication.episodes, matching.entries, urls, self.allowed)
        )
        problems += guard.check_removed(
            self._gone(matching, publication), self.allowed, self.loaded.lock_path
        )
        locked = lock.show_guid if lock else None
        problems += guard.check_show_guid(
            publication.show.guid, locked, self.allowed, self.loaded.config.name
        )
        if lock is None and not any(p.path == self.loaded.lock_path for p in self.problems):
            problems += guard.check_first(
                [episode.published for episode in publication.episodes],
                as_of=options.as_of,
                feed_is_ours=self._feed_of_ours(project),
                lock_path=self.loaded.lock_path,
                allowances=self.allowed,
            )
        return problems

    def _gone(self, matching: Matching, publication: Publication) -> list[guard.Gone]:
        """Published episodes that are not in this publication.

        One whose file could not be read, or whose sound could not be had, is told of by that
        problem alone.
        """
        broken = {problem.path for problem in self.problems if problem.code in _UNREADABLE}
        published = {episode.slug for episode in publication.episodes}
        found = [
            guard.Gone(
                slug=slug,
                entry=entry,
                how=f"is gone: {entry.source} is no longer an episode",
                path="",
            )
            for slug, entry in matching.left.items()
            if entry.removed is None and entry.source not in broken
        ]
        for source in self.loaded.sources:
            known = matching.entries.get(source.slug)
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
        if slug in self.sounds.left_out and self.options.skip_unreachable:
            return "would be left out by --skip-unreachable"
        return None

    def _feed_of_ours(self, project: Project) -> str | None:
        folder = self.loaded.root / project.output.folder
        if (folder / publication_room.MANIFEST).is_file() and (
            folder / project.output.feed
        ).is_file():
            return f"{project.output.folder}/{project.output.feed}"
        return None

    def _judge(self) -> Verdict:
        project = self.loaded.project
        return judge(
            self.problems,
            ignore=project.validate.ignore if project else {},
            locate=locator(self.loaded.root),
        )

    def _publish(
        self,
        project: Project,
        matching: Matching,
        publication: Publication,
        verdict: Verdict,
        feed: str,
    ) -> BuildResult:
        """Stage everything, and rename it into place when nothing stands in the way."""
        stage = publication_room.Stage(
            folder=self.loaded.root / project.output.folder, check=self.options.check
        )
        try:
            digest, pieces = self._render(project, publication, stage)
            lock = self._next_lock(project, matching, publication)
            stage.outside(self.loaded.root / self.loaded.lock_path, lock_room.dumps(lock))
            if stage.problems() or digest is None:
                self.problems += stage.problems()
                stage.abort()
                return self._stopped(self._judge(), feed=feed)
            written = [f"{project.output.folder}/{path}" for path in stage.changes()]
            written += stage.changes_outside()
            if self.options.check:
                code = MUST_ACT if written else DONE
                return self._result(
                    verdict, feed=feed, publication=publication, written=written, code=code
                )
            stage.commit(feed=project.output.feed)
        except BaseException:
            stage.abort()
            raise
        result = self._result(
            verdict, feed=feed, publication=publication, written=written, code=DONE
        )
        self.state.save_pieces(digest, pieces)
        self._record(project, stage, result)
        return result

    def _render(
        self, project: Project, publication: Publication, stage: publication_room.Stage
    ) -> tuple[str | None, dict[str, Piece]]:
        """Stage all files. ``None`` with a problem where a user's template is broken."""
        old_digest, old = self.state.pieces()
        feed_file = stage.folder / project.output.feed
        usable = bool(old) and file_digest(os.fspath(feed_file)) == old_digest
        templates = project.output.templates
        pages = None
        if project.output.pages:
            from podcastkit.pages.site import Pages

            try:
                pages = Pages(self.loaded.root / templates if templates else None)
            except TemplateFaultError as error:
                self.problems.append(_template_problem(error, templates))
                return None, {}
        with contextlib.ExitStack() as stack:
            renderer = render.Renderer(
                project=project,
                publication=publication,
                inputs=self.loaded.inputs,
                pages=pages,
                engine=engine_key(),
                old=old if usable else {},
                old_feed=stack.enter_context(feed_file.open("rb")) if usable else None,
            )
            try:
                return render.render_all(renderer, stage)
            except TemplateFaultError as error:
                self.problems.append(_template_problem(error, templates))
                return None, {}

    def _next_lock(
        self, project: Project, matching: Matching, publication: Publication
    ) -> lock_room.Lock:
        """The lock with this run's episodes; drafts and the future are never locked."""
        published = {}
        for episode in publication.episodes:
            source = publication.sources[episode.slug]
            if source.draft or episode.published > self.options.as_of:
                continue
            published[episode.slug] = lock_room.Entry(
                guid=episode.guid,
                published=episode.published,
                source=source.path,
                audio_url=source.audio.written,
                audio=episode.audio,
            )
        gone = self._gone(matching, publication)
        return lock_room.updated(
            self.loaded.lock or lock_room.EMPTY,
            show_guid=publication.show.guid,
            feed_url=project.show.feed_url,
            published=published,
            renamed_from=matching.renamed.values(),
            removed=[(item.slug, item.how.partition(":")[0]) for item in gone],
        )

    def _record(self, project: Project, stage: publication_room.Stage, result: BuildResult) -> None:
        """Remember what this run rested on, unless the next one has something to ask again."""
        hearsay = any(audio.how in sounds.HEARSAY for audio in self.sounds.audio.values())
        if hearsay or self.sounds.left_out or self.sounds.failed:
            self.state.forget("run.json")
            return
        inputs = self.loaded.inputs
        inputs.read(self.loaded.lock_path)
        outputs = [f"{project.output.folder}/{path}" for path in stage.paths()]
        table = {**result.table(), "exit": DONE, "written": [], "changed": False}
        table["audio"] = {**sounds.Sounds().counts(), "locked": result.episodes}
        self.state.record(
            RunRecord(
                engine=engine_key(),
                options=options_key(self.options),
                due_from=instant_text(self.selection.due_from),
                due_until=instant_text(self.selection.due_until),
                inputs=inputs.seen,
                outputs=self.state.stats(outputs),
                result=table,
            )
        )

    def _stopped(self, verdict: Verdict, *, feed: str) -> BuildResult:
        """Nothing was written. What was learned of sounds is kept in ``.podcastkit/``."""
        code = MUST_ACT if verdict.stopped else COULD_NOT_RUN
        return self._result(verdict, feed=feed, publication=None, written=[], code=code)

    def _result(
        self,
        verdict: Verdict,
        *,
        feed: str,
        publication: Publication | None,
        written: list[str],
        code: int,
    ) -> BuildResult:
        skipped = [{"path": skip.path, "reason": skip.reason} for skip in self.loaded.skipped]
        for source in self.loaded.sources:
            if source.slug in self.selection.drafts:
                skipped.append({"path": source.path, "reason": "it is a draft"})
            elif source.slug in self.selection.future:
                due = self.selection.dates[source.slug]
                skipped.append({"path": source.path, "reason": f"it is due at {_text(due)}"})
            elif source.slug in self.sounds.left_out:
                skipped.append({"path": source.path, "reason": "its audio could not be had"})
        next_due = self.selection.next_due
        return BuildResult(
            feed=feed,
            changed=bool(written),
            episodes=len(publication.episodes) if publication else 0,
            skipped=tuple(skipped),
            next_due=_text(next_due) if next_due else None,
            audio=self.sounds.counts(),
            written=tuple(written),
            findings=verdict.findings,
            exit=code,
        )


def _template_problem(error: TemplateFaultError, folder: str | None) -> Problem:
    return Problem(
        code="PK030",
        path=f"{folder or 'templates'}/{error.name}",
        line=error.line,
        column=1,
        message=f"the template cannot be rendered: {error}",
        hint="mend it, or remove it: then podcastkit's own template of that name is used",
    )


def _text(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
