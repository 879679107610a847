"""Text on its way to somebody's terminal or log: what steers a terminal is escaped."""

from __future__ import annotations

_DEL = 0x7F
_C1_END = 0xA0


def printable(text: str) -> str:
    """The one function that everything printed passes: control characters are escaped.

    Titles and URLs come from strangers; a terminal obeys escape sequences.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == "\n" else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    number = ord(char)
    if number < _C1_END or number == _DEL:
        return f"\\x{number:02x}"
    # Joiners and marks are part of many scripts; only what steers a terminal is dangerous.
    if char in "\u200c\u200d\u00a0\u3000":
        return char
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
