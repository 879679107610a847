"""What XML is made of, as patterns; and searching that stays linear in hostile text."""

from __future__ import annotations

import re

_START = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NCNAME = rf"[{_START}][{_START}.\-0-9\xb7\u0300-\u036f\u203f-\u2040]*"
NAME = rf"{_NCNAME}(?::{_NCNAME})?"
_S = "[ \\t\\r\\n]"
ATTRIBUTE = re.compile(rf"{_S}+({NAME}){_S}*={_S}*(\"[^\"<]*\"|'[^'<]*')")
TAG = re.compile(rf"<({NAME})((?:{ATTRIBUTE.pattern})*+){_S}*+(?P<empty>/?)>")
END = re.compile(rf"</({NAME}){_S}*>")
REFERENCE = re.compile(r"&(?:#(\d{1,8})|#([xX])([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{0,31}));")
MARK = re.compile("[<&\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|\\]\\]>")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ROOT = re.compile(r"<(?:rss|rdf:RDF|feed|channel)(?=[\s>/])", re.IGNORECASE)
DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
DOCTYPE_PART = re.compile(r"[\[\]>]|\"[^\"]*\"|'[^']*'")
BLANKS = re.compile("[\ufeff \t\r\n]*")


class Search:
    """Finds endings; one that follows nowhere is not looked for twice, so that time is linear."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._never: set[str] = set()

    def find(self, ending: str, place: int) -> int:
        """The offset behind the next ``ending``; ``-1`` where none follows."""
        if ending in self._never:
            return -1
        found = self.text.find(ending, place)
        if found < 0:
            self._never.add(ending)
            return -1
        return found + len(ending)

    def doctype(self, place: int) -> int:
        """The offset behind the document type that begins at ``place``; ``-1`` without an end."""
        if "doctype" in self._never:
            return -1
        depth = 0
        for found in DOCTYPE_PART.finditer(self.text, place):
            if found[0] in "[]":
                depth += 1 if found[0] == "[" else -1
            elif found[0] == ">" and depth <= 0:
                return found.end()
        self._never.add("doctype")
        return -1
