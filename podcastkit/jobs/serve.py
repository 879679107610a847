"""``serve``: the show in a browser, built again after each edit.

A preview publishes nothing: it writes below ``.podcastkit/`` alone, locks no guid and asks the
guard nothing.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from podcastkit.errors import BusyError, PodcastkitError
from podcastkit.jobs.build import BuildOptions, BuildResult
from podcastkit.jobs.busy import run_lock
from podcastkit.jobs.excerpts import line_reader
from podcastkit.jobs.find import find_project_file, here
from podcastkit.jobs.previewing import BASE, Preview
from podcastkit.jobs.results import DONE, NOTHING_FOUND
from podcastkit.preview import PreviewServer, Texts, edits, findings_page, message_page
from podcastkit.state import FOLDER, State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

PORT = 8000
_ADDRESS = "address"
_NOTHING = "No episode yet: podcastkit new writes one, and this page shows it."


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """Where and what to serve. ``port`` ``None`` takes 8000, or one of the next that is free.

    ``clock`` gives the as-of date of each build; ``stop`` ends it all when it is set.
    """

    clock: Callable[[], dt.datetime]
    config: str | Path | None = None
    host: str = "127.0.0.1"
    port: int | None = None
    drafts: bool = False
    offline: bool = False
    private_hosts: bool = False
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One build: its result, or why it could not run (``error``)."""

    result: BuildResult
    error: str | None = None
    edits: int = 0


def serve(
    options: ServeOptions,
    *,
    on_ready: Callable[[str, Built], None],
    on_build: Callable[[Built], None],
) -> None:
    """Build, serve and watch until ``stop`` is set or somebody interrupts.

    ``on_ready`` is told the address and the first build, ``on_build`` each later one. Raises
    ``CannotRunError`` where the port or the project cannot be had, or another preview runs.
    """
    config = find_project_file(here(), Path(options.config) if options.config else None)
    session = _Session(options, config)
    with _alone(session.state):
        server = PreviewServer(
            config.parent / session.folder,
            Texts(base=BASE),
            host=options.host,
            port=PORT if options.port is None else options.port,
            next_free=options.port is None,
        )
        server.start()
        address = session.state.path(_ADDRESS)
        try:
            address.write_text(server.url, encoding="utf-8")
            # Watched first: an edit while the first build reads must not be missed.
            changes = edits(config.parent, [], stop=options.stop)
            next(changes, 0)
            built = session.build(server)
            if session.local():
                changes = edits(config.parent, session.local(), stop=options.stop)
                next(changes, 0)
                built = session.build(server)
            on_ready(server.url, built)
            for count in changes:
                if count:
                    on_build(session.build(server, edits=count))
        finally:
            address.unlink(missing_ok=True)
            server.close()


@contextlib.contextmanager
def _alone(state: State) -> Iterator[None]:
    """Hold the preview's own lock; raises ``BusyError`` with the address of one that runs."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(run_lock(state, wait=0.5))
        except BusyError as error:
            try:
                where = f"at {state.path(_ADDRESS).read_text(encoding='utf-8')}"
            except OSError:
                where = "and is about to begin"
            raise BusyError(f"a preview of this show runs already, {where}") from error
        yield


class _Session:
    """The builds of one preview."""

    def __init__(self, options: ServeOptions, config: Path) -> None:
        self.options = options
        self.config = config
        self.state = State(config.parent, f"{config.stem}-preview")
        self.folder = f"{FOLDER}/{config.stem}-preview"
        self.preview = Preview(self.folder)

    def local(self) -> list[Path]:
        """Folders of sounds that lie outside the project: they are watched, too."""
        root = self.config.parent
        folders = [(root / folder).resolve() for folder in self.preview.local]
        return [folder for folder in folders if not folder.is_relative_to(root.resolve())]

    def build(self, server: PreviewServer, *, edits: int = 0) -> Built:
        """Build, and show what came of it."""
        from podcastkit.jobs.pipeline import Pipeline

        self.preview = Preview(self.folder)
        options = BuildOptions(
            as_of=self.options.clock(),
            config=self.config,
            offline=self.options.offline,
            drafts=self.options.drafts,
            skip_unreachable=True,
            private_hosts=self.options.private_hosts,
            preview=self.preview,
        )
        try:
            result = Pipeline(options, self.config, self.state, None).run()
        except PodcastkitError as error:
            server.show_instead(message_page("The show cannot be built", str(error)))
            return Built(result=BuildResult.nothing(), error=str(error), edits=edits)
        if result.exit == DONE:
            server.show(self.preview.sounds, changed=result.changed)
        elif result.exit == NOTHING_FOUND:
            server.show_instead(message_page("Nothing to show", _NOTHING))
        else:
            server.show_instead(_page(result, self.config))
        return Built(result=result, edits=edits)


def _page(result: BuildResult, config: Path) -> str:
    errors = sum(finding.severity == "error" for finding in result.findings)
    told = "1 error" if errors == 1 else f"{errors} errors"
    return findings_page(result.findings, f"Not built: {told}", line_of=line_reader(config))
