"""The fixtures of the rules: each a few lines that are laid into a small show or feed.

A case is a text file in the folder of its rule's code. Its first lines say what is run and where
the rule must find something::

    run: validate
    expect: podcast.toml:6:1

Then come the pieces, each under a line that says where it belongs: ``-- [show] --`` (keys of a
table of podcast.toml), ``-- an episode --`` (front matter), ``-- notes --``, ``-- a channel --``,
``-- an item --``, or ``-- file NAME --`` for a whole file. What has the same name is replaced.
``-- without NAME first --`` takes a feed's element away, ``REPEAT(x, 9)`` writes ``x`` nine times,
and ``{web}`` is the address of a local host, which serves what ``serve:`` lines say.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
BASE = HERE / "base"
PICTURES = HERE.parent / "fixtures" / "pictures"
SOUNDS = HERE.parent / "fixtures" / "audio"

_PART = re.compile(r"^-- (.+) --$", re.MULTILINE)
_REPEAT = re.compile(r"REPEAT\((.+?), (\d+)\)")
_KEY = re.compile(r"^([\w-]+)\s*=", re.MULTILINE)
_TAG = re.compile(r"^<([\w:]+)", re.MULTILINE)
_ITEM = re.compile(r"    <item>\n.*?    </item>\n", re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One case. ``expected`` has ``path:line:column``; hosts serve ``served`` (path and words)."""

    path: Path
    bad: bool
    run: tuple[str, ...]
    expected: tuple[str, ...]
    pieces: tuple[tuple[str, str], ...]
    served: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def code(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.code}/{self.path.stem}"


def cases() -> list[Case]:
    """All cases of all rules."""
    return [read(path) for path in sorted(HERE.glob("PK*/*.txt"))]


def read(path: Path) -> Case:
    text = path.read_text(encoding="utf-8")
    parts = _PART.split(text)
    head: dict[str, list[str]] = {}
    for line in parts[0].splitlines():
        name, _, value = line.partition(": ")
        if value:
            head.setdefault(name, []).append(value)
    parts[1:] = [_REPEAT.sub(lambda found: found[1] * int(found[2]), part) for part in parts[1:]]
    pieces = tuple(zip(parts[1::2], (part.removeprefix("\n") for part in parts[2::2]), strict=True))
    of_feed = any(
        place.startswith(("without", "whole"))
        or place.endswith(("channel", "item", "items", "feed", ".xml"))
        for place, _ in pieces
    )
    default = "validate feed.xml" if of_feed else "validate"
    return Case(
        path=path,
        bad=path.stem.startswith("bad"),
        run=tuple(head.get("run", [default])[0].split()),
        expected=tuple(head.get("expect", [])),
        pieces=pieces,
        served=tuple(tuple(line.split()) for line in head.get("serve", [])),
    )


def lay(pieces: tuple[tuple[str, str], ...], root: Path) -> None:
    """Copy the base to ``root`` and lay the pieces of a case into it."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for picture in PICTURES.iterdir():
        shutil.copyfile(picture, root / picture.name)
        shutil.copyfile(picture, root / "episodes" / picture.name)
    cover = (PICTURES / "cover.jpg").read_bytes()
    (root / "cut.jpg").write_bytes(cover[: len(cover) // 2])
    (root / "heavy.jpg").write_bytes(cover + bytes(600_000))
    (root / "too-heavy.png").write_bytes((PICTURES / "small.png").read_bytes() + bytes(1_100_000))
    for place, text in pieces:
        _lay_one(place, text, root)


def _lay_one(place: str, text: str, root: Path) -> None:  # noqa: C901, PLR0912 - a table
    if place.startswith("file "):
        target = root / place.removeprefix("file ")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    elif place.startswith("remove "):
        (root / place.removeprefix("remove ")).unlink()
    elif place.startswith("["):
        _edit(root / "podcast.toml", lambda toml: _keys_into(toml, place, text))
    elif place in {"an episode", "two episodes"}:
        for name in ("one", "two")[: 1 if place == "an episode" else 2]:
            _edit(root / f"episodes/{name}.md", lambda old: _front_matter(old, text))
    elif place == "notes":
        _edit(
            root / "episodes/one.md", lambda old: old.partition("\n+++\n")[0] + f"\n+++\n\n{text}"
        )
    elif place.startswith("without "):
        _, name, of = place.split(" ", 2)
        count = 0 if of == "everywhere" else 1
        pattern = rf"^ *<{name}[ >/].*\n"
        _edit(
            root / "feed.xml", lambda old: re.sub(pattern, "", old, count=count, flags=re.MULTILINE)
        )
    elif place.startswith("sound "):
        shutil.copyfile(SOUNDS / text.strip(), root / place.removeprefix("sound "))
    elif place == "whole":
        (root / "feed.xml").write_bytes(text.encode().decode("unicode_escape").encode("latin-1"))
    elif place == "a feed":
        _edit(
            root / "feed.xml", lambda old: re.sub(r"<rss version=\"2.0\"", text.strip()[:-1], old)
        )
    elif place == "a channel":
        _edit(
            root / "feed.xml", lambda old: _tags_into(old, text, "  <channel>\n", "    <item>\n", 4)
        )
    elif place in {"an item", "two items"}:
        count = 1 if place == "an item" else 2
        _edit(
            root / "feed.xml",
            lambda old: _ITEM.sub(lambda item: _into_item(item[0], text), old, count=count),
        )
    else:
        raise ValueError(place)


def _edit(path: Path, change: object) -> None:
    assert callable(change)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def _keys_into(toml: str, table: str, text: str) -> str:
    """Keys of a table replaced or added, at the table's beginning."""
    names = set(_KEY.findall(text))
    if f"{table}\n" not in toml:
        return f"{toml}\n{table}\n{text}"
    before, rest = toml.split(f"{table}\n", 1)
    body, bracket, after = rest.partition("\n[")
    kept = [line for line in body.splitlines() if line.partition(" =")[0] not in names]
    return f"{before}{table}\n{text}" + "\n".join(kept) + f"\n{bracket}{after}"


def _front_matter(old: str, text: str) -> str:
    top, _, extra = text.partition("[extra]\n")
    front, _, body = old.removeprefix("+++\n").partition("\n+++\n")
    own, _, own_extra = front.partition("\n[extra]\n")
    for_top, for_extra = set(_KEY.findall(top)), set(_KEY.findall(extra))
    kept = [line for line in own.splitlines() if line.partition(" =")[0] not in for_top]
    kept_extra = [
        line for line in own_extra.splitlines() if line.partition(" =")[0] not in for_extra
    ]
    new = "\n".join(line for line in [*kept, top.rstrip("\n")] if line)
    new_extra = "\n".join([*kept_extra, extra.rstrip("\n")]).strip("\n")
    return f"+++\n{new}\n\n[extra]\n{new_extra}\n+++\n{body}"


def _tags_into(feed: str, text: str, begin: str, end: str, indent: int) -> str:
    names = set(_TAG.findall(text))
    before, rest = feed.split(begin, 1)
    body, _, after = rest.partition(end)
    kept = [line for line in body.splitlines(keepends=True) if not _is_one_of(line, names)]
    laid = "".join(f"{' ' * indent}{line}\n" for line in text.rstrip("\n").split("\n"))
    return before + begin + "".join(kept) + laid + end + after


def _into_item(item: str, text: str) -> str:
    return _tags_into(item, text, "    <item>\n", "    </item>\n", 6)


def _is_one_of(line: str, names: set[str]) -> bool:
    found = re.match(r"\s*<([\w:]+)", line)
    return found is not None and found[1] in names
