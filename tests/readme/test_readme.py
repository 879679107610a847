"""The README is true: its commands run as typed, and print what it says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from podcastkit.cli import _group
from tests.typed import BLOCK, run_as_typed

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """What stands below a heading, up to the next one of its level that is in no code block."""
    lines: list[str] = []
    here = fenced = False
    for line in README.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            here = line == f"## {heading}\n"
        elif here:
            lines.append(line)
    assert lines, heading
    return "".join(lines)


def commands(text: str) -> list[list[str]]:
    """Every ``podcastkit …`` that a text names, in code of any kind."""
    code = re.findall(r"`([^`\n]+)`", text)
    code += [line for block in BLOCK.finditer(text) for line in block["text"].splitlines()]
    found = [re.search(r"(?:^|[$&] |&& )podcastkit( .*)?$", line.strip()) for line in code]
    return [shlex.split(match[1] or "", comments=True) for match in found if match]


def _command(name: str) -> click.Command:
    command = _group.get_command(click.Context(_group), name)
    assert command is not None
    return command


@pytest.mark.skipif(os.name == "nt", reason="the README speaks to a POSIX shell")
def test_the_first_feed_comes_out_as_shown(tmp_path: Path) -> None:
    """Files are written as named above their blocks; output is compared to the letter."""
    shutil.copytree(ROOT / "episodes", tmp_path / "episodes")
    assert run_as_typed(section("Your first feed"), tmp_path) >= 10


def test_the_zola_site_comes_out_as_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'base_url = "https://example.org"\ntitle = "A"\ndescription = "B"\n', encoding="utf-8"
    )
    block = next(BLOCK.finditer(section("Beside your site generator")))
    (tmp_path / "podcast.toml").write_text(block["text"], encoding="utf-8")
    bundle = tmp_path / "content/podcast/2026-01-07-plain-files"
    bundle.mkdir(parents=True)
    (tmp_path / "static").mkdir()
    shutil.copyfile(ROOT / "episodes/cover.jpg", tmp_path / "static/cover.jpg")
    shutil.copyfile(ROOT / "episodes/audio/trailer.mp3", bundle / "plain.mp3")
    (bundle / "index.md").write_text(
        '+++\ntitle = "Plain"\n[extra]\nepisode_url = "plain.mp3"\n+++\nNotes.\n', encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "podcastkit", "feed"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    feed = (tmp_path / "static/podcast.xml").read_text(encoding="utf-8")
    assert "<link>https://example.org/podcast/plain-files/</link>" in feed
    assert "<pubDate>Wed, 07 Jan 2026 00:00:00 +0000</pubDate>" in feed
    assert 'url="https://example.org/podcast/plain-files/plain.mp3" length="168027"' in feed


def test_every_command_of_the_readme_parses() -> None:
    found = commands(README)
    assert len(found) >= 10
    for words in found:
        if words and words[0] in {
            "init",
            "new",
            "serve",
            "feed",
            "validate",
            "import",
            "inspect",
            "rules",
            "explain",
            "schema",
            "completion",
        }:
            command = _command(words[0])
            # What stands for a value in the text ("[PATH]...") is one.
            command.make_context(words[0], words[1:])
        else:
            assert words in ([], ["--version"]), words


def test_every_option_of_the_readme_is_one_and_none_is_missing() -> None:
    said = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", section("The commands")))
    said -= {"-m"}  # python's own
    there = {"-h", "--help", "--version"}
    for name in (
        "init",
        "new",
        "serve",
        "feed",
        "validate",
        "import",
        "inspect",
        "rules",
        "explain",
        "schema",
        "completion",
    ):
        for parameter in _command(name).params:
            if isinstance(parameter, click.Option):
                there |= set(parameter.opts)
    assert said == there


def test_the_makes_and_installs_of_the_readme_are_run_by_ci() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for block in [*BLOCK.finditer(section("Try it")), *BLOCK.finditer(section("Install"))]:
        for line in block["text"].splitlines():
            command = line.partition("#")[0].strip()
            assert command in script, command


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("https://"):
            assert (ROOT / target).exists(), target
