"""Which item of a feed is which episode of the project: the surest sign first."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from podcastkit.adopt.urls import LONG, addresses, file_name, ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from podcastkit.feed.document.read import FeedItem

NEAR = dt.timedelta(hours=36)
"""Two dates this near may be one day in two time zones."""

_SIMILAR = 0.6
_NUMBERED = re.compile(r"^(?:(?:episode|ep|folge|episodio|épisode|no|nr|s\d+ ?e)? ?\d+)\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An episode of the project. ``guids`` are those its file and the lock know it by."""

    slug: str
    path: str
    title: str
    url: str
    guids: frozenset[str] = frozenset()
    published: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An item and an episode that are one, or may be. ``by`` says what shows it, in words."""

    item: FeedItem
    file: Candidate
    by: str


@dataclass(slots=True, kw_only=True)
class Matches:
    """All of them. What is in none of the first two is left over on its side."""

    sure: list[Match] = field(default_factory=list)
    doubtful: list[Match] = field(default_factory=list)
    items: list[FeedItem] = field(default_factory=list)
    files: list[Candidate] = field(default_factory=list)


def match(
    items: Iterable[FeedItem], files: Iterable[Candidate], *, by_guid: bool = True
) -> Matches:
    """Pair items with episodes: by guid, address, the host's id in it, title and date.

    Items without an enclosure, or with the guid of one above, are not looked at. A sign counts
    only where one item and one episode have it. ``doubtful`` pairs have something in common that
    may be chance; both their sides are also in ``items`` and ``files``, for they are not matched.
    """
    matcher = _Matcher(items, files)
    if by_guid:
        matcher.pair(lambda i: {i.guid} if i.guid else set(), lambda f: f.guids, "guid")
    fits = matcher.fits
    matcher.pair(lambda i: addresses(_url(i)), lambda f: addresses(f.url), "audio URL", when=fits)
    matcher.pair(_long_ids_of_item, lambda f: _long(ids(f.url)), "id in the URL", when=fits)
    matcher.pair(_title_of_item, lambda f: {_title(f.title)}, "title and date", when=_same_time)
    matcher.pair(_ids_of_item, lambda f: ids(f.url) | _names(f.url), "id in the URL", when=_alike)
    matcher.pair(_bare_of_item, lambda f: {_bare(f.title)}, "title and date", when=_same_time)
    matcher.doubt(_title_of_item, lambda f: {_title(f.title)}, "title, not the date")
    matcher.doubt(_ids_of_item, lambda f: ids(f.url) | _names(f.url), "name in the URL alone")
    matcher.doubt_by_date()
    return matcher.result()


def _url(item: FeedItem) -> str:
    return item.enclosure.url if item.enclosure else ""


def _names(url: str) -> set[str]:
    name = file_name(url)
    return {name} if name else set()


def _long(words: set[str]) -> set[str]:
    return {word for word in words if len(word) >= LONG}


def _ids_of_item(item: FeedItem) -> set[str]:
    return ids(_url(item), item.guid) | _names(_url(item))


def _long_ids_of_item(item: FeedItem) -> set[str]:
    return _long(ids(_url(item), item.guid))


def _title(text: str) -> str:
    """A title as far as it is the same title: no case, no punctuation."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w\s]|_", " ", plain).split())


def _bare(text: str) -> str:
    """A title without the episode's number before it."""
    title = _title(text)
    return _NUMBERED.sub("", title) or title


def _title_of_item(item: FeedItem) -> set[str]:
    return {_title(item.title)}


def _bare_of_item(item: FeedItem) -> set[str]:
    return {_bare(item.title)}


def _same_time(item: FeedItem, file: Candidate) -> bool:
    return (
        item.published is not None
        and file.published is not None
        and abs(item.published - file.published) <= NEAR
    )


def _similar(item: FeedItem, file: Candidate) -> bool:
    one, other = _bare(item.title), _bare(file.title)
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SIMILAR


def _alike(item: FeedItem, file: Candidate) -> bool:
    return _same_time(item, file) or _bare(item.title) == _bare(file.title)


class _Matcher:
    """What is not paired yet, and the pairs so far."""

    def __init__(self, items: Iterable[FeedItem], files: Iterable[Candidate]) -> None:
        self.all_items = [item for item in items if item.enclosure and not item.guid_doubled]
        self.all_files = list(files)
        self.items = dict(enumerate(self.all_items))
        self.files = dict(enumerate(self.all_files))
        self.sure: list[tuple[int, int, str]] = []
        self.doubtful: dict[tuple[int, int], str] = {}

    def pair(
        self,
        of_item: Callable[[FeedItem], Iterable[str]],
        of_file: Callable[[Candidate], Iterable[str]],
        by: str,
        *,
        when: Callable[[FeedItem, Candidate], bool] = lambda _i, _f: True,
    ) -> None:
        """Pair those that share a key which nobody else has, when ``when`` agrees."""
        for item, file, key in self._unique(of_item, of_file, when):
            named = by.startswith("id")
            self.sure.append((item, file, f"{by.replace('id', f'id {key}')}" if named else by))
            del self.items[item]
            del self.files[file]

    def fits(self, item: FeedItem, file: Candidate) -> bool:
        """Whether no other item has the very title and date of a file with this one's sound.

        Then two files may name each other's sounds, and title and date say more.
        """
        return _title(item.title) == _title(file.title) or not any(
            _title(other.title) == _title(file.title) and _same_time(other, file)
            for other in self.items.values()
        )

    def doubt(
        self,
        of_item: Callable[[FeedItem], Iterable[str]],
        of_file: Callable[[Candidate], Iterable[str]],
        by: str,
    ) -> None:
        """Note those that share a key, without pairing them."""
        for item, file, _ in self._unique(of_item, of_file, lambda _i, _f: True):
            self.doubtful.setdefault((item, file), by)

    def doubt_by_date(self) -> None:
        """Note those that are alone in their day on both sides."""
        for item, found in self.items.items():
            near = [file for file, one in self.files.items() if _same_time(found, one)]
            alone = len(near) == 1 and sum(
                _same_time(other, self.files[near[0]]) for other in self.items.values()
            ) == 1  # fmt: skip
            if alone:
                more = ", and a title much like it" if _similar(found, self.files[near[0]]) else ""
                self.doubtful.setdefault((item, near[0]), f"date{more}")

    def _unique(
        self,
        of_item: Callable[[FeedItem], Iterable[str]],
        of_file: Callable[[Candidate], Iterable[str]],
        when: Callable[[FeedItem, Candidate], bool],
    ) -> list[tuple[int, int, str]]:
        items: dict[str, list[int]] = defaultdict(list)
        for number, item in self.items.items():
            for key in of_item(item):
                items[key].append(number)
        pairs: dict[tuple[int, int], str] = {}
        wanted: dict[str, list[int]] = defaultdict(list)
        for number, file in self.files.items():
            for key in of_file(file):
                wanted[key].append(number)
        for key in sorted(wanted, key=lambda key: (-len(key), key)):
            takers, found = wanted[key], items.get(key, [])
            if key and len(takers) == 1 and len(found) == 1:
                pairs.setdefault((found[0], takers[0]), key)
        sides: dict[tuple[str, int], int] = defaultdict(int)
        for here, there in pairs:
            sides["item", here] += 1
            sides["file", there] += 1
        return [
            (here, there, key)
            for (here, there), key in pairs.items()
            if sides["item", here] == sides["file", there] == 1
            and when(self.items[here], self.files[there])
        ]

    def result(self) -> Matches:
        """Everything, in the feed's order."""
        return Matches(
            sure=self._matches(sorted(self.sure)),
            doubtful=self._matches(
                sorted((item, file, by) for (item, file), by in self.doubtful.items())
            ),
            items=list(self.items.values()),
            files=list(self.files.values()),
        )

    def _matches(self, found: Sequence[tuple[int, int, str]]) -> list[Match]:
        return [
            Match(item=self.all_items[item], file=self.all_files[file], by=by)
            for item, file, by in found
        ]
