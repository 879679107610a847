"""Where the links and pictures of a Markdown text lead, and where each address is written."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

import pyromark

from podcastkit.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may lead to a file beside a text; most texts have none. Each begins with what is soon found.
_MAY_BE_A_FILE = (
    re.compile(r"\]\(\s*(?:<|(?!\w+:|[/#?])[^\s)]{0,300}\.\w)"),
    re.compile(r"\]:\s*(?:<|(?!\w+:|/)\S{0,300}\.\w)"),
    re.compile(r"""<[a-zA-Z][^>]{0,300}\b(?i:href|src)\s*=\s*["']?(?!\w+:|[/#?"'])"""),
)
_BEFORE_ADDRESS = re.compile(r"\]\(\s*<?")
_BEFORE_DEFINED = re.compile(r"(?<!\\)\]:[\s>]*<?")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_LEADS = {"href", "src"}
_WRITTEN_SO = {"Autolink", "Email"}


class Link(NamedTuple):
    """``target`` is the address without quotes and escapes, ``at`` its offset in characters."""

    target: str
    at: int


def links(markdown: str, options: pyromark.Options, *, definitions: str = "") -> Iterator[Link]:
    """The links and pictures of a text in order, those of raw HTML among them.

    Code and comments have none. One whose address is defined apart is found where that is, once;
    where it is defined elsewhere (``definitions``), each stands where it refers to it.
    """
    text = f"{markdown}\n\n{definitions}" if definitions else markdown
    offsets = Offsets(text)
    defined = _Defined(text, options, offsets, end=len(markdown))
    begun: list[dict[str, Any]] = []
    behind = 0  # where the last thing within a link ends, which its address follows
    for event, place in pyromark.events_with_range(text, options=options):
        if not isinstance(event, dict):
            continue
        start = event.get("Start")
        if isinstance(start, dict) and (found := start.get("Link") or start.get("Image")):
            begun.append(found)
            behind = place["start"] + 1
        elif event.get("End") in ("Link", "Image") and begun:
            yield from defined.link(begun.pop(), place["start"], behind)
        elif start == "HtmlBlock" or "InlineHtml" in event:
            begin = offsets.characters(place["start"])
            yield from _of_html(text[begin : offsets.characters(place["end"])], begin)
        if "Start" not in event:
            behind = max(behind, place["end"])


def may_lead_to_files(markdown: str) -> bool:
    """Whether a link or picture of a text may lead to a file beside it, known without parsing."""
    return any(pattern.search(markdown) for pattern in _MAY_BE_A_FILE)


class _Defined:
    """The definitions of a text's links; those beyond ``end`` stand elsewhere."""

    def __init__(self, text: str, options: pyromark.Options, offsets: Offsets, *, end: int) -> None:
        self._text = text
        self._offsets = offsets
        self._end = end
        self._told: set[int] = set()
        self._spans: dict[str, tuple[int, int]] = {}
        if "]:" in text:
            for label, found in pyromark.reference_definitions(text, options=options).items():
                span = found["span"]
                self._spans.setdefault(_plain(label), (span["start"], span["end"]))

    def link(self, found: dict[str, Any], place: int, behind: int) -> Iterator[Link]:
        """A link that begins at the byte ``place``; its address follows the byte ``behind``."""
        kind, target = found["link_type"], found["dest_url"]
        here = self._offsets.characters(place)
        if kind in _WRITTEN_SO:
            return
        if kind == "Inline":
            match = _BEFORE_ADDRESS.search(self._text, self._offsets.characters(behind))
            yield Link(target, match.end() if match else here)
            return
        start, end = map(self._offsets.characters, self._spans.get(_plain(found["id"]), (0, 0)))
        if end == 0 or start >= self._end:
            yield Link(target, here)
        elif start not in self._told:
            self._told.add(start)
            match = _BEFORE_DEFINED.search(self._text, start, end)
            yield Link(target, match.end() if match else start)


def _plain(label: str) -> str:
    """A label as labels are compared: in any case, blanks as one."""
    return " ".join(label.split()).casefold()


def _of_html(html: str, begin: int) -> Iterator[Link]:
    reader = _Tags(html, begin)
    reader.feed(html)
    reader.close()
    return iter(reader.found)


class _Tags(HTMLParser):
    """Gathers addresses out of the tags of raw HTML; comments and scripts have none."""

    def __init__(self, html: str, begin: int) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Link] = []
        self._begin = begin
        self._lines = [0, *(match.end() for match in re.finditer("\n", html))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember where the tag leads."""
        del attrs
        line, column = self.getpos()
        start = self._begin + self._lines[line - 1] + column
        for match in _ATTRIBUTE.finditer(self.get_starttag_text() or "", 1 + len(tag)):
            if match[1].lower() in _LEADS and (number := match.lastindex or 1) > 1:
                self.found.append(
                    Link(unescape(match[number]).strip(), start + match.start(number))
                )
