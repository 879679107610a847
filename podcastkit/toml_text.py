"""TOML text to a table, with the place of what is wrong and a hint in a podcaster's words."""

from __future__ import annotations

import re
from typing import Any

import tomli

from podcastkit.findings import Problem

MAX_NESTING = 100
"""Deeper nesting is refused before parsing: parsers recurse, and nobody writes this by hand."""

_CURLY = re.compile("[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]")
_DATE_LIKE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")


def read_toml(
    text: str, path: str, *, line: int = 1
) -> tuple[dict[str, Any] | None, Problem | None]:
    """Parse ``text``, which begins at ``line`` of the file ``path``. One of the two is ``None``."""
    if _too_deep(text):
        message = f"brackets are nested more than {MAX_NESTING} deep"
        return None, Problem(code="PK002", path=path, message=message, line=line, column=1)
    try:
        return tomli.loads(text), None
    except tomli.TOMLDecodeError as error:
        return None, _syntax_problem(text, path, line, error)
    except (RecursionError, ValueError, OverflowError) as error:
        return None, Problem(
            code="PK002", path=path, message=f"this is not TOML: {error}", line=line, column=1
        )


def _too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= MAX_NESTING:
        return False
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        if depth > MAX_NESTING:
            return True
    # A dotted table header nests without brackets.
    return any(header.count(".") > MAX_NESTING for header in re.findall(r"(?m)^\s*\[.*", text))


def _syntax_problem(text: str, path: str, first: int, error: tomli.TOMLDecodeError) -> Problem:
    row = min(error.lineno, text.count("\n") + 1)
    source = text.split("\n")[row - 1] if text else ""
    value = source.partition("=")[2].strip()
    if _CURLY.match(value):
        return Problem(
            code="PK014",
            path=path,
            line=first + row - 1,
            column=source.index(value) + 1,
            message=f"a text begins with the curly quote {value[0]}",
            hint='use straight quotes around it: title = "…"',
        )
    return Problem(
        code="PK002",
        path=path,
        line=first + row - 1,
        column=error.colno,
        message=f"this is not TOML: {_lower_first(error.msg)}",
        hint=_hint(source, value, error.msg),
    )


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _hint(source: str, value: str, message: str) -> str | None:
    if "overwrite" in message.lower() or "twice" in message:
        return "this key stands twice: keep one of the two"
    if "\\" in value and value.startswith('"'):
        return "a backslash begins an escape: double it, or put single quotes around the text"
    if value.startswith('"') and not value.startswith('"""') and value.count('"') % 2:
        return 'the closing " is missing, or a " inside the text needs a \\ before it'
    if _DATE_LIKE.match(value):
        return "write a date as 2026-01-05, or 2026-01-05T09:00:00Z with its time"
    if value and value[0].isdecimal():
        return "put quotes around what is no plain number"
    if value and value[0].isalpha() and value.partition("#")[0].strip() not in {"true", "false"}:
        key = source.partition("=")[0].strip() or "key"
        return f'put quotes around the text: {key} = "{value}"'
    if source.strip() and "=" not in source and ":" in source:
        return 'TOML wants key = "value"; "key: value" is YAML'
    return None
