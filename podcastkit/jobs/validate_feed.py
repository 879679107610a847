"""Check feeds, any in the world: a file's or an address's, by the rules that a feed can show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from podcastkit.checks.feeds import check_feed
from podcastkit.checks.registry import NONE, Ignores, judge
from podcastkit.checks.rules import RULES
from podcastkit.errors import CannotRunError, DiskError, FetchError, ProjectMissingError, UsageError
from podcastkit.feed.document.read import read
from podcastkit.feed.document.tree import MAX_BYTES, parse
from podcastkit.findings import Severity
from podcastkit.jobs.checking import ignores_of, profiles_of
from podcastkit.jobs.find import find_project_file, here
from podcastkit.jobs.load import load, locator
from podcastkit.jobs.results import NOTHING_FOUND
from podcastkit.jobs.validate import ValidateOptions, ValidationResult, exit_code

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from podcastkit.findings import Finding
    from podcastkit.jobs.load import Loaded


def validate_feeds(
    named: Sequence[str],
    *,
    config: str | Path | None,
    as_of: dt.datetime,
    options: ValidateOptions,
) -> ValidationResult:
    """Check each feed that is named. ``checked`` counts their items.

    A project's own feed is checked by the project's profiles, and without what it ignores.
    """
    findings: list[Finding] = []
    checked = 0
    for name in named:
        data, fetched = _bytes_of(name, options)
        document = parse(data, name)
        feed = read(document)
        own = _own_project(name, config)
        locate = locator(own.root if own else here())
        profiles = (
            frozenset({"rss"})
            if options.plain
            else profiles_of(own.project if own else None, options.profiles)
        )
        problems = [p for p in feed.problems if RULES[p.code].applies(profiles)]
        problems += check_feed(
            document, profiles=profiles, as_of=as_of, size=len(data), fetched=fetched
        )
        if options.online and feed.readable:
            from podcastkit.jobs.hosts import check_feed_hosts

            problems += check_feed_hosts(feed, profiles, private_hosts=options.private_hosts)
        findings += judge(problems, ignores=_ignores(own), locate=locate).findings
        checked += len(feed.items)
    readable = not any(f.code == "PK601" and f.severity is Severity.ERROR for f in findings)
    code = exit_code(findings, strict=options.strict, found=bool(checked))
    return ValidationResult(
        findings=tuple(findings),
        checked=checked,
        skipped=(),
        exit=code if code != NOTHING_FOUND or not readable else NOTHING_FOUND,
        paths=tuple(named),
    )


def _bytes_of(name: str, options: ValidateOptions) -> tuple[bytes, str | None]:
    """A feed's bytes, and the address from which they came."""
    if "://" not in name:
        try:
            with Path(name).open("rb") as file:
                return file.read(MAX_BYTES + 1), None
        except FileNotFoundError as error:
            raise UsageError(f"{name} is not there") from error
        except OSError as error:
            raise DiskError(f"{name} cannot be read: {error.strerror or error}") from error
    if not name.lower().startswith(("https://", "http://")):
        raise UsageError(f"{name}: a feed is a file, or an address that begins with https://")
    from podcastkit.fetch import Fetcher, read_document

    with Fetcher(agent_url="", private_hosts=options.private_hosts) as fetcher:
        try:
            fetched = read_document(fetcher, name, limit=MAX_BYTES, typed=True)
        except FetchError as error:
            raise CannotRunError(f"the feed cannot be had: {error}") from error
    return fetched.data, name


def _own_project(name: str, config: str | Path | None) -> Loaded | None:
    """The project whose output this feed is, if it is one's."""
    try:
        found = find_project_file(here(), Path(config) if config is not None else None)
    except ProjectMissingError:
        if config is not None:
            raise
        return None
    loaded = load(found)
    if config is not None:
        return loaded
    if loaded.project is None or "://" in name:
        return None
    output = loaded.project.output
    ours = loaded.root / output.folder / output.feed
    return loaded if Path(name).absolute() == ours else None


def _ignores(own: Loaded | None) -> Ignores:
    if own is None:
        return NONE
    found = ignores_of(own)
    return Ignores(path=found.path, everywhere=found.everywhere)
