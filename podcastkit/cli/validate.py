"""``podcastkit validate``: check without writing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NoReturn

import click

from podcastkit.cli.common import Printer, nothing_found, shared_options, with_errors
from podcastkit.jobs.results import DONE, NOTHING_FOUND

if TYPE_CHECKING:
    from podcastkit.checks.report.model import Report
    from podcastkit.jobs.validate import ValidationResult

_DOCUMENTS = ("github", "sarif", "junit")
"""Formats that are one document, also of a run that could not start; each a module."""

_NO_ITEM = "the feed has no episode: each one is an <item> in its <channel>"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", *_DOCUMENTS]),
    default="text",
    show_default=True,
    help="How to print the findings: for people, for programs, as annotations of GitHub Actions, "
    "for code scanning, or as a test report of GitLab or Jenkins.",
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
        # The runner looks for commands on both streams, and only those in the document are ours.
        complains=form != "github",
    )

    def failed(code: int, words: str) -> None:
        if form in _DOCUMENTS:
            printer.rendered(_document(form, options, _report(code, failure=words)))

    with_errors(printer, lambda: _run(printer, form, options), nothing=_nothing, failed=failed)


def _nothing() -> dict[str, Any]:
    from podcastkit.jobs.validate import ValidationResult

    return ValidationResult.nothing().table()


def _run(printer: Printer, form: str, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
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
    if form != "json":
        report = _of_run(result, given["config"], feeds=list(filter(job.is_feed, given["paths"])))
        if form in _DOCUMENTS:
            printer.rendered(_document(form, given, report))
        else:
            _print(printer, report)
        if report.failure is not None:
            printer.complaint(f"podcastkit: {report.failure}")
    return result.exit, result.table()


def _of_run(result: ValidationResult, config: str | None, *, feeds: list[str]) -> Report:
    from podcastkit.jobs.excerpts import folder_in_repository, line_reader
    from podcastkit.source import Skipped

    nothing = _NO_ITEM if feeds else nothing_found(result.looked_in)
    return _report(
        result.exit,
        findings=result.findings,
        checked=result.checked,
        paths=result.paths,
        skipped=tuple(Skipped(path=row["path"], reason=row["reason"]) for row in result.skipped),
        failure=nothing if result.exit == NOTHING_FOUND else None,
        base=folder_in_repository(config),
        line_of=line_reader(config, feeds=feeds),
    )


def _report(code: int, **known: Any) -> Report:
    from podcastkit import __version__
    from podcastkit.checks.report.model import Report
    from podcastkit.checks.rules import RULES

    return Report(version=__version__, rules=RULES, exit=code, **known)


def _document(form: str, given: dict[str, Any], report: Report) -> str:
    """The report in a form for programs. Only what GitHub Actions shows to people may be quiet."""
    from importlib import import_module

    render = import_module(f"podcastkit.checks.report.{form}").render
    more = {"quiet": given["quiet"]} if form == "github" else {}
    document: str = render(report, **more)
    return document


def _print(printer: Printer, report: Report) -> None:
    from podcastkit.checks.report.model import summary

    printer.findings(report.findings, line_of=report.line_of)
    for skip in report.skipped:
        printer.detail(f"{skip.path}: skipped, {skip.reason}")
    printer.note(summary(report))
    if report.exit == DONE and not report.findings:
        printer.note("nothing is wrong")
