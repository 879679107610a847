"""Which site generator a folder belongs to, and what its settings say of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from podcastkit.content.data_files import read_data
from podcastkit.errors import DiskError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from podcastkit.inputs import Inputs

_JOINERS = "\u200c\u200d"
_ENDINGS = ("toml", "yaml", "yml", "json")
_HUGO = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in _ENDINGS
)
_JEKYLL = ("_config.yml", "_config.yaml", "_config.toml")
_SCRIPTS = ("js", "mjs", "cjs", "ts", "mts")
_ELEVENTY = (".eleventy.js", *(f"eleventy.config.{ending}" for ending in _SCRIPTS))
_ASTRO = tuple(f"astro.config.{ending}" for ending in _SCRIPTS)
_ABOUT = tuple(
    f"{folder}_data/{name}.json"
    for folder in ("", "src/", "content/")
    for name in ("site", "metadata", "meta")
)
_TO_ROOT = re.compile(
    r"""addPassthroughCopy\(\s*\{[^}]*?(["'])([^"'*]+)\1\s*:\s*(["'])(?:\./|/|\.)?\3"""
)
_JEKYLL_STYLES = {
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
}
_JEKYLL_HOLES = {
    "categories": "{categories}", "year": "{year}", "month": "{month}", "day": "{day}",
    "title": "{slug}", "name": "{page.plain_name}", "slug": "{page.plain_slug}",
    "output_ext": ".html",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A generator by its preset, and the file that told of it (``None`` for a plain folder).

    ``input`` is the folder of its pages where its settings name one, ``static`` one that is served
    at ``/`` beside the preset's own; ``permalink`` the pattern of
    addresses in podcastkit's words, where it could be told; ``written`` that of the settings, and
    ``collections`` those of Jekyll's collections. ``todo`` are things to look at.
    """

    preset: str = "plain"
    config: str | None = None
    title: str | None = None
    description: str | None = None
    link: str | None = None
    language: str | None = None
    author: str | None = None
    input: str | None = None
    static: str | None = None
    permalink: str | None = None
    written: str | None = None
    collections: Mapping[str, str] = field(default_factory=dict)
    todo: tuple[str, ...] = ()


def recognise(inputs: Inputs) -> Site:
    """The site that lies in a folder; a ``Site`` of preset plain where none does.

    Raises ``DiskError`` for settings in TOML or YAML that cannot be read: what they would tell is
    not to be guessed.
    """
    for look in (_zola, _hugo, _jekyll, _eleventy, _astro):
        found = look(inputs)
        if found is not None:
            return found
    return Site()


def _table(inputs: Inputs, path: str) -> dict[str, Any] | None:
    """A settings file as a table; ``None`` where none is. Broken JSON says nothing."""
    data = inputs.read(path)
    if data is None:
        return None
    value, problems = read_data(data, path)
    if problems and not path.endswith(".json"):
        at = f" in line {problems[0].line}" if problems[0].line else ""
        raise DiskError(
            f"{path} cannot be read{at}: {problems[0].message}. If it is the site's, mend it "
            "first; else name the generator: --preset"
        )
    return value if isinstance(value, dict) else {}


def _text(table: Mapping[str, Any], *keys: str) -> str | None:
    """The first text of these dotted keys, whatever their case."""
    for key in keys:
        value: Any = table
        for name in key.split("."):
            folded = {k.casefold(): v for k, v in value.items()} if isinstance(value, dict) else {}
            value = folded.get(name.casefold())
        if isinstance(value, str) and value.strip():
            text = " ".join(value.split())
            return "".join(c for c in text if c.isprintable() or c in _JOINERS).strip() or None
    return None


def _address(written: str | None) -> str | None:
    """An address without slashes at its end; ``None`` for what is none, or is of this machine."""
    if written is None or not written.startswith(("https://", "http://")):
        return None
    if re.match(r"https?://(localhost|127\.|\[::1\]|example\.)", written):
        return None
    return written.rstrip("/")


def _language(written: str | None) -> str | None:
    return written.replace("_", "-").partition(".")[0] if written else None


def _zola(inputs: Inputs) -> Site | None:
    for path in ("zola.toml", "config.toml"):
        table = _table(inputs, path)
        if table is not None and "base_url" in table:
            return Site(
                preset="zola",
                config=path,
                title=_text(table, "title"),
                description=_text(table, "description"),
                link=_address(_text(table, "base_url")),
                language=_text(table, "default_language") or "en",
                author=_text(table, "author", "extra.author", "extra.author.name"),
            )
    return None


def _hugo(inputs: Inputs) -> Site | None:
    for path in _HUGO:
        table = _table(inputs, path)
        if table is None or not (_is_hugos(path) or _text(table, "baseURL")):
            continue
        todo: tuple[str, ...] = ()
        if any(key.casefold() == "permalinks" for key in table):
            todo = ("look at [content] permalink: Hugo's own [permalinks] are not read",)
        return Site(
            preset="hugo",
            config=path,
            title=_text(table, "title"),
            description=_text(table, "params.description", "description"),
            link=_address(_text(table, "baseURL")),
            language=_language(_text(table, "languageCode", "locale", "defaultContentLanguage")),
            author=_text(table, "params.author", "params.author.name", "author.name"),
            todo=todo,
        )
    return None


def _is_hugos(path: str) -> bool:
    return path.rpartition("/")[2].startswith("hugo.")


def _jekyll(inputs: Inputs) -> Site | None:
    for path in _JEKYLL:
        table = _table(inputs, path)
        if table is not None:
            link = _address(_text(table, "url"))
            return Site(
                preset="jekyll",
                config=path,
                title=_text(table, "title", "name"),
                description=_text(table, "description"),
                link=link and _address(link + "/" + (_text(table, "baseurl") or "").strip("/")),
                language=_language(_text(table, "lang", "locale", "language")),
                author=_text(table, "author", "author.name"),
                written=_text(table, "permalink"),
                collections=_collections(table),
                **_jekyll_permalink(_text(table, "permalink")),
            )
    return None


def _jekyll_permalink(written: str | None) -> dict[str, Any]:
    """Jekyll's pattern in podcastkit's words; its default is the preset's own."""
    if written is None or written == "date":
        return {}
    pattern = _JEKYLL_STYLES.get(written, written)
    unknown = [name for name in re.findall(r":([a-z_]+)", pattern) if name not in _JEKYLL_HOLES]
    if unknown or not pattern.startswith("/"):
        return {"todo": (f"look at [content] permalink: Jekyll's {written} is not known here",)}
    return {"permalink": re.sub(r":([a-z_]+)", lambda m: _JEKYLL_HOLES[m[1]], pattern)}


def _collections(table: Mapping[str, Any]) -> dict[str, str]:
    """The permalinks of Jekyll's collections, as they are written."""
    told = table.get("collections")
    names = told if isinstance(told, dict) else {}
    found = {str(name): _text(names, f"{name}.permalink") for name in names if "." not in str(name)}
    return {name: written for name, written in found.items() if written}


def with_episodes(site: Site, folders: Sequence[str]) -> Site:
    """The site, with the addresses of the pages in ``folders``: in Jekyll, collections differ.

    One collection's own pattern is taken; of several, or beside posts, one pattern cannot tell.
    """
    posts = all("_posts" in folder.split("/") for folder in folders)
    if site.preset != "jekyll" or posts or any(folder[:1] != "_" for folder in folders):
        return site
    names = sorted({folder.partition("/")[0].removeprefix("_") for folder in folders})
    if len(names) > 1:
        own = [f"{name} ({site.collections[name]})" for name in names if name in site.collections]
        words = f"look at [content] permalink: it is one for all, also for {' and '.join(own)}"
        return replace(site, todo=(*site.todo, words)) if own else site
    written = site.collections.get(names[0])
    bare = replace(site, permalink=None, todo=())
    if written is None:
        # Of the pattern for posts, a collection has the slash at the end alone.
        slash = site.written is not None and (site.written == "pretty" or site.written[-1] == "/")
        return replace(bare, permalink="/{page.path}/" if slash else None)
    # Jekyll's own pattern for a collection begins so: it is the path without the "_".
    named = re.sub(r":collection/:path\b", "{page.path}", written)
    named = named.replace(":collection", names[0]).replace(":output_ext", ".html")
    return replace(bare, **_jekyll_permalink(named))


def _script(inputs: Inputs, paths: Iterable[str]) -> tuple[str, str] | None:
    for path in paths:
        data = inputs.read(path)
        if data is not None:
            return path, data.decode("utf-8", "replace")
    return None


def _quoted(text: str, key: str) -> str | None:
    """The text that a script gives to a key, where it stands there as it is."""
    found = re.search(rf"\b{key}\s*:\s*([\"'])([^\"'\n]+)\1", text)
    return found[2] if found else None


def _eleventy(inputs: Inputs) -> Site | None:
    script = _script(inputs, _ELEVENTY)
    if script is None:
        return None
    path, text = script
    about = next((t for p in _ABOUT if (t := _table(inputs, p))), {})
    folder = (_quoted(text, "input") or "").strip("./") or None
    return Site(
        preset="eleventy",
        config=path,
        title=_text(about, "title", "name"),
        description=_text(about, "description"),
        link=_address(_text(about, "url", "baseUrl")),
        language=_language(_text(about, "language", "lang")),
        author=_text(about, "author.name", "author"),
        input=folder if folder and (inputs.names(folder) is not None) else None,
        static=_passed_through(inputs, text),
        todo=(f'let {path} copy the feed: eleventyConfig.addPassthroughCopy("feed")',),
    )


def _passed_through(inputs: Inputs, script: str) -> str | None:
    """The folder that Eleventy copies to the root of the site: ``{ "./public/": "/" }``."""
    for found in _TO_ROOT.finditer(script):
        folder = found[2].removeprefix("./").strip("/")
        if folder and ".." not in folder.split("/") and inputs.names(folder) is not None:
            return folder
    return None


def _astro(inputs: Inputs) -> Site | None:
    script = _script(inputs, _ASTRO)
    if script is None:
        return None
    path, text = script
    link = _address(_quoted(text, "site"))
    base = (_quoted(text, "base") or "").strip("/")
    return Site(
        preset="astro",
        config=path,
        link=f"{link}/{base}" if link and base else link,
        permalink="/{page.section}/{slug}/",
        todo=("look at [content] permalink: only the site's own code says where its pages are",),
    )
