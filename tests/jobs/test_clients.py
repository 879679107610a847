"""A real podcast client, subscribed at the host and moved to our feed, sees no new episode."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.projects import TOML, Project
from tests.web.server import Web

RSS = {"type": "application/rss+xml"}


class Client:
    """gPodder, by its command line, with a home of its own."""

    def __init__(self, home: Path) -> None:
        if shutil.which("gpo") is None:
            missing("gPodder (Debian: gpodder)")
        self.home = home
        home.mkdir()

    def do(self, *words: str) -> str:
        done = subprocess.run(
            ["gpo", *words],
            env={**os.environ, "HOME": str(self.home), "GPODDER_HOME": str(self.home)},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
        return done.stdout

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.home / "Database")

    def listened_to_all(self) -> None:
        with self._database() as database:
            database.execute("update episode set is_new = 0")

    def episodes(self) -> list[tuple[object, ...]]:
        """Its own number of each episode, and the guid; both stay for one that it knows."""
        with self._database() as database:
            return database.execute("select id, guid from episode order by id").fetchall()

    def new(self) -> list[str]:
        with self._database() as database:
            rows = database.execute("select guid from episode where is_new").fetchall()
        return [row[0] for row in rows]

    def address(self) -> str:
        with self._database() as database:
            return str(database.execute("select url from podcast").fetchone()[0])


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path / "client")


@pytest.fixture
def show(tmp_path: Path, web: Web) -> Project:
    made = Project(tmp_path / "show", TOML)
    items = []
    for number in range(1, 4):
        made.episode(number)
        url = web.serve(f"/host/{number}.mp3", b"x")
        items.append(
            f"<item><title>Number {number}</title><guid> https://host.example/{number} </guid>"
            f'<enclosure url="{url}" length="9" type="audio/mpeg"/>'
            f"<pubDate>Mon, {number:02} Jan 2026 13:30:07 +0000</pubDate></item>"
        )
    feed = "<rss version='2.0'><channel><title>S</title><link>https://a.example</link>"
    feed += f"<description>D</description>{''.join(items)}</channel></rss>"
    web.serve("/host/feed", feed.encode(), **RSS)
    return made


def moved(client: Client, show: Project, web: Web) -> None:
    """The host redirects to our feed for good, and the client looks again."""
    new = web.serve("/ours", (show.root / "feed/feed.xml").read_bytes(), **RSS)
    web.serve("/host/feed", redirect="/ours", status=301)
    client.do("update")
    assert client.address() == new


def test_after_an_import_nothing_is_new(client: Client, show: Project, web: Web) -> None:
    client.do("subscribe", web.base + "/host/feed")
    client.listened_to_all()
    before = client.episodes()
    assert len(before) == 3
    assert show.run("import", web.base + "/host/feed").exit == 0
    assert show.feed("--against", web.base + "/host/feed").exit == 0
    moved(client, show, web)
    assert (client.episodes(), client.new()) == (before, [])


def test_without_an_import_all_is_new(client: Client, show: Project, web: Web) -> None:
    """So the test above can fail."""
    client.do("subscribe", web.base + "/host/feed")
    client.listened_to_all()
    assert show.feed("--allow", "first").exit == 0
    moved(client, show, web)
    assert len(client.new()) == 3
