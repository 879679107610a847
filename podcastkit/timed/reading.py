"""What reading a transcript gives, and what its readers share: faults, lines and clock times."""

from __future__ import annotations

import enum
import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from podcastkit.model import Cue

# Digits are ASCII and their number is limited: int() refuses thousands of them.
CLOCK = r"(?:([0-9]{1,6}):)?([0-9]{1,6}):([0-9]{1,6})(?:[.,]([0-9]{1,9}))?(?![0-9:])"
LIKE_TIMING = re.compile(r"\s*+-?[0-9]{1,9}[:;.,][^\s>]{0,30}?\s*+-{1,3}>", re.ASCII)
"""The beginning of a line that is meant to have two times, whether or not they can be read."""
_CLOCK = re.compile(CLOCK)
# Only what is closed: "AT&T" and "a&lt" are what somebody said. Digits are limited for int().
_ENTITY = re.compile(r"&(?:#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});", re.ASCII)
_OFTEN = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": "\xa0", "&#39;": "'"}
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


class FaultKind(enum.StrEnum):
    """What is wrong in a transcript.

    - ``SYNTAX``: it does not parse as its format; readers that keep to the format lose something.
    - ``REPAIRED``: the format has it otherwise, yet most readers take it, and so did this one.
    - ``BACKWARDS``: a cue begins before the one before it, or ends before it begins.
    - ``LONG_LINE``: lines that are longer, or cues of more lines, than players show well.
    - ``EMPTY``: there is not one cue.
    """

    SYNTAX = "syntax"
    REPAIRED = "repaired"
    BACKWARDS = "backwards"
    LONG_LINE = "long-line"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class CueFault:
    """Something wrong in a transcript at ``line``, counted from 1, and what to do about it."""

    kind: FaultKind
    line: int
    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTranscript:
    """The cues in the order of the file, the line (from 1) each one begins at, and the faults.

    ``lines`` is as long as ``cues``: the line of a cue's times where it has some, else that of
    its text. ``faults`` ascend by line.
    """

    cues: tuple[Cue, ...] = ()
    lines: tuple[int, ...] = ()
    faults: tuple[CueFault, ...] = ()


class Faults:
    """Collects faults. What is wrong in the same words again is told once, with its count."""

    def __init__(self) -> None:
        self._found: dict[tuple[FaultKind, str, str | None], list[int]] = {}

    def add(self, kind: FaultKind, line: int, message: str, hint: str | None = None) -> None:
        """Note a fault; the line that is told is the first that came."""
        self._found.setdefault((kind, message, hint), []).append(line)

    def told(self) -> tuple[CueFault, ...]:
        """All faults, ascending by line."""
        found = [
            CueFault(
                kind=kind,
                line=lines[0],
                message=f"{message} ({len(lines)} times)" if len(lines) > 1 else message,
                hint=hint,
            )
            for (kind, message, hint), lines in self._found.items()
        ]
        return tuple(sorted(found, key=lambda fault: fault.line))

    def __contains__(self, kind: FaultKind) -> bool:
        return any(known == kind for known, _, _ in self._found)


def finished(placed: Iterable[tuple[int, Cue]], faults: Faults) -> ReadTranscript:
    """The transcript of these lines and cues, its times looked at."""
    found = list(placed)
    last: float | None = None
    for line, cue in found:
        if cue.start is None:
            continue
        if last is not None and cue.start < last:
            faults.add(
                FaultKind.BACKWARDS,
                line,
                f"this cue begins at {shown(cue.start)}, before the one above it ({shown(last)})",
                "put the cues into the order of their times",
            )
        elif cue.end is not None and cue.end < cue.start:
            faults.add(
                FaultKind.BACKWARDS,
                line,
                f"this cue ends at {shown(cue.end)}, before it begins ({shown(cue.start)})",
                "the first time is the cue's beginning, the second its end",
            )
        last = cue.start
    if not found and FaultKind.SYNTAX not in faults:
        faults.add(FaultKind.EMPTY, 1, "there is no text in this transcript")
    return ReadTranscript(
        cues=tuple(cue for _, cue in found),
        lines=tuple(line for line, _ in found),
        faults=faults.told(),
    )


def normal(text: str) -> str:
    r"""The text without a byte order mark, its line breaks ``\n``."""
    # Other characters that break lines, as U+2028, are text: str.splitlines() would count them.
    text = text.removeprefix("\ufeff")
    # A doubled CR comes of a CRLF file that was written as text once more.
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def seconds(written: str) -> float | None:
    """A clock time, ``[H:]M:S[.fff]`` with a point or a comma, in seconds; else ``None``."""
    found = _CLOCK.fullmatch(written.strip())
    return clock(*found.groups()) if found else None


def clock(hours: str | None, minutes: str, secs: str, fraction: str | None) -> float:
    """The parts that ``CLOCK`` finds, in seconds."""
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(secs)
    if not fraction:
        return float(whole)
    # One division rounds once: 8.284 is the same number as in the file.
    scale = int(10 ** len(fraction))
    return (whole * scale + int(fraction)) / scale


def pair_pattern(point: str) -> re.Pattern[str]:
    """A line with two times as a format has it: ``pair`` reads its groups, and the rest is last.

    ``point`` stands before the milliseconds.
    """
    time = rf"(?:([0-9]{{2,6}}):)?([0-5][0-9]):([0-5][0-9]){point}([0-9]{{3}})"
    blanks = r"[ \t\f]*+"
    return re.compile(rf"{blanks}{time}{blanks}-->{blanks}{time}((?:[ \t\f].*)?)\Z")


def pair(groups: Sequence[str]) -> tuple[float, float]:
    """The two times, in seconds, of what a ``pair_pattern`` found."""
    hours, minutes, secs, ms, to_hours, to_minutes, to_secs, to_ms = groups[:8]
    start = (int(hours or 0) * 3600 + int(minutes) * 60 + int(secs)) * 1000 + int(ms)
    end = (int(to_hours or 0) * 3600 + int(to_minutes) * 60 + int(to_secs)) * 1000 + int(to_ms)
    return start / 1000, end / 1000


def shown(time: float) -> str:
    """Seconds as a message gives them: ``0:01:02.500``."""
    whole = round(time * 1000)
    return f"{whole // 3600000}:{whole // 60000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def unescaped(text: str) -> str:
    """HTML's character references as characters, those that a ``;`` closes."""
    if "&" not in text:
        return text
    return _ENTITY.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    return _OFTEN.get(found[0]) or html.unescape(found[0])


def is_longer(text: str, limit: int) -> bool:
    """Whether a line has more characters than ``limit``; marks without a width do not count."""
    return len(text) > limit and limit < sum(
        unicodedata.category(char) not in _NO_WIDTH for char in text
    )


def quoted(text: str, limit: int = 40) -> str:
    """A piece of a file for a message, shortened."""
    text = " ".join(text[: 4 * limit].split())
    return f"{text[:limit]}…" if len(text) > limit else text
