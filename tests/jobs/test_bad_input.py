"""Whatever is wrong is told at its place, all in one run, and nothing is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.projects import TOML, Project

E = "episodes/2026-01-09-bad.md"
AUDIO = '[extra]\nepisode_url = "https://cdn.example/9.mp3"\n'


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        ('+++\ntitle = "A\n' + AUDIO + "+++\nNotes.\n", "PK002", 2, 11, 'the closing " is missing'),
        ('+++\ntitle = "A"\n' + AUDIO + "\nNotes", "PK003", 4, 1, "put a line +++"),
        ("Notes only.", "PK003", 1, 1, "begin it with a line +++"),
        ("+++\n" + AUDIO + "+++\nNotes.\n", "PK020", 1, 1, 'title = "…"'),
        ('+++\ntitle = "A"\n+++\nNotes.\n', "PK021", 1, 1, "episode_url"),
        (
            '+++\ntitle = ["x"]\nseason = "one"\n' + AUDIO + "+++\nNotes.\n",
            "PK005",
            3,
            1,
            "for example 12",
        ),
        (
            '+++\ntitle = "A"\nepisode_ulr = "https://cdn.example/9.mp3"\n+++\nNotes.\n',
            "PK021",
            3,
            1,
            "episode_url",
        ),
        (
            '+++\ntitle = "A"\nepisode_url = "gone.mp3"\n+++\nNotes.\n',
            "PK011",
            3,
            1,
            "beside the episode",
        ),
        (
            '+++\ntitle = "A"\nepisode_url = "../../x.mp3"\n+++\nNotes.\n',
            "PK010",
            3,
            1,
            "into the project",
        ),
        (
            '+++\ntitle = "A"\nepisode_url = "https://cdn.example/page.mp3"\n+++\nNotes.\n',
            "PK302",
            3,
            1,
            "real file",
        ),
        (
            '+++\ntitle = "A"\ndate = "5.1.2026"\n' + AUDIO + "+++\nNotes.\n",
            "PK005",
            3,
            1,
            "2026-01-05",
        ),
        (
            '+++\ntitle = "A"\ndate = 05.01.2026\n' + AUDIO + "+++\nNotes.\n",
            "PK002",
            3,
            9,
            "2026-01-05",
        ),
        (
            '+++\ntitle = "A"\nduration = 1:02:03\n' + AUDIO + "+++\nNotes.\n",
            "PK002",
            3,
            13,
            "quotes",
        ),
        ("+++\ntitle = “A”\n" + AUDIO + "+++\nNotes.\n", "PK014", 2, 9, "straight quotes"),
        (
            '+++\ntitle = "A"\nslug = "a/b"\n' + AUDIO + "+++\nNotes.\n",
            "PK026",
            3,
            1,
            "give it one",
        ),
    ],
)
def test_a_bad_episode_is_told_at_its_place(
    project: Project, text: str, code: str, line: int, column: int, words: str
) -> None:
    project.write("sound/page.mp3", "<!doctype html><title>404</title>")
    project.sound("9.mp3")
    project.write(E, text)
    ran = project.feed()
    (finding,) = ran.json["findings"]
    assert (finding["code"], finding["path"], finding["line"], finding["column"]) == (
        code,
        E,
        line,
        column,
    )
    assert words in finding["hint"]
    assert ran.exit == 1
    assert not (project.root / "feed").exists()
    assert not (project.root / "podcast.lock").exists()


def test_a_bad_date_is_not_told_as_missing_too(project: Project) -> None:
    project.write(
        "episodes/bad.md", '+++\ntitle = { a = 1 }\ndate = "May"\n' + AUDIO + "+++\nNotes.\n"
    )
    project.sound("9.mp3")
    assert project.feed().codes == ["PK005", "PK005"]


def test_no_date_anywhere(project: Project) -> None:
    project.write("episodes/bad.md", '+++\ntitle = "A"\n' + AUDIO + "+++\nNotes.\n")
    project.sound("9.mp3")
    ran = project.feed()
    assert (ran.exit, ran.codes) == (1, ["PK022"])


@pytest.mark.parametrize(
    ("extra", "code"),
    [('slug = "number-1"\n', "PK023"), ('guid = "one"\n', "PK024")],
)
def test_two_episodes_with_one_slug_or_guid(project: Project, extra: str, code: str) -> None:
    project.episode(1, extra='guid = "one"\n')
    project.episode(2, extra=extra)
    ran = project.feed()
    assert (ran.exit, ran.codes) == (1, [code])
    assert "2026-01-01-number-1.md" in ran.json["findings"][0]["message"]


def test_two_episodes_with_one_audio_url(project: Project) -> None:
    path = project.episode(1)
    project.write("episodes/2026-01-02-b.md", project.read(path))
    ran = project.feed()
    assert (ran.exit, ran.codes) == (1, ["PK025"])


def test_a_foreign_file_in_the_output(project: Project) -> None:
    project.episode(1)
    project.write("feed/feed.xml", "written by hand")
    ran = project.feed()
    assert (ran.exit, ran.codes) == (1, ["PK710"])
    assert project.tree() == {"feed/feed.xml": b"written by hand"}


def test_an_unknown_key_with_the_nearest_known_name(project: Project) -> None:
    project.write("podcast.toml", TOML.replace("author", "auhtor"))
    ran = project.feed()
    finding, missing = ran.json["findings"][-1], ran.json["findings"][0]
    assert missing["code"] == "PK116"
    assert (ran.exit, finding["code"], finding["line"], finding["column"]) == (1, "PK004", 7, 1)
    assert finding["hint"] == "did you mean author?"


def test_all_problems_of_all_files_in_one_run(project: Project) -> None:
    project.write("podcast.toml", TOML.replace('language = "en"', "language = 5"))
    project.write("episodes/a.md", "no front matter")
    project.write("episodes/b.md", '+++\nepisode_url = "https://x.example/b.mp3"\n+++\nNotes.\n')
    project.write("podcast.lock", "{")
    ran = project.feed("--offline")
    assert ran.exit == 1
    assert sorted(ran.codes) == ["PK003", "PK005", "PK020", "PK022", "PK721"]
    assert [f["path"] for f in ran.json["findings"]] == sorted(
        f["path"] for f in ran.json["findings"]
    )


def test_a_failed_run_leaves_what_was_there(project: Project) -> None:
    project.episode(1)
    assert project.feed().exit == 0
    before = project.tree()
    project.write("episodes/2026-01-02-bad.md", "+++\nNotes.\n")
    ran = project.feed()
    assert (ran.exit, project.tree()) == (1, before)


def test_an_unreadable_episode_is_not_told_as_removed(project: Project) -> None:
    path = project.episode(1)
    project.episode(2)
    project.feed()
    project.write(path, "+++\ntitle = \n+++\nNotes.\n")
    assert project.feed().codes == ["PK002"]


def test_a_broken_template_of_the_users_is_told_with_its_line(project: Project) -> None:
    project.episode(1)
    project.write("podcast.toml", TOML + '[output]\ntemplates = "mine"\n')
    for text, line in (
        ("{% if %}", 1),
        ("\n{{ nothing.here }}", 2),
        ("\n\n{{ ''.__class__.mro() }}", 3),
    ):
        project.write("mine/episode.html", text)
        (finding,) = project.feed().json["findings"]
        assert (finding["code"], finding["path"], finding["line"]) == (
            "PK030",
            "mine/episode.html",
            line,
        )
    assert not (project.root / "feed").exists()


@settings(max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from(["episodes/x.md", "episodes/x.toml", "podcast.toml", "podcast.lock"]),
)
def test_arbitrary_bytes_in_any_file_are_findings(project: Project, data: bytes, path: str) -> None:
    project.write("podcast.toml", TOML)
    project.write(
        "episodes/x.md", '+++\ntitle = "A"\ndate = 2026-01-01\n' + AUDIO + "+++\nNotes.\n"
    )
    (project.root / "podcast.lock").unlink(missing_ok=True)
    project.write(path, data)
    for command in (("feed", "--offline", "--check", "--json"), ("validate", "--json")):
        ran = project.run(*command)
        assert ran.exit in {0, 1, 3, 4}
        assert isinstance(ran.json["findings"], list)
