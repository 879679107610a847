"""``podcastkit new``: an episode's file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from podcastkit.cli.common import Printer, shared_options, with_errors
from podcastkit.jobs.results import DONE
from podcastkit.printable import printable

if TYPE_CHECKING:
    from podcastkit.jobs.new import NewResult


@click.command()
@click.argument("title")
@click.option("--date", metavar="DATE", help="Its date; default: SOURCE_DATE_EPOCH, else today.")
@click.option("--audio", metavar="FILE-OR-URL", help="Its sound: a file here, or an address.")
@click.option("--copy", is_flag=True, help="Copy the sound beside the episode, from elsewhere.")
@click.option("--draft", is_flag=True, help="Mark it as a draft: feed leaves it out.")
@click.option("--slug", metavar="NAME", help="Its name in addresses; default: made of the title.")
@click.option(
    "--season",
    type=click.IntRange(1, 9999),
    metavar="N",
    help="Its season; default: the show's last one.",
)
@shared_options
def new(title: str, **options: Any) -> NoReturn:
    """Write the file of a new episode, with the next number and a date.

    It has the form of the show's other episodes: their folder, their kind of name, the keys of
    their front matter. Nothing is ever overwritten.
    """
    printer = Printer(
        quiet=options["quiet"],
        verbose=options["verbose"],
        color=options["color"],
        as_json=options["as_json"],
    )
    with_errors(printer, lambda: _run(printer, title, options), nothing=_nothing)


def _nothing() -> dict[str, Any]:
    from podcastkit.jobs.new import NewResult

    return NewResult().table()


def _run(printer: Printer, title: str, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    from podcastkit.jobs import new as job
    from podcastkit.jobs.build import as_of
    from podcastkit.jobs.excerpts import line_reader

    watched = sys.stdin.isatty() and sys.stderr.isatty()
    asks = watched and not (printer.as_json or printer.quiet)
    result = job.new(
        job.NewOptions(
            title=title,
            as_of=as_of(None, os.environ.get("SOURCE_DATE_EPOCH")),
            date=given["date"],
            audio=given["audio"],
            copy=given["copy"],
            ask=_ask if asks else None,
            draft=given["draft"],
            slug=given["slug"],
            season=given["season"],
            config=given["config"],
        )
    )
    if not printer.as_json:
        printer.findings(result.findings, line_of=line_reader(given["config"]), err=True)
        _print(printer, result)
    return result.exit, result.table()


def _ask(target: str) -> bool:
    """Ask whether a sound from elsewhere is copied."""
    words = f"The sound lies outside the project. Copy it to {target}?"
    return click.confirm(printable(words), default=False, err=True)


def _print(printer: Printer, result: NewResult) -> None:
    if result.exit != DONE:
        printer.complaint("podcastkit: nothing was written")
        return
    if printer.quiet:
        return
    number = f", episode {result.episode}" if result.episode else ""
    number = f", season {result.season}{number}" if result.season else number
    printer.result(f"{result.path}: written{number}")
    if result.copied is not None:
        printer.result(f"{result.copied}: copied")
    for sentence in result.todo:
        printer.result(f"  {sentence}")
