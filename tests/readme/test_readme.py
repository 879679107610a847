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

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"```(?P<kind>\w*)\n(?P<text>.*?)```", re.DOTALL)
_NAMED = re.compile(r"`(?P<path>[\w./-]+)` [^\n]*:\n\n\Z")


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


def commands(text: str) -> list[list[str]]:
    """Every ``podcastkit …`` that a text names, in code of any kind."""
    code = re.findall(r"`([^`\n]+)`", text)
    code += [line for block in _BLOCK.finditer(text) for line in block["text"].splitlines()]
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
    folder, last_exit, ran = tmp_path, 0, 0
    text = section("Your first feed")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for block in _BLOCK.finditer(text):
        named = _NAMED.search(text, 0, block.start())
        if named is not None and block["kind"] in {"toml", "markdown"}:
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
                env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            assert done.stdout.decode() == expected, command
            last_exit = done.returncode
            ran += 1
    assert ran >= 10


def test_the_zola_site_comes_out_as_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'base_url = "https://example.org"\ntitle = "A"\ndescription = "B"\n', encoding="utf-8"
    )
    block = next(_BLOCK.finditer(section("Beside a Zola site")))
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
        if words and words[0] in {"feed", "validate", "rules", "explain"}:
            command = _command(words[0])
            # What stands for a value in the text ("[PATH]...") is one.
            command.make_context(words[0], words[1:])
        else:
            assert words in ([], ["--version"]), words


def test_every_option_of_the_readme_is_one_and_none_is_missing() -> None:
    said = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", section("The commands")))
    said -= {"-m"}  # python's own
    there = {"-h", "--help", "--version"}
    for name in ("feed", "validate", "rules", "explain"):
        for parameter in _command(name).params:
            if isinstance(parameter, click.Option):
                there |= set(parameter.opts)
    assert said == there


def test_the_makes_and_installs_of_the_readme_are_run_by_ci() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    for block in [*_BLOCK.finditer(section("Try it")), *_BLOCK.finditer(section("Install"))]:
        for line in block["text"].splitlines():
            command = line.partition("#")[0].strip()
            assert command in script, command


def test_every_link_of_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("https://"):
            assert (ROOT / target).exists(), target
