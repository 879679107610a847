"""Check the project's own files: settings, lock, front matter. Nothing is asked or written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podcastkit import resolve
from podcastkit.checks.registry import judge
from podcastkit.errors import UsageError
from podcastkit.jobs import plan, sounds, subscribers
from podcastkit.jobs.load import load, locator, oversized
from podcastkit.jobs.results import COULD_NOT_RUN, DONE, MUST_ACT, NOTHING_FOUND, findings_table
from podcastkit.model import Audio
from podcastkit.state import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from podcastkit.findings import Finding, Problem
    from podcastkit.jobs.load import Loaded
    from podcastkit.project import Project

UNHEARD = Audio(size=0, duration=None, exact=False, how="unheard", type="audio/mpeg")
"""Stands in for the facts of a sound that only ``feed`` looks into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationResult:
    """The findings of a check. ``checked`` counts episodes; ``skipped`` has pages and reasons.

    ``paths`` are the files that were looked at: the project file, and each episode's.
    """

    findings: tuple[Finding, ...]
    checked: int
    skipped: tuple[dict[str, str], ...]
    exit: int
    paths: tuple[str, ...] = ()

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


def validate(
    config: str | Path | None = None, *, paths: Sequence[str | Path] = (), as_of: dt.datetime
) -> ValidationResult:
    """Check all episodes, or tell only of those below ``paths``.

    Raises ``ProjectMissingError`` where there is no project and ``UsageError`` for a path that is
    not there.
    """
    loaded = load(config)
    only = [_relative(Path(path), loaded.root) for path in paths]
    problems = list(loaded.problems)
    if loaded.project is not None:
        problems += _problems(loaded, loaded.project, as_of)
    verdict = judge(
        problems,
        ignore=loaded.project.validate.ignore if loaded.project else {},
        locate=locator(loaded.root),
    )
    findings = tuple(f for f in verdict.findings if not only or _below(f.place.path, only))
    skipped = tuple({"path": skip.path, "reason": skip.reason} for skip in loaded.skipped)
    checked = loaded.pages - len(skipped)
    if only:
        checked = sum(_below(source.path, only) for source in loaded.sources)
    exit_code = MUST_ACT if any(f.severity == "error" for f in findings) else DONE
    if exit_code == DONE and not checked:
        exit_code = NOTHING_FOUND
    looked_at = (loaded.config.name, *(source.path for source in loaded.sources))
    return ValidationResult(
        findings=findings,
        checked=checked,
        skipped=skipped,
        exit=exit_code,
        paths=tuple(path for path in looked_at if not only or _below(path, only)),
    )


def _problems(loaded: Loaded, project: Project, as_of: dt.datetime) -> list[Problem]:
    """What ``feed`` would find without looking into any sound, the guard's refusals included."""
    matching = plan.match_entries(loaded)
    selection = plan.select(loaded, project, matching.entries, as_of=as_of, drafts=False)
    problems = plan.check_sources(loaded, project)
    assumed = sounds.Sounds(
        audio={
            source.slug: entry.audio if entry else resolve.audio_as_written(source) or UNHEARD
            for source in selection.due
            for entry in [matching.entries.get(source.slug)]
        }
    )
    publication = plan.plan(loaded, project, selection, matching.entries, assumed)
    problems += publication.problems
    problems += oversized(loaded)
    change = subscribers.Change(
        as_of=as_of,
        skip_unreachable=False,
        loaded=loaded,
        state=State(loaded.root, loaded.config.stem),
        matching=matching,
        selection=selection,
        sounds=assumed,
        publication=publication,
    )
    return [*problems, *subscribers.check(change, project, (), problems)]


def _relative(path: Path, root: Path) -> str:
    if not path.exists():
        raise UsageError(f"{path} is not there")
    try:
        return path.absolute().relative_to(root).as_posix()
    except ValueError as error:
        raise UsageError(f"{path} is not in the project's folder {root}") from error


def _below(path: str, places: Sequence[str]) -> bool:
    return any(place in {".", path} or path.startswith(place + "/") for place in places)
