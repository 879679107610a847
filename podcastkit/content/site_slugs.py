"""How Hugo, Jekyll, Eleventy and Astro make addresses out of names.

Each as the generator itself does it: ``tests/content/test_sites.py`` names where that is told.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_JEKYLL_DATE = re.compile(r"(\d{2,4})-(\d{1,2})-(\d{1,2})-(?=.)", re.ASCII)
_JEKYLL_KEPT = frozenset("._~!$&'()+,;=@")
_ELEVENTY_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})-(.*)", re.ASCII | re.DOTALL)
_HUGO_KEPT = frozenset("./\\_#+~-@")
_LETTER_SIGNS = re.compile(
    "[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)
_HEX_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")


def _kind(char: str) -> str:
    return unicodedata.category(char)


def _lower(text: str) -> str:
    """Lower case, each character for itself, as Go does it."""
    return "".join(char.lower()[0] for char in text)


def hugo_segment(name: str) -> str:
    """A part of a path made of a file's or folder's name: lower case, blanks as ``-``."""
    return _hugo_path(_lower(name).replace(" ", "-"))


def hugo_slug(written: str) -> str:
    """The front matter's ``slug`` as Hugo writes it into the address."""
    return _lower(_hugo_path(written.strip("-")))


def _hugo_path(text: str) -> str:
    """What may stand in a path is kept; white space that is left becomes one ``-``."""
    kept: list[str] = []
    pending = False
    for at, char in enumerate(text):
        if (
            char in _HUGO_KEPT
            or _kind(char)[0] in "LM"
            or _kind(char) == "Nd"
            or (char == "%" and _HEX_ESCAPE.match(text, at))
        ):
            if pending and char != "-":
                kept.append("-")
            pending = False
            kept.append(char)
        elif char.isspace() and kept and kept[-1] != "-":
            pending = True
    return unquote("".join(kept))  # an escape is kept as it is, and stands for its character


def jekyll_name(name: str) -> tuple[tuple[int, int, int] | None, str]:
    """The date before a name, and the name without it. A year of two digits is a recent one."""
    match = _JEKYLL_DATE.match(name)
    if match is None:
        return None, name.rstrip(".")
    year, month, day = (int(part) for part in match.groups())
    if year < 100:
        year += 2000 if year < 69 else 1900
    return (year, month, day), name[match.end() :].rstrip(".")


def jekyll_slug(name: str) -> str:
    """Jekyll's ``:title``: case kept, and a run of what does not suit an address becomes ``-``."""
    parts: list[str] = []
    for char in name:
        if _kind(char)[0] in "LM" or _kind(char) == "Nd" or char in _JEKYLL_KEPT:
            parts.append(char)
        elif not parts or parts[-1] != "-":
            parts.append("-")
    slug = "".join(parts)
    return slug.removeprefix("-").removesuffix("-")


def jekyll_plain_slug(name: str) -> str:
    """Jekyll's ``:slug``: letters and digits in lower case, all else ``-``."""
    kept = (char if _kind(char)[0] in "LM" or _kind(char) == "Nd" else "-" for char in name)
    return re.sub("-+", "-", "".join(kept)).strip("-").lower()


def eleventy_name(name: str) -> tuple[tuple[int, int, int] | None, str]:
    """Eleventy's ``fileSlug``: what stands behind a date, wherever in the name that is."""
    match = _ELEVENTY_DATE.search(name)
    if match is None:
        return None, name
    year, month, day = (int(part) for part in match.groups()[:3])
    return (year, month, day), match[4]


def astro_slug(name: str) -> str:
    """github-slugger's rule: lower case, blanks as ``-``, all other signs dropped."""
    kept = (
        char
        for char in name.lower()
        if char in " -"
        or _kind(char)[0] in "LM"
        or _kind(char) in {"Nd", "Nl", "Pc"}
        or _LETTER_SIGNS.match(char)
    )
    return "".join(kept).replace(" ", "-")
