"""``podcastkit serve``: a preview in the browser."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn

import click

from podcastkit.cli.common import Printer, episodes_of, nothing_found, shared_options, with_errors
from podcastkit.jobs.results import DONE, NOTHING_FOUND

if TYPE_CHECKING:
    from podcastkit.findings import Finding
    from podcastkit.jobs.serve import Built


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="N",
    help="The port; 0 is any free one. Default: 8000, or one of the next ten that is free.",
)
@click.option(
    "--host",
    type=click.Choice(["127.0.0.1", "localhost", "::1"]),
    default="127.0.0.1",
    show_default=True,
    help="The address; other machines are never let in.",
)
@click.option("--drafts", is_flag=True, help="Show drafts and future episodes, too.")
@click.option("--offline", is_flag=True, help="Ask no host: only what the lock and the files know.")
@click.option("--open", "opens", is_flag=True, help="Open the page in your browser.")
@shared_options
def serve(**options: Any) -> NoReturn:
    """Show the pages in a browser, built again after each edit.

    Open pages reload by themselves, and while a file has an error they show it. Sounds of the
    project play from where they lie. Nothing is published: podcast.lock and the output folder stay
    as they are. Ctrl-C ends it.
    """
    printer = Printer(
        quiet=options["quiet"],
        verbose=options["verbose"],
        color=options["color"],
        as_json=options["as_json"],
    )
    with_errors(printer, lambda: _run(printer, options), nothing=_nothing)


def _nothing() -> dict[str, Any]:
    from podcastkit.jobs.build import BuildResult

    return {"url": None, **BuildResult.nothing().table()}


def _run(printer: Printer, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    from podcastkit.jobs import serve as job
    from podcastkit.jobs.build import as_of

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    as_of(None, epoch)  # a bad one is told before anything begins
    options = job.ServeOptions(
        clock=lambda: as_of(None, epoch),
        config=given["config"],
        host="127.0.0.1" if given["host"] == "localhost" else given["host"],
        port=given["port"],
        drafts=given["drafts"],
        offline=given["offline"],
        private_hosts=os.environ.get("PODCASTKIT_PRIVATE_HOSTS") == "1",
    )
    shown = _Shown(printer, given)
    # A supervisor's polite end is as good as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        job.serve(options, on_ready=shown.ready, on_build=shown.built)
    except KeyboardInterrupt:
        printer.note("\nthe preview ended")
    # With --json, the one object was printed when the preview was ready.
    sys.exit(DONE)


class _Shown:
    """What a preview says in the terminal."""

    def __init__(self, printer: Printer, given: dict[str, Any]) -> None:
        self._printer = printer
        self._given = given
        self._told: frozenset[Finding] = frozenset()

    def ready(self, url: str, built: Built) -> None:
        """The address, once the first build is done."""
        printer = self._printer
        if printer.as_json:
            printer.document({"url": url, **built.result.table()})
        else:
            self._findings(built)
            printer.result(url)
            printer.note(f"{_words(built)}; it is built again after each edit, Ctrl-C ends it")
        sys.stdout.flush()
        if self._given["opens"]:
            import webbrowser

            webbrowser.open(url)

    def built(self, built: Built) -> None:
        """A build after an edit."""
        if not self._printer.as_json:
            self._findings(built)
            self._printer.note(f"{time.strftime('%H:%M:%S')} {_words(built)}")

    def _findings(self, built: Built) -> None:
        """What was found; of what the build before had found, too, errors alone."""
        from podcastkit.jobs.excerpts import line_reader

        if built.error is not None:
            self._printer.complaint(f"podcastkit: {built.error}")
            return
        findings = [
            f for f in built.result.findings if self._printer.verbose or f.severity != "info"
        ]
        fresh = [f for f in findings if f.severity == "error" or f not in self._told]
        self._told = frozenset(findings)
        self._printer.findings(fresh, line_of=line_reader(self._given["config"]), err=True)
        if len(fresh) < len(findings):
            self._printer.note(f"{len(findings) - len(fresh)} more as before")


def _words(built: Built) -> str:
    result = built.result
    if result.exit == DONE:
        return episodes_of(result)
    if result.exit == NOTHING_FOUND:
        return nothing_found(result.looked_in)
    return "not built: what stands above is shown in the pages"
