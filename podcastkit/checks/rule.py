"""What a rule is: a code, a name, a severity, where it comes from, and what finds it.

A rule that looks at finished facts is a small pure generator with the decorator ``rule``. What
only a reader can know while it reads (a syntax error, a host's refusal) is declared with ``told``,
which names the module that tells it. Either way its text is its documentation: what it finds, why
that matters, then ``Bad`` and ``Good`` examples.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from podcastkit.findings import Severity

APPLE, PSP1, SPOTIFY, PODCASTING2, RSS = "apple", "psp1", "spotify", "podcasting2", "rss"
"""The profiles: whose requirement a rule is. RSS itself is asked of every feed."""

_EXAMPLE = re.compile(r"^(Bad|Good)(?: in (.+?)| as (\S+))?::\n\n((?: {4}.*\n|\n)+)", re.MULTILINE)


class Subject(enum.StrEnum):
    """What a rule looks at."""

    SHOW = "the show"
    CHANNEL = "a feed's channel"
    EPISODE = "an episode"
    ITEM = "a feed's item"
    FEED = "the show and all of its episodes"
    TAG = "a tag"
    NOTES = "an episode's notes"
    SOUND = "an episode's sound"
    PICTURE = "a picture"
    TRANSCRIPT = "a transcript"
    VOICES = "who speaks in the transcripts"
    CHAPTERS = "an episode's chapters"
    HOST = "what a host answers"
    READING = "a file while it is read"


class Said(NamedTuple):
    """A text and its spot: the path of a key, or a feed's element."""

    text: str
    spot: Any


class Fault(NamedTuple):
    """What a rule found, before it is known in which file and line that is.

    ``spot`` is the path of a key, a feed's element, or a line's number.
    """

    spot: Any
    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A piece of a file as it should not (``bad``) or should be.

    ``place`` says into what it belongs (``"[show]"``, ``"an item"``), ``name`` which file it is;
    an example that has neither only illustrates.
    """

    bad: bool
    text: str
    place: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. ``text`` is its documentation as written, ``source`` the specification it rests on.

    ``profiles`` says whose requirement it is; none is everybody's. ``stops``: no ``ignore`` lets it
    pass. ``outside``: the fault lies with a host or the network and not with the podcast's files,
    so the run ends with exit 4 instead of 1. ``check`` finds faults in its ``subject``; without
    one, the module ``by`` tells them while it reads. ``tags`` are the elements a rule of tags is
    about.
    """

    code: str
    name: str
    severity: Severity
    subject: Subject
    source: str
    text: str
    profiles: frozenset[str] = frozenset()
    stops: bool = False
    outside: bool = False
    check: Callable[[Any], Iterator[Fault]] | None = None
    by: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def doc(self) -> str:
        """Its documentation, its lines from the first column on."""
        return cleandoc(self.text)

    @property
    def about(self) -> str:
        """What the rule finds: the first paragraph of its documentation."""
        return " ".join(self.doc.partition("\n\n")[0].split())

    @property
    def why(self) -> str:
        """The rest of its documentation, without the examples."""
        return _EXAMPLE.sub("", self.doc.partition("\n\n")[2] + "\n").strip()

    @property
    def examples(self) -> tuple[Example, ...]:
        """Its examples, in their order."""
        return tuple(
            Example(
                bad=found[1] == "Bad",
                place=found[2],
                name=found[3],
                text=cleandoc(found[4].rstrip("\n")) + "\n",
            )
            for found in _EXAMPLE.finditer(self.doc + "\n")
        )

    def applies(self, profiles: frozenset[str] | None) -> bool:
        """Whether a check for these profiles asks for the rule; ``None`` asks for all."""
        return profiles is None or not self.profiles or not self.profiles.isdisjoint(profiles)


def rule(
    code: str,
    name: str,
    severity: Severity,
    *,
    of: Subject,
    source: str,
    profiles: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    stops: bool = False,
    outside: bool = False,
) -> Callable[[Callable[[Any], Iterator[Fault]]], Rule]:
    """Make a rule of a generator of faults; its docstring is the rule's documentation."""

    def made(check: Callable[[Any], Iterator[Fault]]) -> Rule:
        return Rule(
            code=code,
            name=name,
            severity=severity,
            subject=of,
            source=source,
            text=check.__doc__ or "",
            profiles=frozenset(profiles),
            stops=stops,
            outside=outside,
            check=check,
            tags=tags,
        )

    return made


def told(
    code: str,
    name: str,
    severity: Severity,
    doc: str,
    *,
    by: str,
    source: str,
    profiles: tuple[str, ...] = (),
    stops: bool = False,
    outside: bool = False,
) -> Rule:
    """Declare a rule that the module ``by`` (below ``podcastkit``) tells while it reads."""
    return Rule(
        code=code,
        name=name,
        severity=severity,
        subject=Subject.HOST if outside else Subject.READING,
        source=source,
        text=doc,
        profiles=frozenset(profiles),
        stops=stops,
        outside=outside,
        by=by,
    )
