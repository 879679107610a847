"""Functions have at most 60 lines and files 350; most have far fewer."""

from __future__ import annotations

import ast

from tests.house.imports import modules

FUNCTION_LINES = 60
FILE_LINES = 350
DATA = ("podcastkit.checks.rules", "podcastkit.checks.terms")


def too_long(module: str, source: str) -> list[str]:
    """What stands over its budget in a module. A docstring counts like all other lines.

    But for the rooms of data: there the text of a rule is its page, and a list is a table.
    """
    tree = ast.parse(source)
    lines = len(source.splitlines())
    if module.startswith(DATA):
        texts = {
            line
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
            if node.end_lineno != node.lineno
        }
        lines -= len(texts)
    wrong = [f"{module}: {lines} lines"] if lines > FILE_LINES else []
    for node in ast.walk(tree):
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


def test_the_text_of_a_rule_is_data() -> None:
    text = '"""\n' + "words\n" * FILE_LINES + '"""\n'
    assert too_long("podcastkit.checks.rules.show", text) == []
    assert too_long("podcastkit.checks.run", text) == ["podcastkit.checks.run: 352 lines"]
    assert too_long("podcastkit.checks.rules.show", "x = 1\n" * (FILE_LINES + 1)) == [
        "podcastkit.checks.rules.show: 351 lines"
    ]
