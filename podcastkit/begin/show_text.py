"""``podcast.toml`` as text, with a remark on each key; what nobody knows yet stands there empty."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from podcastkit.begin.episode_text import toml_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_REMARKS = {
    "title": "the show's name, and nothing else",
    "description": "what the show is about: some sentences, in Markdown",
    "link": "the show's home page",
    "feed_url": "where the feed will be served",
    "language": "en, de, pt-BR …",
    "author": "who makes it",
    "image": "the cover: a JPEG or PNG file, square, 1400 to 3000 pixels",
    "categories": 'of Apple\'s list: ["Technology", "Education > How To"]',
    "explicit": "true when it is not for children",
    "guid": "of the feed that was imported: never change it",
    "type": 'or "serial": to be heard from the first episode on',
}
_REQUIRED = ("title", "description", "link", "feed_url", "language", "author", "image")
_COLUMN = 34
_LONG = 60
"""A value that is longer has its remark above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a show. ``None`` and an empty tuple are not known."""

    title: str | None = None
    description: str | None = None
    link: str | None = None
    feed_url: str | None = None
    language: str | None = None
    author: str | None = None
    image: str | None = None
    categories: tuple[str, ...] = ()
    explicit: bool | None = None
    type: str | None = None
    guid: str | None = None

    def over(self, other: Facts) -> Facts:
        """These facts, and where they are silent those of ``other``."""
        names = [each.name for each in fields(self)]
        return Facts(**{name: getattr(self, name) or getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the file: its name, what it is about, and keys with values and remarks."""

    name: str
    about: str
    lines: Sequence[tuple[str, Any, str]]


def show_table(facts: Facts, *, inherited: Mapping[str, str | None], config: str | None) -> Table:
    """``[show]``. What Zola's own settings say (``inherited``) is not said twice."""
    left_out = [n for n, value in inherited.items() if value and value == getattr(facts, n)]
    about = f"{', '.join(left_out)}: as {config} says." if left_out and config else ""
    lines: list[tuple[str, Any, str]] = []
    for name in _REQUIRED:
        if name in left_out:
            continue
        value = getattr(facts, name)
        remark = _REMARKS[name] if value else f"FILL IN: {_REMARKS[name]}"
        lines.append((name, value or "", remark))
    fill = "" if facts.categories else "FILL IN, "
    lines.append(("categories", list(facts.categories), fill + _REMARKS["categories"]))
    lines.append(("explicit", bool(facts.explicit), _REMARKS["explicit"]))
    if facts.type and facts.type != "episodic":
        lines.append(("type", facts.type, _REMARKS["type"]))
    if facts.guid:
        lines.append(("guid", facts.guid, _REMARKS["guid"]))
    return Table(name="show", about=about, lines=lines)


def missing(facts: Facts, inherited: Mapping[str, str | None]) -> list[str]:
    """The keys that ``feed`` or a directory will ask for."""
    known = {name for name, value in inherited.items() if value}
    empty = [n for n in _REQUIRED if n not in known and not getattr(facts, n)]
    return [*empty, *([] if facts.categories else ["categories"])]


def show_text(tables: Sequence[Table]) -> bytes:
    """The file. Its text is TOML whatever the values hold."""
    parts = ["# The settings of this podcast; podcastkit schema show tells of all keys.\n"]
    for table in tables:
        text = "".join(f"# {line}\n" for line in table.about.splitlines())
        text += f"[{table.name}]\n"
        for key, value, remark in table.lines:
            said = f"{key} = {toml_value(value)}"
            if remark and len(said) > _LONG:
                text += f"# {remark}\n{said}\n"
            else:
                text += f"{said:<{_COLUMN}}    # {remark}\n" if remark else f"{said}\n"
        parts.append(text)
    return "\n".join(parts).encode()
