"""A build from the first file read to the last file renamed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from podcastkit import lock as lock_room
from podcastkit.checks import guard
from podcastkit.checks.registry import Verdict, judge
from podcastkit.checks.rules import TOLD_ONCE
from podcastkit.checks.sounds import check_sound, check_varying
from podcastkit.errors import UsageError
from podcastkit.jobs import plan, render, sounds, subscribers
from podcastkit.jobs.build import BuildResult, instant_text, options_key
from podcastkit.jobs.checking import check_project, ignores_of, profiles_of
from podcastkit.jobs.checking_transcripts import check_files
from podcastkit.jobs.load import load, locator, oversized
from podcastkit.jobs.results import COULD_NOT_RUN, DONE, MUST_ACT, NOTHING_FOUND
from podcastkit.publication.stage import Stage
from podcastkit.state import RunRecord, engine_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podcastkit.feed.document.read import ReadFeed
    from podcastkit.findings import Problem
    from podcastkit.jobs.build import BuildOptions
    from podcastkit.jobs.plan import Publication
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
        self.preview = options.preview
        self.loaded = load(config, adapt=self.preview.adapted if self.preview else None)
        self.problems: list[Problem] = list(self.loaded.problems)
        self.sounds = sounds.Sounds()
        self.selection = plan.Selection()
        self.not_ours: frozenset[str] = frozenset()

    def run(self) -> BuildResult:
        """Do it all. What is wrong with the podcast is in the result, never raised."""
        project = self.loaded.project
        if project is None:
            return self._stopped(self._judge(), feed="")
        matching = plan.match_entries(self.loaded)
        self._check_refresh()
        live = self._live_feed(project)
        self.selection = plan.select(
            self.loaded,
            project,
            matching.entries,
            as_of=self.options.as_of,
            drafts=self.options.drafts,
        )
        self.problems += plan.check_sources(self.loaded, project)
        self.sounds = self._hear(project, matching)
        self.problems += check_project(
            self.loaded,
            project,
            self.selection,
            self.sounds.audio,
            as_of=self.options.as_of,
            profiles=profiles_of(project),
        )
        self.problems += check_files(
            self.loaded.inputs, self.loaded.sources, self.sounds.audio, profiles_of(project)
        )
        publication = plan.plan(self.loaded, project, self.selection, matching.entries, self.sounds)
        self.problems += publication.problems
        if self.preview is not None:
            self.preview.take(publication, self.loaded.inputs)
        self.problems += oversized(self.loaded)
        change = subscribers.Change(
            as_of=self.options.as_of,
            skip_unreachable=self.options.skip_unreachable,
            loaded=self.loaded,
            state=self.state,
            matching=matching,
            selection=self.selection,
            sounds=self.sounds,
            publication=publication,
        )
        if self.preview is None:
            allowed, told = self.allowed, self.problems
            self.problems += subscribers.check(change, project, allowed, told, live=live)
        verdict = self._judge()
        feed = f"{project.output.folder}/{project.output.feed}"
        if verdict.stopped or verdict.unreachable:
            return self._stopped(verdict, feed=feed)
        if not self.loaded.sources and not matching.left:
            return self._result(
                verdict, feed=feed, publication=None, written=[], code=NOTHING_FOUND
            )
        return self._publish(project, change, feed)

    def _check_refresh(self) -> None:
        slugs = {source.slug for source in self.loaded.sources}
        for slug in sorted(self.options.refresh - slugs):
            raise UsageError(f'--refresh {slug}: there is no episode with the slug "{slug}"')

    def _live_feed(self, project: Project) -> ReadFeed | None:
        """The feed of ``--against``: read first, for a run that cannot have it is in vain."""
        if self.options.against is None:
            return None
        if self.options.offline and "://" in self.options.against:
            raise UsageError("--against with an address asks a host, and --offline asks none")
        from podcastkit.jobs.feeds import collect

        show = collect(
            self.options.against,
            agent_url=project.show.link,
            private_hosts=self.options.private_hosts,
        )
        # What is odd in that feed is no news to its owner; that it is not whole is.
        telling = {"PK601", "PK603", "PK609"}
        self.problems += [p for p in show.feed.problems if p.code in telling]
        self.not_ours = frozenset(p.path for p in show.feed.problems if p.code == "PK603")
        return show.feed if show.feed.readable else None

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
            project=self.preview.asking(project) if self.preview else project,
            state=self.state,
            manner=manner,
        )
        self.problems += heard.problems
        for source in self.selection.due:
            if source.slug in heard.audio:
                self.problems += check_sound(source, heard.audio[source.slug])
        self.problems += check_varying(self.selection.due, heard.audio)
        return heard

    def _judge(self) -> Verdict:
        return judge(
            self.problems,
            ignores=ignores_of(self.loaded),
            locate=locator(self.loaded.root),
            not_ours=self.not_ours,
        )

    def _publish(
        self,
        project: Project,
        change: subscribers.Change,
        feed: str,
    ) -> BuildResult:
        """Stage everything, and rename it into place when nothing stands in the way."""
        publication = change.publication
        stage = Stage(
            self.loaded.root / project.output.folder,
            label=project.output.folder,
            show=self.loaded.config.stem,
            check=self.options.check,
            known=self.state.outputs(project.output.folder),
        )
        try:
            rendered = render.stage_all(self.loaded, project, publication, self.state, stage)
            lock = self._next_lock(project, change)
            if lock != self.loaded.lock and self.preview is None:
                stage.outside(self.loaded.root / self.loaded.lock_path, lock_room.dumps(lock))
            if stage.problems() or rendered.problems:
                self.problems += [*stage.problems(), *rendered.problems]
                stage.abort()
                return self._stopped(self._judge(), feed=feed)
            self.problems += rendered.remarks
            verdict = self._judge()
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
        self.state.save_pieces(rendered.feed, rendered.pieces)
        if rendered.pictures is not None:
            rendered.pictures.remember(self.state)
        if self.options.drafts:
            self.state.save("preview.json", {"feed": stage.digest(project.output.feed)})
        else:
            self.state.forget("preview.json")
        sounds.settle(self.state, self.sounds, self.loaded.sources, lock)
        if self.preview is None:
            self._record(project, stage, result)
        return result

    def _next_lock(self, project: Project, change: subscribers.Change) -> lock_room.Lock:
        """The lock with this run's episodes; drafts and the future are never locked."""
        if self.preview is not None:
            return self.loaded.lock or lock_room.EMPTY
        publication = change.publication
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
        gone = change.gone(self.problems)
        return lock_room.updated(
            self.loaded.lock or lock_room.EMPTY,
            show_guid=publication.show.guid,
            feed_url=project.show.feed_url,
            published=published,
            renamed_from=change.matching.renamed.values(),
            removed=[(item.slug, item.how.partition(":")[0]) for item in gone],
        )

    def _record(self, project: Project, stage: Stage, result: BuildResult) -> None:
        """Remember what this run rested on, unless the next one has something to ask again."""
        hearsay = any(audio.how in sounds.HEARSAY for audio in self.sounds.audio.values())
        if hearsay or self.sounds.left_out or self.sounds.failed:
            self.state.forget("run.json")
            return
        inputs = self.loaded.inputs
        inputs.read(self.loaded.lock_path)
        kept = {f"{project.output.folder}/{path}": stat for path, stat in stage.kept.items()}
        outputs = [f"{project.output.folder}/{path}" for path in stage.paths()]
        others = self.state.stats([path for path in outputs if path not in kept])
        table = {**result.table(), "exit": DONE, "written": [], "changed": False}
        # What this run has changed is no news to the next one.
        table["findings"] = [row for row in table["findings"] if row["code"] not in TOLD_ONCE]
        table["audio"] = {**sounds.Sounds().counts(), "locked": result.episodes}
        self.state.record(
            RunRecord(
                engine=engine_key(),
                options=options_key(self.options),
                due_from=instant_text(self.selection.due_from),
                due_until=instant_text(self.selection.due_until),
                inputs=inputs.seen,
                outputs={**kept, **others},
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
        next_due, project = self.selection.next_due, self.loaded.project
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
            looked_in=project.content.episodes if project else (),
            held_back=len(self.selection.drafts | self.selection.future),
        )


def _text(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
