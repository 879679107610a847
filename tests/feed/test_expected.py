"""Expected bytes beside their input: ``cases/NAME/input.toml`` makes ``cases/NAME/feed.xml``.

After a change that is meant, ``PODCASTKIT_REWRITE=1 pytest tests/feed tests/timed`` writes the
files anew; the difference is what a reviewer reads.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import tomli

from podcastkit.feed.write import TAIL, head, item
from podcastkit.model import (
    AlternateEnclosure,
    Audio,
    Block,
    BodyPlace,
    Category,
    Chat,
    ContentLink,
    Episode,
    EpisodePodcasting,
    Funding,
    Integrity,
    License,
    LiveItem,
    Location,
    MediaSource,
    Owner,
    Person,
    Picture,
    Recipient,
    RemoteItem,
    Show,
    ShowPodcasting,
    Social,
    Soundbite,
    TimeSplit,
    Trailer,
    Transcript,
    Txt,
    UpdateFrequency,
    Value,
)

CASES = sorted(Path(__file__).with_name("cases").iterdir())
BODY = BodyPlace(path="episodes/x.md", digest="0" * 64, notes=(0, 0))
MODELS: dict[str, Any] = {
    "owner": Owner,
    "license": License,
    "audio": Audio,
    "categories": Category,
    "funding": Funding,
    "persons": Person,
    "transcripts": Transcript,
    "locations": Location,
    "blocks": Block,
    "update_frequency": UpdateFrequency,
    "trailers": Trailer,
    "images": Picture,
    "value": Value,
    "recipients": Recipient,
    "time_splits": TimeSplit,
    "remote": RemoteItem,
    "social_interact": Social,
    "chat": Chat,
    "publisher": RemoteItem,
    "podroll": RemoteItem,
    "remote_items": RemoteItem,
    "txt": Txt,
    "live_items": LiveItem,
    "soundbites": Soundbite,
    "alternate_enclosures": AlternateEnclosure,
    "sources": MediaSource,
    "integrity": Integrity,
    "content_links": ContentLink,
}


def modelled(table: dict[str, Any], group: Any = ShowPodcasting) -> dict[str, Any]:
    """A TOML table as the arguments of a model; ``group`` is that of the podcast namespace."""
    made: dict[str, Any] = {}
    for key, value in table.items():
        model = group if key == "podcasting" else MODELS.get(key)
        inner = EpisodePodcasting if key == "live_items" else group
        if model is None or isinstance(value, str):
            made[key] = value
        elif isinstance(value, list):
            made[key] = tuple(model(**modelled(each, inner)) for each in value)
        else:
            made[key] = model(**modelled(value, inner))
    return made


def feed_of(case: Path) -> bytes:
    given = tomli.loads((case / "input.toml").read_text("utf-8"))
    show = Show(**modelled(given["show"]))
    pieces = [head(show, built=given.get("built"))]
    for table in given.get("episodes", []):
        notes, description = table.pop("notes_html", ""), table.pop("description_html", None)
        day = table["published"].date()
        episode = Episode(**modelled(table, EpisodePodcasting), day=day, body=BODY)
        pieces.append(item(episode, notes_html=notes, description_html=description))
    return b"".join(pieces) + TAIL


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_feed_is_the_expected_one_to_the_byte(case: Path) -> None:
    expected = case / "feed.xml"
    if os.environ.get("PODCASTKIT_REWRITE"):
        expected.write_bytes(feed_of(case))
    assert feed_of(case) == expected.read_bytes()
