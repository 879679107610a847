"""Who speaks: names before a colon, and names that are written only when the speaker changes."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from podcastkit.model import Cue

Placed = list[tuple[int, Cue]]

# Marks of direction may stand first; then ">>" or a dash, as captions have it.
_PREFIX = re.compile(
    r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]{0,4}(?:>{1,3}\s?|[-\u2013\u2014]\s)?"
    r"(?:\[([^\[\]\n:]{1,60})\]|([^\W\d_][^\n:\uff1a<>\[\]{}()?!,;\"\u201c\u201d]{0,60}))"
    r"[^\S\n]?(?::(?=\s)|\uff1a)\s*(?=\S)"
)
_PARTICLES = frozenset(
    {"&", "/", "al", "and", "bin", "da", "de", "del", "den", "der", "di", "du", "dr.", "e", "el",
     "et", "ibn", "la", "le", "of", "prof.", "st.", "the", "und", "van", "von", "y"}
)  # fmt: skip
# What people say before a colon, or set in bold, and what is nobody's name.
_NO_NAMES = frozenset(
    {"again", "also", "and", "anyway", "aside", "attention", "because", "but", "caution",
     "conclusion", "correction", "credits", "danger", "date", "disclaimer", "duration", "edited",
     "example", "fact", "finally", "first", "firstly", "hence", "here", "hint", "however", "idea",
     "important", "imagine", "indeed", "introduction", "language", "length", "links",
     "listen", "look", "maybe", "meaning", "never", "no", "note", "notes", "now", "okay",
     "one", "plus", "problem", "quote", "really", "recorded", "remember",
     "reminder", "result", "second", "secondly", "so", "solution", "spoiler", "summary",
     "that", "then", "therefore", "third", "this", "three", "time", "tip", "title", "today",
     "tomorrow", "transcribed", "transcript", "two", "update", "warning", "well", "why", "yes",
     "yesterday", "achtung", "aber", "beispiel", "dauer", "datum", "erstens",
     "hinweis", "merke", "wichtig", "zweitens", "zusammenfassung"}
)  # fmt: skip
_LONGEST_NAME = 5
_DIALOGUE = ("- ", "\u2013 ", "\u2014 ")


def split_name(text: str) -> tuple[str | None, str]:
    """A text that may begin with ``Name:`` or ``[Name]:``, as name and rest.

    A name has at most five words, and none of them but particles begins with a small letter.
    """
    found = _PREFIX.match(text)
    if not found:
        return None, text
    name = _name(found[1] or found[2])
    return (name, text[found.end() :]) if name else (None, text)


def is_name(written: str) -> bool:
    """Whether a text may be a name: few words, and but for particles none in small letters."""
    return _name(written) is not None


def is_word(written: str) -> bool:
    """Whether a text is a word that stands before a colon and is nobody's name (*Remember:*)."""
    return written.casefold() in _NO_NAMES


@lru_cache(maxsize=1000)
def _name(written: str) -> str | None:
    words = written.split()
    if len(words) > _LONGEST_NAME:
        return None
    if len(words) == 1 and is_word(words[0]):
        return None
    if any(word.islower() and word[0].islower() and word not in _PARTICLES for word in words):
        return None
    return " ".join(words) or None


def named(placed: Placed) -> Placed:
    """The cues with the names before their texts as speakers, where the file has it so.

    Any sentence may have a colon. So names count when every cue has one, or when each one comes
    twice on average; a single name also stands at the beginning. Else the texts stay as they are.
    """
    if any(cue.speaker for _, cue in placed):
        return placed
    found = [(line, cue, *split_name(cue.text)) for line, cue in placed]
    names = Counter(name for _, _, name, _ in found if name)
    if not _are_names(names, [name for _, _, name, _ in found]):
        return placed
    out: Placed = []
    for line, cue, name, rest in found:
        several = "\n" in rest and (":" in rest or "\uff1a" in rest)
        pieces = _turns(name, rest, names) if several else [(name, rest)]
        if len(pieces) == 1 and not name:
            out.append((line, cue))
            continue
        for who, text in pieces:
            out.append((line, Cue(start=cue.start, end=cue.end, text=text, speaker=who)))
    return out


def _are_names(names: Counter[str], in_order: list[str | None]) -> bool:
    total = names.total()
    if total < 2:
        return False
    if total == len(in_order):
        return True
    if len(names) == 1:
        spoken = next((number for number, name in enumerate(in_order) if name), 0)
        return total >= 3 and spoken <= 1
    return total >= 2 * len(names)


def _turns(name: str | None, text: str, names: Counter[str]) -> list[tuple[str | None, str]]:
    """The turns within one cue: a line that begins with a known name is another's."""
    turns: list[tuple[str | None, list[str]]] = [(name, [])]
    for line in text.split("\n"):
        who, rest = split_name(line) if turns[-1][1] else (None, line)
        if who in names:
            turns.append((who, [rest]))
        else:
            turns[-1][1].append(line)
    return [(who, "\n".join(lines)) for who, lines in turns]


def carried(placed: Placed) -> Placed:
    """The cues with the speaker before, where a file names speakers only when they change.

    That is a file in which no two cues in a row name the same one: one that names everybody at
    every cue means nobody where it names nobody. A sound in brackets has no speaker.
    """
    named_before: str | None = None
    for _, cue in placed:
        if cue.speaker and cue.speaker == named_before:
            return placed
        named_before = cue.speaker
    who: str | None = None
    before = 0
    out: Placed = []
    for line, cue in placed:
        who = cue.speaker or who
        # Within one cue, whoever is not named is somebody else.
        if who and not cue.speaker and line != before and not _is_sound(cue.text):
            out.append((line, Cue(start=cue.start, end=cue.end, text=cue.text, speaker=who)))
        else:
            out.append((line, cue))
        before = line
    return out


def _is_sound(text: str) -> bool:
    if text.startswith(_DIALOGUE):
        return True  # a dash says that somebody else speaks
    return text[0] in "[(*\u266a\u266b" and text[-1] in "])*\u266a\u266b"
