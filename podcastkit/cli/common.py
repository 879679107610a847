"""What all commands share: options, printing, and errors to exit codes."""

from __future__ import annotations

import functools
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from podcastkit.errors import CannotRunError, PodcastkitError, UsageError
from podcastkit.jobs.results import COULD_NOT_RUN, MUST_ACT
from podcastkit.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from podcastkit.findings import Finding


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


NOTHING_FOUND_WORDS = (
    "podcastkit: no episode found: put one into the folder that [content] episodes names "
    "(episodes/ if nothing is said), or see with -v what was skipped"
)


class Printer:
    """Prints for one command: what goes where, and in which colour."""

    def __init__(
        self,
        *,
        quiet: bool,
        verbose: bool,
        color: str,
        as_json: bool,
        config: str | None = None,
    ) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.as_json = as_json
        self._color = color
        self._config = config

    def result(self, text: str) -> None:
        """A line of the result, to standard output."""
        click.echo(printable(text), color=self._colored(sys.stdout))

    def note(self, text: str) -> None:
        """A line of summary, to standard error and only for somebody who watches."""
        if sys.stderr.isatty() and not self.quiet and not self.as_json:
            click.echo(printable(text), err=True)

    def complaint(self, text: str) -> None:
        """Why nothing came of it, to standard error, for everybody."""
        if not self.as_json:
            click.echo(printable(text), err=True)

    def report(self, text: str) -> None:
        """A whole document, made by ``podcastkit.checks.report``, to standard output."""
        click.echo(text, color=True)

    def document(self, table: dict[str, Any]) -> None:
        """The JSON object of ``--json``; ASCII, so that any terminal and log can hold it."""
        click.echo(json.dumps({"version": 1, **table}, indent=2))

    def findings(
        self, findings: Iterable[Finding], *, root: Path | None = None, err: bool = False
    ) -> None:
        """Findings with the lines of the files that they are about.

        Their paths count from ``root``, else from the project's folder.
        """
        from podcastkit.checks.report.text import told

        stream = sys.stderr if err else sys.stdout
        colored = self._colored(stream)
        source = functools.partial(_source_line, root or _project_root(self._config))
        for finding in findings:
            if not self.quiet or finding.severity == "error":
                click.echo(told(finding, source, colored=colored), err=err, color=colored)

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
    failed: Callable[[str], None] | None = None,
) -> NoReturn:
    """Run a job, print its JSON when that is asked for, and exit.

    ``job`` returns the exit code and the JSON object; ``nothing`` the object of a job that could
    not run, to which the error is added; ``failed`` is told of that error.
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
        if failed is not None:
            failed(str(error))
    if printer.as_json:
        printer.document(table)
    sys.exit(code)


@functools.lru_cache(maxsize=1)
def _lines_of(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except (OSError, ValueError):
        return []
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")


def _source_line(root: Path, path: str, number: int) -> str | None:
    """A line of a file, for the excerpt of a finding; what lies at an address has none."""
    if "://" in path:
        return None
    lines = _lines_of(root / path)
    return lines[number - 1] if 0 < number <= len(lines) else None


def _project_root(config: str | None) -> Path:
    """The folder from which the paths of findings count; here, where there is no project."""
    from podcastkit.errors import ProjectMissingError
    from podcastkit.jobs.find import find_project_file

    try:
        return find_project_file(Path.cwd(), Path(config) if config else None).parent
    except ProjectMissingError:
        return Path.cwd()
