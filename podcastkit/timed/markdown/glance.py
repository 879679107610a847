"""A quick look at a transcript's Markdown, for whoever only wants to know whether to read it.

A thousand transcripts are checked in a second, and most have nothing that a rule could find. The
look sees every time and name that the reader would see, and some that are none: what it makes
suspicious is read properly.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from podcastkit.timed.reading import clock
from podcastkit.timed.speakers import is_name

_TIME = r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-5][0-9])(?![0-9]|:[0-9])"
_ANY_TIME = re.compile(_TIME)
_FIRST = re.compile(rf"[\W_]*{_TIME}(?:\]\(#[^)]*\))?")
_NAME = re.compile(
    r"[\W_]*+([^\W\d_](?:[^\n:\uff1a*_<>\[\](){}?!;\"“”|0-9]|[0-9]++(?!:[0-9])){0,60}+)"
    r"([:\uff1a*_<(\[]|\d|\Z)"
)
# What most transcripts have, found at once: a name in bold, with a time in brackets on either side.
_USUAL = re.compile(
    rf"(?:\[{_TIME}\][ ]?)?\*\*([^\W\d_][\w .'-]{{0,40}}+):?\*\*:?[ ]?(?:\[{_TIME}\])?"
)
_HEAD = 90


class Glance(NamedTuple):
    """What lines seem to begin with: the last time, in seconds, whether all ascend, and names."""

    last: float | None
    ascends: bool
    names: tuple[str, ...]


def glance(markdown: str) -> Glance:
    """What the lines of a transcript seem to begin with."""
    times: list[float] = []
    names: list[str] = []
    plain: Counter[str] = Counter()
    if "\uff1a" in markdown:
        markdown = markdown.replace("\uff1a", ":")
    for line in markdown.split("\n"):
        head = line[:_HEAD]
        usual = _USUAL.match(head)
        if usual and (usual[3] or usual[7]):
            hours, minutes, seconds = usual.groups()[:3] if usual[3] else usual.groups()[4:]
            times.append(clock(hours, minutes, seconds, None))
            names.append(usual[4].rstrip(" -."))
            continue
        if ":" not in head and "**" not in head and "__" not in head and "\uff1a" not in head:
            continue
        time = _ANY_TIME.search(head)
        if time:
            hours, minutes, seconds = time.groups()
            times.append(clock(hours, minutes, seconds, None))
        first = _FIRST.match(head) if time else None
        found = _NAME.match(head, first.end() if first else 0)
        if not found:
            continue
        name, behind = found.groups()
        name = name.strip(" ,-–—@.")
        marked = head[max(0, found.start(1) - 1) : found.start(1)] + behind
        if time or not {"*", "_", "<", ">"}.isdisjoint(marked):
            names.append(name)
        elif is_name(name):
            plain[name] += 1
    names += [name for name, count in plain.items() if count > 1]
    return Glance(
        last=max(times, default=None),
        ascends=all(before <= after for before, after in pairwise(times)),
        names=tuple(name for name in dict.fromkeys(names) if is_name(name)),
    )
