"""A show's words out of lists, its addresses and its guid."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from podcastkit.checks.rule import APPLE, PODCASTING2, PSP1, RSS, Fault, Subject, rule
from podcastkit.checks.terms.categories import CATEGORIES, OBSOLETE, PARENTS, nearest
from podcastkit.checks.terms.languages import is_language, suggestion
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import ShowView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_GUIDE = "Apple, A Podcaster's Guide to RSS"


def _is_missing(show: ShowView, name: str) -> bool:
    said = getattr(show, name)
    return name not in show.unusable and (said is None or not said.text.strip())


@rule(
    "PK109",
    "show-language-unknown",
    _E,
    of=Subject.SHOW,
    profiles=(RSS, APPLE),
    source="Apple, Podcast RSS feed requirements; ISO 639; RSS Advisory Board, language",
)
def language_unknown(show: ShowView) -> Iterator[Fault]:
    """The show's language is no ISO 639 code.

    A code of two letters, with a region behind it where that matters: ``pt-BR``.

    Bad in [show]::

        language = "english"

    Good in [show]::

        language = "en-GB"

    Bad in a channel::

        <language>jp</language>

    Good in a channel::

        <language>ja</language>
    """
    if show.language and show.language.text and not is_language(show.language.text):
        near = suggestion(show.language.text)
        hint = f'did you mean "{near}"?' if near else 'for example "en", "de" or "pt-BR"'
        yield Fault(show.language.spot, f'"{show.language.text[:40]}" is no language code', hint)


@rule(
    "PK111",
    "category-unknown",
    _E,
    of=Subject.SHOW,
    profiles=(APPLE,),
    source="Apple, Podcasts categories",
)
def category_unknown(show: ShowView) -> Iterator[Fault]:
    """A category is not of Apple's list.

    Names are compared letter by letter, capital letters and ``&`` included.

    Bad in [show]::

        categories = ["Tech"]

    Good in [show]::

        categories = ["Technology"]

    Bad in a channel::

        <itunes:category text="technology"/>

    Good in a channel::

        <itunes:category text="Technology"/>
    """
    for said, _ in show.categories:
        if said.text in CATEGORIES or said.text in OBSOLETE:
            continue
        yield Fault(said.spot, f'"{said.text[:60]}" is no category of Apple\'s', nearest(said.text))


@rule(
    "PK112",
    "category-obsolete",
    _W,
    of=Subject.SHOW,
    profiles=(APPLE,),
    source="W3C Feed Validator; Apple's list of 2019",
)
def category_obsolete(show: ShowView) -> Iterator[Fault]:
    """A category is one that Apple gave up in 2019.

    It is mapped to a new one, perhaps not to the one that you want.

    Bad in [show]::

        categories = ["News & Politics"]

    Good in [show]::

        categories = ["News > Politics"]
    """
    for said, _ in show.categories:
        if said.text in OBSOLETE and said.text not in CATEGORIES:
            yield Fault(said.spot, f'Apple has given up the category "{said.text}"',
                        f'now it is "{OBSOLETE[said.text]}"')  # fmt: skip


@rule(
    "PK113",
    "subcategory-misplaced",
    _E,
    of=Subject.SHOW,
    profiles=(APPLE,),
    source="Apple, Podcasts categories",
)
def subcategory_misplaced(show: ShowView) -> Iterator[Fault]:
    """A subcategory is not one of the category in which it stands.

    Bad in [show]::

        categories = ["Technology > Tech News"]

    Good in [show]::

        categories = ["News > Tech News"]
    """
    for said, sub in show.categories:
        if sub is None or said.text not in CATEGORIES or sub.text in CATEGORIES[said.text]:
            continue
        if sub.text in PARENTS:
            hint = f'it is one of "{PARENTS[sub.text]}"'
        elif CATEGORIES[said.text]:
            hint = f"{said.text} has: {', '.join(CATEGORIES[said.text])}"
        else:
            hint = f"{said.text} has no subcategories"
        yield Fault(sub.spot, f'"{sub.text[:60]}" is no subcategory of "{said.text}"', hint)


@rule(
    "PK115",
    "self-link-differs",
    _W,
    of=Subject.CHANNEL,
    profiles=(PSP1,),
    source="PSP-1, atom:link; RSS Advisory Board, atom:link",
)
def self_link_differs(show: ShowView) -> Iterator[Fault]:
    """The feed says another address than the one from which it was read.

    Apps that believe it ask at the wrong place from then on; after a move it is the old host's.

    Good in a channel::

        <atom:link rel="self" type="application/rss+xml" href="https://example.org/feed.xml"/>
    """
    if show.fetched and show.self_url and not _same_address(show.fetched, show.self_url.text):
        yield Fault(show.self_url.spot, f"the feed calls itself {show.self_url.text[:200]}, and was "
                    f"read from {show.fetched[:200]}", "make both the same")  # fmt: skip


def _same_address(one: str, other: str) -> bool:
    def bare(url: str) -> str:
        return url.partition("://")[2].partition("#")[0].rstrip("/").lower()

    return bare(one) == bare(other)


@rule(
    "PK123",
    "new-feed-url-differs",
    _W,
    of=Subject.SHOW,
    profiles=(APPLE,),
    source=f"{_GUIDE}: itunes:new-feed-url",
)
def new_feed_url_differs(show: ShowView) -> Iterator[Fault]:
    """``new_feed_url`` sends apps to another feed than this one.

    At the old host it must be so. In the feed at its new place it has to be that feed's own
    address, or subscribers are sent away again.

    Bad in [show]::

        new_feed_url = "https://old.example/feed.xml"

    Good in [show]::

        new_feed_url = "https://example.org/feed.xml"
    """
    said, own = show.new_feed_url, show.self_url
    if said and own and said.text and not _same_address(said.text, own.text):
        yield Fault(said.spot, f"the feed is {own.text[:200]}, and sends apps on to "
                    f"{said.text[:200]}", "make both the same, unless this is the old host's "
                    "feed")  # fmt: skip


@rule(
    "PK126",
    "show-guid-invalid",
    _W,
    of=Subject.SHOW,
    profiles=(PODCASTING2,),
    source="Podcast namespace: guid; RFC 9562",
)
def guid_invalid(show: ShowView) -> Iterator[Fault]:
    """The show's guid is no UUID.

    Apps and the Podcast Index find a show by it, and take nothing else.

    Bad in a channel::

        <podcast:guid>my-show</podcast:guid>

    Good in a channel::

        <podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>
    """
    if show.guid and show.guid.text and not _is_uuid(show.guid.text):
        yield Fault(show.guid.spot, f'the show\'s guid "{show.guid.text[:60]}" is no UUID',
                    "leave it out: podcastkit makes it from the feed's address")  # fmt: skip


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text.strip())) == text.strip().lower()
    except ValueError:
        return False
