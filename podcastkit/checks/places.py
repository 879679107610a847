"""Where a key stands in a file: line and column, found only for a file with a finding.

For TOML no library gives positions, so this walks the text by TOML 1.0's own grammar. It is given
only text that tomli has read; on other text it finds what it can and stops. YAML and JSON are
walked by ``yaml_text`` and ``json_text``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.content import front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

Key = tuple["str | int", ...]

_FORMS = {"toml": "toml", "json": "json", "yaml": "yaml", "yml": "yaml", "lock": "json"}
_OWN_TABLES = ("extra", "params")

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL
)
_SCALAR = re.compile(r"[^\s,\]}#]+(?:[ ](?=\d{2}:)[^\s,\]}#]+)?")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


def locate(text: str, path: str, key: Key) -> tuple[int, int] | None:
    """Line and column (from 1, in characters) of a key in a file's text.

    ``key`` is the way to it (``("extra", "episode_url")``, list items by index). A key that is
    not there is placed at the nearest table above it that is; ``()`` is the file's first line.
    Also matches without case, and below a generator's own table, as reading does.
    """
    start, end, form = _front(text, path)
    offsets = dict(_of_form(text[start:end], form))
    while key:
        for candidate in (key, *((table, *key) for table in _OWN_TABLES)):
            offset = _same(offsets, candidate)
            if offset is not None:
                offset += start
                return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        key = key[:-1]
    return 1, 1


def _front(text: str, path: str) -> tuple[int, int, str]:
    """Where the keys stand in a file, and in which form."""
    suffix = path.rpartition(".")[2].lower()
    if suffix in _FORMS:
        return 0, len(text), _FORMS[suffix]
    found = front_matter.fence(text)
    if found is None or found.end is None:
        return 0, 0, "toml"
    return found.start, found.end, found.form


def _of_form(text: str, form: str) -> Iterator[tuple[Key, int]]:
    if form == "yaml":
        from podcastkit import yaml_text

        return iter(yaml_text.keys(text))
    if form == "json":
        from podcastkit import json_text

        return _first_of_each(json_text.keys(text))
    return _keys(text)


def _same(offsets: dict[Key, int], key: Key) -> int | None:
    if key in offsets:
        return offsets[key]
    folded = _folded(key)
    return next((offset for found, offset in offsets.items() if _folded(found) == folded), None)


def _folded(key: Key) -> Key:
    return tuple(part.casefold() if isinstance(part, str) else part for part in key)


def keys(text: str, form: str = "toml") -> list[tuple[Key, int]]:
    """Every key and list item of a text with its offset, TOML's tables at their first mention."""
    return list(_of_form(text, form))


def _keys(text: str) -> Iterator[tuple[Key, int]]:
    return _first_of_each(_Scanner(text).scan())


def _first_of_each(found: Iterator[tuple[Key, int]]) -> Iterator[tuple[Key, int]]:
    seen: set[Key] = set()
    for key, offset in found:
        for depth in range(1, len(key) + 1):
            part = key[:depth]
            if part not in seen:
                seen.add(part)
                yield part, offset


class _Scanner:
    """Walks the text once, from key to key."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.counts: dict[Key, int] = {}

    def scan(self) -> Iterator[tuple[Key, int]]:
        table: Key = ()
        while True:
            self._skip(_BLANK)
            start = self.place
            if start >= len(self.text):
                return
            if self.text[start] == "[":
                table = self._header()
                yield table, start
                continue
            names = self._key()
            if not names or not self._take("="):
                return
            key = (*table, *names)
            yield key, start
            yield from self._value(key)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.place)
        self.place = match.end() if match else self.place

    def _take(self, mark: str) -> bool:
        self._skip(_SPACE)
        if self.text.startswith(mark, self.place):
            self.place += len(mark)
            self._skip(_SPACE)
            return True
        return False

    def _header(self) -> Key:
        """A table's full path: names of arrays of tables are followed by their current index."""
        many = self.text.startswith("[[", self.place)
        self.place += 2 if many else 1
        names = self._key()
        self._take("]]" if many else "]")
        path: Key = ()
        for number, name in enumerate(names, start=1):
            path = (*path, name)
            if many and number == len(names):
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = (*path, self.counts[path])
        return path

    def _key(self) -> list[str]:
        names: list[str] = []
        while True:
            self._skip(_SPACE)
            match = _STRING.match(self.text, self.place) or _BARE.match(self.text, self.place)
            if match is None:
                return names
            names.append(_unquoted(match[0]))
            self.place = match.end()
            if not self._take("."):
                return names

    def _value(self, key: Key) -> Iterator[tuple[Key, int]]:
        mark = self.text[self.place : self.place + 1]
        if mark == "[":
            self.place += 1
            yield from self._array(key)
        elif mark == "{":
            self.place += 1
            yield from self._inline_table(key)
        else:
            match = _STRING.match(self.text, self.place) or _SCALAR.match(self.text, self.place)
            self.place = match.end() if match else len(self.text)

    def _array(self, key: Key) -> Iterator[tuple[Key, int]]:
        index = 0
        while self.place < len(self.text):
            self._skip(_BLANK)
            if self._take("]"):
                return
            if self._take(","):
                continue
            before = self.place
            yield (*key, index), before
            yield from self._value((*key, index))
            index += 1

    def _inline_table(self, key: Key) -> Iterator[tuple[Key, int]]:
        while self.place < len(self.text):
            self._skip(_BLANK)
            if self._take("}"):
                return
            if self._take(","):
                continue
            start = self.place
            names = self._key()
            if not names or not self._take("="):
                self.place = len(self.text)
                return
            yield (*key, *names), start
            yield from self._value((*key, *names))


def _unquoted(name: str) -> str:
    if name[0] == "'":
        return name[1:-1]
    if name[0] != '"':
        return name
    return re.sub(
        r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)",
        lambda match: (
            chr(int(match[1][1:], 16))
            if match[1][0] in "uUx" and len(match[1]) > 1
            else _ESCAPES.get(match[1], match[1])
        ),
        name[1:-1],
    )
