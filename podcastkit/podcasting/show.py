"""Readers of a show's group: how often it comes, what it recommends, what is live."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from podcastkit import values
from podcastkit.model import (
    Block,
    ContentLink,
    EpisodePodcasting,
    LiveItem,
    ShowPodcasting,
    Trailer,
    UpdateFrequency,
)
from podcastkit.podcasting import shared
from podcastkit.podcasting.episode import EPISODE_KEYS, episode_group
from podcastkit.podcasting.keys import SHOW_KEYS
from podcastkit.podcasting.plain import as_boolean, person
from podcastkit.podcasting.tables import count, each, may, mime, must, several, table, url, word_of
from podcastkit.podcasting.terms import SERVICES, is_rrule
from podcastkit.source import instant
from podcastkit.values import BadValueError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from podcastkit.model import RemoteItem

_RULES = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "bimonthly": "FREQ=MONTHLY;INTERVAL=2",
    "yearly": "FREQ=YEARLY",
}


def update_frequency(value: Any) -> UpdateFrequency:
    """How often episodes come: a word such as ``weekly``, a rule, any words, or a table."""
    if not isinstance(value, dict):
        written = values.text(value)
        if is_rrule(written):
            return UpdateFrequency(rrule=_startable(_rrule(written), None))
        return UpdateFrequency(text=written, rrule=_RULES.get(written.lower()))
    text = may(value, values.text, "text") or ""
    rrule = may(value, _rrule, "rrule") or _RULES.get(text.lower())
    dtstart = may(value, _iso, "dtstart")
    return UpdateFrequency(
        text=text,
        rrule=_startable(rrule, dtstart),
        dtstart=dtstart,
        complete=may(value, values.boolean, "complete") or False,
    )


def _rrule(value: Any) -> str:
    written = values.text(value)
    written = _RULES.get(written.lower(), written)
    if not is_rrule(written):
        raise BadValueError(
            f"{values.shown(value)}, and should be a recurrence rule", '"FREQ=WEEKLY;BYDAY=MO"'
        )
    return written[len("RRULE:") :] if written.upper().startswith("RRULE:") else written


def _startable(rrule: str | None, dtstart: str | None) -> str | None:
    """The rule; one that counts has to say from when."""
    if rrule and "COUNT=" in rrule.upper() and dtstart is None:
        raise BadValueError("a rule with COUNT, which needs dtstart", 'dtstart = "2026-01-05"')
    return rrule


def _iso(value: Any) -> str:
    """A date as it was written, without a zone when it has none."""
    moment = values.moment(value)
    if moment.time is None:
        return moment.date.isoformat()
    written = f"{moment.date.isoformat()}T{moment.time.isoformat()}"
    if moment.offset is None:
        return written
    minutes = int(moment.offset.total_seconds() // 60)
    sign, minutes = ("-" if minutes < 0 else "+"), abs(minutes)
    return written + (f"{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "Z")


def blocks(value: Any) -> tuple[Block, ...]:
    """The services that are blocked or not: slugs, or a table of slug and true or false."""
    if as_boolean(value) is not None:
        return ()
    if isinstance(value, dict):
        return tuple(
            Block(service=name.lower(), blocked=values.boolean(item))
            for name, item in value.items()
            if name.lower() != "all"
        )
    slugs = value if isinstance(value, list | tuple) else [value]
    return tuple(Block(service=values.text(slug).lower()) for slug in slugs)


def unknown_services(group: ShowPodcasting | None) -> Iterator[tuple[str, str]]:
    """Blocked services that are not in the namespace's list, each with what to type instead."""
    for block in group.blocks if group else ():
        if block.service not in SERVICES:
            near = difflib.get_close_matches(block.service, SERVICES, n=1)
            hint = f"did you mean {near[0]}?" if near else "for example apple, spotify, google"
            yield block.service, hint


def publisher(value: Any) -> RemoteItem:
    """The publisher's feed, which is of that medium."""
    if isinstance(value, dict):
        return shared.remote_item({"medium": "publisher", **value})
    return shared.remote_item({"medium": "publisher", "feed_guid": value})


class Dated:
    """Readers of what has a date; one without a zone or a time is in the show's."""

    def __init__(self, zone: dt.tzinfo, publish_time: dt.time) -> None:
        self._zone, self._publish_time = zone, publish_time

    def instant(self, value: Any) -> dt.datetime:
        """A date as an instant."""
        return instant(values.moment(value), self._zone, self._publish_time)

    def trailer(self, value: Any) -> Trailer:
        """A trailer of the show or of a season."""
        source = table(value, '{ title = "…", url = "https://…", date = 2026-01-05 }')
        return Trailer(
            title=must(source, values.text, "title"),
            url=must(source, url, "url"),
            published=must(source, self.instant, "date", "pubdate"),
            length=may(source, count, "bytes", "length"),
            type=may(source, mime, "type"),
            season=may(source, count, "season"),
        )

    def live_item(self, value: Any) -> LiveItem:
        """A stream. Without content links its page is one."""
        source = table(value, '{ title = "…", status = "pending", start = 2026-01-05T20:00:00Z }')
        title, link = must(source, values.text, "title"), may(source, url, "link")

        def bad(name: str, error: BadValueError) -> None:
            raise BadValueError(str(error), error.hint, key=(name, *error.key))

        start, end = must(source, self.instant, "start"), may(source, self.instant, "end")
        if end is not None and end <= start:
            raise BadValueError("a time that is not after the start", None, key=("end",))
        named = ((name, source[name]) for name in EPISODE_KEYS if name in source)
        group = episode_group(named, bad) or EpisodePodcasting()
        return LiveItem(
            title=title,
            status=must(source, word_of("pending", "live", "ended"), "status"),
            start=start,
            end=end,
            url=must(source, url, "url"),
            type=may(source, mime, "type") or "audio/mpeg",
            length=may(source, count, "bytes", "length") or 0,
            guid=may(source, values.text, "guid"),
            link=link,
            description=may(source, values.text, "description"),
            image=may(source, url, "image"),
            persons=may(source, each(person), "persons") or (),
            podcasting=group if group.content_links else _linked(group, link, title),
        )


def _linked(group: EpisodePodcasting, link: str | None, title: str) -> EpisodePodcasting:
    if link is None:
        raise BadValueError(
            "a table without content_links, for those whose app cannot play it",
            'content_links = [{ url = "https://…", text = "Listen live" }]',
        )

    return replace(group, content_links=(ContentLink(url=link, text=title),))


_SINGLE = frozenset({"update_frequency", "podping", "chat", "publisher"})


def show_group(
    get: Callable[[str], Any],
    tell: Callable[[str, BadValueError], None],
    *,
    zone: dt.tzinfo,
    publish_time: dt.time,
) -> ShowPodcasting | None:
    """The group of what ``get`` finds under the keys; ``None`` where it finds nothing."""
    dated = Dated(zone, publish_time)
    readers: dict[str, Callable[[Any], Any]] = {
        "location": shared.location,
        "update_frequency": update_frequency,
        "podping": values.boolean,
        "trailers": dated.trailer,
        "images": shared.picture,
        "value": shared.value,
        "social_interact": shared.social,
        "chat": shared.chat,
        "publisher": publisher,
        "podroll": shared.remote_item,
        "remote_items": shared.remote_item,
        "txt": shared.txt,
        "live_items": dated.live_item,
    }
    made: dict[str, Any] = {}
    for name, field in SHOW_KEYS.items():
        value = get(name)

        def bad(error: BadValueError, name: str = name) -> None:
            tell(name, error)

        if name == "block":
            found = blocks(value) if value else ()
        else:
            found = tuple(several(value, readers[name], bad))
        if found:
            made[field] = found[0] if name in _SINGLE else found
    return ShowPodcasting(**made) if made else None
