"""The podcast namespace's tags that speak of an episode, each after its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.checks.rule import PODCASTING2, Fault, Subject, rule
from podcastkit.checks.rules.podcasting20_channel import lacking, long
from podcastkit.checks.terms.podcasting20 import GROUPS, ROLES
from podcastkit.findings import Severity
from podcastkit.podcasting.terms import COUNTRY, OSM, RATIO, SOCIAL, SRI, is_geo, license_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import TagView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_LONG, _SHORT = 128, 32
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@rule(
    "PK655",
    "person-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:person",),
    source="Podcast namespace: person; the podcast taxonomy",
)
def person(tag: TagView) -> Iterator[Fault]:
    """``podcast:person`` has no name, or a role or group that is not of the taxonomy.

    Apps group people by the taxonomy's words, and pass over others.

    Bad in an item::

        <podcast:person role="speaker">Ada</podcast:person>

    Good in an item::

        <podcast:person role="host">Ada</podcast:person>
    """
    if not tag.text.strip():
        yield Fault(tag.spot, "the person has no name", None)
    yield from long(tag)
    role, group = tag.attributes.get("role"), tag.attributes.get("group")
    if role is not None and role.strip().lower() not in ROLES:
        yield Fault(tag.spot, f'"{role[:40]}" is no role of the podcast taxonomy',
                    "for example host, co-host, guest, narrator, producer, audio editor")  # fmt: skip
    if group is not None and group.strip().lower() not in GROUPS:
        yield Fault(tag.spot, f'"{group[:40]}" is no group of the podcast taxonomy',
                    "for example cast, writing, audio production, visuals")  # fmt: skip


@rule(
    "PK656",
    "soundbite-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:soundbite",),
    source="Podcast namespace: soundbite",
)
def soundbite(tag: TagView) -> Iterator[Fault]:
    """``podcast:soundbite`` does not say in seconds where it begins and how long it is.

    Bad in an item::

        <podcast:soundbite startTime="1:13" duration="60">Why</podcast:soundbite>

    Good in an item::

        <podcast:soundbite startTime="73.0" duration="60.0">Why</podcast:soundbite>
    """
    yield from long(tag)
    for name in ("startTime", "duration"):
        written = tag.attributes.get(name, "").strip()
        if not _NUMBER.fullmatch(written):
            yield Fault(tag.spot, f'{name} is "{written[:20]}", no number of seconds',
                        f'{name}="73.5"')  # fmt: skip


@rule(
    "PK657",
    "soundbite-length",
    _I,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:soundbite",),
    source="Podcast namespace: soundbite, 15 to 120 seconds",
)
def soundbite_length(tag: TagView) -> Iterator[Fault]:
    """A soundbite is shorter than 15 seconds or longer than 120.

    Apps show those between as previews.

    Bad in an item::

        <podcast:soundbite startTime="73.0" duration="300">Why</podcast:soundbite>

    Good in an item::

        <podcast:soundbite startTime="73.0" duration="60">Why</podcast:soundbite>
    """
    written = tag.attributes.get("duration", "").strip()
    if _NUMBER.fullmatch(written) and not 15 <= float(written[:20]) <= 120:
        yield Fault(tag.spot, f"the soundbite lasts {written[:20]} seconds", "15 to 120")


@rule(
    "PK658",
    "location-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:location",),
    source="Podcast namespace: location; RFC 5870; OpenStreetMap",
)
def location(tag: TagView) -> Iterator[Fault]:
    """``podcast:location`` has no name, or coordinates that no map can read.

    Bad in a channel::

        <podcast:location geo="30.2672 97.7431">Austin</podcast:location>

    Good in a channel::

        <podcast:location geo="geo:30.2672,-97.7431" osm="R113314">Austin</podcast:location>
    """
    if not tag.text.strip():
        yield Fault(tag.spot, "the place has no name", None)
    yield from long(tag)
    geo, osm = tag.attributes.get("geo"), tag.attributes.get("osm")
    if geo is not None and not is_geo(geo):
        yield Fault(tag.spot, f'geo is "{geo[:40]}"', 'geo="geo:30.2672,-97.7431"')
    if osm is not None and not OSM.fullmatch(osm.strip()):
        yield Fault(tag.spot, f'osm is "{osm[:40]}"', "N, W or R and a number: R113314")
    rel, country = tag.attributes.get("rel"), tag.attributes.get("country")
    if rel is not None and rel.strip().lower() not in {"subject", "creator"}:
        yield Fault(tag.spot, f'rel is "{rel[:40]}"', "subject or creator")
    if country is not None and not COUNTRY.fullmatch(country.strip()):
        yield Fault(tag.spot, f'country is "{country[:40]}"', "two letters of ISO 3166-1: US")


@rule(
    "PK659",
    "season-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:season",),
    source="Podcast namespace: season",
)
def season(tag: TagView) -> Iterator[Fault]:
    """``podcast:season`` is no whole number, or its name is longer than 128 characters.

    Bad in an item::

        <podcast:season>One</podcast:season>

    Good in an item::

        <podcast:season name="The beginning">1</podcast:season>
    """
    if not tag.text.strip().isdecimal():
        yield Fault(tag.spot, f'podcast:season is "{tag.text.strip()[:40]}"', "a whole number")
    if len(tag.attributes.get("name", "")) > _LONG:
        yield Fault(tag.spot, "the season's name is longer than 128 characters", "shorten it")


@rule(
    "PK660",
    "episode-number-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:episode",),
    source="Podcast namespace: episode",
)
def episode_number(tag: TagView) -> Iterator[Fault]:
    """``podcast:episode`` is no number, or what is shown in its stead is too long.

    Bad in an item::

        <podcast:episode>3a</podcast:episode>

    Good in an item::

        <podcast:episode display="Chapter 3">3</podcast:episode>
    """
    if not _NUMBER.fullmatch(tag.text.strip()):
        yield Fault(tag.spot, f'podcast:episode is "{tag.text.strip()[:40]}"',
                    "a number, with a point if need be: 100.5")  # fmt: skip
    if len(tag.attributes.get("display", "")) > _SHORT:
        yield Fault(tag.spot, f"display is longer than {_SHORT} characters", "shorten it")


@rule(
    "PK661",
    "license-unknown",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:license",),
    source="Podcast namespace: license; SPDX identifiers",
)
def license_unknown(tag: TagView) -> Iterator[Fault]:
    """``podcast:license`` is neither a known licence's identifier nor has it an address.

    Bad in a channel::

        <podcast:license>All rights reserved</podcast:license>

    Good in a channel::

        <podcast:license url="https://example.org/license">All rights reserved</podcast:license>
    """
    name = tag.text.strip()
    if not tag.attributes.get("url", "").strip() and license_id(name) is None:
        yield Fault(tag.spot, f'"{name[:60]}" is no licence of the SPDX list, and has no address',
                    'for example cc-by-4.0; or url="https://…"')  # fmt: skip


@rule(
    "PK662",
    "image-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:image",),
    source="Podcast namespace: image; CSS, aspect-ratio",
)
def image(tag: TagView) -> Iterator[Fault]:
    """``podcast:image`` lacks its address, or says its size so that no app can read it.

    Bad in a channel::

        <podcast:image href="https://example.org/wide.jpg" aspect-ratio="16:9"/>

    Good in a channel::

        <podcast:image href="https://example.org/wide.jpg" aspect-ratio="16/9" width="1600"/>
    """
    yield from lacking(tag, "href")
    ratio = tag.attributes.get("aspect-ratio")
    if ratio is not None and not RATIO.fullmatch(ratio.strip()):
        yield Fault(tag.spot, f'aspect-ratio is "{ratio[:20]}"', 'aspect-ratio="16/9"')
    for name in ("width", "height"):
        written = tag.attributes.get(name)
        if written is not None and not written.strip().isdecimal():
            yield Fault(tag.spot, f'{name} is "{written[:20]}"', f'{name}="1400", in pixels')
    if len(tag.attributes.get("purpose", "")) > _LONG:
        yield Fault(tag.spot, "the purpose is longer than 128 characters", "a few words")


@rule(
    "PK663",
    "alternate-enclosure-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:alternateEnclosure",),
    source="Podcast namespace: alternateEnclosure",
)
def alternate_enclosure(tag: TagView) -> Iterator[Fault]:
    """``podcast:alternateEnclosure`` has no type, no source, or too long a title.

    Bad in an item::

        <podcast:alternateEnclosure type="audio/opus" length="32400"/>

    Good in an item::

        <podcast:alternateEnclosure type="audio/opus" length="32400">
          <podcast:source uri="https://cdn.example.org/one.opus"/>
        </podcast:alternateEnclosure>
    """
    yield from lacking(tag, "type")
    if "podcast:source" not in tag.children:
        yield Fault(tag.spot, "it has no source", '<podcast:source uri="https://…"/>')
    for name in ("title", "rel"):
        if len(tag.attributes.get(name, "")) > _SHORT:
            yield Fault(tag.spot, f"its {name} is longer than {_SHORT} characters", "shorten it")


@rule(
    "PK664",
    "source-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:source",),
    source="Podcast namespace: source",
)
def source_tag(tag: TagView) -> Iterator[Fault]:
    """``podcast:source`` has no address.

    Bad in an item::

        <podcast:alternateEnclosure type="audio/opus">
          <podcast:source url="https://cdn.example.org/one.opus"/>
        </podcast:alternateEnclosure>

    Good in an item::

        <podcast:alternateEnclosure type="audio/opus">
          <podcast:source uri="https://cdn.example.org/one.opus"/>
        </podcast:alternateEnclosure>
    """
    yield from lacking(tag, "uri")


@rule(
    "PK665",
    "integrity-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:integrity",),
    source="Podcast namespace: integrity; W3C SRI",
)
def integrity(tag: TagView) -> Iterator[Fault]:
    """``podcast:integrity`` is of no known type, or its value is none of that type.

    Bad in an item::

        <podcast:alternateEnclosure type="audio/opus">
          <podcast:source uri="https://cdn.example.org/one.opus"/>
          <podcast:integrity type="md5" value="d41d8cd98f00b204e9800998ecf8427e"/>
        </podcast:alternateEnclosure>

    Good in an item::

        <podcast:alternateEnclosure type="audio/opus">
          <podcast:source uri="https://cdn.example.org/one.opus"/>
          <podcast:integrity type="sri" value="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="/>
        </podcast:alternateEnclosure>
    """
    kind, value = tag.attributes.get("type", "").strip(), tag.attributes.get("value", "").strip()
    if kind not in {"sri", "pgp-signature"}:
        yield Fault(tag.spot, f'the type is "{kind[:40]}"', "sri or pgp-signature")
    elif not value or (kind == "sri" and not SRI.fullmatch(value)):
        yield Fault(tag.spot, f'the value "{value[:40]}" is none of type {kind}',
                    "sha256-… in base64")  # fmt: skip


@rule(
    "PK666",
    "social-interact-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:socialInteract",),
    source="Podcast namespace: socialInteract",
)
def social_interact(tag: TagView) -> Iterator[Fault]:
    """``podcast:socialInteract`` names no known protocol, or no post.

    Bad in an item::

        <podcast:socialInteract protocol="mastodon" uri="https://social.example/@ada/1"/>

    Good in an item::

        <podcast:socialInteract protocol="activitypub" uri="https://social.example/@ada/1"/>
    """
    protocol = tag.attributes.get("protocol", "").strip()
    if protocol.lower() not in SOCIAL:
        yield Fault(tag.spot, f'"{protocol[:40]}" is no protocol of the list',
                    f"one of: {', '.join(SOCIAL)}")  # fmt: skip
    if protocol.lower() != "disabled":
        yield from lacking(tag, "uri")


@rule(
    "PK667",
    "content-link-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:contentLink",),
    source="Podcast namespace: contentLink",
)
def content_link(tag: TagView) -> Iterator[Fault]:
    """``podcast:contentLink`` has no address, or no words to show.

    Bad in an item::

        <podcast:contentLink href="https://example.org/live"/>

    Good in an item::

        <podcast:contentLink href="https://example.org/live">Watch it live</podcast:contentLink>
    """
    yield from lacking(tag, "href")
    if not tag.text.strip():
        yield Fault(tag.spot, "the link has no words", None)
