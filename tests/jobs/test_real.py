"""Part of a real Zola site, its sound at a host behind redirects: what its owner would see."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import feedparser
import pytest

from tests.projects import SOUNDS, Project
from tests.web.server import Web

REAL = Path(__file__).parents[3] / "shared" / "real"
PRIVATE = {"PODCASTKIT_PRIVATE_HOSTS": "1"}


@pytest.fixture
def site(tmp_path: Path, web: Web) -> Project:
    if not REAL.is_dir():
        pytest.skip("the real site does not lie beside this checkout")
    shutil.copytree(REAL, tmp_path / "site", copy_function=shutil.copyfile)
    for path in [tmp_path / "site", *(tmp_path / "site").rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    project = Project(
        tmp_path / "site",
        '[show]\nfeed_url = "https://www.softwaresessions.com/feed.xml"\n'
        'image = "https://www.softwaresessions.com/cover.jpg"\nauthor = "Jeremy"\n'
        'categories = ["Technology"]\n[content]\npreset = "zola"\n',
    )
    for number, path in enumerate(sorted((project.root / "content").rglob("index.md"))):
        text = path.read_text(encoding="utf-8")
        name = re.search(r"listen/([-\w]+)\.mp3", text)
        assert name is not None
        sound = (SOUNDS / ("cbr.mp3", "vbr.mp3", "chapters.mp3")[number]).read_bytes()
        web.serve(f"/cdn/{number}", sound)
        web.serve(f"/listen/{name[1]}.mp3", redirect=f"/cdn/{number}")
        path.write_text(text.replace("https://pinecast.com", web.base), encoding="utf-8")
    return project


def test_three_items_with_the_dates_permalinks_and_sounds_of_the_site(
    site: Project, web: Web
) -> None:
    ran = site.feed(env=PRIVATE)
    # These sounds are five seconds long.
    assert ran.exit == 0
    assert {row["code"] for row in ran.json["findings"]} == {"PK510"}
    assert ran.json["audio"]["inspected"] == 3
    # Two requests an episode: the redirect, and one range of the file.
    assert len(web.seen) == ran.json["audio"]["requests"] == 6
    parsed = feedparser.parse(site.read("feed/feed.xml"))
    assert not parsed.bozo
    assert [(e.link, e.published[:16], e.enclosures[0].length, e.itunes_duration) for e in parsed.entries] == [
        ("https://www.softwaresessions.com/episodes/atproto/", "Wed, 15 Jan 2025", "45588", "5"),
        ("https://www.softwaresessions.com/episodes/testing/", "Sun, 03 Apr 2022", "33293", "5"),
        ("https://www.softwaresessions.com/episodes/the-good-parts-of-aws-with-daniel-vassallo/",
         "Wed, 12 Feb 2020", "44302", "5"),
    ]  # fmt: skip
    for entry in parsed.entries:
        assert "transcript" not in entry.content[0].value.lower()
    aws = site.read("feed/feed.xml").split("<item>")[3]
    encoded = re.search(r"<content:encoded>(.*?)</content:encoded>", aws, re.DOTALL)
    assert encoded is not None
    assert len(encoded[1].encode()) < 2048


def test_a_second_run_asks_nobody_and_changes_no_byte(site: Project, web: Web) -> None:
    site.feed(env=PRIVATE)
    before = site.tree()
    web.seen.clear()
    ran = site.feed(env=PRIVATE)
    assert (ran.exit, ran.json["changed"], web.seen) == (0, False, [])
    assert site.tree() == before
    shutil.rmtree(site.root / ".podcastkit")
    ran = site.feed(env=PRIVATE)
    assert (ran.exit, ran.json["changed"], web.seen) == (0, False, [])
    assert site.tree() == before


HOST_FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>S</title>
<atom:link rel="self" href="https://host.example/feed/s"/>
{items}
</channel></rss>
"""
HOURS = (
    "Wed, 12 Feb 2020 13:30:07 +0000",
    "Sun, 03 Apr 2022 05:00:00 -0700",
    "Wed, 15 Jan 2025 22:10:00 +0000",
)


def test_a_hosts_guids_and_hours_are_adopted_by_the_id_in_the_url(site: Project) -> None:
    items, ids = [], []
    for path, hour in zip(
        sorted((site.root / "content").rglob("*-*-*/index.md")), HOURS, strict=True
    ):
        found = re.search(r"listen/([-\w]+)\.mp3", path.read_text(encoding="utf-8"))
        assert found is not None
        ids.append(found[1])
        items.append(
            f"<item><title>Of the host</title><guid>https://host.example/guid/{found[1]}</guid>"
            f'<enclosure url="https://host.example/listen/{found[1]}.mp3?source=rss&amp;ext=asset.mp3"'
            f' length="9" type="audio/mpeg"/><pubDate>{hour}</pubDate></item>'
        )
    feed = site.write("../host.xml", HOST_FEED.format(items="\n".join(reversed(items))))
    ran = site.run("import", "--json", str(feed))
    assert (ran.exit, ran.json["findings"]) == (0, [])
    assert [row["by"] for row in ran.json["matched"]] == [
        f"id {uuid} in the URL" for uuid in reversed(ids)
    ]
    again = site.run("import", "--json", str(feed))
    assert (again.exit, again.json["changed"]) == (0, False)
    assert site.feed("--against", str(feed), env=PRIVATE).exit == 0
    parsed = feedparser.parse(site.read("feed/feed.xml"))
    assert [entry.id for entry in parsed.entries] == [
        f"https://host.example/guid/{uuid}" for uuid in reversed(ids)
    ]
    assert [entry.published for entry in parsed.entries] == [
        "Wed, 15 Jan 2025 22:10:00 +0000", "Sun, 03 Apr 2022 12:00:00 +0000", "Wed, 12 Feb 2020 13:30:07 +0000",
    ]  # fmt: skip
    again = site.run("import", "--json", str(feed))
    assert (again.exit, again.json["changed"]) == (0, False)
