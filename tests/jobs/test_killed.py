"""A run killed anywhere leaves the old state or the new, and the next run completes it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import feedparser
import pytest

from podcastkit.lock import parse
from podcastkit.publication import stage as publication
from tests.projects import Project

POINTS = 100
AS_OF = ("--as-of", "2026-03-01", "--allow", "first")


class Killed(BaseException):
    """The process died here."""


def prepare(root: Path) -> Project:
    """A published show of 28 episodes whose next build changes every file."""
    project = Project(root)
    for number in range(1, 29):
        project.episode(number, extra='chapters = [{ start = 0, title = "A" }]\n')
    assert project.feed(*AS_OF).exit == 0
    for number in range(1, 29):
        project.episode(
            number, extra='chapters = [{ start = 0, title = "B" }]\n', body="New notes.\n"
        )
    project.episode(29)
    return project


def sound_state(project: Project, old: bytes, new: bytes) -> bool:
    """The feed is the old or the new one, and every page and chapter file it names is there."""
    feed = (project.root / "feed/feed.xml").read_bytes()
    assert feed in {old, new}
    for entry in feedparser.parse(feed).entries:
        slug = entry.link.rstrip("/").rpartition("/")[2]
        assert (project.root / f"feed/episodes/{slug}/index.html").is_file(), slug
    lock, problems = parse((project.root / "podcast.lock").read_bytes(), path="podcast.lock")
    assert lock is not None, problems
    if feed == new:
        assert "number-29" in lock.episodes
    return feed == new


def test_interrupted_at_a_hundred_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = prepare(tmp_path / "start")
    old = (start.root / "feed/feed.xml").read_bytes()
    shutil.copytree(start.root, tmp_path / "end")
    seen: list[str] = []
    end = Project(tmp_path / "end")
    monkeypatch.setattr(publication, "step", seen.append)
    assert end.feed(*AS_OF).exit == 0
    new = (end.root / "feed/feed.xml").read_bytes()
    assert len(seen) >= POINTS, "the run must have enough steps to be killed at"
    assert {what.split()[0] for what in seen} >= {"stage", "rename", "sweep"}
    picked = sorted({round(n * (len(seen) - 1) / (POINTS - 1)) for n in range(POINTS)})
    assert len(picked) == POINTS
    outcomes = set()
    for point in picked:
        project = Project(tmp_path / "run")
        shutil.rmtree(project.root)
        shutil.copytree(start.root, project.root)
        left = point

        def kill(_what: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed

        monkeypatch.setattr(publication, "step", kill)
        # A killed process tidies nothing up.
        monkeypatch.setattr(publication.Stage, "abort", lambda _self: None)
        with pytest.raises(Killed):
            project.feed(*AS_OF)
        monkeypatch.undo()
        outcomes.add(sound_state(project, old, new))
        assert project.feed(*AS_OF).exit == 0, seen[point]
        assert project.tree() == end.tree(), seen[point]
    assert outcomes == {True, False}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_for_real_at_any_time(tmp_path: Path) -> None:
    start = prepare(tmp_path / "start")
    old = (start.root / "feed/feed.xml").read_bytes()
    shutil.copytree(start.root, tmp_path / "end")
    end = Project(tmp_path / "end")
    assert end.feed(*AS_OF).exit == 0
    new = (end.root / "feed/feed.xml").read_bytes()
    command = [sys.executable, "-m", "podcastkit", "feed", "-q", *AS_OF]
    for wait in (0.05, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        project = Project(tmp_path / "run")
        shutil.rmtree(project.root)
        shutil.copytree(start.root, project.root)
        process = subprocess.Popen(command, cwd=project.root)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        sound_state(project, old, new)
        assert project.feed(*AS_OF).exit == 0
        assert project.tree() == end.tree()
