"""Each command that an example or the guide names is one that podcastkit has."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from podcastkit.cli import _group
from tests.examples.files import EXAMPLES, ROOT

PENDING: dict[str, dict[str, object]] = {}
"""Options that are about to come; to be emptied when they are there."""

FILES = [
    *sorted(path for path in EXAMPLES.rglob("*") if path.is_file()),
    ROOT / "action.yml",
    ROOT / ".pre-commit-hooks.yaml",
    *sorted((ROOT / "docs" / "guide").glob("*.md")),
]
_COMMAND = re.compile(
    r"(?:^|[\s`/;&(\"-])podcastkit\"? ((?:[a-z]+)(?: [^`\n|#>)&;]*)?)", re.MULTILINE
)


def commands(text: str) -> list[list[str]]:
    """Every ``podcastkit COMMAND …`` in a text, as words."""
    names = set(_group.list_commands(click.Context(_group)))
    found = [shlex.split(match[1].replace('\\"', '"')) for match in _COMMAND.finditer(text)]
    return [words for words in found if words and words[0] in names]


def parses(words: list[str]) -> None:
    """Let the real command take the words; those of options to come are taken out first."""
    name, *rest = words
    command = _group.get_command(click.Context(_group), name)
    assert command is not None, words
    known = {option for parameter in command.params for option in parameter.opts}
    left: list[str] = []
    pending = PENDING.get(name, {})
    while rest:
        word = rest.pop(0)
        option, is_given, value = word.partition("=")
        wants = pending.get(option, "")
        if wants == "" or (option in known and not isinstance(wants, set)):
            left.append(word)
        elif isinstance(wants, set) and not is_given:
            value = rest.pop(0)
            assert value in wants | {"text", "json"}, words
        elif wants is str and not is_given:
            rest.pop(0)
    # A text may name a command and no more; a variable may be empty.
    left = [word for word in left if not word.startswith("$") and word != "--help"]
    if left:
        command.make_context(name, left)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_parses(path: Path) -> None:
    for words in commands(path.read_text(encoding="utf-8")):
        parses(words)


def test_commands_are_found() -> None:
    found = [words for path in FILES for words in commands(path.read_text(encoding="utf-8"))]
    assert ["feed", "--refresh"] in found
    assert ["validate"] in found
    assert ["validate", "--format", "junit"] in found
    assert len(found) >= 12


@pytest.mark.parametrize(
    "words", ["feed --refesh", "validate --format yaml", "feed --strict", "explain PK001 PK002"]
)
def test_a_wrong_command_is_found(words: str) -> None:
    with pytest.raises((click.UsageError, AssertionError)):
        parses(words.split())


def test_what_the_action_puts_together_parses() -> None:
    script = (ROOT / "action.yml").read_text(encoding="utf-8")
    options = set(re.findall(r"(?<=[\s\"(])--(?:config|strict|changed-since|format)\b", script))
    assert options == {"--config", "--strict", "--changed-since", "--format"}
    parses(["validate", "--format", "github", "--config=a.toml", "--strict", "--changed-since=main",
            "--", "episodes"])  # fmt: skip
