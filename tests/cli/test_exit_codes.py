"""Every exit code, as a process gives it, and the JSON that goes with each but 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import filelock
import pytest
from lxml import etree

from tests.projects import Project

FEED_KEYS = {
    "version", "feed", "changed", "episodes", "skipped", "next_due", "audio", "written", "findings",
}  # fmt: skip
FORMATS = ("json", "github", "sarif", "junit")
VALIDATE_KEYS = {"version", "findings", "checked", "skipped"}


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[bytes]:
    """The real program in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "podcastkit", *args], cwd=folder, capture_output=True, check=False
    )


def table(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(done.stdout)
    assert loaded["version"] == 1
    return loaded


def test_0_done_and_0_nothing_to_do(project: Project) -> None:
    project.episode(1)
    first = run(project.root, "feed", "--json")
    assert (first.returncode, table(first)["changed"]) == (0, True)
    assert set(table(first)) == FEED_KEYS
    second = run(project.root, "feed", "--json")
    assert (second.returncode, table(second)["changed"]) == (0, False)
    assert set(table(second)) == FEED_KEYS
    assert (project.root / "feed/feed.xml").is_file()


def test_0_although_every_episode_is_held_back(project: Project) -> None:
    project.episode(20)
    done = run(project.root, "feed", "--json", "--as-of", "2026-01-02")
    assert (done.returncode, table(done)["episodes"]) == (0, 0)
    assert table(done)["next_due"] == "2026-01-20T00:00:00Z"


def test_1_a_finding_at_error_level(project: Project) -> None:
    project.write("episodes/2026-01-01-a.md", '+++\ntitle = "A"\ndescription = "C"\n+++\n')
    for command, keys in (("feed", FEED_KEYS), ("validate", VALIDATE_KEYS)):
        done = run(project.root, command, "--json")
        assert (done.returncode, set(table(done))) == (1, keys)
        assert [finding["code"] for finding in table(done)["findings"]] == ["PK021"]
    assert not (project.root / "feed").exists()


def test_1_check_finds_a_difference_and_0_when_there_is_none(project: Project) -> None:
    project.episode(1)
    done = run(project.root, "feed", "--check")
    assert done.returncode == 1
    assert b"feed/feed.xml: would change\n" in done.stdout
    assert not (project.root / "feed").exists()
    assert run(project.root, "feed").returncode == 0
    assert run(project.root, "feed", "--check").returncode == 0
    (project.root / "feed/index.html").write_text("edited")
    done = run(project.root, "feed", "--check", "--json")
    assert (done.returncode, table(done)["written"]) == (1, ["feed/index.html"])
    assert (project.root / "feed/index.html").read_text() == "edited"


def test_1_the_guard_refuses(project: Project) -> None:
    project.episode(1)
    run(project.root, "feed")
    (project.root / "episodes/2026-01-01-number-1.md").unlink()
    project.episode(2)
    done = run(project.root, "feed", "--json")
    assert done.returncode == 1
    assert [finding["code"] for finding in table(done)["findings"]] == ["PK702"]
    assert run(project.root, "feed", "--allow", "removed:number-1").returncode == 0


@pytest.mark.parametrize(
    "args",
    [
        ("feed", "--nonsense"),
        ("feed", "--jobs", "0"),
        ("feed", "--as-of", "yesterday"),
        ("feed", "--allow", "everything"),
        ("feed", "--refresh", "no-such-slug"),
        ("validate", "no/such/file.md"),
        ("explain", "PK999"),
        ("nonsense",),
        ("feed", "--color", "perhaps"),
    ],
)
def test_2_wrong_usage(project: Project, args: tuple[str, ...]) -> None:
    project.episode(1)
    done = run(project.root, *args)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Error: " in done.stderr
    assert b"Traceback" not in done.stderr


def test_3_no_episode_found(project: Project) -> None:
    (project.root / "episodes").mkdir()
    done = run(project.root, "feed", "--json")
    assert (done.returncode, set(table(done))) == (3, FEED_KEYS)
    done = run(project.root, "validate", "--json")
    assert (done.returncode, set(table(done))) == (3, VALIDATE_KEYS)
    for command in ("feed", "validate"):
        for options in ((), ("-q",)):
            done = run(project.root, command, *options)
            assert (done.returncode, done.stdout) == (3, b"")
            assert b"no episode found" in done.stderr


@pytest.mark.parametrize(("command", "keys"), [("feed", FEED_KEYS), ("validate", VALIDATE_KEYS)])
def test_4_no_project(tmp_path: Path, command: str, keys: set[str]) -> None:
    (tmp_path / ".git").mkdir()
    done = run(tmp_path, command, "--json")
    assert (done.returncode, set(table(done))) == (4, keys | {"error"})
    assert "no podcast.toml in" in table(done)["error"]
    done = run(tmp_path, command)
    assert done.returncode == 4
    assert b"no podcast.toml in" in done.stderr


def test_4_a_host_that_cannot_be_reached(project: Project) -> None:
    project.episode(1)
    (project.root / "sound/1.mp3").unlink()
    done = run(project.root, "feed", "--json", "--offline")
    assert done.returncode == 4
    assert [finding["code"] for finding in table(done)["findings"]] == ["PK301"]
    message = table(done)["findings"][0]["message"]
    assert '"Number 1"' in message
    assert "https://cdn.example/1.mp3" in message
    assert not (project.root / "feed").exists()


def test_4_a_lock_of_a_newer_version(project: Project) -> None:
    project.episode(1)
    project.write("podcast.lock", '{"version": 2}')
    done = run(project.root, "feed")
    assert done.returncode == 4
    assert b"podcast.lock was written by a newer podcastkit" in done.stderr


def test_4_another_run_is_busy(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.episode(1)
    (project.root / ".podcastkit").mkdir()
    monkeypatch.setattr("podcastkit.jobs.busy._WAIT", 0.1)
    with filelock.FileLock(project.root / ".podcastkit/podcast.busy"):
        ran = project.feed()
    assert ran.exit == 4
    assert "another run is busy" in ran.json["error"]
    assert project.feed().exit == 0


def test_1_the_output_folder_is_a_file(project: Project) -> None:
    project.episode(1)
    project.write("feed", "a file of somebody")
    done = run(project.root, "feed", "--json")
    assert done.returncode == 1
    assert [finding["code"] for finding in table(done)["findings"]] == ["PK710"]
    assert (project.root / "feed").read_text() == "a file of somebody"


def test_several_at_once_1_wins_over_4(project: Project) -> None:
    project.episode(1)
    (project.root / "sound/1.mp3").unlink()
    project.write("episodes/2026-01-02-b.md", '+++\ntitle = "B"\ndescription = "C"\n+++\n')
    ran = project.feed("--offline")
    assert ran.exit == 1
    assert ran.codes == ["PK301", "PK021"]


@pytest.mark.parametrize("code", [3, 4])
def test_every_format_is_a_valid_document_when_nothing_was_checked(
    tmp_path: Path, code: int
) -> None:
    words = {3: "no episode found", 4: "no podcast.toml in"}[code]
    (tmp_path / ".git").mkdir()
    if code == 3:
        Project(tmp_path)
    done = {form: run(tmp_path, "validate", "--format", form) for form in FORMATS}
    assert {ran.returncode for ran in done.values()} == {code}
    assert set(table(done["json"])) == VALIDATE_KEYS | ({"error"} if code == 4 else set())
    error, *rest = done["github"].stdout.decode().splitlines()
    assert error.startswith(f"::error title=podcastkit::{words}")
    assert not [line for line in rest if line.startswith("::")]
    assert done["github"].stderr == b""
    (log,) = json.loads(done["sarif"].stdout)["runs"]
    (invocation,) = log["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, code)
    assert words in invocation["toolExecutionNotifications"][0]["message"]["text"]
    case = etree.fromstring(done["junit"].stdout)[0][0]
    assert (case.get("name"), words in case[0].get("message")) == ("run", True)
    assert case[0].tag == "error"
    for form in ("sarif", "junit"):
        assert words in done[form].stderr.decode(), form
    assert run(tmp_path, "validate", "--format", "pdf").returncode == 2
