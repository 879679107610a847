"""What stands before the words of a turn: a name, a time, or both, in any of the usual forms."""

from __future__ import annotations

import enum
import functools
import re
from typing import NamedTuple

from podcastkit.timed.reading import clock, unescaped

_TAGS = "strong|em|b|i|u|cite|a|span|code|small|time"
# Tags, blanks, marks of direction, and asterisks that Markdown left as they are ("**Ada:**hello").
_MARKS = "\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_ANY = rf"(?:</?(?:{_TAGS})(?: [^<>]*)?>|[ \t\u00a0{_MARKS}]|\*\*|__)*+"
# Frames of a picture may stand behind the seconds, and are left out.
_CLOCK = (
    "(?:([0-9]{1,3})[:\uff1a](?=[0-5]?[0-9][:\uff1a]))?([0-9]{1,3})[:\uff1a]([0-5][0-9])"
    r"(?:[.,]([0-9]{1,3})|:[0-5][0-9](?=[\])]))?(?![0-9]|:[0-9])"
)
_UNTIL = (
    r"(?:\s*(?:-|–|—|--?&gt;|→|to)\s*(?:[0-9]{1,3}:)?[0-9]{1,3}:[0-5][0-9](?:[.,][0-9]{1,3})?)?"
)
# A time in brackets of any kind, or bare; the second of a pair is where the next one begins.
_TIME = rf"([\[(]|&lt;|\{{)?{_ANY}@?({_CLOCK}){_UNTIL}{_ANY}([\])]|&gt;|\}})?"
_TIME_FIRST = re.compile(rf"{_ANY}{_TIME}{_ANY}")
_COLON = "[:\uff1a]"
_SEPARATOR = re.compile(rf"(?:[-–—|·•,@]|:(?=\s|<))?+{_ANY}")
# A name is all that has the letters of one: it is looked at once, to where something else stands.
_NAMED = re.compile(
    rf"(?P<before>{_ANY}(?:(?:&gt;){{1,3}}[ ]?|[-–—•][ ])?+{_ANY}\[?)"
    r"(?P<name>[^\W_](?:[^\n:\uff1a<>\[\](){}?!;\"“”|&*_]|&amp;|&\#39;|[*_](?![*_])"
    r"|:in(?:nen)?(?=[ :<])"
    r"|(?:[“\"]|&quot;)[^\W_][^\n:<>\"“”&]{0,30}(?:[”\"]|&quot;)[ ])*+)"
    r"(?P<role>\]|\([^\W\d_][^()<>\n:]{0,40}\)[ ]?|\[[^\W\d_][^\[\]<>\n:]{0,40}\][ ]?)?+"
)
_DIGITS = re.compile(r"[\s,@–—-]*([0-9]{1,3})\Z")
_AFTER_NAME = re.compile(
    rf"(?P<tags>{_ANY})(?:(?P<colon>:(?=\s|<|\[|\(|\*|_|$)|\uff1a))?(?P<more>{_ANY})"
)
_LATER = re.compile(rf"(?:[-–—|·•,@]|:(?=\s|<))?+{_ANY}{_TIME}{_ANY}(?:({_COLON}|[-–—][ ]){_ANY})?")
# What most transcripts have, found at once: a name in bold, with a time in brackets on either side.
_BRACKETED = r"(?:\[((?:[0-9]{1,3}:(?=[0-5]?[0-9]:))?[0-9]{1,3}:[0-5][0-9])\][ ]?)?"
USUAL = re.compile(
    rf"{_BRACKETED}<strong>([^\W_](?:[\w .'-]{{0,40}}[^\W_])?)(:)?</strong>(:(?=[ ]))?"
    rf"[ ]*{_BRACKETED}(?=[^\W\d_])"
)
# Both in one pair of brackets: "[Ada, 0:12]".
_TOGETHER = re.compile(
    rf"{_ANY}[\[(]([^\W\d_][\w .'’-]{{0,40}}?)[,;]?[ \u00a0]+(?:[-–—@|·][ ]?)?({_CLOCK})[\])]"
    rf"{_ANY}(?::(?=\s|<))?{_ANY}"
)
# A name may end in an initial, or in what stands for one.
_INITIAL = re.compile(r"(?:^|[ .])(?:[^\W\d_]|Jr|Sr|jr|sr)\.\Z")
_NO_MARKS = str.maketrans(
    dict.fromkeys(
        "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )
)
_DASH = re.compile(rf"[-–—][ ]{_ANY}")
_AT_END = re.compile(rf"{_TIME}\s*$")
_OPENS = re.compile(r"<(strong|em|b|i|cite)(?: [^<>]*)?>|(\*\*|__)")
_LONGEST = 240
_LONGEST_NAME = 60
_BEFORE_TIMES = frozenset("[({<&@*_0123456789 \u00a0\u200e\u200f\u061c\u202a\u202b\u2066\u2067")
_BRACKETS = {"[": "]", "(": ")", "&lt;": "&gt;", "{": "}"}


class Style(enum.StrEnum):
    """How a name is set off from the words behind it."""

    MARKED_COLON = "**Name:**"
    MARKED = "**Name**"
    COLON = "Name:"
    NAME_TIME = "Name [0:12]"
    TIME_NAME = "[0:12] Name"
    ALONE = "Name"


class Label(NamedTuple):
    """What stands before the words of a line of inline HTML.

    ``time`` in seconds, ``written`` as it stands there, ``bare`` when it has neither brackets nor
    a tag. ``name`` may yet be none: ``style`` and the whole transcript decide. ``timed`` is the
    offset behind the time where the name is none, ``end`` that behind all of it, and ``named`` the
    one behind the name where a time that follows it is none.
    """

    time: float | None
    written: str | None
    bare: bool
    name: str | None
    style: Style | None
    timed: int
    end: int
    named: int = 0


NONE = Label(None, None, False, None, None, 0, 0)  # noqa: FBT003 - a tuple's places


class _Time(NamedTuple):
    seconds: float
    written: str
    bare: bool
    end: int


def label_of(line: str) -> Label:
    """The label at the beginning of a line of inline HTML; ``NONE`` where there is none."""
    if usual := USUAL.match(line):
        return _usual(usual)
    first = line[:1]
    if (first.isalpha() or first.isdigit()) and not _may_begin(line):
        return NONE
    head = line if len(line) <= _LONGEST else line[:_LONGEST]
    if first in "[(<*_" and (both := _TOGETHER.match(head)):
        clock_of = clock(*both.groups()[2:6])
        return Label(clock_of, both[2], False, both[1], Style.NAME_TIME, 0, both.end())  # noqa: FBT003
    time = _time_first(head) if first in _BEFORE_TIMES else None
    at = 0
    if time:
        behind = _SEPARATOR.match(head, time.end)
        at = behind.end() if behind else time.end
    found = _name(head, at, whole=len(line) <= _LONGEST)
    if found is None:
        return Label(*time[:3], None, None, at, at) if time else NONE
    name, style, end = found
    if time:
        style = Style.TIME_NAME if style is Style.ALONE else style
        return Label(*time[:3], name, style, at, end)
    later = _LATER.match(head, end)
    if later and (later_time := _time_of(later, head)):
        style = Style.NAME_TIME if style is Style.ALONE else style
        alone = len(line) <= _LONGEST and not line[later.end() :].strip()
        bare = later_time.bare and not alone and not later[8]
        return Label(*later_time[:2], bare, name, style, 0, later.end(), end)
    return Label(None, None, False, name, style, 0, end)  # noqa: FBT003


def _usual(found: re.Match[str]) -> Label:
    before, name, colon, outer_colon, after = found.groups()
    written = before or after
    time = seconds(written) if written else None
    style = Style.MARKED_COLON if colon or outer_colon else Style.MARKED
    timed = found.start(2) - len("<strong>") if before else 0
    return Label(time, written, False, name, style, timed, found.end())  # noqa: FBT003


@functools.lru_cache(maxsize=10_000)  # the first hours are the same in every transcript
def seconds(written: str) -> float:
    """``1:02:03`` in seconds."""
    *hours, minutes, secs = written.split(":")
    return clock(hours[0] if hours else None, minutes, secs, None)


def time_in_heading(text: str) -> tuple[float, str, str] | None:
    """A time that a heading (plain text) begins or ends with: seconds, as written, the rest."""
    found = _TIME_FIRST.match(text)
    if found and (time := _time_of(found, text)):
        behind = _SEPARATOR.match(text, time.end)
        rest = text[behind.end() if behind else time.end :]
        return time.seconds, time.written, rest.strip()
    for last in _AT_END.finditer(text):
        if time := _time_of(last, text):
            return time.seconds, time.written, text[: last.start()].rstrip(" -–—|·•,:@")
    return None


def _may_begin(line: str) -> bool:
    """Whether a line that begins with a letter or digit can have a label at all, cheaply."""
    return ":" in line[:90] or "\uff1a" in line[:90] or len(line) <= 60


def _time_first(head: str) -> _Time | None:
    found = _TIME_FIRST.match(head)
    return _time_of(found, head) if found else None


def _time_of(found: re.Match[str], head: str) -> _Time | None:
    """The time in what has the groups of ``_TIME``; ``None`` where its brackets do not close."""
    opening, closing = found[1], found[7]
    if closing != (_BRACKETS[opening] if opening else None):
        return None
    after = head[found.end(2) : found.end(2) + 4].strip().upper()
    if after.startswith(("AM", "PM", "A.M", "P.M", "%")):
        return None
    bare = not opening and head[found.start(2) - 1 : found.start(2)] not in {">", "*", "_"}
    return _Time(clock(*found.groups()[2:6]), found[2], bare, found.end())


def _name(head: str, at: int, *, whole: bool) -> tuple[str, Style, int] | None:
    """A name, its style, and where it ends, in what may be only the beginning of a line."""
    if not at and head[:1].isalpha() and not _may_begin(head):
        return None
    found = _NAMED.match(head, at)
    if not found or len(found["name"]) > _LONGEST_NAME:
        return None
    return _named(head, found, whole=whole)


def _named(head: str, found: re.Match[str], *, whole: bool) -> tuple[str, Style, int] | None:
    """The same, from what has the letters of a name on."""
    written, end = found["name"], found.end()
    digits = _DIGITS.search(written) if head[end : end + 1] == ":" else None
    if digits and _TIME_FIRST.match(head, found.start("name") + digits.start(1)):
        # "Ada 0:12": what looked like the end of the name is the beginning of a time.
        written, end = written[: digits.start()], found.start("name") + digits.start()
    after = _AFTER_NAME.match(head, end)
    name = " ".join(unescaped(written).translate(_NO_MARKS).split()).rstrip(" ,-–—@")
    if not after or not name or name.endswith("…"):
        return None
    marked = _is_marked(head, found, after)
    if name.endswith("."):
        later = _LATER.match(head, after.end())
        set_off = marked or after["colon"] or (later and _time_of(later, head))
        if not set_off or not _INITIAL.search(name):
            return None
    if after["colon"]:
        return name, Style.MARKED_COLON if marked else Style.COLON, after.end()
    return _without_colon(head, found, after, name, marked=marked, whole=whole)


def _is_marked(head: str, found: re.Match[str], after: re.Match[str]) -> bool:
    """Whether emphasis ends behind a name. It may begin before the time, and embrace both."""
    opened = _OPENS.search(head, 0, found.start("name"))
    closing = f"</{opened[1]}>" if opened and opened[1] else opened[0] if opened else ""
    return bool(closing) and closing in after[0]


def _without_colon(
    head: str,
    found: re.Match[str],
    after: re.Match[str],
    name: str,
    *,
    marked: bool,
    whole: bool,
) -> tuple[str, Style, int] | None:
    """A name that is set off by marks, by a time, or because nothing else stands in its line."""
    if found["before"].endswith("["):
        later = _LATER.match(head, after.end()) if found["role"] == "]" else None
        return (name, Style.ALONE, after.end()) if later and _time_of(later, head) else None
    if marked:
        dash = _DASH.match(head, after.end())
        return name, Style.MARKED, dash.end() if dash else after.end()
    if whole and not head[after.end() :].strip():
        return name, Style.ALONE, after.end()
    later = _LATER.match(head, after.end())
    if (
        later
        and _time_of(later, head)
        and (later[1] or later[8] or not head[later.end() :].strip())
    ):
        return name, Style.ALONE, after.end()
    return None
