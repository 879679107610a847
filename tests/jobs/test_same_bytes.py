"""Same podcast, same as-of date: same bytes, wherever, whenever, cached or not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.projects import SOUNDS, Project

AS_OF = ("--as-of", "2026-03-01")


def fill(project: Project) -> Project:
    """A project with one of everything that a build reads."""
    for number in range(1, 5):
        project.episode(number, body=f"Notes {number}, [x](../y/).\n\n## Transcript\n\n**A:** hi\n")
    project.write("episodes/2026-01-02-number-2.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n")
    project.sound("3.mp3", "chapters.mp3")
    project.picture("cover.jpg")
    project.picture("art.png", "square.png")
    project.write("people/ada.md", '+++\ntitle = "Ada"\n+++\n')
    toml = project.read("podcast.toml").replace("https://a.example/cover.jpg", "cover.jpg")
    project.write(
        "podcast.toml",
        toml
        + '[content]\npeople = ["people/{id}.md"]\ndata = { host = "cache/{page.number}.json" }\n'
        '[fields]\nsubtitle = "host.sub"\n[fields.persons]\nguest = "guest"\n',
    )
    project.episode(1, extra='guest = "ada"\nimage = "art.png"\n')
    project.write("cache/2026.json", '{"sub": "From data"}')
    return project


def build(project: Project, *args: str) -> None:
    ran = project.feed("--allow", "first", *AS_OF, *args)
    assert ran.exit == 0, ran.out


def test_two_folders_two_times_two_time_zones_give_equal_bytes(tmp_path: Path) -> None:
    trees = []
    for place, zone in (("one", "Pacific/Auckland"), ("far/off/two", "America/Lima")):
        project = fill(Project(tmp_path / place))
        command = [sys.executable, "-m", "podcastkit", "feed", "--allow", "first", *AS_OF]
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(len(zone)), "LC_ALL": "C"}
        subprocess.run(command, cwd=project.root, env=env, check=True, capture_output=True)
        trees.append(project.tree())
        time.sleep(1.1)
    assert trees[0] == trees[1]


def change_body(project: Project) -> None:
    path = "episodes/2026-01-01-number-1.md"
    project.write(path, project.read(path) + "\nMore.\n")


def change_title(project: Project) -> None:
    path = "episodes/2026-01-03-number-3.md"
    project.write(path, project.read(path).replace("Number 3", "Number three"))


def change_lock(project: Project) -> None:
    text = project.read("podcast.lock")
    assert "2026-01-02T00:00:00Z" in text
    project.write("podcast.lock", text.replace("2026-01-02T00:00:00Z", "2026-01-02T11:30:00Z"))


def change_templates(project: Project) -> None:
    project.write("templates/index.html", "{{ show.title }}!")
    project.write(
        "podcast.toml", project.read("podcast.toml") + '[output]\ntemplates = "templates"\n'
    )


def edit_output(project: Project) -> None:
    path = "feed/episodes/number-1/index.html"
    project.write(path, project.read(path).replace("Notes 1", "Notes !"))
    change_title(project)  # so that the run has something to do beside it


CHANGES: dict[str, Callable[[Project], object]] = {
    "body": change_body,
    "title": change_title,
    "sidecar": lambda p: p.write(
        "episodes/2026-01-02-number-2.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nGood day.\n"
    ),
    "new sidecar": lambda p: p.write(
        "episodes/2026-01-03-number-3.srt", "1\n00:00:00,000 --> 00:00:01,000\nHello.\n"
    ),
    "sidecar gone": lambda p: (p.root / "episodes/2026-01-02-number-2.vtt").unlink(),
    "cover": lambda p: p.picture("cover.jpg", "other.jpg"),
    "episode's picture": lambda p: p.picture("art.png", "small.png"),
    "person": lambda p: p.write("people/ada.md", '+++\ntitle = "Ada L."\n+++\n'),
    "data": lambda p: p.write("cache/2026.json", '{"sub": "Other"}'),
    "sound": lambda p: p.sound("2.mp3", "vbr.mp3"),
    "project file": lambda p: p.write(
        "podcast.toml", p.read("podcast.toml").replace("A show", "The show")
    ),
    "lock": change_lock,
    "template": change_templates,
    "new episode": lambda p: p.episode(5),
    "output gone": lambda p: (p.root / "feed/episodes/number-1/index.html").unlink(),
    "output edited": edit_output,
    "feed gone": lambda p: (p.root / "feed/feed.xml").unlink(),
    "nothing": lambda _: None,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_cached_build_equals_a_clean_one_for_each_kind_of_input(
    tmp_path: Path, name: str
) -> None:
    project = fill(Project(tmp_path / "show"))
    build(project)
    CHANGES[name](project)
    clean = Project(tmp_path / "clean")
    shutil.rmtree(clean.root)
    shutil.copytree(project.root, clean.root, ignore=shutil.ignore_patterns(".podcastkit", "feed"))
    before = project.tree()
    build(project)
    build(clean)
    assert project.tree() == clean.tree()
    assert (project.tree() == before) == (name == "nothing")


def test_what_a_run_kept_is_remembered_as_it_stands(project: Project) -> None:
    fill(project)
    build(project)
    change_body(project)
    build(project)
    outputs = json.loads(project.read(".podcastkit/podcast.run.json"))["outputs"]
    stats = {path: (project.root / path).stat() for path in outputs}
    assert outputs == {path: [s.st_size, s.st_mtime_ns] for path, s in stats.items()}
    assert len(outputs) > 8


def test_a_cached_build_equals_a_clean_one_for_another_set_of_due_episodes(tmp_path: Path) -> None:
    project = fill(Project(tmp_path / "show"))
    assert (
        project.feed("--as-of", "2026-01-02T12:00:00Z").json["next_due"] == "2026-01-03T00:00:00Z"
    )
    assert project.read("feed/feed.xml").count("<item>") == 2
    ran = project.feed("--as-of", "2026-01-03")
    assert (ran.json["changed"], ran.json["episodes"]) == (True, 3)
    assert project.feed("--as-of", "2026-01-03T09:00:00Z").json["changed"] is False


def test_a_changed_version_of_the_program_builds_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = fill(Project(tmp_path / "show"))
    build(project)
    before = project.tree()
    monkeypatch.setattr("podcastkit.state.engine_key", lambda: "another")
    monkeypatch.setattr("podcastkit.jobs.render.engine_key", lambda: "another")
    build(project)
    assert project.tree() == before


def test_a_changed_time_zone_of_the_show_moves_no_published_date(project: Project) -> None:
    project.episode(1)
    build(project)
    before = project.tree()
    project.write(
        "podcast.toml", project.read("podcast.toml") + '[content]\ntimezone = "Asia/Tokyo"\n'
    )
    build(project)
    assert project.tree() == before


def test_sounds_of_the_fixtures_are_what_the_tests_think(sounds: Path) -> None:
    assert sounds == SOUNDS
    assert (sounds / "cbr.mp3").stat().st_size == 44302


def test_an_edited_template_is_seen_by_the_next_run(project: Project) -> None:
    project.episode(1)
    change_templates(project)
    build(project)
    assert project.read("feed/index.html") == "The Test!"
    project.write("templates/index.html", "{{ show.title }}?")
    build(project)
    assert project.read("feed/index.html") == "The Test?"


def test_a_template_may_show_any_fact_of_the_episodes_around(project: Project) -> None:
    """A page is made anew when an episode beside it changes, and one farther off is left."""
    for number in range(1, 5):
        project.episode(number)
    change_templates(project)
    project.write(
        "templates/episode.html",
        "{{ (previous or episode).description }}|{{ (next or episode).description }}",
    )
    build(project)
    path = "episodes/2026-01-02-number-2.md"
    text = project.read(path)
    said = re.search('description = "(.*)"', text)
    assert said
    project.write(path, text.replace(said[0], 'description = "Another."'))
    ran = project.feed(*AS_OF)
    assert project.read("feed/episodes/number-1/index.html").endswith("|Another.")
    assert project.read("feed/episodes/number-3/index.html").startswith("Another.|")
    assert "feed/episodes/number-4/index.html" not in ran.json["written"]
    before = project.tree()
    shutil.rmtree(project.root / ".podcastkit")
    build(project)
    assert project.tree() == before
