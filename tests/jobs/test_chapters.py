"""Where an episode's chapters come from, seen in what is published of it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import feedparser
import mutagen.id3
import pytest

from tests.projects import PICTURES, TOML, Project

LISTED = "- 0:00 Tea\n- 0:01 Cake\n- 0:03 [Jam](/jam/)\n"
JSON = '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "J"}, {"startTime": 1, "title": "K"}]}'
PSC = '<c xmlns="http://podlove.org/simple-chapters"><chapter start="0:01" title="P"/></c>'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "show")


def chapters(project: Project, slug: str = "number-1") -> list[dict[str, Any]]:
    path = project.root / f"feed/episodes/{slug}/chapters.json"
    if not path.is_file():
        return []
    found: list[dict[str, Any]] = json.loads(path.read_bytes())["chapters"]
    return found


def titles(project: Project) -> list[str]:
    return [chapter["title"] for chapter in chapters(project)]


def test_a_list_of_times_in_the_notes_becomes_chapters(project: Project) -> None:
    project.episode(1, body=LISTED)
    ran = project.feed()
    assert (ran.exit, ran.codes) == (0, [])
    assert chapters(project) == [
        {"startTime": 0, "title": "Tea"},
        {"startTime": 1, "title": "Cake"},
        {"startTime": 3, "title": "Jam", "url": "https://a.example/jam/"},
    ]
    entry = feedparser.parse(io.BytesIO((project.root / "feed/feed.xml").read_bytes())).entries[0]
    assert [c["title"] for c in entry.psc_chapters["chapters"]] == ["Tea", "Cake", "Jam"]
    page = project.read("feed/episodes/number-1/index.html")
    assert '<a href="https://cdn.example/1.mp3#t=3"><span>0:03</span> Jam' in page


def test_what_is_chosen_follows_the_precedence(project: Project) -> None:
    """Front matter, a file beside, the audio, headings of a timed transcript, the notes."""
    path = project.episode(1, body=LISTED)
    assert project.feed().exit == 0
    assert titles(project) == ["Tea", "Cake", "Jam"]

    spoken = "\n## Transcript\n\n### Hello\n\n[00:00] Ada: One.\n\n### Bye\n\n[00:02] Ada: Two.\n"
    project.episode(1, body=LISTED + spoken)
    project.feed()
    assert titles(project) == ["Hello", "Bye"]

    project.sound("1.mp3", "chapters.mp3")
    project.feed("--refresh", "number-1")
    assert titles(project) == ["Hello", "Counting"]
    assert chapters(project)[1]["url"] == "https://example.org/count"

    stem = path.removesuffix(".md")
    project.write(f"{stem}.chapters.json", JSON)
    project.feed()
    assert titles(project) == ["J", "K"]

    project.episode(1, body=LISTED, extra='chapters = [{ start = 0, title = "F" }]\n')
    project.sound("1.mp3", "chapters.mp3")
    project.feed()
    assert titles(project) == ["F"]


def test_a_file_beside_that_goes_away_leaves_the_rest(project: Project) -> None:
    stem = project.episode(1, body=LISTED).removesuffix(".md")
    file = project.write(f"{stem}.labels.txt", "0\t0\tL\n1\t1\tM\n")
    project.feed()
    assert titles(project) == ["L", "M"]
    file.unlink()
    project.feed()
    assert titles(project) == ["Tea", "Cake", "Jam"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (".chapters.json", JSON, ["J", "K"]),
        (".chapters.txt", "0:00 Tea\n0:01 Cake\n", ["Tea", "Cake"]),
        (".psc", PSC, ["P"]),
        (".labels.txt", "0.0\t0.0\tL\n1.0\t2.0\tM\n", ["L", "M"]),
    ],
)
def test_a_file_of_the_episodes_name_is_found(
    project: Project, name: str, text: str, expected: list[str]
) -> None:
    stem = project.episode(1).removesuffix(".md")
    project.write(stem + name, text)
    ran = project.feed()
    assert ran.exit == 0
    assert titles(project) == expected
    assert "podcast:transcript" not in project.read("feed/feed.xml")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chapters.json", JSON),
        ("chapters.txt", "0:00 J\n0:01 K"),
        ("chapters.psc", PSC),
        ("chapters.xml", PSC),
        ("labels.txt", "0\t0\tJ"),
    ],
)
def test_a_file_in_the_episodes_folder_is_found(project: Project, name: str, text: str) -> None:
    folder = "episodes/2026-01-01-one"
    project.write(
        f"{folder}/index.md",
        '+++\ntitle = "One"\nepisode_url = "https://cdn.example/1.mp3"\n+++\nHi.\n',
    )
    project.sound("1.mp3")
    project.write(f"{folder}/{name}", text)
    assert project.feed().exit == 0
    assert chapters(project, "one")[0]["title"] in {"J", "P"}


def test_a_transcript_of_the_episodes_name_stays_one(project: Project) -> None:
    stem = project.episode(1).removesuffix(".md")
    project.write(f"{stem}.txt", "0:00 Tea\n\n0:01 Cake\n")
    project.feed()
    assert chapters(project) == []
    assert "transcript.txt" in project.read("feed/feed.xml")


def test_what_is_wrong_in_a_file_is_told_at_its_line_and_stops_the_run(project: Project) -> None:
    stem = project.episode(1).removesuffix(".md")
    project.write(f"{stem}.chapters.txt", "0:00 Tea\n0:03 Jam\n0:01 Cake\n9:00 End\nno time\n")
    ran = project.feed()
    assert ran.exit == 1
    found = {
        (f["code"], f["path"], f["line"]) for f in ran.json["findings"] if f["severity"] == "error"
    }
    name = f"{stem}.chapters.txt"
    assert found == {("PK513", name, 5), ("PK505", name, 3), ("PK501", name, 4)}


def test_times_of_the_notes_behind_the_end_are_left_out_with_one_warning(project: Project) -> None:
    project.episode(1, body=LISTED + "- 0:09 Bread\n- 1:00 Butter\n")
    ran = project.feed()
    assert ran.exit == 0
    assert titles(project) == ["Tea", "Cake", "Jam"]
    (finding,) = [f for f in ran.json["findings"] if f["code"] == "PK514"]
    assert (finding["severity"], finding["line"]) == ("warning", 11)
    assert '"Bread" at 0:09' in finding["message"]
    assert "1 more" in finding["message"]


@pytest.mark.parametrize("sound", ["chapters.mp3", "chapters.m4a"])
def test_chapters_in_the_sound_are_published(project: Project, sound: str) -> None:
    """As mutagen and ffmpeg have written them."""
    name = f"1.{sound[-3:]}"
    project.write(
        "episodes/2026-01-01-number-1.md",
        f'+++\ntitle = "One"\nepisode_url = "https://cdn.example/{name}"\n+++\nHi.\n',
    )
    project.sound(name, sound)
    assert project.feed().exit == 0
    assert titles(project) in (["Hello", "Counting"], ["Hello", "Z\u00e4hlen"])
    assert "<psc:chapter " in project.read("feed/feed.xml")


def test_a_link_that_mutagen_writes_into_a_chapter_is_published(project: Project) -> None:
    project.episode(1)
    path = project.root / "sound/1.mp3"
    tags = mutagen.id3.ID3()
    for number, title in enumerate(("One", "Two")):
        link = mutagen.id3.WXXX(desc="", url=f"https://a.example/{number}")
        sub_frames = [mutagen.id3.TIT2(text=[title]), link]
        tags.add(mutagen.id3.CHAP(element_id=f"c{number}", start_time=number * 1000,
                                  end_time=(number + 1) * 1000, sub_frames=sub_frames))  # fmt: skip
    tags.add(mutagen.id3.CTOC(element_id="toc", flags=3, child_element_ids=["c0", "c1"]))
    tags.save(path)
    project.feed()
    assert chapters(project) == [
        {"startTime": 0, "endTime": 1, "title": "One", "url": "https://a.example/0"},
        {"startTime": 1, "endTime": 2, "title": "Two", "url": "https://a.example/1"},
    ]


PICTURED = (
    '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "A", "img": "pics/my%20cup.png"},'
    ' {"startTime": 1, "toc": false, "img": "https://b.example/b.png", "url": "javascript:x()"},'
    ' {"startTime": 2, "title": "C", "img": "../outside.png"}]}'
)


@pytest.mark.parametrize("bundle", [True, False])
def test_pictures_of_chapters_are_published_and_linked(tmp_path: Path, *, bundle: bool) -> None:
    project = Project(tmp_path / "show", TOML)
    folder = "episodes/2026-01-01-number-1" if bundle else "episodes"
    text = f"{folder}/index.md" if bundle else "episodes/2026-01-01-number-1.md"
    file = f"{folder}/chapters.json" if bundle else text.replace(".md", ".chapters.json")
    project.write(text, '+++\ntitle = "One"\nepisode_url = "https://cdn.example/1.mp3"\n+++\nHi.\n')
    project.sound("1.mp3")
    project.write(file, PICTURED)
    project.picture(f"{folder}/pics/my cup.png", "small.png")
    project.picture("episodes/outside.png" if bundle else "outside.png", "small.png")
    assert project.feed().exit == 0
    here = project.root / "feed/episodes/number-1"
    assert (here / "pics/my cup.png").read_bytes() == (PICTURES / "small.png").read_bytes()
    assert [p.name for p in (project.root / "feed").rglob("*.png")] == ["my cup.png"]
    first, second, third = chapters(project)
    assert first["img"] == "https://a.example/episodes/number-1/pics/my%20cup.png"
    assert second == {"startTime": 1, "toc": False, "img": "https://b.example/b.png"}
    assert third["img"] == "https://a.example/episodes/outside.png"
    feed = project.read("feed/feed.xml")
    assert feed.count("<psc:chapter ") == 2
    assert "javascript" not in feed


def test_a_picture_of_a_chapter_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    project = Project(tmp_path / "show", TOML)
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.png").write_bytes(b"secret")
    project.episode(1, extra='chapters = [{ start = 0, title = "A", img = "out/key.png" }]\n')
    (project.root / "episodes/out").symlink_to(secret)
    project.feed()
    assert not list((project.root / "feed").rglob("key.png"))


def test_false_ends_all_guessing_and_an_empty_list_does_not(project: Project) -> None:
    notes = "- 0:00 Tea\n- 0:01 Cake\n"
    project.episode(1, body=notes, extra="chapters = []\n")
    project.episode(2, body=notes, extra="chapters = false\n")
    project.feed()
    assert titles(project) == ["Tea", "Cake"]
    assert not (project.root / "feed/episodes/number-2/chapters.json").exists()


def test_chapters_may_be_lines_in_the_front_matter(project: Project) -> None:
    project.episode(1, extra='chapters = """\n0:00 Tea\n0:00.5 Cake\n"""\n')
    assert project.feed().exit == 0
    assert titles(project) == ["Tea", "Cake"]


def test_a_picture_of_a_chapter_that_is_not_there_is_told(project: Project) -> None:
    project.episode(1, extra='chapters = [{ start = 0, title = "Tea", img = "nope.jpg" }]\n')
    ran = project.feed()
    assert ("PK012", 4) in [(f["code"], f["line"]) for f in ran.json["findings"]]


def test_times_in_the_notes_begin_lines_and_are_links_on_the_page_alone(project: Project) -> None:
    project.episode(1, body="We\ntalk.\n\n0:00 Intro\n0:01 [Talk](#t=2)\n0:04.5 End\n9:59 Never\n")
    assert project.feed().codes == ["PK514"]
    page = project.read("feed/episodes/number-1/index.html")
    sound = "https://cdn.example/1.mp3"
    assert (
        f'<p>We\ntalk.</p>\n<p><a href="{sound}#t=0">0:00</a> Intro<br>\n'
        f'<a href="{sound}#t=1">0:01</a> '
        f'<a href="{sound}#t=2" rel="noopener noreferrer">Talk</a><br>\n'
        f'<a href="{sound}#t=4.5">0:04.5</a> End<br>\n9:59 Never</p>'
    ) in page
    entry = feedparser.parse(io.BytesIO((project.root / "feed/feed.xml").read_bytes())).entries[0]
    notes = entry.content[-1]["value"]
    assert "<p>We\ntalk.</p>\n<p>0:00 Intro<br" in notes
    assert "cdn.example" not in notes
    assert not any("\ue000" <= letter <= "\uf8ff" for letter in page + str(entry))


def test_notes_whose_own_characters_are_odd_keep_them(project: Project) -> None:
    project.episode(1, body="0:00 Intro \ue0f0\n0:01 Talk &#xe0f1;\n0:02 \ue0f0\ue0f1\n")
    project.feed()
    page = project.read("feed/episodes/number-1/index.html")
    assert "<p>0:00 Intro \ue0f0<br>\n0:01 Talk \ue0f1<br>\n0:02 \ue0f0\ue0f1</p>" in page


def test_times_beside_chapters_of_the_authors_stay_as_they_are(project: Project) -> None:
    project.episode(1, body="0:00 Tea\n0:01 Cake\n", extra="chapters = false\n")
    project.feed()
    assert "<p>0:00 Tea\n0:01 Cake</p>" in project.read("feed/episodes/number-1/index.html")
