"""Text from strangers made fit to be shown: what a terminal would obey is escaped.

Titles, paths and URLs come from pull requests and other people's feeds; a terminal, a CI log and
an XML reader each obey some control characters.
"""

from __future__ import annotations

_DEL = 0x7F
_C1_END = 0xA0


def printable(text: str, *, one_line: bool = False) -> str:
    """The one function that everything printed passes: control characters are escaped.

    Line feeds stay, unless the text must be ``one_line``. What is left is also safe in XML 1.0: no
    control characters, no surrogates, nothing unassigned.
    """
    if text.isprintable():
        return text
    kept = "" if one_line else "\n"
    return "".join(char if char.isprintable() or char in kept else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    number = ord(char)
    if number < _C1_END or number == _DEL:
        return f"\\x{number:02x}"
    # Joiners and marks are part of many scripts; only what steers a terminal is dangerous.
    if char in "\u200c\u200d\u00a0\u3000":
        return char
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
