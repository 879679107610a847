"""When each piece of a transcript is spoken, where only some of them tell a time.

Times that run backwards, or past the end of the sound, cannot be true together with the others:
as few as possible are left out. What stands between two times shares the time between them by
the length of its text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from podcastkit.timed.turns import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from podcastkit.model import Cue
    from podcastkit.timed.turns import ReadableTranscript

_CHARACTERS_A_SECOND = 15
"""How fast people speak, where nothing tells when they end."""

_FASTEST, _SLOWEST = 40, 4
"""Characters a second that nobody reaches, and that everybody exceeds."""

_SHOWN = 6000
"""Milliseconds for which the shortest words may be shown, where nobody speaks behind them."""

_DASHES = ("- ", "\u2013 ", "\u2014 ")

_ROUNDED, _LEAST = 2000, 1000
"""Milliseconds: by which the last time may be behind the end, and which the last words need."""


class Span(NamedTuple):
    """What one person says from ``start`` to ``end``, in milliseconds. ``text`` is plain."""

    start: int
    end: int
    speaker: str | None
    text: str


class _Piece(NamedTuple):
    speaker: str | None
    text: str
    start: int | None
    end: int | None


def spans_of_turns(transcript: ReadableTranscript, *, duration: float | None) -> list[Span]:
    """The spans of what is spoken; none where no time is told. ``duration`` in seconds."""
    pieces = []
    heading: float | None = None
    for part in transcript.parts:
        if isinstance(part, Heading):  # its time is that of the turn behind it
            heading = part.start
            continue
        start = part.start if part.start is not None else heading
        heading = None
        pieces.append(_Piece(part.speaker, part.text, _ms(start), None))
    last = transcript.end if duration is None else duration
    return _placed(pieces, _ms(last))


def spans_of_cues(cues: Iterable[Cue], *, duration: float | None) -> list[Span]:
    """The spans of cues by their times; none where no time is told. ``duration`` in seconds."""
    pieces = [
        _Piece(cue.speaker, text, _ms(cue.start), _ms(cue.end))
        for cue in cues
        for text in (_dialogue(cue.text) if "\n" in cue.text else (cue.text,))
    ]
    if all(piece.start is not None for piece in pieces):
        pieces.sort(key=lambda piece: piece.start or 0)
    return _placed(pieces, _ms(duration))


def _dialogue(text: str) -> list[str]:
    """The lines of two who speak in one cue, each behind a dash; else the text as it is."""
    lines = text.split("\n")
    return lines if all(line.startswith(_DASHES) for line in lines) else [text]


def misplaced(starts: Sequence[float | None], *, duration: float | None = None) -> list[int]:
    """Which times, by index, are left out because they contradict the others. In seconds."""
    told = [start for start in starts if start is not None]
    if not told or (told == sorted(told) and (duration is None or told[-1] < duration)):
        return []  # nearly always, and soon known
    times = [_ms(start) for start in starts]
    kept = set(_true_times(times, _ms(duration), twice=True))
    return [index for index, time in enumerate(times) if time is not None and index not in kept]


def _ms(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def _true_times(times: Sequence[int | None], last: int | None, *, twice: bool = False) -> list[int]:
    """The indices of as many times as ascend, those behind the end of the sound left out.

    With ``twice``, the same time may come again.
    """
    told = [
        (index, time)
        for index, time in enumerate(times)
        if time is not None and (last is None or time < last)
    ]
    if all(a[1] < b[1] or (twice and a[1] == b[1]) for a, b in pairwise(told)):
        return [index for index, _ in told]
    # The longest ascending subsequence, by the smallest time that ends one of each length.
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (_, time) in enumerate(told):
        length = (bisect_right if twice else bisect_left)(ends, time)
        before.append(at[length - 1] if length else -1)
        ends[length:] = [time, *ends[length + 1 :]] if length < len(ends) else [time]
        at[length:] = [number, *at[length + 1 :]] if length < len(at) else [number]
    chain = at[-1]
    kept = []
    while chain >= 0:
        kept.append(told[chain][0])
        chain = before[chain]
    return kept[::-1]


def _placed(pieces: list[_Piece], last: int | None) -> list[Span]:
    pieces = [piece for piece in pieces if piece.text.strip()]
    times = [piece.start for piece in pieces]
    anchors = _true_times(times, None if last is None else last + _ROUNDED, twice=True)
    if 2 * len(anchors) < sum(time is not None for time in times) or not anchors:
        return []  # most times cannot be true: they are those of another sound
    firsts: list[int] = []
    starts: list[int] = []
    for index in anchors:
        start = times[index] or 0
        # Whole seconds may come twice: these pieces share the time until the next one.
        if not starts or start > starts[-1]:
            firsts.append(index)
            starts.append(start)
    if firsts[0] > 0:
        # What is said before the first time is said from the beginning of the sound.
        firsts = [0, *firsts] if starts[0] else [0, *firsts[1:]]
        starts = [0, *starts] if starts[0] else starts
    if last is not None and starts[-1] > last - _LEAST:
        starts[-1] = _before_end(pieces[firsts[-1] :], starts, last)
    found: list[Span] = []
    behinds = [*firsts[1:], len(pieces)]
    limits = [*starts[1:], last]
    for first, behind, start, limit in zip(firsts, behinds, starts, limits, strict=True):
        piece = pieces[first]
        if behind - first == 1 and piece.end is None and limit is not None:
            end = min(limit, start + _longest(len(piece.text)))
            found.append(Span(start, end, piece.speaker, piece.text))
        else:
            found += _group(pieces[first:behind], start, limit)
    return found


def _before_end(group: list[_Piece], starts: list[int], last: int) -> int:
    """When the last words begin that are told to begin as the sound ends, or a moment later."""
    room = sum(len(piece.text) for piece in group) * 1000 // _CHARACTERS_A_SECOND
    above = starts[-2] if len(starts) > 1 else 0
    return max(min(starts[-1], last - max(room, _LEAST)), (above + last) // 2)


def _longest(characters: int) -> int:
    """For how long words may be shown, in milliseconds: nobody speaks as slowly."""
    return max(_SHOWN, characters * 1000 // _SLOWEST)


def _group(group: list[_Piece], start: int, limit: int | None) -> list[Span]:
    """The spans of pieces between two times, of which the first tells its start.

    Those that tell the same start share the time until their end, where they have one; the others
    tell nothing, or a time that cannot be true, and come behind.
    """
    count = next((n for n, piece in enumerate(group) if piece.start != start), len(group))
    end = group[count - 1].end if count else None
    if end is None or end <= start or (limit is not None and end >= limit and count < len(group)):
        return _shared(group, start, limit)
    end = end if limit is None else min(end, limit)
    said = sum(len(piece.text) for piece in group[:count])
    if said * 1000 > (end - start) * _FASTEST and count == len(group):
        # Nobody speaks as fast: what is free behind it is taken as well.
        wanted = start + said * 1000 // _CHARACTERS_A_SECOND
        end = max(end, wanted if limit is None else min(wanted, limit))
    found = _shared(group[:count], start, end, told=True)
    if count < len(group):
        found += _shared(group[count:], end, limit)
    return found


def _shared(group: list[_Piece], start: int, end: int | None, *, told: bool = False) -> list[Span]:
    """The spans of pieces that share the time from ``start`` to ``end`` by their length.

    Where the end is not ``told`` by the author, none stays longer than it takes to be read.
    """
    lengths = [len(piece.text) for piece in group]
    total = sum(lengths)
    if end is None:
        end = start + max(1, total * 1000 // _CHARACTERS_A_SECOND)
    length = end - start
    at = [start + length * done // total for done in accumulate(lengths, initial=0)]
    return [
        Span(
            begin, until if told else min(until, begin + _longest(len(piece.text))),
            piece.speaker, piece.text,
        )
        for piece, begin, until in zip(group, at, at[1:], strict=False)
    ]  # fmt: skip
