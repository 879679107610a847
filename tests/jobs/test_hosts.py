"""Sounds at hosts: asked once and politely, never wrong in the feed, told when out of reach."""

from __future__ import annotations

import pytest

from tests.projects import SOUNDS, TOML, Project
from tests.web.server import Web

PRIVATE = {"PODCASTKIT_PRIVATE_HOSTS": "1"}
SOUND = (SOUNDS / "cbr.mp3").read_bytes()


def episode(project: Project, number: int, url: str, extra: str = "") -> None:
    project.write(
        f"episodes/2026-01-{number:02}-e{number}.md",
        f'+++\ntitle = "E{number}"\n{extra}episode_url = "{url}"\n+++\nNotes.\n',
    )


def test_one_request_an_episode_once_then_none(project: Project, web: Web) -> None:
    for number in (1, 2):
        episode(project, number, web.serve(f"/{number}.mp3", SOUND))
    ran = project.feed(env=PRIVATE)
    assert ran.json["audio"] == {
        "locked": 0, "inspected": 2, "failed": 0, "requests": 2, "bytes": 2 * 16_384,
    }  # fmt: skip
    assert {seen.headers["Range"] for seen in web.seen} == {"bytes=0-16383"}
    assert {seen.headers["Accept-Encoding"] for seen in web.seen} == {"identity"}
    web.seen.clear()
    episode(project, 3, web.serve("/3.mp3", SOUND))
    ran = project.feed(env=PRIVATE)
    assert (ran.json["audio"]["locked"], ran.json["audio"]["inspected"]) == (2, 1)
    assert [seen.path for seen in web.seen] == ["/3.mp3"]


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ({"status": 404}, "404"),
        ({"status": 403}, "403"),
        ({"stall": 2.0}, "did not answer in time"),
        ({"cut": 100}, "broke off"),
        ({"redirect": "/1.mp3"}, "in a circle"),
        ({"redirect": "file:///etc/passwd"}, "only http and https"),
        ({"redirect": "https://user:pw@a.example/1.mp3"}, "user name"),
    ],
)
def test_a_sound_out_of_reach_ends_with_4_and_names_episode_url_and_reason(
    project: Project, web: Web, behaviour: dict[str, object], words: str
) -> None:
    project.write("podcast.toml", TOML + "timeout = 0.3\n")
    url = web.serve("/1.mp3", SOUND, **behaviour)
    episode(project, 1, url)
    ran = project.feed(env=PRIVATE)
    assert (ran.exit, ran.codes) == (4, ["PK301"])
    message = ran.json["findings"][0]["message"]
    for part in ("E1", url, words):
        assert part in message
    assert project.tree() == {}


@pytest.mark.parametrize(
    "page",
    [b"<!doctype html><title>Gone</title>", b'{"error": 1}', b"<html>" + b" " * 20_000, b""],
)
def test_an_error_page_served_with_200_never_becomes_an_enclosure(
    project: Project, web: Web, page: bytes
) -> None:
    episode(project, 1, web.serve("/1.mp3", page))
    ran = project.feed(env=PRIVATE)
    assert (ran.exit, ran.codes) == (1, ["PK302"])
    assert project.tree() == {}


def test_what_was_learned_is_kept_by_a_run_that_failed(project: Project, web: Web) -> None:
    episode(project, 1, web.serve("/1.mp3", SOUND))
    episode(project, 2, web.serve("/2.mp3", SOUND, status=404))
    assert project.feed(env=PRIVATE).exit == 4
    web.serve("/2.mp3", SOUND)
    web.seen.clear()
    assert project.feed(env=PRIVATE).exit == 0
    assert [seen.path for seen in web.seen] == ["/2.mp3"]


def test_what_the_lock_holds_is_forgotten_elsewhere(project: Project, web: Web) -> None:
    """So a lost lock asks the host anew, and never believes an old answer."""
    episode(project, 1, web.serve("/1.mp3", SOUND))
    assert project.feed(env=PRIVATE).exit == 0
    (project.root / "podcast.lock").unlink()
    ran = project.feed("--allow", "first", env=PRIVATE)
    assert (ran.exit, ran.json["audio"]["requests"]) == (0, 1)


def test_skip_unreachable_leaves_it_out_with_a_warning_until_it_answers(
    project: Project, web: Web
) -> None:
    episode(project, 1, web.serve("/1.mp3", SOUND))
    episode(project, 2, web.serve("/2.mp3", SOUND, status=404))
    ran = project.feed("--skip-unreachable", env=PRIVATE)
    assert (ran.exit, ran.codes, ran.json["episodes"]) == (0, ["PK305"], 1)
    web.serve("/2.mp3", SOUND)
    ran = project.feed("--skip-unreachable", env=PRIVATE)
    assert (ran.exit, ran.json["episodes"]) == (0, 2)


def test_skip_unreachable_begins_no_old_show(project: Project, web: Web) -> None:
    """Else the next run would take the guids that it makes for those of subscribers."""
    for number in range(1, 5):
        episode(project, number, web.serve(f"/{number}.mp3", SOUND, status=404))
    ran = project.feed("--skip-unreachable", env=PRIVATE)
    assert (ran.exit, "PK706" in ran.codes, project.tree()) == (1, True, {})


def test_the_authors_figures_stand_in_and_the_next_online_run_asks(
    project: Project, web: Web
) -> None:
    url = web.serve("/1.mp3", SOUND, status=404)
    episode(project, 1, url, 'bytes = 500000\nduration = "1:00"\n')
    ran = project.feed(env=PRIVATE)
    assert (ran.exit, ran.codes) == (0, ["PK306"])
    assert 'length="500000"' in project.read("feed/feed.xml")
    web.serve("/1.mp3", SOUND)
    ran = project.feed(env=PRIVATE)
    assert (ran.exit, sorted(set(ran.codes))) == (0, ["PK304"])
    assert f'length="{len(SOUND)}"' in project.read("feed/feed.xml")


def test_offline_asks_nobody(project: Project, web: Web) -> None:
    episode(project, 1, web.serve("/1.mp3", SOUND))
    ran = project.feed("--offline", env=PRIVATE)
    assert (ran.exit, web.seen) == (4, [])
    assert "--offline" in ran.json["findings"][0]["message"]
    project.feed(env=PRIVATE)
    web.seen.clear()
    (project.root / ".podcastkit/podcast.run.json").unlink()
    assert (project.feed("--offline", env=PRIVATE).exit, web.seen) == (0, [])


def test_refresh_asks_again_and_a_failure_is_a_warning(project: Project, web: Web) -> None:
    for number in (1, 2):
        episode(project, number, web.serve(f"/{number}.mp3", SOUND))
    project.feed(env=PRIVATE)
    web.seen.clear()
    web.serve("/1.mp3", (SOUNDS / "vbr.mp3").read_bytes())
    assert project.feed("--refresh", "e1", env=PRIVATE).exit == 0
    assert [seen.path for seen in web.seen] == ["/1.mp3"] * 2  # twice: is it another each time?
    assert 'length="33293"' in project.read("feed/feed.xml")
    web.serve("/2.mp3", status=404)
    before = project.tree()
    ran = project.feed("--refresh", env=PRIVATE)
    assert (ran.exit, ran.codes) == (0, ["PK307"])
    assert project.tree() == before
    assert project.feed("--refresh", "nobody", env=PRIVATE).exit == 2


def test_private_addresses_are_refused_before_a_byte_is_sent(project: Project, web: Web) -> None:
    episode(project, 1, web.serve("/1.mp3", SOUND))
    ran = project.feed()
    assert (ran.exit, ran.codes, web.seen) == (4, ["PK301"], [])
    assert "a private address" in ran.json["findings"][0]["message"]


def test_a_prefix_stands_in_the_feed_alone(project: Project, web: Web) -> None:
    url = web.serve("/1.mp3", SOUND)
    episode(project, 1, url)
    project.write("podcast.toml", TOML + 'prefix = "https://stats.example/e"\n')
    assert project.feed(env=PRIVATE).exit == 0
    assert f'url="https://stats.example/e/{url}"' in project.read("feed/feed.xml")
    assert "stats.example" not in project.read("podcast.lock")
    assert "stats.example" not in project.read("feed/episodes/e1/index.html")
