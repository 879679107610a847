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
    # A line break within a paragraph, or a block that is none, would be one more.
    if safe_html.count("\n") != len(paragraphs) - 1 or safe_html.count("</p>") != len(paragraphs):
        return None
    # Of the whole it is known at once whether any paragraph needs a closer look.
    is_even = "  " not in safe_html and safe_html.replace("\n", "").isprintable()
    turns: list[Turn] = []
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
        if not (colon or colon_behind):
            return None
        written = before or after
        start = seconds(written) if written else None
        turns.append(Turn(words, f"<p>{rest}</p>", name, start, written))
    return ReadableTranscript(parts=tuple(turns)) if _are_speakers(turns) else None


def _are_speakers(turns: list[Turn]) -> bool:
    """Whether every name is one for sure, and is always written in the same way."""
    names = dict.fromkeys(turn.speaker for turn in turns)
    if len({name.casefold() for name in names if name}) != len(names):
        return False
    labels = [Label(None, None, False, name, Style.MARKED_COLON, 0, 0) for name in names]  # noqa: FBT003
    found = Names(labels)
    return all(found.of(label) == label.name for label in labels)
