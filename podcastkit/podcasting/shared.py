"""Readers of what a show and an episode both may have: places, pictures, talk, payments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from podcastkit import values
from podcastkit.model import (
    Chat,
    Funding,
    Location,
    Picture,
    Recipient,
    RemoteItem,
    Social,
    TimeSplit,
    Txt,
    Value,
)
from podcastkit.podcasting.tables import (
    address,
    amount,
    count,
    each,
    host,
    like,
    may,
    mime,
    must,
    table,
    url,
    word_of,
)
from podcastkit.podcasting.terms import COUNTRY, OSM, RATIO, UUID, is_geo
from podcastkit.values import BadValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

_FEED_GUID = "podcast:guid of that show's feed, for example 9b024349-ccf0-5f69-a609-6b82873eab3c"
_AMOUNT = re.compile(r"\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_PROTOCOLS = {
    "bsky.app": "bluesky",
    "twitter.com": "twitter",
    "x.com": "twitter",
    "peakd.com": "hive",
    "hive.blog": "hive",
    "matrix.to": "matrix",
    "njump.me": "nostr",
}
# What is well known and has no protocol for this: apps would ask in vain.
_NO_COMMENTS = frozenset(
    {"youtube.com", "youtu.be", "reddit.com", "facebook.com", "fb.com", "instagram.com",
     "tiktok.com", "linkedin.com", "discord.com", "discord.gg", "t.me", "threads.net",
     "spotify.com"}
)  # fmt: skip
_NO_COMMENTS_BELOW = (".youtube.com", ".reddit.com", ".facebook.com", ".spotify.com")


def location(value: Any) -> Location:
    """A place: its name, or a table."""
    if not isinstance(value, dict):
        return Location(name=values.text(value))
    return Location(
        name=must(value, values.text, "name"),
        rel=may(value, word_of("subject", "creator"), "rel"),
        geo=may(value, _geo, "geo"),
        osm=may(value, like(OSM, '"R113314": N, W or R and a number'), "osm"),
        country=may(value, like(COUNTRY, '"US": two letters of ISO 3166-1'), "country"),
    )


def _geo(value: Any) -> str:
    written = value.strip() if isinstance(value, str) else ""
    written = written if written.startswith("geo:") else f"geo:{written.replace(' ', '')}"
    if not is_geo(written):
        raise BadValueError(
            f"{values.shown(value)}, and should be latitude and longitude",
            '"geo:30.2672,-97.7431"',
        )
    return written


def txt(value: Any) -> Txt:
    """A text for a service: the text, or a table."""
    if not isinstance(value, dict):
        return Txt(text=values.text(value))
    return Txt(text=must(value, values.text, "text"), purpose=may(value, values.text, "purpose"))


def picture(value: Any) -> Picture:
    """A picture: its address, or a table."""
    if not isinstance(value, dict):
        return Picture(url=url(value))
    return Picture(
        url=must(value, url, "url", "href"),
        alt=may(value, values.text, "alt"),
        aspect_ratio=may(value, like(RATIO, '"16/9"'), "aspect_ratio"),
        width=may(value, count, "width"),
        height=may(value, count, "height"),
        type=may(value, mime, "type"),
        purpose=may(value, _words, "purpose"),
    )


def _words(value: Any) -> str:
    """Words with blanks between, also as a list."""
    if isinstance(value, list | tuple):
        return " ".join(map(values.text, value))
    return values.text(value)


def chat(value: Any) -> Chat:
    """A chat room."""
    source = table(value, '{ server = "irc.example.org", protocol = "irc", space = "#show" }')
    return Chat(
        server=must(source, values.text, "server"),
        protocol=must(source, values.text, "protocol").lower(),
        account_id=may(source, values.text, "account_id"),
        space=may(source, values.text, "space"),
    )


def social(value: Any) -> Social:
    """A post below which people comment: its address or a table; ``false`` wants no comments."""
    if value is False or (isinstance(value, str) and value.strip().lower() == "disabled"):
        return Social(protocol="disabled")
    if not isinstance(value, dict):
        uri = address(value)
        return Social(protocol=_protocol(uri), uri=uri)
    protocol = may(value, values.text, "protocol")
    if protocol is not None and protocol.lower() == "disabled":
        return Social(protocol="disabled")
    uri = must(value, address, "uri", "url")
    return Social(
        protocol=protocol.lower() if protocol else _protocol(uri),
        uri=uri,
        account_id=may(value, values.text, "account_id"),
        account_url=may(value, url, "account_url"),
        priority=may(value, count, "priority"),
    )


def _protocol(uri: str) -> str:
    """The protocol of an address: the Fediverse's, unless it is known to be another's."""
    scheme, name = uri.partition(":")[0].lower(), urlsplit(uri).hostname or ""
    if scheme == "at":
        return "atproto"
    if scheme in {"nostr", "lightning", "matrix"}:
        return scheme
    host_name = name.removeprefix("www.").removeprefix("m.").removeprefix("old.")
    if host_name in _NO_COMMENTS or host_name.endswith(_NO_COMMENTS_BELOW):
        raise BadValueError(
            f"an address of {host_name}, whose comments no podcast app can show",
            "the address of a post in the Fediverse or on Bluesky",
        )
    return _PROTOCOLS.get(host_name, "activitypub")


def link(value: Any) -> tuple[str, str]:
    """An address and what the link says; of an address alone, its host."""
    if not isinstance(value, dict):
        written = url(value)
        return written, host(written)
    written = must(value, url, "url", "href")
    return written, may(value, values.text, "text") or host(written)


def funding(value: Any) -> Funding:
    """Where listeners can give money."""
    written, words = link(value)
    return Funding(url=written, text=words)


def remote_item(value: Any) -> RemoteItem:
    """Another show, or an episode of it: its guid, or a table."""
    if isinstance(value, str):
        return RemoteItem(feed_guid=_feed_guid(value))
    source = table(value, '{ feed_guid = "…", feed_url = "https://…", title = "…" }')
    return RemoteItem(
        feed_guid=must(source, _feed_guid, "feed_guid"),
        feed_url=may(source, url, "feed_url"),
        item_guid=may(source, values.text, "item_guid"),
        medium=may(source, values.text, "medium"),
        title=may(source, values.text, "title"),
    )


def _feed_guid(value: Any) -> str:
    written = value.strip() if isinstance(value, str) else ""
    if not UUID.fullmatch(written):
        raise BadValueError(f"{values.shown(value)}, and should be the guid of a show", _FEED_GUID)
    return written.lower()


def value(written: Any) -> Value:
    """Whom listeners pay. Without type and method it is Lightning's keysend."""
    source = table(written, '{ recipients = [{ name = "…", address = "…", split = 100 }] }')
    paid = must(source, each(recipient), "recipients")
    if not paid:
        raise BadValueError("a list of nobody", None, key=("recipients",))
    return Value(
        type=may(source, values.text, "type") or "lightning",
        method=may(source, values.text, "method") or "keysend",
        suggested=may(source, _suggested, "suggested"),
        recipients=paid,
        time_splits=may(source, each(time_split), "time_splits") or (),
    )


def _suggested(value: Any) -> str:
    """An amount as digits: as written, or a number without an exponent."""
    if isinstance(value, float) and value >= 0:
        value = f"{value:.15f}".rstrip("0").rstrip(".")
    written = str(value).strip() if isinstance(value, int | str) else ""
    if isinstance(value, bool) or not _AMOUNT.fullmatch(written):
        raise BadValueError(f"{values.shown(value)}, and should be an amount", '"0.00000005000"')
    return written


def recipient(value: Any) -> Recipient:
    """Who is paid: a node, or (with an @) a Lightning address."""
    source = table(value, '{ name = "…", address = "…", split = 100 }')
    where = must(source, values.text, "address")
    return Recipient(
        name=may(source, values.text, "name"),
        type=may(source, values.text, "type") or ("lnaddress" if "@" in where else "node"),
        address=where,
        split=must(source, count, "split"),
        fee=may(source, values.boolean, "fee") or False,
        custom_key=may(source, values.text, "custom_key"),
        custom_value=may(source, values.text, "custom_value"),
    )


def time_split(value: Any) -> TimeSplit:
    """Who is paid for a while: a remote item, or recipients."""
    source = table(value, '{ start = "1:00", duration = 237, remote = { feed_guid = "…" } }')
    start, duration = span(source)
    remote = may(source, remote_item, "remote")
    paid = may(source, each(recipient), "recipients") or ()
    if bool(remote) == bool(paid):
        raise BadValueError("a table that needs either remote or recipients", None)
    return TimeSplit(
        start=start,
        duration=duration,
        remote=remote,
        remote_start=may(source, values.seconds, "remote_start"),
        remote_percentage=may(source, _percentage, "remote_percentage"),
        recipients=paid,
    )


def span(source: Mapping[str, Any]) -> tuple[float, float]:
    """A part of a sound: its start, and how long it lasts or when it ends."""
    start = must(source, values.seconds, "start", "startTime")
    end = may(source, values.seconds, "end")
    if end is None:
        duration = must(source, values.seconds, "duration")
    elif end > start:
        duration = round(end - start, 3)
    else:
        raise BadValueError("a time that is not after the start", None, key=("end",))
    if round(duration, 3) <= 0:
        raise BadValueError("nothing, and should be some seconds", None, key=("duration",))
    return start, duration


def _percentage(value: Any) -> float:
    number = amount(value)
    if number > 100:
        raise BadValueError(f"{number:g}, and should be from 0 to 100")
    return number
