"""Headers of web servers: each kind of file has the type that the feed says it has."""

from __future__ import annotations

import re

import pytest

from podcastkit.timed.links import TRANSCRIPT_TYPES
from tests.examples.files import EXAMPLES, ROOT

TYPES = {
    "/feed.xml": "application/rss+xml",
    "/episodes/notes-people-read/chapters.json": "application/json+chapters",
    **{f"/episodes/x/transcript.{suffix}": type_ for suffix, type_ in TRANSCRIPT_TYPES.items()},
}


def headers(text: str) -> dict[str, dict[str, str]]:
    """A ``_headers`` file: paths, and indented below each its headers."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line.startswith(" "):
            path = line.strip()
            assert path.startswith("/"), line
            assert path not in found, line
            found[path] = {}
        else:
            name, colon, value = line.strip().partition(": ")
            assert colon, line
            found[path][name] = value
    return found


def sent(path: str) -> dict[str, str]:
    """What a host sends with a file; ``:name`` stands for one segment."""
    rules = headers((EXAMPLES / "hosts/_headers").read_text(encoding="utf-8"))
    matching = [
        given
        for rule, given in rules.items()
        if re.fullmatch(re.sub(r":\w+", "[^/]+", re.escape(rule).replace(r"\:", ":")), path)
    ]
    assert len(matching) == 1, path
    return matching[0]


@pytest.mark.parametrize(("path", "type_"), TYPES.items())
def test_headers_give_each_file_its_type(path: str, type_: str) -> None:
    given = sent(path)
    assert given["Content-Type"].partition(";")[0] == type_
    assert given["Access-Control-Allow-Origin"] == "*"


def test_the_sample_shows_files_have_a_rule() -> None:
    """All that apps fetch by the feed, but pages and pictures, which every host knows."""
    folder = ROOT / "feed"
    files = ["/" + path.relative_to(folder).as_posix() for path in folder.rglob("*.*")]
    asked = [
        path for path in files if re.search(r"\.(xml|vtt|srt|json)$", path) and "/." not in path
    ]
    assert len(asked) > 2
    feed = (folder / "feed.xml").read_text(encoding="utf-8")
    for path in asked:
        type_ = sent(path)["Content-Type"].partition(";")[0]
        assert path == "/feed.xml" or re.search(
            rf'{re.escape(path)}" type="{re.escape(type_)}"', feed
        )


@pytest.mark.parametrize("name", ["nginx.conf", "htaccess"])
def test_other_servers_know_the_same_types(name: str) -> None:
    text = (EXAMPLES / "hosts" / name).read_text(encoding="utf-8")
    # html, txt and json are known to every server.
    for type_ in (
        "application/rss+xml",
        "application/json+chapters",
        "text/vtt",
        "application/x-subrip",
    ):
        assert type_ in text
    assert re.search(r'Access-Control-Allow-Origin "\*"', text)
