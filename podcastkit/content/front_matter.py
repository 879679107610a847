"""A file's bytes to front matter and body.

Front matter is TOML between two ``+++`` lines, or, in a ``.toml`` file, the whole file with the
Markdown under its ``notes`` key. LF, CRLF and a byte order mark are all fine.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Any

from podcastkit.findings import Problem
from podcastkit.inputs import MAX_FILE_BYTES
from podcastkit.toml_text import read_toml

MAX_FRONT_MATTER = 65_536
"""Characters of front matter that are read."""

_OPENING = re.compile(r"\+\+\+[ \t]*\n")
_CLOSING = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_OTHER_OPENING = re.compile(r"(---[ \t]*\n|\{\s*\n?\s*\")")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file taken apart: ``values`` is ``None`` where front matter is missing or broken.

    ``other`` is the text of front matter in a form that is not read yet (YAML, JSON).
    """

    values: dict[str, Any] | None = None
    body: str = ""
    problems: tuple[Problem, ...] = field(default=())
    other: str | None = None
    body_line: int = 1


def decode(data: bytes, path: str) -> tuple[str | None, Problem | None]:
    """Bytes to text: UTF-8, the byte order mark dropped, line ends as LF."""
    if len(data) > MAX_FILE_BYTES:
        return None, too_large(path)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        before = bytes(error.object[: error.start])
        line_start = before.rfind(b"\n") + 1
        return None, Problem(
            code="PK001",
            path=path,
            message=f"the file is not UTF-8 text: byte 0x{error.object[error.start]:02x}",
            hint="save it as UTF-8 in your editor",
            line=before.count(b"\n") + 1,
            column=len(before[line_start:].decode("utf-8", "replace")) + 1,
        )
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text), None


def too_large(path: str) -> Problem:
    """The problem of a file that nobody wrote by hand."""
    return Problem(
        code="PK001",
        path=path,
        line=1,
        column=1,
        message=f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB",
        hint="make it smaller, or name its address on the web instead",
    )


def parse(data: bytes, path: str) -> Document:
    """Take an episode's file apart. Never raises: what is wrong is in ``problems``."""
    text, problem = decode(data, path)
    if text is None:
        return Document(problems=(problem,) if problem else ())
    if path.endswith(".toml"):
        return _toml_file(text, path)
    opening = _OPENING.match(text)
    if opening is None:
        return _without_opening(text, path)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return Document(problems=(_unclosed(text, path),))
    if closing.start() - opening.end() > MAX_FRONT_MATTER:
        return Document(problems=(_too_long(path),))
    values, problem = read_toml(text[opening.end() : closing.start()], path, line=2)
    start = closing.end() + 1
    return Document(
        values=values,
        body=text[start:],
        problems=(problem,) if problem else (),
        body_line=text.count("\n", 0, start) + 1,
    )


def body_of(data: bytes, path: str) -> str:
    """The Markdown of a file that ``parse`` has read without a problem."""
    if path.endswith(".toml"):
        return parse(data, path).body
    text, _ = decode(data, path)
    opening = _OPENING.match(text or "")
    closing = _CLOSING.search(text or "", opening.end()) if opening else None
    return (text or "")[closing.end() + 1 if closing else 0 :]


def _toml_file(text: str, path: str) -> Document:
    values, problem = read_toml(text, path)
    if values is None:
        return Document(problems=(problem,) if problem else ())
    notes = values.pop("notes", "")
    if not isinstance(notes, str):
        problem = Problem(
            code="PK005",
            path=path,
            key=("notes",),
            message=f"notes is {type(notes).__name__}, and should be a text",
            hint='notes = """ … """ holds the Markdown',
        )
        return Document(values=values, problems=(problem,))
    return Document(values=values, body=notes, body_line=_line_of_notes(text))


def _line_of_notes(text: str) -> int:
    found = re.search(r'^\s*notes\s*=\s*("""|\'\'\')?', text, re.MULTILINE)
    if not found:
        return 1
    return text.count("\n", 0, found.end()) + (2 if found.group(1) else 1)


def _without_opening(text: str, path: str) -> Document:
    if _OTHER_OPENING.match(text):
        end = text.find("\n---", 4) if text.startswith("---") else len(text)
        return Document(other=text[: end if end > 0 else len(text)][:MAX_FRONT_MATTER])
    return Document(
        body=text,
        problems=(
            Problem(
                code="PK003",
                path=path,
                line=1,
                column=1,
                message="the file has no front matter",
                hint="begin it with a line +++, then title, date and [extra] episode_url, "
                "then another line +++",
            ),
        ),
    )


def _unclosed(text: str, path: str) -> Problem:
    # The last line that still looks like TOML is where the closing line belongs.
    line = 1
    for number, row in enumerate(text.split("\n")[1:], start=2):
        if re.match(r"\s*(\[.*\]|[\w.\"'-]+\s*=|#)", row):
            line = number
        elif row.strip():
            break
    return Problem(
        code="PK003",
        path=path,
        line=line,
        column=1,
        message="the front matter is not closed",
        hint="put a line +++ after the last key",
    )


def _too_long(path: str) -> Problem:
    return Problem(
        code="PK003",
        path=path,
        line=1,
        column=1,
        message=f"the front matter is longer than {MAX_FRONT_MATTER // 1024} KB",
        hint="texts belong below the closing +++",
    )
