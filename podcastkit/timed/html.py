"""HTML transcripts of the podcast namespace (``text/html``): ``cite``, ``time`` and ``p``.

Who speaks stands in ``cite``, when in ``time``, and what is said in the ``p`` behind them. Files
are found as whole pages, too, so other blocks are read as ``p`` is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.model import Cue
from podcastkit.timed.cue_text import tidy
from podcastkit.timed.plain import labelled, read_plain
from podcastkit.timed.reading import (
    FaultKind,
    Faults,
    finished,
    normal,
    quoted,
    seconds,
    unescaped,
)
from podcastkit.timed.speakers import named

if TYPE_CHECKING:
    from podcastkit.timed.reading import ReadTranscript
    from podcastkit.timed.speakers import Placed

# A tag ends before the next "<": so no text is looked at twice.
_TOKEN = re.compile(r"<!--|<!?(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>", re.ASCII)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figure",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "li",
     "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr",
     "ul"}
)  # fmt: skip
_UNSEEN = frozenset({"header", "script", "style", "template", "title"})
_END_TAGS = {name: re.compile(rf"</{name}", re.IGNORECASE | re.ASCII) for name in _UNSEEN}
_DATETIME = re.compile(r"""\bdatetime\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t]{2,}+")
_DURATION = re.compile(
    r"PT(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})(?:\.([0-9]{1,9}))?S)?", re.IGNORECASE
)


def read_html(text: str) -> ReadTranscript:
    """The cues of an HTML transcript: one a block that has text.

    A speaker speaks until the next ``cite``; a time belongs to the block behind it alone.
    """
    text = normal(text)
    if not _TOKEN.search(text):
        return read_plain(unescaped(text))
    page = _Page(text)
    page.read()
    return finished(named(page.placed), page.faults)


class _Page:
    """One pass over a page: what was said so far, and the text that is being collected."""

    def __init__(self, text: str) -> None:
        self.placed: Placed = []
        self.faults = Faults()
        self._text = text
        self._line, self._counted = 1, 0
        self._unclosed = False
        self._pieces: list[str] = []
        self._begin: int | None = None  # where the text that is collected begins
        self._label: str | None = None  # "cite" or "time", while one is open
        self._label_tag = ""
        self._speaker: str | None = None
        self._start: float | None = None
        self._start_line: int | None = None

    def read(self) -> None:
        """Go through the whole text once."""
        at = 0
        text = self._text
        for token in _TOKEN.finditer(text):
            start = token.start()
            if start < at:
                continue  # in a comment or a script
            if at < start and (self._begin is not None or not text[at:start].isspace()):
                self._words(at, start)
            if token[2] is None:
                at = self._behind_comment(start, token.end())
                continue
            at = token.end()
            name = token[2].lower()
            if name in _UNSEEN and not token[1]:
                end_tag = _END_TAGS[name].search(text, at)
                at = end_tag.start() if end_tag else len(text)
            else:
                self._tag(name, token)
        if at < len(text):
            self._words(at, len(text))
        self._close_label()
        self._close_block()

    def _behind_comment(self, start: int, at: int) -> int:
        end = -1 if self._unclosed else self._text.find("-->", at)
        if end >= 0:
            return end + 3
        if not self._unclosed:
            self._unclosed = True  # and there is no need to look again
            self.faults.add(
                FaultKind.SYNTAX,
                self._line_at(start),
                "a comment is not closed, and browsers show nothing behind it",
                "write --> at its end",
            )
        return at

    def _words(self, start: int, end: int) -> None:
        words = self._text[start:end]
        if self._begin is None:
            # Blanks before a block's first word say nothing.
            stripped = words.lstrip()
            if not stripped:
                return
            self._begin = end - len(stripped)
        self._pieces.append(words.replace("\n", " "))

    def _tag(self, name: str, token: re.Match[str]) -> None:
        if name in {"cite", "time"}:
            self._close_label()
            # In the middle of a text a cite is a work's title, and a time a date.
            if not token[1] and self._begin is None:
                self._pieces.clear()
                self._label, self._label_tag = name, token[3]
                if self._start_line is None:
                    self._start_line = self._line_at(token.start())
        elif name == "br":
            self._pieces.append("\n")
        elif name in _BLOCKS:
            self._close_label()
            self._close_block()

    def _close_label(self) -> None:
        if not self._label:
            return
        words = " ".join(unescaped("".join(self._pieces)).split())
        label, self._label = self._label, None
        self._take()
        if label == "cite":
            self._speaker = words.rstrip(": \uff1a") or None
            return
        found = _time(words, self._label_tag)
        if found is not None:
            self._start = found
        elif words:
            self.faults.add(
                FaultKind.SYNTAX, self._start_line or 1, f"this is no time: {quoted(words)}",
                "write it as 1:02 or 0:01:02",
            )  # fmt: skip

    def _close_block(self) -> None:
        begin = self._begin
        words = tidy(unescaped(self._take()))
        if not words or begin is None:
            return
        if self._start is None and (told := labelled(words)):
            self._start, self._speaker, words = told
        line = self._start_line or self._line_at(begin)
        cue = Cue(start=self._start, end=None, text=words, speaker=self._speaker)
        self.placed.append((line, cue))
        self._start = self._start_line = None

    def _take(self) -> str:
        if not self._pieces:
            return ""
        words = _BLANKS.sub(" ", "".join(self._pieces))
        self._pieces.clear()
        self._begin = None
        return words

    def _line_at(self, offset: int) -> int:
        if offset > self._counted:
            self._line += self._text.count("\n", self._counted, offset)
            self._counted = offset
        return self._line


def _time(words: str, tag: str) -> float | None:
    found = seconds(words.strip("[]() "))
    if found is not None:
        return found
    attribute = _DATETIME.search(tag)
    if not attribute:
        return None
    parts = _DURATION.fullmatch(attribute[1])
    if parts and any(parts.groups()):
        hours, minutes, whole, fraction = (part or "0" for part in parts.groups())
        total = int(hours) * 3600 + int(minutes) * 60 + int(whole)
        return total + float(f"0.{fraction}")
    return seconds(attribute[1])
