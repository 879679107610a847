"""The quick way for transcripts in the form that most have: paragraphs with names in bold.

It gives what the general way gives, or nothing: the least that is unusual is left to that
(``podcastkit.timed.markdown.read``). A property test compares the two.
"""

from __future__ import annotations

from podcastkit.timed.markdown.blocks import plain
from podcastkit.timed.markdown.labels import NONE, USUAL, Label, Style, label_of, seconds
from podcastkit.timed.markdown.names import Names
from podcastkit.timed.turns import ReadableTranscript, Turn

_BETWEEN = "</p>\n<p>"


def usual(safe_html: str) -> ReadableTranscript | None:
    """The turns of a usual transcript; ``None`` for any other."""
    if not safe_html.startswith("<p>") or not safe_html.endswith("</p>") or "<br" in safe_html:
        return None
    paragraphs = safe_html[3:-4].split(_BETWEEN)
    if not USUAL.match(paragraphs[0]):
        return None
    # A line break within a paragraph, or a block that is none, would be one more.
    if safe_html.count("\n") != len(paragraphs) - 1 or safe_html.count("</p>") != len(paragraphs):
        return None
    # Of the whole it is known at once whether any paragraph needs a closer look.
    is_even = "  " not in safe_html and _is_plain_white(safe_html)
    turns: list[Turn] = []
    with_colon: set[str] = set()
    with_time: set[str] = set()
    for paragraph in paragraphs:
        found = USUAL.match(paragraph)
        rest = paragraph[found.end() :] if found else paragraph
        if not rest or "[" in rest or "<img" in rest or rest[-1] == " ":
            return None
        words = rest if is_even and "<" not in rest and "&" not in rest else plain(rest)
        if found is None:
            if not turns or label_of(paragraph) is not NONE:
                return None
            above = turns[-1]
            turns[-1] = above._replace(
                text=f"{above.text}\n{words}", html=f"{above.html}\n<p>{rest}</p>"
            )
            continue
        before, name, colon, colon_behind, after = found.groups()
        written = before or after
        # A colon or a time makes a name of what stands in bold; without both, others must do so.
        if colon or colon_behind:
            with_colon.add(name)
        elif written:
            with_time.add(name)
        else:
            return None
        start = seconds(written) if written else None
        turns.append(Turn(words, f"<p>{rest}</p>", name, start, written))
    labels = [NONE._replace(name=name, style=Style.MARKED_COLON) for name in with_colon]
    labels += [NONE._replace(name=name, style=Style.MARKED, time=0.0) for name in with_time]
    return ReadableTranscript(parts=tuple(turns)) if _are_speakers(labels) else None


def _is_plain_white(text: str) -> bool:
    """Whether all white space is blanks and line breaks."""
    if text.isascii():
        return "\t" not in text and "\r" not in text
    return text.replace("\n", "").isprintable()


def _are_speakers(labels: list[Label]) -> bool:
    """Whether every name is one for sure, and is always written in the same way."""
    names = {label.name for label in labels}
    if len({name.casefold() for name in names if name}) != len(names):
        return False
    found = Names(labels)
    return all(found.of(label) == label.name for label in labels)
