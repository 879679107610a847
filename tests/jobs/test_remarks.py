"""Rules on single things of a show or an episode, each with the place it is told at."""

from __future__ import annotations

from typing import Any

import pytest
from mutagen.id3 import CHAP, ID3, TIT2

from tests.projects import TOML, Project


def only(project: Project, *args: str) -> dict[str, Any]:
    """The one finding of a run of ``feed``."""
    (finding,) = project.feed(*args).json["findings"]
    found: dict[str, Any] = finding
    return found


def place(finding: dict[str, Any]) -> tuple[str, int | None, int | None]:
    return finding["code"], finding["line"], finding["column"]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("title", "PK101"),
        ("description", "PK102"),
        ("link", "PK103"),
        ("feed_url", "PK104"),
        ("language", "PK105"),
        ("image", "PK106"),
    ],
)
def test_what_every_directory_wants_of_a_show(project: Project, key: str, code: str) -> None:
    project.episode(1)
    rows = [row for row in TOML.splitlines() if not row.startswith(f"{key} ")]
    project.write("podcast.toml", "\n".join(rows))
    finding = only(project)
    assert place(finding) == (code, 1, 1)
    assert finding["hint"].startswith(key)
    assert not (project.root / "feed").exists()


def test_a_rule_that_rejects_may_be_ignored_with_a_reason_and_one_that_stops_may_not(
    project: Project,
) -> None:
    project.episode(1)
    rows = [row for row in TOML.splitlines() if not row.startswith(("image ", "title "))]
    ignore = '\n[validate]\nignore = { PK106 = "a show for one app", PK101 = "no" }\n'
    project.write("podcast.toml", "\n".join(rows) + ignore)
    first, second = project.feed().json["findings"]
    assert (place(first), place(second)) == (("PK101", 1, 1), ("PK017", 12, 42))
    project.write("podcast.toml", "\n".join([*rows, ignore]).replace("[show]", '[show]\ntitle="A"'))
    ran = project.feed()
    assert (ran.exit, ran.codes) == (0, ["PK017"])


def test_a_key_that_is_nearly_one_of_ours(project: Project) -> None:
    project.episode(1, extra='chapter = []\nlinks = "mine"\ntext = "mine"\nsubtitel = "A"\n')
    ran = project.feed()
    assert (ran.exit, ran.codes) == (0, ["PK007", "PK007"])
    told = [(finding["line"], finding["hint"]) for finding in ran.json["findings"]]
    assert told == [(4, "did you mean chapters?"), (7, "did you mean subtitle?")]


def test_a_near_miss_below_extra_of_a_zola_site_and_none_where_the_key_is_mapped(
    project: Project,
) -> None:
    project.sound("1.mp3")
    toml = TOML + '[content]\npreset = "zola"\nepisodes = "episodes"\n'
    project.write("podcast.toml", toml)
    project.write(
        "episodes/2026-01-01-a.md",
        '+++\ntitle = "A"\n[extra]\nepisode_url = "https://cdn.example/1.mp3"\nsumary = "S"\n+++\nNotes.\n',
    )
    assert place(only(project)) == ("PK007", 5, 1)
    project.write("podcast.toml", toml + '[fields]\nsummary = "sumary"\n')
    assert project.feed().codes == []


def test_tags_that_only_the_site_can_render(project: Project) -> None:
    project.episode(
        1,
        body="Look: {{ youtube(id=1) }}\n\n`{{ code }}`\n\nand [this](@/blog/a.md).\n\n"
        "## Transcript\n\n{{ not_in_the_feed() }}\n",
    )
    ran = project.feed()
    assert (ran.exit, ran.codes) == (0, ["PK013", "PK013"])
    assert [(f["line"], f["column"]) for f in ran.json["findings"]] == [(8, 7), (12, 12)]


def test_a_tag_in_the_notes_of_a_toml_file_is_told_at_its_line(project: Project) -> None:
    project.sound("1.mp3")
    project.write(
        "episodes/2026-01-01-a.toml",
        'title = "A"\nepisode_url = "https://cdn.example/1.mp3"\n'
        'notes = """\nOne.\n\n{% two() %}\n"""\n',
    )
    assert place(only(project)) == ("PK013", 6, 1)


def test_local_audio_that_is_served_nowhere(project: Project) -> None:
    project.sound("1.mp3")
    project.write(
        "episodes/2026-01-01-a.md", '+++\ntitle = "A"\nepisode_url = "1.mp3"\n+++\nNotes.\n'
    )
    finding = only(project)
    assert place(finding) == ("PK028", 3, 1)
    assert "[audio] url" in finding["hint"]
    project.write("podcast.toml", TOML + 'url = "https://cdn.example/x"\n')
    assert project.feed().exit == 0
    assert 'url="https://cdn.example/x/1.mp3"' in project.read("feed/feed.xml")


def test_two_pages_with_one_path(project: Project) -> None:
    project.write("podcast.toml", TOML + '[content]\npermalink = "/e/{year}/"\n')
    project.episode(1)
    project.episode(2)
    finding = only(project)
    assert finding["code"] == "PK029"
    assert finding["path"] == "episodes/2026-01-02-number-2.md"
    assert "2026-01-01-number-1.md" in finding["message"]


def test_a_sound_that_does_not_say_how_long_it_is(project: Project) -> None:
    project.episode(1, extra="bytes = 1000\n")
    (project.root / "sound/1.mp3").unlink()
    ran = project.feed("--offline")
    assert (ran.exit, ran.codes) == (0, ["PK303", "PK306"])
    assert "itunes:duration" not in project.read("feed/feed.xml")
    assert 'length="1000"' in project.read("feed/feed.xml")


def test_a_chapter_behind_the_end(project: Project) -> None:
    project.episode(
        1,
        extra='chapters = [{ start = 0, title = "A" }, { start = 1, title = "C" }, { start = 999, title = "B" }]\n',
    )
    finding = only(project)
    assert place(finding) == ("PK501", 4, 69)
    assert '"B" begins at 16:39' in finding["message"]


def test_a_chapter_of_the_sound_itself_behind_its_end_is_left_out(project: Project) -> None:
    path = project.episode(1)
    tags = ID3()
    for number, start in enumerate((0, 999_000)):
        tags.add(
            CHAP(
                element_id=f"c{number}",
                start_time=start,
                end_time=start + 1000,
                sub_frames=[TIT2(text=[f"Part {number}"])],
            )
        )
    tags.save(project.root / "sound/1.mp3")
    ran = project.feed()
    assert (ran.exit, ran.codes) == (0, ["PK502"])
    assert ran.json["findings"][0]["path"] == path
    chapters = project.read("feed/episodes/number-1/chapters.json")
    assert "Part 0" in chapters
    assert "Part 1" not in chapters
