r"""Captions: what is said in pieces that fit a small screen, each with its times.

The pieces are the same in every format that has times. They have at most two lines of 32
characters, which is what SubRip players show, and so one line of at most 65, which is WebVTT's
(podcast namespace, *Transcripts*). They end where a sentence ends if one does, and share the time
of what they are a part of by their length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from podcastkit.markup import xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podcastkit.timed.spans import Span

WIDTH = 32
"""Characters in a line."""

# Within a text, a tab stands where a sentence ends.
_LINE = rf"[^ \t][^\t]{{0,{WIDTH - 1}}}(?![^ \t])"
_PIECE = re.compile(
    # Two lines of a sentence; a whole short sentence may be the second line of another.
    rf"{_LINE}(?: {_LINE}|\t[^\t]{{1,{WIDTH}}}(?![^\t]))?"
    # A word that is longer than a line, or a language without blanks.
    rf"|[^ \t]{{1,{WIDTH - 1}}}[。、，！？]|[^ \t]{{{WIDTH}}}"
)
# A run of blanks at which a line may break; one of no-break spaces alone stays as it is.
_BLANKS = re.compile(r"[^\S\n]*[^\S\n\xa0\u202f][^\S\n]*")
_ODD_BLANKS = (
    "  ",
    *"\t\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",
    *map(chr, range(0x2000, 0x200B)),
)
_AFTER_END = re.compile(r"\t[^\S\n]+")
_ENDS = (". ", "? ", "! ")
_RARE_ENDS = {
    '"': ('." ', '?" ', '!" '),
    "”": (".” ", "?” ", "!” "),
    "…": ("… ",),
    "。": ("。",),
    "！": ("！",),
    "？": ("？",),
}
_NO_ENDS = ("Dr.", "Mr.", "Mrs.", "Ms.", "vs.")
_LONGEST_NAME = WIDTH - 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    r"""A table of captions by its columns: an hour of talk has two thousand rows.

    ``starts`` and ``ends`` in milliseconds, each end after its start; ``speakers``; ``texts`` of
    one line; ``lines``, the same as one or two lines (``"\n"``) of at most ``WIDTH`` characters,
    with the speaker's name before the first where the speaker changes.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    speakers: list[str | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def captions(spans: Sequence[Span]) -> Captions:
    """The pieces of spans, which ascend. A span without words gives none."""
    made = Captions()
    if not spans:
        return made
    before: str | None = None
    for span, text in zip(spans, _in_sentences([span.text for span in spans]), strict=True):
        if not text:
            continue
        speaker = span.speaker
        pieces = None
        if speaker and speaker != before and len(speaker) <= _LONGEST_NAME:
            pieces = _named_pieces(f"{speaker}: ", text)
        before = speaker or before
        shown, texts = pieces or ((found := _pieces(text)), found)
        lengths = [*map(len, texts)]
        start, length, total = span.start, span.end - span.start, sum(lengths)
        starts = [start + length * done // total for done in accumulate(lengths, initial=0)]
        made.ends.extend(starts[1:])
        made.starts.extend(starts[:-1])
        made.speakers.extend([speaker] * len(texts))
        made.texts.extend(texts)
        made.lines.extend(shown)
    starts, ends = _ascending(made.starts, made.ends)
    return Captions(
        starts=starts,
        ends=ends,
        speakers=made.speakers,
        texts="\n".join(made.texts).replace("\t", " ").split("\n") if made.texts else [],
        lines=[_in_lines(piece) for piece in made.lines],
    )


def _in_sentences(texts: list[str]) -> list[str]:
    """The texts without line breaks, single blanks between words, and tabs between sentences."""
    whole = xml_text("\n".join([text.replace("\n", " ") for text in texts]))
    if any(blank in whole for blank in _ODD_BLANKS):
        whole = _BLANKS.sub(" ", whole)
    rare = [end for mark, ends in _RARE_ENDS.items() if mark in whole for end in ends]
    for end in (*_ENDS, *rare):
        whole = whole.replace(end, f"{end.rstrip()}\t")
    if rare:
        whole = _AFTER_END.sub("\t", whole)
    for word in _NO_ENDS:
        if f" {word}\t" in whole:
            whole = whole.replace(f" {word}\t", f" {word} ")
    return [text.strip() for text in whole.split("\n")]


def _pieces(text: str) -> list[str]:
    found: list[str] = _PIECE.findall(text)
    if "\xa0" in text or "\u202f" in text:  # a word that was cut may end in such a blank
        return [piece for piece in map(str.strip, found) if piece]
    return found


def _named_pieces(name: str, text: str) -> tuple[list[str], list[str]] | None:
    """The pieces with and without the name before them; ``None`` where it would stand alone."""
    shown = _pieces(name + text)
    if not shown[0].startswith(name):
        return None
    return shown, [shown[0].removeprefix(name), *shown[1:]]


def _in_lines(piece: str) -> str:
    if len(piece) <= WIDTH:
        return piece.replace("\t", " ")
    at = piece.find("\t")
    if at < 0:
        at = piece.rfind(" ", 0, WIDTH + 1)
    return f"{piece[:at]}\n{piece[at + 1 :]}" if at > 0 else piece


def _ascending(starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
    """The same with no piece shorter than a millisecond, and none before the one above it."""
    if all(map(int.__lt__, starts, ends)):
        return starts, ends
    begins: list[int] = []
    stops: list[int] = [0]
    for start, end in zip(starts, ends, strict=True):
        begins.append(max(start, stops[-1]))
        stops.append(max(end, begins[-1] + 1))
    return begins, stops[1:]
