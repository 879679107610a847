"""What lies beside an episode's text and is named there is published with the page."""

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
    ran = bundle.feed()
    assert (ran.exit, ran.codes) == (0, [])
    assert all_are_there(bundle, "https://a.example/pod/")


def test_a_page_elsewhere_takes_nothing_along(bundle: Project) -> None:
    text = bundle.read(f"{FOLDER}/index.md")
    bundle.write(
        f"{FOLDER}/index.md", text.replace("+++\n", '+++\nlink = "https://a.example/x"\n', 1)
    )
    ran = bundle.feed()
    assert (ran.exit, ran.codes) == (0, [])
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


HOSTILE = {
    "more.html": "<script>alert(1)</script>",
    "MORE.HTM": "<script>alert(1)</script>",
    "more.xhtml": '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    "p.svg": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "p.svgz": "packed",
    "feed.xml": '<?xml-stylesheet href="p.xsl"?><x/>',
    "p.xsl": "<x/>",
    "more.js": "alert(1)",
    "more.mjs": "alert(1)",
    "more.wasm": "code",
    "more.php": "<?php",
    "more.unknown": "<script>alert(1)</script>",
    "archive.mht": "MIME-Version: 1.0",
}


@pytest.mark.parametrize("flat", [False, True])
def test_what_a_browser_would_run_is_told_and_not_published(bundle: Project, *, flat: bool) -> None:
    """The pages stand at the show's own address: a stranger's script there is the show's."""
    folder, path = ("episodes", "episodes/flat.md") if flat else (FOLDER, f"{FOLDER}/index.md")
    text = bundle.read(f"{FOLDER}/index.md").replace('"One"', '"Two"').replace("image", "#")
    if flat:
        bundle.write(f"{FOLDER}/index.md", text.partition(BODY)[0])
        text = text.replace('"one.mp3"', '"https://a.example/2.mp3"\nbytes = 9\nduration = 9')
        text = text.replace('"Two"', '"Two"\ndate = 2026-01-02')
    links = "".join(f"[x]({name})\n![x]({name})\n" for name in HOSTILE)
    bundle.write(path, text.partition(BODY)[0] + links + "\n## Transcript\n\nA: [y](p.svg)\n")
    for name, inner in HOSTILE.items():
        bundle.write(f"{folder}/{name}", inner)
    ran = bundle.feed("--skip-unreachable", "--offline")
    told = [finding for finding in ran.json["findings"] if finding["code"] == "PK231"]
    assert (ran.exit, len(told)) == (0, 2 * len(HOSTILE)), ran.out
    assert all(finding["severity"] == "warning" and finding["line"] for finding in told)
    names = {p.name for p in (bundle.root / "feed").rglob("*") if p.is_file()}
    assert not names & set(HOSTILE) - {"feed.xml"}
    assert all(
        p.read_text(encoding="utf-8") not in HOSTILE.values()
        for p in (bundle.root / "feed").rglob("*.xml")
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [('image = "p.svg"', "p.svg"), ('image = "p.html"', "p.html"), ('episode_url = "s.html"', "s.html")],
)  # fmt: skip
def test_no_field_publishes_what_a_browser_would_run(bundle: Project, line: str, name: str) -> None:
    """Also not when the finding that it is no picture is ignored, or when it begins as an MP3."""
    key = line.partition(" ")[0]
    text = bundle.read(f"{FOLDER}/index.md")
    kept = [one for one in text.splitlines() if not one.startswith(key)]
    kept.insert(1, f'{line}\npodcastkit.ignore.PK401 = "because"')
    sound = (SOUNDS / "cbr.mp3").read_bytes() if name == "s.html" else b""
    bundle.write(f"{FOLDER}/{name}", sound + b"<svg onload=alert(1)><script>alert(1)</script>")
    bundle.write(f"{FOLDER}/index.md", "\n".join(kept) + "\n")
    ran = bundle.feed()
    assert (ran.exit, "PK005" in ran.codes) == (1, True)


@pytest.fixture
def flat(tmp_path: Path) -> Project:
    """Two episodes in one folder, with pictures, papers and sounds of both beside them."""
    project = Project(tmp_path / "show", TOML + "copy = true\n")
    links = "![our bench](pic.png) [paper](<a paper.pdf>) [other](img/x%20y.png) [s](bonus.mp3)"
    for day, (name, text, sound) in enumerate((("a", links, "cbr"), ("b", "b", "vbr")), 1):
        front = f'title = "{name}"\ndate = 2026-01-0{day}\nepisode_url = "{name}.mp3"'
        project.write(f"episodes/{name}.md", f"+++\n{front}\n+++\n{text}\n")
        project.write(f"episodes/{name}.mp3", (SOUNDS / f"{sound}.mp3").read_bytes())
    project.picture("episodes/pic.png", "square.png")
    for name in ("a paper.pdf", "img/x y.png", "bonus.mp3", "unnamed.png", ".hidden.png"):
        project.write(f"episodes/{name}", f"bytes of {name}")
    return project


def files_of(project: Project, slug: str) -> set[str]:
    folder = project.root / "feed/episodes" / slug
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    return {name for name in found if not name.startswith("cover-")}


def test_a_flat_file_has_its_pictures_published_too(flat: Project) -> None:
    """The feed and the page name them beside the page; sounds of others stay where they are."""
    ran = flat.feed()
    assert (ran.exit, ran.codes) == (0, ["PK231"]), ran.out
    assert "bonus.mp3" in ran.json["findings"][0]["message"]
    assert files_of(flat, "a") == {"index.html", "a.mp3", "pic.png", "a paper.pdf", "img/x y.png"}
    assert files_of(flat, "b") == {"index.html", "b.mp3"}
    page = flat.read("feed/episodes/a/index.html")
    assert '<img src="pic.png" alt="our bench">' in page
    assert 'src="https://a.example/episodes/a/pic.png"' in flat.read("feed/feed.xml")
    flat.picture("episodes/pic.png", "small.png")
    assert flat.feed().json["written"] == ["feed/episodes/a/pic.png"]


@pytest.mark.parametrize(
    "link", ["b.md", "b.mp3", ".hidden.png", "../podcast.toml", "/etc/passwd", "x/../b.md", "out.png"]
)  # fmt: skip
def test_a_flat_file_publishes_nothing_of_others(flat: Project, link: str, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_text("secret")
    (flat.root / "episodes/out.png").symlink_to(tmp_path / "secret.png")
    flat.write("episodes/a.md", flat.read("episodes/a.md").partition("![")[0] + f"[x]({link})\n")
    assert flat.feed().exit == 0
    assert files_of(flat, "a") == {"index.html", "a.mp3"}
