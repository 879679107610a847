"""The podcast namespace's tags of payments: value, its recipients, its splits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.checks.rule import PODCASTING2, Fault, Subject, rule
from podcastkit.checks.rules.podcasting20_channel import lacking
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import TagView

_W = Severity.WARNING
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@rule(
    "PK670",
    "value-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:value",),
    source="Podcast namespace: value",
)
def value(tag: TagView) -> Iterator[Fault]:
    """``podcast:value`` lacks its type, its method, or somebody to pay.

    Bad in a channel::

        <podcast:value type="lightning" method="keysend"/>

    Good in a channel::

        <podcast:value type="lightning" method="keysend">
          <podcast:valueRecipient name="Ada" type="node" address="02d5c1bf8b94" split="100"/>
        </podcast:value>
    """
    yield from lacking(tag, "type", "method")
    if "podcast:valueRecipient" not in tag.children:
        yield Fault(tag.spot, "it has no recipient",
                    '<podcast:valueRecipient type="node" address="…" split="100"/>')  # fmt: skip


@rule(
    "PK671",
    "value-recipient-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:valueRecipient",),
    source="Podcast namespace: valueRecipient",
)
def recipient(tag: TagView) -> Iterator[Fault]:
    """``podcast:valueRecipient`` lacks its type, its address or its share.

    Bad in a channel::

        <podcast:value type="lightning" method="keysend">
          <podcast:valueRecipient name="Ada" type="node" split="100"/>
        </podcast:value>

    Good in a channel::

        <podcast:value type="lightning" method="keysend">
          <podcast:valueRecipient name="Ada" type="node" address="02d5c1bf8b94" split="100"/>
        </podcast:value>
    """
    yield from lacking(tag, "type", "address", "split")
    split = tag.attributes.get("split", "").strip()
    if split and not split.isdecimal():
        yield Fault(tag.spot, f'the split is "{split[:20]}"', "a whole number of shares")


@rule(
    "PK672",
    "value-time-split-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:valueTimeSplit",),
    source="Podcast namespace: valueTimeSplit",
)
def time_split(tag: TagView) -> Iterator[Fault]:
    """``podcast:valueTimeSplit`` lacks its time, or those to whom the payment goes then.

    Bad in an item::

        <podcast:value type="lightning" method="keysend">
          <podcast:valueRecipient name="Ada" type="node" address="02d5c1bf8b94" split="100"/>
          <podcast:valueTimeSplit startTime="60"/>
        </podcast:value>

    Good in an item::

        <podcast:value type="lightning" method="keysend">
          <podcast:valueRecipient name="Ada" type="node" address="02d5c1bf8b94" split="100"/>
          <podcast:valueTimeSplit startTime="60" duration="237">
            <podcast:remoteItem feedGuid="9b024349-ccf0-5f69-a609-6b82873eab3c"/>
          </podcast:valueTimeSplit>
        </podcast:value>
    """
    for name in ("startTime", "duration"):
        written = tag.attributes.get(name, "").strip()
        if not _NUMBER.fullmatch(written):
            yield Fault(tag.spot, f'{name} is "{written[:20]}", no number of seconds',
                        f'{name}="60"')  # fmt: skip
    remote = tag.children.count("podcast:remoteItem")
    if remote > 1 or (not remote and "podcast:valueRecipient" not in tag.children):
        yield Fault(tag.spot, "it needs one remote item, or recipients of its own",
                    '<podcast:remoteItem feedGuid="…"/>')  # fmt: skip
