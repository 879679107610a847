"""``podcastkit validate``: check without writing."""

from __future__ import annotations

import os
from typing import Any, NoReturn

import click

from podcastkit.cli.common import NOTHING_FOUND_WORDS, Printer, shared_options, with_errors
from podcastkit.jobs.results import DONE, NOTHING_FOUND


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the findings.",
)
@click.option("--strict", is_flag=True, help="Exit 1 on warnings as well.")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    type=click.Choice(["apple", "psp1", "spotify", "podcasting2", "rss"]),
    help="Whose rules to check; may be given several times. Default: those of podcast.toml.",
)
@click.option(
    "--changed-since",
    metavar="REV",
    help="Tell only of files that differ from this revision of the git repository.",
)
@click.option("--online", is_flag=True, help="Ask the hosts of all sounds, too.")
@click.option("--plain", is_flag=True, help="Check a feed that is no podcast: by RSS 2.0 alone.")
@shared_options
def validate(**options: Any) -> NoReturn:  # fmt: skip
    """Check settings, lock and episodes, or any feed, and write nothing.

    With PATHs, only what stands in those files or folders is told; all are read all the same,
    for some mistakes are between two files. A PATH that ends in .xml or .rss, or an address, is a
    feed, anybody's. Without --online no host of a sound is asked.
    """
    printer = Printer(
        quiet=options["quiet"],
        verbose=options["verbose"],
        color=options["color"],
        as_json=options["as_json"] or options["form"] == "json",
    )
    with_errors(printer, lambda: _run(printer, options), nothing=_nothing)


def _nothing() -> dict[str, Any]:
    from podcastkit.jobs.validate import ValidationResult

    return ValidationResult.nothing().table()


def _run(printer: Printer, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    from podcastkit.jobs import build
    from podcastkit.jobs import validate as job

    result = job.validate(
        given["config"],
        paths=given["paths"],
        as_of=build.as_of(None, os.environ.get("SOURCE_DATE_EPOCH")),
        options=job.ValidateOptions(
            profiles=frozenset(given["profiles"]),
            plain=given["plain"],
            strict=given["strict"],
            changed_since=given["changed_since"],
            online=given["online"],
            private_hosts=os.environ.get("PODCASTKIT_PRIVATE_HOSTS") == "1",
        ),
    )
    if not printer.as_json:
        printer.findings(result.findings)
        if printer.verbose:
            for item in result.skipped:
                printer.note(f"{item['path']}: skipped, {item['reason']}")
        counts = [
            f"{sum(f.severity == word for f in result.findings)} {word}s"
            for word in ("error", "warning", "info")
        ]
        printer.note(
            f"{result.checked} checked, {len(result.skipped)} skipped: {', '.join(counts)}"
        )
        if result.exit == DONE and not result.findings:
            printer.note("nothing is wrong")
        if result.exit == NOTHING_FOUND:
            printer.complaint(NOTHING_FOUND_WORDS)
    return result.exit, result.table()
