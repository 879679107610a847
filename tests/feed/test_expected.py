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
    Audio,
    BodyPlace,
    Category,
    Episode,
    Funding,
    License,
    Owner,
    Person,
    Show,
    Transcript,
)

CASES = sorted(Path(__file__).with_name("cases").iterdir())
BODY = BodyPlace(path="episodes/x.md", digest="0" * 64, notes=(0, 0))
MODELS = {
    "owner": Owner,
    "license": License,
    "audio": Audio,
    "categories": Category,
    "funding": Funding,
    "persons": Person,
    "transcripts": Transcript,
}


def modelled(table: dict[str, Any]) -> dict[str, Any]:
    """A TOML table as the arguments of a model."""
    made: dict[str, Any] = {}
    for key, value in table.items():
        model = MODELS.get(key)
        if model is None:
            made[key] = value
        elif isinstance(value, list):
            made[key] = tuple(model(**each) for each in value)
        else:
            made[key] = model(**value)
    return made


def feed_of(case: Path) -> bytes:
    given = tomli.loads((case / "input.toml").read_text("utf-8"))
    show = Show(**modelled(given["show"]))
    pieces = [head(show, built=given.get("built"))]
    for table in given.get("episodes", []):
        notes, description = table.pop("notes_html", ""), table.pop("description_html", None)
        episode = Episode(**modelled(table), body=BODY)
        pieces.append(item(episode, notes_html=notes, description_html=description))
    return b"".join(pieces) + TAIL


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_feed_is_the_expected_one_to_the_byte(case: Path) -> None:
    expected = case / "feed.xml"
    if os.environ.get("PODCASTKIT_REWRITE"):
        expected.write_bytes(feed_of(case))
    assert feed_of(case) == expected.read_bytes()
