"""What the JSON transcripts have in common: a list of segments, each with its line."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podcastkit.json_text import read_json
from podcastkit.model import Cue
from podcastkit.timed.cue_text import tidy
from podcastkit.timed.reading import FaultKind, normal, quoted, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.timed.reading import Faults

# A segment of three levels, words with their letters included, is taken at once.
_TEXT = r'"(?:[^"\\]++|\\.)*+"?'
_FLAT = rf"(?:[^{{}}\[\]\"]++|{_TEXT})*+"
_LOW = rf"(?:[^{{}}\[\]\"]++|{_TEXT}|\{{{_FLAT}\}}|\[{_FLAT}\])*+"
_HIGH = rf"(?:[^{{}}\[\]\"]++|{_TEXT}|\{{{_LOW}\}}|\[{_LOW}\])*+"
_TOKEN = re.compile(rf"\{{{_HIGH}\}}|{_TEXT}|[\[\]{{}}]", re.DOTALL)
_COLON = re.compile(r"\s*+:\s*+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What a format calls the parts of a segment, the usual name first."""

    start: tuple[str, ...]
    end: tuple[str, ...]
    text: tuple[str, ...]
    speaker: tuple[str, ...] = ("speaker",)


def document_of(text: str, faults: Faults) -> tuple[Any, str]:
    """The value of a JSON text, ``None`` where it is none, and the text that was parsed."""
    text = normal(text)
    if not text.strip():
        return None, text
    value, problems = read_json(text, "")
    for problem in problems:
        kind = FaultKind.SYNTAX if value is None else FaultKind.REPAIRED
        faults.add(kind, problem.line or 1, problem.message, problem.hint)
    return value, text


def cues_of(
    segments: list[Any], name: str | None, text: str, keys: Keys, faults: Faults
) -> Iterator[tuple[int, Cue]]:
    """The cues of ``segments``, the list under the key ``name`` of the document, or all of it."""
    lines = lines_of(text, name)
    line = 1
    for segment in segments:
        if isinstance(segment, dict | list):
            line = next(lines, line)
        if not isinstance(segment, dict):
            faults.add(FaultKind.SYNTAX, line, "a segment is no object", "write it in { }")
            continue
        words = _first(segment, keys.text)
        if not isinstance(words, str):
            faults.add(
                FaultKind.SYNTAX, line, f"a segment has no text in “{keys.text[0]}”",
                f'"{keys.text[0]}" holds the words, in quotes',
            )  # fmt: skip
            continue
        words = tidy(words.replace("\r\n", "\n").replace("\r", "\n"))
        speaker = _first(segment, keys.speaker)
        who = " ".join(speaker.split()) if isinstance(speaker, str) else ""
        cue = Cue(
            start=_time(segment, keys.start, line, faults),
            end=_time(segment, keys.end, line, faults),
            text=words,
            speaker=who or None,
        )
        if speaker is not None and not isinstance(speaker, str):
            faults.add(FaultKind.REPAIRED, line, "a speaker is no text", "write the name in quotes")
        if words:
            yield line, cue


def _first(segment: dict[str, Any], names: tuple[str, ...]) -> Any:
    for name in names:
        value = segment.get(name)
        if value is not None:
            return value
    return None


def _time(
    segment: dict[str, Any], names: tuple[str, ...], line: int, faults: Faults
) -> float | None:
    value = _first(segment, names)
    if value is None or (type(value) is float and 0 <= value < math.inf):
        return value
    if isinstance(value, str):
        found = _from_text(value)
        if found is not None:
            faults.add(
                FaultKind.REPAIRED, line, f"{names[0]} is a text", "write a number of seconds"
            )
            return found
    elif isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number) and number >= 0:
            return number
    faults.add(
        FaultKind.SYNTAX, line, f"{names[0]} is no time: {quoted(str(value)[:100])}",
        "write the seconds from the beginning, as 62.5",
    )  # fmt: skip
    return None


def _from_text(value: str) -> float | None:
    if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", value):
        return float(value)
    return seconds(value)


def lines_of(text: str, name: str | None) -> Iterator[int]:
    """The line of each object or list in a list of the document, in their order."""
    begin = text.index("{" if name else "[") + 1
    depth = 1  # how many are open around the token
    inside = 0 if name else 1  # the depth within the list, as soon as it is open
    wanted = False  # the token is the value of the key
    line, counted = 1, 0
    for token in _TOKEN.finditer(text, begin):
        mark = token[0]
        first = mark[0]
        if first == '"':
            if depth == 1 and not inside:
                wanted = mark == f'"{name}"' and bool(_COLON.match(text, token.end()))
            continue
        opens = first in "{["
        if opens and depth == inside:
            line += text.count("\n", counted, token.start())
            counted = token.start()
            yield line
        if len(mark) > 1:
            wanted = False
            continue
        depth += 1 if opens else -1
        if depth < inside:
            return
        if wanted and first == "[" and not inside:
            inside = depth
        wanted = False
