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
    pieces = [_Piece(cue.speaker, cue.text, _ms(cue.start), _ms(cue.end)) for cue in cues]
    if all(piece.start is not None for piece in pieces):
        pieces.sort(key=lambda piece: piece.start or 0)
    return _placed(pieces, _ms(duration))


def misplaced(starts: Sequence[float | None], *, duration: float | None = None) -> list[int]:
    """Which times, by index, are left out because they contradict the others. In seconds."""
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
    anchors = _true_times([piece.start for piece in pieces], last)
    if 2 * len(anchors) < sum(piece.start is not None for piece in pieces) or not anchors:
        return []  # most times cannot be true: they are those of another sound
    firsts = anchors
    starts = [pieces[index].start or 0 for index in anchors]
    if firsts[0] > 0:
        # What is said before the first time is said from the beginning of the sound.
        firsts = [0, *firsts] if starts[0] else [0, *firsts[1:]]
        starts = [0, *starts] if starts[0] else starts
    found: list[Span] = []
    behinds = [*firsts[1:], len(pieces)]
    limits = [*starts[1:], last]
    for first, behind, start, limit in zip(firsts, behinds, starts, limits, strict=True):
        piece = pieces[first]
        if behind - first == 1 and piece.end is None and limit is not None:
            found.append(Span(start, limit, piece.speaker, piece.text))
        else:
            found += _shared(pieces[first:behind], start, limit)
    return found


def _shared(group: list[_Piece], start: int, limit: int | None) -> list[Span]:
    """The spans of pieces of which only the first tells its start, and the last maybe its end."""
    told = group[-1].end
    end = limit
    if told is not None and told > start:
        end = told if limit is None else min(told, limit)
    if len(group) == 1 and end is not None:
        return [Span(start, end, group[0].speaker, group[0].text)]
    lengths = [len(piece.text) for piece in group]
    total = sum(lengths)
    if end is None:
        end = start + max(1, total * 1000 // _CHARACTERS_A_SECOND)
    length = end - start
    at = [start + length * done // total for done in accumulate(lengths, initial=0)]
    return [
        Span(begin, until, piece.speaker, piece.text)
        for piece, begin, until in zip(group, at, at[1:], strict=False)
    ]
