"""Tags of a channel's group: how it appears, what belongs to it, what it recommends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.feed.elements import ITUNES, Tag, TagMaker, lines, tag, text_tag
from podcastkit.feed.podcasting20 import episode_tags, shared
from podcastkit.feed.podcasting20.parts import (
    NS,
    all_of,
    digits,
    iso,
    persons_of,
    rfc2822,
    those,
    url_of,
    whole,
)
from podcastkit.markup import xml_text

if TYPE_CHECKING:
    from podcastkit.model import LiveItem, ShowPodcasting


def update_frequency(group: ShowPodcasting) -> Tag | None:
    """``podcast:updateFrequency``: how often episodes come, in words and as a rule."""
    said = group.update_frequency
    if said is None:
        return None
    return tag(
        NS + "updateFrequency",
        said.text,
        complete="true" if said.complete else None,
        dtstart=said.dtstart,
        rrule=said.rrule,
    )


def podping(group: ShowPodcasting) -> Tag | None:
    """``podcast:podping``: whether changes are announced there."""
    if group.podping is None:
        return None
    return tag(NS + "podping", usesPodping="true" if group.podping else "false")


def trailers(group: ShowPodcasting) -> list[Tag]:
    """``podcast:trailer``: of the show or of a season."""
    return those(
        whole(
            tag(
                NS + "trailer",
                trailer.title,
                pubdate=rfc2822(trailer.published),
                url=url_of(trailer.url),
                length=digits(trailer.length),
                type=trailer.type,
                season=digits(trailer.season),
            ),
            "text",
            "url",
        )
        for trailer in group.trailers
    )


def publisher(group: ShowPodcasting) -> Tag | None:
    """``podcast:publisher``: the feed of whoever publishes the show."""
    item = shared.remote_item(group.publisher) if group.publisher else None
    return Tag(NS + "publisher", "", {}, (item,)) if item else None


def podroll(group: ShowPodcasting) -> Tag | None:
    """``podcast:podroll``: shows that this one recommends."""
    items = those(map(shared.remote_item, group.podroll))
    return Tag(NS + "podroll", "", {}, tuple(items)) if items else None


def remote_items(group: ShowPodcasting) -> list[Tag]:
    """``podcast:remoteItem`` of a channel: what a list (of music, of podcasts) is made of."""
    return those(map(shared.remote_item, group.remote_items))


def live_items(group: ShowPodcasting) -> list[Tag]:
    """``podcast:liveItem``: streams, each with what an item has."""
    return those(map(_live_item, group.live_items))


def _live_item(live: LiveItem) -> Tag | None:
    title, enclosure = text_tag("title", live.title), _enclosure(live)
    guid = xml_text(live.guid or "")
    if title is None or enclosure is None or not guid.strip():
        return None
    inner = [
        title,
        _description(live),
        text_tag("link", url_of(live.link)),
        Tag("guid", guid, {"isPermaLink": "true" if guid == live.link else "false"}),
        enclosure,
        whole(tag(f"{{{ITUNES}}}image", href=url_of(live.image)), "href"),
        *persons_of(live.persons),
        *all_of(episode_tags.TAGS, live.podcasting),
    ]
    made = tag(NS + "liveItem", status=live.status, start=iso(live.start), end=iso(live.end))
    return made._replace(children=tuple(those(inner)))


def _description(live: LiveItem) -> Tag | None:
    text = lines(live.description or "")
    return Tag("description", text, {}) if text else None


def _enclosure(live: LiveItem) -> Tag | None:
    made = tag("enclosure", url=url_of(live.url), length=str(live.length), type=live.type)
    return whole(made, "url", "type")


TAGS: tuple[TagMaker[ShowPodcasting], ...] = (
    shared.locations,
    update_frequency,
    podping,
    trailers,
    shared.images,
    shared.value,
    shared.social_interact,
    shared.chat,
    publisher,
    podroll,
    remote_items,
    shared.txt,
    live_items,
)
"""The tags of a channel's group, in document order."""
