"""``new``: an episode's file, numbered, dated and named as the show's others are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podcastkit.errors import UsageError
from podcastkit.jobs.checking import ignores_of
from podcastkit.jobs.load import load, locator
from podcastkit.jobs.new_audio import Given, Sound, sound_of
from podcastkit.jobs.new_plan import Plan
from podcastkit.jobs.results import COULD_NOT_RUN, DONE, MUST_ACT, findings_table
from podcastkit.publication.create import create

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from podcastkit.findings import Finding
    from podcastkit.jobs.load import Loaded

_MAX_TITLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOptions:
    """What the new episode is. ``as_of`` is now; ``date`` as somebody typed it.

    A sound from outside the project is copied beside the episode with ``copy``, or when ``ask``
    says so of its path there.
    """

    title: str
    as_of: dt.datetime
    date: str | None = None
    audio: str | None = None
    copy: bool = False
    ask: Callable[[str], bool] | None = None
    draft: bool = False
    slug: str | None = None
    season: int | None = None
    config: str | Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResult:
    """What was written. ``todo`` says what is left for the author, a sentence each.

    ``copied`` is the path of a sound that was copied into the project.
    """

    path: str = ""
    slug: str = ""
    title: str = ""
    date: str = ""
    season: int | None = None
    episode: int | None = None
    audio: str | None = None
    copied: str | None = None
    todo: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    exit: int = COULD_NOT_RUN

    def table(self) -> dict[str, Any]:
        """The object that ``new --json`` prints."""
        names = ("path", "slug", "title", "date", "season", "episode", "audio", "copied")
        return {
            **{name: getattr(self, name) for name in names},
            "todo": list(self.todo),
            "findings": findings_table(self.findings),
        }


def new(options: NewOptions) -> NewResult:
    """Write the file of a new episode.

    Raises ``UsageError`` for words that mean nothing, ``StandsAlreadyError`` where a file or an
    episode of that name is there, and ``CannotRunError``. What is wrong with ``podcast.toml`` is in
    ``findings``, and then nothing was written.
    """
    title = clean_title(options.title)
    loaded = load(options.config)
    if loaded.project is None:
        return NewResult(findings=_findings(loaded, loaded.problems), exit=MUST_ACT)
    plan = Plan(loaded, loaded.project, options, title)
    path = plan.path()
    plan.check_slug(path)
    given = Given(audio=options.audio, copy=options.copy, ask=options.ask)
    sound = sound_of(loaded, plan.project, given, path, plan.examples)
    files: dict[Path, bytes | Path] = {loaded.root / path: plan.text(sound)}
    if sound.copy is not None:
        files[loaded.root / sound.copy[1]] = sound.copy[0]
    create(files)
    return _result(plan, path, sound)


def clean_title(written: str) -> str:
    """A title on one line, without control characters. Raises ``UsageError`` for an empty one."""
    try:
        written.encode()
    except UnicodeEncodeError as error:
        raise UsageError("the title has bytes that are no text in UTF-8") from error
    kept = (" " if c.isspace() else c for c in written if c.isspace() or _is_shown(c))
    title = " ".join("".join(kept).split())
    if not title:
        raise UsageError('the title is empty: podcastkit new "What it is about"')
    if len(title) > _MAX_TITLE:
        raise UsageError(f"the title is longer than {_MAX_TITLE} characters")
    return title


def _is_shown(char: str) -> bool:
    return unicodedata.category(char) != "Cc" and char not in "\ufeff\ufffe\uffff"


def _result(plan: Plan, path: str, sound: Sound) -> NewResult:
    """What was written, with what the reader of episodes finds in it."""
    loaded = load(plan.loaded.config)
    mine = [problem for problem in loaded.problems if problem.path == path]
    known = {source.path for source in [*loaded.sources, *loaded.broken]}
    todo = list(sound.todo)
    if path not in known and not mine and not any(s.path == path for s in loaded.skipped):
        todo.insert(0, "[content] episodes does not cover it: add its folder there")
    if not sound.written:
        # That it has no sound yet was said already.
        mine = [problem for problem in mine if problem.code not in {"PK021", "PK011"}]
    todo.append("write the show notes below its front matter, then run podcastkit feed")
    return NewResult(
        path=path,
        slug=plan.slug(path),
        title=plan.title,
        date=plan.moment.date.isoformat(),
        season=plan.season,
        episode=plan.episode,
        audio=sound.written,
        copied=sound.copy[1] if sound.copy else None,
        todo=tuple(todo),
        findings=_findings(loaded, mine),
        exit=DONE,
    )


def _findings(loaded: Loaded, problems: Sequence[Any]) -> tuple[Finding, ...]:
    from podcastkit.checks.registry import judge

    verdict = judge(problems, ignores=ignores_of(loaded), locate=locator(loaded.root))
    return verdict.findings
