"""The guard once more, against a feed: the one that is live, or the one of the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.adopt import guid_of
from podcastkit.checks import guard
from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from podcastkit.adopt import Match
    from podcastkit.feed.document.read import FeedItem, ReadFeed
    from podcastkit.model import Episode


def check_against(
    feed: ReadFeed,
    matches: Sequence[Match],
    episodes: Sequence[Episode],
    *,
    show_guid: str,
    known: Collection[str],
    allowances: Sequence[guard.Allowance],
    live: bool,
) -> Iterator[Problem]:
    """What the subscribers of ``feed`` would notice of these episodes.

    ``matches`` pair its items with episodes by anything but the guid. Of the guids that are
    ``known`` to the lock nothing is told here: the guard has compared the lock already. Of a
    ``live`` feed it is also told which old episodes it does not have.
    """
    now = {episode.guid: episode for episode in episodes}
    by_slug = {episode.slug: episode for episode in episodes}
    pairs = {id(match.item): match for match in matches if match.file.slug in by_slug}
    lost = []
    for item in feed.items:
        guid, match = guid_of(item), pairs.get(id(item))
        if guid is None:
            continue
        if guid in now:
            yield from _swap(now[guid], match, allowances)
        elif guid in known:
            continue
        elif match is not None:
            yield from _changed(feed.path, item, guid, by_slug[match.file.slug], allowances)
        else:
            lost.append(guid)
            yield from _removed(feed.path, item, guid, allowances)
    if live:
        matched = {match.file.slug for match in pairs.values()}
        yield from _unheard_of(feed, [e for e in episodes if e.slug not in matched])
    named = {allowance.slug for allowance in allowances if allowance.kind == "removed"}
    count = sum(guid not in named for guid in lost)
    published = sum(guid_of(item) is not None for item in feed.items)
    yield from guard.check_shrunk(count, published, allowances, feed.path)
    yield from guard.check_show_guid(show_guid, feed.guid, allowances, feed.path)


def _unheard_of(feed: ReadFeed, episodes: Sequence[Episode]) -> Iterator[Problem]:
    """Episodes that are older than the live feed's newest, and not in it."""
    told = {guid_of(item) for item in feed.items}
    newest = max((item.published for item in feed.items if item.published), default=None)
    for episode in episodes:
        if newest is not None and episode.guid not in told and episode.published < newest:
            yield Problem(
                code="PK731",
                path=episode.source,
                key=(),
                message=f'"{episode.title}" is not in {feed.path}, which has newer ones',
                hint="apps will show it as a new one, in its place by date",
            )


def _swap(
    episode: Episode, match: Match | None, allowances: Sequence[guard.Allowance]
) -> Iterator[Problem]:
    """A guid that stands for another sound than it does in the feed."""
    by_sound = match is not None and match.by.startswith(("audio URL", "id "))
    if match is None or not by_sound or match.file.slug == episode.slug:
        return
    if not guard.allowed(allowances, "swapped", episode.slug):
        yield guard.swapped(episode, match.file.slug, "sound")


def _changed(
    path: str, item: FeedItem, guid: str, episode: Episode, allowances: Sequence[guard.Allowance]
) -> Iterator[Problem]:
    if not guard.allowed(allowances, "guid", episode.slug):
        yield Problem(
            code="PK701",
            path=path,
            line=item.line,
            message=f'subscribers have "{item.title}" by the guid "{guid}", and it would become '
            f'"{episode.guid}"; every app would download it again as a new episode',
            hint=f'write guid = "{guid}" into {episode.source}, or let podcastkit import do it; '
            f"or say that it is meant: --allow guid:{episode.slug}",
        )


def _removed(
    path: str, item: FeedItem, guid: str, allowances: Sequence[guard.Allowance]
) -> Iterator[Problem]:
    if not guard.allowed(allowances, "removed", guid):
        yield Problem(
            code="PK702",
            path=path,
            line=item.line,
            message=f'"{item.title}" is in this feed and would vanish: no episode has its guid '
            f'"{guid}"',
            hint="bring its file back; if it has one under another name, podcastkit import finds "
            f"it. Or say that it is meant: --allow removed:{guid}",
        )
