"""What all commands share: options, printing, and errors to exit codes."""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from podcastkit.checks.report import json_
from podcastkit.errors import CannotRunError, PodcastkitError, UsageError
from podcastkit.jobs.results import COULD_NOT_RUN, MUST_ACT
from podcastkit.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from podcastkit.findings import Finding
    from podcastkit.jobs.build import BuildResult


F = TypeVar("F", bound="Callable[..., Any]")


def shared_options(command: F) -> F:
    """``--config --quiet --verbose --color --json``: the options of every command."""
    options = [
        click.option("--config", type=click.Path(), metavar="FILE",
                     help="The project file; default: podcast.toml here or in a parent folder."),
        click.option("-q", "--quiet", is_flag=True, help="Print errors only."),
        click.option("-v", "--verbose", is_flag=True, help="Print more: notes, what was skipped."),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto",
                     show_default=True, help="Colour the output."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
    ]  # fmt: skip
    return functools.reduce(lambda decorated, option: option(decorated), reversed(options), command)


def nothing_found(looked_in: Iterable[str]) -> str:
    """What is told of a project without episodes. ``looked_in`` is [content] episodes."""
    places = ", ".join(looked_in) or "episodes"
    return (
        f"no episode found in {places}: put one there (the folder is said by [content] episodes "
        "of podcast.toml), or see with -v what was skipped"
    )


def episodes_of(result: BuildResult) -> str:
    """How many episodes there are, and how many are there as well, though not yet for anybody."""
    count = "1 episode" if result.episodes == 1 else f"{result.episodes} episodes"
    return f"{count} ({result.held_back} held back)" if result.held_back else count


class Printer:
    """Prints for one command: what goes where, and in which colour."""

    def __init__(
        self, *, quiet: bool, verbose: bool, color: str, as_json: bool, complains: bool = True
    ) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.as_json = as_json
        self._complains = complains and not as_json
        self._color = color

    def result(self, text: str) -> None:
        """A line of the result, to standard output."""
        click.echo(printable(text), color=self._colored(sys.stdout))

    def note(self, text: str) -> None:
        """A line of summary, to standard error and only for somebody who watches."""
        if sys.stderr.isatty() and not self.quiet and not self.as_json:
            click.echo(printable(text), err=True)

    def detail(self, text: str) -> None:
        """A line that ``--verbose`` asks for, to standard error, whoever reads it."""
        if self.verbose and not self.quiet and not self.as_json:
            click.echo(printable(text), err=True)

    def complaint(self, text: str) -> None:
        """Why nothing came of it, to standard error, unless the document on the other one says."""
        if self._complains:
            click.echo(printable(text), err=True)

    def rendered(self, text: str) -> None:
        """A document that is safe as it is, to standard output."""
        if text:
            click.echo(text, color=True)

    def document(self, table: dict[str, Any]) -> None:
        """The JSON object of ``--json``."""
        click.echo(json_.document(table))

    def findings(
        self,
        findings: Iterable[Finding],
        *,
        line_of: Callable[[str, int], str | None],
        err: bool = False,
    ) -> None:
        """Findings with the lines they speak of and their hints; with ``--quiet`` errors only."""
        from podcastkit.checks.report import text

        shown = [f for f in findings if not self.quiet or f.severity == "error"]
        colored = self._colored(sys.stderr if err else sys.stdout)
        if shown:
            rendered = text.render(shown, line_of=line_of, color=colored)
            click.echo(rendered, err=err, color=colored)

    def _colored(self, stream: Any) -> bool:
        if self._color != "auto":
            return self._color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"


def with_errors(
    printer: Printer,
    job: Callable[[], tuple[int, dict[str, Any]]],
    *,
    nothing: Callable[[], dict[str, Any]] = dict,
    failed: Callable[[int, str], None] | None = None,
) -> NoReturn:
    """Run a job, print its JSON when that is asked for, and exit.

    ``job`` returns the exit code and the JSON object; ``nothing`` the object of a job that could
    not run, to which the error is added. ``failed`` is told the exit code and the reason then, to
    print a document of another form.
    """
    try:
        code, table = job()
    except UsageError as error:
        raise click.UsageError(printable(str(error))) from error
    except KeyboardInterrupt:
        code, table = COULD_NOT_RUN, {**nothing(), "error": "stopped"}
        printer.complaint("podcastkit: stopped; run it again to complete what it had begun")
    except PodcastkitError as error:
        code = COULD_NOT_RUN if isinstance(error, CannotRunError) else MUST_ACT
        table = {**nothing(), "error": str(error)}
        printer.complaint(f"podcastkit: {error}")
    if failed is not None and "error" in table:
        failed(code, table["error"])
    if printer.as_json:
        printer.document(table)
    sys.exit(code)
