"""Markdown to safe HTML, and HTML to the simpler kinds that a feed may carry.

The parser is pulldown-cmark, which Zola uses too, so that notes look in apps as they do on the
site; the sanitiser is ammonia, an allow-list. Nothing that can run or load by itself passes.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

import nh3
import pyromark

from podcastkit import spoken
from podcastkit.markup import bare
from podcastkit.markup.links import Link
from podcastkit.markup.links import links as _links
from podcastkit.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Iterator

_O = pyromark.Options
OPTIONS = (
    _O.ENABLE_TABLES
    | _O.ENABLE_FOOTNOTES
    | _O.ENABLE_STRIKETHROUGH
    | _O.ENABLE_TASKLISTS
    | _O.ENABLE_HEADING_ATTRIBUTES
)
_TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby",
    "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "time": {"datetime"},
    "bdo": {"dir"},
}
_REL = "noopener noreferrer"
_REFERENCE = re.compile(r"\](?!\()")
_SCHEMES = {"http", "https", "mailto", "tel"}
_SIMPLE_TAGS = {"p", "ol", "ul", "li", "a", "br", "b", "i", "strong", "em"}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
# Any tag but those that the sanitiser leaves as they are.
_OTHER_TAG = re.compile(
    r"<(?!/?(?:p|em|strong|code|li|ul|ol|pre|blockquote|h[1-6]|del|a)>"
    r'|a href="https?://[^"<>&\s\\]*">)'
)
_NOT_SIMPLE = re.compile(
    rf'<(?!/?(?:p|ul|ol|li|b|i|strong|em)>|/a>|a href="[^"<>]*" rel="{_REL}">)|&quot;'
)
_FOOTNOTE = re.compile(r'<sup class="footnote-reference"><a href="#[^"]*">(\d+)</a></sup>')
_BLANK_LINES = re.compile(r"\n{2,}")
_TEMPLATE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|(?<=\]\()@/[^)\s]*", re.DOTALL)
_LONGEST_TAG = 300
_HEADING = re.compile(r"<(/?)h[1-6](?: [^>]*)?>")
_BLOCK_END = re.compile(r"</(?:tr|pre|figcaption|summary|dt|dd|caption|div|section)>")


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    if text.isascii():  # nearly all is; looking for control bytes is nine times as fast
        raw = text.encode("ascii")
        return text if len(raw.translate(None, _CONTROLS)) == len(raw) else _NO_XML.sub("", text)
    return _NO_XML.sub("", text) if _NO_XML.search(text) else text


def render(
    markdown: str,
    *,
    base: str,
    smart_punctuation: bool = False,
    definitions: str = "",
    keep_unknown_tags: bool = False,
    link_addresses: bool = False,
) -> str:
    """Markdown to safe HTML. Relative links and images are resolved against ``base``.

    With ``link_addresses``, bare addresses become links (``podcastkit.markup.bare``).
    ``definitions`` holds link reference definitions that stand elsewhere (``reference_lines``).
    With ``keep_unknown_tags``, what is spoken is text: tags, and what Markdown would
    take for a heading or the definition of a link (``podcastkit.spoken``).
    """
    options = OPTIONS | _O.ENABLE_SMART_PUNCTUATION if smart_punctuation else OPTIONS
    text = xml_text(markdown)
    if keep_unknown_tags:
        text = spoken.plain_lines(text)
        text = spoken.kept(text, OPTIONS) if "<" in text else text
    if definitions:
        text = f"{text}\n\n{definitions}"
    has_html = "<" in text
    if link_addresses:
        text = bare.linked(text, OPTIONS)
    found = pyromark.html(text, options=options)
    if "[^" in text:
        found = without_footnote_links(found)
    if has_html or not is_clean(found):
        return cleaner(base).clean(found).strip()
    return f'" rel="{_REL}">'.join(found.split('">')).strip()  # replace() takes twice as long


def without_footnote_links(found: str) -> str:
    """The parser's HTML with the number of a footnote alone: what it leads to loses its name."""
    return _FOOTNOTE.sub(r"<sup>\1</sup>", found)


def is_clean(found: str) -> bool:
    """Whether the sanitiser would do nothing but mark links, which takes it a millisecond.

    That holds where Markdown without raw HTML became tags that are all known to pass as they are
    (the parser closes what it opens), and no character that it writes in another way.
    """
    if "\xa0" in found or "\r" in found or ("&" in found and "&quot;" in found):
        return False
    return not _OTHER_TAG.search(found)


@cache
def _shared() -> dict[str, Any]:
    return {
        "tags": _TAGS,
        "clean_content_tags": {"script", "style"},
        "attributes": _ATTRIBUTES,
        "url_schemes": _SCHEMES,
        "link_rel": _REL,
    }


class _Base:
    """The page that relative links belong to, for the one cleaner that is made once."""

    def __init__(self) -> None:
        self.url = ""
        self.cleaner = nh3.Cleaner(**_shared(), url_relative=self.resolve)

    def resolve(self, url: str) -> str | None:
        try:
            return urljoin(self.url, url)
        except ValueError:
            return None


@cache
def _base() -> _Base:
    return _Base()


def cleaner(base: str) -> nh3.Cleaner:
    """The sanitiser, resolving relative links against ``base`` until it is asked for anew."""
    _base().url = base
    return _base().cleaner


def page_body(page: str, *, base: str) -> str:
    """What a whole page of HTML shows, as safe HTML; its relative links count from ``base``."""
    shared = {**_shared(), "clean_content_tags": {"script", "style", "title"}}
    resolving = _Base()
    resolving.url = base
    found = nh3.Cleaner(**shared, url_relative=resolving.resolve).clean(xml_text(page))
    return _BLANK_LINES.sub("\n", found).strip()


def reference_lines(markdown: str, *, used_in: str) -> str:
    """The link reference definitions of a text, as lines of Markdown.

    Nothing, where no bracket of ``used_in`` can refer to one.
    """
    if not _REFERENCE.search(used_in) or "]:" not in markdown:
        return ""
    lines = []
    for label, found in pyromark.reference_definitions(markdown, options=OPTIONS).items():
        target = str(found["dest"]).replace("<", "%3C").replace(">", "%3E").replace("\n", "")
        title = (
            str(found["title"] or "").replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        )
        lines.append(f"[{label}]: <{target}>" + (f' "{title}"' if title else ""))
    return "\n".join(lines)


def simple(safe_html: str) -> str:
    """The same text with only the tags that Apple shows: p ol ul li a br b i strong em.

    Headings become strong paragraphs, pictures their description, rows of tables and the like
    lines of their own. No text is lost.
    """
    text = _HEADING.sub(lambda m: "</strong></p>" if m[1] else "<p><strong>", safe_html)
    text = text.replace("<code>", "").replace("</code>", "")
    if not _NOT_SIMPLE.search(text):
        # Plain paragraphs and lists are what is wanted already.
        return _BLANK_LINES.sub("\n", text.replace(f' rel="{_REL}"', "")).strip()
    if "<img" in text:
        text = re.sub(r"<img [^>]*>", _alternative, text)
    if "<hr" in text:
        text = re.sub(r"<hr(?: [^>]*)?>", "", text)
    if "<t" in text:
        text = re.sub(r"</t[dh]>\s*<t[dh](?: [^>]*)?>", " · ", text)
    text = _simple_cleaner().clean(_BLOCK_END.sub("<br>", text))
    if "<br>" in text:
        text = re.sub(r"(?:<br>\s*)+(?=$|<(?:p|ul|ol)>|</(?:p|li)>)", "", text)
    return _BLANK_LINES.sub("\n", _paragraphs(text)).strip()


@cache
def _simple_cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_SIMPLE_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def _alternative(match: re.Match[str]) -> str:
    found = re.search(r'\balt="([^"]*)"', match[0])
    return found[1] if found else ""


def _paragraphs(text: str) -> str:
    """Put loose text between blocks into paragraphs of its own."""
    out = []
    depth = 0
    for part in re.split(r"(</?(?:p|ul|ol)(?: [^>]*)?>)", text):
        if part.startswith(("<p", "<ul", "<ol")):
            depth += 1
        elif part.startswith(("</p", "</ul", "</ol")):
            depth -= 1
        elif depth == 0 and part.strip():
            loose = re.sub(r"^(?:<br>\s*)+|(?:<br>\s*)+$", "", part.strip())
            out.append(f"\n<p>{loose}</p>\n" if loose else "\n")
            continue
        out.append(part)
    return "".join(out)


def cut(text: str, *, limit: int = 4000, link: str, more: str = "…") -> str:
    """Simple HTML of at most ``limit`` UTF-8 bytes, cut where an element ends.

    What was cut ends in a paragraph with a link to the page. Text that fits is left alone.
    """
    if len(text.encode("utf-8")) <= limit:
        return text
    tail = f'\n<p><a href="{html.escape(link)}">{html.escape(more)}</a></p>'
    room = limit - len(tail.encode("utf-8"))
    if room <= 0:
        return ""
    return _cut_blocks(text, room) + tail


def _cut_blocks(text: str, room: int) -> str:
    """The longest beginning that ends behind a block, or behind an item of a list."""
    open_tags: list[str] = []
    best, size = "", 0
    position = 0
    for match in re.finditer(r"<(/?)([a-z]+)(?: [^>]*)?>", text):
        size += len(text[position : match.end()].encode("utf-8"))
        position = match.end()
        closing = "".join(f"</{tag}>" for tag in reversed(open_tags))
        if match[2] == "br":
            continue
        if not match[1]:
            open_tags.append(match[2])
            continue
        if open_tags and open_tags[-1] == match[2]:
            open_tags.pop()
        closing = "".join(f"</{tag}>" for tag in reversed(open_tags))
        if size + len(closing) > room:
            break
        if match[2] in {"p", "li", "ul", "ol"} and not set(open_tags) & {"p", "a", "strong", "em"}:
            best = text[:position] + closing
    return best or _cut_words(text, room)


def _cut_words(text: str, room: int) -> str:
    """One long paragraph: its plain words, as many as there is room for."""
    words = plain(text)
    escaped = html.escape(words, quote=False)
    kept = escaped.encode("utf-8")[: max(0, room - len("<p>…</p>".encode()))].decode(
        "utf-8", "ignore"
    )
    kept = kept.rpartition(" ")[0] or re.sub(r"&[a-z]*$", "", kept)
    return f"<p>{kept}…</p>"


def plain(text: str) -> str:
    """The words of HTML on one line."""
    words = re.sub(
        r"<[^>]*>", " ", re.sub(r"</?(?:a|b|i|em|strong|code|span)(?: [^>]*)?>", "", text)
    )
    return " ".join(html.unescape(words).split())


def links(markdown: str, *, definitions: str = "") -> Iterator[Link]:
    """Where links and pictures of a text lead (``podcastkit.markup.links``).

    ``definitions`` holds link reference definitions that stand elsewhere (``reference_lines``).
    """
    return _links(markdown, OPTIONS, definitions=definitions)


def targets(markdown: str) -> set[str]:
    """What links and pictures of a text lead to, as paths: neither quoted, nor with ``./`` before.

    Comments and code have none. Addresses with a scheme are among them as they stand.
    """
    written = (link.target for link in links(markdown))
    return {unquote(re.split("[?#]", text)[0]).removeprefix("./") for text in written}


def unrendered(markdown: str) -> list[tuple[int, str]]:
    """What only a site's generator can render: offset in characters, and tag.

    Shortcodes, template tags, and Zola's internal links (``@/…``), outside of code.
    """
    if not ("{{" in markdown or "{%" in markdown or "](@/" in markdown):
        return []
    found = [(match.start(), match[0]) for match in _TEMPLATE_TAG.finditer(markdown)
             if len(match[0]) <= _LONGEST_TAG]  # fmt: skip
    if not found:
        return []
    code = _code_ranges(markdown)
    return [(at, tag) for at, tag in found if not any(start <= at < end for start, end in code)]


def _code_ranges(markdown: str) -> list[tuple[int, int]]:
    at = Offsets(markdown).characters
    return [
        (at(place["start"]), at(place["end"]))
        for event, place in pyromark.events_with_range(markdown, options=OPTIONS)
        if isinstance(event, dict)
        and ("Code" in event or "CodeBlock" in str(event.get("Start", "")))
    ]
