"""Pages, transcripts and style as HTML and CSS ask for, in the eyes of the W3C's own checker."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.pages_audit.judges import vnu
from tests.pages_audit.shows import SHOWS, pages_of

IGNORED = ("violates Content Security Policy",)
"""A page that is read as a file has no origin, so that to the checker all is foreign to it, and data is
code; ``tests/safety`` opens the pages at their own address."""
_HIGHLIGHTS = re.compile(r"^.*::highlight\(.*\n", re.MULTILINE)
"""The checker does not know the CSS Custom Highlight API yet, which all browsers do."""


def test_pages_are_right_html(tmp_path: Path) -> None:
    names: dict[str, str] = {}
    for show, make in SHOWS.items():
        folder = make(tmp_path / show)
        if folder is None:
            continue
        text = (folder / "podcastkit.css").read_text(encoding="utf-8")
        style = tmp_path / f"{show}.css"
        style.write_text(_HIGHLIGHTS.sub("", text), encoding="utf-8")
        names[style.as_posix()] = f"{show}/podcastkit.css"
        names |= {(folder / path).as_posix(): f"{show}/{path}" for path in pages_of(folder)}
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
    assert found == {}
