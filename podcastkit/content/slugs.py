"""File names to slugs and dates, by each preset's rule, and what a slug may be."""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from dataclasses import dataclass

from podcastkit.content import site_slugs

_DATE_PREFIX = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[-_ ]+(?=.)|$)", re.ASCII)
_ZOLA_PREFIX = re.compile(
    r"(?P<date>(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
    r"(?P<time>T[0-9:.]+(?:Z|[+-]\d{2}:\d{2}))?)\s?[-_ ](?P<rest>.+)",
    re.ASCII,
)
_LATIN = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "þ": "th", "ð": "d",
     "\u0131": "i", "Ø": "O",
     "Æ": "AE", "Œ": "OE", "Đ": "D", "Ł": "L", "Þ": "Th", "Ð": "D", "ẞ": "SS"}
)  # fmt: skip
_FORBIDDEN = set('/\\:*?"<>|')
_BAD = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\..*)?", re.IGNORECASE)
MAX_SLUG_BYTES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """What a file's or folder's name says: a slug, and a date where one stands before it.

    ``moment`` is the date as text, with a time where the name holds one (RFC 3339, Zola).
    """

    slug: str
    date: dt.date | None = None
    moment: str | None = None


def from_name(name: str, *, rule: str, paths: str = "on", keep_dates: bool = False) -> NameParts:
    """A name (without its suffix) by the rule of a preset."""
    if rule == "zola":
        return _from_zola_name(name, paths=paths, keep_dates=keep_dates)
    if rule in {"jekyll", "eleventy"}:
        dated = site_slugs.jekyll_name if rule == "jekyll" else site_slugs.eleventy_name
        parts, rest = dated(name)
        date = _date(*parts) if parts else None
        slug = site_slugs.jekyll_slug(rest) if rule == "jekyll" else rest
        return _parts(slug, date)
    match = _DATE_PREFIX.match(name)
    date = _date(*match.groups()) if match else None
    if rule == "hugo":
        return _parts(site_slugs.hugo_segment(name), date)
    if rule == "astro":
        return _parts(site_slugs.astro_slug(name), date)
    rest = name[match.end() :] if match and date else name
    return _parts(slugify(rest) or slugify(name), date)


def own_slug(written: str, *, rule: str, paths: str = "on") -> str:
    """The front matter's ``slug`` as the generator of a preset takes it."""
    if rule == "zola":
        return zola_slug(written, paths)
    if rule == "hugo":
        return site_slugs.hugo_slug(written)
    return site_slugs.jekyll_slug(written) if rule == "jekyll" else written


def _parts(slug: str, date: dt.date | None) -> NameParts:
    return NameParts(slug=slug, date=date, moment=date.isoformat() if date else None)


def _from_zola_name(name: str, *, paths: str, keep_dates: bool) -> NameParts:
    match = _ZOLA_PREFIX.fullmatch(name)
    date = _date(match["y"], match["m"], match["d"]) if match else None
    if match is None or date is None:
        return NameParts(slug=zola_slug(name, paths))
    slug = zola_slug(name if keep_dates else match["rest"], paths)
    return NameParts(slug=slug, date=date, moment=match["date"])


def _date(year: str | int, month: str | int, day: str | int) -> dt.date | None:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    # At the ends of the calendar, another zone may have no such day.
    return found if 1 < found.year < dt.MAXYEAR else None


def slugify(name: str) -> str:
    """Lower case, Latin letters without their marks, other scripts kept, the rest to ``-``."""
    name = name.translate(_LATIN)
    if not name.isascii():
        name = "".join(_without_marks(char) for char in name)
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", name).lower()).strip("-")


def _without_marks(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)
    return "".join(c for c in base if not unicodedata.combining(c)) if base[0] < "\u0250" else char


def zola_slug(name: str, paths: str) -> str:
    """Zola's ``[slugify] paths``: ``on`` is ASCII only, ``safe`` drops what file systems refuse."""
    if paths == "off":
        return name
    if paths == "safe":
        kept = re.sub(r'[\s/|<>:"?#*\\()\[\]\u0000-\u001f]+', "_", name.strip())
        return kept.strip("._")
    ascii_name = slugify(name).encode("ascii", "ignore").decode()
    return re.sub(r"-+", "-", ascii_name).strip("-")


# A slug is asked about again as a part of its page's path, and the folder with each episode.
@functools.lru_cache(maxsize=256)
def fault(slug: str) -> str | None:
    """Why a slug cannot be one, in words that complete "the slug …"; ``None`` when it can."""
    if not slug:
        return "is empty"
    if slug.startswith("."):
        return "begins with a dot"
    bad = _BAD.findall(slug)
    if bad:
        return f"holds {min(_FORBIDDEN & set(bad), default=bad[0])!r}"
    if slug != slug.strip() or slug.endswith("."):
        return "begins or ends with a blank or a dot"
    if _DEVICES.fullmatch(slug):
        return "is the name of a device on Windows"
    if len(slug.encode("utf-8", "replace")) > MAX_SLUG_BYTES:
        return f"is longer than {MAX_SLUG_BYTES} bytes"
    try:
        slug.encode("utf-8")
    except UnicodeEncodeError:
        return "holds a character that is none"
    return None


def folded(slug: str) -> str:
    """What two slugs must not share: NFC, case folded."""
    return unicodedata.normalize("NFC", slug).casefold()
