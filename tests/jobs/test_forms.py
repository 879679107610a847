"""Shows in YAML and JSON, beside site generators and beside each other: from files to a feed."""

from __future__ import annotations

import subprocess
import sys

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.house.imports import ROOT
from tests.projects import TOML, Project

YAML = """---
title: "Five: a title"
description: About five.
date: 2026-01-05 09:00:00 +0100
season: 01
episode: 5
explicit: no
duration: 0:05
chapters:
  - {start: 0:00, title: Hello}
  - start: 0:02
    title: More
  - {time: 3, name: Last}
persons: &all
  - name: Ada
    role: host
guests: *all
episode_url: https://cdn.example/5.mp3
---
Notes of five.

## Transcript

Words.
"""
JSON = """{
  "title": "Five: a title", "description": "About five.", "date": "2026-01-05T09:00:00+01:00",
  "season": 1, "episode": 5, "explicit": false, "duration": 5,
  "chapters": [{"start": "0:00", "title": "Hello"}, {"start": 2, "title": "More"}, {"start": 3, "title": "Last"}],
  "persons": [{"name": "Ada", "role": "host"}], "guests": [],
  "extra": {"episode_url": "https://cdn.example/5.mp3"}
}
Notes of five.

## Transcript

Words.
"""
SAME_IN_TOML = """+++
title = "Five: a title"
description = "About five."
date = 2026-01-05T09:00:00+01:00
season = 1
episode = 5
explicit = false
duration = "PT5S"
chapters = [{ start = 0, title = "Hello" }, { start = 2, title = "More" }, { start = 3, title = "Last" }]
persons = [{ name = "Ada", role = "host" }]
episode_url = "https://cdn.example/5.mp3"
+++
Notes of five.

## Transcript

Words.
"""
PATH = "episodes/2026-01-05-five.md"


@pytest.mark.parametrize("text", [YAML, JSON], ids=["yaml", "json"])
def test_an_episode_is_the_same_in_every_form(project: Project, text: str) -> None:
    project.sound("5.mp3")
    project.write(PATH, SAME_IN_TOML)
    assert project.feed().exit == 0
    expected = project.tree(lock=False)
    (project.root / "podcast.lock").unlink()
    project.write(PATH, text)
    ran = project.feed("--allow", "first")
    assert (ran.exit, ran.codes) == (0, [])
    assert project.tree(lock=False) == expected
    assert project.feed().json["changed"] is False


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (YAML.replace("Five: a title", "").replace('""', "{a: 1}"), "PK005", (2, 1)),
        (YAML.replace("season: 01", "season: one"), "PK005", (5, 1)),
        (YAML.replace("episode_url:", "  episode_url:"), "PK002", None),
        (YAML.replace("guests", "title"), "PK002", (17, 1)),
        (YAML.replace("start: 0:02", "start: soon"), "PK005", (9, 1)),
        (JSON.replace('"season": 1', '"season": "one"'), "PK005", (3, 3)),
        (JSON.replace("https://cdn.example/5.mp3", "gone.mp3"), "PK011", (6, 13)),
        (JSON.replace('"season": 1,', '"season": 1'), "PK002", (3, 15)),
    ],
)
def test_a_mistake_is_told_at_its_line_and_column(
    project: Project, text: str, code: str, place: tuple[int, int] | None
) -> None:
    project.sound("5.mp3")
    project.write(PATH, text)
    ran = project.feed()
    finding = ran.json["findings"][0]
    assert (ran.exit, finding["code"], finding["path"]) == (1, code, PATH)
    if place:
        assert (finding["line"], finding["column"]) == place


@settings(max_examples=80)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"---\n", b"---\ntitle: A\ndate: ", b'{"title": ', b'{"episode_url": "x", "a": "']
    ),
    st.sampled_from([b"", b"\n---\n", b"}", b'"}']),
)
def test_arbitrary_bytes_in_yaml_and_json_are_findings(
    project: Project, data: bytes, start: bytes, end: bytes
) -> None:
    project.write("episodes/x.md", start + data + end)
    for command in (("feed", "--offline", "--check", "--json"), ("validate", "--json")):
        ran = project.run(*command)
        assert ran.exit in {0, 1, 3, 4}
        assert isinstance(ran.json["findings"], list)


DEEP = 100_000
NESTED = {
    "yaml.md": "---\na: " + "[" * DEEP + "\n---\n",
    "small.md": "---\na: " + "[" * 60_000 + "\n---\n",
    "hidden.md": "---\na: " + '["]", ' * 10_000 + "\n---\n",
    "dashes.md": "---\n" + "- " * 30_000 + "\n---\n",
    "maps.md": "---\na: " + "{a: " * 15_000 + "\n---\n",
    "toml.md": "+++\na = " + "[" * DEEP + "\n+++\n",
    "small-toml.md": "+++\na = '" + "]" * 30_000 + "'\nb = " + "[" * 30_000 + "\n+++\n",
    "whole.toml": "a = " + "[" * DEEP,
    "json.md": '{"a": ' + "[" * DEEP + "]" * DEEP + "}",
    "small-json.md": '{"a": ' + "[" * 30_000 + "]" * 30_000 + "}",
}


def test_nesting_without_end_is_told_and_no_process_dies(project: Project) -> None:
    """As a process of its own, for a crash of libyaml would take the tests with it."""
    for name, text in NESTED.items():
        project.write(f"episodes/{name}", text)
    project.write("data/x.yaml", "[" * DEEP)
    project.write("data/x.json", "[" * DEEP)
    project.write(
        "podcast.toml", TOML + '[content]\ndata = { a = "data/x.yaml", b = "data/x.json" }\n'
    )
    done = subprocess.run(
        [sys.executable, "-m", "podcastkit", "validate", "--config", "podcast.toml"],
        cwd=project.root,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    told = {line.partition(":")[0] for line in done.stdout.splitlines() if " error PK00" in line}
    assert told >= {f"episodes/{name}" for name in NESTED} | {"data/x.yaml", "data/x.json"}


JEKYLL = TOML + '[content]\npreset = "jekyll"\n[fields]\nepisode_url = "/audio/{slug}.mp3"\n'


def test_a_jekyll_site_from_posts_to_a_feed(project: Project) -> None:
    project.write(
        "podcast.toml", JEKYLL.replace("local = ", 'url = "https://cdn.example/"\nlocal = ')
    )
    for number, extra in enumerate(["", "categories: [Show]\n", "published: false\n"], start=1):
        project.write(
            f"_posts/2026-01-0{number}-No {number}.md", f"---\ntitle: No {number}\n{extra}---\nN.\n"
        )
        (project.root / "audio").mkdir(exist_ok=True)
        project.sound(f"{number}.mp3")
        (project.root / f"sound/{number}.mp3").rename(project.root / f"audio/No-{number}.mp3")
    project.write("_posts/2026-01-09-a-page.md", "---\ntitle: No sound\n---\n")
    ran = project.feed("-v")
    assert (ran.exit, ran.codes) == (0, [])
    feed = feedparser.parse(project.read("feed/feed.xml"))
    assert [(entry.link, entry.enclosures[0].href) for entry in feed.entries] == [
        ("https://a.example/show/2026/01/02/No-2.html", "https://cdn.example/No-2.mp3"),
        ("https://a.example/2026/01/01/No-1.html", "https://cdn.example/No-1.mp3"),
    ]
    assert not list((project.root / "feed").rglob("*.html"))


def test_pages_that_are_files_keep_their_own_files_apart(project: Project) -> None:
    """Two pages in one folder: each page's files stand in a folder of its name."""
    text = TOML + '[content]\npermalink = "/{year}/{slug}.html"\n[output]\npages = true\n'
    project.write("podcast.toml", text.replace("[audio]", "[audio]\ncopy = true"))
    for number in (1, 2):
        project.sound(f"{number}.mp3")
        project.write(f"episodes/2026-01-0{number}-n{number}/index.md",
                      f'+++\ntitle = "N{number}"\nepisode_url = "s.mp3"\n+++\n![p](p{number}.png)\n')  # fmt: skip
        (project.root / f"sound/{number}.mp3").rename(
            project.root / f"episodes/2026-01-0{number}-n{number}/s.mp3"
        )
        project.picture(f"episodes/2026-01-0{number}-n{number}/p{number}.png", "square.png")
        project.write(
            f"episodes/2026-01-0{number}-n{number}/transcript.vtt",
            "WEBVTT\n\n00:00.000 --> 00:01.000\nHi.\n",
        )
    ran = project.feed()
    assert (ran.exit, ran.codes) == (0, [])
    names = sorted(name for name in project.tree() if name.startswith("feed/2026/"))
    transcripts = [f"transcript.{suffix}" for suffix in ("html", "json", "srt", "txt", "vtt")]
    assert names == [
        "feed/2026/n1.html",
        *(f"feed/2026/n1/{name}" for name in ("s.mp3", *transcripts)),
        "feed/2026/n2.html",
        *(f"feed/2026/n2/{name}" for name in ("s.mp3", *transcripts)),
        "feed/2026/p1.png",
        "feed/2026/p2.png",
    ]
    feed = feedparser.parse(project.read("feed/feed.xml"))
    assert [(entry.link, entry.enclosures[0].href) for entry in feed.entries] == [
        ("https://a.example/2026/n2.html", "https://a.example/2026/n2/s.mp3"),
        ("https://a.example/2026/n1.html", "https://a.example/2026/n1/s.mp3"),
    ]
    assert 'href="2026/n1.html"' in project.read("feed/index.html")
    assert 'href="../podcastkit.css"' in project.read("feed/2026/n1.html")


def test_a_transcript_in_a_markdown_file_stands_on_the_page(project: Project) -> None:
    project.episode(1, extra='transcript = "texts/words.markdown"\n')
    project.write("texts/words.markdown", "---\nby: Ada\n---\nSome **words**.\n")
    assert project.feed().codes == []
    page = project.read("feed/episodes/number-1/index.html")
    assert "Some <strong>words</strong>." in page
    assert "by: Ada" not in page
    project.write("texts/words.markdown", "Other words.\n")
    assert project.feed().json["changed"] is True
    assert "Other words." in project.read("feed/episodes/number-1/index.html")


def show(title: str, folder: str, output: str) -> str:
    text = TOML.replace("The Test", title).replace("/feed.xml", f"/{output}.xml")
    return f'{text}[content]\nepisodes = "{folder}"\n[output]\nfolder = "out"\nfeed = "{output}.xml"\npages = false\n'


def test_several_shows_share_a_folder(project: Project) -> None:
    """Each has its project file, its lock and its list of what it wrote."""
    project.write("podcast.toml", show("Day", "day", "day"))
    project.write("after-dark.toml", show("Dark", "dark", "dark"))
    for number, folder in ((1, "day"), (2, "dark")):
        project.sound(f"{number}.mp3")
        project.write(
            f"{folder}/2026-01-0{number}-{folder}.md",
            f'+++\ntitle = "{folder}"\nepisode_url = "https://cdn.example/{number}.mp3"\n+++\n',
        )
    both = ("podcast.toml", "after-dark.toml")

    def run(*words: str) -> list[int]:
        return [
            project.run(words[0], "--config", str(project.root / name), *words[1:]).exit
            for name in both
        ]

    assert run("feed") == [0, 0]
    assert run("feed", "--check") == [0, 0]
    assert run("validate") == [0, 0]
    names = {path.name for path in project.root.rglob("*") if path.is_file()}
    assert {"podcast.lock", "after-dark.lock", "day.xml", "dark.xml"} <= names
    titles = {name: feedparser.parse(project.read(f"out/{name}.xml")).feed.title
              for name in ("day", "dark")}  # fmt: skip
    assert titles == {"day": "Day", "dark": "Dark"}
    assert '"dark"' not in project.read("podcast.lock")
    assert '"day"' not in project.read("after-dark.lock")
    project.write("dark/2026-01-02-dark.md", "+++\n+++\n")
    assert run("feed") == [0, 1]


def test_another_shows_project_file_is_no_episode(project: Project) -> None:
    project.write("podcast.toml", TOML + '[content]\nepisodes = "."\n')
    project.write("after-dark.toml", TOML + '[content]\nepisodes = "."\n')
    project.episode(1)
    for name in ("podcast.toml", "after-dark.toml"):
        ran = project.run("validate", "--json", "--config", str(project.root / name))
        assert (ran.exit, ran.codes) == (0, [])
