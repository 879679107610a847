"""What is printed, where, and that nothing printed can do harm."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from podcastkit.printable import printable
from tests.projects import Project

RED = "\x1b[31m"


def run(
    folder: Path, *args: str, terminal: bool = False, env: dict[str, str] | None = None
) -> tuple[int, str]:
    """The real program, with its output in a pipe or on a pseudo-terminal."""
    command = [sys.executable, "-m", "podcastkit", *args]
    full = {**os.environ, "TERM": "xterm", **(env or {})}
    if not terminal:
        done = subprocess.run(
            command, cwd=folder, env=full, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode()
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, cwd=folder, env=full, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            some = os.read(ours, 4096)
        except OSError:
            break
        if not some:
            break
        seen += some
    os.close(ours)
    return process.wait(), seen.decode().replace("\r\n", "\n")


def test_a_run_that_changes_nothing_prints_nothing_off_a_terminal(project: Project) -> None:
    project.episode(1, extra="season = -1\n")
    code, out = run(project.root, "feed")
    assert code == 0
    assert "PK009" in out
    assert out.endswith("feed/feed.xml: 1 episode, 10 files written\n")
    assert run(project.root, "feed") == (0, "")
    assert run(project.root, "feed", "--offline") == (0, "")


def test_how_many_are_held_back_is_told_when_something_is_written(project: Project) -> None:
    project.episode(1)
    project.episode(2, extra="draft = true\n")
    project.episode(20)
    code, out = run(project.root, "feed", "--as-of", "2026-01-10")
    assert (code, out) == (0, "feed/feed.xml: 1 episode (2 held back), 10 files written\n")


def test_a_terminal_is_told_that_there_was_nothing_to_do(project: Project) -> None:
    project.episode(1)
    project.episode(20)
    when = ("--as-of", "2026-01-10")
    run(project.root, "feed", *when)
    code, out = run(project.root, "feed", *when, terminal=True)
    assert code == 0
    assert "nothing to do: feed/feed.xml is as it should be\n" in out
    assert "the next episode is due at 2026-01-20T00:00:00Z\n" in out
    assert run(project.root, "feed", "-q", *when, terminal=True) == (0, "")


def test_verbose_tells_files_remarks_and_what_was_skipped(project: Project) -> None:
    project.episode(1, extra='duration = "long"\n')
    project.episode(2, extra="draft = true\n")
    code, out = run(project.root, "feed", "--verbose", terminal=True)
    assert code == 0
    assert "feed/episodes/number-1/index.html: written\n" in out
    assert "PK008 duration is" in out
    assert "episodes/2026-01-02-number-2.md: skipped, it is a draft\n" in out
    project.episode(3, extra='duration = "long"\n')
    _, out = run(project.root, "feed", terminal=True)
    assert "PK008" not in out


@pytest.mark.parametrize("command", ["feed", "validate"])
def test_what_was_skipped_is_told_off_a_terminal_too(project: Project, command: str) -> None:
    project.episode(1)
    project.write("podcast.toml", project.read("podcast.toml") + '[content]\npreset = "hugo"\n'
                  'episodes = "episodes"\n')  # fmt: skip
    project.write("episodes/page.md", '---\ntitle: A page\naudio: ""\n---\nText.\n')
    told = "episodes/page.md: skipped, it names no audio\n"
    for _ in range(2):  # the second run has nothing to do
        assert told in run(project.root, command, "-v")[1]
    assert told not in run(project.root, command)[1]
    assert told not in run(project.root, command, "-v", "-q")[1]


def test_a_remark_is_told_where_it_may_be_the_cause_of_an_error(project: Project) -> None:
    path = project.episode(1)
    project.write(path, project.read(path).replace("title =", "titel ="))
    code, out = run(project.root, "feed")
    assert code == 1
    assert "error PK020" in out
    assert "info PK007" in out


def test_quiet_prints_errors_only(project: Project) -> None:
    project.episode(1, extra="season = -1\n")
    assert run(project.root, "feed", "-q") == (0, "")
    project.write("episodes/2026-01-02-b.md", '+++\ntitle = "B"\nseason = -1\n+++\n')
    code, out = run(project.root, "feed", "--quiet")
    assert code == 1
    assert [line.split()[2] for line in out.splitlines() if ": error " in line] == ["PK021"]
    assert "warning" not in out


@pytest.mark.parametrize(
    ("options", "env", "terminal", "colored"),
    [
        ((), {}, False, False),
        ((), {}, True, True),
        (("--color", "always"), {}, False, True),
        (("--color", "always"), {"NO_COLOR": "1"}, False, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, True, False),
        ((), {"NO_COLOR": "1"}, True, False),
        ((), {"NO_COLOR": ""}, True, True),
        ((), {"FORCE_COLOR": "1"}, False, True),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ((), {"TERM": "dumb"}, True, False),
    ],
)
def test_colour(
    project: Project,
    *,
    options: tuple[str, ...],
    env: dict[str, str],
    terminal: bool,
    colored: bool,
) -> None:
    project.write("episodes/2026-01-02-b.md", '+++\ntitle = "B"\n+++\n')
    for command in ("feed", "validate"):
        _, out = run(project.root, command, *options, terminal=terminal, env=env)
        assert (RED in out) is colored, command


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\rb\x07\x7f", "a\\x0db\\x07\\x7f"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202egpj.exe", "\\u202egpj.exe"),
        ("two\nlines", "two\nlines"),
        ("семь ناه 家", "семь ناه 家"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\U000e0001"),
    ],
)
def test_control_characters_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("command", ["feed", "validate"])
def test_a_title_from_a_stranger_cannot_steer_the_terminal(project: Project, command: str) -> None:
    project.write(
        "episodes/2026-01-01-\x1b]0;x\x07.md",
        '+++\ntitle = "\\u001b[31mred\\u001b[0m"\nslug = "\\u001b[2J"\n'
        '[extra]\nepisode_url = "ftp://x\\u001b[2J"\n+++\n',
    )
    for terminal in (False, True):
        _, out = run(project.root, command, "--color", "never", terminal=terminal)
        assert "PK005" in out
        assert not set(out) & {"\x1b", "\x07"}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_odd_characters_never_make_printing_fail(project: Project, encoding: str) -> None:
    project.write("episodes/2026-01-01-ünïcode-家.md", '+++\ntitle = "\U0001f3a7"\n+++\n')
    done = subprocess.run(
        [sys.executable, "-m", "podcastkit", "validate"],
        cwd=project.root,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"PK021" in done.stdout
    assert b"Traceback" not in done.stderr


def test_json_is_ascii_and_one_object_whatever_is_in_it(project: Project) -> None:
    project.write("episodes/2026-01-01-\x1b家.md", '+++\ntitle = "\U0001f3a7"\n+++\n')
    ran = project.run("validate", "--json")
    assert ran.out.isascii()
    assert ran.json["findings"][0]["path"] == "episodes/2026-01-01-\x1b家.md"
    assert project.run("validate", "--format", "json").out == ran.out


def test_a_closed_pipe_is_no_traceback(project: Project) -> None:
    for number in range(1, 20):
        project.write(f"episodes/2026-01-{number:02}-b.md", '+++\ntitle = "B"\n+++\n')
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m podcastkit rules | head -1"],
        cwd=project.root, capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout.startswith(b"PK001")
    assert b"Traceback" not in done.stderr
