"""What podcastkit itself has written, checked as anybody's feed: an error there is its own.

A piece at a time, as the feed is made: an item that is taken from the last run was checked when
it was made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from podcastkit.checks.feed_views import Tree, show_view
from podcastkit.checks.feeds import tag_faults
from podcastkit.checks.rule import Subject
from podcastkit.checks.rules import RULES
from podcastkit.checks.run import ERRORS, faults
from podcastkit.feed.document import values
from podcastkit.feed.document.namespaces import NAMESPACES
from podcastkit.findings import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_BEFORE = (
    "<rss version='2.0' "
    + " ".join(f"xmlns:{prefix}='{NAMESPACES[prefix]}'"
               for prefix in ("itunes", "podcast", "atom", "content", "psc"))
    + "><channel>"
).encode()  # fmt: skip
_BEHIND = b"</channel></rss>"
# Figures that an author or a host's feed has written are theirs, until the sound is heard.
_THEIRS = frozenset({"PK326", "PK610"})


class OwnFeed:
    """Checks the pieces of one feed by ``profiles``, but for the rules that are ``ignored``."""

    def __init__(self, profiles: frozenset[str], ignored: Collection[str]) -> None:
        self._profiles = profiles
        self._ignored = _THEIRS | frozenset(ignored)
        self._names: dict[str, str] = {}

    def check_head(self, head: bytes, path: str) -> Iterator[Problem]:
        """What is wrong in everything before the first item."""
        yield from self._told(head + _BEHIND, path, ())

    def check_item(self, item: bytes, path: str, ignored: Collection[str]) -> Iterator[Problem]:
        """What is wrong in the item of the episode whose file is ``path``."""
        yield from self._told(_BEFORE + item + _BEHIND, path, ignored)

    def _told(self, data: bytes, path: str, ignored: Collection[str]) -> Iterator[Problem]:
        try:
            root = etree.fromstring(data)
        except etree.XMLSyntaxError as error:
            yield _fault(path, "PK602", str(error))
            return
        for code, message in self._faults(root, path, of_item=data.startswith(_BEFORE)):
            severe = RULES[code].severity is Severity.ERROR
            if severe and code not in self._ignored and code not in ignored:
                yield _fault(path, code, message)

    def _faults(
        self, root: etree._Element, path: str, *, of_item: bool
    ) -> Iterator[tuple[str, str]]:
        tree = Tree(root, self._names)
        if of_item:
            for item in tree.items():
                yield from _of_item(tree.children(item))
        else:
            show = show_view(tree, path)
            for subject in (Subject.SHOW, Subject.CHANNEL):
                yield from _plain(faults(subject, show, self._profiles, ERRORS))
        yield from _plain(tag_faults(tree, self._profiles, ERRORS))


def _of_item(parts: dict[str, list[etree._Element]]) -> Iterator[tuple[str, str]]:
    """What only writing could have made wrong; the texts were checked in the episode's file."""

    def text(name: str) -> str:
        return (parts[name][0].text or "").strip() if name in parts else ""

    if not text("title"):
        yield "PK020", "there is no title"
    if not text("guid"):
        yield "PK611", "there is no guid"
    url = parts["enclosure"][0].get("url", "") if "enclosure" in parts else ""
    if not url.startswith(("https://", "http://")):
        yield "PK631", f'the address of the sound is "{url}"'
    instant, odd = values.instant(text("pubDate"))
    if instant is None or odd:
        yield "PK615" if instant is None else "PK618", f"the date: {odd}"
    duration = text("itunes:duration")
    if duration and not duration.isdecimal():
        yield "PK617", f'the duration "{duration}": {values.NO_DURATION}'


def _plain(found: Iterator[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    return ((code, str(getattr(fault, "message", ""))) for code, fault in found)


def _fault(path: str, code: str, message: str) -> Problem:
    return Problem(
        code="PK619",
        path=path,
        key=(),
        message=f"what podcastkit has made of this does not pass its own check: {code} {message}",
        hint="mend what it names, if it is yours; else report it, it is podcastkit's mistake",
    )
