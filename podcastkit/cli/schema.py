"""``podcastkit schema episode|show``: what an editor needs to help with these files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import click

from podcastkit.cli.common import Printer, shared_options, with_errors
from podcastkit.jobs.results import DONE

_FOLDER = Path(__file__).parent.parent / "schema"
_FILES = {"episode": "episode.schema.json", "show": "podcast.schema.json"}


@click.command()
@click.argument("of", type=click.Choice(list(_FILES)))
@shared_options
def schema(of: str, **options: Any) -> NoReturn:
    """Print the JSON Schema of an episode's keys or of podcast.toml.

    It is draft-07, which Taplo and the YAML language server both read. Keep it beside the show and
    let your editor know of it: podcastkit schema show > podcast.schema.json
    """
    printer = Printer(
        quiet=options["quiet"],
        verbose=options["verbose"],
        color=options["color"],
        as_json=options["as_json"],
    )

    def run() -> tuple[int, dict[str, Any]]:
        table = json.loads((_FOLDER / _FILES[of]).read_text(encoding="utf-8"))
        if not printer.as_json:
            # ASCII: it is redirected into a file by shells of any encoding.
            printer.result(json.dumps(table, indent=2))
        return DONE, {"schema": table}

    with_errors(printer, run)
