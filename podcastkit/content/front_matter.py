"""A file's bytes to front matter and body.

Front matter is TOML between two ``+++`` lines, YAML between two ``---`` lines, or a JSON object
with which the file begins; in a ``.toml`` file it is the whole file, with the Markdown under its
``notes`` key. LF, CRLF and a byte order mark are all fine.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Any, Literal

from podcastkit.findings import Problem
from podcastkit.inputs import MAX_FILE_BYTES
from podcastkit.toml_text import read_toml

MAX_FRONT_MATTER = 65_536
"""Characters of front matter that are read."""

Form = Literal["toml", "yaml", "json"]

_TOML_OPENING = re.compile(r"\+\+\+[ \t]*\n")
_TOML_CLOSING = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_YAML_OPENING = re.compile(r"---[ \t]*\n")
_YAML_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_JSON_OPENING = re.compile(r'\{\s*["}]')
_TOML_LINE = re.compile(r"\s*(\[.*\]|[\w.\"'-]+\s*=|#)")
_YAML_LINE = re.compile(r"([ \t]+\S|-[ \t]|[\w.\"'-][^:]*:(?:\s|$)|#)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """Where front matter stands in a text: characters, and the body's first one.

    ``line`` is that of the front matter's first character; ``end`` is ``None`` where nothing
    closes it.
    """

    form: Form
    start: int
    end: int | None
    body: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file taken apart: ``values`` is ``None`` where front matter is missing or broken.

    ``unread`` is the text of front matter that could not be read; ``bare`` says that there is
    none at all.
    """

    values: dict[str, Any] | None = None
    body: str = ""
    problems: tuple[Problem, ...] = field(default=())
    unread: str = ""
    bare: bool = False
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


def fence(text: str) -> Fence | None:
    """Where the front matter of a Markdown file stands; ``None`` where it has none."""
    opening = _TOML_OPENING.match(text)
    if opening is not None:
        return _fenced("toml", text, opening.end(), _TOML_CLOSING)
    opening = _YAML_OPENING.match(text)
    if opening is not None:
        return _fenced("yaml", text, opening.end(), _YAML_CLOSING)
    if _JSON_OPENING.match(text) is None:
        return None
    from podcastkit.json_text import end_of_object

    end = end_of_object(text, MAX_FRONT_MATTER + 1)
    return Fence(form="json", start=0, end=end, body=len(text) if end is None else end, line=1)


def _fenced(form: Form, text: str, start: int, closing: re.Pattern[str]) -> Fence:
    found = closing.search(text, start)
    if found is None:
        return Fence(form=form, start=start, end=None, body=len(text), line=2)
    return Fence(form=form, start=start, end=found.start(), body=found.end() + 1, line=2)


def parse(data: bytes, path: str) -> Document:
    """Take an episode's file apart. Never raises: what is wrong is in ``problems``."""
    text, problem = decode(data, path)
    if text is None:
        return Document(problems=(problem,) if problem else ())
    if path.endswith(".toml"):
        return _toml_file(text, path)
    found = fence(text)
    if found is None:
        return Document(body=text, problems=(_missing(path),), bare=True)
    if found.end is None:
        unread = text[found.start : found.start + MAX_FRONT_MATTER]
        cut = found.form == "json" and len(text) > MAX_FRONT_MATTER
        problem = _too_long(path) if cut else _unclosed(text, path, found)
        return Document(problems=(problem,), unread=unread)
    front = text[found.start : found.end]
    if len(front) > MAX_FRONT_MATTER:
        return Document(problems=(_too_long(path),), unread=front[:MAX_FRONT_MATTER])
    values, problems = read_table(front, path, form=found.form, line=found.line)
    if values is None:
        return Document(problems=tuple(problems), unread=front)
    return Document(
        values=values,
        body=text[found.body :],
        problems=tuple(problems),
        body_line=text.count("\n", 0, found.body) + 1,
    )


def read_table(
    text: str, path: str, *, form: Form, line: int = 1
) -> tuple[dict[str, Any] | None, list[Problem]]:
    """Text of one of the three forms to a table; ``None`` where it is none."""
    if form == "toml":
        table, problem = read_toml(text, path, line=line)
        return table, [problem] if problem else []
    value, problems = read_value(text, path, form=form, line=line)
    if value is None or isinstance(value, dict):
        return value, problems
    kind = "a list" if isinstance(value, list) else "a single value"
    return None, [
        *problems,
        Problem(
            code="PK002", path=path, line=line, column=1,
            message=f"here stands {kind}, and there should be keys with values",
            hint="title: …" if form == "yaml" else '"title": "…"',
        ),
    ]  # fmt: skip


def read_value(text: str, path: str, *, form: Form, line: int = 1) -> tuple[Any, list[Problem]]:
    """Text of one of the three forms to whatever it holds; ``None`` where it cannot be read."""
    if form == "toml":
        table, problem = read_toml(text, path, line=line)
        return table, [problem] if problem else []
    # Neither is imported for a show that has no such file.
    if form == "yaml":
        from podcastkit.yaml_text import read_yaml

        return read_yaml(text, path, line=line)
    from podcastkit.json_text import read_json

    return read_json(text, path, line=line)


def body_of(data: bytes, path: str) -> str:
    """The Markdown of a file that ``parse`` has read without a problem."""
    if path.endswith(".toml"):
        return parse(data, path).body
    text, _ = decode(data, path)
    found = fence(text or "")
    return (text or "")[found.body if found is not None and found.end is not None else 0 :]


def _toml_file(text: str, path: str) -> Document:
    values, problem = read_toml(text, path)
    if values is None:
        return Document(problems=(problem,) if problem else (), unread=text[:MAX_FRONT_MATTER])
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


def _missing(path: str) -> Problem:
    return Problem(
        code="PK003",
        path=path,
        line=1,
        column=1,
        message="the file has no front matter",
        hint="begin it with a line +++, then title, date and [extra] episode_url, "
        "then another line +++",
    )


def _unclosed(text: str, path: str, found: Fence) -> Problem:
    if found.form == "json":
        from podcastkit.json_text import unclosed_text

        place = unclosed_text(text, MAX_FRONT_MATTER)
        if place is not None:
            return Problem(
                code="PK002",
                path=path,
                line=text.count("\n", 0, place) + 1,
                column=place - text.rfind("\n", 0, place),
                message="this is not JSON: a text begins here and does not end in its line",
                hint='a " is missing in this line: "title": "…"',
            )
        line, hint = 1, "the last line of the front matter is }"
    else:
        # The last line that still looks like a key is where the closing line belongs.
        line, pattern = 1, _TOML_LINE if found.form == "toml" else _YAML_LINE
        for number, row in enumerate(text.split("\n")[1:], start=2):
            if pattern.match(row):
                line = number
            elif row.strip():
                break
        hint = f"put a line {'+++' if found.form == 'toml' else '---'} after the last key"
    return Problem(
        code="PK003",
        path=path,
        line=line,
        column=1,
        message="the front matter is not closed",
        hint=hint,
    )


def _too_long(path: str) -> Problem:
    return Problem(
        code="PK003",
        path=path,
        line=1,
        column=1,
        message=f"the front matter is longer than {MAX_FRONT_MATTER // 1024} KB",
        hint="texts belong below the front matter",
    )
