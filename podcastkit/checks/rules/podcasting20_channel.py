"""The podcast namespace's tags that speak of the show, each after its page."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from podcastkit.checks.rule import PODCASTING2, Fault, Subject, rule
from podcastkit.findings import Severity
from podcastkit.podcasting.terms import MEDIA, SERVICES, UUID, is_rrule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import TagView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_LONG = 128
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def long(tag: TagView, limit: int = _LONG) -> Iterator[Fault]:
    """A tag's text beyond what aggregators keep."""
    size = len(tag.text.strip())
    if size > limit:
        yield Fault(tag.spot, f"the text of <{tag.name}> has {size} characters; aggregators keep "
                    f"{limit}", "shorten it")  # fmt: skip


def lacking(tag: TagView, *names: str) -> Iterator[Fault]:
    """Attributes that the tag must have."""
    missing = [name for name in names if not tag.attributes.get(name, "").strip()]
    if missing:
        yield Fault(tag.spot, f"<{tag.name}> has no {' and no '.join(missing)}",
                    " ".join(f'{name}="…"' for name in missing))  # fmt: skip


@rule(
    "PK640",
    "locked-invalid",
    _I,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:locked",),
    source="Podcast namespace: locked",
)
def locked(tag: TagView) -> Iterator[Fault]:
    """``podcast:locked`` is neither yes nor no, or its owner is no e-mail address.

    Other hosts ask it whether they may import the show.

    Bad in a channel::

        <podcast:locked owner="ada@example.org">true</podcast:locked>

    Good in a channel::

        <podcast:locked owner="ada@example.org">yes</podcast:locked>
    """
    if tag.text.strip() not in {"yes", "no"}:
        yield Fault(tag.spot, f'podcast:locked is "{tag.text.strip()[:40]}"', "yes or no")
    owner = tag.attributes.get("owner")
    if owner and not _EMAIL.fullmatch(owner.strip()):
        yield Fault(tag.spot, f'"{owner[:60]}" is no e-mail address', 'owner="ada@example.org"')


@rule(
    "PK641",
    "funding-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:funding",),
    source="Podcast namespace: funding",
)
def funding(tag: TagView) -> Iterator[Fault]:
    """``podcast:funding`` has no address, or more words than apps show.

    Bad in a channel::

        <podcast:funding>Buy us a coffee</podcast:funding>

    Good in a channel::

        <podcast:funding url="https://example.org/coffee">Buy us a coffee</podcast:funding>
    """
    yield from lacking(tag, "url")
    yield from long(tag)


@rule(
    "PK642",
    "medium-unknown",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:medium",),
    source="Podcast namespace: medium",
)
def medium(tag: TagView) -> Iterator[Fault]:
    """``podcast:medium`` is none of the list.

    Apps choose by it how they play: music at its own speed, films in a row.

    Bad in a channel::

        <podcast:medium>radio</podcast:medium>

    Good in a channel::

        <podcast:medium>podcast</podcast:medium>
    """
    if tag.text.strip() not in MEDIA:
        yield Fault(
            tag.spot, f'"{tag.text.strip()[:40]}" is no medium', f"one of: {', '.join(MEDIA[:9])}"
        )


@rule(
    "PK643",
    "trailer-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:trailer",),
    source="Podcast namespace: trailer",
)
def trailer(tag: TagView) -> Iterator[Fault]:
    """``podcast:trailer`` lacks its address, its date or its title.

    Bad in a channel::

        <podcast:trailer url="https://cdn.example.org/trailer.mp3">Coming</podcast:trailer>

    Good in a channel::

        <podcast:trailer url="https://cdn.example.org/trailer.mp3" pubdate="Mon, 05 Jan 2026 09:00:00 +0000">Coming</podcast:trailer>
    """
    yield from lacking(tag, "url", "pubdate")
    yield from long(tag)
    if not tag.text.strip():
        yield Fault(tag.spot, "the trailer has no title", None)
    for name in ("length", "season"):
        written = tag.attributes.get(name)
        if written is not None and not written.strip().isdecimal():
            yield Fault(tag.spot, f'{name} is "{written[:20]}", no whole number', f'{name}="12"')


@rule(
    "PK644",
    "trailer-date",
    _E,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:trailer",),
    source="Podcast namespace: trailer; RFC 2822",
)
def trailer_date(tag: TagView) -> Iterator[Fault]:
    """A trailer's date is not written as RFC 2822 wants it.

    Apps show the newest trailer, and read no other form.

    Bad in a channel::

        <podcast:trailer url="https://cdn.example.org/t.mp3" pubdate="2026-01-05">Coming</podcast:trailer>

    Good in a channel::

        <podcast:trailer url="https://cdn.example.org/t.mp3" pubdate="Mon, 05 Jan 2026 09:00:00 +0000">Coming</podcast:trailer>
    """
    written = tag.attributes.get("pubdate", "").strip()
    if written:
        from podcastkit.feed.document import values

        instant, odd = values.instant(written)
        if instant is None or odd:
            yield Fault(tag.spot, f'the date "{written[:60]}": {odd}',
                        "Mon, 05 Jan 2026 09:00:00 +0000")  # fmt: skip


@rule(
    "PK645",
    "block-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:block",),
    source="Podcast namespace: block, service slugs",
)
def block(tag: TagView) -> Iterator[Fault]:
    """``podcast:block`` is neither yes nor no, or names a service that is not in the list.

    Bad in a channel::

        <podcast:block id="spotfy">yes</podcast:block>

    Good in a channel::

        <podcast:block id="spotify">yes</podcast:block>
    """
    if tag.text.strip() not in {"yes", "no"}:
        yield Fault(tag.spot, f'podcast:block is "{tag.text.strip()[:40]}"', "yes or no")
    service = tag.attributes.get("id")
    if service is not None and service.strip() not in SERVICES:
        yield Fault(tag.spot, f'"{service[:40]}" is no service of the list',
                    "for example apple, spotify, google")  # fmt: skip


@rule(
    "PK646",
    "update-frequency-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:updateFrequency",),
    source="Podcast namespace: updateFrequency; RFC 5545, 3.3.10; ISO 8601",
)
def update_frequency(tag: TagView) -> Iterator[Fault]:
    """``podcast:updateFrequency`` has a rule or a date that calendars do not know.

    Bad in a channel::

        <podcast:updateFrequency rrule="every week">Weekly</podcast:updateFrequency>

    Good in a channel::

        <podcast:updateFrequency rrule="FREQ=WEEKLY">Weekly</podcast:updateFrequency>
    """
    yield from long(tag)
    rrule, start = tag.attributes.get("rrule"), tag.attributes.get("dtstart")
    if rrule is not None and not is_rrule(rrule):
        yield Fault(tag.spot, f'"{rrule[:60]}" is no recurrence rule', 'rrule="FREQ=WEEKLY"')
    if start is not None and not is_iso(start):
        yield Fault(tag.spot, f'dtstart is "{start[:40]}"', 'dtstart="2026-01-05T09:00:00Z"')
    complete = tag.attributes.get("complete")
    if complete is not None and complete.strip() not in {"true", "false"}:
        yield Fault(tag.spot, f'complete is "{complete[:20]}"', 'complete="true"')
    if rrule and "COUNT=" in rrule.upper() and not start:
        yield Fault(tag.spot, "a rule with COUNT needs dtstart", 'dtstart="2026-01-05T09:00:00Z"')


def is_iso(text: str) -> bool:
    """Whether a text is a date, or a date and time, of ISO 8601."""
    try:
        dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return False
    return True


@rule(
    "PK647",
    "podping-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:podping",),
    source="Podcast namespace: podping",
)
def podping(tag: TagView) -> Iterator[Fault]:
    """``podcast:podping`` does not say whether the feed uses it.

    Bad in a channel::

        <podcast:podping usesPodping="yes"/>

    Good in a channel::

        <podcast:podping usesPodping="true"/>
    """
    if tag.attributes.get("usesPodping", "").strip() not in {"true", "false"}:
        yield Fault(tag.spot, "usesPodping is neither true nor false", 'usesPodping="true"')


@rule(
    "PK648",
    "remote-item-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:remoteItem",),
    source="Podcast namespace: remoteItem",
)
def remote_item(tag: TagView) -> Iterator[Fault]:
    """``podcast:remoteItem`` does not name another show by its ``podcast:guid``.

    Bad in a channel::

        <podcast:remoteItem feedUrl="https://example.org/other.xml"/>

    Good in a channel::

        <podcast:remoteItem feedGuid="9b024349-ccf0-5f69-a609-6b82873eab3c"/>
    """
    yield from lacking(tag, "feedGuid")
    guid = tag.attributes.get("feedGuid", "").strip()
    if guid and not UUID.fullmatch(guid):
        yield Fault(tag.spot, f'feedGuid "{guid[:60]}" is no UUID', "the other feed's podcast:guid")
    medium_of = tag.attributes.get("medium")
    if medium_of is not None and medium_of.strip() not in MEDIA:
        yield Fault(tag.spot, f'"{medium_of[:40]}" is no medium', f"one of: {', '.join(MEDIA[:9])}")


@rule(
    "PK649",
    "remote-items-missing",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:podroll", "podcast:publisher"),
    source="Podcast namespace: podroll, publisher",
)
def remote_items(tag: TagView) -> Iterator[Fault]:
    """A podroll or publisher holds no ``podcast:remoteItem``; a publisher holds exactly one.

    Bad in a channel::

        <podcast:podroll/>

    Good in a channel::

        <podcast:podroll>
          <podcast:remoteItem feedGuid="9b024349-ccf0-5f69-a609-6b82873eab3c"/>
        </podcast:podroll>
    """
    count = tag.children.count("podcast:remoteItem")
    if not count or (tag.name == "podcast:publisher" and count > 1):
        yield Fault(tag.spot, f"<{tag.name}> holds {count or 'no'} remote items",
                    '<podcast:remoteItem feedGuid="…"/>')  # fmt: skip


@rule(
    "PK650",
    "txt-long",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:txt",),
    source="Podcast namespace: txt",
)
def txt(tag: TagView) -> Iterator[Fault]:
    """``podcast:txt`` is longer than 4,000 characters, or its purpose than 128.

    Good in a channel::

        <podcast:txt purpose="verify">S6lpp7ZC</podcast:txt>
    """
    yield from long(tag, 4000)
    if len(tag.attributes.get("purpose", "")) > _LONG:
        yield Fault(tag.spot, "the purpose is longer than 128 characters", "a word is enough")


@rule(
    "PK651",
    "chat-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:chat",),
    source="Podcast namespace: chat",
)
def chat(tag: TagView) -> Iterator[Fault]:
    """``podcast:chat`` lacks its server or its protocol.

    Bad in a channel::

        <podcast:chat server="irc.example.org"/>

    Good in a channel::

        <podcast:chat server="irc.example.org" protocol="irc"/>
    """
    yield from lacking(tag, "server", "protocol")


@rule(
    "PK652",
    "live-item-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:liveItem",),
    source="Podcast namespace: liveItem; ISO 8601",
)
def live_item(tag: TagView) -> Iterator[Fault]:
    """``podcast:liveItem`` lacks its status, its start or a page for those whose app cannot play.

    Bad in a channel::

        <podcast:liveItem status="soon" start="2026-01-05T09:00:00Z">
          <title>Live</title>
          <podcast:contentLink href="https://example.org/live">Listen</podcast:contentLink>
        </podcast:liveItem>

    Good in a channel::

        <podcast:liveItem status="pending" start="2026-01-05T09:00:00Z">
          <title>Live</title>
          <podcast:contentLink href="https://example.org/live">Listen</podcast:contentLink>
        </podcast:liveItem>
    """
    status = tag.attributes.get("status", "").strip()
    if status not in {"pending", "live", "ended"}:
        yield Fault(tag.spot, f'the status is "{status[:40]}"', "pending, live or ended")
    for name in ("start", "end"):
        written = tag.attributes.get(name)
        if (written is None and name == "start") or (written is not None and not is_iso(written)):
            yield Fault(tag.spot, f'{name} is "{(written or "")[:40]}"',
                        f'{name}="2026-01-05T09:00:00Z"')  # fmt: skip
    if "podcast:contentLink" not in tag.children:
        yield Fault(tag.spot, "there is no podcast:contentLink",
                    '<podcast:contentLink href="https://…">Listen</podcast:contentLink>')  # fmt: skip
