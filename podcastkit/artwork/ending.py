"""Whether the bytes of a picture go on to its end, without unpacking it."""

from __future__ import annotations

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_SCAN, _END = 0xDA, b"\xff\xd9"


def is_whole(data: bytes) -> bool:
    """False for a JPEG or PNG that breaks off before its end; other formats are not looked into.

    After ITU T.81 (markers) and RFC 2083 (chunks). What follows the end is no matter.
    """
    if data.startswith(_JPEG):
        return _jpeg_ends(data)
    return not data.startswith(_PNG) or _png_ends(data)


def _jpeg_ends(data: bytes) -> bool:
    """A picture inside the metadata has an end of its own: that of the scans counts."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        if data[at + 1] == 0xFF:
            at += 1  # a marker may have any number of these before it
            continue
        if data[at + 1] == _SCAN:
            return data.find(_END, at) >= 0
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _png_ends(data: bytes) -> bool:
    at = len(_PNG)
    while at + 12 <= len(data):
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return False
