"""Where an episode's page is: the preset's permalink, or the generator's own key for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from podcastkit import values
from podcastkit.content import fields, site_slugs, slugs
from podcastkit.findings import Problem
from podcastkit.source import instant

if TYPE_CHECKING:
    from podcastkit.content.reader import Reader
    from podcastkit.source import Moment

_PLACEHOLDER = re.compile(r":([a-z_]+)")
_LIQUID = re.compile(r"\{[{%]")


def page_of(reader: Reader, slug: str, moment: Moment | None) -> str:
    """The path of an episode's page below the site, without a slash before it.

    It ends in ``/`` where the page is a folder's index.
    """
    content = reader.project.content
    names = _names(reader, slug, moment)
    template = content.permalink
    if content.other_permalink and content.posts not in reader.place.path.split("/"):
        template = content.other_permalink
    own = _own_path(reader, names)
    filled = own or fields.fill(reader.context, template, encode=False, names=names)
    if filled is None:
        _tell_empty_hole(reader, template, names)
    parts = [part for part in (filled or slug).split("/") if part not in {"", ".", ".."}]
    why = next((fault for fault in map(slugs.fault, parts) if fault), None)
    if not parts or why:
        reader.problem("PK026", f'the path of its page, "{filled}", has a part that {why}',
                       "mend [content] permalink or the episode's slug", ())  # fmt: skip
        return f"{slug}/"
    is_file = parts[-1].endswith((".html", ".htm"))
    if own is not None and content.slug_rule == "hugo":
        is_file = "." in parts[-1]
    as_written = content.as_written and not (filled or "/").endswith("/")
    return "/".join(parts) + ("" if is_file or as_written else "/")


def _tell_empty_hole(reader: Reader, template: str, names: dict[str, str]) -> None:
    """Told once for all episodes, where the template stands."""
    import difflib

    known = {*names, *(name for name, text in reader.context.names.items() if text)}
    empty = [
        hole
        for hole in fields.holes(template)
        if hole not in known and fields.look_up(reader.context, hole) is None
    ]
    for hole in empty:
        near = difflib.get_close_matches(hole, sorted(known | reader.context.folded), n=1)
        reader.problems.append(
            Problem(
                code="PK032",
                path=reader.project.path,
                key=("content", "permalink"),
                message=f"{{{hole}}} of the permalink is empty in an episode, whose page gets its "
                "slug for a path",
                hint=f"did you mean {{{near[0]}}}?" if near else "use a key that all episodes have",
            )
        )


def _names(reader: Reader, slug: str, moment: Moment | None) -> dict[str, str]:
    """The holes that a permalink fills in its own way, and that may be empty in it."""
    content, place = reader.project.content, reader.place
    section = place.section(content.roots)
    names = {"slug": slug}
    if content.slug_rule == "hugo":
        section = "/".join(map(site_slugs.hugo_segment, section.split("/")))
    elif content.slug_rule == "astro":
        section = "/".join(map(site_slugs.astro_slug, section.split("/")))
    elif content.slug_rule == "eleventy":
        above, _, last = section.rpartition("/")
        section = above if last == place.name and not place.bundle else section
    elif content.slug_rule == "jekyll":
        folders = section.split("/")
        if content.posts in folders:
            section = "/".join(folders[: folders.index(content.posts)])
        section = section.removeprefix("_")
        names["categories"] = "/".join(_categories(reader, section))
        names["page.path"] = place.path.rpartition(".")[0].removeprefix("_")
        names |= _local_date(reader, moment)
    return {**names, "page.section": section}


def _categories(reader: Reader, section: str) -> list[str]:
    """The folders above a post, then the front matter's categories; in lower case, each once."""
    found = [part for part in section.split("/") if part]
    for key, many in (("categories", True), ("category", False)):
        value = _top(reader, key)
        if isinstance(value, str):
            value = value.split() if many else [value]
        items = value if isinstance(value, list) else [value]
        found += [
            str(item).lower() if isinstance(item, bool) else str(item)
            for item in items
            if isinstance(item, str | int | float)
        ]
    return list(dict.fromkeys(item.lower() for item in found))


def _local_date(reader: Reader, moment: Moment | None) -> dict[str, str]:
    """A date with a zone of its own, as the site's zone has it."""
    content = reader.project.content
    if moment is None or moment.offset is None:
        return {}
    zone = ZoneInfo(content.timezone)
    try:
        there = instant(moment, zone, content.publish_time).astimezone(zone).date()
    except OverflowError:
        return {}
    return dict(zip(("year", "month", "day"), there.isoformat().split("-"), strict=True))


def _own_path(reader: Reader, names: dict[str, str]) -> str | None:
    """The path that the front matter gives in the generator's own key."""
    content = reader.project.content
    key = content.path_key
    value = _top(reader, key) if key else None
    if key is None or values.is_empty(value):
        return None
    why = None
    if not isinstance(value, str):
        why = f"{values.kind(value)}, and should be a path"
    elif content.slug_rule == "hugo":
        if _PLACEHOLDER.search(value):
            why = f"{values.shown(value)}, which only the site's generator can fill in"
        value = unquote(value)
    elif content.slug_rule == "jekyll":
        value = _filled(reader, value, names)
        if value is None:
            why = "a path with a placeholder that only the site's generator knows"
    elif content.slug_rule == "eleventy":
        if _LIQUID.search(value):
            why = f"{values.shown(value)}, which only the site's generator can fill in"
        value = value.removesuffix("index.html")
    if why is None:
        return str(value)
    error = values.BadValueError(why, 'say where the page is: link = "https://…"')
    reader.bad(key, (key,), error)
    return None


def _filled(reader: Reader, written: str, names: dict[str, str]) -> str | None:
    """A Jekyll permalink with its ``:placeholders``; ``None`` where one is not known here."""
    place = reader.place
    known = {**reader.context.names, **names}
    base = place.path.rpartition("/")[2].rpartition(".")[0]
    title = _top(reader, "slug")
    plain = str(title) if isinstance(title, str | int) else site_slugs.jekyll_name(base)[1]
    filling = {
        "title": known["slug"],
        "slug": site_slugs.jekyll_plain_slug(plain),
        "name": site_slugs.jekyll_plain_slug(base),
        "categories": known["categories"],
        "year": known["year"],
        "month": known["month"],
        "day": known["day"],
        "short_year": known["year"][2:],
        "i_month": known["month"].lstrip("0"),
        "i_day": known["day"].lstrip("0"),
        "output_ext": ".html",
    }
    unknown = [name for name in _PLACEHOLDER.findall(written) if name not in filling]
    return None if unknown else _PLACEHOLDER.sub(lambda found: filling[found[1]], written)


def _top(reader: Reader, key: str) -> Any:
    """A key of the front matter's own level."""
    table = reader.context.values
    if key in table:
        return table[key]
    folded = key.casefold()
    return next((table[name] for name in table if name.casefold() == folded), None)
