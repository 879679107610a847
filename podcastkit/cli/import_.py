"""``podcastkit import``: keep the subscribers of a hosted show."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from podcastkit.cli.common import Printer, shared_options, with_errors
from podcastkit.jobs.results import DONE, NOTHING_FOUND
from podcastkit.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from podcastkit.jobs.import_ import ImportResult


@click.command("import")
@click.argument("feed", metavar="FEED")
@click.option(
    "--write",
    is_flag=True,
    help="Also write guids and dates into the episodes' files, and the show's into podcast.toml.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@shared_options
def import_(feed: str, **options: Any) -> NoReturn:
    """Take over a hosted show's guids and dates: no subscriber notices.

    FEED is the address of the show's present feed, or a file. Its items are matched to the
    episodes of this project: by guid, by audio URL, by the host's id in it, then by title and
    date. What was found goes into podcast.lock.
    """
    printer = Printer(
        quiet=options["quiet"],
        verbose=options["verbose"],
        color=options["color"],
        as_json=options["as_json"],
    )
    options["feed"] = feed

    def nothing() -> dict[str, Any]:
        from podcastkit.jobs.import_ import ImportResult

        return ImportResult.nothing(feed).table()

    with_errors(printer, lambda: _run(printer, options), nothing=nothing)


def _run(printer: Printer, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    from podcastkit.jobs import import_ as job
    from podcastkit.jobs.excerpts import line_reader

    watched = sys.stdin.isatty() and sys.stderr.isatty()
    result = job.import_feed(
        given["feed"],
        config=given["config"],
        write=given["write"],
        dry_run=given["dry_run"],
        private_hosts=os.environ.get("PODCASTKIT_PRIVATE_HOSTS") == "1",
        ask=_ask if watched and not (printer.as_json or printer.quiet) else None,
    )
    if not printer.as_json:
        _print(printer, result, line_reader(given["config"]), dry=given["dry_run"])
    return result.exit, result.table()


def _ask(row: dict[str, Any]) -> bool:
    """Ask whether an item and a file are one."""
    words = f'Is {row["path"]} the episode "{row["title"]}" of {row["published"]} ({row["by"]})?'
    return click.confirm(printable(words), default=False, err=True)


def _print(
    printer: Printer,
    result: ImportResult,
    line_of: Callable[[str, int], str | None],
    *,
    dry: bool,
) -> None:
    # What is odd in the old feed is its host's affair: shown on request alone.
    shown = [
        f
        for f in result.findings
        if printer.verbose
        or f.severity == "error"
        or not f.code.startswith("PK6")
        or f.code in {"PK603", "PK609"}
    ]
    if not printer.quiet:
        for row in result.matched:
            if result.changed or printer.verbose:
                printer.result(f'{row["path"]}: "{row["title"]}" by its {row["by"]}')
        for row in result.not_episodes if not printer.verbose else ():
            printer.result(
                f'line {row["line"]} of the feed: "{row["title"]}" has no sound, left out'
            )
    printer.findings(shown, line_of=line_of, err=True)
    if result.exit == NOTHING_FOUND:
        printer.complaint(f"podcastkit: {result.feed} holds no episode: {result.why}")
        return
    if result.exit != DONE:
        printer.complaint("podcastkit: nothing was written")
        return
    if printer.quiet:
        return
    verb = "would be written" if dry else "written"
    for path in result.written:
        printer.result(f"{path}: {verb}")
    total = len(result.matched) + len(result.unmatched_items)
    printer.result(
        f"{len(result.matched)} of the feed's {_counted(total)} matched"
        + ("" if result.changed else "; nothing to change")
    )
    hidden = len(result.findings) - len(shown)
    if hidden:
        printer.note(f"{_counted(hidden, 'remark')} on the old feed: see them with -v")


def _counted(number: int, word: str = "episode") -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
