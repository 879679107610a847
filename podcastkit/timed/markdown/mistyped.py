"""Times that were mistyped: what stands where a transcript has its times, looks like one, is none.

A wrong digit makes speech of a time. What stands elsewhere, such as a verse in the middle of a
sentence, is what somebody says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.timed.turns import ReadableTranscript

_RIGHT = r"(?:[0-9]{1,3}:(?=[0-5]?[0-9]:))?[0-9]{1,3}:[0-5][0-9]"
_DIGIT = "[0-9OolI]"
# With a full stop or comma there are two digits behind it: anything else is some other number.
_LIKE = (
    rf"@?(?=[OolI.,:;]{{0,4}}[0-9])(?:{_DIGIT}{{1,3}}(?:[:;]{_DIGIT}{{1,3}}){{1,3}}:?"
    rf"|{_DIGIT}{{1,3}}(?:[.,]{_DIGIT}{{2}}){{1,2}})"
)
_FRACTION = r"(?:[.,][0-9]{1,3}|:[0-5][0-9])?"
_IN_BRACKETS = rf"(?!@?{_RIGHT}{_FRACTION}[\])])({_LIKE})(?=[\])])"
# A pattern that begins with a certain character is looked for many times as fast.
_SQUARE = re.compile(rf"\[{_IN_BRACKETS}")
_ROUND = re.compile(rf"\({_IN_BRACKETS}")
_BRACKETED = re.compile(rf"[\[(]{_IN_BRACKETS}")
_BARE = re.compile(rf"(?<![^\s*_>])(?!{_RIGHT}{_FRACTION}(?![0-9:]))({_LIKE})(?=[\s*_<]|\Z)")
_HEAD = 90
_SHORT = 45
_LETTERS = str.maketrans("OolI;.,", "0011:::")
_FORM = "a time is minutes and two digits of seconds, such as 0:12, or hours and both, 1:02:03"
_PLACEHOLDER = "58:57"


class Mistyped(NamedTuple):
    """A time that is none: line and column from 1, as written, and what is to be done."""

    line: int
    column: int
    written: str
    hint: str


def may_be_mistyped(head: str) -> bool:
    """Whether the beginning of a line may have such a time, cheaply: at its first brackets."""
    if not head:
        return False
    if (at := head.find("[")) >= 0 and _BRACKETED.match(head, at):
        return True
    if (at := head.find("(")) >= 0 and _BRACKETED.match(head, at):
        return True
    return (head[0].isdigit() or len(head) < _SHORT) and bool(_BARE.search(head))


def read_may_have_some(read: ReadableTranscript, safe_html: str) -> bool:
    """Whether a transcript that was read may have one anywhere, from its safe HTML.

    What is taken for speech leaves a turn without its time, or is one more line of another.
    """
    count = safe_html.count("\n") + 1
    if count == len(read.parts) and all(turn.start is not None for turn in read.turns):
        return False
    if _SQUARE.search(safe_html) or _ROUND.search(safe_html):
        return True
    lines = safe_html.replace("<p>", "").split("\n")
    return any(
        _BARE.search(line[:_HEAD]) for line in lines
        if len(line) < _HEAD or line[0].isdigit()
    )  # fmt: skip


def mistyped(markdown: str, read: ReadableTranscript) -> Iterator[Mistyped]:
    """The mistyped times of a transcript, which was read as ``read``, in order."""
    found = list(_found(markdown))
    if not found:
        return
    forms = _forms(markdown, read)
    several = len(found) > 1
    said = "\n".join(turn.text for turn in read.turns)
    for opening, one in found:
        usual = opening in forms if forms or not opening else several
        if usual and one.written in said:
            yield one


def _found(markdown: str) -> Iterator[tuple[str, Mistyped]]:
    for number, line in enumerate(markdown.split("\n"), 1):
        head = line[:_HEAD]
        if not may_be_mistyped(head):
            continue
        for pattern in (_BRACKETED, _BARE):
            one = pattern.search(head)
            if one and _is_label(line, *one.span(1)):
                opening = one[0][0] if pattern is _BRACKETED else ""
                yield opening, Mistyped(number, one.start(1) + 1, one[1], _hint(one[1]))
                break


def _is_label(line: str, begin: int, end: int) -> bool:
    """Whether a true time in this place would be the one of a turn."""
    from podcastkit import markup
    from podcastkit.timed.markdown.blocks import blocks
    from podcastkit.timed.markdown.labels import label_of

    if _PLACEHOLDER in line:
        return False
    html = markup.render(
        f"{line[:begin]}{_PLACEHOLDER}{line[end:]}", base="", keep_unknown_tags=True
    )
    leaves = [leaf for block in blocks(html) if not block.level for leaf in block.leaves]
    return bool(leaves) and label_of(leaves[0]).written == _PLACEHOLDER


def _forms(markdown: str, read: ReadableTranscript) -> set[str]:
    """How the true times are set off: with which bracket before them, or with none (empty)."""
    found, at = set(), 0
    for turn in read.turns:
        place = markdown.find(turn.written, at) if turn.written else -1
        if place >= 0:
            before = markdown[place - 1 : place].replace("@", markdown[place - 2 : place - 1])
            found.add(before if before in {"[", "("} else "")
            at = place + 1
    return found


def _hint(written: str) -> str:
    """The time that is meant, where that is sure; else how a time is written."""
    meant = written.removeprefix("@").translate(_LETTERS).removesuffix(":")
    return f'write "{meant}"' if re.fullmatch(_RIGHT, meant) else _FORM
