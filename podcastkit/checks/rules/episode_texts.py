"""An episode's title, texts and links, of its file and of any feed's item alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.checks.rule import APPLE, PSP1, RSS, Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import EpisodeView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_GUIDE = "Apple, A Podcaster's Guide to RSS"
_BYTES = 4000
LONGEST = 255
_NUMBERED = re.compile(
    r"\s*(?:#\s*\d+|(?:ep(?:isode)?|folge|épisode|episodio|aflevering)\.?\s*#?\s*\d+"
    r"|s\d+\s*[-:,.]?\s*e\d+|\d{1,4}\s*[:|\u2013\u2014-])(?!\w)",
    re.IGNORECASE,
)
MARKUP = re.compile(
    r"</?(?:a|abbr|b|br|code|div|em|h[1-6]|i|img|li|ol|p|span|strong|u|ul)\b[^<>]*>|&(?:amp|lt|gt|quot|#\d+);",
    re.IGNORECASE,
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufffd]")
_HTML_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\b")
_SIMPLE = frozenset({"p", "ol", "ul", "li", "a", "br", "b", "i", "strong", "em"})


@rule(
    "PK020",
    "title-missing",
    _E,
    of=Subject.EPISODE,
    stops=True,
    profiles=(RSS, APPLE, PSP1),
    source="Apple, Podcast RSS feed requirements; PSP-1; RSS 2.0, item",
)
def title_missing(episode: EpisodeView) -> Iterator[Fault]:
    """An episode has no title.

    It is what listeners see in their list.

    Bad in an episode::

        title = ""

    Good in an episode::

        title = "What a feed is"
    """
    if (episode.title is None or not episode.title.text.strip()) and (
        "title" not in episode.unusable
    ):
        spot = episode.title.spot if episode.title else episode.spot
        yield Fault(spot, "the episode has no title",
                    episode.way('title = "…"', "<title>…</title>"))  # fmt: skip


@rule(
    "PK201",
    "title-repeats-show",
    _I,
    of=Subject.EPISODE,
    profiles=(APPLE, PSP1),
    source=f"{_GUIDE}: title; PSP-1",
)
def title_repeats_show(episode: EpisodeView) -> Iterator[Fault]:
    """An episode's title begins with the show's name.

    Apps show the two one below the other, and cut the end of a title, not its beginning.

    Bad in an episode::

        title = "The Feed Bench: What a feed is"

    Good in an episode::

        title = "What a feed is"
    """
    said, show = episode.title, episode.show_title.strip()
    if said and len(show) > 3:
        rest = said.text.strip()
        begins = rest.casefold().startswith(show.casefold()) and len(rest) > len(show)
        if begins and not rest[len(show)].isalnum():
            yield Fault(said.spot, f'the title begins with the show\'s name "{show[:60]}"',
                        "leave the name out")  # fmt: skip


@rule(
    "PK202",
    "title-has-number",
    _I,
    of=Subject.EPISODE,
    profiles=(APPLE, PSP1),
    source=f"{_GUIDE}: title, itunes:episode; PSP-1",
)
def title_has_number(episode: EpisodeView) -> Iterator[Fault]:
    """An episode's title begins with its number.

    The number has a key of its own, and apps show it beside the title. Apple lets
    ``itunes_title`` be a title without it.

    Bad in an episode::

        title = "#12: What a feed is"

    Good in an episode::

        title = "What a feed is"
        episode = 12
    """
    said = episode.title
    if said and not _has(episode, "itunes_title") and (found := _NUMBERED.match(said.text)):
        yield Fault(said.spot, f'the title begins with a number: "{found[0].strip()}"',
                    episode.way("episode = …, and the title needs it no more",
                                "<itunes:episode>…</itunes:episode>, and the title needs it no more"))  # fmt: skip


def _has(episode: EpisodeView, name: str) -> bool:
    return any(word.replace(":", "_") == name for word, _ in episode.texts)


@rule(
    "PK203",
    "text-padded",
    _W,
    of=Subject.EPISODE,
    profiles=(APPLE,),
    source="Apple, Podcast RSS feed requirements: no blanks round a value",
)
def text_padded(episode: EpisodeView) -> Iterator[Fault]:
    """A text begins or ends with blanks.

    Apple asks for none, and apps compare texts with them.

    Bad in an item::

        <itunes:title> What a feed is </itunes:title>

    Good in an item::

        <itunes:title>What a feed is</itunes:title>
    """
    for name, said in episode.texts:
        if said.text != said.text.strip() and "\n" not in said.text:
            yield Fault(said.spot, f"{name} begins or ends with blanks", "remove them")


@rule(
    "PK204",
    "text-long",
    _W,
    of=Subject.EPISODE,
    profiles=(APPLE,),
    source="Apple, Podcast RSS feed requirements: 255 characters",
)
def text_long(episode: EpisodeView) -> Iterator[Fault]:
    """A text of one line is longer than 255 characters.

    Apple takes no more, and no screen shows it.

    Good in an episode::

        title = "What a feed is"
    """
    for name, said in episode.texts:
        if len(said.text) > LONGEST:
            yield Fault(said.spot, f"{name} has {len(said.text)} characters; apps take {LONGEST}",
                        "shorten it; long texts belong in the notes")  # fmt: skip


@rule(
    "PK205",
    "markup-in-text",
    _E,
    of=Subject.EPISODE,
    profiles=(APPLE, RSS),
    source="Apple, Podcast RSS feed requirements; RSS Advisory Board, title",
)
def markup_in_text(episode: EpisodeView) -> Iterator[Fault]:
    """A text of one line has HTML in it.

    Apps show it as it stands there: ``Tom &amp; Jerry``, ``<b>new</b>``.

    Bad in an episode::

        title = "Tom &amp; Jerry"

    Good in an episode::

        title = "Tom & Jerry"
    """
    for name, said in episode.texts:
        if ("<" in said.text or "&" in said.text) and (found := MARKUP.search(said.text)):
            yield Fault(said.spot, f'{name} has HTML in it: "{found[0][:40]}"',
                        "write the text as it should be read")  # fmt: skip


@rule(
    "PK206",
    "control-characters",
    _E,
    of=Subject.EPISODE,
    profiles=(RSS,),
    source="XML 1.0, Char; Unicode, control characters",
)
def control_characters(episode: EpisodeView) -> Iterator[Fault]:
    r"""A text of one line has control characters in it, or the mark of a broken encoding.

    They come with copied text, are not seen, and break feeds and terminals.

    Bad in an episode::

        title = "What a\u0008 feed is"

    Good in an episode::

        title = "What a feed is"
    """
    for name, said in episode.texts:
        if not said.text.isprintable() and (found := CONTROL.search(said.text)):
            yield Fault(said.spot, f"{name} has the character U+{ord(found[0]):04X} in it, which "
                        "cannot be seen", "remove it")  # fmt: skip


@rule(
    "PK210",
    "description-long",
    _E,
    of=Subject.EPISODE,
    profiles=(APPLE, PSP1),
    source="Apple, Podcast RSS feed requirements; PSP-1: 4,000 bytes",
)
def description_long(episode: EpisodeView) -> Iterator[Fault]:
    """A description or summary is longer than 4,000 bytes.

    The limit counts bytes of UTF-8; directories refuse what is longer, or cut it.

    Good in an episode::

        description = "One or two sentences."
    """
    for name, said in (("description", episode.description), ("summary", episode.summary)):
        size = len(said.text.encode("utf-8", "replace")) if said else 0
        if said and size > _BYTES:
            yield Fault(said.spot, f"{name} is {size:,} bytes long; directories take {_BYTES:,}",
                        "shorten it; long texts belong in the notes")  # fmt: skip


@rule(
    "PK211",
    "description-tags",
    _W,
    of=Subject.ITEM,
    profiles=(APPLE, PSP1),
    source=f"{_GUIDE}: description; PSP-1: p, ol, ul, li, a",
)
def description_tags(episode: EpisodeView) -> Iterator[Fault]:
    """A description has tags that apps take out or show raw.

    Paragraphs, lists and links are understood everywhere (and ``br b i strong em`` nearly so).
    The whole of the notes belongs in ``content:encoded``.

    Bad in an item::

        <description><![CDATA[<table><tr><td>Notes</td></tr></table>]]></description>

    Good in an item::

        <description><![CDATA[<p>Notes</p>]]></description>
    """
    said = episode.description
    if said and "<" in said.text:
        odd = {tag.lower() for tag in _HTML_TAG.findall(said.text)} - _SIMPLE
        if odd:
            yield Fault(said.spot, f"the description has tags that apps do not show: "
                        f"{', '.join(sorted(odd)[:6])}",
                        "p, ol, ul, li and a are safe; content:encoded may have more")  # fmt: skip


@rule(
    "PK212", "link-missing", _W, of=Subject.ITEM, profiles=(APPLE,), source=f"{_GUIDE}: item, link"
)
def link_missing(episode: EpisodeView) -> Iterator[Fault]:
    """An item has no link to its page.

    Apps lead listeners to the show instead.

    Bad in an item::

        <link></link>

    Good in an item::

        <link>https://example.org/episodes/one/</link>
    """
    if episode.link is None or not episode.link.text.strip():
        yield Fault(
            episode.spot, f"{episode.name} has no link to its page", "<link>https://…</link>"
        )


@rule(
    "PK213",
    "description-missing",
    _W,
    of=Subject.EPISODE,
    profiles=(APPLE, PSP1),
    source="PSP-1 and Apple recommend it; RSS 2.0 wants a title or a description",
)
def description_missing(episode: EpisodeView) -> Iterator[Fault]:
    """Nothing says what an episode is about.

    There is neither a description nor a summary, and there are no notes.

    Bad in an item::

        <description></description>

    Good in an item::

        <description>Where guids come from.</description>
    """
    texts = (episode.description, episode.summary, *(said for _, said in episode.html))
    if not any(said and said.text.strip() for said in texts):
        yield Fault(episode.spot, f"nothing says what {episode.name} is about",
                    episode.way('description = "…"', "<description>…</description>"))  # fmt: skip
