"""A feed from a file or the web: all of its pages, and where it has moved to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from podcastkit.errors import CannotRunError, DiskError, FetchError, UsageError
from podcastkit.feed.document.read import read
from podcastkit.feed.document.tree import MAX_BYTES, parse
from podcastkit.findings import Problem

if TYPE_CHECKING:
    from podcastkit.feed.document.read import FeedItem, ReadFeed
    from podcastkit.feed.document.tree import Document
    from podcastkit.fetch import Fetched, Fetcher

_MAX_PAGES = 1000
_MAX_MOVES = 5
_MAX_ITEMS = 200_000
_EXPORT = "{http://wordpress.org/export/"
_APP_SCHEMES = ("feed://", "podcast://", "pcast://", "itpc://", "rss://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A live show as its feed tells it. ``url`` is where the feed is served, as far as known.

    ``document`` is the tree of its first page.
    """

    name: str
    url: str | None
    feed: ReadFeed
    pages: int = 1
    document: Document | None = None


def collect(
    named: str, *, agent_url: str, private_hosts: bool, not_this: str | None = None
) -> Show:
    """Read the feed ``named``, a file or a URL, with all of its pages.

    Where it says that it has moved (``itunes:new-feed-url``), the new one is read instead, unless
    that is ``not_this``: the address that the project's own feed will have. Raises ``UsageError``
    for what is neither file nor URL, and ``CannotRunError`` when it cannot be had whole.
    """
    from podcastkit.fetch import Fetcher

    named = _web_address(named)
    with Fetcher(agent_url=agent_url, private_hosts=private_hosts) as fetcher:
        return _Collector(fetcher, not_this).show(named)


def no_sound(show: Show) -> str:
    """Why a feed holds no episode."""
    count = len(show.feed.items)
    if not count:
        return "it has no item"
    its = "its item has no sound" if count == 1 else f"none of its {count} items has a sound"
    return f"{its}: is it the feed of a blog, and the podcast's has another address?"


def _refuse_export(document: Document) -> None:
    """An export of WordPress looks like a feed, and its items have no sounds."""
    root = document.root
    mark = None if root is None else next(root.iter("{*}wxr_version"), None)
    if root is None or mark is None or not str(mark.tag).startswith(_EXPORT):
        return
    home = next((each.text for each in root.iter("{*}base_blog_url", "link") if each.text), None)
    home = home.strip().rstrip("/") if home else "https://…"
    raise CannotRunError(
        f"{document.path} is an export of WordPress, and no feed: no item has its sound. "
        f"Give the address of the podcast's feed, usually {home}/feed/podcast"
    )


def _web_address(named: str) -> str:
    for scheme in _APP_SCHEMES:
        if named.lower().startswith(scheme):
            rest = named[len(scheme) :]
            return rest if "://" in rest else f"https://{rest}"
    return named


class _Collector:
    """Reads one feed from its first page to its last."""

    def __init__(self, fetcher: Fetcher, not_this: str | None) -> None:
        self.fetcher = fetcher
        self.not_this = not_this
        self.private = False

    def show(self, named: str) -> Show:
        if "://" not in named:
            document = self._file(named)
            _refuse_export(document)
            feed = read(document)
            show = Show(name=named, url=feed.self_url, feed=feed, document=document)
            return self._moved(show)
        if not named.lower().startswith(("https://", "http://")):
            raise UsageError(f"{named}: a feed is a file, or an address that begins with https://")
        first = self._fetched(named, typed=True)
        self.private = first.private
        document = parse(first.data, named)
        _refuse_export(document)
        show = Show(name=named, url=named, feed=read(document), document=document)
        return self._moved(show, base=first.url)

    def _file(self, named: str) -> Document:
        try:
            with Path(named).open("rb") as file:
                return parse(file.read(MAX_BYTES + 1), named)
        except FileNotFoundError as error:
            raise UsageError(
                f"{named} is not there: name a file, or an address that begins with https://"
            ) from error
        except OSError as error:
            raise DiskError(f"{named} cannot be read: {error.strerror or error}") from error

    def _read(self, url: str, *, typed: bool) -> Fetched:
        from podcastkit.fetch import read_document

        return read_document(self.fetcher, url, limit=MAX_BYTES, typed=typed)

    def _fetched(self, url: str, *, typed: bool) -> Fetched:
        try:
            return self._read(url, typed=typed)
        except FetchError as error:
            raise CannotRunError(f"the feed cannot be had: {error}") from error

    def _moved(self, show: Show, base: str | None = None) -> Show:
        """The show where it lives now, with all its pages."""
        seen = {show.url, self.not_this}
        for _ in range(_MAX_MOVES):
            target = show.feed.new_feed_url
            if (
                not target
                or target in seen
                or not target.lower().startswith(("http://", "https://"))
            ):
                break
            seen.add(target)
            try:
                found = self._read(target, typed=self.private)
            except FetchError as error:
                return self._paged(
                    _told(show, f"the feed says that it has moved, but {error}"), base
                )
            document = parse(found.data, target)
            feed = read(document)
            if not feed.items:
                return self._paged(
                    _told(show, f"the feed says that it has moved to {target}, where no item is"),
                    base,
                )
            base = found.url
            show = Show(name=target, url=target, feed=feed, document=document)
        return self._paged(show, base)

    def _paged(self, show: Show, base: str | None) -> Show:
        """All items of all pages; one that stands on two pages counts once."""
        items, problems = list(show.feed.items), list(show.feed.problems)
        known = {_identity(item) for item in items}
        whole, page, seen, pages = show.feed.whole, show.feed, {base, show.url}, 1
        while page.next_url and pages < _MAX_PAGES and len(items) < _MAX_ITEMS:
            target = urljoin(base or show.url or "", page.next_url)
            if target in seen:
                break
            seen.add(target)
            fetched = self._fetched(target, typed=self.private)
            page, base = read(parse(fetched.data, target)), fetched.url
            if not page.readable:
                raise CannotRunError(f"the feed's page {target} cannot be read: it is no feed")
            fresh = [item for item in page.items if _identity(item) not in known]
            known |= {_identity(item) for item in fresh}
            items += fresh
            problems += page.problems
            whole = whole and page.whole
            pages += 1
            if not fresh:
                break
        feed = replace(show.feed, items=tuple(items), problems=tuple(problems), whole=whole)
        return replace(show, feed=feed, pages=pages)


def _identity(item: FeedItem) -> tuple[str | None, str | None]:
    return item.guid, item.enclosure.url if item.enclosure else item.title


def _told(show: Show, message: str) -> Show:
    problem = Problem(code="PK609", path=show.name, message=message,
                      hint="the feed that was named is read instead")  # fmt: skip
    return replace(show, feed=replace(show.feed, problems=(*show.feed.problems, problem)))
