"""Writing keys into an episode's or the project's own TOML, all else left as it is."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import tomli

if TYPE_CHECKING:
    from collections.abc import Mapping

_FRONT_MATTER = re.compile(
    r"\A(?P<opening>\ufeff?\+\+\+[ \t]*\r?\n)(?P<toml>.*?)(?P<rest>^\+\+\+[ \t]*\r?$.*)\Z",
    re.MULTILINE | re.DOTALL,
)


def with_keys(data: bytes, path: str, values: Mapping[tuple[str, ...], Any]) -> bytes | None:
    """A file's bytes with ``values`` set at their keys; ``None`` where that cannot be done.

    Comments, order, layout and line ends stay, and so does every byte outside the TOML. The
    result is read back and compared: a file is changed as asked, or not at all.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    opening, toml, rest = "", text, ""
    if path.endswith(".toml"):
        opening = "\ufeff" if text.startswith("\ufeff") else ""
        toml = text[len(opening) :]
    else:
        found = _FRONT_MATTER.match(text)
        if found is None:
            return None
        opening, toml, rest = found["opening"], found["toml"], found["rest"]
    edited = _edited(toml, values)
    return None if edited is None else (opening + edited + rest).encode()


def _edited(toml: str, values: Mapping[tuple[str, ...], Any]) -> str | None:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    line_end = "\r\n" if "\r\n" in toml else "\n"
    plain = toml.replace("\r\n", "\n")
    if plain and not plain.endswith("\n"):
        plain += "\n"
    try:
        expected = tomli.loads(plain)
        document = tomlkit.parse(plain)
        for key, value in values.items():
            _set(expected, key, value)
            shown = tomlkit.datetime(_utc(value)) if isinstance(value, dt.datetime) else value
            _set(document, key, shown, table=tomlkit.table)
        edited = tomlkit.dumps(document)
        if tomli.loads(edited) != expected:
            return None
    except (TOMLKitError, tomli.TOMLDecodeError, TypeError, ValueError, KeyError):
        return None
    return edited.replace("\n", line_end)


def _utc(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _set(document: Any, key: tuple[str, ...], value: Any, *, table: Any = dict) -> None:
    for name in key[:-1]:
        if name not in document:
            document[name] = table()
        document = document[name]
    body: Any = document if hasattr(document, "_insert_after") else getattr(document, "value", None)
    last = [name for name, item in document.items() if not isinstance(item, dict | list)]
    if key[-1] not in document and last and hasattr(body, "_insert_after"):
        # Behind the last key, and before a comment that speaks of the next table: tomlkit counts
        # that one to this table, and has no public way to say where a key goes.
        body._insert_after(last[-1], key[-1], value)  # noqa: SLF001
    else:
        document[key[-1]] = value
