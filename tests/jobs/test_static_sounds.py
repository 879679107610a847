"""Sounds that a site's generator serves: at the address that the site gives them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.projects import SOUNDS, TOML, Project

ZOLA = '[content]\npreset = "zola"\nepisodes = "episodes"\n'


def write(project: Project, *written: str) -> None:
    for number, sound in enumerate(written, 1):
        project.write(
            f"episodes/2026-01-0{number}-number-{number}.md",
            f'+++\ntitle = "Number {number}"\n[extra]\nepisode_url = "{sound}"\n+++\nNotes.\n',
        )


@pytest.fixture
def site(tmp_path: Path) -> Project:
    project = Project(tmp_path / "site", TOML + ZOLA)
    project.write("static/a/audio.mp3", (SOUNDS / "cbr.mp3").read_bytes())
    project.write("static/b c/audio.mp3", (SOUNDS / "vbr.mp3").read_bytes())
    return project


def enclosures(project: Project) -> list[str]:
    return sorted(re.findall(r'<enclosure url="([^"]*)"', project.read("feed/feed.xml")))


@pytest.mark.parametrize("url", ["", 'url = "https://a.example/"\n', 'url = "https://a.example"\n'])
@pytest.mark.parametrize("slash", ["/", ""])
def test_a_file_of_the_static_folder_keeps_its_folders(site: Project, url: str, slash: str) -> None:
    site.write("podcast.toml", TOML + url + ZOLA)
    write(site, f"{slash}a/audio.mp3", f"{slash}b c/audio.mp3")
    ran = site.feed()
    assert (ran.exit, ran.codes) == (0, [])
    assert enclosures(site) == [
        "https://a.example/a/audio.mp3",
        "https://a.example/b%20c/audio.mp3",
    ]


def test_a_site_below_a_folder_of_its_host(site: Project) -> None:
    site.write(
        "podcast.toml", TOML.replace('https://a.example"', 'https://a.example/show/"') + ZOLA
    )
    write(site, "/a/audio.mp3")
    assert site.feed().exit == 0
    assert enclosures(site) == ["https://a.example/show/a/audio.mp3"]


def test_sounds_that_the_author_serves_elsewhere(site: Project) -> None:
    site.write("podcast.toml", TOML + 'url = "https://cdn.example/x/"\n' + ZOLA)
    write(site, "/a/audio.mp3")
    assert site.feed().exit == 0
    assert enclosures(site) == ["https://cdn.example/x/audio.mp3"]


def test_two_files_at_one_address_are_refused(site: Project) -> None:
    site.write("podcast.toml", TOML + 'url = "https://cdn.example/x/"\n' + ZOLA)
    write(site, "/a/audio.mp3", "/b c/audio.mp3")
    ran = site.feed()
    assert (ran.exit, ran.codes) == (1, ["PK025"])
    (finding,) = ran.json["findings"]
    assert (finding["path"], finding["line"]) == ("episodes/2026-01-02-number-2.md", 4)
    assert "https://cdn.example/x/audio.mp3" in finding["message"]


def test_where_the_whole_project_is_served_only_a_path_with_a_slash_is_the_sites(
    tmp_path: Path,
) -> None:
    project = Project(
        tmp_path / "site", TOML + '[content]\npreset = "jekyll"\nepisodes = "_posts"\n'
    )
    project.write("sounds/one.mp3", (SOUNDS / "cbr.mp3").read_bytes())
    front = '---\ntitle: One\nepisode_url: "{}"\n---\nNotes.\n'
    project.write("_posts/2026-01-01-one.md", front.format("/sounds/one.mp3"))
    assert project.feed().exit == 0
    assert enclosures(project) == ["https://a.example/sounds/one.mp3"]
    project.write("_posts/2026-01-01-one.md", front.format("sounds/one.mp3"))
    assert "PK028" in project.feed().codes
