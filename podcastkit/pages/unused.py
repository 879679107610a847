"""Templates of the user's own that no page is made of."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_OURS = Path(__file__).parent / "templates"
_SUFFIXES = (".html", ".htm", ".j2", ".jinja", ".jinja2")


def unused(texts: Mapping[str, str]) -> dict[str, str | None]:
    """Of templates by their names those that take the place of none and that no other one names.

    Each with the name of ours that is near to its own, if any.
    """
    ours = sorted(path.name for path in _OURS.iterdir() if path.name[0] != ".")
    found: dict[str, str | None] = {}
    for name in sorted(texts):
        named = any(name in text for other, text in texts.items() if other != name)
        if name not in ours and not named and name.endswith(_SUFFIXES):
            found[name] = next(iter(difflib.get_close_matches(name, ours, n=1)), None)
    return found
