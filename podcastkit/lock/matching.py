"""Who keeps which entry: renamed episodes, removed ones, and the lock that a run leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podcastkit.lock.entries import Entry, Known, Lock, Matching

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence


def match(lock: Lock, sources: Sequence[Known]) -> Matching:
    """Find each source's entry: by slug; else the one that lost its file.

    A slug that the lock does not know takes over the entry whose own slug is gone from the
    project: it was renamed. The guid written in its file counts first, then its path, then its
    audio URL; what several unknown sources share names none of them, and an entry is taken once.
    A removed entry keeps its guid to itself, unless a file asks for it by that very guid.
    """
    slugs = {source.slug for source in sources}
    entries = {source.slug: lock.episodes[source.slug] for source in sources
               if source.slug in lock.episodes}  # fmt: skip
    free = [(slug, lock.episodes[slug]) for slug in sorted(lock.episodes) if slug not in slugs]
    unknown = sorted((s for s in sources if s.slug not in lock.episodes), key=lambda s: s.slug)
    renamed: dict[str, str] = {}
    taken: set[str] = set()
    for by in ("guid", "source", "audio_url"):
        wanted: dict[str | None, list[str]] = {}
        for source in unknown:
            if source.slug not in entries:
                wanted.setdefault(getattr(source, by), []).append(source.slug)
        for slug, entry in free:
            takers = wanted.get(getattr(entry, by), [])
            asked = entry.removed is None or by == "guid"
            if asked and slug not in taken and len(takers) == 1 and takers[0] not in entries:
                entries[takers[0]] = entry
                renamed[takers[0]] = slug
                taken.add(slug)
    left = {slug: entry for slug, entry in lock.episodes.items()
            if slug not in slugs and slug not in taken}  # fmt: skip
    return Matching(entries=entries, renamed=renamed, left=left)


def updated(
    lock: Lock,
    *,
    show_guid: str,
    feed_url: str,
    published: Mapping[str, Entry],
    renamed_from: Collection[str],
    removed: Iterable[tuple[str, str]],
) -> Lock:
    """The next lock: what is published now, and what was, with the reasons of its removal.

    ``removed`` pairs slugs with reasons. An entry that is neither published nor removed stays; so
    does one whose new name is not published, for no guid may ever be lost.
    """
    guids = {entry.guid for entry in published.values()}
    entries = {slug: entry for slug, entry in lock.episodes.items()
               if slug not in renamed_from or entry.guid not in guids}  # fmt: skip
    entries.update({slug: replace(entry, removed=None) for slug, entry in published.items()})
    for slug, reason in removed:
        if slug in entries and slug not in published:
            entries[slug] = replace(entries[slug], removed=reason)
    return Lock(show_guid=show_guid, feed_url=feed_url, episodes=entries)
