"""YAML text to a table, read by YAML 1.2's rules for what a word means, and its keys' places.

Nodes are composed by libyaml and built here: dates stay texts, ``no`` is a word, ``010`` keeps
its zero, a tag makes nothing, and no class is ever loaded. Depth and aliases are counted before
anything is composed, because libyaml's composer recurses and would take the process with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from podcastkit.findings import Problem
from podcastkit.toml_text import MAX_NESTING

if TYPE_CHECKING:
    from yaml import BaseLoader, CBaseLoader, Node, YAMLError
    from yaml.nodes import MappingNode, ScalarNode

Key = tuple[str | int, ...]

MAX_ALIASES = 50
"""More are refused before parsing: aliases of aliases grow without end."""
MAX_EXPANDED = 100_000
"""Values that a short text may become, each counted as often as aliases repeat it."""

_BREAKS = "\n\x85\u2028\u2029"
_INDENTS = re.compile(rf"(?:\A|[{_BREAKS}])([ \t?:-]*)")
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # YAML 1.2, c-printable
)
_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true", "True", "TRUE"}
_FALSE = {"false", "False", "FALSE"}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d{0,17})", re.ASCII)
_FLOAT = re.compile(r"[-+]?\d+\.\d+", re.ASCII)
_CORE = "tag:yaml.org,2002:"
_TAGS = {_CORE + name for name in ("str", "map", "seq", "int", "float", "bool", "null", "timestamp",
                                   "binary", "merge", "set", "omap")}  # fmt: skip


def read_yaml(text: str, path: str, *, line: int = 1) -> tuple[Any, list[Problem]]:
    """Parse ``text``, which begins at ``line`` of the file ``path``.

    The value is ``None`` where the text is no YAML; nothing at all is an empty table. Keys that
    stand twice and tags are problems, and the rest is read all the same.
    """
    import yaml

    refused = _refused(text)
    if refused:
        return None, [Problem(code="PK002", path=path, message=refused, line=line, column=1)]
    building = Building(len(text))
    try:
        node = _composed(text)
        value = None if node is None else building.value(node, ())
    except yaml.YAMLError as error:
        return None, [_syntax_problem(error, text, path, line)]
    except RecursionError:
        message = f"values are nested more than {MAX_NESTING} deep"
        return None, [Problem(code="PK002", path=path, message=message, line=line, column=1)]
    problems = [
        Problem(code="PK002", path=path, message=message, hint=hint,
                line=line + row, column=column + 1)
        for message, hint, row, column in building.faults
    ]  # fmt: skip
    if building.unusable:
        return None, problems
    return ({} if value is None else value), problems


def keys(text: str) -> list[tuple[Key, int]]:
    """Every key and list item of a YAML text with its offset; none where it cannot be read."""
    import yaml

    building = Building(len(text))
    try:
        node = None if _refused(text) else _composed(text)
        if node is not None:
            building.value(node, ())
    except (yaml.YAMLError, RecursionError):
        return []
    return [] if building.unusable else list(building.places.items())


def _loader(text: str) -> CBaseLoader | BaseLoader:
    import yaml

    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)


def _composed(text: str) -> Node | None:
    loader = _loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _refused(text: str) -> str | None:
    """Why a text is not even parsed. Most texts are cleared by looking at their characters.

    A block begins to the right of the one it is in, so a line's indentation (with the dashes in
    it) bounds the depth; a list may stand right below its key, hence twice.
    """
    bound = 2 * max(map(len, _INDENTS.findall(text))) + text.count("[") + text.count("{")
    if bound < MAX_NESTING and text.count("*") <= MAX_ALIASES:
        return None
    import yaml

    depth = aliases = 0
    try:
        loader = _loader(text)
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            aliases += isinstance(event, yaml.AliasEvent)
            if depth > MAX_NESTING:
                return f"values are nested more than {MAX_NESTING} deep"
            if aliases > MAX_ALIASES:
                return f"there are more than {MAX_ALIASES} aliases"
    except yaml.YAMLError:
        pass  # told with its place by whoever parses it, who stops there as well
    return None


class Building:
    """Composed nodes on their way to values, each key's place and each fault remembered."""

    def __init__(self, length: int) -> None:
        self._limit = max(MAX_EXPANDED, length)
        self.places: dict[Key, int] = {}
        self.faults: list[tuple[str, str, int, int]] = []
        self.unusable = False
        self._open: set[int] = set()
        self._count = 0

    def value(self, node: Node, key: Key) -> Any:
        """A node's value. ``key`` is the way to it."""
        import yaml

        self._count += 1
        if self._count > self._limit or id(node) in self._open:
            if not self.unusable:
                self._fault(node, "aliases repeat themselves without end", "write it out")
            self.unusable = True
            return None
        if node.tag not in _TAGS:
            self._fault(node, f"a tag ({_shown(node.tag)}) means nothing here", "remove the tag")
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._table(node, key)
            return [self._item(item, (*key, index)) for index, item in enumerate(node.value)]
        finally:
            self._open.discard(id(node))

    def _item(self, node: Node, key: Key) -> Any:
        self.places.setdefault(key, node.start_mark.index)
        return self.value(node, key)

    def _table(self, node: MappingNode, key: Key) -> dict[str, Any]:
        import yaml

        table: dict[str, Any] = {}
        merged: list[Node] = []
        for name_node, value_node in node.value:
            if not isinstance(name_node, yaml.ScalarNode):
                self._fault(name_node, "a list or table stands where a key should",
                            "put quotes around a text that begins with { or [")  # fmt: skip
                continue
            name = str(name_node.value)
            if name == "<<" and not name_node.style:
                several = isinstance(value_node, yaml.SequenceNode)
                merged += value_node.value if several else [value_node]
                continue
            if name in table:
                self._fault(name_node, f"the key {_shown(name)} stands twice",
                            "keep one of the two")  # fmt: skip
                continue
            self.places.setdefault((*key, name), name_node.start_mark.index)
            table[name] = self.value(value_node, (*key, name))
        for other in merged:
            self._merge(table, other, key)
        return table

    def _merge(self, table: dict[str, Any], node: Node, key: Key) -> None:
        """Add what ``<<`` brings and the table has not itself."""
        import yaml

        if not isinstance(node, yaml.MappingNode) or id(node) in self._open:
            self._fault(node, "<< wants a table that stands before", "write the keys out")
            return
        apart = Building(self._limit)
        apart.faults, apart._open, apart._count = self.faults, self._open, self._count
        found = apart.value(node, key)
        self._count, self.unusable = apart._count, self.unusable or apart.unusable
        if not isinstance(found, dict):
            return
        fresh = {name for name in found if name not in table}
        table.update((name, found[name]) for name in found if name in fresh)
        for way, place in apart.places.items():
            if way[len(key)] in fresh:
                self.places.setdefault(way, place)

    def _fault(self, node: Node, message: str, hint: str) -> None:
        mark = node.start_mark
        self.faults.append((message, hint, mark.line, mark.column))


def _scalar(node: ScalarNode) -> Any:
    """A plain word by YAML 1.2's core schema; what would lose a digit stays a text."""
    written = str(node.value)
    if node.style or node.tag == _CORE + "binary":
        return written
    if node.tag == _CORE + "str" and written in _NULL:
        return None
    if written in _TRUE or written in _FALSE:
        return written in _TRUE
    if _INTEGER.fullmatch(written):
        return int(written)
    if _FLOAT.fullmatch(written) and repr(float(written)) == written:
        return float(written)
    return written


def _shown(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"


def _syntax_problem(error: YAMLError, text: str, path: str, first: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    row, column = (mark.line, mark.column) if mark else (0, 0)
    words = str(getattr(error, "problem", None) or "")
    found = _UNPRINTABLE.search(text)
    if found and not mark:
        words = f"the control character U+{ord(found[0]):04X}"
        row = len(re.findall(f"[{_BREAKS}]", text[: found.start()]))
        column = found.start() - max(text.rfind(mark, 0, found.start()) for mark in _BREAKS) - 1
    row = min(row, text.count("\n"))
    context = getattr(error, "context", None) or ""
    start = getattr(error, "context_mark", None)
    if "quoted scalar" in context and "end of stream" in words and start:
        row, column = start.line, start.column  # where it begins tells more than the last line
    lines = text.split("\n")
    return Problem(
        code="PK002",
        path=path,
        line=first + row,
        column=column + 1,
        message=f"this is not YAML: {words or 'it cannot be read'}",
        hint=_hint(lines[row] if row < len(lines) else "", words, context),
    )


def _hint(source: str, words: str, context: str) -> str | None:
    if "mapping values are not allowed" in words:
        return 'put quotes around a text that has ": " in it: title: "One: two"'
    if "quoted scalar" in context and "end of stream" in words:
        return "the closing quote is missing"
    if "escape" in words:
        return "a backslash begins an escape: double it, or put single quotes around the text"
    if "tab" in words or source.startswith("\t"):
        return "indent with blanks, not with tabs"
    if "cannot start any token" in words or "alias" in words:
        return "put quotes around a text that begins with a sign"
    if "expected key" in words or "<block end>" in words:
        return "is a quote inside a text, or a line not indented like its neighbours?"
    if "could not find expected ':'" in words or "simple key" in context:
        return "a key is followed by a colon and a blank: title: …"
    return None
