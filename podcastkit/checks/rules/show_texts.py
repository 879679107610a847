"""A show's names, texts and switches: what they must not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.checks.rule import APPLE, PSP1, RSS, SPOTIFY, Fault, Subject, rule
from podcastkit.checks.rules.episode_texts import CONTROL, LONGEST, MARKUP
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import ShowView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_GUIDE = "Apple, A Podcaster's Guide to RSS"
_BYTES = 4000
_EMAIL = re.compile(r"[^@\s<>(),;:]+@[^@\s<>(),;:]+\.[^@\s.<>(),;:]{2,}")
_DECORATION = re.compile(r"©|\(c\)|\bcopyright\b|(?<!\d)(?:19|20)\d\d(?!\d)", re.IGNORECASE)
_STUFFING = re.compile(
    r"\s[|•·]\s|\bpodcast\s+(?:by|with|hosted)\b|https?://|\bwww\.", re.IGNORECASE
)


def _is_missing(show: ShowView, name: str) -> bool:
    said = getattr(show, name)
    return name not in show.unusable and (said is None or not said.text.strip())


@rule(
    "PK107",
    "show-title-stuffed",
    _W,
    of=Subject.SHOW,
    profiles=(APPLE, PSP1),
    source=f"{_GUIDE}: title; PSP-1",
)
def title_stuffed(show: ShowView) -> Iterator[Fault]:
    """The show's title holds more than the show's name.

    Apple hides shows whose titles carry names of hosts, keywords or addresses to be found by
    search; there are tags of their own for these.

    Bad in [show]::

        title = "The Feed Bench | a podcast by Ada | tech news"

    Good in [show]::

        title = "The Feed Bench"
    """
    if show.title and (found := _STUFFING.search(show.title.text)):
        yield Fault(show.title.spot,
                    f'the title has "{found[0].strip()}" in it: it should be the name alone',
                    "hosts belong in author and persons, the rest in the description")  # fmt: skip


@rule(
    "PK108",
    "show-description-long",
    _E,
    of=Subject.SHOW,
    profiles=(APPLE, PSP1),
    source="Apple, Podcast RSS feed requirements; PSP-1: 4,000 bytes",
)
def description_long(show: ShowView) -> Iterator[Fault]:
    """The show's description is longer than 4,000 bytes.

    The limit counts bytes of UTF-8, so that an umlaut is two and an emoji four. Directories
    refuse what is longer, or cut it where it hurts.

    Good in [show]::

        description = "A few sentences are enough."
    """
    for said in (show.description, show.summary):
        size = len(said.text.encode("utf-8", "replace")) if said else 0
        if said and size > _BYTES:
            yield Fault(said.spot, f"the show's description is {size:,} bytes long; directories "
                        f"take {_BYTES:,}", "shorten it")  # fmt: skip


@rule(
    "PK118",
    "owner-email-invalid",
    _E,
    of=Subject.SHOW,
    profiles=(APPLE, SPOTIFY, PSP1),
    source="Apple, Podcast RSS feed requirements: itunes:email; RFC 5322",
)
def owner_email_invalid(show: ShowView) -> Iterator[Fault]:
    """The owner's e-mail address is none.

    What directories send to it would be lost.

    Bad in [show]::

        owner = { name = "Ada", email = "ada at example.org" }

    Good in [show]::

        owner = { name = "Ada", email = "ada@example.org" }
    """
    said = show.owner_email
    if said and said.text.strip() and not _EMAIL.fullmatch(said.text.strip()):
        yield Fault(said.spot, f'"{said.text[:60]}" is no e-mail address',
                    'the address alone, for example "ada@example.org"')  # fmt: skip


@rule(
    "PK119",
    "show-type-unknown",
    _E,
    of=Subject.SHOW,
    profiles=(APPLE,),
    source=f"{_GUIDE}: itunes:type",
)
def type_unknown(show: ShowView) -> Iterator[Fault]:
    """The show's type is neither ``episodic`` nor ``serial``.

    It decides whether apps play the newest episode first, or the oldest.

    Bad in a channel::

        <itunes:type>Series</itunes:type>

    Good in a channel::

        <itunes:type>episodic</itunes:type>
    """
    if show.type and show.type.text.strip().lower() not in {"episodic", "serial"}:
        yield Fault(show.type.spot, f'"{show.type.text[:40]}" is no type of a show',
                    "episodic (newest first) or serial (oldest first)")  # fmt: skip


@rule(
    "PK120", "copyright-decorated", _I, of=Subject.SHOW, profiles=(PSP1,), source="PSP-1, copyright"
)
def copyright_decorated(show: ShowView) -> Iterator[Fault]:
    """The copyright holds a sign, the word itself or a year.

    Apps put ``©`` before it; with one of yours there are two. A year is wrong next January.

    Bad in [show]::

        copyright = "© 2024 Ada"

    Good in [show]::

        copyright = "Ada"
    """
    if show.copyright and (found := _DECORATION.search(show.copyright.text)):
        yield Fault(show.copyright.spot, f'the copyright has "{found[0]}" in it',
                    "name the holder alone")  # fmt: skip


@rule(
    "PK121",
    "show-blocked",
    _I,
    of=Subject.SHOW,
    profiles=(APPLE,),
    source=f"{_GUIDE}: itunes:block",
)
def blocked(show: ShowView) -> Iterator[Fault]:
    """The show asks directories to leave it out.

    Right for a private feed; a forgotten one costs all listeners to come.

    Bad in [show]::

        block = true

    Good in [show]::

        block = false
    """
    if show.block and show.block.text.strip().lower() in {"yes", "true"}:
        yield Fault(show.block.spot, "the show is kept out of Apple's directory",
                    "remove block when that is not meant any more")  # fmt: skip


@rule(
    "PK122",
    "show-complete",
    _I,
    of=Subject.SHOW,
    profiles=(APPLE,),
    source=f"{_GUIDE}: itunes:complete",
)
def complete(show: ShowView) -> Iterator[Fault]:
    """The show says that no episode will follow.

    Apps may stop asking for new ones, for good.

    Bad in [show]::

        complete = true

    Good in [show]::

        complete = false
    """
    if show.complete and show.complete.text.strip().lower() in {"yes", "true"}:
        yield Fault(show.complete.spot, "the show says that it is complete: apps may never ask "
                    "again", "remove complete before a new episode")  # fmt: skip


@rule(
    "PK124",
    "summary-repeats",
    _I,
    of=Subject.CHANNEL,
    profiles=(APPLE, PSP1),
    source="Apple gave up itunes:summary; PSP-1 has the description alone",
)
def summary_repeats(show: ShowView) -> Iterator[Fault]:
    """``itunes:summary`` is a copy of the description.

    Nobody reads it any more, and two texts drift apart.

    Bad in a channel::

        <description>About feeds.</description>
        <itunes:summary>About feeds.</itunes:summary>

    Good in a channel::

        <description>About feeds.</description>
    """
    summary, description = show.summary, show.description
    if summary and description and summary.text.strip() == description.text.strip():
        yield Fault(summary.spot, "itunes:summary repeats the description", "leave it out")


@rule(
    "PK127",
    "show-text-markup",
    _E,
    of=Subject.SHOW,
    profiles=(APPLE, RSS),
    source="Apple, Podcast RSS feed requirements; RSS Advisory Board, title",
)
def markup_in_text(show: ShowView) -> Iterator[Fault]:
    """A text of the show has HTML or control characters in it.

    Apps show HTML as it stands there, and control characters break feeds and terminals.

    Bad in [show]::

        title = "Tom &amp; Jerry"

    Good in [show]::

        title = "Tom & Jerry"
    """
    for name, said in show.texts:
        found = MARKUP.search(said.text) or CONTROL.search(said.text)
        if found:
            shown = (
                found[0]
                if len(found[0]) > 1 or found[0].isprintable()
                else f"U+{ord(found[0]):04X}"
            )
            yield Fault(said.spot, f'{name} has "{shown[:40]}" in it',
                        "write the text as it should be read")  # fmt: skip


@rule(
    "PK128",
    "show-text-form",
    _W,
    of=Subject.SHOW,
    profiles=(APPLE,),
    source="Apple, Podcast RSS feed requirements: 255 characters, no blanks round a value",
)
def text_form(show: ShowView) -> Iterator[Fault]:
    """A text of the show begins or ends with blanks, or is longer than 255 characters.

    Bad in a channel::

        <itunes:author> Ada</itunes:author>

    Good in a channel::

        <itunes:author>Ada</itunes:author>
    """
    for name, said in show.texts:
        if said.text != said.text.strip() and "\n" not in said.text:
            yield Fault(said.spot, f"{name} begins or ends with blanks", "remove them")
        elif len(said.text.strip()) > LONGEST:
            yield Fault(said.spot, f"{name} has {len(said.text)} characters; apps take {LONGEST}",
                        "shorten it; long texts belong in the description")  # fmt: skip
