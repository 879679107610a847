"""The text of one WebVTT or SRT cue without its tags, and who says which part of it."""

from __future__ import annotations

import re

from podcastkit.timed.reading import unescaped

# A tag ends before the next "<": so no text is looked at twice.
_TAG = re.compile(
    r"<(?:(/?)([A-Za-z][A-Za-z0-9]*)([.\s/][^<>]*)?|(?:[0-9]+:)?[0-9]+:[0-9]+(?:[.,][0-9]+)?)>",
    re.ASCII,
)
_OF_WEBVTT = frozenset({"b", "c", "i", "lang", "rt", "ruby", "u", "v"})
_OF_HTML = frozenset(
    {"a", "big", "br", "center", "div", "em", "font", "p", "s", "small", "span", "strike",
     "strong", "sub", "sup", "tt"}
)  # fmt: skip
# What most cues are: one voice, and no other tag.
_ONE_VOICE = re.compile(r"<v[ \t]([^<>\n]*)>([^<]*)(?:</v>)?\s*+\Z")
_OVERRIDE = re.compile(r"\{(?:\\[^{}]{0,100}|[YyCcFfSsPp]:[^{}]{0,60})\}")

Parts = list[tuple[str | None, str]]


def parts_of(text: str) -> tuple[Parts, list[str]]:
    """The parts of a cue, each with its voice, and the pieces that look like tags and are none.

    Tags of WebVTT and, because captions are full of them, those of HTML that mark up words are
    taken out; all others are text: ``Vec<T>`` is what somebody said. A part is neither empty nor
    has blanks at its ends; neighbours of one voice are one part.
    """
    if "<" not in text:
        plain = tidy(unescaped(text))
        return ([(None, plain)] if plain else []), []
    if simple := _ONE_VOICE.match(text):
        words = tidy(unescaped(simple[2]))
        who = " ".join(unescaped(simple[1]).split()) or None
        return ([(who, words)] if words else []), []
    return _tagged(text)


def _tagged(text: str) -> tuple[Parts, list[str]]:
    odd: list[str] = []
    voices: list[str | None] = []
    parts: list[tuple[str | None, list[str]]] = [(None, [])]
    at = 0
    for tag in _TAG.finditer(text):
        before = text[at : tag.start()]
        if "<" in before:
            odd.append(before[before.index("<") :])
        parts[-1][1].append(before)
        at = tag.end()
        name = (tag[2] or "").lower()
        if name == "v":
            _change_voice(voices, tag)
            voice = voices[-1] if voices else None
            if voice != parts[-1][0]:
                parts.append((voice, []))
        elif name in {"br", "p", "div"}:
            parts[-1][1].append("\n")
        elif name == "rt":
            # Ruby says a word a second time: in a line of text it stands in brackets behind it.
            parts[-1][1].append(")" if tag[1] else "(")
        elif name and name not in _OF_WEBVTT and name not in _OF_HTML:
            odd.append(tag[0])
            parts[-1][1].append(tag[0])
    if "<" in text[at:]:
        odd.append(text[text.index("<", at) :])
    parts[-1][1].append(text[at:])
    return _joined(parts), odd


def _joined(parts: list[tuple[str | None, list[str]]]) -> Parts:
    if len(parts) == 1:
        words = tidy(unescaped("".join(parts[0][1])))
        return [(None, words)] if words else []
    out: Parts = []
    for voice, pieces in parts:
        words = tidy(unescaped("".join(pieces)))
        if words and out and out[-1][0] == voice:
            out[-1] = (voice, f"{out[-1][1]}\n{words}")
        elif words:
            out.append((voice, words))
    return out


def without_overrides(text: str) -> str:
    r"""The text without the styling that subtitle editors leave in SRT, as ``{\an8}``."""
    return _OVERRIDE.sub("", text) if "{" in text else text


def tidy(text: str) -> str:
    """The lines without blanks at their ends and without empty ones between them."""
    if "\n" not in text:
        return text.strip()
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def _change_voice(voices: list[str | None], tag: re.Match[str]) -> None:
    if tag[1]:
        if voices:
            voices.pop()
        return
    # <v.loud.first Mary O&apos;Neil>: classes come first, the name after a blank.
    pieces = unescaped(tag[3] or "").split(None, 1) if tag[3] else []
    if tag[3] and tag[3].startswith(".") and pieces:
        pieces = pieces[1:]
    voices.append(" ".join(" ".join(pieces).split()) or None)
