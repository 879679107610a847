"""Audio that changes: told once, never wrong in the feed, and no more asked for than news."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.jobs.test_hosts import PRIVATE, SOUND, episode
from tests.projects import SOUNDS, TOML, Project
from tests.web.server import Web

OTHER = (SOUNDS / "vbr.mp3").read_bytes()


def locked(project: Project, slug: str = "e1") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(project.read("podcast.lock"))["episodes"][slug]["audio"]
    return found


@pytest.mark.parametrize(
    "validator",
    [{"etags": ['W/"1"']}, {"headers": {"Last-Modified": "Mon, 05 Jan 2026 09:00:00 GMT"}}],
)
def test_what_did_not_change_has_no_body(
    project: Project, web: Web, validator: dict[str, object]
) -> None:
    episode(project, 1, web.serve("/1.mp3", SOUND, **validator))
    assert project.feed(env=PRIVATE).exit == 0
    before = project.tree()
    ran = project.feed("--refresh", env=PRIVATE)
    audio = ran.json["audio"]
    assert (ran.exit, ran.codes, audio["requests"], audio["bytes"]) == (0, [], 1, 0)
    assert project.tree() == before


def test_new_bytes_under_an_old_url_are_told(project: Project, web: Web) -> None:
    episode(project, 1, web.serve("/1.mp3", SOUND, etags=['"1"']))
    project.feed(env=PRIVATE)
    web.serve("/1.mp3", OTHER, etags=['"2"'])
    ran = project.feed("--refresh", env=PRIVATE)
    assert (ran.exit, ran.codes) == (0, ["PK709"])
    assert "44302 bytes and has 33293" in ran.json["findings"][0]["message"]
    assert (locked(project)["size"], locked(project)["etag"]) == (33_293, '"2"')
    assert project.feed("--refresh", env=PRIVATE).codes == []


def test_another_file_of_the_project_is_told_too(project: Project) -> None:
    project.sound("1.mp3")
    project.episode(1)
    project.feed()
    project.sound("1.mp3", "vbr.mp3")
    ran = project.feed()
    assert (ran.exit, ran.codes) == (0, ["PK709"])
    assert 'length="33293"' in project.read("feed/feed.xml")
    assert project.feed().codes == []


def test_a_host_that_gives_another_file_each_time_leaves_the_numbers_alone(
    project: Project, web: Web
) -> None:
    """Adverts are put in on the way: each answer is of another length."""
    url = web.serve("/1.mp3", redirect="/a.mp3")
    for number, name in enumerate(("a", "b", "c", "d")):
        web.serve(f"/{name}.mp3", SOUND + bytes(1_000 * number))
    episode(project, 1, url)
    project.feed(env=PRIVATE)
    first = locked(project)
    web.routes["/1.mp3"].redirects = ["/b.mp3", "/c.mp3"]
    ran = project.feed("--refresh", env=PRIVATE)
    assert (ran.exit, ran.codes) == (0, ["PK309"])
    now = locked(project)
    assert (now["how"], now["exact"]) == ("varies", False)
    assert (now["size"], now["duration"]) == (first["size"], first["duration"])
    before = project.tree()
    web.routes["/1.mp3"].redirects = ["/d.mp3"]
    ran = project.feed("--refresh", env=PRIVATE)
    assert (ran.exit, ran.codes) == (0, ["PK309"])
    assert project.tree() == before


def test_a_failure_or_a_page_is_never_recorded(project: Project, web: Web) -> None:
    episode(project, 1, web.serve("/1.mp3", SOUND, etags=['"1"']))
    project.feed(env=PRIVATE)
    before = project.tree()
    for behaviour in ({"status": 503}, {"status": 403}, {"data": b"<html>no"}, {"data": b""},
                      {"etags": ['"2"'], "data": SOUND, "cut": 500}):  # fmt: skip
        data = behaviour.pop("data", SOUND)
        web.serve("/1.mp3", data, **behaviour)  # type: ignore[arg-type]
        ran = project.feed("--refresh", env=PRIVATE)
        assert (ran.exit, ran.codes) == (0, ["PK307"]), behaviour
        assert project.tree() == before


def bare_vbr() -> bytes:
    from tests.audio.test_mpeg import bare_vbr as without_header

    return without_header()


def test_an_mp3_that_does_not_say_how_long_it_is(project: Project, web: Web) -> None:
    episode(project, 1, web.serve("/1.mp3", bare_vbr()))
    ran = project.feed(env=PRIVATE)
    assert (ran.exit, ran.codes) == (0, ["PK310"])
    assert (locked(project)["how"], locked(project)["exact"]) == ("frames", True)


def test_an_estimate_is_told(project: Project, web: Web) -> None:
    project.write("podcast.toml", TOML + "full_read = false\n")
    episode(project, 1, web.serve("/1.mp3", bare_vbr()))
    ran = project.feed(env=PRIVATE)
    assert (ran.exit, ran.codes) == (0, ["PK308"])
    assert locked(project)["exact"] is False


def test_beyond_max_read_there_is_an_estimate_and_a_warning(project: Project, web: Web) -> None:
    project.write("podcast.toml", TOML + 'max_read = "50KB"\n')
    for number in (1, 2):
        episode(project, number, web.serve(f"/{number}.mp3", bare_vbr()))
    ran = project.feed("--jobs", "1", env=PRIVATE)
    assert ran.exit == 0
    assert sorted(ran.codes) == ["PK308", "PK310", "PK311"]
    assert "--refresh e2" in next(f["hint"] for f in ran.json["findings"] if f["code"] == "PK311")
    assert project.feed("--refresh", "e2", env=PRIVATE).codes == ["PK310", "PK310"]


def test_the_last_good_feed_stays_after_each_fault(project: Project, web: Web) -> None:
    """A new episode cannot be had: nothing of the old ones moves."""
    project.write("podcast.toml", TOML + "timeout = 0.3\n")
    episode(project, 1, web.serve("/1.mp3", SOUND))
    project.feed(env=PRIVATE)
    before, lock = project.tree(), project.read("podcast.lock")
    for behaviour in ({"status": 404}, {"status": 500}, {"cut": 900}, {"stall": 1.0}, {"shift": 1},
                      {"total": "nonsense"}, {"headers": {"Content-Encoding": "gzip"}},
                      {"redirect": "/2.mp3"}, {"redirect": "data:audio/mpeg,x"},
                      {"redirect": "http://no.such.host.invalid/a.mp3"}):  # fmt: skip
        episode(project, 2, web.serve("/2.mp3", SOUND, **behaviour))
        ran = project.feed(env=PRIVATE)
        assert (ran.exit, ran.codes) == (4, ["PK301"]), behaviour
        assert (project.tree(), project.read("podcast.lock")) == (before, lock)
