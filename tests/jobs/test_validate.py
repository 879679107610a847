"""``validate``: what is told, of what, and with which exit code."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.projects import TOML, Project
from tests.web.server import Web

PRIVATE = {"PODCASTKIT_PRIVATE_HOSTS": "1"}
WARNED = "See [the slides](slides.pdf).\n"


def git(project: Project, *words: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@a.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=project.root, check=True, capture_output=True)


@pytest.fixture
def repository(project: Project) -> Project:
    project.episode(1, body=WARNED)
    project.episode(2)
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "one")
    return project


def test_changed_since_tells_of_changed_and_new_files_only(repository: Project) -> None:
    assert repository.run("validate", "--json").codes == ["PK231"]
    ran = repository.run("validate", "--json", "--changed-since", "main")
    assert (ran.exit, ran.codes, ran.json["checked"]) == (0, [], 0)
    repository.episode(2, body=WARNED)
    repository.episode(3, body=WARNED)
    ran = repository.run("validate", "--json", "--changed-since", "main")
    assert (ran.exit, ran.codes, ran.json["checked"]) == (0, ["PK231", "PK231"], 2)
    assert [f["path"][-11:] for f in ran.json["findings"]] == ["number-2.md", "number-3.md"]


def test_changed_since_counts_from_where_the_branch_began(repository: Project) -> None:
    git(repository, "switch", "-q", "-c", "branch")
    repository.episode(3, body=WARNED)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "mine")
    git(repository, "switch", "-q", "main")
    repository.episode(2, body=WARNED)
    git(repository, "commit", "-q", "-a", "-m", "theirs")
    git(repository, "switch", "-q", "branch")
    ran = repository.run("validate", "--json", "--changed-since", "main")
    assert [f["path"][-11:] for f in ran.json["findings"]] == ["number-3.md"]


def test_changed_settings_are_felt_everywhere(repository: Project) -> None:
    repository.write("podcast.toml", TOML + "# changed\n")
    assert repository.run("validate", "--json", "--changed-since", "main").codes == ["PK231"]


@pytest.mark.parametrize(
    ("revision", "code", "words"),
    [("nowhere", 2, "git does not know it"), ("--output=x", 2, "that is no revision")],
)
def test_a_revision_that_is_none(repository: Project, revision: str, code: int, words: str) -> None:
    ran = repository.run("validate", f"--changed-since={revision}")
    assert (ran.exit, words in ran.err) == (code, True), ran.err


def test_changed_since_without_a_repository(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.root.parent))
    project.episode(1)
    ran = project.run("validate", "--changed-since", "main")
    assert (ran.exit, "in no git repository" in ran.err) == (4, True), ran.err


def test_strict_takes_warnings_for_errors(project: Project) -> None:
    project.episode(1, body=WARNED)
    assert project.run("validate").exit == 0
    assert project.run("validate", "--strict").exit == 1
    project.episode(1, body="See [a page](http://a.example/b).\n")
    ran = project.run("validate", "--strict", "--json")
    assert (ran.exit, ran.codes) == (0, ["PK230"])  # an info is no warning


def test_profiles_say_whose_rules_count(project: Project) -> None:
    project.write("podcast.toml", TOML.replace('categories = ["Technology"]\n', ""))
    project.episode(1)
    assert project.run("validate", "--json").codes == ["PK110"]
    ran = project.run("validate", "--json", "--profile", "spotify", "--profile", "psp1")
    assert ran.codes == ["PK117"]
    project.write("podcast.toml", project.read("podcast.toml") + '[validate]\nprofiles = ["rss"]\n')
    assert project.run("validate", "--json").codes == []
    assert project.run("validate", "--profile", "google").exit == 2


def test_an_episode_ignores_with_a_reason(project: Project) -> None:
    said = '[podcastkit]\nignore = { PK231 = "they come tomorrow" }\n'
    path = project.episode(1, body=WARNED, extra=said)
    project.episode(2, body=WARNED)
    ran = project.run("validate", "--json")
    assert [(f["code"], f["path"]) for f in ran.json["findings"]] == [
        ("PK231", "episodes/2026-01-02-number-2.md")
    ]
    project.write(path, project.read(path).replace(WARNED, "Nothing.\n"))
    finding = project.run("validate", "--json").json["findings"][0]
    assert (finding["code"], finding["path"], finding["line"]) == ("PK016", path, 5)


def test_an_ignore_below_extra_holds_too(project: Project) -> None:
    project.write("podcast.toml", TOML + '[content]\npreset = "zola"\nepisodes = "episodes"\n')
    path = project.episode(1, body=WARNED)
    text = project.read(path).replace("[extra]\n", '[extra]\npodcastkit.ignore.PK231 = "later"\n')
    project.write(path, text)
    assert project.run("validate", "--json").codes == []


def test_an_unused_ignore_is_not_told_of_where_not_all_is_told(project: Project) -> None:
    project.write("podcast.toml", TOML + '[validate]\nignore = { PK230 = "old", PK999 = "x" }\n')
    path = project.episode(1)
    assert project.run("validate", "--json").codes == ["PK016", "PK016"]
    assert project.run("validate", "--json", str(project.root / path)).codes == []


def test_what_stops_is_never_ignored(project: Project) -> None:
    project.write("podcast.toml", TOML + '[validate]\nignore = { PK020 = "no titles here" }\n')
    path = project.episode(1)
    project.write(path, project.read(path).replace('title = "Number 1"\n', ""))
    ran = project.run("validate", "--json")
    assert (ran.exit, ran.codes) == (1, ["PK020", "PK017"])


def test_nothing_found_is_not_green(project: Project) -> None:
    assert project.run("validate").exit == 3
    empty = project.write(
        "empty.xml", '<rss version="2.0"><channel><title>A</title></channel></rss>'
    )
    assert project.run("validate", "--plain", str(empty)).exit == 1  # it lacks link and description
    fine = '<rss version="2.0"><channel><title>A</title><link>https://a.example</link><description>B</description></channel></rss>'
    assert project.run("validate", "--plain", str(project.write("fine.xml", fine))).exit == 3


def test_a_sound_of_the_project_is_looked_into(project: Project) -> None:
    """Else the timer would stop at what the check in CI has let pass."""
    path = project.episode(1, extra='chapters = """\n0:00 One\n0:01 Two\n9:10 Late"""\n')
    ran = project.run("validate", "--json")
    assert (ran.exit, "PK501" in ran.codes) == (1, True)
    project.write("sound/1.mp3", "<html>no sound</html>")
    ran = project.run("validate", "--json")
    assert (ran.exit, ran.codes, ran.json["findings"][0]["path"]) == (1, ["PK302"], path)
    assert not (project.root / ".podcastkit").exists()


def test_a_sound_that_the_lock_knows_is_told_when_it_changes(project: Project) -> None:
    project.episode(1)
    assert project.feed("--as-of", "2026-03-01").exit == 0
    assert project.run("validate", "--json").codes == []
    project.sound("1.mp3", "vbr.mp3")
    assert project.run("validate", "--json").codes == ["PK709"]


def test_a_feed_that_is_no_podcast(project: Project) -> None:
    news = (
        '<rss version="2.0"><channel><title>A</title><link>https://a.example</link>'
        "<description>B</description><item><title>One</title><link>https://a.example/1</link>"
        "<guid>https://a.example/1</guid><pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>"
        "</item></channel></rss>"
    )
    path = str(project.write("news.xml", news))
    ran = project.run("validate", "--json", "--plain", path)
    assert (ran.exit, ran.codes, ran.json["checked"]) == (0, [], 1)
    assert "PK105" in project.run("validate", "--json", path).codes
    assert project.run("validate", "--plain").exit == 2


def test_a_feed_at_its_address(project: Project, web: Web) -> None:
    project.episode(1)
    project.feed()
    data = (project.root / "feed/feed.xml").read_bytes()
    url = web.serve("/feed.xml", data, type="application/rss+xml")
    ran = project.run("validate", "--json", url, env=PRIVATE)
    assert (ran.exit, ran.codes) == (0, ["PK115"])
    gone = project.run("validate", "--json", f"{web.base}/gone.xml", env=PRIVATE)
    assert (gone.exit, "the feed cannot be had" in gone.json["error"]) == (4, True)


def test_the_projects_own_feed_is_checked_as_the_project_says(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(
        "podcast.toml",
        TOML.replace('language = "en"', 'language = "english"')
        + '[validate]\nprofiles = ["apple"]\nignore = { PK109 = "an app wants it" }\n',
    )
    project.episode(1)
    assert project.feed().exit == 0
    monkeypatch.chdir(project.root)
    ran = project.run("validate", "--json", "feed/feed.xml")
    assert (ran.exit, ran.codes) == (0, [])


def test_feeds_and_episodes_are_not_mixed(project: Project) -> None:
    path = project.episode(1)
    ran = project.run("validate", str(project.root / path), "feed.xml")
    assert (ran.exit, "checked alone" in ran.err) == (2, True)


def test_online_asks_each_host_once_and_politely(project: Project, web: Web, sounds: Path) -> None:
    data = (sounds / "cbr.mp3").read_bytes()
    for number in (1, 2, 3):
        path = project.episode(number)
        url = web.serve(f"/audio/{number}.mp3", data, ranges=number != 2)
        project.write(path, project.read(path).replace(f"https://cdn.example/{number}.mp3", url))
    for sound in (project.root / "sound").iterdir():
        sound.unlink()
    assert project.run("validate", "--json", env=PRIVATE).codes == []
    assert web.seen == []
    ran = project.run("validate", "--json", "--online", env=PRIVATE)
    assert (ran.exit, ran.codes) == (1, ["PK341"])
    assert ran.json["findings"][0]["path"].endswith("number-2.md")
    assert [len(web.asked(f"/audio/{number}.mp3")) for number in (1, 3)] == [1, 1]


def test_online_asks_for_the_enclosures_of_a_feed(project: Project, web: Web, sounds: Path) -> None:
    data = (sounds / "cbr.mp3").read_bytes()
    url = web.serve("/1.mp3", data)
    feed = f"""<rss version="2.0"><channel><title>A</title><link>https://a.example</link>
<description>B</description>
<item><title>One</title><guid isPermaLink="false">1</guid><pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>
<enclosure url="{url}" length="12" type="audio/mpeg"/></item></channel></rss>"""
    path = str(project.write("a.xml", feed))
    ran = project.run("validate", "--json", "--online", path, env=PRIVATE)
    found = [f for f in ran.json["findings"] if f["code"].startswith("PK34")]
    assert [(f["code"], f["line"]) for f in found] == [("PK342", 3)]


def test_the_feeds_own_check_stops_the_write(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.episode(1)
    assert project.feed().exit == 0
    before = project.tree()
    monkeypatch.setattr("podcastkit.feed.podcasting20.show_guid", lambda _: None)
    monkeypatch.setattr("podcastkit.feed.itunes.whole_seconds", lambda _: "soon")
    project.episode(2)
    ran = project.feed()
    assert (ran.exit, set(ran.codes)) == (1, {"PK619"})
    assert "PK617" in ran.json["findings"][0]["message"]
    assert project.tree() == before


def test_a_chapters_file_of_the_episodes_name_is_no_transcript(project: Project) -> None:
    path = project.episode(1, extra='chapters = "2026-01-01-number-1.json"\n')
    marks = [{"startTime": start, "title": f"Part {start}"} for start in (0, 1, 2)]
    project.write(path.replace(".md", ".json"), json.dumps({"version": "1.2.0", "chapters": marks}))
    assert project.run("validate", "--json").codes == []
    assert project.feed().exit == 0
    assert "podcast:transcript" not in project.read("feed/feed.xml")
