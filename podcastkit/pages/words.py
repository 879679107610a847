"""The words of the pages in the show's language, dates and lengths, and the way it is written.

One file of ``languages/`` is read, that of the language asked for. Tags are those of BCP 47: what
follows the language (a script, a region) chooses a variant that the file has, or changes nothing.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from podcastkit.page_html import language_tag
from podcastkit.toml_text import read_toml

if TYPE_CHECKING:
    import datetime as dt

_FOLDER = Path(__file__).parent / "languages"
LANGUAGES = (
    "ar", "de", "en", "es", "fr", "he", "it", "ja", "nl", "pl", "pt", "ru", "sv", "tr", "zh",
)  # fmt: skip
"""The languages that there are words of."""
_DEFAULT = "en"
_OTHER_CODES = {"iw": "he"}
"""Codes of ISO 639 that were withdrawn, and are still in use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the pages say of themselves. ``language`` is the one that these words are of.

    Braces stand for a value: ``episode`` and ``season`` have ``{number}``, ``found_many``
    ``{count}``, ``play_from`` ``{time}``, lengths ``{hours}``, ``{minutes}``, ``{seconds}``;
    ``date`` has ``{day}``, ``{month}`` (its name, in the form that it has in a date),
    ``{month_number}`` and ``{year}``.
    Behind ``people``, ``location``, ``made_in`` and ``licence`` follow a blank and names.
    """

    language: str
    skip: str
    episodes: str
    episode: str
    season: str
    trailer: str
    bonus: str
    chapters: str
    transcript: str
    notes: str
    people: str
    download: str
    player: str
    play_from: str
    subscribe: str
    rss: str
    search_episodes: str
    search_transcript: str
    found_one: str
    found_many: str
    found_none: str
    previous: str
    next: str
    files: str
    all_episodes: str
    support: str
    no_episodes: str
    location: str
    made_in: str
    licence: str
    explicit: str
    hours: str
    hours_minutes: str
    minutes: str
    seconds: str
    date: str
    first_day: str
    months: tuple[str, ...]


def words_of(language: str) -> Words:
    """The words for a show in ``language``, a BCP 47 tag; English where there are none."""
    code, *rest = _subtags(language)
    return _read(code if code in LANGUAGES else _DEFAULT, tuple(rest) if code in LANGUAGES else ())


def are_in(words: Words, language: str) -> bool:
    """Whether the words are in this language (a BCP 47 tag), whatever its region or script."""
    return _subtags(language)[0] == words.language


def date(words: Words, day: dt.date) -> str:
    """A day as it is written in a text: ``5 January 2026``."""
    return words.date.format(
        day=words.first_day if day.day == 1 else day.day,
        month=words.months[day.month - 1],
        month_number=day.month,
        year=day.year,
    )


def duration(words: Words, seconds: float) -> str:
    """A length for reading, rounded to minutes above one: ``1 h 2 min``, ``45 min``, ``50 s``."""
    whole = max(1, round(seconds))
    if whole < 60:
        return words.seconds.format(seconds=whole)
    hours, minutes = divmod(round(whole / 60), 60)
    if not hours:
        return words.minutes.format(minutes=minutes)
    form = words.hours_minutes if minutes else words.hours
    return form.format(hours=hours, minutes=minutes)


def _subtags(language: str) -> list[str]:
    code, *rest = language_tag(language).lower().split("-")
    return [_OTHER_CODES.get(code, code), *rest]


@functools.lru_cache(maxsize=32)
def _read(code: str, rest: tuple[str, ...]) -> Words:
    """The words of one file, with those of the variant that a subtag names laid over them."""
    text = (_FOLDER / f"{code}.toml").read_text(encoding="utf-8")
    table, _ = read_toml(text, f"{code}.toml")
    found = dict(table or {})
    for variant in found.pop("variants", {}).values():
        if not set(rest).isdisjoint(variant["tags"]):
            found |= {key: value for key, value in variant.items() if key != "tags"}
    found["months"] = tuple(found["months"])
    return Words(language=code, **{key: found[key] for key in _KEYS})


_KEYS = tuple(field.name for field in fields(Words) if field.name != "language")
