"""Real feeds, some of them broken, against a reading of them that knows nothing of ours."""

from __future__ import annotations

import email.utils
import re
from pathlib import Path

import pytest
from lxml import etree

from podcastkit.feed.document.read import read
from podcastkit.feed.document.tree import parse

FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
REAL = sorted(FEEDS.glob("*.xml"))

BROKEN = {
    "ard-endorphine-fur-delfine.xml": [("PK604", 2)],
    "custom-de-grote-podcast-van-de-veire-ochtendsho.xml": [("PK607", 3)],
    "custom-scotusblog-podcast.xml": [("PK602", 63), ("PK602", 81), ("PK602", 90), ("PK602", 117)],
    "podomatic-360-nation.xml": [("PK604", 197)],
}
"""What the index of these feeds calls not well-formed: what is told of each, and its line."""

_DAYS = {"Tues.": "Tue,", "Tues,": "Tue,", "Thurs.,": "Thu,", "Thurs,": "Thu,"}


def test_all_of_them_are_here() -> None:
    if not FEEDS.is_dir():
        pytest.skip("the real feeds do not lie beside this checkout")
    assert len(REAL) == 27


def independently(data: bytes) -> list[dict[str, str | None]]:
    """Every item as lxml itself finds it; namespaces do not matter for these four."""
    root = etree.fromstring(data.lstrip(), etree.XMLParser(recover=True, resolve_entities=False))
    found = []
    for item in root.iter("item"):
        enclosure = item.find("enclosure")
        if enclosure is None or not enclosure.get("url"):
            continue
        found.append(
            {
                "guid": item.findtext("guid"),
                "url": enclosure.get("url"),
                "date": item.findtext("pubDate"),
                "title": "".join(item.find("title").itertext()),
            }
        )
    return found


def instant(written: str) -> float:
    """A date by Python's own reader of mails, which wants cut names."""
    words = [_DAYS.get(word, word) for word in written.split()]
    text = re.sub(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]+", r"\1", " ".join(words))
    return email.utils.parsedate_to_datetime(text).timestamp()


@pytest.mark.parametrize("path", REAL, ids=[path.stem for path in REAL])
def test_every_item_is_read(path: Path) -> None:
    data = path.read_bytes()
    feed = read(parse(data, path.name))
    expected = independently(data)
    got = [item for item in feed.items if item.enclosure is not None]
    assert len(got) == len(expected) > 0
    for ours, theirs in zip(got, expected, strict=True):
        # Where lxml drops a bare & we keep it; nothing else of a title may differ.
        assert ours.title.replace("&", "") == (theirs["title"] or "").strip().replace("&", "")
        assert ours.guid == (theirs["guid"] or None)
        assert ours.enclosure is not None
        assert ours.enclosure.url == theirs["url"]
        assert ours.published is not None
        assert ours.published.timestamp() == instant(str(theirs["date"]))
        assert "<item" in data.decode("utf-8").split("\n")[ours.line - 1]


@pytest.mark.parametrize("path", REAL, ids=[path.stem for path in REAL])
def test_each_broken_one_says_what_was_mended_at_its_line(path: Path) -> None:
    problems = parse(path.read_bytes(), path.name).problems
    told = [(problem.code, problem.line) for problem in problems]
    assert told == BROKEN.get(path.name, [])
