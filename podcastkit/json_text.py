"""JSON text to a value, where an object in a longer text ends, and its keys' places."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from podcastkit.findings import Problem
from podcastkit.toml_text import MAX_NESTING

if TYPE_CHECKING:
    from collections.abc import Iterator

Key = tuple[str | int, ...]

# A text that is not closed goes to the end: to begin again at each quote would take for ever.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}:,]|[^\s"\[\]{}:,]++', re.DOTALL)
_TEXT = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_OTHERS = re.compile(r"[^\[\]{}]++")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(text: str, path: str, *, line: int = 1) -> tuple[Any, list[Problem]]:
    """Parse ``text``, which begins at ``line`` of the file ``path``.

    The value is ``None`` where the text is no JSON. A key that stands twice is a problem, and the
    rest is read all the same.
    """
    if _too_deep(text):
        message = f"values are nested more than {MAX_NESTING} deep"
        return None, [Problem(code="PK002", path=path, message=message, line=line, column=1)]
    twice: list[str] = []
    try:
        value = json.loads(
            text, object_pairs_hook=lambda pairs: _table(pairs, twice), parse_constant=_refuse
        )
        if _HALF.search(text):
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        return None, [_problem(path, line, error.lineno, error.colno, _lower_first(error.msg),
                               _hint(error))]  # fmt: skip
    except UnicodeEncodeError:
        return None, [_problem(path, line, 1, 1, "half of a character is escaped", None)]
    except (ValueError, RecursionError) as error:
        return None, [_problem(path, line, 1, 1, str(error), None)]
    return value, [*_repeated(text, path, line)] if twice else []


def end_of_object(text: str, limit: int) -> int | None:
    """Where the object that ``text`` begins with ends; ``None`` where not within ``limit``."""
    depth = 0
    for token in _TOKEN.finditer(text, 0, limit):
        mark = token[0]
        depth += (mark in {"{", "["}) - (mark in {"}", "]"})
        if depth <= 0:
            return token.end()
    return None


def unclosed_text(text: str, limit: int) -> int | None:
    """Where the first text begins that goes on in the next line, which JSON does not allow."""
    found = (token for token in _TOKEN.finditer(text, 0, limit) if token[0].startswith('"'))
    return next((token.start() for token in found if "\n" in token[0]), None)


def keys(text: str) -> Iterator[tuple[Key, int]]:
    """Every key and list item of a JSON text with its offset, one that stands twice twice.

    Given only text that ``read_json`` has read; on other text it finds what it can.
    """
    above: list[Key] = []  # the way to each table and list that is open
    counts: list[int | None] = []  # a list's next index; None for a table
    key: Key = ()
    name = True
    for token in () if _too_deep(text) else _TOKEN.finditer(text):
        mark = token[0]
        if mark == ":":
            name = False
            continue
        if mark in {"}", "]"}:
            if above:
                above.pop()
                counts.pop()
            continue
        if mark == ",":
            name = bool(counts) and counts[-1] is None
            continue
        if counts and counts[-1] is None and name:
            key = (*above[-1], _unquoted(mark))
            yield key, token.start()
            continue
        if counts and (index := counts[-1]) is not None:
            key = (*above[-1], index)
            counts[-1] = index + 1
            yield key, token.start()
        if mark in {"{", "["}:
            above.append(key)
            counts.append(None if mark == "{" else 0)
            name = mark == "{"


def _too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= MAX_NESTING:
        return False
    brackets = _OTHERS.sub("", _TEXT.sub("", text))
    # Each round takes away what is innermost, two levels at most: a transcript has a million
    # brackets and few levels, and is done with at once.
    inner = brackets
    for _ in range(10):
        inner = inner.replace("[]", "").replace("{}", "")
        if not inner:
            return False
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_NESTING:
            return True
    return False


def _unquoted(mark: str) -> str:
    try:
        return str(json.loads(mark))
    except ValueError:
        return mark


def _table(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name, value in pairs:
        if name in table:
            twice.append(name)
        else:
            table[name] = value
    return table


def _repeated(text: str, path: str, first: int) -> Iterator[Problem]:
    seen: set[Key] = set()
    told: set[Key] = set()
    for key, offset in keys(text):
        if key in seen and not isinstance(key[-1], int) and key not in told:
            told.add(key)
            row = text.count("\n", 0, offset)
            column = offset - text.rfind("\n", 0, offset)
            yield Problem(
                code="PK002", path=path, line=first + row, column=column,
                message=f"the key {key[-1]} stands twice", hint="keep one of the two",
            )  # fmt: skip
        seen.add(key)


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _problem(path: str, first: int, row: int, column: int, words: str, hint: str | None) -> Problem:
    return Problem(
        code="PK002",
        path=path,
        line=first + row - 1,
        column=column,
        message=f"this is not JSON: {words}",
        hint=hint,
    )


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _hint(error: json.JSONDecodeError) -> str | None:
    before = error.doc[: error.pos].rstrip()
    if before.endswith(",") and error.doc[error.pos : error.pos + 1] in {"}", "]"}:
        return "no comma behind the last one"
    if "Unterminated" in error.msg or ("control character" in error.msg and _ends_line(error)):
        return 'the closing " is missing'
    if "',' delimiter" in error.msg:
        return "is a comma missing, or a \\ before a quote inside a text?"
    if "double quotes" in error.msg:
        return 'JSON wants "key": "value"; keys stand in quotes, and no comma behind the last one'
    return None


def _ends_line(error: json.JSONDecodeError) -> bool:
    return error.doc[error.pos : error.pos + 1] in {"\n", "\r"}
