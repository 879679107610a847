"""Places in a text: the parser of Markdown counts bytes of UTF-8, and Python characters."""

from __future__ import annotations

from functools import cached_property


class Offsets:
    """Turns one into the other for one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ascii = text.isascii()

    @cached_property
    def _raw(self) -> bytes:
        return self._text.encode("utf-8", "replace")

    def characters(self, place: int) -> int:
        """The number of characters before the byte at ``place``."""
        return place if self._ascii else len(self._raw[:place].decode("utf-8", "replace"))
