"""Words of the pages: every language has all of them, and dates and lengths are its own."""

from __future__ import annotations

import datetime as dt
import string
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import podcastkit.pages
from podcastkit.page_html import direction
from podcastkit.pages.words import LANGUAGES, Words, date, duration, words_of

FOLDER = Path(podcastkit.pages.__file__).parent / "languages"
KEYS = {field.name for field in fields(Words)} - {"language"}
VALUES = {
    "episode": {"number"}, "season": {"number"}, "found_many": {"count"}, "play_from": {"time"},
    "hours": {"hours"}, "hours_minutes": {"hours", "minutes"}, "minutes": {"minutes"},
    "seconds": {"seconds"},
}  # fmt: skip


def table(code: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == list(LANGUAGES)


def faults(found: dict[str, Any]) -> list[str]:
    """What is wrong with the words of a file, or with those of a variant."""
    wrong = [f"{key} is unknown" for key in found if key not in KEYS]
    for key, value in found.items():
        if key == "months":
            if len(set(value)) != 12:
                wrong.append("not twelve months")
            continue
        if value != value.strip() or not value:
            wrong.append(f"{key} is empty or has blanks at its ends")
        names = braces(value)
        if key == "date":
            if not {"day", "year"} < names <= {"day", "year", "month", "month_number"}:
                wrong.append(f"date has {names}")
        elif names != VALUES.get(key, set()):
            wrong.append(f"{key} has {names}")
    return wrong


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_all_words_and_their_values(code: str) -> None:
    found = table(code)
    variants = found.pop("variants", {})
    assert set(found) == KEYS
    assert faults(found) == []
    for variant in variants.values():
        assert variant.pop("tags")
        assert faults(variant) == []


def test_a_word_that_lacks_its_value_is_found() -> None:
    assert faults({"episode": "Episode", "skip": "", "other": "x", "months": ["a"] * 12}) == [
        "other is unknown", "episode has set()", "skip is empty or has blanks at its ends",
        "not twelve months",
    ]  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_stands_side_by_side_is_told_apart(code: str) -> None:
    words = words_of(code)
    for group in (
        (words.episodes, words.chapters, words.transcript, words.notes),
        (words.previous, words.next, words.all_episodes),
        (words.trailer, words.bonus),
        (words.location, words.made_in, words.licence),
        (words.search_episodes, words.search_transcript),
    ):
        assert len(set(group)) == len(group)


@pytest.mark.parametrize(
    ("tag", "language", "said"),
    [
        ("en", "en", "Chapters"), ("de-AT", "de", "Kapitel"), ("PT_br", "pt", "Capítulos"),
        ("zh-Hans-CN", "zh", "章节"), ("zh-Hant", "zh", "章節"), ("zh-TW", "zh", "章節"),
        ("iw", "he", "חלקי הפרק"), ("fi", "en", "Chapters"), ("", "en", "Chapters"),
        ("../en", "en", "Chapters"), ("tlh-US", "en", "Chapters"),
    ],
)  # fmt: skip
def test_a_tag_finds_its_language(tag: str, language: str, said: str) -> None:
    words = words_of(tag)
    assert (words.language, words.chapters) == (language, said)


def test_a_region_has_its_own_words() -> None:
    assert (words_of("pt-BR").download, words_of("pt-PT").download) == ("Baixar", "Transferir")
    assert words_of("tlh-US").licence == words_of("en").licence == "Licence:"
    assert words_of("en-US").licence == "License:"


@given(st.text(max_size=12))
def test_any_text_has_words_and_a_direction(language: str) -> None:
    assert words_of(language).language in LANGUAGES
    assert direction(language) in {"ltr", "rtl"}


FIFTH, FIRST = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC), dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("tag", "fifth", "first"),
    [
        ("ar", "5 يناير 2026", "1 مايو 2026"),
        ("de", "5. Januar 2026", "1. Mai 2026"),
        ("de-AT", "5. Jänner 2026", "1. Mai 2026"),
        ("en", "5 January 2026", "1 May 2026"),
        ("en-us", "January 5, 2026", "May 1, 2026"),
        ("es", "5 de enero de 2026", "1 de mayo de 2026"),
        ("fr", "5 janvier 2026", "1er mai 2026"),
        ("he", "5 בינואר 2026", "1 במאי 2026"),
        ("it", "5 gennaio 2026", "1º maggio 2026"),
        ("ja", "2026年1月5日", "2026年5月1日"),
        ("nl", "5 januari 2026", "1 mei 2026"),
        ("pl", "5 stycznia 2026", "1 maja 2026"),
        ("pt", "5 de janeiro de 2026", "1º de maio de 2026"),
        ("pt-PT", "5 de janeiro de 2026", "1 de maio de 2026"),
        ("ru", "5 января 2026 г.", "1 мая 2026 г."),
        ("sv", "5 januari 2026", "1 maj 2026"),
        ("tr", "5 Ocak 2026", "1 Mayıs 2026"),
        ("zh", "2026年1月5日", "2026年5月1日"),
    ],
)
def test_a_date_is_written_as_the_language_does(tag: str, fifth: str, first: str) -> None:
    words = words_of(tag)
    assert (date(words, FIFTH), date(words, FIRST)) == (fifth, first)


@pytest.mark.parametrize(
    ("tag", "seconds", "said"),
    [
        ("en", 0.2, "1 s"), ("en", 59.4, "59 s"), ("en", 59.6, "1 min"), ("en", 3570, "1 h"),
        ("en", 3725, "1 h 2 min"), ("de", 3725, "1 Std. 2 Min."), ("ja", 3725, "1時間2分"),
        ("zh-TW", 3725, "1小時2分鐘"), ("ru", 50, "50 с"), ("he", 120, "2 דק׳"),
    ],
)  # fmt: skip
def test_a_length_is_written_as_the_language_does(tag: str, seconds: float, said: str) -> None:
    assert duration(words_of(tag), seconds) == said


@pytest.mark.parametrize(
    ("tag", "way"),
    [
        ("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("iw", "rtl"), ("fa", "rtl"),
        ("ur-PK", "rtl"), ("az-Arab", "rtl"), ("pa_arab_PK", "rtl"), ("yi", "rtl"),
        ("en", "ltr"), ("az", "ltr"), ("ug-Latn", "ltr"), ("ja", "ltr"), ("", "ltr"),
        ("de-1996", "ltr"),
    ],
)  # fmt: skip
def test_a_script_or_a_language_says_the_direction(tag: str, way: str) -> None:
    assert direction(tag) == way


def test_one_file_is_read_and_nothing_heavy_is_imported() -> None:
    code = """
import sys
opened = []
sys.addaudithook(lambda what, args: opened.append(str(args[0])) if what == "open" else None)
from podcastkit.pages.words import words_of
words_of("fr"), words_of("fr-CA"), words_of("fr")
print(*[name for name in opened if name.endswith(".toml")], sep="\\n")
print(*{"PIL", "jinja2", "lxml", "zoneinfo", "markupsafe"} & set(sys.modules), sep="\\n")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = done.stdout.split()
    assert {Path(name).name for name in names} == {"fr.toml"}
