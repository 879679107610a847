"""The body taken apart: show notes, and the transcript that begins at its heading.

What stands before the first transcript heading (of any level, also in HTML or as a line in bold) or
element of class ``transcript`` is the notes; all that follows, to the end, is the transcript. A
heading in a code fence or an HTML comment is none: candidates are found by looking for the word,
and proved by parsing the Markdown up to them.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

import pyromark

from podcastkit.content.headings import bold_line, html_heading, markdown_heading

if TYPE_CHECKING:
    from collections.abc import Iterator

Range = tuple[int, int]

_DANGLING_RULE = re.compile(r"[ \t]*(?:-{2,}|(?:-[ \t]+){2,}-|\*{3,}|_{3,})[ \t]*")
_CLASS = re.compile(
    r"<(?P<tag>[a-zA-Z][\w-]*)\b[^<>]*?\bclass\s*=\s*(?:\"[^\"<>]*\btranscript\b[^\"<>]*\"|"
    r"'[^'<>]*\btranscript\b[^'<>]*'|transcript\b)[^<>]*>",
)
_LONGEST_TAG = 500
_WORD = "transcript"
_ANYTHING = re.compile(r"\S")


def split(body: str, headings: tuple[str, ...]) -> tuple[Range, Range | None]:
    """The ranges of characters of notes and transcript.

    The transcript's range begins behind its heading, or at its element of class
    ``transcript``; it is ``None`` where there is none or where nothing follows.
    """
    for start, end, tag in _candidates(body, headings):
        if _is_element(body, end, tag) if tag else _ends_in_heading(body[:end]):
            begin = start if tag and _CLASS.match(body, start) else end
            # The transcript is an hour of talk: it is looked at, not copied.
            rest = (begin, len(body)) if _ANYTHING.search(body, begin) else None
            return _notes(body, start), rest
    return _notes(body, len(body)), None


def texts(body: str, notes: Range, transcript: Range | None) -> tuple[str, str | None]:
    """The Markdown of notes and transcript by their ranges."""
    return body[slice(*notes)], None if transcript is None else body[slice(*transcript)]


def _candidates(body: str, headings: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Start, end and tag of all that may begin the transcript, in order; a heading has no tag.

    Looked for one by one: behind the first good one may come an hour of talk.
    """
    needles = _needles(headings)
    line = -1
    for place in _places(body, needles):
        above, line = line, body.rfind("\n", max(0, line - 1), place) + 1
        match = markdown_heading(headings).match(body, line) if line != above else None
        if line == above or place - line > _LONGEST_TAG:
            pass  # no heading, or one that was looked at
        elif match:
            yield match.start(), match.end(), ""
        elif "<" in body[line:place]:
            yield from _html_headings(body, line, headings)
        elif body[line:place].lstrip(" ").startswith(("**", "__")):
            match = bold_line(headings).match(body, line)
            if match and not body[:line].rpartition("\n")[0].rpartition("\n")[2].strip():
                yield match.start(), match.end(), ""
        if body.startswith(_WORD, place):
            tag = body.rfind("<", max(0, place - _LONGEST_TAG), place)
            match = _CLASS.match(body, tag) if tag >= 0 else None
            if match:
                yield match.start(), match.end(), match[0]


def _html_headings(
    body: str, line: int, headings: tuple[str, ...]
) -> Iterator[tuple[int, int, str]]:
    """A heading in HTML in this line, or in the line before it, where its summary is folded in."""
    above = body.rfind("\n", 0, max(0, line - 1)) + 1
    for begin in (line, above):
        match = html_heading(headings).match(body, begin)
        if match:
            yield match.start(), match.end(), match[0].strip()


@functools.lru_cache(maxsize=8)
def _needles(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The words to look for, in the ways in which people write them."""
    forms = [_WORD, *(form for w in headings for form in (w, w.lower(), w.upper(), w.title()))]
    # Whoever looks for "transcript" finds "transcripts" and "full transcript", too.
    return tuple(
        dict.fromkeys(form for form in forms if not any(f != form and f in form for f in forms))
    )


def _places(body: str, needles: tuple[str, ...]) -> Iterator[int]:
    """Where any of the needles stands, in order."""
    longest = max(map(len, needles))
    known: dict[str, int] = {}  # where each comes next, so that none is looked for twice
    place = 0
    while True:
        nearest, end = -1, len(body)
        for needle in needles:
            found = known.get(needle, -1)
            if found < place:
                found = body.find(needle, place, end)
                # Behind a nearer one it was not looked for.
                known[needle] = found if found >= 0 or end < len(body) else len(body)
            if 0 <= found < len(body) and (nearest < 0 or found < nearest):
                nearest, end = found, min(len(body), found + longest)
        if nearest < 0:
            return
        yield nearest
        place = nearest + 1


def _ends_in_heading(prefix: str) -> bool:
    if prefix.rstrip().rpartition("\n")[2].lstrip().startswith("#") and not any(
        mark in prefix for mark in ("```", "~~~", "<", "]:")
    ):
        return True  # nothing is there that could hide it, and parsing costs more than looking
    last: object = None
    for event in pyromark.events(prefix, options=pyromark.Options.ENABLE_HEADING_ATTRIBUTES):
        last = event
    if not isinstance(last, dict):
        return False
    ended = str(last.get("End", ""))
    return "Heading" in ended or (ended == "Paragraph" and prefix.rstrip()[-1:] in "*_:")


def _is_element(body: str, end: int, tag: str) -> bool:
    """Whether the tag that ends at ``end`` is HTML there: not code, not in a comment."""
    paragraph_end = body.find("\n\n", end)
    prefix = body[:paragraph_end] if paragraph_end >= 0 else body
    html = ""
    for event in pyromark.events(prefix):
        if isinstance(event, dict):
            html += event.get("Html") or event.get("InlineHtml") or ""  # type: ignore[operator]
    opening = html.rfind(tag)
    return opening >= 0 and html.rfind("<!--", 0, opening) <= html.rfind("-->", 0, opening)


def _notes(body: str, end: int) -> Range:
    notes = body[:end].rstrip()
    if end < len(body):
        last = notes.rpartition("\n")[2]
        while _DANGLING_RULE.fullmatch(last):
            notes = notes[: len(notes) - len(last)].rstrip()
            last = notes.rpartition("\n")[2]
    return 0, len(notes)
