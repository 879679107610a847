"""``new``: the next episode's file, as the show's others are."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from podcastkit.content import front_matter
from podcastkit.errors import UsageError
from podcastkit.jobs.new import clean_title
from tests.cli.test_completion import until
from tests.projects import SOUNDS, TOML, Project, Ran

NOON = {"SOURCE_DATE_EPOCH": "1780315200"}  # 2026-06-01T12:00:00Z
URL = "https://cdn.example/audio/2.mp3"


def new(project: Project, title: str, *args: str) -> Ran:
    return project.run("new", "--json", title, *args, env=NOON)


def table(project: Project, path: str) -> dict[str, object]:
    document = front_matter.parse((project.root / path).read_bytes(), path)
    assert document.values is not None
    assert document.problems == ()
    return document.values


def show(root: Path, preset: str, *lines: str) -> Project:
    content = "\n".join([f'[content]\npreset = "{preset}"', *lines])
    return Project(root / "show", f"{TOML}{content}\n")


def test_a_first_episode_is_a_file_that_feed_publishes(project: Project) -> None:
    project.sound("hello.mp3")
    project.write("podcast.toml", TOML + 'url = "https://cdn.example/"\n')
    ran = new(project, "Hello", "--audio", str(project.root / "sound/hello.mp3"))
    assert (ran.exit, ran.json["path"], ran.json["slug"]) == (0, "episodes/hello.md", "hello")
    assert (ran.json["date"], ran.json["audio"]) == ("2026-06-01", "hello.mp3")
    assert project.run("validate", "--json", "--strict", env=NOON).codes == [
        "PK213"
    ]  # no notes yet
    ran = project.feed(env=NOON)
    assert (ran.exit, ran.json["episodes"]) == (0, 1)
    assert "<pubDate>Mon, 01 Jun 2026" in project.read("feed/feed.xml")


def test_what_is_left_to_do_is_told(project: Project) -> None:
    ran = project.run("new", "Hello", env=NOON)
    assert ran.out.splitlines() == [
        "episodes/hello.md: written",
        "  name its sound: extra.episode_url, an address or a file",
        "  write the show notes below its front matter, then run podcastkit feed",
    ]
    assert project.run("validate", "--json").codes == ["PK213", "PK021"]
    ran = project.run("new", "Other", "--quiet", env=NOON)
    assert (ran.exit, ran.out, ran.err) == (0, "", "")
    assert (project.root / "episodes/other.md").is_file()


def test_numbers_and_seasons_go_on(project: Project) -> None:
    project.episode(1, extra="season = 1\nepisode = 9\n")
    project.episode(2, extra="season = 2\nepisode = 1\n")
    ran = new(project, "On", "--audio", URL)
    assert (ran.json["season"], ran.json["episode"]) == (2, 2)
    assert table(project, ran.json["path"])["episode"] == 2
    ran = new(project, "And on", "--audio", URL + "?3")
    assert ran.json["episode"] == 3
    ran = new(project, "Back", "--season", "1", "--audio", URL + "?4")
    assert (ran.json["season"], ran.json["episode"]) == (1, 10)
    ran = new(project, "Further", "--season", "3", "--audio", URL + "?5")
    assert (ran.json["season"], ran.json["episode"]) == (3, 1)


def test_an_episode_without_a_sound_counts_too(project: Project) -> None:
    project.episode(1, extra="episode = 1\n")
    assert new(project, "Two").json["episode"] == 2
    assert new(project, "Three").json["episode"] == 3


def test_a_serial_begins_with_one(project: Project) -> None:
    text = project.read("podcast.toml").replace("[audio]", 'type = "serial"\n[audio]')
    project.write("podcast.toml", text)
    assert new(project, "One").json["episode"] == 1


def test_names_are_as_the_others_are(project: Project) -> None:
    project.episode(1)
    assert new(project, "Dated").json["path"] == "episodes/2026-06-01-dated.md"
    project.write("podcast.toml", TOML + '[content]\nepisodes = "b"\n')
    for number in (7, 8):
        project.write(
            f"b/ep{number:03}-x{number}/index.md",
            f'+++\ntitle = "X"\ndate = 2026-01-0{number}\nepisode_url = "{URL}?{number}"\n+++\n',
        )
    ran = new(project, "Counted")
    assert ran.json["path"] == "b/ep009-counted/index.md"
    assert table(project, ran.json["path"])["episode_url"] == ""
    assert new(project, "Again").json["path"] == "b/ep010-again/index.md"


@pytest.mark.parametrize(
    ("preset", "folder", "written"),
    [
        ("jekyll", "audio", "/audio/one.mp3"),
        ("jekyll", "audio", "audio/one.mp3"),
        ("hugo", "static/audio", "/audio/one.mp3"),
        ("hugo", "static/audio", "audio/one.mp3"),
        ("zola", "static", "one.mp3"),
    ],
)
def test_a_sound_is_named_as_the_others_are(
    tmp_path: Path, preset: str, folder: str, written: str
) -> None:
    it = show(tmp_path, preset, 'episodes = "_posts"')
    for name in ("one", "two"):
        it.sound(f"{name}.mp3")
        (it.root / folder).mkdir(parents=True, exist_ok=True)
        shutil.move(it.root / f"sound/{name}.mp3", it.root / f"{folder}/{name}.mp3")
    it.write("_posts/2026-01-01-one.md", f"---\ntitle: One\nepisode_url: {written}\n---\n")
    ran = new(it, "Two", "--audio", str(it.root / f"{folder}/two.mp3"))
    assert ran.json["audio"] == written.replace("one", "two")
    assert not {"PK011", "PK021"} & set(it.run("validate", "--json", env=NOON).codes)


@pytest.mark.parametrize(
    ("preset", "settings", "file", "written", "address"),
    [
        ("zola", "", "static/a/two.mp3", "/a/two.mp3", "a/two.mp3"),
        ("hugo", "", "static/two.mp3", "/two.mp3", "two.mp3"),
        ("hugo", 'static = "static/"', "static/a/two.mp3", "/a/two.mp3", "a/two.mp3"),
        ("astro", 'permalink = "/p/{slug}"', "public/a/two.mp3", "/a/two.mp3", "a/two.mp3"),
        ("eleventy", 'static = "public"', "public/a/two.mp3", "/a/two.mp3", "a/two.mp3"),
        ("eleventy", 'static = "src"', "src/a/two.mp3", "/a/two.mp3", "a/two.mp3"),
        ("jekyll", "", "a/two.mp3", "/a/two.mp3", "a/two.mp3"),
        # What no generator publishes, or nobody knows whether it does.
        ("jekyll", "", "_posts/two.mp3", "two.mp3", None),
        ("jekyll", "", "_data/two.mp3", "_data/two.mp3", None),
        ("eleventy", "", "a/two.mp3", "a/two.mp3", None),
        ("zola", "", "content/episodes/two.mp3", "two.mp3", None),
        ("zola", "", "static-more/two.mp3", "static-more/two.mp3", None),
        ("plain", "", "static/two.mp3", "static/two.mp3", None),
    ],
)
def test_a_sound_of_the_static_folder_needs_no_address(
    tmp_path: Path, preset: str, settings: str, file: str, written: str, address: str | None
) -> None:
    """And one that no site serves is told of, as a build refuses it."""
    it = show(tmp_path, preset, *settings.splitlines())
    it.write(file, (SOUNDS / "cbr.mp3").read_bytes())
    ran = new(it, "Two", "--audio", str(it.root / file))
    assert (ran.exit, ran.json["audio"], ran.json["findings"]) == (0, written, [])
    assert any("where sounds are served" in todo for todo in ran.json["todo"]) is (address is None)
    built = it.feed(env=NOON)
    assert ("PK028" in built.codes) is (address is None)
    if address is not None:
        assert f'<enclosure url="https://a.example/{address}"' in it.read("feed/feed.xml")


@pytest.mark.parametrize(
    ("audio", "written", "address"),
    [
        ('url = "https://cdn.example/x/"', "/a/two.mp3", "https://cdn.example/x/two.mp3"),
        ('url = "https://a.example"', "/a/two.mp3", "https://a.example/a/two.mp3"),
        ("copy = true", "/a/two.mp3", "https://a.example/episodes/two/two.mp3"),
    ],
)
def test_what_the_author_says_of_sounds_goes_before_the_static_folder(
    tmp_path: Path, audio: str, written: str, address: str
) -> None:
    it = Project(tmp_path / "show", f'{TOML}{audio}\n[content]\npreset = "zola"\n')
    it.write("static/a/two.mp3", (SOUNDS / "cbr.mp3").read_bytes())
    ran = new(it, "Two", "--audio", str(it.root / "static/a/two.mp3"))
    assert ran.json["audio"] == written
    assert not any("served" in todo for todo in ran.json["todo"])
    assert it.feed(env=NOON).exit == 0
    assert f'<enclosure url="{address}"' in it.read("feed/feed.xml")


def test_a_sound_beside_a_bundle_is_told_unless_it_lies_in_it(tmp_path: Path) -> None:
    it = show(tmp_path, "zola")
    for number, name in enumerate(("first", "second"), 1):
        front = f'+++\ntitle = "X"\ndate = 2026-01-0{number}\nepisode_url = "{URL}?{number}"\n+++\n'
        it.write(f"content/episodes/{name}/index.md", front)
    it.write("elsewhere/two.mp3", (SOUNDS / "cbr.mp3").read_bytes())
    it.write("content/episodes/three/three.mp3", (SOUNDS / "cbr.mp3").read_bytes())
    outside = new(it, "Two", "--audio", str(it.root / "elsewhere/two.mp3")).json
    assert (outside["path"], outside["audio"]) == (
        "content/episodes/two/index.md",
        "elsewhere/two.mp3",
    )
    assert any("served" in todo for todo in outside["todo"])
    inside = new(it, "Three", "--audio", str(it.root / "content/episodes/three/three.mp3")).json
    assert inside["audio"] == "three.mp3"
    assert not any("served" in todo for todo in inside["todo"])


@pytest.mark.parametrize("preset", ["plain", "zola", "hugo", "jekyll", "eleventy", "astro"])
def test_a_slug_is_kept_where_names_are_numbers_alone(tmp_path: Path, preset: str) -> None:
    it = show(tmp_path, preset, 'episodes = "content/shows"')
    for number in (39, 40):
        table = f'+++\ntitle = "X"\ndate = 2026-01-01\nepisode_url = "{URL}?{number}"\n+++\n'
        it.write(f"content/shows/e{number}.md", table)
    ran = new(it, "S1", "--season", "1", "--slug", "one-word", "--audio", URL)
    assert (ran.exit, ran.json["slug"]) == (0, "one-word")
    again = new(it, "S2", "--slug", "one-word", "--audio", URL + "?2")
    assert again.exit == 1
    assert "one-word" in again.json["error"]


def test_a_slug_that_can_be_none_is_told(project: Project) -> None:
    for number in (39, 40):
        project.write(
            f"episodes/e{number}.md",
            f'+++\ntitle = "X"\ndate = 2026-01-01\nepisode_url = "{URL}?{number}"\n+++\n',
        )
    ran = new(project, "S1", "--slug", "Ünï Code/x")
    assert (ran.exit, "holds '/'" in ran.err) == (2, True)


def test_titles_without_a_letter_are_numbered(project: Project) -> None:
    paths = [new(project, title).json["path"] for title in ("???", "🎉", "…")]
    assert paths == [f"episodes/episode{end}.md" for end in ("", "-2", "-3")]


def test_a_folder_of_a_year_is_that_of_the_date(project: Project) -> None:
    project.write(
        "episodes/2025/a.md", f'+++\ntitle = "A"\ndate = 2025-03-04\nepisode_url = "{URL}"\n+++\n'
    )
    assert new(project, "B").json["path"] == "episodes/2026/b.md"
    assert new(project, "C", "--date", "2025-12-01").json["path"] == "episodes/2025/c.md"


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("---\ntitle: A\ndate: 2026-01-05T09:00:00Z\nepisode_url: {}\n---\n", "---\n"),
        ('{{\n "title": "A",\n "date": "2026-01-05",\n "episode_url": "{}"\n}}\n', "{\n"),
        ('+++\ntitle = "A"\ndate = "2026-01-05"\nepisode_url = "{}"\n+++\n', "+++\n"),
    ],
)
def test_the_form_is_that_of_the_others(project: Project, front: str, kind: str) -> None:
    project.write("episodes/a.md", front.format(URL))
    ran = new(project, 'B: "b"', "--audio", URL + "?2")
    text = project.read(ran.json["path"])
    assert text.startswith(kind)
    assert table(project, ran.json["path"])["title"] == 'B: "b"'
    assert project.feed("--skip-unreachable", env=NOON).codes[:1] != ["PK002"]


def test_a_toml_file_has_its_notes_in_it(project: Project) -> None:
    project.write(
        "episodes/a.toml", f'title = "A"\ndate = 2026-01-05\nepisode_url = "{URL}"\nnotes = "x"\n'
    )
    ran = new(project, "B", "--audio", URL + "?2")
    assert ran.json["path"] == "episodes/b.toml"
    assert table(project, "episodes/b.toml")["episode_url"] == URL + "?2"
    assert ran.json["findings"] == []


def test_a_time_of_day_and_line_ends_are_kept_up(project: Project) -> None:
    text = f'+++\r\ntitle = "A"\r\ndate = 2026-01-05T09:00:00Z\r\nepisode_url = "{URL}"\r\n+++\r\n'
    project.write("episodes/a.md", text)
    path = new(project, "B").json["path"]
    data = (project.root / path).read_bytes()
    assert b"date = 2026-06-01T12:00:00Z\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")


def test_today_is_that_of_the_shows_zone(project: Project) -> None:
    project.write("podcast.toml", TOML + '[content]\ntimezone = "Pacific/Kiritimati"\n')
    assert new(project, "Far").json["date"] == "2026-06-02"


def test_what_all_others_say_alike_is_said_again(tmp_path: Path) -> None:
    project = show(tmp_path, "jekyll", 'timezone = "UTC"')
    for number in (1, 2):
        project.write(
            f"_posts/2026-01-0{number}-x.md",
            f"---\nlayout: episode\ntitle: X{number}\nauthor: Ada\ntags: [a, b]\n"
            f"guid: g{number}\nepisode_url: {URL}?{number}\n---\n",
        )
    ran = new(project, "Y", "--draft")
    assert ran.json["path"] == "_posts/2026-06-01-y.md"
    said = table(project, ran.json["path"])
    assert (said["layout"], said["author"], said["tags"]) == ("episode", "Ada", ["a", "b"])
    assert (said["published"], "guid" in said, "date" in said) == (False, False, False)


@pytest.mark.parametrize(
    ("preset", "path", "key"),
    [
        ("plain", "episodes/no-1-ete.md", ("extra", "episode_url")),
        ("zola", "content/episodes/no-1-ete.md", ("extra", "episode_url")),
        ("hugo", "content/episodes/no-1-ete.md", ("params", "episode_url")),
        ("jekyll", "_posts/2026-06-01-no-1-ete.md", ("episode_url",)),
        ("eleventy", "episodes/no-1-ete.md", ("episode_url",)),
        ("astro", "src/content/episodes/no-1-ete.md", ("episode_url",)),
    ],
)
def test_every_preset_publishes_what_was_written(
    tmp_path: Path, preset: str, path: str, key: tuple[str, ...]
) -> None:
    lines = ['permalink = "/{page.section}/{slug}/"'] if preset == "astro" else []
    project = show(tmp_path, preset, *lines)
    project.sound("2.mp3")
    ran = new(project, "No. 1: Été", "--audio", URL)
    assert (ran.json["path"], ran.json["findings"]) == (path, [])
    value: object = table(project, path)
    for name in key:
        assert isinstance(value, dict)
        value = value[name]
    assert value == URL
    done = project.feed(env=NOON)
    assert (done.exit, done.json["episodes"]) == (0, 1)
    assert f"/{ran.json['slug']}" in project.read("feed/feed.xml")
    assert "<title>No. 1: Été</title>" in project.read("feed/feed.xml")


def test_keys_are_those_of_fields(tmp_path: Path) -> None:
    project = show(
        tmp_path, "hugo", 'episodes = "content/show"', "[fields]",
        'episode_url = "https://cdn.example/audio/{file}.mp3"', 'episode = "number"',
        'description = "teaser"',
    )  # fmt: skip
    project.sound("2.mp3")
    front = "---\ntitle: A\ndate: 2026-01-01\nfile: '1'\nparams: {number: 4, teaser: T}\n---\n"
    project.write("content/show/a.md", front)
    project.sound("1.mp3")
    ran = new(project, "B", "--audio", URL)
    said = table(project, ran.json["path"])
    assert said["params"] == {"number": 5, "teaser": "", "file": "2"}
    assert project.feed(env=NOON).json["episodes"] == 2
    ran = new(project, "C", "--audio", "https://elsewhere.example/2.mp3")
    assert (ran.exit, ran.out) == (2, "")
    assert "not as [fields] episode_url has it" in ran.err
    assert "fill in file" in new(project, "C").json["todo"][0]


def test_a_file_is_named_so_that_it_is_found(project: Project) -> None:
    def audio(*args: str) -> str:
        ran = new(project, f"N{len(list(project.root.rglob('*.md')))}", "--audio", *args)
        assert ran.exit == 0, ran.err
        assert ran.json["findings"] == []
        return str(ran.json["audio"])

    for place in ("episodes/beside.mp3", "top.mp3", "deep/er/a b.mp3", "episodes/100%.mp3"):
        project.write(place, (SOUNDS / "cbr.mp3").read_bytes())
    assert audio(str(project.root / "episodes/beside.mp3")) == "beside.mp3"
    assert audio(str(project.root / "top.mp3")) == "top.mp3"
    assert audio(os.path.relpath(project.root / "deep/er/a b.mp3")) == "deep/er/a b.mp3"
    assert audio(str(project.root / "episodes/100%.mp3")) == "100%25.mp3"


def test_a_file_of_a_local_folder_has_an_address_beside_the_others(project: Project) -> None:
    project.episode(30)
    project.sound("31 b.mp3")
    ran = new(project, "X", "--audio", str(project.root / "sound/31 b.mp3"))
    assert ran.json["audio"] == "https://cdn.example/31%20b.mp3"
    assert project.feed(env=NOON).json["episodes"] == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("none.mp3", "there is no such file"),
        ("podcast.toml", "is no sound"),
        ("ftp://a.example/x.mp3", "should begin with https://"),
        ("https://ada:x@a.example/x.mp3", "user name or password"),
    ],
)
def test_a_sound_that_is_none_is_told(project: Project, given: str, words: str) -> None:
    named = given if "://" in given else str(project.root / given)
    ran = new(project, "X", "--audio", named)
    assert (ran.exit, words in ran.err) == (2, True), ran.err
    assert not (project.root / "episodes").exists()


def test_a_sound_outside_the_project_is_told(project: Project, tmp_path: Path) -> None:
    shutil.copyfile(SOUNDS / "cbr.mp3", tmp_path / "out.mp3")
    given = str(tmp_path / "out.mp3")
    ran = new(project, "X", "--audio", given)
    told = f"with --audio {given} --copy it is copied to episodes/out.mp3"
    assert (ran.exit, told in ran.err) == (2, True)
    assert not (project.root / "episodes").exists()


def test_a_sound_from_elsewhere_is_copied_and_never_over_another(
    project: Project, tmp_path: Path
) -> None:
    project.write("podcast.toml", TOML + "copy = true\n")
    shutil.copyfile(SOUNDS / "cbr.mp3", tmp_path / "100% out.mp3")
    given = str(tmp_path / "100% out.mp3")
    ran = new(project, "X", "--audio", given, "--copy")
    assert (ran.exit, ran.json["copied"]) == (0, "episodes/100% out.mp3"), ran.err
    copied = project.root / "episodes/100% out.mp3"
    assert copied.read_bytes() == (SOUNDS / "cbr.mp3").read_bytes()
    assert project.feed(env=NOON).json["episodes"] == 1
    copied.write_bytes(b"mine")
    ran = new(project, "Y", "--audio", given, "--copy")
    assert (ran.exit, "is there already" in ran.json["error"]) == (1, True)
    assert copied.read_bytes() == b"mine"
    assert not (project.root / "episodes/y.md").exists()


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX systems")
@pytest.mark.parametrize("answer", ["y", "n"])
def test_on_a_terminal_it_is_asked_whether_to_copy(
    project: Project, tmp_path: Path, answer: str
) -> None:
    import pty

    shutil.copyfile(SOUNDS / "cbr.mp3", tmp_path / "out.mp3")
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(project.root)
        words = [sys.executable, "-m", "podcastkit", "new", "X", "--audio", "../out.mp3"]
        os.execv(sys.executable, words)  # noqa: S606
    try:
        assert "Copy it to episodes/out.mp3?" in until(terminal, "[y/N]")
        os.write(terminal, f"{answer}\n".encode())
        until(terminal, "copied")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    there = [name for name in ("out.mp3", "x.md") if (project.root / "episodes" / name).exists()]
    assert there == (["out.mp3", "x.md"] if answer == "y" else [])


def test_a_bare_name_is_looked_for_where_the_sounds_lie(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project.write("episodes/t.mp3", (SOUNDS / "cbr.mp3").read_bytes())
    assert new(project, "X", "--audio", "t.mp3").json["audio"] == "t.mp3"
    project.sound("u.mp3")
    assert new(project, "Y", "--audio", "u.mp3").json["audio"] == "u.mp3"
    ran = new(project, "Z", "--audio", "none/t.mp3")
    assert (ran.exit, "there is no such file" in ran.err) == (2, True)


def test_a_sound_that_another_episode_has_is_refused(project: Project) -> None:
    project.write("episodes/t.mp3", (SOUNDS / "cbr.mp3").read_bytes())
    assert new(project, "X", "--audio", "t.mp3").exit == 0
    for named in ("t.mp3", str(project.root / "episodes/t.mp3")):
        ran = new(project, "Y", "--audio", named)
        told = f"--audio {named} is the sound of episodes/x.md already"
        assert (ran.exit, told in ran.json["error"]) == (1, True)
    assert new(project, "Z", "--audio", URL).exit == 0
    assert new(project, "Again", "--audio", URL).exit == 1
    assert not (project.root / "episodes/again.md").exists()


def test_an_empty_key_and_remarks_are_kept_up(project: Project) -> None:
    for number in range(1, 5):
        path = new(project, f"Number {number}", "--audio", f"{URL}?{number}").json["path"]
    text = project.read(path)
    assert 'description = ""' in text
    assert "# subtitle = " in text
    for number in range(1, 5):
        text = project.read(f"episodes/number-{number}.md")
        kept = [line for line in text.split("\n") if not line.startswith("# subtitle")]
        project.write(f"episodes/number-{number}.md", "\n".join(kept))
    path = new(project, "Without", "--audio", f"{URL}?9").json["path"]
    assert "subtitle" not in project.read(path)


def test_nothing_is_overwritten(project: Project) -> None:
    project.episode(1)
    before = project.read("episodes/2026-01-01-number-1.md")
    ran = new(project, "Number 1")
    assert ran.exit == 1
    assert (
        'the slug "number-1" is already that of episodes/2026-01-01-number-1.md'
        in ran.json["error"]
    )
    assert project.read("episodes/2026-01-01-number-1.md") == before
    project.write("episodes/2026-06-01-there.md", "no episode")
    ran = new(project, "There", "--slug", "there")
    assert ran.exit == 1
    assert project.read("episodes/2026-06-01-there.md") == "no episode"
    if os.name == "posix":
        (project.root / "episodes/2026-06-01-link.md").symlink_to("../elsewhere.md")
        ran = new(project, "Link")
        assert (ran.exit, "nothing is written over it" in ran.json["error"]) == (1, True)
        assert not (project.root / "elsewhere.md").exists()


def test_the_slug_of_a_published_episode_is_not_given_again(project: Project) -> None:
    path = project.episode(1)
    project.feed()
    (project.root / path).unlink()
    ran = new(project, "Number 1")
    assert (ran.exit, "in podcast.lock" in ran.json["error"]) == (1, True)


def test_wrong_words_end_with_2(project: Project) -> None:
    for args in (["  "], ["\x00\n"], ["X", "--date", "soon"], ["X", "--date", "01.02.2026"],
                 ["X", "--slug", "a/b"], ["X", "--slug", ".."], ["X", "--slug", "_x"],
                 ["X" * 1001]):  # fmt: skip
        ran = new(project, *args)
        assert (ran.exit, ran.out) == (2, ""), args
    assert not (project.root / "episodes").exists()


def test_a_broken_project_file_is_told_and_nothing_written(project: Project) -> None:
    project.write("podcast.toml", "[show\n")
    ran = new(project, "X")
    assert (ran.exit, ran.codes) == (1, ["PK002"])
    assert project.run("new", "X").err.endswith("podcastkit: nothing was written\n")
    (project.root / "podcast.toml").unlink()
    assert project.run("new", "X").exit == 4


def test_a_pattern_that_misses_the_file_is_told(tmp_path: Path) -> None:
    project = show(tmp_path, "plain", 'episodes = "e/ep-*.md"')
    ran = new(project, "X")
    assert ran.json["path"] == "e/x.md"
    assert "[content] episodes does not cover it" in ran.json["todo"][0]
    assert new(project, "Y", "--slug", "ep-y").json["todo"][0].startswith("name its sound")


titles = st.text(min_size=1, max_size=60)


@pytest.mark.parametrize("form", ["toml", "yaml", "json", "file"])
@given(title=titles)
@example('"quotes" \'too\' \\ and """ more')
@example("line\nfeed\ttab \x07bell \x1b[31m")
@example("🎙👩‍💻 \u2028 \u0085 \ufeff \uffff")
@example("+++\n---\n...")
@example("yes: # no {{ x }} %}")
@example("CON")
@example("..")
@example("Привет, мир")
def test_any_title_is_read_back(form: str, title: str) -> None:
    try:
        wanted = clean_title(title)
    except UsageError:
        return
    front = {
        "toml": f'+++\ntitle = "A"\ndate = 2026-01-05\nepisode_url = "{URL}"\n+++\n',
        "yaml": f"---\ntitle: A\ndate: 2026-01-05\nepisode_url: {URL}\n---\n",
        "json": f'{{"title": "A", "date": "2026-01-05", "episode_url": "{URL}"}}\n',
        "file": f'title = "A"\ndate = 2026-01-05\nepisode_url = "{URL}"\n',
    }[form]
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder), TOML)
        project.write("episodes/zz-first." + ("toml" if form == "file" else "md"), front)
        from podcastkit.jobs.build import as_of
        from podcastkit.jobs.new import NewOptions, new

        done = new(
            NewOptions(
                title=title, as_of=as_of("2026-06-01", None), config=project.root / "podcast.toml",
                audio=URL + "?x", slug="zz-first-one" if wanted.casefold() == "zz first" else None,
            )
        )  # fmt: skip
        assert done.exit == 0
        assert table(project, done.path)["title"] == wanted
        assert table(project, done.path)["episode_url"] == URL + "?x"
        assert [f.code for f in done.findings if f.severity == "error"] == []
        assert done.path.startswith("episodes/")


def test_bytes_that_are_no_text_are_told() -> None:
    if sys.platform == "win32":
        pytest.skip("there, words are always text")
    with pytest.raises(UsageError, match="no text in UTF-8"):
        clean_title("a\udcff")
