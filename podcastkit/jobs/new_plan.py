"""A new episode's place, name, number and text, as the show's newest ones have them."""

from __future__ import annotations

import datetime as dt
import os
import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from podcastkit import resolve, values
from podcastkit.begin import habits as habits_room
from podcastkit.begin.episode_text import Line, episode_text
from podcastkit.content import fields, front_matter, slugs
from podcastkit.content.discover import discover
from podcastkit.errors import StandsAlreadyError, UsageError
from podcastkit.source import Moment, instant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from podcastkit.begin.habits import Example, Habits, Numbering
    from podcastkit.content.discover import FilePlace
    from podcastkit.jobs.load import Loaded
    from podcastkit.jobs.new import NewOptions
    from podcastkit.jobs.new_audio import Sound
    from podcastkit.project import Project

_NEWEST = 5
"""Episodes that say how the next one is written."""
_A_HABIT = 2
_NAME_BYTES = 100
_REMARK = re.compile(r"^[ \t]*#[ \t]*([A-Za-z_]\w*)[ \t]*[:=]", re.MULTILINE | re.ASCII)
_HINTS = (
    ("subtitle", "…", "one line"),
    ("image", "cover.jpg", "a picture of its own, square, at least 1400 pixels wide"),
    ("persons", [{"name": "…", "role": "guest"}], ""),
    ("chapters", [{"start": "0:00", "title": "…"}], "or a list of times in the notes"),
)


class Plan:
    """Where the episode goes and what stands in its file."""

    def __init__(self, loaded: Loaded, project: Project, options: NewOptions, title: str) -> None:
        self.loaded = loaded
        self.project = project
        self.options = options
        self.title = title
        self.zone = ZoneInfo(project.content.timezone)
        self.today = options.as_of.astimezone(self.zone)
        self.moment = self._moment()
        self.examples = _examples(loaded, project, self.zone)
        top = loaded.inputs.names(_top(project)) or {}
        self.habits: Habits = habits_room.habits_of(
            project, self.examples, [name for name, folder in top.items() if folder]
        )
        self.folder = habits_room.folder_for(self.habits, self.examples, self.moment.date)
        self.others = self._others()
        self.season, self.episode = self._numbers()

    def _moment(self) -> Moment:
        if self.options.date is None:
            return Moment(date=self.today.date())
        try:
            return values.moment(self.options.date)
        except values.BadValueError as error:
            hint = f": {error.hint}" if error.hint else ""
            raise UsageError(f"--date is {error}{hint}") from error

    def _others(self) -> list[tuple[FilePlace, dict[str, Any]]]:
        """Files of the same folder that are no episodes yet, because they name no sound."""
        loaded, content = self.loaded, self.project.content
        known = {source.path for source in loaded.sources}
        found = []
        for place in discover(
            loaded.inputs, content.episodes, not_these=frozenset({loaded.config.name}),
            leaf_bundles=content.leaf_bundles,
        ):  # fmt: skip
            above = place.folder.rpartition("/")[0] if place.bundle else place.folder
            data = loaded.inputs.read(place.path) if above == self.folder else None
            if data is not None and place.path not in known:
                found.append((place, front_matter.parse(data, place.path).values or {}))
        return found

    def _numbers(self) -> tuple[int | None, int | None]:
        """The season, and the next number in it, where the show counts."""
        pairs = [(s.season, s.episode) for s in [*self.loaded.sources, *self.loaded.broken]]
        for _, table in self.others:
            context = fields.Context(
                values=table, data={}, names={}, extra=self.project.content.extra
            )
            pairs.append((self._whole(context, "season"), self._whole(context, "episode")))
        serial = self.project.show.type == "serial"
        newest = self.examples
        season = self.options.season
        if season is None and habits_room.uses(self.project, "season", newest):
            season = max((s for s, _ in pairs if s), default=None)
        if not (serial or habits_room.uses(self.project, "episode", newest)):
            return season, None
        taken = [number for s, number in pairs if number and s == season]
        return season, max(taken, default=0) + 1

    def _whole(self, context: fields.Context, name: str) -> int | None:
        found = fields.find(context, name, self.project.fields.get(name, (name,)))
        try:
            return values.integer(found.value) if found else None
        except values.BadValueError:
            return None

    def path(self) -> str:
        """The path of the new file below the project's folder."""
        habits = self.habits
        name = self._name()
        if habits.dated:
            name = f"{self.moment.date.isoformat()}-{name}"
        last = f"{name}/{habits.index}" if habits.index else name + habits.suffix
        return f"{self.folder}/{last}" if self.folder else last

    def _name(self) -> str:
        """The name without the date: one whose slug the preset's rule can make."""
        number = self._name_number()
        count = self.episode or number
        wanted = [_shortened(slugs.slugify(self.title))]
        wanted += [f"episode-{wanted[0]}"] if wanted[0] else []
        wanted += [f"episode-{count}"] if count else []
        wanted = [self.options.slug] if self.options.slug else [*wanted, *self._nameless()]
        why = None
        for each in wanted:
            name = each
            if self.habits.numbering and number is not None:
                name = self.habits.numbering.name(number, each)
            why = slugs.fault(self._written_slug() or self._slug_of(name)) or _name_fault(name)
            if why is None:
                return name
        raise UsageError(f'--slug "{wanted[0]}" {why}')

    def _nameless(self) -> Iterator[str]:
        """Names for a title without a letter or digit, until one is free."""
        taken = {slugs.folded(slug) for slug, _ in self._holders()}
        names = ("episode" if n == 1 else f"episode-{n}" for n in range(1, len(taken) + 2))
        yield next(name for name in names if slugs.folded(self._slug_of(name)) not in taken)

    def _is_name_slug(self, numbering: Numbering) -> bool:
        """Whether ``--slug`` is the whole name, where only a name can hold it."""
        bare = self.options.slug is not None and not numbering.titled
        return bare and self._slug_key() is None

    def _slug_key(self) -> tuple[str, ...] | None:
        """Where ``--slug`` stands in the file: names that are a number alone do not hold it."""
        numbering = self.habits.numbering
        if self.options.slug is None or numbering is None or numbering.titled:
            return None
        return habits_room.key_of(self.project, "slug", self.examples)

    def _written_slug(self) -> str | None:
        """The slug as the generator takes it out of the file, where it stands there."""
        if self.options.slug is None or self._slug_key() is None:
            return None
        return self._taken_slug(self.options.slug)

    def _taken_slug(self, written: str) -> str:
        content = self.project.content
        return slugs.own_slug(written, rule=content.slug_rule, paths=content.slugify_paths)

    def _slug_of(self, name: str) -> str:
        content = self.project.content
        return slugs.from_name(
            name,
            rule=content.slug_rule,
            paths=content.slugify_paths,
            keep_dates=content.paths_keep_dates,
        ).slug

    def _name_number(self) -> int | None:
        """The number in the name, where names count; the episode's own where these are the same."""
        numbering = self.habits.numbering
        if numbering is None or self._is_name_slug(numbering):
            return None
        names = [e.name for e in self._all_examples()] + [place.name for place, _ in self.others]
        taken = [number for name in names if (number := numbering.number_of(name)) is not None]
        following = max(taken, default=0) + 1
        return self.episode if self.episode and self.episode not in taken else following

    def _all_examples(self) -> list[Example]:
        sources = [*self.loaded.sources, *self.loaded.broken]
        return [habits_room.Example(path=s.path, form="", values={}) for s in sources]

    def slug(self, path: str) -> str:
        """The slug that the episode will have."""
        name = habits_room.Example(path=path, form="", values={}).name
        return self._written_slug() or self._slug_of(name)

    def _holders(self) -> Iterator[tuple[str, str]]:
        """All slugs that are taken, each with the file that has it."""
        for source in [*self.loaded.sources, *self.loaded.broken]:
            yield source.slug, source.path
        key = habits_room.key_of(self.project, "slug", self.examples)
        for place, table in self.others:
            written = _at(table, key) if key else None
            own = self._taken_slug(written) if isinstance(written, str) and written else None
            yield own or self._slug_of(place.name), place.path
        lock = self.loaded.lock
        for known in lock.episodes if lock else ():
            yield known, self.loaded.lock_path

    def check_slug(self, path: str) -> None:
        """Raise ``StandsAlreadyError`` where another episode has the slug already."""
        slug = slugs.folded(self.slug(path))
        for known, where in self._holders():
            if slugs.folded(known) == slug:
                whose = f"that of {where}"
                if where == self.loaded.lock_path:
                    whose = f"in {where}, of an episode that was published"
                raise StandsAlreadyError(
                    f'the slug "{known}" is already {whose}: give it another title, or --slug NAME'
                )

    def text(self, sound: Sound) -> bytes:
        """The file."""
        heading = self.project.content.transcript_headings[0]
        below = f'Below: the show notes, in Markdown; under a heading "{heading}", what was said.'
        return episode_text(
            self.habits.form, self._lines(sound), below=below, crlf=self.habits.crlf
        )

    def _lines(self, sound: Sound) -> list[Line]:
        lines = [*self._line("title", self.title), *self._date_lines()]
        slug_key = self._slug_key()
        lines += [Line(key=slug_key, value=self.options.slug)] if slug_key else []
        if self._is_wanted("description"):
            lines += self._line("description", "", "one or two sentences, which apps show")
        lines += self._line("season", self.season) if self.season else []
        lines += self._line("episode", self.episode) if self.episode else []
        lines += self._draft_lines()
        lines += [Line(key=k, value=v) for k, v in self.habits.constants.items()]
        for name, value, remark in _HINTS:
            if self._is_wanted(name):
                lines += self._line(name, value, remark, off=True)
        return [*lines, *(Line(key=key, value=value, remark=why) for key, value, why in sound.keys)]

    def _is_wanted(self, name: str) -> bool:
        """Whether the others have a thing; one other is no habit yet."""
        few = len(self.examples) < _A_HABIT
        return few or habits_room.keeps(self.project, name, self.examples)

    def _line(self, name: str, value: Any, remark: str = "", *, off: bool = False) -> list[Line]:
        key = habits_room.key_of(self.project, name, self.examples)
        return [Line(key=key, value=value, remark=remark, off=off)] if key else []

    def _date_lines(self) -> list[Line]:
        """The date, but where the name says it and the others do not say it twice."""
        key = habits_room.key_of(self.project, "date", self.examples)
        said = [_at(example.values, key) for example in self.examples] if key else []
        written = [each for each in said if each is not None]
        if key is None or (
            self.habits.dated and not written and self.examples and self.moment.time is None
        ):
            return []
        value: dt.date = self.moment.date
        if self.moment.time is not None or (written and _has_time(written[0])):
            value = self._instant()
        as_text = bool(written) and isinstance(written[0], str) and self.habits.form != "yaml"
        return [Line(key=key, value=value.isoformat() if as_text else value)]

    def _instant(self) -> dt.datetime:
        """The date with its time: as typed, else that of now."""
        if self.moment.time is None and self.options.date is None:
            return self.today.replace(second=0, microsecond=0)
        publish_time = self.project.content.publish_time
        found = instant(self.moment, self.zone, publish_time)
        there = dt.timezone(self.moment.offset) if self.moment.offset is not None else self.zone
        return found.astimezone(there)

    def _draft_lines(self) -> list[Line]:
        if not self.options.draft:
            return []
        published = self.project.content.published_key
        if published and not habits_room.uses(self.project, "draft", self.examples):
            return [Line(key=(published,), value=False, remark="true when it may be heard")]
        return self._line("draft", value=True, remark="false when it may be heard")


def _top(project: Project) -> str:
    """The folder in which episodes are looked for first."""
    first = project.content.episodes[0] if project.content.episodes else ""
    fixed = re.split(r"/?[^/]*[*?\[]", first)[0]
    return "/".join(part for part in fixed.split("/") if part not in {"", "."})


def _examples(loaded: Loaded, project: Project, zone: ZoneInfo) -> list[Example]:
    """The newest episodes, newest first."""
    dated = []
    for source in loaded.sources:
        date = resolve.publication_date(source, None, project.content)
        dated.append((date or dt.datetime.min.replace(tzinfo=dt.UTC), source.path, date))
    found = []
    for _, path, date in sorted(dated, reverse=True)[:_NEWEST]:
        data = loaded.inputs.read(path) or b""
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        fence = front_matter.fence(text)
        form = "file" if path.endswith(".toml") else fence.form if fence else "toml"
        document = front_matter.parse(data, path)
        found.append(
            habits_room.Example(
                path=path,
                form=form,
                values=document.values or {},
                date=date.astimezone(zone).date() if date else None,
                crlf=b"\r\n" in data,
                remarks=frozenset(_REMARK.findall(text.removesuffix(document.body))),
            )
        )
    return found


def _at(table: Any, key: Sequence[str]) -> Any:
    for name in key:
        table = table.get(name) if isinstance(table, dict) else None
    return table


def _has_time(value: Any) -> bool:
    try:
        return values.moment(value).time is not None
    except values.BadValueError:
        return False


def _shortened(slug: str) -> str:
    """A slug of some hundred bytes, cut between words where it can be."""
    if len(slug.encode()) <= _NAME_BYTES:
        return slug
    cut = slug.encode()[:_NAME_BYTES].decode("utf-8", "ignore")
    return (cut.rpartition("-")[0] or cut).strip("-")


def _name_fault(name: str) -> str | None:
    """Why no file may be named so."""
    if name.startswith(("_", "README", "readme")):
        return "would be passed by: such files are no episodes"
    return slugs.fault(name) if os.sep not in name else "holds '/'"
