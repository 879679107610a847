"""Where an episode's page is: the preset's permalink, or the generator's own key for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from podcastkit import values
from podcastkit.content import eleventy_data, fields, site_slugs, slugs
from podcastkit.findings import Problem
from podcastkit.source import instant

if TYPE_CHECKING:
    from podcastkit.content.reader import Reader
    from podcastkit.source import Moment

BUT_THE_FEED = ": the feed would link to "
"""Between why an address is not known and what the feed says in its place."""

_Unknown = tuple[str, str, str]
"""An address that is not known: the file that gives it, the key there, and why (after "is")."""

_PLACEHOLDER = re.compile(r":([a-z_]+)")
_LIQUID = re.compile(r"\{[{%]")
_FILE_SLUG = re.compile(r"\{\{-?\s*page\.fileSlug\s*-?\}\}")
_TITLE_SLUG = re.compile(r"\{\{-?\s*title\s*\|\s*slug(?:ify)?\s*-?\}\}")
# Of other texts, Eleventy's two filters and its two languages of templates make different things.
_PLAIN_TITLE = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*", re.ASCII)
_PLAIN_SLUG = re.compile(r"[\w.-]+")


def page_of(reader: Reader, slug: str, moment: Moment | None) -> str:
    """The path of an episode's page below the site, without a slash before it.

    It ends in ``/`` where the page is a folder's index.
    """
    content = reader.project.content
    names = _names(reader, slug, moment)
    template = content.permalink
    if content.other_permalink and content.posts not in reader.place.path.split("/"):
        template = content.other_permalink
    own, unknown = _own_path(reader, names)
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
    path = "/".join(parts) + ("" if is_file or as_written else "/")
    if unknown is not None:
        _tell_unknown(reader, unknown, path)
    return path


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
        names |= _plain_names(reader)
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


def _own_path(reader: Reader, names: dict[str, str]) -> tuple[str | None, _Unknown | None]:
    """The path that the generator's own key gives, or where one stands that is not known here."""
    key = reader.project.content.path_key
    path, value = _own_value(reader, key) if key else ("", None)
    if key is None or values.is_empty(value):
        return None, None
    if value is eleventy_data.PROGRAM:
        why = "made by a program"
    elif not isinstance(value, str):
        why = f"{values.shown(value)}, and should be a path"
    else:
        filled = _filled_in(reader, value, names)
        if filled is not None:
            return filled, None
        why = f"{values.shown(value)}, which only the site's generator can fill in"
    return None, (path, key, why)


def _own_value(reader: Reader, key: str) -> tuple[str, Any]:
    """What the generator's own key says, and the file in which it does."""
    path, value = reader.place.path, _top(reader, key)
    if reader.project.content.slug_rule != "eleventy":
        return path, value
    computed = eleventy_data.of_table(reader.context.values)
    value = value if values.is_empty(computed) else computed
    if values.is_empty(value):
        return eleventy_data.permalink(reader.inputs, reader.place) or (path, None)
    return path, value


def _filled_in(reader: Reader, written: str, names: dict[str, str]) -> str | None:
    """A path as the generator fills it in; ``None`` where that is not known here."""
    rule = reader.project.content.slug_rule
    if rule == "hugo":
        return None if _PLACEHOLDER.search(written) else unquote(written)
    if rule == "jekyll":
        return _filled(reader, written, names)
    return _rendered(reader, written, names) if rule == "eleventy" else written


def _tell_unknown(reader: Reader, unknown: _Unknown, page: str) -> None:
    """Tell that the page's address is a guess, unless the author gives the whole of it."""
    path, key, why = unknown
    if reader.find("link") is not None:
        return
    if path == reader.place.path:
        reader.problem("PK034", f"{key} is {why}{BUT_THE_FEED}/{page}",
                       'say where the page is: link = "https://…"', (key,))  # fmt: skip
    elif not reader.project.content.own_permalink:
        # Told once for all pages of the folder, and at the file that says it.
        reader.problems.append(
            Problem(
                code="PK034",
                path=path,
                key=(key,) if path.endswith(".json") else None,
                message=f"{key} is {why}{BUT_THE_FEED}other addresses",
                hint='say where the pages are: permalink = "/…/{slug}/" in [content] of '
                f"{reader.project.path}",
            )
        )


def _rendered(reader: Reader, written: str, names: dict[str, str]) -> str | None:
    """An Eleventy permalink with what it surely puts there; ``None`` where that is not known."""
    title = _top(reader, "title")
    if _PLAIN_SLUG.fullmatch(names["slug"]):
        written = _FILE_SLUG.sub(names["slug"], written)
    if isinstance(title, str) and _PLAIN_TITLE.fullmatch(title.strip()):
        written = _TITLE_SLUG.sub(title.strip().lower().replace(" ", "-"), written)
    return None if _LIQUID.search(written) else written.removesuffix("index.html")


def _filled(reader: Reader, written: str, names: dict[str, str]) -> str | None:
    """A Jekyll permalink with its ``:placeholders``; ``None`` where one is not known here."""
    known = {**reader.context.names, **names}
    filling = {
        "title": known["slug"],
        "slug": known["page.plain_slug"],
        "name": known["page.plain_name"],
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


def _plain_names(reader: Reader) -> dict[str, str]:
    """Jekyll's ``:name`` and ``:slug``: the file's name with its date, and the slug without one."""
    base = reader.place.path.rpartition("/")[2].rpartition(".")[0]
    own = _top(reader, "slug")
    plain = str(own) if isinstance(own, str | int) else site_slugs.jekyll_name(base)[1]
    return {
        "page.plain_name": site_slugs.jekyll_plain_slug(base),
        "page.plain_slug": site_slugs.jekyll_plain_slug(plain),
    }


def _top(reader: Reader, key: str) -> Any:
    """A key of the front matter's own level."""
    table = reader.context.values
    if key in table:
        return table[key]
    folded = key.casefold()
    return next((table[name] for name in table if name.casefold() == folded), None)
