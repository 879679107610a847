"""Tags that a channel, an item and a live item may have: place, pictures, talk, payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.feed.elements import Tag, lines, tag
from podcastkit.feed.podcasting20.parts import NS, digits, those, url_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.model import EpisodePodcasting, Recipient, RemoteItem, ShowPodcasting, TimeSplit

    Group = ShowPodcasting | EpisodePodcasting


def locations(group: Group) -> list[Tag]:
    """``podcast:location``: what the sound is about, or where it was made."""
    return those(
        whole(
            tag(
                NS + "location",
                place.name,
                rel=place.rel,
                geo=place.geo,
                osm=place.osm,
                country=place.country,
            ),
            "text",
        )
        for place in group.locations
    )


def images(group: Group) -> list[Tag]:
    """``podcast:image``: pictures of any shape, and what each is for."""
    return those(
        whole(
            tag(
                NS + "image",
                href=url_of(picture.url),
                alt=picture.alt,
                **{"aspect-ratio": picture.aspect_ratio},
                width=digits(picture.width),
                height=digits(picture.height),
                type=picture.type,
                purpose=picture.purpose,
            ),
            "href",
        )
        for picture in group.images
    )


def chat(group: Group) -> Tag | None:
    """``podcast:chat``: where listeners talk while they listen."""
    if group.chat is None:
        return None
    made = tag(
        NS + "chat",
        server=group.chat.server,
        protocol=group.chat.protocol,
        accountId=group.chat.account_id,
        space=group.chat.space,
    )
    return whole(made, "server", "protocol")


def social_interact(group: Group) -> list[Tag]:
    """``podcast:socialInteract``: the post below which people comment, or that they may not."""
    found = []
    for post in group.social_interact:
        if post.protocol == "disabled":
            found.append(tag(NS + "socialInteract", protocol="disabled"))
            continue
        made = tag(
            NS + "socialInteract",
            protocol=post.protocol,
            uri=url_of(post.uri),
            accountId=post.account_id,
            accountUrl=url_of(post.account_url),
            priority=digits(post.priority),
        )
        found += those([whole(made, "protocol", "uri")])
    return found


def txt(group: Group) -> list[Tag]:
    """``podcast:txt``: texts for services, each with its lines."""
    found = []
    for item in group.txt:
        text = lines(item.text)
        if text:
            found.append(tag(NS + "txt", purpose=item.purpose)._replace(text=text))
    return found


def remote_item(item: RemoteItem) -> Tag | None:
    """``podcast:remoteItem``: another show, or an episode of it."""
    made = tag(
        NS + "remoteItem",
        feedGuid=item.feed_guid,
        feedUrl=url_of(item.feed_url),
        itemGuid=item.item_guid,
        medium=item.medium,
        title=item.title,
    )
    return whole(made, "feedGuid")


def value(group: Group) -> list[Tag]:
    """``podcast:value``: whom listeners pay by the minute; an episode's takes the show's place."""
    found = []
    for payment in group.value:
        made = tag(
            NS + "value",
            type=payment.type,
            method=payment.method,
            suggested=payment.suggested,
        )
        inner = [*recipients(payment.recipients), *map(time_split, payment.time_splits)]
        found += those([whole(made._replace(children=tuple(inner)), "type", "method")])
    return found


def recipients(those_paid: Iterable[Recipient]) -> list[Tag]:
    """``podcast:valueRecipient``: who gets how many shares."""
    return those(
        whole(
            tag(
                NS + "valueRecipient",
                name=one.name,
                customKey=one.custom_key,
                customValue=one.custom_value,
                type=one.type,
                address=one.address,
                split=str(one.split),
                fee="true" if one.fee else None,
            ),
            "type",
            "address",
        )
        for one in those_paid
    )


def time_split(split: TimeSplit) -> Tag:
    """``podcast:valueTimeSplit``: who is paid for a while in place of the others."""
    inner = [remote_item(split.remote)] if split.remote else recipients(split.recipients)
    made = tag(
        NS + "valueTimeSplit",
        startTime=digits(split.start),
        duration=digits(split.duration),
        remoteStartTime=digits(split.remote_start),
        remotePercentage=digits(split.remote_percentage),
    )
    return made._replace(children=tuple(those(inner)))
