"""``podcast.toml`` to a ``Project``: checked, with the preset's and the site's defaults."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from podcastkit.findings import Problem
from podcastkit.model import Funding, Owner
from podcastkit.podcasting.keys import SHOW_KEYS
from podcastkit.podcasting.plain import blocks_all
from podcastkit.podcasting.tables import host
from podcastkit.project import transcript_words
from podcastkit.project.addresses import wrong_addresses
from podcastkit.project.look import look_of
from podcastkit.project.parts import (
    as_link,
    category_of,
    license_of,
    person_of,
    time_of,
    told_later,
)
from podcastkit.project.schema import check
from podcastkit.project.settings import (
    AudioSettings,
    ContentSettings,
    FieldSpec,
    OutputSettings,
    Project,
    ShowSettings,
    ValidateSettings,
)
from podcastkit.project.subscribe import subscribe_links
from podcastkit.toml_text import read_toml

if TYPE_CHECKING:
    from podcastkit.model import ShowPodcasting
    from podcastkit.values import BadValueError

_PRESETS = Path(__file__).parent.parent / "presets"
_REQUIRED = ("title", "description", "link", "feed_url", "language", "image")
_UNITS = {"": 1, "B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}


def wants_zola_config(data: bytes) -> bool:
    """Whether the project names the preset ``zola``, so that the site's own file counts too."""
    table, _ = read_toml(data.decode("utf-8-sig", "replace"), "")
    content = (table or {}).get("content")
    return isinstance(content, dict) and content.get("preset") == "zola"


@cache
def preset(name: str) -> dict[str, Any]:
    """A preset's data."""
    file = _PRESETS / f"{name}.toml"
    table, _ = read_toml(file.read_text(encoding="utf-8"), file.name)
    return table or {}


def parse(
    data: bytes, *, path: str, zola_config: bytes | None = None
) -> tuple[Project | None, list[Problem]]:
    """Read a project file. ``None`` only where it is no TOML.

    ``zola_config`` holds the bytes of the site's ``config.toml`` for preset ``zola``.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "the file is not UTF-8 text"
        hint = "save it as UTF-8 in your editor"
        return None, [
            Problem(code="PK001", path=path, line=line, column=1, message=message, hint=hint)
        ]
    table, problem = read_toml(text, path)
    if table is None:
        return None, [problem] if problem else []
    # What the readers of the podcast namespace can tell, they tell in better words.
    left, problems = told_later(check(table, path))
    project, problems = _Parser(table, path, problems, _site(zola_config)).project()
    told = {problem.key[:2] for problem in problems if problem.key}
    return project, problems + [p for p in left if p.key and p.key[:2] not in told]


def _site(data: bytes | None) -> dict[str, Any]:
    """Zola's own configuration; what is wrong in it is Zola's to tell."""
    table, _ = read_toml(data.decode("utf-8-sig", "replace"), "") if data else ({}, None)
    return table or {}


class _Parser:
    """One project file on its way to settings. A bad value counts as absent."""

    def __init__(
        self, table: dict[str, Any], path: str, problems: list[Problem], site: dict[str, Any]
    ) -> None:
        self.table = table
        self.path = path
        self.problems = problems
        self.site = site
        self.bad = {problem.key for problem in problems if problem.code == "PK005"}

    def get(self, table: str, name: str, default: Any = None) -> Any:
        section = self.table.get(table)
        if not isinstance(section, dict) or (table, name) in self.bad:
            return default
        if any(key and key[:2] == (table, name) for key in self.bad):
            return default
        return section.get(name, default)

    def problem(
        self, code: str, key: tuple[str | int, ...], message: str, hint: str | None
    ) -> None:
        self.problems.append(
            Problem(code=code, path=self.path, key=key, message=message, hint=hint)
        )

    def project(self) -> tuple[Project | None, list[Problem]]:
        name = self.get("content", "preset", "plain")
        data = preset(name)
        show = self._show(zola=name == "zola")
        content = self._content(name, data, show.language)
        show = replace(show, podcasting=self._podcasting(content))
        project = Project(
            path=self.path,
            show=show,
            content=content,
            fields=self._fields(data),
            person_fields=self._person_fields(),
            mapped=frozenset(self._section("fields")),
            audio=self._audio(),
            output=self._output(show, pages=data["traits"]["pages"]),
            look=look_of(lambda name, default: self.get("look", name, default)),
            validate=ValidateSettings(
                profiles=tuple(self.get("validate", "profiles", ("apple", "psp1", "podcasting2"))),
                ignore=dict(self.get("validate", "ignore", {})),
            ),
        )
        return project, self.problems

    def _section(self, name: str) -> dict[str, Any]:
        section = self.table.get(name)
        return section if isinstance(section, dict) else {}

    def _show(self, *, zola: bool) -> ShowSettings:
        names = {"link": "base_url", "title": "title", "description": "description",
                 "language": "default_language"}  # fmt: skip
        defaults = {ours: self.site.get(theirs) for ours, theirs in names.items()} if zola else {}
        written: dict[str, str] = {}
        for name in _REQUIRED:
            value = self.get("show", name, defaults.get(name))
            if zola and name == "language" and value is None:
                value = "en"  # Zola's own default
            written[name] = value.strip() if isinstance(value, str) else ""
        image = self._inside("show", "image", written["image"])
        unusable = {"image"} if written["image"] and not image else set()
        unusable |= {str(key[1]) for key in self.bad if key and len(key) > 1 and key[0] == "show"}
        for name in ("link", "feed_url"):
            if written[name] and not written[name].startswith(("https://", "http://")):
                self.problem("PK005", ("show", name), f'show.{name} is "{written[name]}", no URL',
                             "it begins with https://")  # fmt: skip
                written[name] = ""
                unusable.add(name)
        owner, funding = self.get("show", "owner"), self.get("show", "funding", [])
        for key, url in wrong_addresses(self._section("show")):
            message = f'{".".join(map(str, key[:2]))} has "{url}", which is no URL'
            self.problem("PK005", key, message, "it begins with https://")
        return ShowSettings(
            title=written["title"],
            description=written["description"],
            link=written["link"],
            feed_url=written["feed_url"],
            language=written["language"],
            image=image or None,
            guid=self.get("show", "guid"),
            author=self.get("show", "author"),
            owner=Owner(name=owner["name"], email=owner.get("email")) if owner else None,
            categories=tuple(category_of(text) for text in self.get("show", "categories", [])),
            explicit=self.get("show", "explicit", False),
            type=self.get("show", "type", "episodic"),
            subtitle=self.get("show", "subtitle"),
            copyright=self.get("show", "copyright"),
            locked=self.get("show", "locked"),
            medium=self.get("show", "medium"),
            license=license_of(self.get("show", "license")),
            funding=tuple(
                Funding(url=item["url"], text=item.get("text") or host(item["url"]))
                for item in map(as_link, funding if isinstance(funding, list) else [funding])
            ),
            persons=tuple(map(person_of, self.get("show", "persons", []))),
            block=blocks_all(self.get("show", "block", False)),
            complete=self.get("show", "complete", False),
            new_feed_url=self.get("show", "new_feed_url"),
            subscribe=subscribe_links(self._section("show"), self.bad),
            unusable=frozenset({"self_url" if n == "feed_url" else n for n in unusable}),
        )

    def _podcasting(self, content: ContentSettings) -> ShowPodcasting | None:
        """What the podcast namespace alone has a use for."""
        if self._section("show").keys().isdisjoint(SHOW_KEYS):
            return None
        from podcastkit.podcasting.show import show_group, unknown_services

        def tell(name: str, error: BadValueError) -> None:
            key = ("show", name, *error.key)
            self.problem("PK005", key, f"{'.'.join(map(str, key))} is {error}", error.hint)

        group = show_group(
            lambda name: self.get("show", name),
            tell,
            zone=ZoneInfo(content.timezone),
            publish_time=content.publish_time,
        )
        for slug, hint in unknown_services(group):
            message = f'"{slug[:40]}" is no service of the podcast namespace\'s list'
            self.problem("PK645", ("show", "block"), message, hint)
        return group

    def _content(self, name: str, data: dict[str, Any], language: str) -> ContentSettings:
        defaults, traits = data["content"], data["traits"]
        headings = _listed(self.get("content", "transcript_heading"))
        headings = headings or transcript_words.headings(language)
        slugify = self.site.get("slugify")
        paths = slugify.get("paths", "on") if isinstance(slugify, dict) else "on"
        markdown = self.site.get("markdown")
        smart = isinstance(markdown, dict) and markdown.get("smart_punctuation") is True
        folders = _listed(self.get("content", "episodes", defaults["episodes"]))
        own_permalink = self.get("content", "permalink")
        return ContentSettings(
            preset=name,
            episodes=tuple(self._inside("content", "episodes", item) for item in folders),
            permalink=self._permalink(defaults),
            own_permalink=bool(own_permalink),
            timezone=self._timezone(defaults),
            publish_time=time_of(self.get("content", "publish_time", "00:00")),
            transcript_headings=headings,
            data=dict(self.get("content", "data", {})),
            people=_listed(self.get("content", "people")),
            static=self.get("content", "static", defaults.get("static")),
            roots=tuple(traits.get("roots", [folders[0].split("*")[0].rstrip("/")])),
            extra=traits.get("extra"),
            slug_rule=traits["slug_rule"],
            audio_required=traits["audio_required"],
            leaf_bundles=traits.get("leaf_bundles", True),
            path_key=traits.get("path_key"),
            as_written=traits.get("as_written", False),
            posts=traits.get("posts", ""),
            other_permalink=None if own_permalink else traits.get("other_permalink"),
            published_key=traits.get("published_key"),
            slugify_paths=("on" if paths else "off") if isinstance(paths, bool) else str(paths),
            paths_keep_dates=isinstance(slugify, dict) and slugify.get("paths_keep_dates") is True,
            smart_punctuation=smart,
        )

    def _permalink(self, defaults: dict[str, Any]) -> str:
        written = self.get("content", "permalink", defaults.get("permalink"))
        if written is None:
            hint = 'say where the site has its pages: permalink = "/episodes/{slug}/"'
            self.problem("PK005", ("content",), "[content] has no permalink", hint)
        return str(written or "/{page.section}/{slug}/")

    def _timezone(self, defaults: dict[str, Any]) -> str:
        name = str(self.get("content", "timezone", defaults.get("timezone", "UTC")))
        try:
            ZoneInfo(name)
        except (ValueError, OSError, ModuleNotFoundError, KeyError):
            self.problem("PK005", ("content", "timezone"), f'content.timezone is "{name}", no zone',
                         'for example "Europe/Berlin"')  # fmt: skip
            return "UTC"
        return name

    def _fields(self, data: dict[str, Any]) -> dict[str, FieldSpec]:
        """What the preset maps, and over it what the project does."""
        section = self._section("fields")
        own = {
            name: value
            for name, value in section.items()
            if ("fields", name) not in self.bad and not isinstance(value, dict)
        }
        return {name: _listed(value) for name, value in (data.get("fields", {}) | own).items()}

    def _person_fields(self) -> dict[str, FieldSpec]:
        persons = self.get("fields", "persons")
        if not isinstance(persons, dict):
            return {}
        return {role: _listed(keys) for role, keys in persons.items()}

    def _audio(self) -> AudioSettings:
        folders = _listed(self.get("audio", "local"))
        return AudioSettings(
            local=tuple(folders),
            url=self.get("audio", "url", ""),
            copy=self.get("audio", "copy", False),
            prefix=self.get("audio", "prefix", ""),
            timeout=float(self.get("audio", "timeout", 20)),
            jobs=self.get("audio", "jobs", 8),
            full_read=self.get("audio", "full_read", True),
            max_read=self._size("audio", "max_read", 500_000_000),
        )

    def _size(self, table: str, name: str, default: int) -> int:
        value = self.get(table, name, default)
        if isinstance(value, int):
            return value
        number = value.strip().rstrip("KMGBkmgb ")
        unit = value.strip()[len(number) :].strip().upper()
        if number.isdecimal() and number.isascii() and unit in _UNITS:
            return int(number) * _UNITS[unit]
        self.problem("PK005", (table, name), f'{table}.{name} is "{value}", no size',
                     'for example "500MB"')  # fmt: skip
        return default

    def _output(self, show: ShowSettings, *, pages: bool) -> OutputSettings:
        url = self.get("output", "url") or show.feed_url.rpartition("/")[0]
        templates = self.get("output", "templates") or ""
        return OutputSettings(
            folder=self._inside("output", "folder", self.get("output", "folder", "feed")),
            url=url.rstrip("/") + "/",
            feed=self._inside("output", "feed", self.get("output", "feed", "feed.xml")),
            pages=self.get("output", "pages", pages),
            fragments=self.get("output", "fragments", default=False),
            transcripts=tuple(
                self.get("output", "transcripts", ("vtt", "srt", "json", "html", "txt"))
            ),
            templates=self._inside("output", "templates", templates) or None,
        )

    def _inside(self, table: str, name: str, written: str) -> str:
        """A path of the project, cleaned; a problem where it leads out of it."""
        if not written or "://" in written:
            return written
        clean = posixpath.normpath(written.replace("\\", "/"))
        if clean[1:2] == ":" or f"{clean}/".startswith(("/", "../")) or "\0" in clean:
            message = f'{table}.{name} is "{written}", which leaves the project'
            self.problem("PK010", (table, name), message,
                         "paths count from the folder of podcast.toml")  # fmt: skip
            return "" if name in {"image", "templates"} else posixpath.basename(clean) or "feed"
        return clean


def _listed(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (str(value),)
