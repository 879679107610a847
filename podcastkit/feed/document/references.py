"""Entities and numbers of characters: what they stand for, or what was meant."""

from __future__ import annotations

import html.entities
from typing import TYPE_CHECKING

from podcastkit.feed.document.syntax import ILLEGAL

if TYPE_CHECKING:
    import re

UNREADABLE = "\ufffd"
"""Stands for a character that XML may not hold. Leaving it out could make a new ``]]>``."""

_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})


def referred(found: re.Match[str] | None) -> tuple[str, tuple[str, str | None] | None]:
    """What stands for a reference in XML, and what is wrong with it: a message and a hint.

    ``found`` is a match of ``syntax.REFERENCE``, or ``None`` for an ``&`` that begins none.
    """
    if found is None:
        return "&amp;", ("an & begins no entity", "write it as &amp;")
    decimal, mark, hexadecimal, name = found.groups()
    if name in _XML_ENTITIES:
        return str(found[0]), None
    if name:
        meant = html.entities.html5.get(f"{name};")
        hint = "write the character itself"
        if meant is None:
            return f"&amp;{name};", (f"the entity {found[0]} is defined nowhere", hint)
        text = "".join(f"&#{ord(char)};" for char in meant)
        return text, (f"the entity {found[0]} is HTML's, and XML has it not", hint)
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if number > 0x10FFFF or number == 0 or ILLEGAL.match(chr(number)):
        return UNREADABLE, (f"{found[0]} is no character that XML may hold", None)
    return (f"&#{number};" if mark == "X" else str(found[0])), None
