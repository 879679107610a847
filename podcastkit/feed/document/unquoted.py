"""Tags whose attributes have no quotes, as HTML allows it and XML does not."""

from __future__ import annotations

import re

from podcastkit.feed.document.syntax import NAME, TAG

_BARE = re.compile(rf"([ \t\r\n]+({NAME})=)([^\s\"'<>=]*?[^\s\"'<>=/])(?=[\s>]|/>)")
_VALUE = r"(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>=]+)"
_LOOSE = re.compile(rf"<{NAME}(?:[ \t\r\n]+{NAME}[ \t\r\n]*=[ \t\r\n]*{_VALUE})+[ \t\r\n]*/?>")


def tag_at(text: str, place: int) -> tuple[re.Match[str] | None, int, str | None]:
    """The tag at ``place`` with all its quotes, where it ends as written, and an attribute mended.

    The first that had none, as it should be. A tag has few attributes, so the time is linear.
    """
    tag = TAG.match(text, place)
    if tag:
        return tag, tag.end(), None
    loose = _LOOSE.match(text, place)
    bare = _BARE.search(loose[0]) if loose else None
    if loose is None or bare is None:
        return None, place, None
    quoted = TAG.match(_BARE.sub(r'\1"\3"', loose[0]))
    return quoted, loose.end(), f'{bare[2]}="{bare[3]}"' if quoted else None
