"""What stands before a feed's first element: told, and not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.feed.document.syntax import BLANKS, DOCTYPE, ROOT, TAG, Search

if TYPE_CHECKING:
    from podcastkit.feed.document.notes import Notes


class Prolog:
    """Goes through what stands before the root element; each kind of fault is told once."""

    def __init__(self, text: str, notes: Notes) -> None:
        self.text = text
        self._notes = notes
        self._told: set[str] = set()
        self._search = Search(text)
        self._has_root = ROOT.search(text) is not None

    def root(self) -> int | None:
        """Where the root element begins; ``None`` where there is none."""
        place = 0
        while (opening := self.text.find("<", place)) >= 0:
            if not BLANKS.fullmatch(self.text, place, opening):
                self._tell_junk(place, self.text[place:opening])
            named = ROOT.match(self.text, opening)
            if named or (not self._has_root and TAG.match(self.text, opening)):
                return opening
            end = self._end(opening)
            place = opening + 1 if end < 0 else end
        return None

    def _end(self, opening: int) -> int:
        """The offset behind what begins at ``opening``; ``-1`` for what has no end."""
        if self.text.startswith("<?", opening):
            if opening > self.text.startswith("\ufeff") and self.text.startswith("<?xml", opening):
                self._tell("PK604", opening, "the XML declaration is not the very first thing",
                           "remove what stands before it, even if it is only a blank")  # fmt: skip
            return self._search.find("?>", opening)
        if self.text.startswith("<!--", opening):
            return self._search.find("-->", opening)
        if DOCTYPE.match(self.text, opening):
            self._tell("PK606", opening, "a document type is not read, nor what it defines",
                       "remove it: podcast feeds have none")  # fmt: skip
            return self._search.doctype(opening)
        if self._has_root:
            self._tell_junk(opening, self.text[opening : opening + 80])
        return -1

    def _tell(self, code: str, spot: int, message: str, hint: str) -> None:
        if hint not in self._told:
            self._told.add(hint)
            self._notes.at(code, self.text, spot, message, hint)

    def _tell_junk(self, spot: int, junk: str) -> None:
        shown = " ".join(junk[:80].split())[:40]
        self._tell("PK604", spot, f'"{shown}" stands before the feed',
                   "remove it: a program's message, perhaps")  # fmt: skip
