"""What a first user met: mistakes that hid others, and checks that said less than the build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_sound_that_is_nowhere_hides_no_other_mistake(project: Project) -> None:
    project.episode(1)
    project.write(
        "episodes/two.md",
        '+++\ntitel = "Two"\ndate = "05.01.2026"\nseason = "one"\nimage = "nope.jpg"\n'
        'explicit = "maybe"\n[extra]\nepisode_url = "helo.mp3"\n+++\n',
    )
    ran = project.run("validate", "--json")
    found = {row["code"] for row in ran.json["findings"] if row["path"] == "episodes/two.md"}
    assert ran.exit == 1
    assert found >= {"PK005", "PK007", "PK011", "PK012", "PK020"}
    assert "PK028" not in found


@pytest.mark.parametrize(
    ("extra", "line"),
    [
        ('persons = [{ name = "Bob", url = "bob.example" }]\n', 4),
        ('license = { name = "X", url = "foo" }\n', 4),
    ],
)
def test_addresses_in_an_episode_are_checked_where_they_stand(
    project: Project, extra: str, line: int
) -> None:
    path = project.episode(1, extra=extra)
    for ran in (project.run("validate", "--json"), project.feed()):
        assert ran.exit == 1
        assert [(r["code"], r["path"], r["line"]) for r in ran.json["findings"]] == [
            ("PK005", path, line)
        ]


def test_a_path_of_the_site_is_an_address_of_a_person(project: Project) -> None:
    project.episode(1, extra='persons = [{ name = "Bob", url = "/bob/" }]\n')
    assert project.feed().exit == 0
    assert 'href="https://a.example/bob/"' in project.read("feed/feed.xml")


def test_addresses_in_podcast_toml_are_checked_where_they_stand(project: Project) -> None:
    project.episode(1)
    toml = project.read("podcast.toml")
    project.write(
        "podcast.toml",
        toml.replace("[audio]", 'funding = [{ url = "patreon", text = "x" }]\n[audio]'),
    )
    ran = project.run("validate", "--json")
    assert [(row["code"], row["path"], row["line"]) for row in ran.json["findings"]] == [
        ("PK005", "podcast.toml", 11)
    ]


def test_a_file_that_is_no_episode_may_be_named(project: Project) -> None:
    project.episode(1)
    for name in ("podcast.toml", "sound/1.mp3"):
        assert project.run("validate", "--json", str(project.root / name)).exit == 0


def test_paths_narrow_what_has_changed(project: Project) -> None:
    project.episode(1, extra='explicit = "maybe"\n')
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], cwd=project.root, check=True)
    path = project.episode(2)
    old = project.root / "episodes/2026-01-01-number-1.md"
    assert project.run("validate", "--json", "--changed-since", "HEAD", str(old)).exit == 0
    assert project.run("validate", "--json", str(old)).exit == 1
    ran = project.run("validate", "--json", "--changed-since", "HEAD", str(project.root / path))
    assert (ran.exit, ran.json["checked"]) == (0, 1)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"cd {gone} && rmdir {gone} && {sys.executable} -m podcastkit validate"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        ["sh", "-c", command], env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    assert b"Traceback" not in done.stdout
