"""Pages, transcripts and style as HTML and CSS ask for, in the eyes of the W3C's own checker."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.pages_audit.judges import vnu
from tests.pages_audit.shows import SHOWS, pages_of

KNOWN = {"skipping", "Consider using the “h1” element as a top-level heading only"}
"""What the checker still says of headings in the notes; take out what it says no more."""

IGNORED = ("violates Content Security Policy",)
"""A page that is read as a file has no origin, so that to the checker all is foreign to it, and data is
code; ``tests/safety`` opens the pages at their own address."""


def test_pages_are_right_html(tmp_path: Path) -> None:
    names: dict[str, str] = {}
    for show, make in SHOWS.items():
        folder = make(tmp_path / show)
        for path in [*pages_of(folder), "podcastkit.css"] if folder is not None else []:
            names[(folder / path).as_posix()] = f"{show}/{path}"
    assert len(names) > 20
    wrong = tmp_path / "wrong.html", tmp_path / "wrong.css"
    wrong[0].write_text(
        "<!doctype html><html lang=en><title>T</title><img src=x>", encoding="utf-8"
    )
    wrong[1].write_text("p { colour: red }", encoding="utf-8")
    found: dict[str, str] = {}
    told_of_wrong = []
    for told in vnu([*wrong, *map(Path, names)]):  # it takes seconds to start, so it is asked once
        path = unquote(urlsplit(told["url"]).path)
        if any(words in told["message"] for words in IGNORED):
            continue
        if path in names:
            found.setdefault(told["message"], f"{names[path]}:{told.get('lastLine')}")
        else:
            told_of_wrong.append(told["message"])
    assert any("alt" in words for words in told_of_wrong)
    assert any("colour" in words for words in told_of_wrong)
    assert {words: place for words, place in found.items() if _rule(words) is None} == {}
    assert {_rule(words) for words in found} == KNOWN


def _rule(words: str) -> str | None:
    return next((known for known in KNOWN if known in words), None)
