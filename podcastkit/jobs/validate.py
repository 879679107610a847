"""Check without writing: a project's own files, or any feed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podcastkit import resolve
from podcastkit.checks.registry import judge
from podcastkit.checks.sounds import check_sound, check_varying
from podcastkit.errors import UsageError
from podcastkit.jobs import checking_transcripts, plan, sounds, subscribers
from podcastkit.jobs.checking import check_project, ignores_of, profiles_of
from podcastkit.jobs.load import load, locator, oversized
from podcastkit.jobs.results import COULD_NOT_RUN, DONE, MUST_ACT, NOTHING_FOUND, findings_table
from podcastkit.model import Audio
from podcastkit.state import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from podcastkit.findings import Finding, Problem
    from podcastkit.jobs.load import Loaded
    from podcastkit.project import Project

UNHEARD = Audio(size=0, duration=None, exact=False, how="unheard", type="audio/mpeg")
"""Stands in for the facts of a sound that only ``feed`` looks into."""

FEED_SUFFIXES = (".xml", ".rss", ".atom")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationResult:
    """The findings of a check. ``checked`` counts episodes; ``skipped`` has pages and reasons.

    ``paths`` are the files that were checked, ``looked_in`` where episodes were looked for.
    """

    findings: tuple[Finding, ...]
    checked: int
    skipped: tuple[dict[str, str], ...]
    exit: int
    paths: tuple[str, ...] = ()
    looked_in: tuple[str, ...] = ()

    @classmethod
    def nothing(cls) -> ValidationResult:
        """The result of a check that could not even start."""
        return cls(findings=(), checked=0, skipped=(), exit=COULD_NOT_RUN)

    def table(self) -> dict[str, Any]:
        """The object that ``validate --json`` prints."""
        return {
            "findings": findings_table(self.findings),
            "checked": self.checked,
            "skipped": list(self.skipped),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateOptions:
    """How to check. ``profiles`` empty are the project's own; ``plain`` asks for RSS alone.

    ``strict`` takes warnings for errors; ``changed_since`` tells only of files that differ from
    that revision; ``online`` asks the hosts of all sounds.
    """

    profiles: frozenset[str] = frozenset()
    plain: bool = False
    strict: bool = False
    changed_since: str | None = None
    online: bool = False
    private_hosts: bool = False


def is_feed(named: str | Path) -> bool:
    """Whether somebody who names this means a feed: an address, or a file of XML."""
    return "://" in str(named) or str(named).lower().endswith(FEED_SUFFIXES)


def validate(
    config: str | Path | None = None,
    *,
    paths: Sequence[str | Path] = (),
    as_of: dt.datetime,
    options: ValidateOptions | None = None,
) -> ValidationResult:
    """Check all episodes, tell only of those below ``paths``, or check the feeds they name.

    Raises ``ProjectMissingError`` where there is no project, ``UsageError`` for a path that is
    not there, and ``CannotRunError`` for a feed that cannot be had.
    """
    options = options or ValidateOptions()
    if "" in map(str, paths):
        raise UsageError("a PATH is empty: is a variable of your script not set?")
    feeds = [str(path) for path in paths if is_feed(path)]
    if not feeds:
        if options.plain:
            raise UsageError("--plain is for feeds: name a feed's file or address")
        return _project(config, [Path(path) for path in paths], as_of, options)
    if len(feeds) != len(paths) or options.changed_since:
        raise UsageError("feeds are checked alone: leave the project's own files to another run")
    from podcastkit.jobs.validate_feed import validate_feeds

    return validate_feeds(feeds, config=config, as_of=as_of, options=options)


def _project(
    config: str | Path | None, paths: list[Path], as_of: dt.datetime, options: ValidateOptions
) -> ValidationResult:
    loaded = load(config, profiles=options.profiles, hashed=False, glances=True)
    named = [_relative(path, loaded.root) for path in paths]
    only: list[str] = []
    changed = None
    if options.changed_since is not None:
        changed = _changed(loaded, options.changed_since)
        # What the settings say may be felt in any episode.
        everything = loaded.config.name in changed or loaded.lock_path in changed
        only += [] if everything else [*changed, loaded.config.name, loaded.lock_path]
    problems = list(loaded.problems)
    if loaded.project is not None:
        problems += _problems(loaded, loaded.project, as_of, options)
    verdict = judge(
        problems,
        ignores=ignores_of(loaded, unused=not (named or only or options.profiles)),
        locate=locator(loaded.root),
    )
    told = [places for places in (named, only) if places]
    findings = tuple(
        f for f in verdict.findings if all(_below(f.place.path, places) for places in told)
    )
    skipped = tuple({"path": skip.path, "reason": skip.reason} for skip in loaded.skipped)
    sources = [s.path for s in loaded.sources if all(_below(s.path, places) for places in told)]
    checked = len(sources) if told else loaded.pages - len(skipped)
    # Who names a file that is no episode (podcast.toml, the lock, a cover) has named something.
    asked = changed is not None or any((loaded.root / path).is_file() for path in named)
    found = checked or (asked and loaded.sources)
    return ValidationResult(
        findings=findings,
        checked=checked,
        skipped=skipped,
        exit=exit_code(findings, strict=options.strict, found=bool(found)),
        paths=(loaded.config.name, *sources),
        looked_in=loaded.project.content.episodes if loaded.project else (),
    )


def _changed(loaded: Loaded, revision: str) -> list[str]:
    """What differs from a revision, and the episodes that name a file which is gone since then."""
    from podcastkit.jobs.changed import changed_since, that_name

    changed = changed_since(revision, loaded.root)
    gone = [path for path in changed if not (loaded.root / path).exists()]
    if not gone:
        return changed
    pages = {source.path for source in (*loaded.sources, *loaded.broken)}
    pages |= {problem.path for problem in loaded.problems}
    return [*changed, *that_name(gone, sorted(pages - set(changed)), loaded.root)]


def exit_code(findings: Collection[Finding], *, strict: bool, found: bool) -> int:
    """1 where a person must act (``strict``: on warnings as well), 3 where nothing was found."""
    bad = {"error", "warning"} if strict else {"error"}
    if any(finding.severity in bad for finding in findings):
        return MUST_ACT
    return DONE if found else NOTHING_FOUND


def _problems(
    loaded: Loaded, project: Project, as_of: dt.datetime, options: ValidateOptions
) -> list[Problem]:
    """What ``feed --offline`` would find, the guard's refusals included."""
    matching = plan.match_entries(loaded)
    selection = plan.select(loaded, project, matching.entries, as_of=as_of, drafts=False)
    problems = plan.check_sources(loaded, project)
    state = State(loaded.root, loaded.config.stem)
    here = sounds.heard_here(selection.due, matching.entries, inputs=loaded.inputs, state=state)
    problems += here.problems
    known = {
        source.slug: entry.audio if entry else resolve.audio_as_written(source) or UNHEARD
        for source in selection.due
        for entry in [matching.entries.get(source.slug)]
    }
    assumed = sounds.Sounds(audio=known | here.audio)
    profiles = profiles_of(project, options.profiles)
    problems += check_project(
        loaded, project, selection, assumed.audio, as_of=as_of, profiles=profiles
    )
    problems += checking_transcripts.check_all(loaded, project, assumed.audio, profiles)
    problems += _known_sounds(selection, assumed.audio)
    publication = plan.plan(loaded, project, selection, matching.entries, assumed)
    problems += publication.problems
    problems += oversized(loaded)
    if options.online:
        from podcastkit.jobs.hosts import check_project_hosts

        problems += check_project_hosts(
            selection.due, assumed.audio, project, profiles, private_hosts=options.private_hosts
        )
    change = subscribers.Change(
        as_of=as_of,
        skip_unreachable=False,
        loaded=loaded,
        state=state,
        matching=matching,
        selection=selection,
        sounds=assumed,
        publication=publication,
    )
    return [*problems, *subscribers.check(change, project, (), [*loaded.problems, *problems])]


def _known_sounds(selection: plan.Selection, known: Mapping[str, Audio]) -> list[Problem]:
    """What the lock knows of the sounds, told again."""
    heard = {slug: audio for slug, audio in known.items() if audio is not UNHEARD}
    sources = [source for source in selection.due if source.slug in heard]
    problems = [p for source in sources for p in check_sound(source, heard[source.slug])]
    return [*problems, *check_varying(sources, heard)]


def _relative(path: Path, root: Path) -> str:
    if not path.exists():
        raise UsageError(f"{path} is not there")
    try:
        return path.absolute().relative_to(root).as_posix()
    except ValueError as error:
        raise UsageError(f"{path} is not in the project's folder {root}") from error


def _below(path: str, places: Sequence[str]) -> bool:
    return any(place in {".", path} or path.startswith(place + "/") for place in places)
