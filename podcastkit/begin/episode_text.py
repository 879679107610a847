"""An episode's file as text: front matter with remarks, in the form that the show uses."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podcastkit.begin.habits import Path

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
_COLUMN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A key with its value, and a remark behind it. ``off``: it is a suggestion, in a comment."""

    key: Path
    value: Any
    remark: str = ""
    off: bool = False


def episode_text(form: str, lines: Sequence[Line], *, below: str, crlf: bool = False) -> bytes:
    """The whole file. ``below`` says what belongs below the front matter, in forms with remarks.

    Every text is written so that the form's readers read the same text back.
    """
    if form == "json":
        text = _json(lines) + "\n"
    elif form == "yaml":
        text = f"---\n{_yaml(_tree(lines))}# {below}\n---\n"
    elif form == "file":
        top, tables = _toml_parts(_tree(lines))
        notes = f'# {below}\nnotes = """\n"""\n'
        text = "\n".join(part for part in (f"{top}{notes}", tables) if part)
    else:
        top, tables = _toml_parts(_tree(lines))
        text = "+++\n" + "\n".join(p for p in (f"{top}# {below}\n", tables) if p) + "+++\n"
    return (text.replace("\n", "\r\n") if crlf else text).encode()


_Tree = dict[str, "Line | _Tree"]


def _tree(lines: Sequence[Line]) -> _Tree:
    root: _Tree = {}
    for line in lines:
        table = root
        for name in line.key[:-1]:
            below = table.setdefault(name, {})
            if isinstance(below, Line):
                break
            table = below
        else:
            table.setdefault(line.key[-1], line)
    return root


def _toml_parts(tree: _Tree) -> tuple[str, str]:
    """The keys of the first level, and all tables below it."""
    top = "".join(_toml_line(line) for line in tree.values() if isinstance(line, Line))
    below = {name: part for name, part in tree.items() if isinstance(part, dict)}
    return top, "\n".join(_toml_table((name,), part) for name, part in below.items())


def _toml_table(path: Path, tree: _Tree) -> str:
    own = [line for line in tree.values() if isinstance(line, Line)]
    text = ""
    if own:
        head = f"[{'.'.join(map(_toml_key, path))}]\n"
        text = ("# " if all(line.off for line in own) else "") + head
        text += "".join(map(_toml_line, own))
    below = [_toml_table((*path, n), t) for n, t in tree.items() if isinstance(t, dict)]
    return "\n".join(part for part in (text, *below) if part)


def _toml_line(line: Line) -> str:
    text = f"{_toml_key(line.key[-1])} = {toml_value(line.value)}"
    return _remarked(text, line)


def _remarked(text: str, line: Line) -> str:
    remark = f"{' ' * _COLUMN}# {line.remark}" if line.remark else ""
    return f"{'# ' if line.off else ''}{text}{remark}\n"


def _toml_key(name: str) -> str:
    return name if _BARE.fullmatch(name) else toml_value(name)


def toml_value(value: Any) -> str:
    """A value as TOML 1.0 writes it, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime | dt.date):
        return _moment(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    if isinstance(value, dict):
        inner = ", ".join(f"{_toml_key(k)} = {toml_value(v)}" for k, v in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, str):
        # TOML's basic strings are JSON's, but for what a terminal would obey.
        return _escaped(json.dumps(value, ensure_ascii=False), "\\u{:04X}")
    return str(value)


def _escaped(quoted: str, form: str) -> str:
    """A JSON string with DEL, C1 controls, odd separators and marks escaped, too."""
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda m: form.format(ord(m[0])), quoted
    )


def _moment(value: dt.date) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _yaml(tree: _Tree, depth: int = 0) -> str:
    indent = "  " * depth
    text = ""
    for name, line in tree.items():
        key = name if _PLAIN.fullmatch(name) else _yaml_value(name)
        if isinstance(line, Line):
            text += indent + _remarked(f"{key}: {_yaml_value(line.value)}", line)
            continue
        off = all(isinstance(part, Line) and part.off for part in line.values())
        text += f"{indent}{'# ' if off else ''}{key}:\n" + _yaml(line, depth + 1)
    return text


def _yaml_value(value: Any) -> str:
    """A value in YAML's flow style; texts in double quotes, whose escapes are JSON's and more."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime | dt.date):
        return _moment(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_yaml_value, value)) + "]"
    if isinstance(value, dict):
        inner = ", ".join(f"{k}: {_yaml_value(v)}" for k, v in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, str):
        return _escaped(json.dumps(value, ensure_ascii=False), "\\u{:04X}")
    return str(value)


def _json(lines: Sequence[Line]) -> str:
    """JSON has no remarks: only what has a value, or must be given one."""
    root: dict[str, Any] = {}
    for line in lines:
        if line.off:
            continue
        table: Any = root
        for name in line.key[:-1]:
            table = table.setdefault(name, {})
        value = line.value
        table[line.key[-1]] = _moment(value) if isinstance(value, dt.date) else value
    return json.dumps(root, indent=2, ensure_ascii=False)
