"""``podcastkit completion SHELL``: each shell itself is asked to complete."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from podcastkit.checks.rules import RULES
from podcastkit.cli import _group
from tests.conftest import missing
from tests.house.test_startup import heavy

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these are shells of POSIX systems")

BIN = Path(sys.executable).parent
CASES = [
    ("podcastkit val", "validate"),
    ("podcastkit feed --off", "--offline"),
    ("podcastkit schema epi", "episode"),
    ("podcastkit completion fi", "fish"),
    ("podcastkit feed --color al", "always"),
]


def environment() -> dict[str, str]:
    return {**os.environ, "PATH": os.pathsep.join([str(BIN), os.environ["PATH"]])}


def shell(*words: str) -> str:
    if shutil.which(words[0]) is None:
        missing(words[0])
    done = subprocess.run(
        words, env=environment(), capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(("typed", "completed"), CASES)
def test_bash_completes(typed: str, completed: str) -> None:
    assert in_bash(typed) == [completed]


def test_the_codes_of_rules_are_completed() -> None:
    found = in_bash("podcastkit explain PK70")
    assert found == [code for code in RULES if code.startswith("PK70")]
    assert len(found) > 1


def in_bash(typed: str) -> list[str]:
    words = typed.split(" ")
    script = f"""
        eval "$(podcastkit completion bash)"
        complete -p podcastkit >/dev/null || exit 9
        COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}
        _podcastkit_completion podcastkit; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return shell("bash", "--norc", "-c", script).split()


@pytest.mark.parametrize(("typed", "completed"), CASES)
def test_fish_completes(typed: str, completed: str) -> None:
    script = f"podcastkit completion fish | source; complete -C '{typed}'"
    out = shell("fish", "--no-config", "-c", script)
    assert out.split("\t")[0].strip() == completed


def test_zsh_completes(tmp_path: Path) -> None:
    """In a terminal, with the key that people press."""
    if shutil.which("zsh") is None:
        missing("zsh")
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.execvpe(  # noqa: S606 - a shell is what is tested
            "zsh", ["zsh", "-f", "-i"], {**environment(), "TERM": "dumb", "PS1": "> "}
        )
    try:
        begin = 'autoload -Uz compinit; compinit -D -u; eval "$(podcastkit completion zsh)"; echo begun$((1))'
        os.write(terminal, f"{begin}\n".encode())
        assert "begun1" in until(terminal, "begun1")
        for typed, completed in CASES:
            os.write(terminal, f"{typed}\t".encode())
            seen = until(terminal, f"{typed.rpartition(' ')[0]} {completed}")
            assert completed in seen, typed
            os.write(terminal, b"\x15")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


def until(terminal: int, text: str) -> str:
    """What a terminal shows until a text is in it; all of half a minute otherwise."""
    seen = ""
    end = time.monotonic() + 30
    while text not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 65_536).decode(errors="replace")
    return seen


def test_completing_imports_nothing_heavy() -> None:
    """It happens between two keystrokes."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c",
         "import sys; sys.argv = ['podcastkit']; from podcastkit.cli import main; main()"],
        env={**environment(), "_PODCASTKIT_COMPLETE": "bash_complete", "COMP_WORDS": "podcastkit ",
             "COMP_CWORD": "1"},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "plain,validate" in done.stdout
    names = frozenset(line.rpartition("|")[2].strip() for line in done.stderr.splitlines())
    assert "podcastkit.cli" in names
    assert heavy(names) == []


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_json_holds_the_script(name: str) -> None:
    text = CliRunner().invoke(_group, ["completion", name]).stdout
    table = json.loads(CliRunner().invoke(_group, ["completion", name, "--json"]).stdout)
    assert table == {"version": 1, "shell": name, "script": text.rstrip("\n")}
    assert CliRunner().invoke(_group, ["completion", "tcsh"]).exit_code == 2
