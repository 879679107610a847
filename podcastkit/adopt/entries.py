"""The lock that keeps what a feed's subscribers have."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from podcastkit.lock import Entry, Lock
from podcastkit.model import Audio

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from podcastkit.adopt.matching import Match
    from podcastkit.feed.document.read import FeedItem

HEARSAY = "feed"
"""How facts are marked that rest on a feed's word alone: the next run that may ask inspects."""

NO_FILE = ""
"""The source of an entry that no file of the project is."""


def guid_of(item: FeedItem) -> str | None:
    """The guid that apps know an item by; its enclosure's URL where the feed gives none.

    ``None`` for an item whose guid another one has already: apps show only that one.
    """
    if item.guid_doubled or item.enclosure is None:
        return None
    return item.guid or item.enclosure.url


def audio_of(item: FeedItem) -> Audio:
    """What the feed says of an item's sound. ``size`` is 0 where it tells none."""
    enclosure = item.enclosure
    return Audio(
        size=(enclosure.length if enclosure else None) or 0,
        duration=item.duration,
        exact=False,
        how=HEARSAY,
        type=(enclosure.type if enclosure else None) or "audio/mpeg",
    )


def adopted(
    lock: Lock,
    *,
    show_guid: str,
    feed_url: str | None,
    matches: Iterable[Match],
    known: Mapping[str, Entry],
    renamed: Mapping[str, str],
    written: Mapping[str, str],
    left: Sequence[FeedItem],
    slugs: Collection[str],
) -> Lock:
    """The lock after an import.

    ``known`` has the entries that the lock already holds of the project's episodes, ``renamed``
    their old slugs, and ``written`` the audio as each file writes it, all by slug. Items that are
    ``left`` over become entries without a file: they are published, and may not vanish by
    accident. ``slugs`` are those of all episodes.
    """
    entries = dict(lock.episodes)
    for match in matches:
        slug, guid = match.file.slug, guid_of(match.item)
        published = match.item.published or match.file.published
        if guid is None or published is None:
            continue
        old = known.get(slug)
        entries.pop(renamed.get(slug, ""), None)
        for other in [s for s, entry in entries.items() if entry.guid == guid and s != slug]:
            del entries[other]
        if old is not None and old.guid == guid:
            # Its sound stays as it was published: the guard must see when the file names another.
            entries[slug] = replace(old, published=published, source=match.file.path)
            continue
        entries[slug] = Entry(
            guid=guid,
            published=published,
            source=match.file.path,
            audio_url=written[slug],
            audio=audio_of(match.item),
        )
    taken = {entry.guid for entry in entries.values()}
    for item in left:
        guid = guid_of(item)
        if guid is None or guid in taken or item.published is None or item.enclosure is None:
            continue
        taken.add(guid)
        entries[_free_slug(item.title, {*entries, *slugs})] = Entry(
            guid=guid,
            published=item.published,
            source=NO_FILE,
            audio_url=item.enclosure.url,
            audio=audio_of(item),
        )
    return Lock(show_guid=show_guid, feed_url=feed_url, episodes=entries)


def _free_slug(title: str, taken: Collection[str]) -> str:
    """A name for an entry that has no file, made of its title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "episode"
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
