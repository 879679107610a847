"""Whatever bytes stand in a file or a feed, checking it gives findings, never a traceback."""

from __future__ import annotations

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.house.imports import ROOT
from tests.projects import TOML, Project

FEED = (ROOT / "feed" / "feed.xml").read_bytes()
FRONT = b'+++\ntitle = "A"\n[extra]\nepisode_url = "https://cdn.example/1.mp3"\n+++\n'
YAML = b"---\ntitle: A\nepisode_url: https://cdn.example/1.mp3\n---\n"
JSON = b'{"title": "A", "episode_url": "https://cdn.example/1.mp3"}\n'
PIECES = [
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<item>", b"</item>", b"</channel>",
    b"\x00", b"\xff\xfe", b"\xf0\x9f\x98\x80", b'"', b"'", b"<itunes:duration>", b"xmlns:a=''",
    b"<podcast:value>", b"<podcast:liveItem>", b"\r", b"<!DOCTYPE x>", b"&#0;", b"<channel>",
]  # fmt: skip
DEEP = 100_000


def told(project: Project, *words: str) -> list[dict[str, object]]:
    ran = project.run("validate", "--json", *words)
    assert ran.exit in {0, 1, 3, 4}, ran.exit
    found: list[dict[str, object]] = json.loads(ran.out)["findings"]
    return found


@settings(max_examples=150)
@given(
    data=st.binary(max_size=300),
    begin=st.sampled_from([b"", FRONT, YAML, JSON, b"+++\n", b"---\n", b"{"]),
    path=st.sampled_from(["episodes/a.md", "episodes/a.toml", "podcast.toml", "podcast.lock", "episodes/2026-01-01-number-1.vtt"]),
)  # fmt: skip
def test_any_bytes_in_any_file(project: Project, data: bytes, begin: bytes, path: str) -> None:
    project.write("podcast.toml", TOML)
    (project.root / "podcast.lock").unlink(missing_ok=True)
    project.episode(1)
    target = project.write(path, begin + data if path.endswith("a.md") else data)
    told(project)
    if not path.startswith("podcast"):
        target.unlink()


@settings(max_examples=200)
@given(
    data=st.binary(max_size=400),
    head=st.sampled_from([b"", b"<rss version='2.0'><channel>", b"<?xml version='1.0'?>"]),
)
def test_any_bytes_as_a_feed(project: Project, data: bytes, head: bytes) -> None:
    told(project, str(project.write("any.xml", head + data)))


@settings(max_examples=200)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 12))
def test_a_feed_with_pieces_in_wrong_places(project: Project, seed: int, count: int) -> None:
    """The sample feed, through every rule, with markup put in, cut out and moved."""
    rng = random.Random(seed)  # noqa: S311 - the same feeds on every machine
    data = bytearray(FEED)
    for _ in range(count):
        place = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[place:place] = rng.choice(PIECES)
            case 1:
                del data[place : place + rng.randrange(200)]
            case 2:
                other = rng.randrange(len(data))
                data[place:place] = data[other : other + rng.randrange(400)]
            case _:
                data[place] = rng.randrange(256)
    found = told(project, str(project.write("any.xml", bytes(data))))
    assert all(f["path"] for f in found)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("episodes/a.md", b"---\na: " + b"[" * DEEP + b"\n---\n"),
        ("episodes/a.md", b"---\n" + b"- " * DEEP + b"\n---\n"),
        ("episodes/a.md", b"---\na: " + b"{a: " * DEEP + b"\n---\n"),
        ("episodes/a.md", b"+++\na = " + b"[" * DEEP + b"\n+++\n"),
        ("episodes/a.md", b"+++\na = " + b"{a=" * DEEP + b"\n+++\n"),
        ("episodes/a.md", b'{"a": ' + b"[" * DEEP),
        ("episodes/a.md", b'{"a":' * DEEP),
        ("episodes/a.toml", b"a = " + b"[" * DEEP),
        ("podcast.toml", b"a = " + b"[" * DEEP),
        ("podcast.toml", b"[" + b"a." * DEEP + b"b]\n"),
        ("podcast.lock", b"[" * DEEP),
        ("episodes/2026-01-01-number-1.json", b"[" * DEEP),
        ("any.xml", b"<rss version='2.0'><channel>" + b"<item>" * DEEP),
        ("any.xml", b"<rss><channel><item><description>" + b"&lt;b&gt;" * DEEP),
        ("any.xml", b"<rss><channel><item><description><![CDATA[" + b"<a '" * DEEP),
        ("any.xml", b"<rss><channel><podcast:value>" * 30_000),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:14].decode(),
)  # fmt: skip
def test_what_is_nested_without_end(project: Project, path: str, text: bytes) -> None:
    project.episode(1)
    target = project.write(path, text)
    began = time.process_time()
    found = told(project, *([str(target)] if path.endswith(".xml") else []))
    assert [f for f in found if f["severity"] == "error"], found
    assert time.process_time() - began < 20  # seconds a thousandth of which would do
