"""What a new show is made of: the files that are there, the settings, and a first episode."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podcastkit import values
from podcastkit.begin.episode_text import Line, episode_text
from podcastkit.begin.show_text import Table, show_table
from podcastkit.begin.survey import SOUNDS
from podcastkit.content import assets
from podcastkit.content.slugs import fault, slugify
from podcastkit.errors import AudioError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from podcastkit.begin.generator import Site
    from podcastkit.begin.show_text import Facts
    from podcastkit.begin.survey import Survey
    from podcastkit.inputs import Inputs

_COVER = re.compile(r"(?:cover|artwork|podcast|itunes|logo)[^/]*\.(?:jpe?g|png)", re.IGNORECASE)
_PICTURES = ("", "static", "static/images", "assets", "assets/images", "images", "public",
             "src/assets", "episodes")  # fmt: skip
_SOUND = re.compile(rf".+\.(?:{'|'.join(SOUNDS)})", re.IGNORECASE)
_OUTPUT = {"zola": "static", "hugo": "static", "astro": "public"}
_BELOW = 'Below: the show notes, in Markdown; under a heading "Transcript", what was said.'


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Files of the folder: ``sounds`` by path; ``taken`` are names where a feed would go.

    ``ignored`` is a line of ``.gitignore`` that would keep the lock out of git.
    """

    sounds: tuple[str, ...] = ()
    cover: str | None = None
    taken: frozenset[str] = frozenset()
    ignored: str | None = None

    def feed_name(self, preset: str) -> str:
        """The feed's file name: one that nothing has yet."""
        if preset not in _OUTPUT:
            return "feed.xml"
        names = ("podcast.xml", "podcast-feed.xml", "podcastkit.xml")
        return next((n for n in names if f"{_OUTPUT[preset]}/{n}" not in self.taken), names[-1])


def found_files(inputs: Inputs) -> Found:
    """Sounds here and in folders just below, a cover, and what stands in the way."""
    top = inputs.names("") or {}
    folders = ["", *sorted(n for n, folder in top.items() if folder and n[0] not in "._")]
    sounds = [
        f"{folder}/{name}" if folder else name
        for folder in folders
        for name, is_folder in sorted((inputs.names(folder) or {}).items())
        if not is_folder
        and _SOUND.fullmatch(name)
        and name[0] not in "._"
        and values.is_text(f"{folder}/{name}")
    ]
    covers = [
        f"{folder}/{name}" if folder else name
        for folder in _PICTURES
        for name, is_folder in sorted((inputs.names(folder) or {}).items())
        if not is_folder and _COVER.fullmatch(name) and values.is_text(name)
    ]
    covers.sort(key=lambda path: not path.rpartition("/")[2].lower().startswith("cover"))
    lines = (inputs.read(".gitignore") or b"").decode("utf-8", "replace").splitlines()
    ignored = [line.strip() for line in lines if line.strip() in {"*.lock", "podcast.lock"}]
    taken = {f"{f}/{n}" for f in set(_OUTPUT.values()) for n in inputs.names(f) or {}}
    return Found(
        sounds=tuple(sounds),
        cover=covers[0] if covers else None,
        taken=frozenset(taken),
        ignored=ignored[0] if ignored else None,
    )


def tables(
    site: Site, survey: Survey, files: Found, facts: Facts, inherited: Mapping[str, str | None]
) -> list[Table]:
    """All of ``podcast.toml``."""
    found = [show_table(facts, inherited=inherited, config=site.config), _content(site, survey)]
    specs: list[tuple[str, Any, str]] = [
        (name, spec[0] if len(spec) == 1 else list(spec), _counted(survey) if n == 0 else "")
        for n, (name, spec) in enumerate(survey.fields.items())
    ]
    if specs:
        about = "Where this site keeps things: podcastkit's name = the site's key."
        found.append(Table(name="fields", about=about, lines=specs))
    if survey.persons:
        people = [(role, key, "") for role, key in survey.persons.items()]
        found.append(Table(name="fields.persons", about="", lines=people))
    audio = _audio(site, survey, files)
    if audio:
        found.append(Table(name="audio", about="", lines=audio))
    found.append(_output(site, files))
    return found


def _counted(survey: Survey) -> str:
    counted = ", ".join(f"{key} in {count}" for key, count in survey.keys)
    return f"{counted} of {survey.pages} pages" if "episode_url" in survey.fields else ""


def _content(site: Site, survey: Survey) -> Table:
    folders = survey.episodes or ("episodes",)
    lines: list[tuple[str, Any, str]] = []
    if site.preset != "plain":
        lines.append(("preset", site.preset, f"{site.config or 'the generator'}'s habits"))
    one = folders[0] if len(folders) == 1 else list(folders)
    lines.append(("episodes", one, "the folders of the episodes' files"))
    if survey.static:
        lines.append(("static", survey.static, "what paths with a slash before them count from"))
    if site.permalink:
        lines.append(("permalink", site.permalink, "where their pages are"))
    return Table(name="content", about="", lines=lines)


def _audio(site: Site, survey: Survey, files: Found) -> list[tuple[str, Any, str]]:
    if site.preset != "plain":
        return (
            [("url", survey.audio_url, "where the sounds are served")] if survey.audio_url else []
        )
    lines: list[tuple[str, Any, str]] = []
    folders = dict.fromkeys(p.rpartition("/")[0] for p in files.sounds if "/" in p)
    folders.pop("episodes", None)
    folders |= dict.fromkeys(survey.local)
    if folders:
        lines.append(("local", list(folders), "sounds that an episode may name without a folder"))
    if not survey.with_sound or files.sounds:
        why = 'publish sounds of this folder beside their pages; else url = "https://…/"'
        lines.append(("copy", True, why))
    return lines


def _output(site: Site, files: Found) -> Table:
    folder = _OUTPUT.get(site.preset, "feed")
    lines = [("folder", folder, "what podcastkit writes")]
    if site.preset in _OUTPUT:
        lines = [("folder", folder, "what the generator publishes as it is")]
        lines.append(("feed", files.feed_name(site.preset), "beside the site's own feed"))
    return Table(name="output", about="", lines=lines)


def first_episode(root: Path, files: Found, *, as_of: dt.datetime) -> tuple[str, bytes, list[str]]:
    """A first episode's path and text, and what is left to do.

    Of the first sound that is there; without any, a file whose name begins with ``_``: it shows
    what an episode looks like, and is none.
    """
    date = as_of.date()
    broken = []
    for sound in files.sounds:
        try:
            title = _title(root / sound)
        except AudioError as error:
            why = str(error).removeprefix(f"{sound.rpartition('/')[2]}: ")
            broken.append(f"{sound} became no episode: {why}")
            continue
        slug = slugify(title) or "episode-1"
        slug = "episode-1" if fault(slug) or len(slug.encode()) > 100 else slug
        rest = len(files.sounds) - 1
        words = [f"look at episodes/{slug}.md: title, description, date"]
        if rest:
            words.append(
                f'for {rest} more ({files.sounds[1]} …): podcastkit new "Title" --audio FILE'
            )
        text = _episode(title, date, _written(sound))
        return f"episodes/{slug}.md", text, words
    text = _episode("What this one is about", date, "hello.mp3")
    more = len(broken) - 1
    words = [f"{broken[0]} (nor did {more} more)" if more else broken[0]] if broken else []
    words += ['write an episode like episodes/_example.md: podcastkit new "Title" --audio FILE']
    return "episodes/_example.md", text, words


def _written(sound: str) -> str:
    """A sound as an episode in ``episodes/`` names it."""
    return assets.as_written(sound.removeprefix("episodes/"))


def _title(path: Path) -> str:
    """The title in a sound's tags, else its name. Raises ``AudioError`` for what is no sound."""
    from podcastkit.audio import local

    sound = local.inspect(path)
    words = re.sub(r"[-_\s]+", " ", path.stem).strip()
    title = " ".join((sound.title or "").split()) or words[:1].upper() + words[1:]
    title = "".join(char for char in title if char.isprintable() or char in "\u200c\u200d")
    return title.encode("utf-8", "ignore").decode()[:200].strip() or "Episode 1"


def _episode(title: str, date: dt.date, sound: str) -> bytes:
    lines = [
        Line(key=("title",), value=title),
        Line(key=("date",), value=date),
        Line(key=("description",), value="", remark="one or two sentences, which apps show"),
        Line(key=("image",), value="cover.jpg", remark="a picture of its own, square", off=True),
        Line(key=("persons",), value=[{"name": "…", "role": "guest"}], off=True),
        Line(
            key=("extra", "episode_url"),
            value=sound,
            remark="its sound: a file, or an address that begins with https://",
        ),
    ]
    return episode_text("toml", lines, below=_BELOW)
