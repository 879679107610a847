"""How a show writes its episodes: form, names and keys, as its newest ones have them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from podcastkit.content import fields
from podcastkit.content.slugs import slugify
from podcastkit.content.source_fields import AUDIO_KEYS
from podcastkit.values import is_empty

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from podcastkit.project import Project

T = TypeVar("T")
Path = tuple[str, ...]

INDEXES = ("index.md", "index.markdown", "index.toml")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?:[-_ ]|$)", re.ASCII)
_NUMBERED = re.compile(r"(?P<word>\D{0,20}?)(?P<number>\d{1,6})(?P<rest>[-_. ].*)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NATIVE = {
    "zola": frozenset({"title", "description", "date", "updated", "draft", "slug"}),
    "hugo": frozenset({"title", "description", "date", "draft", "slug", "summary", "lastmod"}),
}
"""What the generator itself reads at the front matter's own level; all else is the author's."""
_COPIED = frozenset({"explicit", "type", "license", "block", "persons", "season_name"})
_OWN = (
    "title", "date", "slug", "guid", "episode_url", "link", "description", "summary", "subtitle",
    "updated", "bytes", "duration", "season", "episode", "episode_display", "itunes_title", "image",
    "image_alt", "draft", "chapters", "transcript", "soundbites", "alternate_enclosures",
    "social_interact", "value", "txt", "location",
)  # fmt: skip
_FOLDERS = ("episodes", "episode", "podcast", "podcasts", "shows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An episode that is there: its front matter in one of the forms (``file``: a .toml file).

    ``date`` is when it was published, in the show's zone. ``remarks`` are keys that stand in its
    front matter as remarks.
    """

    path: str
    form: str
    values: Mapping[str, Any]
    date: dt.date | None = None
    crlf: bool = False
    remarks: frozenset[str] = frozenset()

    @property
    def bundle(self) -> bool:
        """Whether the episode is a folder with its text in an index."""
        return self.path.rpartition("/")[2] in INDEXES

    @property
    def name(self) -> str:
        """Its file's name without suffix, or its folder's."""
        parts = self.path.split("/")
        if self.bundle and len(parts) > 1:
            return parts[-2]
        return parts[-1].rpartition(".")[0]

    @property
    def folder(self) -> str:
        """The folder in which episodes lie."""
        return "/".join(self.path.split("/")[: -2 if self.bundle else -1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """Names that count: ``ep012-a-title`` has the word ``ep``, width 3 and the separator ``-``.

    ``titled`` says that a title follows.
    """

    word: str
    width: int
    separator: str
    titled: bool

    def name(self, number: int, slug: str) -> str:
        """The name of the episode with this number."""
        return f"{self.word}{number:0{self.width}}" + (
            f"{self.separator}{slug}" if self.titled else ""
        )

    def number_of(self, name: str) -> int | None:
        """The number of another name of this kind."""
        found = _NUMBERED.fullmatch(undated(name))
        return int(found["number"]) if found and found["word"] == self.word else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How the next episode is written. ``dated`` names begin with the date."""

    form: str
    index: str | None
    suffix: str
    folder: str
    dated: bool
    numbering: Numbering | None
    crlf: bool = False
    constants: Mapping[Path, Any] = field(default_factory=dict)


def undated(name: str) -> str:
    """A name without the date before it."""
    found = _DATED.match(name)
    return name[found.end() :] if found else name


def habits_of(project: Project, examples: Sequence[Example], folders: Iterable[str]) -> Habits:
    """What the newest episodes have in common, newest first; without any, what the preset says.

    ``folders`` are those below the folder that ``[content] episodes`` names.
    """
    preset = project.content.preset
    if not examples:
        base, index = _base(project, tuple(folders))
        return Habits(
            form="yaml" if preset in {"jekyll", "eleventy", "astro"} else "toml",
            index=index,
            suffix=".md",
            folder=base,
            dated="_posts" in base.split("/"),
            numbering=None,
        )
    form, bundle, name = _usual(examples, lambda e: (e.form, e.bundle, e.path.rpartition("/")[2]
                                if e.bundle else "." + e.path.rpartition(".")[2]))  # fmt: skip
    return Habits(
        form=form,
        index=name if bundle else None,
        suffix="" if bundle else name,
        folder=_usual(examples, lambda e: e.folder),
        dated=_usual(examples, lambda e: _DATED.match(e.name) is not None),
        numbering=_numbering(project, examples),
        crlf=_usual(examples, lambda e: e.crlf),
        constants=_constants(project, examples),
    )


def folder_for(habits: Habits, examples: Sequence[Example], date: dt.date) -> str:
    """The folder of an episode of ``date``: where folders are years, that of its year."""
    above, _, last = habits.folder.rpartition("/")
    dates = [example.date for example in examples if example.folder == habits.folder]
    if _YEAR.fullmatch(last) and any(seen and str(seen.year) == last for seen in dates):
        return f"{above}/{date.year}" if above else str(date.year)
    return habits.folder


def _usual(examples: Sequence[Example], what: Callable[[Example], T]) -> T:
    """What most examples have; of equals the newest one's."""
    return Counter(map(what, examples)).most_common(1)[0][0]


def _base(project: Project, folders: tuple[str, ...]) -> tuple[str, str | None]:
    """Where a first episode goes, and its file's name where the pattern wants folders."""
    pattern = project.content.episodes[0].strip("/") if project.content.episodes else "episodes"
    parts = [part for part in pattern.split("/") if part != "."]
    fixed = next((n for n, part in enumerate(parts) if set(part) & set("*?[")), len(parts))
    last = parts[-1] if parts else ""
    index = last if last in INDEXES else None
    if fixed == len(parts) and last.endswith((".md", ".markdown", ".toml")):
        fixed -= 1
    base = "/".join(parts[:fixed])
    if base == "" or (base in project.content.roots and base != "episodes"):
        # The root of a whole site: episodes have a section of their own.
        own = next((name for name in _FOLDERS if name in folders), _FOLDERS[0])
        return (f"{base}/{own}" if base else own), index
    return base, index


def _numbering(project: Project, examples: Sequence[Example]) -> Numbering | None:
    """How names count, where all of the examples do, and not because their titles do."""
    if any(slugify(_title(project, e)) == undated(e.name) for e in examples):
        return None
    found = [_NUMBERED.fullmatch(undated(example.name)) for example in examples]
    words = {match["word"] for match in found if match}
    if not all(found) or len(words) != 1 or not found[0]:
        return None
    if len(found) > 1 and len({match["number"] for match in found if match}) == 1:
        return None
    rest = found[0]["rest"] or ""
    number = found[0]["number"]
    padded = any(match["number"].startswith("0") for match in found if match)
    return Numbering(
        word=found[0]["word"],
        width=len(number) if padded else 1,
        separator=rest[:1] or "-",
        titled=bool(rest),
    )


def _title(project: Project, example: Example) -> str:
    key = key_of(project, "title", [example])
    value: Any = example.values
    for name in key or ():
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def key_of(project: Project, name: str, examples: Sequence[Example] = ()) -> Path | None:
    """Where an episode's file keeps a thing; ``None`` where it does not stand in the file.

    As the examples have it, else as ``[fields]`` says, else under its own name.
    """
    default = AUDIO_KEYS if name == "episode_url" else (name,)
    specs = project.fields.get(name, default)
    keys = [spec for spec in specs if not fields.is_template(spec)]
    extra = project.content.extra
    for example in examples:
        context = fields.Context(values=example.values, data={}, names={}, extra=extra)
        for spec in keys:
            found = fields.look_up(context, spec)
            if found is not None and found.key and all(isinstance(k, str) for k in found.key):
                return tuple(map(str, found.key))
    if not keys:
        return None
    if name == "episode_url" and specs == AUDIO_KEYS:
        return (extra or "extra", name) if _is_apart(project) else (name,)
    own = tuple(keys[0].split("."))
    if extra is None or own[0] == extra or own[0] in _NATIVE.get(project.content.preset, ()):
        return own
    return (extra, *own)


def _is_apart(project: Project) -> bool:
    """Whether the sound stands in a table for the author's own keys."""
    return project.content.extra is not None or project.content.preset == "plain"


def uses(project: Project, name: str, examples: Sequence[Example]) -> bool:
    """Whether one of the examples has a thing in its file."""
    return any(
        fields.look_up(_context(project, example), spec)
        for example in examples
        for spec in _keys(project, name)
    )


def keeps(project: Project, name: str, examples: Sequence[Example]) -> bool:
    """Whether one of the examples has a place for a thing: its key, though empty, or a remark."""
    return any(
        spec.rpartition(".")[2] in example.remarks
        or fields.stands(_context(project, example), spec) is not None
        for example in examples
        for spec in _keys(project, name)
    )


def _keys(project: Project, name: str) -> list[str]:
    specs = project.fields.get(name, (name,))
    return [spec for spec in specs if not fields.is_template(spec)]


def _context(project: Project, example: Example) -> fields.Context:
    extra = project.content.extra
    return fields.Context(values=example.values, data={}, names={}, extra=extra)


def _constants(project: Project, examples: Sequence[Example]) -> dict[Path, Any]:
    """What all examples say alike, and is not told of each anew: a layout, the hosts."""
    if len(examples) < 2:
        return {}
    taken = {key_of(project, name, examples) for name in _OWN}
    own = {name for name in _OWN if name not in project.fields}
    first, *others = (dict(_leaves(example.values)) for example in examples)
    return {
        key: value
        for key, value in first.items()
        if key not in taken
        and (key[-1] not in own or key[-1] in _COPIED)
        and all(key in other and other[key] == value for other in others)
    }


def _leaves(table: Mapping[str, Any], above: Path = ()) -> list[tuple[Path, Any]]:
    found: list[tuple[Path, Any]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _leaves(value, (*above, key))
        elif not is_empty(value) and _is_simple(value):
            found.append(((*above, key), value))
    return found


def _is_simple(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str | int) for item in value)
    return isinstance(value, str | bool | int)


def holes_of(project: Project) -> tuple[str, tuple[str, ...]] | None:
    """The template of a sound's address and those of its holes that the front matter fills.

    ``None`` where a key says it as it is.
    """
    specs = project.fields.get("episode_url", AUDIO_KEYS)
    template = specs[0] if specs and all(map(fields.is_template, specs)) else None
    if template is None:
        return None
    known = {"slug", "year", "month", "day"} | set(project.content.data)
    keys = [
        hole
        for hole in fields.holes(template)
        if hole.split(".")[0] not in known and not hole.startswith("page.")
    ]
    return template, tuple(dict.fromkeys(keys))


def fill_holes(template: str, holes: Sequence[str], written: str) -> dict[str, str] | None:
    """What the holes must say for the template to give ``written``; ``None`` where none do."""
    pattern, seen = "", set()
    for part in re.split(r"(\{[^{}]+\})", template):
        name = part[1:-1].partition(":")[0].strip() if part.startswith("{") else None
        if name is None:
            pattern += re.escape(part)
        elif name in seen:
            pattern += f"(?P=h{holes.index(name)})"
        elif name in holes:
            seen.add(name)
            pattern += f"(?P<h{holes.index(name)}>[^?#]+?)"
        else:
            pattern += r"[^?#]*?"
    found = re.fullmatch(pattern, written)
    if found is None:
        return None
    return {hole: found[f"h{number}"] for number, hole in enumerate(holes)}
