"""``podcastkit feed``: read, inspect what is new, check, write."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from podcastkit.cli.common import Printer, episodes_of, nothing_found, shared_options, with_errors
from podcastkit.cli.progress import Progress
from podcastkit.jobs.results import DONE, NOTHING_FOUND

if TYPE_CHECKING:
    from collections.abc import Callable

    from podcastkit.jobs.build import BuildResult


@click.command()
@click.option("--offline", is_flag=True, help="Ask no host: only what the lock and the files know.")
@click.option(
    "--refresh",
    metavar="[SLUG]",
    is_flag=False,
    flag_value="*",
    multiple=True,
    help="Inspect audio again that the lock knows: of one episode, or of all.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 and name each path that a run would change.",
)
@click.option(
    "--drafts",
    is_flag=True,
    help="Include drafts and future episodes, as a preview that locks nothing.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    help="Build as if it were this date; default: SOURCE_DATE_EPOCH, else now.",
)
@click.option(
    "--allow",
    metavar="KIND[:SLUG]",
    multiple=True,
    help="Say that a change the guard refuses is meant: guid, removed, swapped, show-guid, shrunk, "
    "first.",
)
@click.option(
    "--against",
    metavar="FEED",
    help="Compare with this feed too, a file or an address: what its subscribers would notice is "
    "refused.",
)
@click.option(
    "--skip-unreachable", is_flag=True, help="Leave out new episodes whose audio cannot be reached."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Inspect N sounds side by side; default: [audio] jobs.",
)
@shared_options
def feed(**options: Any) -> NoReturn:  # fmt: skip
    """Write the feed and the pages of the project in this folder.

    Reads the episodes, looks inside each MP3 that podcast.lock does not know yet, checks
    everything, and writes only when nothing is wrong. Run it as often as you like: when nothing
    has changed, it does nothing and says nothing.
    """
    printer = Printer(
        quiet=options.pop("quiet"),
        verbose=options.pop("verbose"),
        color=options.pop("color"),
        as_json=options.pop("as_json"),
    )
    with_errors(printer, lambda: _run(printer, options), nothing=_nothing)


def _nothing() -> dict[str, Any]:
    from podcastkit.jobs.build import BuildResult

    return BuildResult.nothing().table()


def _run(printer: Printer, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    from podcastkit.jobs import build
    from podcastkit.jobs.excerpts import line_reader

    options = build.BuildOptions(
        config=given["config"],
        offline=given["offline"],
        refresh=frozenset(given["refresh"]) - {"*"},
        refresh_all="*" in given["refresh"],
        check=given["check"],
        drafts=given["drafts"],
        as_of=build.as_of(given["as_of"], os.environ.get("SOURCE_DATE_EPOCH")),
        allow=given["allow"],
        skip_unreachable=given["skip_unreachable"],
        against=given["against"],
        jobs=given["jobs"],
        private_hosts=os.environ.get("PODCASTKIT_PRIVATE_HOSTS") == "1",
    )
    with Progress(printer, "looking inside the audio") as on_progress:
        result = build.build(options, on_progress=on_progress)
    if not printer.as_json:
        _print(printer, result, line_reader(given["config"]), check=given["check"])
    return result.exit, result.table()


def _print(
    printer: Printer,
    result: BuildResult,
    line_of: Callable[[str, int], str | None],
    *,
    check: bool,
) -> None:
    # A remark on a file with an error often names its cause.
    broken = {f.place.path for f in result.findings if f.severity == "error"}
    shown = [
        f
        for f in result.findings
        if printer.verbose or f.severity != "info" or f.place.path in broken
    ]
    if result.changed or result.exit or sys.stderr.isatty():
        printer.findings(shown, line_of=line_of, err=True)
    if result.changed and not printer.quiet:
        _print_written(printer, result, check=check)
    elif result.exit == DONE and not result.changed:
        printer.note(f"nothing to do: {result.feed} is as it should be")
    elif result.exit == NOTHING_FOUND:
        printer.complaint(f"podcastkit: {nothing_found(result.looked_in)}")
    elif result.exit != DONE:
        printer.note("nothing was written")
    for item in result.skipped:
        printer.detail(f"{item['path']}: skipped, {item['reason']}")
    if result.next_due:
        printer.note(f"the next episode is due at {result.next_due}")


def _print_written(printer: Printer, result: BuildResult, *, check: bool) -> None:
    for path in result.written:
        if check:
            printer.result(f"{path}: would change")
        elif printer.verbose:
            printer.result(f"{path}: written")
    if not check:
        files = "1 file" if len(result.written) == 1 else f"{len(result.written)} files"
        printer.result(f"{result.feed}: {episodes_of(result)}, {files} written")
