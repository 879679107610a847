"""Tags of HTML that are part of what somebody says, in Markdown: they become text.

Whoever talks about the web says ``<script>`` and means the word. Markdown and browsers take it for
a tag, and what stands behind it is lost. So a tag of a transcript is one only where it can be
nothing else: it is closed again, it stands alone in its line, or it has nothing to be closed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyromark

from podcastkit.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOID = frozenset({"br", "img", "wbr", "hr"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "center", "cite", "code", "data", "del", "dfn", "em",
     "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp",
     "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"}
)  # fmt: skip
_WRAPPERS = frozenset(
    {"address", "article", "aside", "body", "div", "figure", "footer", "header", "html", "main",
     "nav", "p", "section"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"blockquote", "caption", "dd", "details", "dl", "dt", "figcaption", "h1", "h2", "h3", "h4",
     "h5", "h6", "hgroup", "li", "ol", "pre", "summary", "table", "tbody", "td", "tfoot", "th",
     "thead", "tr", "ul"}
)  # fmt: skip
_UNSEEN = frozenset({"audio", "button", "iframe", "noscript", "script", "style", "svg", "video"})
"""What a page has around a transcript. Its words, if any, are not said."""
_KNOWN = _INLINE | _WRAPPERS | _BLOCKS | _UNSEEN

_TAG = re.compile(
    r"</?(?P<name>[A-Za-z][A-Za-z0-9]*)"
    r"(?P<rest>(?:[\s/](?:[^<>\"']|\"[^\"]{0,300}\"|'[^']{0,300}'|[\"'])*+)?)>"
    r"|<(?P<link>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\"]*)>"
    r"|<(?=[A-Za-z/!?])"
)
# Below what is a sentence, or begins as a turn does, dashes are a rule.
_UNDERLINED = re.compile(
    r"^((?=[ ]{0,3}(?:\*\*|__|\[|\(|[0-9]{1,3}:[0-9])|.{80}"
    r"|.*[.?!:,\u2026\"\u201d'\u2019)\]][ \t]*$)"
    r"[ ]{0,3}[^\s#>+-].*)\n([ ]{0,3}(?:-{1,}|=+)[ \t]*)$",
    re.MULTILINE,
)
# A definition has an address: what has none is said.
_DEFINITION = re.compile(
    r"^([ ]{0,3})\[(?=(?!\^)[^\[\]\n]{1,80}\]:[ \t]*(?!<|/|#|\.{1,2}/|@/|[A-Za-z][A-Za-z0-9+.-]*:\S"
    r"|[^\s/]+/|[\w.-]+\.[A-Za-z]{2,}\b)\S)",
    re.MULTILINE,
)
_ANCHOR = re.compile(r"\s+(?:name|id)\s*=", re.IGNORECASE)
_COMMENT, _COMMENT_END = "<!--", "-->"
_PLAIN = re.compile(r"[^\w\s]", re.ASCII)
_INNER = frozenset({"Emphasis", "Strong", "Strikethrough"})
_PASSES = 6
_LONGEST_LINE = 300


class _Tag(NamedTuple):
    """A piece of raw HTML, by its offsets in characters.

    ``alone`` tells whether nothing but tags stands in its line, ``scope`` what it is closed in.
    """

    start: int
    end: int
    name: str
    rest: str
    closing: bool
    is_block: bool
    alone: bool
    scope: int


def kept(markdown: str, options: pyromark.Options) -> str:
    """The Markdown in which tags that are spoken are text. Comments that end are left."""
    text = markdown
    for turn in range(_PASSES):
        # What was taken for a block of HTML may have Markdown in it, and that has tags again.
        edits = _edits(text, options, every=turn == _PASSES - 1)
        if not edits:
            break
        out, at = [], 0
        for start, end, new in edits:
            out += [text[at:start], new]
            at = end
        text = "".join((*out, text[at:]))
    return text


def plain_lines(markdown: str) -> str:
    """The Markdown in which turns are no headings, and no definitions of links.

    A line of dashes right below words makes a heading of them, and ``[Ada]: Yes.`` is an address
    with a name to Markdown, which shows neither.
    """
    if "\n-" in markdown or "\n=" in markdown:
        markdown = _UNDERLINED.sub(r"\1\n\n\2", markdown)
    if "]:" in markdown:
        markdown = _DEFINITION.sub(r"\1\\[", markdown)
    return markdown


def is_html(tag: str) -> bool:
    """Whether a tag is one that HTML has; ``<Butter>`` is none. A comment counts as one."""
    found = _TAG.fullmatch(tag)
    if found is None or not found["name"]:
        return True
    return found["name"].lower() in _KNOWN | _VOID


def as_text(tag: str) -> str:
    """A tag as Markdown that shows it as it stands."""
    return _PLAIN.sub(lambda found: f"&#{ord(found[0])};", tag)


def _edits(text: str, options: pyromark.Options, *, every: bool) -> list[tuple[int, int, str]]:
    """What is to be replaced, in order: start, end and the new text."""
    tags: list[_Tag] = []
    edits: list[tuple[int, int, str]] = []
    for start, end, is_block, scope in _raw_html(text, options):
        for found in _tags(text, start, end):
            begin, behind = found.span()
            if found["link"] and is_block:
                link = found["link"]
                edits.append((begin, behind, f'<a href="{link}">{link}</a>'))
            elif every or not found["name"] or not (is_block or behind == end):
                behind = behind if is_block else end
                edits.append((begin, behind, as_text(text[begin:behind])))
            else:
                tags.append(
                    _Tag(
                        begin, behind, found["name"].lower(), found["rest"],
                        text[begin + 1] == "/", is_block,
                        is_block and _is_alone(text, begin, behind), scope,
                    )
                )  # fmt: skip
    for tag in _said(tags):
        is_anchor = tag.name == "a" and _ANCHOR.match(tag.rest)
        edits.append((tag.start, tag.end, "" if is_anchor else as_text(text[tag.start : tag.end])))
    return sorted(edits)


def _tags(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """All that a browser could take for a tag, but comments that end."""
    last = text.rfind(_COMMENT_END, start, end)
    at = start
    while found := _TAG.search(text, at, end):
        at = found.end()
        if text.startswith(_COMMENT, found.start()) and found.start() + len(_COMMENT) <= last:
            closed = text.find(_COMMENT_END, found.start() + len(_COMMENT), end)
            at = closed + len(_COMMENT_END)
        else:
            yield found


def _raw_html(text: str, options: pyromark.Options) -> Iterator[tuple[int, int, bool, int]]:
    """Where Markdown sees HTML: start, end, whether it is a block, and which block it is in."""
    places = Offsets(text)
    scope, block = 0, 0
    for event, place in pyromark.events_with_range(text, options=options):
        if not isinstance(event, dict):
            continue
        if "Start" in event:
            kind = event["Start"]
            inner = kind in _INNER if isinstance(kind, str) else "Link" in kind or "Image" in kind
            scope += not inner
            if kind == "HtmlBlock":
                block = place["start"]
        elif event.get("End") == "HtmlBlock":
            yield places.characters(block), places.characters(place["end"]), True, scope
        elif "InlineHtml" in event:
            yield places.characters(place["start"]), places.characters(place["end"]), False, scope


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether a line has nothing but tags where one begins at ``start`` and ends at ``end``."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    behind = text[end : line_end if line_end >= 0 else len(text)]
    if len(before) + len(behind) > _LONGEST_LINE:
        return False
    return not _TAG.sub("", before).strip(" \t>") and not _TAG.sub("", behind).strip()


def _said(tags: list[_Tag]) -> list[_Tag]:
    """The tags that are text."""
    said: list[_Tag] = []
    waiting: dict[str, list[_Tag]] = {}
    for tag in tags:
        if not _may_be_one(tag):
            said.append(tag)
        elif tag.name in _VOID:
            continue
        elif tag.closing:
            opened = waiting.get(tag.name, [])
            while opened and not opened[-1].is_block and opened[-1].scope != tag.scope:
                said.append(opened.pop())  # a paragraph ends what was opened in it
            if opened and _closes(opened[-1], tag):
                opened.pop()
            elif not (tag.alone and tag.name in _WRAPPERS | _BLOCKS):
                said.append(tag)
        else:
            waiting.setdefault(tag.name, []).append(tag)
    for opened in waiting.values():
        said += [tag for tag in opened if not _needs_no_end(tag)]
    return said


def _may_be_one(tag: _Tag) -> bool:
    """Whether a tag may be one by what it is alone; whether it is closed is another question."""
    if tag.name in _VOID:
        return not tag.closing and (tag.name in {"br", "wbr"} or tag.alone or "=" in tag.rest)
    if tag.name in _UNSEEN:
        return tag.closing or tag.alone or "=" in tag.rest
    return tag.name in _KNOWN


def _closes(opened: _Tag, tag: _Tag) -> bool:
    """Whether a tag ends what was opened: blocks go on behind empty lines, words do not."""
    if opened.scope == tag.scope:
        return True
    far = opened.is_block and tag.is_block and (opened.alone or tag.alone)
    return far and tag.name not in _INLINE


def _needs_no_end(tag: _Tag) -> bool:
    if tag.name in _WRAPPERS:
        return tag.alone
    return tag.name in {"li", "dt", "dd", "td", "th", "tr"} and tag.is_block
