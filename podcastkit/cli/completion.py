"""``podcastkit completion SHELL``: what makes a shell complete our commands and options."""

from __future__ import annotations

from typing import Any, NoReturn

import click

from podcastkit.cli.common import Printer, shared_options, with_errors
from podcastkit.errors import CannotRunError
from podcastkit.jobs.results import DONE

_NAME = "podcastkit"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@shared_options
@click.pass_context
def completion(ctx: click.Context, /, shell: str, **options: Any) -> NoReturn:
    """Print what makes a shell complete podcastkit's commands.

    \b
    bash: eval "$(podcastkit completion bash)"    in ~/.bashrc; bash 4.4 or newer
    zsh:  eval "$(podcastkit completion zsh)"     in ~/.zshrc, behind compinit
    fish: podcastkit completion fish > ~/.config/fish/completions/podcastkit.fish
    """  # noqa: D301 - \b is click's mark of a paragraph that stays as it is
    printer = Printer(
        quiet=options["quiet"],
        verbose=options["verbose"],
        color=options["color"],
        as_json=options["as_json"],
    )

    def run() -> tuple[int, dict[str, Any]]:
        script = _script(ctx.find_root().command, shell)
        if not printer.as_json:
            printer.result(script)
        return DONE, {"shell": shell, "script": script}

    with_errors(printer, run)


def _script(command: click.Command, shell: str) -> str:
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise CannotRunError(f"this version of click knows no completion for {shell}")
    made = kind(command, {}, _NAME, f"_{_NAME.upper()}_COMPLETE")
    # Not source(): that asks the bash of this machine for its version, which may be another's.
    return (made.source_template % made.source_vars()).strip()
