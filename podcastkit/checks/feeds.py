"""The rules over a whole feed: any feed of the world, or the one that podcastkit has made."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from podcastkit.checks.feed_views import Tree, element_of, episode_view, show_view
from podcastkit.checks.rule import Subject
from podcastkit.checks.run import ALL, Profiles, Severities, checks_of_tags, faults
from podcastkit.checks.views import FeedView
from podcastkit.feed.document.places import Places
from podcastkit.findings import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from podcastkit.checks.rule import Fault
    from podcastkit.feed.document.tree import Document

_MOST = 100


def check_feed(
    document: Document,
    *,
    profiles: Profiles,
    as_of: dt.datetime,
    size: int | None = None,
    fetched: str | None = None,
) -> list[Problem]:
    """What the rules find in a feed that was read, each at the line and column of its element.

    ``size`` is that of the feed in bytes, ``fetched`` the address from which it came. Of each
    rule a hundred findings are told one by one, and of the rest how many they are.
    """
    if document.root is None:
        return []
    places = Places(document)
    tree = Tree(document.root)
    counts: Counter[str] = Counter()
    problems: list[Problem] = []
    further: dict[str, Problem] = {}
    for code, fault in _faults(tree, document.path, profiles, as_of, size, fetched):
        counts[code] += 1
        if counts[code] <= _MOST + 1:
            line, column = places.of(element_of(tree, fault.spot))
            problem = Problem(code=code, path=document.path, message=fault.message,
                              hint=fault.hint, line=line, column=column)  # fmt: skip
            if counts[code] <= _MOST:
                problems.append(problem)
            else:
                further[code] = problem
    problems += [
        replace(problem, message=f"{counts[code] - _MOST} more like those above", hint=None)
        for code, problem in further.items()
    ]
    return problems


def _faults(
    tree: Tree,
    path: str,
    profiles: Profiles,
    as_of: dt.datetime,
    size: int | None,
    fetched: str | None,
) -> Iterator[tuple[str, Fault]]:
    if tree.channel() is None:
        return  # it is no feed, which reading it has told
    show = show_view(tree, path, fetched=fetched)
    yield from faults(Subject.SHOW, show, profiles)
    yield from faults(Subject.CHANNEL, show, profiles)
    title = show.title.text if show.title else ""
    episodes = tuple(episode_view(tree, item, path, title) for item in tree.items())
    for episode in episodes:
        yield from faults(Subject.EPISODE, episode, profiles)
        yield from faults(Subject.ITEM, episode, profiles)
    # What has no sound is no episode, and the rules of all episodes are not about it.
    heard = tuple(episode for episode in episodes if episode.url is not None)
    feed = FeedView(show=show, episodes=heard, size=size, as_of=as_of)
    yield from faults(Subject.FEED, feed, profiles)
    yield from tag_faults(tree, profiles)


def tag_faults(
    tree: Tree, profiles: Profiles, severities: Severities = ALL
) -> Iterator[tuple[str, Fault]]:
    """What the rules of tags find in all elements of a tree."""
    checks = checks_of_tags(profiles, severities)
    for tag in tree.tags(checks.keys()):
        for code, check in checks[tag.name]:
            for fault in check(tag):
                yield code, fault
