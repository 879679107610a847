"""A feed's bytes to text, whatever its declaration claims."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podcastkit.feed.document.notes import Notes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']\s*([\w.:-]{1,40})\s*[\"']")
_KNOWN = re.compile(
    r"(us-)?ascii|utf-?(8|16(le|be)?|32)|(iso-?)?(8859|latin)-?\d{1,2}|(windows-|cp)12\d\d|cp(8\d\d|9\d\d)"
    r"|koi8-[ru]|gb(2312|k|18030)|big5|euc-(jp|kr)|shift_?jis|iso-2022-jp|macintosh|mac-?roman",
    re.IGNORECASE,
)
_DECLARATION_WITHIN = 1024
_STRAY = re.compile("[\udc80-\udcff]+")


def decode(data: bytes, notes: Notes) -> str:
    """The text of a feed; bytes that are none in its encoding are read as Windows-1252.

    A byte order mark counts more than the declaration. Nothing is lost in silence.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, notes)
    for start, encoding in ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be")):
        if data.startswith(start):
            return _decoded(data, encoding, notes)
    declared = _DECLARED.search(data, 0, _DECLARATION_WITHIN)
    if declared is None:
        return _decoded(data, "utf-8", notes)
    name = declared[1].decode("ascii")
    try:
        # A file that could be read as ASCII up to here is not UTF-16, whatever it claims.
        wide = name.lower().startswith(("utf-16", "utf16", "utf-32", "utf32"))
        encoding = codecs.lookup(name).name if _KNOWN.fullmatch(name) and not wide else "utf-8"
    except LookupError:
        encoding = "utf-8"
    text = _decoded(data, encoding, notes)
    if name.lower().replace("-", "") not in {"utf8", "usascii", "ascii"}:
        line = data.count(b"\n", 0, declared.start()) + 1
        message = f"the feed is in {name}, and should be in UTF-8"
        notes.add("PK605", line, 1, message, "directories and apps expect UTF-8")
    return text


def _decoded(data: bytes, encoding: str, notes: Notes) -> str:
    if encoding not in {"utf-8", "ascii"}:
        text = data.decode(encoding, "replace")
        for found in re.finditer("\ufffd+", text):
            if encoding.startswith("utf"):
                notes.at("PK605", text, found.start(), f"bytes that are no {encoding} text", None)
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")

    def stray(found: re.Match[str]) -> str:
        raw = bytes(ord(char) - 0xDC00 for char in found[0])
        read = raw.decode("cp1252", "replace")
        message = f'the byte 0x{raw[0]:02x} is not UTF-8; read as Windows-1252 it is "{read[:8]}"'
        notes.at("PK605", text, found.start(), message, "the feed should be UTF-8 throughout")
        return read

    return _STRAY.sub(stray, text)
