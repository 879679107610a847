"""TOML text to a table, with the place of what is wrong and a hint in a podcaster's words."""

from __future__ import annotations

import re
from typing import Any

import tomli

from podcastkit.findings import Problem

MAX_NESTING = 100
"""Deeper nesting is refused before parsing: parsers recurse, and nobody writes this by hand."""

_CURLY = re.compile("[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]")
# What TOML takes for a comment or a text, else the mark with which a text begins that never ends.
_TEXTS = (
    r'(?s)#[^\n]*|"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|(?!""")"(?:\\.|[^"\\\n])*"'
    r"|(?!''')'[^'\n]*'|(?P<open>\"\"\"|'''|\"|')"
)
_YES, _NO = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})
_DATES = frozenset({"date", "updated", "pubdate", "publishdate", "lastmod", "published"})
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
    if error.msg.startswith(("Unterminated", 'Expected "\'"', 'Expected "\'"')) and (
        problem := _unclosed(text, path, first)
    ):
        return problem
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


def _unclosed(text: str, path: str, first: int) -> Problem | None:
    """The place of the first text that never ends; a parser tells where it stopped to look."""
    found = next((found for found in re.finditer(_TEXTS, text) if found["open"]), None)
    if found is None:
        return None
    return Problem(
        code="PK002",
        path=path,
        line=first + text.count("\n", 0, found.start()),
        column=found.start() - text.rfind("\n", 0, found.start()),
        message="this is not TOML: a text begins here and never ends",
        hint=f"the closing {found['open']} is missing",
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
    word = value.partition("#")[0].strip()
    if value and value[0].isalpha() and word not in {"true", "false"}:
        key = source.partition("=")[0].strip() or "key"
        if word.lower() in _YES | _NO:
            meant = "true" if word.lower() in _YES else "false"
            return f"write {key} = {meant}, in small letters; a text stands in quotes"
        if key.rpartition(".")[2].strip("\"'").casefold() in _DATES:
            return f"write a date as {key} = 2026-01-05, or 2026-01-05T09:00:00Z with its time"
        return f'put quotes around the text: {key} = "{value}"'
    if source.strip() and "=" not in source and ":" in source:
        return 'TOML wants key = "value"; "key: value" is YAML'
    return None
