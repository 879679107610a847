"""An episode's numbers, dates, type and guid, of its file and of any feed's item alike."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from podcastkit.checks.rule import APPLE, PSP1, RSS, SPOTIFY, Fault, Said, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import EpisodeView, FeedView, TagView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_GUIDE = "Apple, A Podcaster's Guide to RSS"
_TYPES = ("full", "trailer", "bonus")
_FIRST = dt.datetime(1995, 1, 1, tzinfo=dt.UTC)
_A_YEAR = dt.timedelta(days=366)


@rule(
    "PK220",
    "number-not-positive",
    _W,
    of=Subject.ITEM,
    profiles=(APPLE,),
    source=f"{_GUIDE}: itunes:season, itunes:episode",
)
def number_not_positive(episode: EpisodeView) -> Iterator[Fault]:
    """A season or episode number in a feed is no whole number above 0.

    Apple takes no other, and sorts by it.

    Bad in an item::

        <itunes:episode>12b</itunes:episode>

    Good in an item::

        <itunes:episode>12</itunes:episode>
    """
    for name, said in (("itunes:season", episode.season), ("itunes:episode", episode.number)):
        if said and not (said.text.strip().isdecimal() and int(said.text.strip()[:18]) > 0):
            yield Fault(said.spot, f'{name} is "{said.text[:40]}", no whole number above 0',
                        "leave it out where there is none")  # fmt: skip


@rule(
    "PK221",
    "number-doubled",
    _W,
    of=Subject.FEED,
    profiles=(APPLE,),
    source=f"{_GUIDE}: itunes:episode",
)
def number_doubled(feed: FeedView) -> Iterator[Fault]:
    """Two full episodes of a season have one number.

    Apps that sort a serial show by numbers play them in any order. Trailers and bonus episodes
    may have the number of the episode to which they belong.

    Bad in two episodes::

        episode = 3

    Good in an episode::

        episode = 3
    """
    first: dict[tuple[str, str], EpisodeView] = {}
    for episode in feed.episodes:
        if episode.number is None or _type(episode) != "full":
            continue
        season = episode.season.text.strip() if episode.season else ""
        key = (season, episode.number.text.strip())
        other = first.setdefault(key, episode)
        if other is not episode:
            where = f"season {season}, " if season else ""
            yield Fault(Said(episode.path, episode.number.spot),
                        f"{where}episode {key[1]} is also {other.name}",
                        "give one of the two another number")  # fmt: skip


def _type(episode: EpisodeView) -> str:
    return (episode.type.text.strip().lower() if episode.type else "") or "full"


@rule(
    "PK222",
    "episode-type-unknown",
    _E,
    of=Subject.ITEM,
    profiles=(APPLE,),
    source=f"{_GUIDE}: itunes:episodeType",
)
def type_unknown(episode: EpisodeView) -> Iterator[Fault]:
    """An item's type is none of ``full``, ``trailer`` and ``bonus``.

    Bad in an item::

        <itunes:episodeType>special</itunes:episodeType>

    Good in an item::

        <itunes:episodeType>bonus</itunes:episodeType>
    """
    if episode.type and _type(episode) not in _TYPES:
        yield Fault(episode.type.spot, f'"{episode.type.text[:40]}" is no type of an episode',
                    "full, trailer or bonus")  # fmt: skip


@rule(
    "PK223",
    "date-implausible",
    _W,
    of=Subject.FEED,
    profiles=(APPLE,),
    source="Apple, Podcast RSS feed requirements: pubDate; W3C Feed Validator",
)
def date_implausible(feed: FeedView) -> Iterator[Fault]:
    """An episode is dated before 1995, or more than a year ahead.

    There were no podcasts then; often a year was mistyped, or a clock began at 1970.

    Bad in an item::

        <pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate>

    Good in an item::

        <pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>
    """
    for episode in feed.episodes:
        date = episode.published
        if date is not None and not _FIRST <= date <= feed.as_of + _A_YEAR:
            spot = episode.date.spot if episode.date else episode.spot
            yield Fault(Said(episode.path, spot),
                        f"{episode.name} is dated {date:%Y-%m-%d}", "is the year right?")  # fmt: skip


@rule(
    "PK224",
    "guid-is-no-link",
    _E,
    of=Subject.ITEM,
    profiles=(RSS,),
    source="RSS 2.0, guid: isPermaLink is true where nothing is said",
)
def guid_is_no_link(episode: EpisodeView) -> Iterator[Fault]:
    """A guid is said to be a link, and is none.

    Without ``isPermaLink="false"`` a guid counts as an address, and apps open it.

    Bad in an item::

        <guid>episode-12</guid>

    Good in an item::

        <guid isPermaLink="false">episode-12</guid>
    """
    said = episode.guid
    if (
        said
        and said.text.strip()
        and episode.permalink
        and not re.match(r"\s*https?://", said.text)
    ):
        yield Fault(said.spot, f'the guid "{said.text[:60]}" counts as a link, and is none',
                    'isPermaLink="false"; the guid itself must stay as it is')  # fmt: skip


@rule(
    "PK225",
    "explicit-invalid",
    _E,
    of=Subject.TAG,
    profiles=(APPLE, PSP1),
    tags=("itunes:explicit",),
    source="Apple, Podcast RSS feed requirements; PSP-1: true or false",
)
def explicit_invalid(tag: TagView) -> Iterator[Fault]:
    """``itunes:explicit`` is neither ``true`` nor ``false``.

    ``yes``, ``no`` and ``clean`` were right once; Apple names the two words alone now.

    Bad in an item::

        <itunes:explicit>yes</itunes:explicit>

    Good in an item::

        <itunes:explicit>true</itunes:explicit>
    """
    word = tag.text.strip()
    if word not in {"true", "false"}:
        old = {"yes": "true", "explicit": "true", "no": "false", "clean": "false"}
        near = old.get(word.lower(), word.lower() if word.lower() in {"true", "false"} else None)
        yield Fault(tag.spot, f'itunes:explicit is "{word[:40]}"',
                    f"write {near}" if near else "true or false")  # fmt: skip


@rule(
    "PK226",
    "serial-without-numbers",
    _E,
    of=Subject.FEED,
    profiles=(APPLE,),
    source=f"{_GUIDE}: itunes:type serial needs itunes:episode",
)
def serial_without_numbers(feed: FeedView) -> Iterator[Fault]:
    """A serial show has an episode without a number.

    The numbers are the order in which apps play it.

    Bad in a channel::

        <itunes:type>serial</itunes:type>

    Good in a channel::

        <itunes:type>episodic</itunes:type>
    """
    kind = feed.show.type
    if kind is None or kind.text.strip().lower() != "serial":
        return
    for episode in feed.episodes:
        if episode.number is None and _type(episode) == "full":
            yield Fault(Said(episode.path, episode.spot),
                        f"the show is serial, and {episode.name} has no number",
                        "episode = 1, 2, 3, … in the order of the story")  # fmt: skip


@rule(
    "PK227",
    "no-full-episode",
    _E,
    of=Subject.FEED,
    profiles=(SPOTIFY,),
    source="Spotify, podcast delivery specification: at least one episode",
)
def no_full_episode(feed: FeedView) -> Iterator[Fault]:
    """The show has no full episode, only trailers or bonus episodes, or nothing at all.

    Spotify takes a show with its first episode, no earlier.

    Bad in two items::

        <itunes:episodeType>trailer</itunes:episodeType>

    Good in an item::

        <itunes:episodeType>full</itunes:episodeType>
    """
    if not any(_type(episode) == "full" for episode in feed.episodes):
        yield Fault(Said(feed.show.path, feed.show.spot), "the show has no full episode yet", None)


@rule(
    "PK228",
    "enclosure-doubled",
    _E,
    of=Subject.FEED,
    profiles=(APPLE,),
    source="Apple, Podcast RSS feed requirements: enclosure URLs are unique",
)
def enclosure_doubled(feed: FeedView) -> Iterator[Fault]:
    """Two items of a feed have one enclosure URL.

    One of the two plays the other's sound, and statistics count them as one.

    Bad in two items::

        <enclosure url="https://cdn.example.org/one.mp3" length="1" type="audio/mpeg"/>

    Good in an item::

        <enclosure url="https://cdn.example.org/one.mp3" length="400000" type="audio/mpeg"/>
    """
    if feed.size is None:
        return  # of a project's own files PK025 tells it
    groups: dict[str, list[EpisodeView]] = defaultdict(list)
    for episode in feed.episodes:
        if episode.url:
            groups[episode.url.text.strip()].append(episode)
    for url, group in groups.items():
        for episode in group[1:]:
            if episode.url:
                yield Fault(Said(episode.path, episode.url.spot),
                            f"the enclosure {url[:200]} is also that of {group[0].name}",
                            "each episode has a sound of its own")  # fmt: skip
