"""The floors of the house, and what may be read off the source of the package about them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "podcastkit"

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"__main__"}),
    frozenset({"cli"}),
    frozenset({"jobs"}),
    frozenset({"checks", "publication"}),
    frozenset({"adopt", "begin"}),
    frozenset({"content", "audio", "feed", "pages", "resolve"}),
    frozenset({"timed", "artwork", "addresses"}),
    frozenset({"project", "lock", "state", "markup", "page_html", "fetch", "preview"}),
    frozenset({"yaml_text", "json_text", "podcasting", "spoken"}),
    frozenset({"inputs", "toml_text", "values", "offsets"}),
    frozenset({"model", "source", "findings", "errors", "printable"}),
)
"""From the top to the bottom. ``podcastkit`` itself (``__init__``) is told of apart."""

ALLOWED_BESIDE = frozenset(
    {("checks", "feed.document"), ("source", "findings"), ("source", "model")}
)
"""Rooms that may read a neighbour on their own floor, and which part of it."""

NETWORK = frozenset({"socket", "ssl", "http.client", "urllib.request", "requests", "urllib3"})
LISTENING = frozenset({"http.server", "socketserver"})
PRINTING = frozenset({"click", "rich"})
WRITERS = frozenset({"publication", "lock", "state", "jobs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One import as written. ``deferred``: in a function, or for type checkers alone."""

    module: str
    target: str
    line: int
    deferred: bool

    @property
    def place(self) -> str:
        return f"{self.module}:{self.line}"


def modules() -> dict[str, str]:
    """The source of every module of the package, by dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path.read_text(encoding="utf-8")
    return found


def imports_of(module: str, source: str, names: frozenset[str] = frozenset()) -> list[Import]:
    """All imports of a module, in functions and for type checkers included.

    ``names`` are the modules there are: ``from podcastkit import lock`` imports a module,
    ``from podcastkit import __version__`` a name of the package.
    """
    return list(_imports(module, ast.parse(source), names, deferred=False))


def _imports(
    module: str, node: ast.AST, names: frozenset[str], *, deferred: bool
) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            targets = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"{module}:{child.lineno}: write imports in full"
            base = child.module or ""
            full = [f"{base}.{alias.name}" for alias in child.names]
            targets = [name if name in names else base for name in full]
        else:
            inner = deferred or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            inner = inner or (
                isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            )
            yield from _imports(module, child, names, deferred=inner)
            continue
        for target in dict.fromkeys(targets):
            yield Import(module=module, target=target, line=child.lineno, deferred=deferred)


def room(module: str) -> str:
    """The room a module belongs to; ``""`` for the package itself."""
    return module.removeprefix("podcastkit").removeprefix(".").partition(".")[0]


def floor(name: str) -> int | None:
    """The number of a room's floor from the top, ``None`` for a room that has none."""
    return next((number for number, rooms in enumerate(FLOORS) if name in rooms), None)


def against_floors(found: list[Import]) -> list[str]:
    """Imports that point up, or sideways where that is not allowed."""
    wrong = []
    for item in found:
        if not (item.target == "podcastkit" or item.target.startswith("podcastkit.")):
            continue
        here, there = room(item.module), room(item.target)
        if here == there or not there:
            continue
        if not here:
            if not item.deferred:
                wrong.append(f"{item.place}: the package imports {there} at once: make it lazy")
            continue
        above, below = floor(here), floor(there)
        if above is None or below is None:
            lost = here if above is None else there
            wrong.append(f"{item.place}: {lost} stands on no floor: give it one in {__name__}")
        elif below < above:
            wrong.append(f"{item.place}: {here} imports {there}, which stands above it")
        elif below == above and not _beside(here, item.target):
            wrong.append(f"{item.place}: {here} imports {there}, its neighbour")
    return wrong


def _beside(here: str, target: str) -> bool:
    return any(
        here == one and f"{target}.".startswith(f"podcastkit.{part}.")
        for one, part in ALLOWED_BESIDE
    )


def circles(found: list[Import]) -> list[list[str]]:
    """Circles of modules that import each other when they are loaded."""
    edges: dict[str, set[str]] = {}
    for item in found:
        if not item.deferred and item.target.startswith("podcastkit."):
            edges.setdefault(item.module, set()).add(item.target)
    done: set[str] = set()
    rings: list[list[str]] = []

    def walk(module: str, trail: list[str]) -> None:
        if module in trail:
            rings.append([*trail[trail.index(module) :], module])
        elif module not in done:
            for target in sorted(edges.get(module, ())):
                walk(target, [*trail, module])
            done.add(module)

    for module in sorted(edges):
        walk(module, [])
    return rings


def foreign(found: list[Import], libraries: frozenset[str], *homes: str) -> list[str]:
    """Imports of ``libraries`` outside the rooms ``homes``."""
    return [
        f"{item.place}: only {' and '.join(homes)} may import {item.target}"
        for item in found
        if room(item.module) not in homes
        and any(item.target == name or item.target.startswith(f"{name}.") for name in libraries)
    ]


def printing(module: str, source: str) -> list[str]:
    """Calls of ``print``, and writing to the standard streams."""
    return [
        f"{module}:{node.lineno}: only cli prints"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _PRINTING_CALLS
    ]


def writing(module: str, source: str) -> list[str]:
    """Calls that write, move or remove files."""
    return [
        f"{module}:{node.lineno}: {ast.unparse(node.func)} writes a file"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and _writes(node)
    ]


_PRINTING_CALLS = frozenset({"print", "sys.stdout.write", "sys.stderr.write"})
_WRITING_METHODS = frozenset(
    {"write_text", "write_bytes", "mkdir", "unlink", "rmdir", "touch", "rename", "makedirs",
     "rmtree", "symlink_to", "hardlink_to", "copyfile", "copy2", "copytree"}
)  # fmt: skip
_OS_METHODS = frozenset({"replace", "remove", "rename", "mkdir", "makedirs", "unlink", "rmdir"})


def _writes(call: ast.Call) -> bool:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
    if name in _WRITING_METHODS:
        return True
    if isinstance(function, ast.Attribute) and ast.unparse(function.value) == "os":
        return name in _OS_METHODS
    if name != "open":
        return False
    # open(path, mode) has its mode second, path.open(mode) first.
    positional = call.args[1:] if isinstance(function, ast.Name) else call.args
    modes = [*positional, *(word.value for word in call.keywords if word.arg == "mode")]
    texts = [mode.value for mode in modes if isinstance(mode, ast.Constant)]
    return any(
        isinstance(text, str) and len(text) <= 3 and set(text) & set("wax+") for text in texts
    )
