"""Subscribers are never hurt by accident: what is kept, and what is refused until it is meant."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.projects import TOML, Project

AS_OF = ("--as-of", "2026-03-01")


@pytest.fixture
def published(project: Project) -> Project:
    for number in range(1, 4):
        project.episode(number)
    assert project.feed(*AS_OF).exit == 0
    return project


def guids(project: Project) -> list[str]:
    lock = json.loads(project.read("podcast.lock"))
    return sorted(entry["guid"] for entry in lock["episodes"].values() if "removed" not in entry)


def refused(project: Project, code: str, *words: str) -> None:
    before = project.tree()
    ran = project.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (1, [code])
    said = ran.json["findings"][0]["message"] + ran.json["findings"][0]["hint"]
    for word in words:
        assert word in said
    assert project.tree() == before


def test_a_renamed_file_keeps_its_guid_by_its_sound(published: Project) -> None:
    before = guids(published)
    path = published.root / "episodes/2026-01-02-number-2.md"
    path.rename(path.with_name("2026-01-02-renamed.md"))
    ran = published.feed(*AS_OF)
    assert (ran.exit, guids(published)) == (0, before)
    assert "episodes/renamed/index.html" in " ".join(published.tree())
    assert "feed/episodes/number-2/index.html" not in published.tree()


def test_a_changed_slug_keeps_its_guid_by_its_path(published: Project) -> None:
    before = guids(published)
    published.episode(2, extra='slug = "other"\n')
    assert (published.feed(*AS_OF).exit, guids(published)) == (0, before)


def test_a_deleted_episode_is_refused_until_it_is_meant(published: Project) -> None:
    (published.root / "episodes/2026-01-02-number-2.md").unlink()
    refused(published, "PK702", "number-2", "--allow removed:number-2")
    ran = published.feed(*AS_OF, "--allow", "removed:number-2")
    assert (ran.exit, ran.json["episodes"]) == (0, 2)
    entry = json.loads(published.read("podcast.lock"))["episodes"]["number-2"]
    assert entry["removed"]["reason"]
    assert published.feed(*AS_OF).exit == 0
    published.episode(2)
    assert published.feed(*AS_OF).exit == 0
    back = json.loads(published.read("podcast.lock"))["episodes"]["number-2"]
    assert (back["guid"], "removed" in back) == (entry["guid"], False)


def test_a_published_episode_made_a_draft_or_moved_to_the_future_is_a_removal(
    published: Project,
) -> None:
    published.episode(2, extra="draft = true\n")
    refused(published, "PK702", "is a draft again")
    published.episode(2, extra="date = 2027-01-01T00:00:00Z\n")
    ran = published.feed(*AS_OF)
    assert (ran.exit, sorted(ran.codes)) == (1, ["PK015", "PK702"])
    assert "was moved to 2027-01-01" in json.dumps(ran.json)
    assert "its date is in the future now: put it back to " in json.dumps(ran.json)


def test_a_changed_guid_is_refused_until_it_is_meant(published: Project) -> None:
    published.episode(2, extra='guid = "new"\n')
    refused(published, "PK701", "every app would download it again", "--allow guid:number-2")
    assert published.feed(*AS_OF, "--allow", "guid:number-1").exit == 1
    assert published.feed(*AS_OF, "--allow", "guid:number-2").exit == 0
    assert "new" in guids(published)


def test_a_changed_feed_url_changes_no_guid(published: Project) -> None:
    before = (guids(published), published.read("feed/feed.xml").partition("<podcast:guid>")[2][:36])
    published.write("podcast.toml", published.read("podcast.toml").replace("/feed.xml", "/new.xml"))
    assert published.feed(*AS_OF).exit == 0
    after = (guids(published), published.read("feed/feed.xml").partition("<podcast:guid>")[2][:36])
    assert after == before


def test_a_changed_guid_of_the_show_is_refused(published: Project) -> None:
    toml = TOML.replace("[show]\n", '[show]\nguid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"\n')
    published.write("podcast.toml", toml)
    refused(published, "PK704", "--allow show-guid")


def test_a_deleted_lock_is_refused(published: Project) -> None:
    (published.root / "podcast.lock").unlink()
    shutil.rmtree(published.root / ".podcastkit")
    refused(published, "PK706", "restore it from git", "podcast.lock")


def test_a_first_build_of_an_old_show_is_refused_until_it_is_meant(project: Project) -> None:
    for number in range(1, 5):
        project.episode(number)
    refused(project, "PK706", "this show may have subscribers", "--allow first")
    assert not (project.root / "podcast.lock").exists()
    assert project.feed(*AS_OF, "--allow", "first").exit == 0
    assert project.feed(*AS_OF).exit == 0


def test_a_lock_without_episodes_lets_no_first_build_pass(project: Project) -> None:
    """As a run leaves it that found nothing to publish."""
    assert project.feed(*AS_OF).exit == 3
    project.episode(1, extra="draft = true\n")
    assert (project.feed(*AS_OF).exit, project.feed(*AS_OF).json["episodes"]) == (0, 0)
    assert json.loads(project.read("podcast.lock"))["episodes"] == {}
    for number in range(1, 5):
        project.episode(number)
    refused(project, "PK706", "this show may have subscribers", "--allow first")


def test_a_conflict_in_the_lock_is_told_and_nothing_rebuilt(published: Project) -> None:
    text = published.read("podcast.lock")
    published.write("podcast.lock", text.replace(' "show"', '<<<<<<< HEAD\n "show"', 1))
    refused(published, "PK720", "keep every entry of both sides")


def test_a_half_copied_content_folder_is_refused(published: Project) -> None:
    (published.root / "episodes/2026-01-01-number-1.md").unlink()
    (published.root / "episodes/2026-01-02-number-2.md").unlink()
    ran = published.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (1, ["PK702", "PK702", "PK705"])
    assert "2 of 3 published episodes would vanish at once" in ran.out
    ran = published.feed(*AS_OF, "--allow", "removed")
    assert (ran.exit, ran.codes) == (1, ["PK705"])
    shutil.rmtree(published.root / "episodes")
    ran = published.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (1, ["PK702", "PK702", "PK702", "PK705"])


def test_many_episodes_without_a_file_are_counted_and_not_listed(project: Project) -> None:
    for number in range(1, 15):
        project.episode(number)
    assert project.feed(*AS_OF, "--allow", "first").exit == 0
    for file in sorted((project.root / "episodes").iterdir())[:12]:
        file.unlink()
    project.episode(14, extra="draft = true\n")
    before = project.tree()
    ran = project.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (1, ["PK702", "PK702", "PK705"])
    draft, many, _ = sorted(ran.json["findings"], key=lambda f: (f["code"], f["path"]))
    assert ("number-14" in draft["message"], many["path"]) == (True, "podcast.lock")
    assert many["message"].startswith('12 published episodes have no file here: "number-1", ')
    assert "and 9 more" in many["message"]
    assert project.feed(*AS_OF, "--allow", "shrunk").codes == ["PK702", "PK702"]
    ran = project.feed(*AS_OF, "--allow", "removed:number-1", "--allow", "removed:number-14")
    assert (ran.exit, ran.codes) == (1, ["PK702", "PK705"])
    assert "11 published episodes have no file here" in ran.out
    assert project.feed(*AS_OF, "--allow", "removed").codes == ["PK705"]
    assert project.tree() == before
    assert project.feed(*AS_OF, "--allow", "removed", "--allow", "shrunk").exit == 0


def test_edited_titles_and_moved_sounds_keep_every_guid_and_are_told(published: Project) -> None:
    before = guids(published)
    path = published.episode(2, title="Another title")
    published.write(
        path, published.read(path).replace("cdn.example/2.mp3", "other.example/x/2.mp3")
    )
    ran = published.feed(*AS_OF)
    assert (ran.exit, ran.codes, guids(published)) == (0, ["PK707"], before)


@pytest.fixture
def copied(project: Project) -> Project:
    """Twelve episodes whose sounds are published with their pages."""
    project.write("podcast.toml", TOML + "copy = true\n")
    for number in range(1, 13):
        path = project.episode(number)
        sound = f"{number}.mp3"
        (project.root / "sound" / sound).rename(project.root / "episodes" / sound)
        project.write(path, project.read(path).replace(f"https://cdn.example/{sound}", sound))
    assert project.feed(*AS_OF, "--allow", "first").exit == 0
    return project


def test_a_sound_that_moves_with_its_page_is_told_once(copied: Project) -> None:
    path = copied.root / "episodes/2026-01-02-number-2.md"
    path.rename(path.with_name("2026-01-02-renamed.md"))
    ran = copied.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (0, ["PK707"])
    told = ran.json["findings"][0]
    assert "/episodes/number-2/2.mp3 to https://a.example/episodes/renamed/2.mp3" in told["message"]
    assert "with slug in the front matter" in told["hint"]
    assert copied.feed(*AS_OF).codes == []
    (copied.root / ".podcastkit" / "podcast.run.json").unlink()
    assert copied.feed(*AS_OF).codes == []


def test_sounds_that_move_with_the_site_are_counted(copied: Project) -> None:
    copied.write("podcast.toml", copied.read("podcast.toml").replace("a.example", "b.example"))
    ran = copied.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (0, ["PK707"])
    assert "the sounds of 12 published episodes move" in ran.json["findings"][0]["message"]


def test_a_prefix_of_statistics_moves_no_sound(copied: Project) -> None:
    text = copied.read("podcast.toml")
    for prefix in ("https://stats.example/e/", "https://other.example/t/"):
        copied.write("podcast.toml", text + f'prefix = "{prefix}"\n')
        ran = copied.feed(*AS_OF)
        assert (ran.exit, ran.codes) == (0, [])
        assert f'url="{prefix}a.example/' in copied.read("feed/feed.xml")


def test_a_date_moved_by_more_than_a_day_is_told_once(published: Project) -> None:
    published.episode(2, extra="date = 2026-01-04T00:00:00Z\n")
    ran = published.feed(*AS_OF)
    assert (ran.exit, sorted(ran.codes)) == (0, ["PK015", "PK708"])
    assert published.feed(*AS_OF).codes == ["PK015"]


def test_a_preview_of_drafts_locks_nothing(published: Project) -> None:
    published.episode(4, extra="draft = true\n")
    before = published.read("podcast.lock")
    ran = published.feed(*AS_OF, "--drafts")
    assert (ran.exit, ran.json["episodes"]) == (0, 4)
    assert published.read("podcast.lock") == before
    ran = published.feed(*AS_OF)
    assert (ran.exit, ran.json["episodes"]) == (0, 3)


def test_several_shows_in_one_folder_keep_apart(project: Project) -> None:
    project.episode(1)
    project.write("late.toml", TOML.replace("feed.xml", "late.xml") + '[output]\nfolder = "late"\n')
    assert project.feed(*AS_OF).exit == 0
    ran = project.run("feed", "--json", *AS_OF, "--config", str(project.root / "late.toml"))
    assert ran.exit == 0
    assert (project.root / "late.lock").is_file()
    assert project.feed(*AS_OF).json["changed"] is False


@pytest.mark.parametrize("words", ["everything", "first:x", "removed:", "shrunk:x"])
def test_an_unknown_allowance_is_wrong_usage(project: Project, words: str) -> None:
    project.episode(1)
    assert project.feed("--allow", words).exit == 2


def test_many_at_once_go_when_that_is_said_or_each_is_named(published: Project) -> None:
    for number in (1, 2):
        (published.root / f"episodes/2026-01-0{number}-number-{number}.md").unlink()
    named = ["--allow", "removed:number-1", "--allow", "removed:number-2"]
    assert published.feed(*AS_OF, "--check", *named).codes == []
    assert published.feed(*AS_OF, "--allow", "removed", "--allow", "shrunk").exit == 0


def test_swapped_urls_of_two_episodes_are_refused(published: Project) -> None:
    for number, other in ((1, 2), (2, 1)):
        path = f"episodes/2026-01-0{number}-number-{number}.md"
        text = published.read(path).replace(f"/{number}.mp3", f"/{other}.mp3")
        published.write(path, text)
    before = published.tree()
    ran = published.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (1, ["PK703", "PK703"])
    first = ran.json["findings"][0]
    assert (first["path"], first["line"]) == ("episodes/2026-01-01-number-1.md", 5)
    assert 'the sound that "number-2" was published with' in first["message"]
    assert "--allow swapped:number-1" in first["hint"]
    assert published.tree() == before
    assert published.feed(*AS_OF, "--allow", "swapped:number-1").codes == ["PK703"]
    assert published.feed(*AS_OF, "--allow", "swapped").exit == 0


def test_files_renamed_crosswise_are_refused(published: Project) -> None:
    first, second = (published.root / f"episodes/2026-01-0{n}-number-{n}.md" for n in (1, 2))
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    ran = published.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (1, ["PK703", "PK703"])


def test_swapped_guids_are_refused(published: Project) -> None:
    lock = json.loads(published.read("podcast.lock"))["episodes"]
    for number, other in ((1, 2), (2, 1)):
        published.episode(number, extra=f'guid = "{lock[f"number-{other}"]["guid"]}"\n')
    ran = published.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (1, ["PK703", "PK703"])
    assert "the guid that" in ran.json["findings"][0]["message"]


def test_a_copied_episode_is_refused(published: Project) -> None:
    """The copy names the same sound; with another one it is a new episode with a guid of its own."""
    text = published.read("episodes/2026-01-02-number-2.md")
    copy = published.write("episodes/2026-01-09-copy.md", text)
    refused(published, "PK025", "number-2.md")
    published.sound("9.mp3")
    before = guids(published)
    copy.write_text(text.replace("/2.mp3", "/9.mp3"), encoding="utf-8")
    assert published.feed(*AS_OF).exit == 0
    assert set(before) < set(guids(published))


def test_a_copied_guid_is_refused(published: Project) -> None:
    guid = json.loads(published.read("podcast.lock"))["episodes"]["number-2"]["guid"]
    published.episode(9, extra=f'guid = "{guid}"\n')
    refused(published, "PK024", "number-2.md")


def test_another_host_and_another_time_zone_keep_every_guid(published: Project) -> None:
    before = guids(published)
    dates = published.read("feed/feed.xml").count("<pubDate>")
    for number in range(1, 4):
        path = f"episodes/2026-01-0{number}-number-{number}.md"
        published.write(path, published.read(path).replace("cdn.example", "other.example"))
    published.write("podcast.toml", TOML + '[content]\ntimezone = "Pacific/Auckland"\n')
    shown = published.read("feed/feed.xml")
    ran = published.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (0, ["PK707"] * 3)
    assert guids(published) == before
    assert "Fri, 02 Jan 2026 00:00:00 +0000" in shown
    assert published.read("feed/feed.xml").count("<pubDate>") == dates
    assert "Fri, 02 Jan 2026 00:00:00 +0000" in published.read("feed/feed.xml")


def test_a_changed_address_of_the_show_keeps_every_guid(published: Project) -> None:
    before = guids(published)
    toml = TOML.replace("https://a.example", "https://b.example")
    published.write("podcast.toml", toml)
    assert published.feed(*AS_OF).exit == 0
    assert guids(published) == before


def test_entries_that_a_lock_lost_are_seen_in_the_last_feed(published: Project) -> None:
    """After a merge that kept one side: the feed that was published has the guids still."""
    published.episode(2, extra='guid = "by-hand"\n')
    assert published.feed(*AS_OF, "--allow", "guid").exit == 0
    lock = json.loads(published.read("podcast.lock"))
    del lock["episodes"]["number-2"]
    del lock["episodes"]["number-3"]
    published.write("podcast.lock", json.dumps(lock))
    published.episode(2)
    (published.root / "episodes/2026-01-03-number-3.md").unlink()
    before = published.tree()
    ran = published.feed(*AS_OF)
    assert (ran.exit, ran.codes) == (1, ["PK702", "PK701"])
    assert 'by the guid "by-hand"' in ran.out.replace("\\", "")
    assert {finding["path"] for finding in ran.json["findings"]} == {"feed/feed.xml"}
    assert published.tree() == before


def test_a_preview_is_nothing_that_subscribers_have(published: Project) -> None:
    path = published.episode(4, extra="draft = true\n")
    assert published.feed(*AS_OF, "--drafts").exit == 0
    (published.root / path).unlink()
    assert published.feed(*AS_OF).exit == 0
