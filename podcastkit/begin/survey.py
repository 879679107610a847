"""Where a folder's pages keep their sounds and the rest, read off their front matter."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from podcastkit import values
from podcastkit.begin.served import Lost, served
from podcastkit.content import front_matter
from podcastkit.content.discover import FilePlace, discover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from podcastkit.begin.generator import Site
    from podcastkit.inputs import Inputs

SOUNDS = ("mp3", "m4a", "m4b", "mp4", "aac", "ogg", "oga", "opus", "wav", "flac")
_SOUND = re.compile(
    rf"[^\n<>\"{{}}]{{1,600}}\.(?:{'|'.join(SOUNDS)})(?:[?#][^\s<>\"]*)?", re.IGNORECASE
)
_BEST = re.compile(r"\.(?:mp3|m4a)(?:[?#]|$)", re.IGNORECASE)
_WORDS = re.compile(r"audio|enclosure|mp3|sound|podcast|episode_?url|media", re.IGNORECASE)
_PICTURE = re.compile(r"https?://\S+\.(?:jpe?g|png|webp)", re.IGNORECASE)
_MAX_PAGES = 20_000
_MAX_KEYS = 4
_DEEP = 6
_NOT_EPISODES = frozenset(
    {"_site", "_layouts", "_includes", "_sass", "_data", "_plugins", "_drafts", "_tmp"}
)
_FOLDERS = ("episodes", "episode", "podcast", "podcasts", "shows")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_name(value: Any) -> bool:
    """Whether a value names people in full: a bare word may be the name of a file."""
    several = value if isinstance(value, list) else [value]
    return bool(several) and all(
        (isinstance(one, str) and " " in one.strip())
        or (isinstance(one, dict) and {"name", "title"} & set(one))
        for one in several
    )


def _reads(reader: Callable[[Any], Any]) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        try:
            reader(value)
        except values.BadValueError:
            return False
        return True

    return fits


_OTHERS: tuple[tuple[str, tuple[str, ...], Callable[[Any], bool]], ...] = (
    ("episode", ("episode_number", "episodeNumber", "number", "ep"), _reads(values.integer)),
    ("season", ("season_number", "seasonNumber"), _reads(values.integer)),
    ("description", ("excerpt", "teaser", "lead", "blurb", "abstract"), _is_text),
    ("subtitle", ("tagline",), _is_text),
    ("date", ("pubDate", "publishDate", "published_at", "published"), _reads(values.moment)),
    ("updated", ("lastmod", "last_modified_at", "modified"), _reads(values.moment)),
    ("image", ("cover", "artwork", "episode_image", "thumbnail"),
     lambda value: isinstance(value, str) and _PICTURE.fullmatch(value) is not None),
)  # fmt: skip
_PEOPLE = (("host", ("hosts", "host")), ("guest", ("guests", "guest")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the pages of a folder hold.

    ``episodes`` are the folders of those with a sound, ``fields`` and ``persons`` what
    ``[fields]`` should say where podcastkit's own names are not used; ``audio_url`` is where the
    sounds of a static folder are served; ``local`` are folders in which an
    episode's sound is found by its name, and ``lost`` sounds that are neither addresses nor files.
    ``static`` is the folder that rooted paths count from, where the preset's is another;
    ``unread`` counts pages in MDX, which are programs.
    """

    pages: int = 0
    with_sound: int = 0
    episodes: tuple[str, ...] = ()
    keys: tuple[tuple[str, int], ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    persons: Mapping[str, str] = field(default_factory=dict)
    audio_url: str | None = None
    local: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()
    static: str | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    place: FilePlace
    values: Mapping[str, Any]
    sounds: Mapping[str, str]


def survey(inputs: Inputs, site: Site, traits: Mapping[str, Any], static: str | None) -> Survey:
    """Look at every page that may be an episode. ``traits`` and ``static`` are the preset's."""
    extra = traits.get("extra")
    astro = _patterns(inputs, site) if site.preset == "astro" else ()
    unread = sum(_mdx(inputs, folder) for folder in astro)
    pages = []
    count = 0
    for place in discover(
        inputs, _patterns(inputs, site), not_these=frozenset({"podcast.toml"}),
        leaf_bundles=traits.get("leaf_bundles", True),
    )[:_MAX_PAGES]:  # fmt: skip
        found = front_matter.parse(inputs.read(place.path) or b"", place.path).values
        if found is None:
            continue
        count += 1
        sounds = dict(_sounds(found, extra))
        if sounds:
            pages.append(_Page(place=place, values=found, sounds=sounds))
    own_static = _own_static(inputs, site, pages)
    if not pages:
        return Survey(
            pages=count, episodes=_first_folder(inputs, site), static=own_static, unread=unread
        )
    keys = _chosen(pages)
    said = {k: [(page.place, page.sounds[k]) for page in pages if k in page.sounds] for k in keys}
    found_at = served(inputs, site, said, own_static or static)
    specs = {} if found_at.specs == ("episode_url",) else {"episode_url": found_at.specs}
    return Survey(
        pages=count,
        with_sound=len(pages),
        episodes=_folders([_above(page.place) for page in pages]),
        keys=tuple((key, sum(key in page.sounds for page in pages)) for key in keys),
        fields={**specs, **_other_fields(pages, extra, site.preset)},
        persons=_persons(pages, extra),
        audio_url=found_at.url,
        local=found_at.local,
        lost=found_at.lost,
        static=own_static,
        unread=unread,
    )


def _mdx(inputs: Inputs, folder: str, deep: int = 0) -> int:
    """How many pages in MDX lie in a folder and below; links in a circle end somewhere."""
    there = inputs.names(folder) or {}
    count = sum(name.lower().endswith(".mdx") for name, below in there.items() if not below)
    below = [name for name, is_folder in there.items() if is_folder and deep < _DEEP]
    return count + sum(_mdx(inputs, f"{folder}/{name}", deep + 1) for name in below)


def _own_static(inputs: Inputs, site: Site, pages: Sequence[_Page]) -> str | None:
    """The folder that rooted paths count from, where it is not the preset's.

    Eleventy copies what lies in its folder of input to the same path without that folder, when it
    is told to; one that its settings copy to the root is taken unless sounds lie elsewhere.
    """
    if site.preset != "eleventy":
        return None
    folders = [folder for folder in (site.static, site.input) if folder]
    found = next((f for f in (*folders, ".") if _is_static(inputs, pages, f)), site.static)
    return None if found == "." else found


def _is_static(inputs: Inputs, pages: Sequence[_Page], static: str) -> bool:
    """Whether rooted paths of sounds mean files of this folder."""
    paths = [text for page in pages for text in page.sounds.values() if text.startswith("/")]
    return any(".." not in p.split("/") and inputs.is_file(f"{static}{p}") for p in paths)


def _patterns(inputs: Inputs, site: Site) -> tuple[str, ...]:
    """Where the generator keeps its pages."""
    if site.preset in {"zola", "hugo"}:
        return ("content",)
    if site.preset == "astro":
        return ("src/content", "src/data", "src/pages")
    if site.preset == "jekyll":
        top = inputs.names("") or {}
        own = [n for n, folder in top.items() if folder and n[0] == "_" and n not in _NOT_EPISODES]
        return (*sorted(own), "**/_posts/**")
    return (site.input or ".",)


def _first_folder(inputs: Inputs, site: Site) -> tuple[str, ...]:
    """Where the first episode of a show would go."""
    base = {"zola": "content", "hugo": "content", "astro": "src/content"}.get(site.preset)
    base = site.input if site.preset == "eleventy" else base
    if site.preset == "jekyll":
        return ("_posts",)
    there = inputs.names(base or "") or {}
    name = next((name for name in _FOLDERS if there.get(name)), _FOLDERS[0])
    return (f"{base}/{name}" if base else name,)


def _above(place: FilePlace) -> str:
    return place.folder.rpartition("/")[0] if place.bundle else place.folder


def _leaves(value: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _leaves(below, (*above, str(key)))
    elif isinstance(value, list):
        for number, below in enumerate(value[:_MAX_KEYS]):
            yield from _leaves(below, (*above, str(number)))
    else:
        yield above, value


def _sounds(table: Mapping[str, Any], extra: str | None) -> Iterator[tuple[str, str]]:
    """Dotted keys whose values are addresses or paths of sounds."""
    for path, value in _leaves(table):
        if not isinstance(value, str) or any("." in part for part in path):
            continue
        text = value.strip()
        web = text.startswith(("https://", "http://"))
        if _SOUND.fullmatch(text) or (web and _WORDS.search(path[-1]) and _is_address(text)):
            yield ".".join(path[1:] if extra and path[0] == extra else path), text


def _is_address(text: str) -> bool:
    """Whether a text is one address, and none of a page or a picture."""
    path = text.partition("?")[0].lower()
    return not re.search(r"\s|\.(?:html?|jpe?g|png|svg|webp|xml|rss|pdf|vtt|srt|json)$|/$", path)


def _chosen(pages: Sequence[_Page]) -> tuple[str, ...]:
    """As few keys as name the sounds of all pages, the most used first."""
    left = list(pages)
    chosen: list[str] = []
    while left and len(chosen) < _MAX_KEYS:
        count: Counter[str] = Counter()
        for page in left:
            for key, text in page.sounds.items():
                # A directory wants MP3 or M4A where a page has both.
                count[key] += 3 if _BEST.search(text) else 2
        best = min(count, key=lambda key: (-count[key], key != "episode_url", key.count("."), key))
        chosen.append(best)
        left = [page for page in left if best not in page.sounds]
    return tuple(chosen)


def _value(page: _Page, key: str, extra: str | None) -> Any:
    """A key of the front matter's own level or of the author's table."""
    below = page.values.get(extra) if extra else None
    for table in (page.values, below if isinstance(below, dict) else {}):
        if key in table and not values.is_empty(table[key]):
            return table[key]
    return None


def _other_fields(
    pages: Sequence[_Page], extra: str | None, preset: str
) -> dict[str, tuple[str, ...]]:
    """Other things under other names, where most pages have them and podcastkit's own are free."""
    found: dict[str, tuple[str, ...]] = {}
    for name, others, fits in _OTHERS:
        known = {"hugo": {"date", "updated"}, "astro": {"date"}}.get(preset, set())
        if name in known or any(_value(page, name, extra) is not None for page in pages):
            continue
        for other in others:
            said = [v for page in pages if (v := _value(page, other, extra)) is not None]
            if len(said) * 2 >= len(pages) and all(map(fits, said)):
                found[name] = (other,)
                break
    return found


def _persons(pages: Sequence[_Page], extra: str | None) -> dict[str, str]:
    if any(_value(page, "persons", extra) is not None for page in pages):
        return {}
    found = {}
    for role, keys in _PEOPLE:
        for key in keys:
            said = [v for page in pages if (v := _value(page, key, extra)) is not None]
            if said and all(map(_is_name, said)):
                found[role] = key
                break
    return found


def _folders(above: Sequence[str]) -> tuple[str, ...]:
    """The folder that all lie in; where that is the whole site, those just below it."""
    common = _common(above)
    if common:
        return (common,)
    groups: dict[str, list[str]] = {}
    for folder in above:
        groups.setdefault(folder.partition("/")[0], []).append(folder)
    if "" in groups:
        return (".",)
    return tuple(sorted(_common(folders) for folders in groups.values()))


def _common(folders: Sequence[str]) -> str:
    parts = [folder.split("/") for folder in folders]
    shared: list[str] = []
    for names in zip(*parts, strict=False):
        if len(set(names)) != 1:
            break
        shared.append(names[0])
    return "/".join(shared)
