"""The tags of the podcast namespace that a project's own keys will become, for the rules of tags.

So what any feed is told, its author is told where it is written. Made of the model alone: checking
a project has no need of XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.checks.rule import PODCASTING2
from podcastkit.checks.rules.timed import LATE, clock
from podcastkit.checks.run import checks_of_tags, in_file
from podcastkit.checks.views import TagView
from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from podcastkit.checks.run import Profiles
    from podcastkit.model import (
        EpisodePodcasting,
        Funding,
        License,
        Person,
        ShowPodcasting,
        Social,
        Txt,
    )
    from podcastkit.project import Project
    from podcastkit.source import Source

    Key = tuple[str | int, ...]

# What the readers of the keys do not tell themselves.
_ASKED = frozenset(
    {"PK641", "PK650", "PK651", "PK655", "PK657", "PK658", "PK659", "PK660", "PK661", "PK666"}
)


def check_show(project: Project, profiles: Profiles) -> Iterator[Problem]:
    """The rules of tags over ``[show]``, at its keys."""
    show = project.show
    made = [
        *_persons(show.persons, ("show", "persons")),
        *_funding(show.funding, ("show", "funding")),
        *_license(show.license, ("show", "license")),
        *_group(show.podcasting, lambda name: ("show", name)),
    ]
    yield from _told(made, project.path, profiles)
    if profiles is None or PODCASTING2 in profiles:
        yield from _show_itself(project)


def _show_itself(project: Project) -> Iterator[Problem]:
    show, group = project.show, project.show.podcasting
    if (show.medium or "").endswith("L") and not (group and group.remote_items):
        yield Problem(
            code="PK675", path=project.path, key=("show", "medium"),
            message=f"the medium {show.medium} is a list, and there are no remote_items",
            hint=f'medium = "{(show.medium or "")[:-1]}", or say what is in the list: remote_items',
        )  # fmt: skip
    seen: set[str] = set()
    for number, item in enumerate(group.live_items if group else ()):
        if item.guid and item.guid in seen:
            yield Problem(
                code="PK674", path=project.path, key=("show", "live_items", number, "guid"),
                message=f'two live_items have the guid "{item.guid[:60]}"',
                hint="give each its own, or none: then it gets one by its start",
            )  # fmt: skip
        seen.add(item.guid or "")


def check_episode(
    source: Source, profiles: Profiles, duration: float | None = None
) -> Iterator[Problem]:
    """The same over the front matter of an episode. ``duration`` of the sound in seconds."""

    def key(name: str) -> Key:
        return source.keys.get(name, (name,))

    made = [
        *_persons(source.persons, key("persons")),
        *_license(source.license, key("license")),
        *_group(source.podcasting, key),
    ]
    if source.season and source.season_name:
        name = {"name": source.season_name}
        made.append(_tag("season", key("season_name"), str(source.season), name))
    if source.episode and source.episode_display:
        display = {"display": source.episode_display}
        made.append(_tag("episode", key("episode_display"), str(source.episode), display))
    if source.podcasting:
        made += _funding(source.podcasting.funding, key("funding"))
        for number, bite in enumerate(source.podcasting.soundbites):
            times = {"startTime": f"{bite.start:.3f}", "duration": f"{bite.duration:.3f}"}
            made.append(_tag("soundbite", (*key("soundbites"), number), bite.title or "", times))
    yield from _told(made, source.path, profiles)
    if duration is not None and source.podcasting and (profiles is None or PODCASTING2 in profiles):
        yield from _late(source, duration)


def _late(source: Source, duration: float) -> Iterator[Problem]:
    """Excerpts behind the end of the sound."""
    group = source.podcasting
    if group is None:
        return
    parts: list[tuple[str, Key, float, float]]
    parts = [("soundbite", ("soundbites", n), one.start, one.start + one.duration)
             for n, one in enumerate(group.soundbites)]  # fmt: skip
    parts += [("time split", ("value", "time_splits", n), one.start, one.start)
              for value in group.value for n, one in enumerate(value.time_splits)]  # fmt: skip
    for name, key, start, end in parts:
        if start >= duration or end > duration + LATE:
            when = "begins" if start >= duration else "ends"
            moment = clock(start if start >= duration else end)
            yield Problem(
                code="PK673", path=source.path,
                key=(*source.keys.get(str(key[0]), key[:1]), *key[1:]),
                message=f"a {name} {when} at {moment}, and the sound ends at {clock(duration)}",
                hint="mend its times",
            )  # fmt: skip


def _told(made: Iterable[TagView], path: str, profiles: Profiles) -> Iterator[Problem]:
    checks = checks_of_tags(profiles)
    for tag in made:
        for code, check in checks.get(tag.name, ()):
            for fault in check(tag) if code in _ASKED else ():
                yield in_file(code, _At(path), fault)


class _At:
    """What ``in_file`` asks of a view."""

    def __init__(self, path: str) -> None:
        self.path = path


def _tag(
    name: str, key: Key, text: str = "", attributes: Mapping[str, str | None] | None = None
) -> TagView:
    given = {name: value for name, value in (attributes or {}).items() if value}
    return TagView(spot=key, name=f"podcast:{name}", text=text, parent="channel", attributes=given)


def _persons(persons: Iterable[Person], key: Key) -> Iterator[TagView]:
    for number, one in enumerate(persons):
        yield _tag("person", (*key, number), one.name, {"role": one.role, "group": one.group})


def _funding(links: Iterable[Funding], key: Key) -> Iterator[TagView]:
    for number, one in enumerate(links):
        yield _tag("funding", (*key, number), one.text, {"url": one.url})


def _license(license_: License | None, key: Key) -> Iterator[TagView]:
    if license_ is not None:
        yield _tag("license", key, license_.name, {"url": license_.url})


def _group(group: EpisodePodcasting | ShowPodcasting | None, key: Any) -> Iterator[TagView]:
    """What a show and an episode both may have."""
    if group is None:
        return
    for number, text in enumerate(group.txt):
        yield _txt(text, (*key("txt"), number))
    for number, post in enumerate(group.social_interact):
        yield _social(post, (*key("social_interact"), number))
    for number, place in enumerate(group.locations):
        yield _tag("location", (*key("location"), number), place.name, {"geo": place.geo})
    if group.chat is not None:
        chat = {"server": group.chat.server, "protocol": group.chat.protocol}
        yield _tag("chat", key("chat"), "", chat)


def _txt(text: Txt, key: Key) -> TagView:
    return _tag("txt", key, text.text, {"purpose": text.purpose})


def _social(post: Social, key: Key) -> TagView:
    return _tag("socialInteract", key, "", {"protocol": post.protocol, "uri": post.uri})
