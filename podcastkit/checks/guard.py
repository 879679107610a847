"""The guard: what subscribers would notice, and may only happen when somebody says it is meant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.errors import UsageError
from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from podcastkit.lock import Entry
    from podcastkit.model import Episode

KINDS = {
    "guid": "PK701",
    "removed": "PK702",
    "swapped": "PK703",
    "show-guid": "PK704",
    "shrunk": "PK705",
    "first": "PK706",
}
_OF_EPISODES = frozenset({"guid", "removed", "swapped"})
_OLD = dt.timedelta(days=31)
_FEW = 3
_MANY = 10
"""Episodes that are told one by one; more are counted."""
_KEEP = "keep the old address alive for a while"
_A_DAY = dt.timedelta(days=1)
_TENTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """``--allow KIND[:SLUG]``: a change that is meant. ``slug`` is ``None`` for all episodes."""

    kind: str
    slug: str | None = None

    @classmethod
    def parse(cls, text: str) -> Allowance:
        """Read the words of one ``--allow``. Raises ``UsageError`` for an unknown kind."""
        kind, colon, slug = text.partition(":")
        if kind not in KINDS:
            raise UsageError(f'--allow "{text}": the kinds are {", ".join(KINDS)}')
        if colon and (not slug or kind not in _OF_EPISODES):
            raise UsageError(f'--allow "{text}": write {kind}' + (":SLUG" if not slug else ""))
        return cls(kind=kind, slug=slug or None)

    def covers(self, kind: str, slug: str | None) -> bool:
        """Whether this allows a change of ``kind`` to the episode ``slug``."""
        return self.kind == kind and self.slug in {None, slug}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A published episode that this run does not publish, and why: ``how`` completes "… is".

    ``back`` says how it comes back, where that is known.
    """

    slug: str
    entry: Entry
    how: str
    path: str
    back: str | None = None


def allowed(allowances: Sequence[Allowance], kind: str, slug: str | None = None) -> bool:
    """Whether a change was said to be meant."""
    return any(allowance.covers(kind, slug) for allowance in allowances)


def check_published(
    episodes: Sequence[Episode],
    entries: Mapping[str, Entry],
    audio_urls: Mapping[str, str],
    allowances: Sequence[Allowance],
) -> Iterator[Problem]:
    """What changed of episodes that subscribers have.

    ``entries`` and ``audio_urls`` (as written in the files) are by the episodes' slugs.
    """
    exchanged = _swaps(episodes, entries, audio_urls)
    for episode in episodes:
        entry = entries.get(episode.slug)
        if entry is None or entry.removed is not None:
            continue
        if episode.slug in exchanged:
            if not allowed(allowances, "swapped", episode.slug):
                yield swapped(episode, *exchanged[episode.slug])
            continue
        if episode.guid != entry.guid and not allowed(allowances, "guid", episode.slug):
            yield Problem(
                code="PK701",
                path=episode.source,
                key=("guid",),
                message=f'the guid of "{episode.title}" was "{entry.guid}" and would become '
                f'"{episode.guid}"; every app would download it again as a new episode',
                hint=f'write guid = "{entry.guid}", or say that it is meant: '
                f"--allow guid:{episode.slug}",
            )
        written = audio_urls[episode.slug]
        if written != entry.audio_url:
            yield Problem(
                code="PK707",
                path=episode.source,
                key=("episode_url",),
                message=f'the audio of "{episode.title}" moved from {entry.audio_url} to {written}',
                hint=f"{_KEEP}: some apps have it still",
            )
        if abs(episode.published - entry.published) > _A_DAY:
            yield Problem(
                code="PK708",
                path=episode.source,
                key=("date",),
                message=f'the date of "{episode.title}" was {entry.published:%Y-%m-%d} and becomes '
                f"{episode.published:%Y-%m-%d}",
                hint="apps sort by it; nothing is downloaded again",
            )


def check_moved(
    episodes: Sequence[Episode], enclosures: Mapping[str, str], config: str
) -> Iterator[Problem]:
    """Sounds that are published here, and get another address with their page or the site.

    ``enclosures`` has the addresses in the last feed by guid, with or without a prefix.
    """
    moved = [
        (episode, was)
        for episode in episodes
        if (was := enclosures.get(episode.guid))
        and not was.endswith(episode.enclosure_url.partition("://")[2])
    ]
    if len(moved) > _MANY:
        episode, was = moved[0]
        yield Problem(
            code="PK707",
            path=config,
            key=("show", "feed_url"),
            message=f"the sounds of {len(moved)} published episodes move, as that of "
            f'"{episode.title}" from {was} to {episode.enclosure_url}',
            hint=f"{_KEEP}, or let your web host redirect it",
        )
        return
    for episode, was in moved:
        yield Problem(
            code="PK707",
            path=episode.source,
            key=(),
            message=f'the audio of "{episode.title}" moves from {was} to {episode.enclosure_url}',
            hint=f"{_KEEP}; or let its page stay where it was, with slug in the front matter",
        )


def _swaps(
    episodes: Sequence[Episode], entries: Mapping[str, Entry], audio_urls: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Episodes that have another one's guid or sound, which that one has lost.

    By slug, each the other's slug and which of the two it is.
    """
    published = [e for e in episodes if e.slug in entries and entries[e.slug].removed is None]
    guids = {entries[e.slug].guid: e for e in published}
    sounds = {entries[e.slug].audio_url: e for e in published}
    found = {}
    for episode in published:
        entry = entries[episode.slug]
        by_guid = guids.get(episode.guid, episode)
        if by_guid is not episode and by_guid.guid != episode.guid != entry.guid:
            found[episode.slug] = by_guid.slug, "guid"
        url = audio_urls[episode.slug]
        by_sound = sounds.get(url, episode)
        if by_sound is not episode and audio_urls[by_sound.slug] != url != entry.audio_url:
            found[episode.slug] = by_sound.slug, "sound"
    return found


def swapped(episode: Episode, other: str, what: str) -> Problem:
    """An episode that would have ``what`` (guid or sound) another one was published with."""
    return Problem(
        code="PK703",
        path=episode.source,
        key=("guid",) if what == "guid" else ("episode_url",),
        message=f'"{episode.title}" would have the {what} that "{other}" was published with: '
        "apps would show the one and play the other",
        hint="put the two back as they were (were files renamed crosswise?), or say that it is "
        f"meant: --allow swapped:{episode.slug}",
    )


def check_shrunk(
    lost: int, published: int, allowances: Sequence[Allowance], path: str
) -> Iterator[Problem]:
    """Many episodes at once: rather a folder that was copied by half than a decision.

    ``lost`` counts those that go without having been named one by one, of ``published``.
    """
    if lost > 1 and lost * _TENTH > published and not allowed(allowances, "shrunk"):
        yield Problem(
            code="PK705",
            path=path,
            message=f"{lost} of {published} published episodes would vanish at once",
            hint="is the folder of episodes whole, and the right branch checked out? If it is "
            "meant: --allow removed --allow shrunk",
        )


def lost(gone: Sequence[Gone], allowances: Sequence[Allowance]) -> int:
    """How many go without having been named: ``--allow removed:SLUG`` names one."""
    named = {allowance.slug for allowance in allowances if allowance.kind == "removed"}
    return sum(item.slug not in named for item in gone)


def check_removed(
    gone: Sequence[Gone], allowances: Sequence[Allowance], lock_path: str
) -> Iterator[Problem]:
    """Published episodes that this run would take away.

    Where many have no file any more, or none yet, one problem stands for all of these.
    """
    meant = [item for item in gone if not allowed(allowances, "removed", item.slug)]
    fileless = [item for item in meant if not item.path]
    if len(fileless) > _MANY:
        yield _many_removed(fileless, lock_path)
    for item in meant:
        if item.path or len(fileless) <= _MANY:
            yield Problem(
                code="PK702",
                path=item.path or lock_path,
                message=f'the published episode "{item.slug}" {item.how}; '
                "it would vanish from the feed",
                hint=f"{item.back or _back(item.entry)}, or say that it is meant: "
                f"--allow removed:{item.slug}",
            )


def _back(entry: Entry) -> str:
    return (
        "bring it back (if its file has another name and sound now, write guid = "
        f'"{entry.guid}" into it)'
    )


def _many_removed(gone: Sequence[Gone], lock_path: str) -> Problem:
    """All published episodes without a file, in one."""
    slugs = ", ".join(f'"{item.slug}"' for item in gone[:_FEW])
    return Problem(
        code="PK702",
        path=lock_path,
        message=f"{len(gone)} published episodes have no file here: {slugs} and "
        f"{len(gone) - _FEW} more; they would vanish from the feed",
        hint="bring their files back, or write one for each that was imported, with the "
        "sound or the guid that it has in the lock; or say that it is meant: --allow removed",
    )


def check_show_guid(
    now: str, locked: str | None, allowances: Sequence[Allowance], path: str
) -> Iterator[Problem]:
    """A changed ``podcast:guid``."""
    if locked is not None and now != locked and not allowed(allowances, "show-guid"):
        yield Problem(
            code="PK704",
            path=path,
            key=("show", "guid"),
            message=f'podcast:guid was "{locked}" and would become "{now}"; directories would take '
            "the show for another one",
            hint=f'write guid = "{locked}" in [show], or say that it is meant: --allow show-guid',
        )


def count_old(dates: Iterable[dt.datetime], *, as_of: dt.datetime) -> int:
    """How many episodes are older than a month, so that somebody may have heard them."""
    return sum(date < as_of - _OLD for date in dates)


def check_first(
    dates: Sequence[dt.datetime],
    *,
    as_of: dt.datetime,
    feed_is_ours: str | None,
    lock_path: str,
    allowances: Sequence[Allowance],
) -> Iterator[Problem]:
    """A build without a lock, of a show that may have subscribers.

    ``feed_is_ours`` is the path of a feed that an earlier build wrote, ``dates`` are the episodes'.
    """
    if allowed(allowances, "first"):
        return
    if feed_is_ours is not None:
        yield Problem(
            code="PK706",
            path=lock_path,
            message=f"{lock_path} is gone, although {feed_is_ours} was built with one; "
            "the guids that subscribers have are in it",
            hint=f"restore it from git: git checkout HEAD -- {lock_path}; or take the guids out of "
            "the feed that is online: podcastkit import URL; or begin anew with --allow first",
        )
        return
    old = count_old(dates, as_of=as_of)
    if old > _FEW:
        yield Problem(
            code="PK706",
            path=lock_path,
            message=f"this show may have subscribers: {old} episodes are older than a month, and "
            "there is no lock with the guids that apps know them by",
            hint="import their feed first, from its present address: podcastkit import URL; "
            "or say that nobody has subscribed yet: --allow first",
        )
