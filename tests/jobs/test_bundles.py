"""A bundle: what lies beside its text and is named there is published with the page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.projects import PICTURES, SOUNDS, TOML, Project

FOLDER = "episodes/2026-01-01-one"
BODY = (
    "![A](pic.png) ![B](img/my%20pic.png) [the sound](one.mp3) [paper](paper.pdf) ![C](../x.png)\n"
)


@pytest.fixture
def bundle(tmp_path: Path) -> Project:
    project = Project(tmp_path / "show", TOML + "copy = true\n")
    project.write(
        f"{FOLDER}/index.md",
        f'+++\ntitle = "One"\nepisode_url = "one.mp3"\nimage = "pic.png"\n+++\n{BODY}',
    )
    project.write(f"{FOLDER}/one.mp3", (SOUNDS / "cbr.mp3").read_bytes())
    for name in ("pic.png", "img/my pic.png", "paper.pdf", "unused.png", "_pic.png", "notes.md"):
        project.write(f"{FOLDER}/{name}", f"bytes of {name}")
    project.picture(f"{FOLDER}/pic.png", "square.png")
    project.write("episodes/x.png", "not of the bundle")
    return project


def published(project: Project) -> set[str]:
    folder = project.root / "feed/episodes/one"
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_what_the_text_names_is_published_and_nothing_else(bundle: Project) -> None:
    ran = bundle.feed()
    assert (ran.exit, ran.codes) == (0, [])
    (cover,) = [name for name in published(bundle) if name.startswith("cover-")]
    expected = {"index.html", "one.mp3", "pic.png", "img/my pic.png", "paper.pdf", cover}
    assert published(bundle) == expected
    assert (bundle.root / "feed/episodes/one/pic.png").read_bytes() == (
        PICTURES / "square.png"
    ).read_bytes()


def test_a_changed_picture_is_published_anew_and_an_unnamed_one_removed(bundle: Project) -> None:
    bundle.feed()
    bundle.write(f"{FOLDER}/paper.pdf", "another paper")
    assert bundle.feed().json["written"] == ["feed/episodes/one/paper.pdf"]
    text = bundle.read(f"{FOLDER}/index.md")
    bundle.write(f"{FOLDER}/index.md", text.replace("[paper](paper.pdf)", ""))
    assert "feed/episodes/one/paper.pdf" in bundle.feed().json["written"]
    assert "paper.pdf" not in published(bundle)


def test_beside_a_site_generator_the_generator_publishes_them(bundle: Project) -> None:
    bundle.write("podcast.toml", TOML + "copy = true\n[output]\npages = false\n")
    assert bundle.feed().exit == 0
    assert not published(bundle) & {"pic.png", "paper.pdf", "index.html"}


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="no links here")
def test_a_link_out_of_the_project_is_not_followed(bundle: Project, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_text("secret")
    (bundle.root / FOLDER / "pic2.png").symlink_to(tmp_path / "secret.png")
    text = bundle.read(f"{FOLDER}/index.md")
    bundle.write(f"{FOLDER}/index.md", text + "![D](pic2.png)\n")
    assert bundle.feed().exit == 0
    assert "pic2.png" not in published(bundle)


@pytest.mark.parametrize(
    "words",
    [
        "See my notes-private.txt there.",
        "`notes-private.txt`",
        "<!-- notes-private.txt -->",
        "<!-- [y](notes-private.txt) -->",
        "[y](https://other.example/notes-private.txt)",
        "    [y](notes-private.txt)",
        "notes-private.txt: a file",
    ],
)
def test_a_file_that_is_only_spoken_of_stays_private(bundle: Project, words: str) -> None:
    bundle.write(f"{FOLDER}/notes-private.txt", "private")
    bundle.write(f"{FOLDER}/index.md", bundle.read(f"{FOLDER}/index.md") + "\n" + words + "\n")
    assert bundle.feed().exit == 0
    assert "notes-private.txt" not in published(bundle)


@pytest.mark.parametrize(
    "words",
    [
        "[y](./a%20b.txt)",
        "[y][z]\n\n[z]: <a b.txt>",
        "<a href='a b.txt'>y</a>",
        "[y](a%20b.txt?x=1#there)",
        "## Transcript\n\n**Ada:** [y](<a b.txt>)",
    ],
)
def test_a_file_is_found_however_a_link_is_written(bundle: Project, words: str) -> None:
    bundle.write(f"{FOLDER}/a b.txt", "public")
    bundle.write(f"{FOLDER}/index.md", bundle.read(f"{FOLDER}/index.md") + "\n" + words + "\n")
    assert bundle.feed().exit == 0
    assert "a b.txt" in published(bundle)


def test_a_link_to_a_large_sound_of_its_own_is_no_finding(bundle: Project) -> None:
    """Also one to the same name elsewhere."""
    sound = (SOUNDS / "cbr.mp3").read_bytes()
    bundle.write(f"{FOLDER}/one.mp3", sound * (10_000_001 // len(sound) + 1))
    text = bundle.read(f"{FOLDER}/index.md") + "\n[all](https://other.example/one.mp3)\n"
    bundle.write(f"{FOLDER}/index.md", text)
    ran = bundle.feed()
    assert (ran.exit, [code for code in ran.codes if code == "PK001"]) == (0, [])
    assert "one.mp3" in published(bundle)


def test_an_attachment_may_be_large_and_its_change_is_seen(bundle: Project) -> None:
    large = b"\0\1\2" * 4_000_000
    bundle.write(f"{FOLDER}/paper.pdf", large)
    ran = bundle.feed()
    assert (ran.exit, ran.codes) == (0, [])
    assert (bundle.root / "feed/episodes/one/paper.pdf").read_bytes() == large
    assert bundle.feed().json["written"] == []
    middle = len(large) // 2
    bundle.write(f"{FOLDER}/paper.pdf", large[:middle] + b"x" + large[middle + 1 :])
    assert bundle.feed().json["written"] == ["feed/episodes/one/paper.pdf"]


def test_where_the_feed_is_served_all_that_it_names_is_there(bundle: Project) -> None:
    toml = bundle.read("podcast.toml")
    bundle.write("podcast.toml", toml.replace("a.example/feed.xml", "a.example/pod/feed.xml"))
    assert (bundle.feed().exit, bundle.feed().codes) == (0, [])
    assert all_are_there(bundle, "https://a.example/pod/")


def test_a_page_elsewhere_takes_nothing_along(bundle: Project) -> None:
    text = bundle.read(f"{FOLDER}/index.md")
    bundle.write(
        f"{FOLDER}/index.md", text.replace("+++\n", '+++\nlink = "https://a.example/x"\n', 1)
    )
    assert (bundle.feed().exit, bundle.feed().codes) == (0, [])
    assert all_are_there(bundle, "https://a.example/")
    assert "<link>https://a.example/x</link>" in bundle.read("feed/feed.xml")


def all_are_there(project: Project, served: str) -> bool:
    """Whether what the feed shows and plays is a file of the folder that is served there."""
    feed = project.read("feed/feed.xml")
    named = re.findall(r'(?:src|url|href)="(https://a\.example/[^"]+\.(?:mp3|png|pdf))"', feed)
    files = [unquote(address.removeprefix(served)) for address in named]
    assert len(set(files)) >= 4
    return all(
        (project.root / "feed" / path).is_file() for path in files if path != "episodes/x.png"
    )
