"""What a first user met: mistakes that hid others, and checks that said less than the build."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from podcastkit.cli import _group
from podcastkit.jobs.validate import ValidateOptions, validate
from tests.projects import Project

AS_OF = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


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


def commit(project: Project) -> None:
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], cwd=project.root, check=True)


def test_an_episode_whose_file_is_deleted_has_changed(project: Project) -> None:
    for name, keys in (
        ("sound", 'episode_url = "my tune.mp3"'),
        ("picture", 'image = "pic.jpg"\nepisode_url = "https://cdn.example/p.mp3"'),
        ("words", 'transcript = "w.vtt"\nepisode_url = "https://cdn.example/w.mp3"'),
    ):
        top = f'title = "{name}"\ndescription = "B"\ndate = 2026-01-05\n'
        project.write(f"episodes/{name}.md", f"+++\n{top}{keys}\n+++\nHi.\n")
    project.sound("x.mp3")
    (project.root / "sound/x.mp3").rename(project.root / "episodes/my tune.mp3")
    project.picture("episodes/pic.jpg")
    project.write("episodes/w.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHi.\n")
    commit(project)
    assert project.run("validate", "--json", "--changed-since", "HEAD").json["checked"] == 0
    for path, named, code in (
        ("my tune.mp3", "sound", "PK011"),
        ("pic.jpg", "picture", "PK012"),
        ("w.vtt", "words", "PK012"),
    ):
        kept = (project.root / "episodes" / path).read_bytes()
        (project.root / "episodes" / path).unlink()
        ran = project.run("validate", "--json", "--changed-since", "HEAD")
        told = {(row["code"], row["path"]) for row in ran.json["findings"]}
        assert (code, f"episodes/{named}.md") in told
        assert {row["path"] for row in ran.json["findings"]} == {f"episodes/{named}.md"}
        project.write(f"episodes/{path}", kept)


def test_paths_narrow_what_has_changed(project: Project) -> None:
    project.episode(1, extra='explicit = "maybe"\n')
    commit(project)
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


FEED = Path(__file__).parents[1] / "rules" / "base" / "feed.xml"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<rss ", "<rss2 ", ["PK620"]),
        ("<rss ", "<RSS ", ["PK620"]),
        ("<rss ", "<opml ", ["PK620"]),
        ("Mon, 19", "Tue, 19", ["PK614"]),
        ("<description>About one.</description>",
         "<description><p>About <b>one</b>.</p></description>", ["PK637"]),
        ("<link>https://example.org/episodes/one/", "<link>/one/", ["PK631"]),
        ('version="2.0"', "version=2.0", ["PK602"]),
        ("dtds/podcast-1.0.dtd", "DTDs/podcast-1.0.dtd", ["PK607"]),
        ('<enclosure url="https://cdn.example.org/one.mp3" length="400000" type="audio/mpeg"/>', "",
         ["PK610"]),
        ("<pubDate>Mon, 19 Jan 2026 09:00:00 +0000</pubDate>",
         "<pubdate>Mon, 19 Jan 2026 09:00:00 +0000</pubdate>", ["PK608"]),
    ],
)  # fmt: skip
def test_a_defect_of_a_feed_is_told_once(
    tmp_path: Path, old: str, new: str, told: list[str]
) -> None:
    text = FEED.read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    if old == "<rss ":
        changed = changed.replace("</rss>", f"</{new[1:-1]}>")
    (tmp_path / "a.xml").write_text(changed, encoding="utf-8")
    result = validate(paths=[tmp_path / "a.xml"], as_of=AS_OF)
    assert [f.code for f in result.findings if f.severity != "info"] == told


def test_an_items_date_in_another_form_is_told_with_the_right_one(tmp_path: Path) -> None:
    text = FEED.read_text(encoding="utf-8")
    changed = text.replace("Mon, 19 Jan 2026 09:00:00 +0000", "2026-01-19T10:00:00+01:00")
    (tmp_path / "a.xml").write_text(changed, encoding="utf-8")
    (finding,) = validate(paths=[tmp_path / "a.xml"], as_of=AS_OF).findings
    assert finding.hint == "write it as Mon, 19 Jan 2026 09:00:00 +0000"


def test_an_item_without_a_sound_is_an_error_of_podcasts_alone(tmp_path: Path) -> None:
    text = re.sub(r"<enclosure[^>]*/>", "", FEED.read_text(encoding="utf-8"))
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    assert validate(paths=[tmp_path / "a.xml"], as_of=AS_OF).exit == 1
    plain = validate(paths=[tmp_path / "a.xml"], as_of=AS_OF, options=ValidateOptions(plain=True))
    assert plain.exit == 0


def test_a_picture_with_the_name_of_a_feed_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)) * 50 + b"<a b='<c>" * 99)
    (finding,) = validate(paths=[path], as_of=AS_OF).findings
    assert finding.code == "PK601"
    assert "no text" in finding.message


def test_a_feed_without_items_is_told_in_words_about_feeds(project: Project) -> None:
    text = re.sub(r"<item>.*</item>", "", FEED.read_text(encoding="utf-8"), flags=re.DOTALL)
    ran = project.run("validate", str(project.write("a.xml", text)))
    assert ran.exit == 3
    assert "<item>" in ran.err
    assert "[content]" not in ran.err


def told(project: Project, *words: str) -> list[tuple[str, int, str]]:
    """Code, line and hint of each finding."""
    found = project.run("validate", "--json", *words).json["findings"]
    return [(row["code"], row["line"], row["hint"] or "") for row in found]


@pytest.mark.parametrize(
    ("extra", "line", "hint"),
    [
        ("explicit = True\n", 4, "explicit = true"),
        ("explicit = yes\n", 4, "explicit = true"),
        ("explicit = No # really\n", 4, "explicit = false"),
        ("subtitle = 'Half\n", 4, "closing '"),
        ('summary = """Half\nof it\n', 4, 'closing """'),
        ("# it's \"fine\"\nimage_alt = '''a's'''\nsummary = \"\"\"Half\n", 6, 'closing """'),
    ],
)
def test_slips_in_toml_are_told_where_they_are_made(
    project: Project, extra: str, line: int, hint: str
) -> None:
    project.episode(1, extra=extra)
    ((code, at, said),) = told(project)
    assert (code, at) == ("PK002", line)
    assert hint in said


def test_a_quote_that_is_missing_in_json_is_told_in_its_line(project: Project) -> None:
    for title in ('"One', 'One"'):
        project.write(
            "episodes/one.md", f'{{\n"slug": "x",\n"title": {title},\n"a": "b"\n}}\nHi.\n'
        )
        assert told(project)[0][:2] == ("PK002", 3)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[audio]\njobs = 99\n", "jobs = 4"),
        ('[content]\npublish_time = "25:00"\n', 'publish_time = "06:30"'),
        ('funding = { text = "Help" }\n', "url = "),
        ('owner = { email = "a@b.example" }\n', "name = "),
    ],
)
def test_a_hint_for_a_setting_says_what_to_type(project: Project, settings: str, said: str) -> None:
    project.episode(1)
    toml = project.read("podcast.toml")
    new = toml.replace("[audio]\n", settings if "[audio]" in settings else f"{settings}[audio]\n")
    project.write("podcast.toml", new)
    ((code, _, hint),) = told(project)
    assert code == "PK005"
    assert said in hint


def test_of_a_list_where_one_is_wanted_the_rest_is_told(project: Project) -> None:
    path = project.episode(1)
    project.write(path, project.read(path).replace('"Number 1"', '["One", "Two"]'))
    assert [row[:2] for row in told(project)] == [("PK008", 2)]
    project.write(path, project.read(path).replace('["One", "Two"]', '["One"]'))
    assert told(project) == []


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("---\ntitle: A\npodcastkit.ignore:\n  PK230: fine\n", 3),
        ("---\ntitle: A\nextra:\n  podcastkit:\n    ignore: {PK230: fine}\n", 4),
        ("---\ntitle: A\npodcastkit:\n  ignroe: {PK230: fine}\n", 4),
    ],
)
def test_an_ignore_that_has_no_effect_is_told(project: Project, front: str, line: int) -> None:
    project.episode(1)
    rest = "description: B\ndate: 2026-01-02\nepisode_url: https://cdn.example/1.mp3?2\n---\nHi.\n"
    project.write("episodes/two.md", front + rest)
    ((code, at, _),) = told(project)
    assert (code, at) == ("PK018", line)


def test_an_ignore_of_no_rule_is_named(project: Project) -> None:
    project.episode(1)
    toml = project.read("podcast.toml")
    project.write("podcast.toml", toml + '[validate]\nignore = { link-missing = "x" }\n')
    (finding,) = project.run("validate", "--json").json["findings"]
    assert "link-missing" in finding["message"]


def test_a_key_that_fields_hides_is_named(project: Project) -> None:
    path = project.episode(1)
    toml = project.read("podcast.toml")
    project.write("podcast.toml", toml + '[fields]\ntitle = "Titel"\n')
    found = {row["code"]: row for row in project.run("validate", "--json").json["findings"]}
    assert set(found) == {"PK007", "PK020"}
    assert (found["PK007"]["path"], found["PK007"]["line"]) == (path, 2)
    assert "Titel" in found["PK007"]["message"]
    project.write("podcast.toml", toml + '[fields]\nepisode_url = "mp3"\n')
    (row,) = project.run("validate", "--json").json["findings"]
    assert (row["code"], row["hint"]) == (
        "PK021", "[fields] of podcast.toml says that it is kept in mp3",
    )  # fmt: skip


def test_a_path_up_that_stays_in_the_project_is_only_missing(project: Project) -> None:
    for path, code in (("../hello.mp3", "PK011"), ("../../hello.mp3", "PK010")):
        text = (
            f'+++\ntitle = "A"\ndescription = "B"\ndate = 2026-01-05\nepisode_url = "{path}"\n+++\n'
        )
        project.write("episodes/one.md", text)
        assert [row[0] for row in told(project)] == [code]


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ('persons = [{ name = "Ada", role = "boss" }]\n', "PK655"),
        ('license = "All rights reserved"\n', "PK661"),
    ],
)
def test_words_of_the_podcast_namespace_are_checked_in_the_files(
    project: Project, extra: str, code: str
) -> None:
    project.episode(1, extra=extra)
    assert [row[:2] for row in told(project)] == [(code, 4)]
    project.episode(1)
    toml = project.read("podcast.toml")
    project.write("podcast.toml", toml.replace("[audio]", f"{extra}[audio]"))
    assert [row[:2] for row in told(project)] == [(code, 11)]


def test_a_hole_that_no_episode_fills_is_told_once(project: Project) -> None:
    project.episode(1)
    project.episode(2)
    toml = project.read("podcast.toml")
    project.write("podcast.toml", toml + '[content]\npermalink = "/{slugg}/"\n')
    assert told(project) == [("PK032", 14, "did you mean {slug}?")]


def test_a_folder_of_templates_that_is_not_there_is_told_before_a_build(project: Project) -> None:
    project.episode(1)
    project.write("podcast.toml", project.read("podcast.toml") + '[output]\ntemplates = "no"\n')
    assert [row[:2] for row in told(project)] == [("PK012", 14)]


def test_a_path_that_leaves_the_project_is_told_once(project: Project) -> None:
    project.episode(1)
    toml = project.read("podcast.toml").replace("https://a.example/cover.jpg", "../cover.jpg")
    project.write("podcast.toml", toml + '[output]\ntemplates = "../mine"\n')
    assert [row[:2] for row in told(project)] == [("PK010", 8), ("PK010", 14)]


def test_where_no_episode_is_the_folder_is_named(project: Project) -> None:
    project.write("podcast.toml", project.read("podcast.toml") + '[content]\nepisodes = "shows"\n')
    for command in ("validate", "feed"):
        ran = project.run(command)
        assert ran.exit == 3
        assert "in shows" in ran.err


def test_empty_front_matter_is_told_of_all_that_it_lacks(project: Project) -> None:
    project.episode(1)
    project.write("episodes/two.md", "+++\n+++\nHi.\n")
    assert {row[0] for row in told(project)} == {"PK020", "PK021", "PK022"}


def test_a_slug_that_cannot_be_one_hides_no_other_mistake(project: Project) -> None:
    project.episode(1, extra='slug = "a/b"\nseason = "one"\nimage = "no.jpg"\n')
    found = [
        (row["code"], row["line"]) for row in project.run("validate", "--json").json["findings"]
    ]
    assert found == [("PK026", 4), ("PK005", 5), ("PK012", 6)]


def test_yaml_alone_is_skipped_with_a_word(project: Project) -> None:
    project.episode(1)
    project.write("episodes/two.yaml", "title: Two\n")
    ran = project.run("validate", "--json")
    assert [row["path"] for row in ran.json["skipped"]] == ["episodes/two.yaml"]
    assert ran.json["checked"] == 1


def test_a_rule_is_explained_by_its_name_too() -> None:
    by_name = CliRunner().invoke(_group, ["explain", "episode-removed"])
    assert by_name.exit_code == 0
    assert by_name.stdout == CliRunner().invoke(_group, ["explain", "PK702"]).stdout
    near = CliRunner().invoke(_group, ["explain", "episode-remove"])
    assert near.exit_code == 2
    assert "episode-removed" in near.stderr


def test_an_allowance_of_no_episode_is_wrong_usage(project: Project) -> None:
    project.episode(1)
    ran = project.run("feed", "--allow", "removed:nope")
    assert ran.exit == 2
    assert "nope" in ran.err
    assert not (project.root / "feed").exists()
    assert project.run("feed", "--allow", "guid:number-1").exit == 0


def test_a_path_without_letters_is_wrong_usage(project: Project) -> None:
    project.episode(1)
    assert project.run("validate", "").exit == 2


def test_times_that_no_clock_shows_are_told(project: Project) -> None:
    project.episode(1, extra='duration = "1:99"\n')
    ((code, line, hint),) = told(project)
    assert (code, line) == ("PK008", 4)
    assert "59" in hint
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:99.000\nHi.\n"
    project.write(project.episode(1).replace(".md", ".vtt"), text)
    ((code, line, hint),) = told(project)
    assert (code, line) == ("PK508", 3)
    assert "59" in hint


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+14:00", '"0001-01-01"', "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_no_dates(project: Project, date: str) -> None:
    path = project.episode(1, extra=f"date = {date}\n")
    (project.root / path).rename(project.root / "episodes/0001-01-01-one.md")
    assert [row[:2] for row in told(project)] == [("PK005", 4)]
