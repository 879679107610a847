"""Headings with which a transcript begins, as people write them."""

from __future__ import annotations

import functools
import re

from podcastkit.project.transcript_words import stems

_MARK = r"(?:\*\*|__|\*|_)?"
# A picture before the word, a remark or a mark behind it: "📝 Transcript (made by a machine)".
_BEFORE = r"(?:[^\w\s#<>`*_\[\](){}|~+\"'-][^\w\n<>\[\]*_`]{0,5})?"
_REMARK = r"(?:[ \t]*[(\[][^()\[\]\n]{0,60}[)\]])?"
_BEHIND = r"(?:[ \t]*[^\w\s#<>`*_\[\](){}|~+\"'-]{1,3})?"
_ATTRIBUTES = r"(?:[ \t]+\{[^}\n]*\})?"
_TAGS = r"(?:[ \t]*<[^<>\n]{1,200}>)*[ \t]*"
_LEAST = 1000
"""Characters below a heading from which on they may be an hour of talk."""

_LIKE_HEADING = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]+(?P<atx>[^\n]+)|(?:\*\*|__)(?P<bold>[^\n*_]+)(?:\*\*|__):?[ \t]*$"
    r"|(?:<details[^<>\n]{0,200}>\s{0,9})?<(?:h[1-6]|summary)\b[^<>\n]{0,200}>(?P<html>[^\n]+)"
    r"|(?P<setext>\w[^\n]{0,100})\n {0,3}(?:=+|--+)[ \t]*$)",
    re.MULTILINE | re.IGNORECASE,
)


@functools.lru_cache(maxsize=8)
def markdown_heading(words: tuple[str, ...]) -> re.Pattern[str]:
    """A heading of Markdown, with or without marks around the word."""
    word = _any_of(words)
    text = (
        rf"{_BEFORE}{_MARK}{_BEFORE}(?:{word}|\[{_MARK}{word}{_MARK}\]\([^()\n]*\))"
        rf"[ \t]*:?{_MARK}[ \t]*:?"
        rf"{_REMARK}{_MARK}:?{_BEHIND}"
    )
    atx = rf" {{0,3}}#{{1,6}}[ \t]+{text}{_ATTRIBUTES}(?:[ \t]+#+)?[ \t]*$"
    setext = rf" {{0,3}}{text}[ \t]*\n {{0,3}}(?:=+|-+)[ \t]*$"
    return re.compile(rf"(?:{atx}|{setext})", re.MULTILINE | re.IGNORECASE)


@functools.lru_cache(maxsize=8)
def bold_line(words: tuple[str, ...]) -> re.Pattern[str]:
    """The word in bold, alone in a paragraph."""
    text = rf"{_BEFORE}{_any_of(words)}[ \t]*:?{_REMARK}"
    alone = r"[ \t]*(?=\n[ \t]*\n|\n?\Z)"
    return re.compile(rf" {{0,3}}(?:\*\*{text}\*\*|__{text}__):?{alone}", re.IGNORECASE)


@functools.lru_cache(maxsize=8)
def html_heading(words: tuple[str, ...]) -> re.Pattern[str]:
    """A heading in HTML, or the summary of what is folded in (``details``)."""
    text = rf"{_TAGS}{_BEFORE}{_any_of(words)}[ \t]*:?{_REMARK}{_BEHIND}{_TAGS}"
    heading = rf" {{0,3}}<h[1-6]\b[^<>\n]{{0,200}}>{text}$"
    folded = (
        rf" {{0,3}}<details\b[^<>\n]{{0,200}}>\s{{0,9}}<summary\b[^<>\n]{{0,200}}>"
        rf"{text}$"
    )
    return re.compile(rf"(?:{heading}|{folded})", re.MULTILINE | re.IGNORECASE)


def _any_of(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, longest_first))})"


def like_one(notes: str) -> tuple[int, str] | None:
    """The first heading of the notes that speaks of a transcript, with much text below it.

    Its offset in characters, and its words.
    """
    if len(notes) < _LEAST:
        return None
    for found in _LIKE_HEADING.finditer(notes, 0, len(notes) - _LEAST):
        text = next(filter(None, found.groups()))
        words = " ".join(re.sub(r"<[^<>]*>|[*_#`]", " ", text).split())
        if len(words) <= 60 and any(stem in words.casefold() for stem in _stems()):
            return found.start(), words
    return None


@functools.cache
def _stems() -> tuple[str, ...]:
    """The words for a transcript in every language."""
    return stems()
