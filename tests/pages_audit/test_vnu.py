"""Pages, transcripts and style as HTML and CSS ask for, in the eyes of the W3C's own checker."""

from __future__ import annotations

from pathlib import Path

from tests.pages_audit.judges import vnu
from tests.pages_audit.shows import SHOWS, pages_of

KNOWN: dict[str, str] = {}
"""What the checker says of pages that is not mended yet; each must still be said."""


def test_pages_are_right_html(tmp_path: Path) -> None:
    names: dict[str, str] = {}
    for show, make in SHOWS.items():
        folder = make(tmp_path / show)
        for path in [*pages_of(folder), "podcastkit.css"] if folder is not None else []:
            names[(folder / path).as_uri().removeprefix("file://")] = f"{show}/{path}"
    assert len(names) > 20
    found = {}
    for told in vnu([Path(path) for path in names]):
        place = names[told["url"].removeprefix("file://").removeprefix("file:")]
        found.setdefault(told["message"], f"{place}:{told.get('lastLine')}")
    assert found == KNOWN


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(
        "<!doctype html><html lang=en><title>T</title><img src=x><h1></h1>"
    )
    (tmp_path / "x.css").write_text("p { colour: red }")
    said = " ".join(told["message"] for told in vnu([tmp_path / "x.html", tmp_path / "x.css"]))
    assert "alt" in said
    assert "colour" in said
