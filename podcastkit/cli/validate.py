"""``podcastkit validate``: check without writing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from podcastkit.cli.common import NOTHING_FOUND_WORDS, Printer, shared_options, with_errors
from podcastkit.jobs.results import DONE, NOTHING_FOUND

if TYPE_CHECKING:
    from podcastkit.checks.report import Report
    from podcastkit.jobs.validate import ValidationResult


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif", "junit"]),
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
def validate(**options: Any) -> NoReturn:
    """Check settings, lock and episodes, or any feed, and write nothing.

    With PATHs, only what stands in those files or folders is told; all are read all the same,
    for some mistakes are between two files. A PATH that ends in .xml or .rss, or an address, is a
    feed, anybody's. Without --online no host of a sound is asked.
    """
    form = "json" if options["as_json"] else options["form"]
    printer = Printer(
        quiet=options["quiet"],
        verbose=options["verbose"],
        color=options["color"],
        as_json=form == "json",
        config=options["config"],
    )
    with_errors(
        printer,
        lambda: _run(printer, options, form),
        nothing=_nothing,
        failed=lambda error: _failed(printer, form, error),
    )


def _nothing() -> dict[str, Any]:
    from podcastkit.jobs.validate import ValidationResult

    return ValidationResult.nothing().table()


def _failed(printer: Printer, form: str, error: str) -> None:
    """A check that could not run is a document of its format, too."""
    if form in {"github", "sarif", "junit"}:
        from podcastkit.jobs.validate import ValidationResult

        printer.report(_rendered(form, _report(ValidationResult.nothing(), error)))


def _run(printer: Printer, given: dict[str, Any], form: str) -> tuple[int, dict[str, Any]]:
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
    if form == "text":
        feeds = any(map(job.is_feed, given["paths"]))
        root = Path.cwd() if feeds else None
        _text(printer, result, root)
    elif form != "json":
        printer.report(_rendered(form, _report(result)))
    return result.exit, result.table()


def _text(printer: Printer, result: ValidationResult, root: Path | None) -> None:
    printer.findings(result.findings, root=root)
    if printer.verbose:
        for item in result.skipped:
            printer.note(f"{item['path']}: skipped, {item['reason']}")
    printer.note(_report(result).summary())
    if result.exit == DONE and not result.findings:
        printer.note("nothing is wrong")
    if result.exit == NOTHING_FOUND:
        printer.complaint(NOTHING_FOUND_WORDS)


def _report(result: ValidationResult, error: str | None = None) -> Report:
    from podcastkit import __version__
    from podcastkit.checks.report import Report
    from podcastkit.checks.rules import RULES

    return Report(
        findings=result.findings,
        rules=RULES,
        version=__version__,
        checked=result.checked,
        paths=result.paths,
        skipped=result.skipped,
        error=error,
    )


def _rendered(form: str, report: Report) -> str:
    from importlib import import_module

    text: str = import_module(f"podcastkit.checks.report.{form}").render(report)
    return text
