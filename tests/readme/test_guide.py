"""The guide's pages, done as a reader would do them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.typed import run_as_typed
from tests.web.server import Web

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide"


@pytest.mark.skipif(os.name == "nt", reason="the guide speaks to a POSIX shell")
def test_moving_from_a_host(tmp_path: Path, web: Web, sounds: Path) -> None:
    """A server of our own plays the host; else all is as written."""
    text = (GUIDE / "moving-from-a-host.md").read_text(encoding="utf-8")
    items = []
    for number, uuid in enumerate(re.findall(r"listen/([-\w]+)\.mp3", text)):
        web.serve(f"/listen/{uuid}.mp3", (sounds / "cbr.mp3").read_bytes())
        title = ("Hello", "And again")[number]
        items.append(
            f"<item><title>{title}</title><guid>https://host.example/guid/{uuid}</guid>"
            f'<enclosure url="{web.base}/listen/{uuid}.mp3?source=rss" length="5" type="audio/mpeg"/>'
            f"<pubDate>Mon, {5 + 14 * number:02} Jan 2026 07:30:00 +0100</pubDate></item>"
        )
    feed = f"<rss version='2.0'><channel><title>My Show</title>{items[1]}{items[0]}</channel></rss>"
    web.serve("/my-show/feed", feed.encode(), type="application/rss+xml")
    done = text.replace("https://host.example", web.base)
    assert run_as_typed(done, tmp_path, {"PODCASTKIT_PRIVATE_HOSTS": "1"}) == 4
    built = (tmp_path / "feed/feed.xml").read_text(encoding="utf-8")
    assert built.count("https://host.example/guid/") == 2
    assert "Mon, 19 Jan 2026 06:30:00 +0000" in built


@pytest.mark.skipif(os.name == "nt", reason="the guide speaks to a POSIX shell")
def test_starting_a_show(tmp_path: Path) -> None:
    text = (GUIDE / "starting-a-show.md").read_text(encoding="utf-8")
    assert run_as_typed(text, tmp_path) == 4
