"""Functions have at most 60 lines and files 350; most have far fewer."""

from __future__ import annotations

import ast

from tests.house.imports import modules

FUNCTION_LINES = 60
FILE_LINES = 350


def too_long(module: str, source: str) -> list[str]:
    """What stands over its budget in a module. A docstring counts like all other lines."""
    lines = len(source.splitlines())
    wrong = [f"{module}: {lines} lines"] if lines > FILE_LINES else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                wrong.append(f"{module}:{node.lineno}: {node.name} has {length} lines")
    return wrong


def test_every_function_and_file_is_within_its_budget() -> None:
    assert [wrong for name, text in modules().items() for wrong in too_long(name, text)] == []


def test_a_long_function_is_found() -> None:
    body = "    x = 1\n"
    assert too_long("m", "def f():\n" + body * (FUNCTION_LINES - 1)) == []
    assert too_long("m", "class C:\n  def f(self):\n" + body * FUNCTION_LINES) == [
        "m:2: f has 61 lines"
    ]


def test_a_long_file_is_found() -> None:
    assert too_long("m", "x = 1\n" * FILE_LINES) == []
    assert too_long("m", "x = 1\n" * (FILE_LINES + 1)) == ["m: 351 lines"]
