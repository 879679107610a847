"""The command line: parse, call one job, print its result, choose the exit code.

Commands are imported when they are called or listed, and what they need when they run: ``--help``
must cost next to nothing.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any

import click

from podcastkit import __version__

# Name: module, and the first line of its help, so that --help need not import every command.
_COMMANDS = {
    "init": ("init", "Begin a show in a folder, or beside the site that lies in it."),
    "new": ("new", "Write the file of a new episode, with the next number and a date."),
    "feed": ("feed", "Write the feed and the pages of the project in this folder."),
    "validate": ("validate", "Check settings, lock and episodes, or any feed, and write nothing."),
    "serve": ("serve", "Show the pages in a browser, built again after each edit."),
    "import": ("import_", "Take over a hosted show's guids and dates: no subscriber notices."),
    "inspect": ("inspect", "Tell what is in sound files, and what their duration rests on."),
    "rules": ("rules", "List all rules: code, severity, name."),
    "explain": ("rules", "Say what a finding's CODE means, and why it matters."),
    "schema": ("schema", "Print the JSON Schema of an episode's keys or of podcast.toml."),
    "completion": ("completion", "Print what makes a shell complete podcastkit's commands."),
}
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Commands(click.Group):
    """The commands, each in a file of its own that is imported when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"podcastkit.cli.{_COMMANDS[cmd_name][0]}")
        # import is a word of Python's own, so that one's function has a _ behind it.
        command: click.Command = getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f"did you mean {near[0]}?" if near else "podcastkit --help lists them"
            ctx.fail(f"{error.message.rstrip('.')}: {hint}")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in _COMMANDS.items()])


@click.group(cls=_Commands, context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="podcastkit")
def _group() -> None:
    """Turn episode files into a podcast feed that every directory accepts.

    podcastkit reads the Markdown you have, looks inside each MP3 for its duration and size, and
    writes the feed and the show notes. Exit codes: 0 done; 1 a person must act; 2 wrong usage; 3
    nothing found; 4 could not run.
    """


def main(args: list[str] | None = None, **extra: Any) -> None:
    """Run the command line and exit."""
    # What a run reads stays until its end, and Python would go through it all again and again to
    # find nothing: a feed of 3,000 items is checked with a twentieth less CPU, in the same memory.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    _group.main(args=args, **extra)
