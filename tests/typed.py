"""A page of the documentation, done as it says: files written, commands typed, output compared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

BLOCK = re.compile(r"```(?P<kind>\w*)\n(?P<text>.*?)```", re.DOTALL)
_NAMED = re.compile(r"`(?P<path>[\w./-]+)`(?: [^\n]*)?:\n\n\Z")


def typed(text: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it prints."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        else:
            command, output = found[-1]
            found[-1] = (command, f"{output}{line}\n")
    return found


def run_as_typed(text: str, folder: Path, env: Mapping[str, str] | None = None) -> int:
    """Do what a text says, in ``folder``; how many commands that were.

    Files are written as named above their blocks; output is compared to the letter.
    """
    last_exit, ran = 0, 0
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for block in BLOCK.finditer(text):
        named = _NAMED.search(text, 0, block.start())
        if named is not None and block["kind"] in {"toml", "yaml", "markdown"}:
            (folder / named["path"]).parent.mkdir(parents=True, exist_ok=True)
            (folder / named["path"]).write_text(block["text"], encoding="utf-8")
            continue
        assert block["kind"] == "console", block[0]
        for command, expected in typed(block["text"]):
            if command.startswith("cd "):
                folder /= command[3:]
                continue
            done = subprocess.run(
                ["sh", "-c", f"(exit {last_exit}); {command}"],
                cwd=folder,
                env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", **(env or {})},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            said = done.stdout.decode()
            assert said == expected, f"{command}\n{said}"
            last_exit = done.returncode
            ran += 1
    return ran
