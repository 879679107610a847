"""Places in a text: the parser of Markdown counts bytes of UTF-8, and Python characters."""

from __future__ import annotations


class Offsets:
    """Turns one into the other for one text, soonest where places ascend."""

    def __init__(self, text: str) -> None:
        self._raw = None if text.isascii() else text.encode("utf-8", "replace")
        self._bytes = self._characters = 0

    def characters(self, place: int) -> int:
        """The number of characters before the byte at ``place``."""
        if self._raw is None:
            return place
        if place < self._bytes:
            self._bytes = self._characters = 0
        self._characters += len(self._raw[self._bytes : place].decode("utf-8", "replace"))
        self._bytes = place
        return self._characters
