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
from podcastkit.timed.stamps import timings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podcastkit.timed.spans import Span

WIDTH = 32
"""Characters in a line."""

# In a marked text every word ends in a blank, and every sentence in a blank and a tab.
_LINE = rf"[^\t]{{1,{WIDTH}}}"
_ROW = re.compile(
    # One line or two of a sentence; a whole short sentence may be the second line of another.
    rf"({_LINE}) (?:(?:\t(?={_LINE} \t))?({_LINE}) )?"
    # A word that is longer than a line, or a language without blanks.
    rf"|([^ \t]{{1,{WIDTH - 1}}}[。、，！？]|[^ \t]{{{WIDTH}}})"
)
# A run of blanks at which a line may break; one of no-break spaces alone stays as it is.
_BLANKS = re.compile(r"[^\S\n]*[^\S\n\xa0\u202f][^\S\n]*")
_ODD_BLANKS = (
    "  ",
    *"\t\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",
    *map(chr, range(0x2000, 0x200B)),
)
_AFTER_END = re.compile(r"\t[^\S\n]+")
_OTHER_ENDS = {
    "?": ("? ",),
    "!": ("! ",),
    '"': ('." ', '?" ', '!" '),
    "”": (".” ", "?” ", "!” "),
    "…": ("… ",),
}
"""How sentences end but for a full stop, by the mark without which none needs to be looked for."""
_WIDE_ENDS = ("。", "！", "？")
_WIDE_BLANK = re.compile("([。！？])([ \n])")
_SHORT = (
    "Bros Capt Col Dr Fr Gen Gov Hon Jr Lt Mr Mrs Ms Mt No Nr Prof Rep Rev Sen Sgt Sr St Str bzw "
    "approx ca cf e.g i.e bspw usw vgl vs z.B Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Okt Nov Dec "
    "Dez A B C D E F G H J K L M N O P Q R S T U V W X Y Z"
)
_NO_ENDS = frozenset({*_SHORT.split(), *map(str, range(100))})
"""Words that end in a full stop and seldom end a sentence: short ones, initials, days."""
_IN_SMALL = re.compile("\\. \t(?=[a-z\xdf-\xff\u03b1-\u03c9\u0430-\u045f])")
_LONGEST_NAME = WIDTH - 1
_LEAST = 12
"""Characters for which time is taken at least: nobody reads *Yes.* in a blink."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    r"""A table of captions by its columns: an hour of talk has two thousand rows.

    ``starts`` and ``ends`` in milliseconds, each end after its start; ``timings``, both as WebVTT
    has them; ``speakers``; ``texts`` of one line; ``lines``, the same as one line or two
    (``"\n"``) of at most ``WIDTH`` characters, with the speaker's name before the first where the
    speaker changes.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    timings: list[str] = field(default_factory=list)
    speakers: list[str | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def captions(spans: Sequence[Span]) -> Captions:
    """The pieces of spans, which ascend. A span without words gives none."""
    said = [(span, text) for span, text in zip(spans, _marked(spans), strict=True) if text]
    speakers: list[str | None] = []
    lines: list[str] = []
    counts: list[int] = []
    named: list[tuple[int, int]] = []
    before: str | None = None
    for span, text in said:
        speaker = span.speaker
        name = ""
        if speaker and speaker != before:
            name = f"{speaker}: " if len(speaker) <= _LONGEST_NAME else ""
            before = speaker
        rows = _rows(text) if not name else _named_rows(name, text)
        if name:
            named.append((len(lines), len(name)))
        lines += rows
        speakers += [speaker] * len(rows)
        counts.append(len(rows))
    if any(
        "。" in row or "！" in row or "？" in row for row in lines if not row.isascii()
    ):  # such sentences follow each other without a blank
        texts = [_WIDE_BLANK.sub(r"\1", row).replace("\n", " ") for row in lines]
        lines = [_WIDE_BLANK.sub(lambda f: f[0] if f[2] == "\n" else f[1], row) for row in lines]
    else:
        texts = [row.replace("\n", " ") for row in lines]
    for row, length in named:
        texts[row] = texts[row][length:]
    starts, ends = _ascending(*_shared_times([span for span, _ in said], counts, texts))
    return Captions(
        starts=starts,
        ends=ends,
        timings=timings(starts, ends),
        speakers=speakers,
        texts=texts,
        lines=lines,
    )


def _marked(spans: Sequence[Span]) -> list[str]:
    """The texts of spans, a line each with single blanks, and marked where sentences end.

    One without words is empty.
    """
    # All at once: a search through an hour of talk takes as long as ten through a sentence.
    whole = xml_text("\n".join([span.text.replace("\n", " ") for span in spans]))
    if any(blank in whole for blank in _ODD_BLANKS):
        whole = _BLANKS.sub(" ", whole)
    whole = _parted(whole.split(". "))
    for mark, ends in _OTHER_ENDS.items():
        if mark in whole:
            for end in ends:
                whole = whole.replace(end, f"{end}\t")
    if any(end in whole for end in _WIDE_ENDS):
        for end in _WIDE_ENDS:
            whole = whole.replace(end, f"{end} \t")
        whole = _AFTER_END.sub("\t", whole)
    texts = whole.split("\n") if spans else []
    return [f"{words} \t" if (words := text.strip()) else "" for text in texts]


def _parted(pieces: list[str]) -> str:
    """A text that was parted at its full stops, with a tab behind those that end a sentence."""
    wrong = [at for at, piece in enumerate(pieces[:-1]) if piece.rpartition(" ")[2] in _NO_ENDS]
    for at in reversed(wrong):
        pieces[at : at + 2] = [f"{pieces[at]}. {pieces[at + 1]}"]
    return _IN_SMALL.sub(". ", ". \t".join(pieces))


def _rows(text: str) -> list[str]:
    r"""What stands on the screen together: one line, or two with a line break between them."""
    found = _ROW.findall(text)
    if "\xa0" in text or "\u202f" in text:  # a word that was cut may end in such a blank
        found = [
            (first or second, second if first else "", word)
            for first, second, word in (map(str.strip, row) for row in found)
            if first or second or word
        ]
    return [
        first + ("\n" if len(first) + len(second) >= WIDTH else " ") + second
        if second
        else first or word
        for first, second, word in found
    ]


def _named_rows(name: str, text: str) -> list[str]:
    """The rows with a name before them, which stands in a line of its own where it must."""
    if len(name) <= WIDTH - 2:
        rows = _rows(name + text)
        if rows[0].replace("\n", " ", 1).startswith(name):
            return rows
    rows = _rows(text)
    first, _, second = rows[0].partition("\n")
    return [f"{name.rstrip()}\n{first}", *([second] if second else []), *rows[1:]]


def _shared_times(
    spans: list[Span], counts: list[int], texts: list[str]
) -> tuple[list[int], list[int]]:
    """When each text begins and ends; ``counts`` says how many of them every span has."""
    starts: list[int] = []
    ends: list[int] = []
    lengths = list(map(len, texts))
    if min(lengths, default=_LEAST) < _LEAST:
        lengths = [max(_LEAST, length) for length in lengths]
    done = list(accumulate(lengths, initial=0))
    first = 0
    for span, count in zip(spans, counts, strict=True):
        before, last = done[first], first + count
        start, length, total = span.start, span.end - span.start, done[last] - before
        found = [start + length * (at - before) // total for at in done[first + 1 : last + 1]]
        starts += (start, *found[:-1])
        ends += found
        first = last
    return starts, ends


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
