"""``feed``: read, inspect what the lock does not know, check, render, write.

Nothing is written before everything has been read, inspected, checked and staged; the feed is
renamed into place last. A run that finds nothing changed returns before it has parsed anything.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podcastkit.errors import UsageError
from podcastkit.jobs.busy import run_lock
from podcastkit.jobs.find import find_project_file, here
from podcastkit.jobs.results import COULD_NOT_RUN, findings_from_table, findings_table
from podcastkit.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from podcastkit.findings import Finding
    from podcastkit.jobs.previewing import Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build. ``as_of`` is the instant up to which episodes are due.

    ``refresh`` names the slugs whose audio is asked for again; ``against`` a feed, a file or a URL,
    whose subscribers may not notice anything; ``private_hosts`` lets URLs from files lead to
    private addresses (only the environment may say so). A ``preview`` is only looked at: nothing is
    locked, and the output folder is another.
    """

    as_of: dt.datetime
    config: str | Path | None = None
    offline: bool = False
    refresh: frozenset[str] = frozenset()
    refresh_all: bool = False
    check: bool = False
    drafts: bool = False
    allow: tuple[str, ...] = ()
    skip_unreachable: bool = False
    against: str | None = None
    jobs: int | None = None
    private_hosts: bool = False
    preview: Preview | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did. ``written`` has the paths that changed, or with ``check`` would change.

    ``feed`` is the feed's path below the project's folder; ``skipped`` says which pages and
    episodes are not in it and why; ``next_due`` is an RFC 3339 text or ``None``. ``looked_in`` says
    where episodes were looked for, ``held_back`` how many are drafts or of the future.
    """

    feed: str
    changed: bool
    episodes: int
    skipped: tuple[dict[str, str], ...]
    next_due: str | None
    audio: dict[str, int]
    written: tuple[str, ...]
    findings: tuple[Finding, ...]
    exit: int
    looked_in: tuple[str, ...] = ()
    held_back: int = 0

    @classmethod
    def nothing(cls) -> BuildResult:
        """The result of a run that could not even start."""
        return cls(
            feed="",
            changed=False,
            episodes=0,
            skipped=(),
            next_due=None,
            audio=dict.fromkeys(("locked", "inspected", "failed", "requests", "bytes"), 0),
            written=(),
            findings=(),
            exit=COULD_NOT_RUN,
        )

    @classmethod
    def unchanged(cls, table: dict[str, Any]) -> BuildResult:
        """The last run's result, told again by a run that had nothing to do."""
        return cls(
            feed=table["feed"],
            changed=False,
            episodes=table["episodes"],
            skipped=tuple(table["skipped"]),
            next_due=table["next_due"],
            audio=table["audio"],
            written=(),
            findings=findings_from_table(table["findings"]),
            exit=table["exit"],
        )

    def table(self) -> dict[str, Any]:
        """The object that ``feed --json`` prints."""
        return {
            "feed": self.feed,
            "changed": self.changed,
            "episodes": self.episodes,
            "skipped": list(self.skipped),
            "next_due": self.next_due,
            "audio": self.audio,
            "written": list(self.written),
            "findings": findings_table(self.findings),
        }


def as_of(given: str | None, epoch: str | None) -> dt.datetime:
    """The instant to build for: as given, else ``SOURCE_DATE_EPOCH``, else now.

    Raises ``UsageError`` for a text that is no date.
    """
    if given is None and not epoch:
        return dt.datetime.now(dt.UTC)
    try:
        if given is None:
            return dt.datetime.fromtimestamp(int(epoch or "0"), tz=dt.UTC)
        instant = dt.datetime.fromisoformat(given)
    except (ValueError, OverflowError, OSError) as error:
        what = f'--as-of "{given}"' if given is not None else f'SOURCE_DATE_EPOCH "{epoch}"'
        raise UsageError(
            f"{what} is no date: write it as 2026-01-05 or 2026-01-05T09:00:00Z"
        ) from error
    return instant.astimezone(dt.UTC) if instant.tzinfo else instant.replace(tzinfo=dt.UTC)


def build(
    options: BuildOptions, *, on_progress: Callable[[int, int], None] | None = None
) -> BuildResult:
    """Bring the output up to date.

    What is wrong with the podcast is in the result's ``findings`` and ``exit``. Raises
    ``CannotRunError`` where it could not start or the disk refused, and ``UsageError`` for options
    that mean nothing. ``on_progress`` is called with the sounds done and those to do.
    """
    config = find_project_file(here(), Path(options.config) if options.config else None)
    state = State(config.parent, config.stem)
    if not (options.refresh or options.refresh_all or options.against):
        result = state.unchanged(options=options_key(options), as_of=instant_text(options.as_of))
        if result is not None:
            return BuildResult.unchanged(result)
    from podcastkit.jobs.pipeline import Pipeline

    if options.check:
        return Pipeline(options, config, state, on_progress).run()
    with run_lock(state):
        return Pipeline(options, config, state, on_progress).run()


def options_key(options: BuildOptions) -> str:
    """The options that change what is written, as text."""
    return json.dumps({"drafts": options.drafts})


def instant_text(instant: dt.datetime) -> str:
    """An instant as text of fixed width, so that texts sort as instants do."""
    return instant.astimezone(dt.UTC).isoformat(timespec="microseconds")
