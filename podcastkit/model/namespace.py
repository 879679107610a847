"""What only the podcast namespace's tags tell of a show or an episode, in two groups.

Nothing but the feed's writer needs these, so they do not widen ``Show`` and ``Episode``: each has
one group of them, or none. Names are those of the namespace's pages in Python's spelling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from podcastkit.model import Funding, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """``podcast:location``. ``rel`` is ``subject`` or ``creator``, ``country`` of ISO 3166-1.

    ``geo`` is a URI of RFC 5870; ``osm`` is N, W or R and OpenStreetMap's number.
    """

    name: str
    rel: str | None = None
    geo: str | None = None
    osm: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Txt:
    """``podcast:txt``: a text for a service, at most 4,000 characters."""

    text: str
    purpose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """``podcast:image``: ``aspect_ratio`` as in CSS (``16/9``), ``width`` and ``height`` in pixels.

    ``purpose`` has words with blanks between.
    """

    url: str
    alt: str | None = None
    aspect_ratio: str | None = None
    width: int | None = None
    height: int | None = None
    type: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trailer:
    """``podcast:trailer``. ``published`` is aware; ``length`` in bytes, ``type`` a MIME type."""

    title: str
    url: str
    published: datetime
    length: int | None = None
    type: str | None = None
    season: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFrequency:
    """``podcast:updateFrequency``: ``rrule`` of RFC 5545, ``dtstart`` of ISO 8601."""

    text: str = ""
    rrule: str | None = None
    dtstart: str | None = None
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """``podcast:block`` for one service of the list of slugs."""

    service: str
    blocked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteItem:
    """``podcast:remoteItem``: another show by its ``podcast:guid``, or an episode of it."""

    feed_guid: str
    feed_url: str | None = None
    item_guid: str | None = None
    medium: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """``podcast:valueRecipient``: who gets ``split`` shares of a payment."""

    type: str
    address: str
    split: int
    name: str | None = None
    fee: bool = False
    custom_key: str | None = None
    custom_value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSplit:
    """``podcast:valueTimeSplit``: for a while the payment goes to a remote item, or to others.

    Times in seconds; ``remote_percentage`` from 0 to 100.
    """

    start: float
    duration: float
    remote: RemoteItem | None = None
    remote_start: float | None = None
    remote_percentage: float | None = None
    recipients: tuple[Recipient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """``podcast:value``. ``suggested`` is an amount a minute, as digits."""

    type: str
    method: str
    recipients: tuple[Recipient, ...]
    suggested: str | None = None
    time_splits: tuple[TimeSplit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """``podcast:chat``: where listeners talk while they listen."""

    server: str
    protocol: str
    account_id: str | None = None
    space: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Social:
    """``podcast:socialInteract``: the post below which people comment; ``disabled`` has none."""

    protocol: str
    uri: str | None = None
    account_id: str | None = None
    account_url: str | None = None
    priority: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundbite:
    """``podcast:soundbite``: ``start`` and ``duration`` in seconds."""

    start: float
    duration: float
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSource:
    """``podcast:source``: ``content_type`` where it is not that of the file (a torrent's)."""

    uri: str
    content_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrity:
    """``podcast:integrity``: ``type`` is ``sri`` or ``pgp-signature``."""

    type: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateEnclosure:
    """``podcast:alternateEnclosure``: the same sound, or one like it, in another form.

    ``length`` in bytes, ``bitrate`` in bits a second, ``height`` in pixels.
    """

    type: str
    sources: tuple[MediaSource, ...]
    length: int | None = None
    bitrate: float | None = None
    height: int | None = None
    lang: str | None = None
    title: str | None = None
    rel: str | None = None
    codecs: str | None = None
    default: bool = False
    integrity: Integrity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLink:
    """``podcast:contentLink``: the same content elsewhere, and what the link says."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodePodcasting:
    """An episode's tags of the podcast namespace that nothing but the feed needs."""

    funding: tuple[Funding, ...] = ()
    locations: tuple[Location, ...] = ()
    images: tuple[Picture, ...] = ()
    soundbites: tuple[Soundbite, ...] = ()
    alternate_enclosures: tuple[AlternateEnclosure, ...] = ()
    value: tuple[Value, ...] = ()
    social_interact: tuple[Social, ...] = ()
    chat: Chat | None = None
    content_links: tuple[ContentLink, ...] = ()
    txt: tuple[Txt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveItem:
    """``podcast:liveItem``: a stream. ``start`` and ``end`` are aware, ``length`` is in bytes.

    Without a ``guid`` the show's and the start make one. ``status`` is ``pending``, ``live`` or
    ``ended``; ``podcasting`` has at least one content link.
    """

    title: str
    status: str
    start: datetime
    url: str
    type: str
    podcasting: EpisodePodcasting
    length: int = 0
    guid: str | None = None
    end: datetime | None = None
    link: str | None = None
    description: str | None = None
    image: str | None = None
    persons: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPodcasting:
    """A show's tags of the podcast namespace that nothing but the feed needs."""

    locations: tuple[Location, ...] = ()
    blocks: tuple[Block, ...] = ()
    update_frequency: UpdateFrequency | None = None
    podping: bool | None = None
    trailers: tuple[Trailer, ...] = ()
    images: tuple[Picture, ...] = ()
    value: tuple[Value, ...] = ()
    social_interact: tuple[Social, ...] = ()
    chat: Chat | None = None
    publisher: RemoteItem | None = None
    podroll: tuple[RemoteItem, ...] = ()
    remote_items: tuple[RemoteItem, ...] = ()
    txt: tuple[Txt, ...] = ()
    live_items: tuple[LiveItem, ...] = ()
