"""Byte ranges of RFC 9110, section 14: the one that a player asks for, or none."""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})", re.ASCII | re.IGNORECASE)


class UnsatisfiableError(ValueError):
    """A range that begins behind the end of the file."""


def wanted_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First byte and the one behind the last; ``None`` where all is wanted.

    What is no single range of bytes counts as none, as the RFC lets a server do. Raises
    ``UnsatisfiableError`` where nothing of it is there.
    """
    found = _RANGE.fullmatch(header.strip()) if header else None
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        length = int(found[2])
        if length == 0 or size == 0:
            raise UnsatisfiableError
        return max(0, size - length), size
    start = int(found[1])
    if found[2] and int(found[2]) < start:
        return None
    if start >= size:
        raise UnsatisfiableError
    return start, min(size, int(found[2]) + 1) if found[2] else size
