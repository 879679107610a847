"""What every show must say, in podcast.toml and in any feed's channel alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.checks.rule import APPLE, PODCASTING2, PSP1, RSS, SPOTIFY, Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import ShowView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO


def _is_missing(show: ShowView, name: str) -> bool:
    said = getattr(show, name)
    return name not in show.unusable and (said is None or not said.text.strip())


def _spot(show: ShowView, name: str) -> Any:
    said = getattr(show, name)
    return show.spot if said is None else said.spot


@rule(
    "PK101",
    "show-title-missing",
    _E,
    of=Subject.SHOW,
    stops=True,
    profiles=(RSS, APPLE, PSP1),
    source="RSS 2.0, channel; Apple, Podcast RSS feed requirements; PSP-1",
)
def title_missing(show: ShowView) -> Iterator[Fault]:
    """The show has no title.

    It is the one thing that every app and every directory shows.

    Bad in [show]::

        title = ""

    Good in [show]::

        title = "The Feed Bench"
    """
    if _is_missing(show, "title"):
        yield Fault(
            _spot(show, "title"),
            "the show has no title",
            show.way('title = "…"', "<title>…</title>"),
        )


@rule(
    "PK102",
    "show-description-missing",
    _E,
    of=Subject.SHOW,
    profiles=(RSS, APPLE, PSP1),
    source="RSS 2.0, channel; Apple, Podcast RSS feed requirements; PSP-1",
)
def description_missing(show: ShowView) -> Iterator[Fault]:
    """The show has no description.

    Directories refuse a show that does not say what it is about, and search looks into it.

    Bad in [show]::

        description = ""

    Good in [show]::

        description = "Every other week, how podcasts are made."
    """
    if _is_missing(show, "description"):
        yield Fault(
            _spot(show, "description"),
            "the show has no description",
            show.way('description = "…"', "<description>…</description>"),
        )


@rule(
    "PK103",
    "show-link-missing",
    _E,
    of=Subject.SHOW,
    stops=True,
    profiles=(RSS, PSP1),
    source="RSS 2.0, channel; PSP-1; Apple recommends it",
)
def link_missing(show: ShowView) -> Iterator[Fault]:
    """The show has no home page.

    Apps lead listeners there, and the pages of the episodes are found below it.

    Bad in [show]::

        link = ""

    Good in [show]::

        link = "https://example.org"
    """
    if _is_missing(show, "link"):
        yield Fault(
            _spot(show, "link"),
            "the show has no link to its home page",
            show.way('link = "https://…"', "<link>https://…</link>"),
        )


@rule(
    "PK104",
    "feed-url-missing",
    _E,
    of=Subject.SHOW,
    stops=True,
    profiles=(PSP1,),
    source="PSP-1, atom:link; Cast Feed Validator",
)
def feed_url_missing(show: ShowView) -> Iterator[Fault]:
    """Nothing says where the feed is served.

    The show's guid is made from that address, and apps use it to notice that a feed was copied
    or has moved. In a feed it stands in ``<atom:link rel="self">``.

    Bad in [show]::

        feed_url = ""

    Good in [show]::

        feed_url = "https://example.org/feed.xml"

    Bad in a channel::

        <atom:link rel="alternate" href="https://example.org"/>

    Good in a channel::

        <atom:link rel="self" type="application/rss+xml" href="https://example.org/feed.xml"/>
    """
    if _is_missing(show, "self_url"):
        yield Fault(_spot(show, "self_url"), "nothing says where the feed is served",
                    show.way('feed_url = "https://…/feed.xml"',
                             '<atom:link rel="self" href="https://…/feed.xml"/>'))  # fmt: skip


@rule(
    "PK105",
    "show-language-missing",
    _E,
    of=Subject.SHOW,
    profiles=(APPLE, PSP1),
    source="Apple, Podcast RSS feed requirements; PSP-1",
)
def language_missing(show: ShowView) -> Iterator[Fault]:
    """The show has no language.

    Directories file it under a language's shows, and refuse what says none.

    Bad in [show]::

        language = ""

    Good in [show]::

        language = "en"
    """
    if _is_missing(show, "language"):
        yield Fault(
            _spot(show, "language"),
            "the show has no language",
            show.way('language = "en"', "<language>en</language>"),
        )


@rule(
    "PK106",
    "show-image-missing",
    _E,
    of=Subject.SHOW,
    profiles=(APPLE, PSP1, SPOTIFY),
    source="Apple, Podcast RSS feed requirements; PSP-1; Spotify",
)
def image_missing(show: ShowView) -> Iterator[Fault]:
    """The show has no cover.

    Every directory wants one, square and from 1400 to 3000 pixels wide.

    Bad in [show]::

        image = ""

    Good in [show]::

        image = "https://example.org/cover.jpg"
    """
    if _is_missing(show, "image"):
        yield Fault(_spot(show, "image"), "the show has no cover",
                    show.way('image = "cover.jpg", square, 1400 to 3000 pixels',
                             '<itunes:image href="https://…/cover.jpg"/>'))  # fmt: skip


@rule(
    "PK110",
    "category-missing",
    _W,
    of=Subject.SHOW,
    profiles=(APPLE,),
    source="Apple, Podcast RSS feed requirements: itunes:category",
)
def category_missing(show: ShowView) -> Iterator[Fault]:
    """The show has no category.

    Apple wants at least one of its list, and shows the podcast there; one that the feed does not
    name has to be chosen by hand in each directory.

    Bad in [show]::

        categories = []

    Good in [show]::

        categories = ["Technology"]
    """
    if not show.categories and "categories" not in show.unusable:
        yield Fault(
            show.spot,
            "the show has no category",
            show.way('categories = ["Technology"]', '<itunes:category text="Technology"/>'),
        )


@rule(
    "PK114",
    "explicit-missing",
    _E,
    of=Subject.CHANNEL,
    profiles=(APPLE, PSP1),
    source="Apple, Podcast RSS feed requirements; PSP-1: itunes:explicit",
)
def explicit_missing(show: ShowView) -> Iterator[Fault]:
    """The channel does not say whether it is explicit.

    Apple wants to know it of every show. podcastkit always writes it.

    Good in a channel::

        <itunes:explicit>false</itunes:explicit>
    """
    if show.explicit is None:
        yield Fault(show.spot, "the channel has no itunes:explicit",
                    "<itunes:explicit>false</itunes:explicit>")  # fmt: skip


@rule(
    "PK116",
    "author-missing",
    _W,
    of=Subject.SHOW,
    profiles=(SPOTIFY, APPLE, PSP1),
    source="Spotify requires it; Apple and PSP-1 recommend it: itunes:author",
)
def author_missing(show: ShowView) -> Iterator[Fault]:
    """Nothing says who makes the show.

    Apps show the author below the title, and people search for it.

    Bad in [show]::

        author = ""

    Good in [show]::

        author = "Ada and Ben"
    """
    if _is_missing(show, "author"):
        yield Fault(
            _spot(show, "author"),
            "nothing says who makes the show",
            show.way('author = "…"', "<itunes:author>…</itunes:author>"),
        )


@rule(
    "PK117",
    "owner-email-missing",
    _W,
    of=Subject.SHOW,
    profiles=(SPOTIFY,),
    source="Spotify and YouTube send a code to it; Apple takes podcast:txt instead",
)
def owner_email_missing(show: ShowView) -> Iterator[Fault]:
    """The show has no e-mail address of its owner.

    Spotify and YouTube prove by a letter to it that a show is yours. You may remove it when that
    is done. Apple also takes a code in ``podcast:txt``.

    Good in [show]::

        owner = { name = "Ada", email = "ada@example.org" }
    """
    if _is_missing(show, "owner_email") and not show.verified:
        yield Fault(_spot(show, "owner_email"), "the show has no e-mail address of its owner",
                    show.way('owner = { name = "…", email = "…" }',
                             "<itunes:owner><itunes:email>…</itunes:email></itunes:owner>"))  # fmt: skip


@rule(
    "PK125",
    "show-guid-missing",
    _W,
    of=Subject.CHANNEL,
    profiles=(PODCASTING2,),
    source="Podcast namespace: guid",
)
def guid_missing(show: ShowView) -> Iterator[Fault]:
    """The feed has no ``podcast:guid``.

    With it a show stays one and the same for apps and directories wherever its feed moves.

    Good in a channel::

        <podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>
    """
    if show.guid is None:
        yield Fault(show.spot, "the feed has no podcast:guid",
                    "podcastkit makes one from the feed's address, and keeps it")  # fmt: skip
