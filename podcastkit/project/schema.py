"""The outer check of ``podcast.toml``: JSON Schema, told in a podcaster's words."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import math
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = Path(__file__).parent.parent / "schema" / "podcast.schema.json"
_CODE = re.compile("PK[0-9]{3}")
_LIMITS = {
    "minimum": "be {} at least",
    "maximum": "be {} at most",
    "exclusiveMinimum": "be more than {}",
    "minLength": "have {} characters at least",
    "maxLength": "have {} characters at most",
    "minItems": "have {} at least",
    "maxItems": "have {} at most",
}
_KINDS = {
    "string": "a text",
    "boolean": "true or false, without quotes",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a table",
}


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of ``podcast.toml``."""
    loaded: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return loaded


def check(table: dict[str, Any], path: str) -> list[Problem]:
    """All that the schema has against a table: unknown keys, wrong kinds, wrong words."""
    import jsonschema_rs

    validator = jsonschema_rs.Draft7Validator(schema())
    problems = [
        problem
        for error in validator.iter_errors(_plain(table))
        for problem in _told(error, table, path)
    ]
    return list(dict.fromkeys(problems))


def _plain(value: Any) -> Any:
    """The table as JSON knows it: dates as text, numbers that are none as null."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 1 << 63:
        return float(value) if abs(value) < 10**300 else None
    return value


def _told(
    error: Any, table: dict[str, Any], path: str, above: tuple[Any, ...] = ()
) -> Iterator[Problem]:
    key = (*above, *error.instance_path)
    steps = [part for part in error.schema_path if isinstance(part, str)]
    rule = "propertyNames" if "propertyNames" in steps else steps[-1] if steps else ""
    if rule == "additionalProperties":
        for name in _unexpected(error, table, key):
            yield Problem(
                code="PK004", path=path, key=(*key, name),
                message=f"{_dotted((*key, name))} is no key of podcast.toml",
                hint=_nearest(name, key),
            )  # fmt: skip
        return
    if error.schema_path and "propertyNames" in error.schema_path:
        yield from _odd_names(_at(table, key), key, path)
        return
    value = _at(table, key)
    if rule in {"oneOf", "anyOf"} and (error.instance_path or not above):
        closer = list(_closer(rule, key, table, path))
        if closer:
            yield from closer
            return
    message, hint = _words(key, error, rule, value)
    if rule == "required":
        yield Problem(
            code="PK005", path=path, key=key, message=f"{_dotted(key)} {message}", hint=hint
        )
        return
    yield Problem(
        code="PK005", path=path, key=key, message=f"{_dotted(key)} is {message}", hint=hint
    )


def _odd_names(named: Any, key: tuple[Any, ...], path: str) -> Iterator[Problem]:
    """The names of a table that cannot stand in it, each at its place."""
    for name in named if isinstance(named, dict) else ():
        if not name.strip():
            yield Problem(
                code="PK005", path=path, key=(*key, name),
                message=f"{_dotted(key)} has a name that is blank", hint="give it one",
            )  # fmt: skip
        elif key == ("validate", "ignore") and not _CODE.fullmatch(name):
            yield Problem(
                code="PK005", path=path, key=(*key, name),
                message=f'{_dotted(key)} has "{name[:40]}", which is no code of a rule',
                hint="podcastkit rules lists the codes, as PK210",
            )  # fmt: skip


def _closer(rule: str, key: tuple[Any, ...], table: dict[str, Any], path: str) -> Iterator[Problem]:
    """What is wrong in detail, where of several forms only one is of the value's kind."""
    import jsonschema_rs

    value = _at(table, key)
    choices = [_followed(choice) for choice in _schema_at(key).get(rule, [])]
    forms = [form for choice in choices for form in _forms(choice)]
    kind = "array" if isinstance(value, list) else "object" if isinstance(value, dict) else None
    fitting = [form for form in forms if kind and form.get("type") == kind]
    if len(fitting) == 1:
        whole = {**fitting[0], "definitions": schema()["definitions"]}
        for error in jsonschema_rs.Draft7Validator(whole).iter_errors(_plain(value)):
            yield from _told(error, table, path, key)


def _followed(part: dict[str, Any]) -> dict[str, Any]:
    """What a reference to a definition leads to."""
    while "$ref" in part:
        part = schema()["definitions"][part["$ref"].rpartition("/")[2]]
    return part


def _forms(part: dict[str, Any]) -> list[dict[str, Any]]:
    """The forms that a value may have, each alone."""
    part = _followed(part)
    if "type" in part or "enum" in part:
        return [part]
    inner = [choice for word in ("oneOf", "anyOf", "allOf") for choice in part.get(word, [])]
    return [form for choice in inner for form in _forms(choice)]


def _unexpected(error: Any, table: dict[str, Any], key: tuple[Any, ...]) -> list[str]:
    allowed = _allowed(key)
    value = _at(table, key)
    names = [str(name) for name in value] if isinstance(value, dict) else []
    unknown = [name for name in names if name not in allowed]
    return unknown or [str(error.message)]


def _words(key: tuple[Any, ...], error: Any, rule: str, value: Any) -> tuple[str, str | None]:
    expected = _schema_at(key)
    if rule == "enum":
        words = [str(word) for word in expected.get("enum", [])]
        near = difflib.get_close_matches(str(value), words, n=1)
        hint = f'did you mean "{near[0]}"?' if near else None
        return f"{_shown(value)}, and should be one of: {', '.join(words)}", hint
    if rule == "type":
        kinds = expected.get("type", "")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        kind = " or ".join(_KINDS.get(str(kind), "something else") for kind in kinds)
        hint = None
        if kind.startswith("true") and isinstance(value, str):
            word = "true" if value.strip().lower() in {"yes", "true", "explicit"} else "false"
            hint = f"write {word} without quotes"
        elif kind == "a text":
            hint = "put quotes around it"
        return f"{_shown(value)}, and should be {kind}", hint
    if rule == "pattern":
        return f"{_shown(value)}, which has not the right form", _example(key, expected)
    if rule in _LIMITS:
        limit = next((form[rule] for form in (expected, *_forms(expected)) if rule in form), "")
        return f"{_shown(value)}, and should {_LIMITS[rule].format(limit)}", _example(key, expected)
    if rule == "required":
        name = str(error.message).split('"')[1]
        return f"lacks {name}", f"add {name} = …"
    if rule in {"oneOf", "anyOf"}:
        wrong = (
            "which lacks a key that it needs"
            if isinstance(value, dict)
            else "which is of the wrong kind"
        )
        return f"{_shown(value)}, {wrong}", _example(key, expected)
    return f"{_shown(value)}: {error.message}", _example(key, expected)


def _example(key: tuple[Any, ...], expected: dict[str, Any]) -> str | None:
    """What to type: the schema's own example of a key, else of the table around it."""
    while key:
        forms = (expected, *_forms(expected))
        found = next((form["examples"][0] for form in forms if form.get("examples")), None)
        if found is not None and isinstance(key[-1], str):
            return f"for example {key[-1]} = {_toml(found)}"
        key = key[:-1]
        expected = _schema_at(key)
    return None


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(item)}" for name, item in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _schema_at(key: tuple[Any, ...]) -> dict[str, Any]:
    part: Any = schema()
    for step in key:
        found: Any = None
        for option in (part, *_forms(part)):
            if isinstance(step, int):
                found = found or option.get("items")
            else:
                found = found or option.get("properties", {}).get(step)
                extra = option.get("additionalProperties")
                found = found or (extra if isinstance(extra, dict) else None)
        part = _followed(found) if isinstance(found, dict) else {}
    return part if isinstance(part, dict) else {}


def _at(table: Any, key: tuple[Any, ...]) -> Any:
    for step in key:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            return None
    return table


def _allowed(key: tuple[Any, ...]) -> dict[str, Any]:
    """The keys that a table may have."""
    part = _schema_at(key)
    return {
        name: spec
        for form in (part, *_forms(part))
        for name, spec in form.get("properties", {}).items()
    }


def _nearest(name: str, key: tuple[Any, ...]) -> str:
    here = list(_allowed(key))
    near = difflib.get_close_matches(name, here, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0] if key else f'[{near[0]}]'}?"
    for other, spec in _allowed(key).items():
        if spec.get("type") == "object" and name in spec.get("properties", {}):
            return f"write it into {other} = {{ {name} = … }}"
    for table, part in schema()["properties"].items():
        if (table,) != key and name in part.get("properties", {}) and table != "fields":
            return f"{name} belongs in [{table}]"
    return f"the keys here are: {', '.join(here)}" if here else "remove it"


def _dotted(key: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in key) or "podcast.toml"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'the text "{value[:40]}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    return "a list" if isinstance(value, list) else str(value)[:40]
