"""A quick look at a transcript's Markdown, for whoever only wants to know whether to read it.

A thousand transcripts are checked in a second, and most have nothing that a rule could find. The
look sees every time and name that the reader would see, and some that are none: what it makes
suspicious is read properly.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from podcastkit.timed.markdown.mistyped import may_be_mistyped
from podcastkit.timed.reading import clock
from podcastkit.timed.speakers import is_name

_TIME = r"(?:[0-9]{1,3}:(?=[0-5]?[0-9]:))?[0-9]{1,3}:[0-5][0-9](?![0-9]|:[0-9\])]|[OolI][\])])"
_ANY_TIME = re.compile(_TIME)
_FIRST = re.compile(rf"[\W_]*{_TIME}(?:\]\(#[^)]*\))?")
_NAME = re.compile(
    r"[\W_]*+([^\W\d_](?:[^\n:\uff1a*_<>\[\](){}?!;\"“”|0-9]|[0-9]++(?!:[0-9])){0,60}+)"
    r"([:\uff1a*_<(\[]|\d|\Z)"
)
# What most lines are, found at once in the whole text: a name in bold, and a time in brackets on
# one side of it. The blank line behind it is taken along, so that nothing is left between two.
# A name is looked at more closely once, and not wherever it stands.
_USUAL = re.compile(
    rf"\n(?:\[({_TIME})\][ ]?)?\*\*([^\n*]+)\*\*:?(?(1)|[ ]?\[({_TIME})\]).*(?:\n(?=\n))?"
)
_USUAL_NAME = re.compile(r"[^\W\d_][\w .'-]{0,40}:?")
_HEAD = 90


class Glance(NamedTuple):
    """What lines seem to begin with: the last time, in seconds, whether all ascend, and names.

    ``mistyped``: a time may be there that is none.
    """

    last: float | None
    ascends: bool
    names: tuple[str, ...]
    mistyped: bool


def glance(markdown: str) -> Glance:
    """What the lines of a transcript seem to begin with."""
    if "\uff1a" in markdown:
        markdown = markdown.replace("\uff1a", ":")
    look = _Look()
    pieces = _USUAL.split("\n" + markdown)
    others, before, names, after = (pieces[group::4] for group in range(4))
    if not all(map(_USUAL_NAME.fullmatch, dict.fromkeys(names))):
        look.take_lines(markdown)
        return look.seen()
    times = (
        [first or second for first, second in zip(before, after, strict=True)]
        if any(before)
        else after
    )
    taken = 0
    for number in [number for number, lines in enumerate(others) if lines]:
        look.take(times[taken:number], names[taken:number])
        look.take_lines(others[number])
        taken = number
    look.take(times[taken:], names[taken:])
    return look.seen()


@lru_cache(maxsize=20_000)
def _seconds(written: str) -> float:
    *hours, minutes, seconds = written.split(":")
    return clock(hours[0] if hours else None, minutes, seconds, None)


def _last(times: list[str]) -> tuple[float | None, bool]:
    """The last of some times, in seconds, and whether all ascend."""
    if not times:
        return None, True
    # Minutes with two digits are in the order of their letters, which is known without counting.
    if set(map(len, times)) == {len("01:23")} and times == sorted(times):
        return _seconds(times[-1]), True
    found = list(map(_seconds, times))
    return max(found), found == sorted(found)


class _Look:
    """The times and names of the lines so far; ``plain`` are names that nothing sets off."""

    def __init__(self) -> None:
        self.times: list[str] = []
        self.names: dict[str, None] = {}
        self.plain: Counter[str] = Counter()
        self.mistyped = False

    def take(self, times: list[str], names: list[str]) -> None:
        """Take what usual lines have."""
        self.times += times
        for name in dict.fromkeys(names):
            self.names[name.rstrip(" -.:")] = None

    def take_lines(self, lines: str) -> None:
        """Look at any other lines."""
        for line in lines.split("\n"):
            head = line[:_HEAD]
            if ":" in head or "**" in head or "__" in head or "\uff1a" in head:
                self._take_head(head)
            elif head and may_be_mistyped(head):
                self.mistyped = True

    def _take_head(self, head: str) -> None:
        time = _ANY_TIME.search(head)
        if time:
            self.times.append(time[0])
        first = _FIRST.match(head) if time else None
        found = _NAME.match(head, first.end() if first else 0)
        # A time at the beginning or right behind the name is the label's, and no other counts.
        is_told = first or (time and found and found.end() == time.start())
        if not is_told and may_be_mistyped(head):
            self.mistyped = True
        if not found:
            return
        name, behind = found.groups()
        name = name.strip(" ,-–—@.")
        marked = head[max(0, found.start(1) - 1) : found.start(1)] + behind
        if time or not {"*", "_", "<", ">"}.isdisjoint(marked):
            self.names[name] = None
        elif is_name(name):
            self.plain[name] += 1

    def seen(self) -> Glance:
        """All of it."""
        last, ascends = _last(self.times)
        names = self.names | dict.fromkeys(n for n, count in self.plain.items() if count > 1)
        return Glance(
            last=last,
            ascends=ascends,
            names=tuple(filter(is_name, names)),
            mistyped=self.mistyped,
        )
