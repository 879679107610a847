"""``import``: a hosted show's guids and dates into this project, so that no subscriber notices.

Everything is read and matched first; the lock (and with ``write`` the episodes' own files) is
written at the end, all together, and only when nothing contradicts the feed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from podcastkit import adopt, resolve
from podcastkit import lock as lock_room
from podcastkit.checks.imports import check_conflicts, check_left_over
from podcastkit.checks.registry import judge
from podcastkit.jobs import feeds, plan
from podcastkit.jobs.adoption import Adoption, edits
from podcastkit.jobs.busy import run_lock
from podcastkit.jobs.checking import ignores_of
from podcastkit.jobs.load import load, locator
from podcastkit.jobs.results import COULD_NOT_RUN, DONE, MUST_ACT, NOTHING_FOUND, findings_table
from podcastkit.publication.rewrite import rewrite
from podcastkit.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podcastkit.adopt import Match, Matches
    from podcastkit.checks.registry import Verdict
    from podcastkit.findings import Finding, Problem
    from podcastkit.jobs.load import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did, or with ``dry_run`` would do.

    ``matched`` and ``doubtful`` pair items of the feed with episode files and say by what; what
    is left over on each side stands in ``unmatched_items`` and ``unmatched_files``;
    ``not_episodes`` are items without an enclosure. ``written`` has the paths that changed.
    ``why`` says of a feed without an episode how that may be.
    """

    feed: str
    pages: int = 0
    show_guid: str | None = None
    changed: bool = False
    matched: tuple[dict[str, Any], ...] = ()
    doubtful: tuple[dict[str, Any], ...] = ()
    unmatched_items: tuple[dict[str, Any], ...] = ()
    unmatched_files: tuple[str, ...] = ()
    not_episodes: tuple[dict[str, Any], ...] = ()
    written: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    why: str = ""
    exit: int = DONE

    @classmethod
    def nothing(cls, feed: str) -> ImportResult:
        """The result of an import that could not even start."""
        return cls(feed=feed, exit=COULD_NOT_RUN)

    def table(self) -> dict[str, Any]:
        """The object that ``import --json`` prints."""
        return {
            "feed": self.feed,
            "pages": self.pages,
            "show_guid": self.show_guid,
            "changed": self.changed,
            "matched": list(self.matched),
            "doubtful": list(self.doubtful),
            "unmatched_items": list(self.unmatched_items),
            "unmatched_files": list(self.unmatched_files),
            "not_episodes": list(self.not_episodes),
            "written": list(self.written),
            "findings": findings_table(self.findings),
        }


def import_feed(
    feed: str,
    *,
    config: str | Path | None = None,
    write: bool = False,
    dry_run: bool = False,
    private_hosts: bool = False,
    ask: Callable[[dict[str, Any]], bool] | None = None,
    show: feeds.Show | None = None,
) -> ImportResult:
    """Take guids, publication dates and ``podcast:guid`` over from ``feed``, a file or a URL.

    They go into the lock; with ``write`` also into the episodes' front matter and
    ``podcast.toml``. ``ask`` decides a doubtful match; without it, those are left out. ``show`` is
    the feed where it was read already. Raises
    ``UsageError`` and ``CannotRunError``; what contradicts the feed is in ``findings``, and then
    nothing is written.
    """
    loaded = load(config)
    if loaded.project is None or _unreadable(loaded):
        verdict = _verdict(loaded, [*loaded.problems], feed)
        return ImportResult(feed=feed, findings=verdict.findings, exit=MUST_ACT)
    project = loaded.project
    show = show or feeds.collect(
        feed,
        agent_url=project.show.link,
        private_hosts=private_hosts,
        not_this=project.show.feed_url or None,
    )
    if not any(item.enclosure for item in show.feed.items):
        verdict = _verdict(loaded, [*show.feed.problems], show.name)
        code = NOTHING_FOUND if show.feed.readable else MUST_ACT
        return ImportResult(
            feed=show.name, findings=verdict.findings, exit=code, why=feeds.no_sound(show)
        )
    matching = plan.match_entries(loaded)
    matches = adopt.match(show.feed.items, _candidates(loaded, matching.entries))
    _ask(matches, ask)
    guid = _show_guid(loaded, show)
    adoption = Adoption(loaded=loaded, show=show, matching=matching, matches=matches, guid=guid)
    problems = [
        *show.feed.problems,
        *check_conflicts(matches.sure, adoption.guids(), matching.entries, loaded.lock_path),
        *adoption.show_conflicts(),
        *check_left_over(matches, adoption.lock().episodes, show.name),
    ]
    changes = edits(adoption, problems, write=write)
    verdict = _verdict(loaded, problems, *{problem.path for problem in show.feed.problems})
    if verdict.stopped:
        return _result(adoption, verdict, written=(), code=MUST_ACT)
    if changes and not dry_run:
        with run_lock(State(loaded.root, loaded.config.stem)):
            rewrite({loaded.root / path: data for path, data in changes.items()})
    return _result(adoption, verdict, written=tuple(changes), code=DONE)


def _unreadable(loaded: Loaded) -> bool:
    """Whether a file of the project cannot be read: its episode would seem to be missing."""
    return any(problem.path != loaded.config.name and problem.code in _BROKEN
               for problem in loaded.problems)  # fmt: skip


_BROKEN = frozenset({"PK001", "PK002", "PK003", "PK014", "PK720", "PK721"})


def _verdict(loaded: Loaded, problems: list[Problem], *feed_paths: str) -> Verdict:
    """The findings. What is wrong with the old feed is its host's to mend, and stops nothing."""
    return judge(
        problems,
        ignores=ignores_of(loaded),
        locate=locator(loaded.root),
        not_ours=frozenset(feed_paths),
    )


def _candidates(loaded: Loaded, entries: Any) -> list[adopt.Candidate]:
    project = loaded.project
    assert project is not None  # noqa: S101 - load gave one
    return [
        adopt.Candidate(
            slug=source.slug,
            path=source.path,
            title=source.title or "",
            url=source.audio.url or source.audio.written,
            guids=frozenset(
                guid
                for guid in (
                    source.guid,
                    entries[source.slug].guid if source.slug in entries else None,
                )
                if guid
            ),
            published=resolve.publication_date(source, None, project.content),
        )
        for source in loaded.sources
    ]


def _ask(matches: Matches, ask: Callable[[dict[str, Any]], bool] | None) -> None:
    """Turn doubtful matches that somebody confirms into sure ones."""
    if ask is None:
        return
    for match in list(matches.doubtful):
        if match.item not in matches.items or match.file not in matches.files:
            matches.doubtful.remove(match)
        elif ask(_row(match)):
            matches.doubtful.remove(match)
            matches.sure.append(match)
            matches.items.remove(match.item)
            matches.files.remove(match.file)


def _show_guid(loaded: Loaded, show: feeds.Show) -> str:
    """The feed's, else the one that is kept already, else made of the old feed's address."""
    project = loaded.project
    written = project.show.guid if project else None
    locked = loaded.lock.show_guid if loaded.lock else None
    address = show.url or (project.show.feed_url if project else "")
    return resolve.show_guid(show.feed.guid, written or locked, address)


def _row(match: Match) -> dict[str, Any]:
    item = match.item
    return {
        "path": match.file.path,
        "slug": match.file.slug,
        "title": item.title,
        "guid": adopt.guid_of(item),
        "published": _date(item.published),
        "by": match.by,
        "line": item.line,
    }


def _date(instant: Any) -> str | None:
    return None if instant is None else lock_room.instant_text(instant)


def _result(
    adoption: Adoption, verdict: Verdict, *, written: tuple[str, ...], code: int
) -> ImportResult:
    matches, show = adoption.matches, adoption.show
    return ImportResult(
        feed=show.name,
        pages=show.pages,
        show_guid=adoption.guid,
        changed=bool(written),
        matched=tuple(_row(match) for match in matches.sure),
        doubtful=tuple(_row(match) for match in matches.doubtful),
        unmatched_items=tuple(
            {"title": item.title, "guid": item.guid, "published": _date(item.published),
             "line": item.line}
            for item in matches.items
        ),
        unmatched_files=tuple(file.path for file in matches.files),
        not_episodes=tuple(
            {"title": item.title, "line": item.line}
            for item in show.feed.items
            if item.enclosure is None
        ),
        written=written,
        findings=verdict.findings,
        exit=code,
    )  # fmt: skip
