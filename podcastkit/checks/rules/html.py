"""HTML in a feed's texts: escaped once, closed, nested."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.checks.rule import APPLE, RSS, Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import TagView

_W = Severity.WARNING
_TWICE = re.compile(
    r"&amp;(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9a-f]+);|&lt;/?(?:p|br|a|li|ul|b|i)\b[^&<]*&gt;",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<!--.*?(?:-->|$)|<(/?)([a-zA-Z][a-zA-Z0-9]*)\b(?:[^<>\"'/]|\"[^\"]*\"|'[^']*'|/(?!>))*(/?)>",
    re.DOTALL,
)
_RELATIVE = re.compile(
    r"<(?:a|img)\b[^<>]*?\s(?:href|src)=[\"']((?![a-z][a-z0-9+.-]*:|//|#)[^\"'<>]+)[\"']",
    re.IGNORECASE,
)
_VOID = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr
    """.split()
)
_OPTIONAL = frozenset(
    """
    colgroup dd dt li option p tbody td tfoot th thead tr
    """.split()
)


@rule(
    "PK633",
    "text-escaped-twice",
    _W,
    of=Subject.TAG,
    profiles=(RSS,),
    tags=(
        "title",
        "itunes:title",
        "itunes:author",
        "itunes:subtitle",
        "description",
        "content:encoded",
        "itunes:summary",
    ),
    source="RSS Advisory Board, title; W3C Feed Validator",
)
def escaped_twice(tag: TagView) -> Iterator[Fault]:
    """A text was escaped twice, so that listeners read ``&amp;`` and ``&lt;p&gt;``.

    The program that wrote the feed escaped what was escaped already.

    Bad in an item::

        <description>&amp;lt;p&amp;gt;Notes&amp;lt;/p&amp;gt;</description>

    Good in an item::

        <description>&lt;p&gt;Notes&lt;/p&gt;</description>
    """
    if "&" in tag.text and (found := _TWICE.search(tag.text)):
        yield Fault(tag.spot, f'<{tag.name}> shows "{found[0]}" to listeners', "escape it once")


@rule(
    "PK636",
    "html-link-relative",
    _W,
    of=Subject.TAG,
    profiles=(RSS, APPLE),
    tags=("description", "content:encoded"),
    source="RSS Advisory Board; RFC 3986, 5",
)
def link_relative(tag: TagView) -> Iterator[Fault]:
    """A link or picture in notes has no whole address.

    A feed is read anywhere, so that ``/about`` leads nowhere in an app.

    Bad in an item::

        <description><![CDATA[<p><a href="/about">About</a></p>]]></description>

    Good in an item::

        <description><![CDATA[<p><a href="https://example.org/about">About</a></p>]]></description>
    """
    if "=" in tag.text and (found := _RELATIVE.search(tag.text)):
        yield Fault(tag.spot, f'in <{tag.name}> an address is "{found[1][:80]}"',
                    "https://…, all of it")  # fmt: skip


@rule(
    "PK634",
    "html-broken",
    _W,
    of=Subject.TAG,
    profiles=(RSS,),
    tags=("description", "content:encoded"),
    source="WHATWG HTML, syntax; W3C Feed Validator",
)
def html_broken(tag: TagView) -> Iterator[Fault]:
    """HTML in notes is not closed, or badly nested.

    An open link or list swallows what comes after it, in some apps the next episode as well.

    Bad in an item::

        <description><![CDATA[<p>See <a href="https://example.org">the page</p>]]></description>

    Good in an item::

        <description><![CDATA[<p>See <a href="https://example.org">the page</a></p>]]></description>
    """
    if "<" in tag.text and (fault := unbalanced(tag.text)):
        yield Fault(tag.spot, f"in <{tag.name}> {fault}", "close each tag in turn")


@rule(
    "PK637",
    "html-as-elements",
    _W,
    of=Subject.TAG,
    profiles=(RSS,),
    tags=("title", "description", "content:encoded", "itunes:summary", "itunes:subtitle"),
    source="RSS 2.0, description: entity-encoded HTML; W3C Feed Validator",
)
def html_as_elements(tag: TagView) -> Iterator[Fault]:
    """HTML in a text is not escaped, so that it is elements of the feed.

    Many readers take the words before the first of them, and lose the rest.

    Bad in an item::

        <description>See <b>the page</b> for more.</description>

    Good in an item::

        <description><![CDATA[See <b>the page</b> for more.]]></description>
    """
    if tag.children:
        yield Fault(tag.spot, f"<{tag.children[0][:60]}> stands in <{tag.name}> as an element of "
                    "the feed", f"<{tag.name}><![CDATA[…]]></{tag.name}>")  # fmt: skip


def unbalanced(html: str) -> str | None:
    """What is not closed or closed wrongly in HTML, in words; ``None`` where all is well.

    What HTML itself lets be left open (``<p>``, ``<li>``, cells) is no fault.
    """
    stack: list[str] = []
    for closing, written, single in _MARKUP.findall(html):
        name = written if written.islower() else written.lower()
        if not name or name in _VOID:
            continue
        if not closing:
            if not single:
                stack.append(name)
        elif stack and stack[-1] == name:
            stack.pop()
        elif fault := _closed(stack, name):
            return fault
    left = [name for name in stack if name not in _OPTIONAL]
    return f"<{left[-1]}> is never closed" if left else None


def _closed(stack: list[str], name: str) -> str | None:
    """Close a tag that is not the last one opened; what is wrong with that, in words."""
    while stack and stack[-1] != name and stack[-1] in _OPTIONAL:
        stack.pop()
    if stack and stack[-1] == name:
        stack.pop()
        return None
    if name == "p" and name not in stack:
        return None  # </p> alone is an empty paragraph
    if name not in stack:
        return f"</{name}> closes nothing"
    return f"<{stack[-1]}> is not closed before </{name}>"
