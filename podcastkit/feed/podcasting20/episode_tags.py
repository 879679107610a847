"""Tags of an item's and a live item's group: excerpts, other forms of the sound, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.feed.elements import Tag, TagMaker, tag
from podcastkit.feed.podcasting20 import shared
from podcastkit.feed.podcasting20.parts import NS, digits, funding_of, those, url_of, whole

if TYPE_CHECKING:
    from podcastkit.model import AlternateEnclosure, EpisodePodcasting


def funding(group: EpisodePodcasting) -> list[Tag]:
    """``podcast:funding`` of an episode."""
    return funding_of(group.funding)


def soundbites(group: EpisodePodcasting) -> list[Tag]:
    """``podcast:soundbite``: parts that apps may play as a taste."""
    return [
        tag(
            NS + "soundbite",
            bite.title or "",
            startTime=digits(bite.start),
            duration=digits(bite.duration),
        )
        for bite in group.soundbites
    ]


def alternate_enclosures(group: EpisodePodcasting) -> list[Tag]:
    """``podcast:alternateEnclosure``: the sound in other forms, each with its sources."""
    return those(_alternate(form) for form in group.alternate_enclosures)


def _alternate(form: AlternateEnclosure) -> Tag | None:
    inner = those(
        whole(
            tag(NS + "source", uri=url_of(source.uri), contentType=source.content_type),
            "uri",
        )
        for source in form.sources
    )
    if not inner:
        return None
    if form.integrity is not None:
        proof = tag(NS + "integrity", type=form.integrity.type, value=form.integrity.value)
        inner += those([whole(proof, "type", "value")])
    made = tag(
        NS + "alternateEnclosure",
        type=form.type,
        length=digits(form.length),
        bitrate=digits(form.bitrate),
        height=digits(form.height),
        lang=form.lang,
        title=form.title,
        rel=form.rel,
        codecs=form.codecs,
        default="true" if form.default else None,
    )
    return whole(made._replace(children=tuple(inner)), "type")


def content_links(group: EpisodePodcasting) -> list[Tag]:
    """``podcast:contentLink``: the same content outside of the app."""
    return those(
        whole(tag(NS + "contentLink", link.text, href=url_of(link.url)), "href", "text")
        for link in group.content_links
    )


TAGS: tuple[TagMaker[EpisodePodcasting], ...] = (
    funding,
    shared.locations,
    shared.images,
    soundbites,
    alternate_enclosures,
    shared.value,
    shared.social_interact,
    shared.chat,
    content_links,
    shared.txt,
)
"""The tags of an item's group, in document order."""
