"""Safe HTML as a page may show it: a page asks nothing of hosts that are not its own.

What comes in is what ``markup.render`` made, and goes to the feed as it is; only the page's copy
passes here.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

_LINK_OR_PICTURE = re.compile(r'<(/?a|img)((?:\s[^\s"<>=]+(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'\s(src|alt)="([^"]*)"')
_HEADING = re.compile(r'<(/?)h([1-6])((?:\s[^\s"<>=]+(?:="[^"]*")?)*)>')
_WIDE = re.compile(r"<(?:pre|table)(?=[ >])")
# A quoted value that goes on to a "<"; so does some text between tags, which is no matter.
_TAG_IN_VALUE = re.compile('="[^"<]*+<')
_WHOLE_TAG = re.compile(r"""<(/?[a-zA-Z](?:[^"'<>]++|"[^"]*"|'[^']*')*+)>""")
_BETWEEN_WORDS = re.compile(r"[-_\s]+")
_RIGHT_TO_LEFT = frozenset({
    "ar", "arc", "azb", "bal", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "lrc",
    "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
})  # fmt: skip
_SCRIPTS_RIGHT_TO_LEFT = frozenset({
    "adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "syre", "syrj",
    "syrn", "thaa", "yezi",
})  # fmt: skip


def language_tag(language: str) -> str:
    """A show's language as HTML has it: ``pt-BR`` of ``pt_BR``."""
    return language.strip().replace("_", "-")


def direction(language: str) -> str:
    """``rtl`` for languages and scripts that are written from right to left, else ``ltr``.

    A script in the tag says it (``az-Arab``, ``ug-Latn``), else the language does.
    """
    code, *rest = language_tag(language).lower().split("-")
    # ISO 15924: a script has four letters, and no other part of a tag has four of them.
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    if script is not None:
        return "rtl" if script in _SCRIPTS_RIGHT_TO_LEFT else "ltr"
    return "rtl" if code in _RIGHT_TO_LEFT else "ltr"


def for_page(
    safe_html: str, *, local: Callable[[str], str | None], below: int | None = None
) -> str:
    """Notes or a transcript in which pictures of other hosts are links, and all else is as it was.

    ``local`` is asked for the address of each picture as it is written, absolute as a rule. Where
    the picture is published with the page it gives the address that the page shall use, the same or
    a relative one; for any other ``None``. A picture that is a link already leaves its words there.

    ``below`` is the level of the page's own heading above the text: the text's headings then begin
    right below it and leave no level out, so that nobody gets lost who goes from one to the next.
    """
    text = _with_links(_tags_alone(safe_html), local) if "<img" in safe_html else safe_html
    return text if below is None else headings_below(text, below)


def headings_below(text: str, level: int) -> str:
    """HTML whose headings stand below one of ``level`` (1 to 5), and no level is skipped.

    Their order is kept: a deeper one stays deeper, as far as HTML has levels.
    """
    if "<h" not in text:
        return text
    levels: list[int] = []

    def renamed(tag: re.Match[str]) -> str:
        if not tag[1]:
            while levels and levels[-1] >= int(tag[2]):
                levels.pop()
            levels.append(int(tag[2]))
        return f"<{tag[1]}h{min(level + len(levels), 6)}{tag[3]}>"

    return _HEADING.sub(renamed, _tags_alone(text))


def reachable(safe_html: str) -> str:
    """HTML in which the keyboard reaches what may be too wide, and is scrolled: code and tables."""
    if "<pre" not in safe_html and "<table" not in safe_html:
        return safe_html
    return _WIDE.sub(r'\g<0> tabindex="0"', _tags_alone(safe_html))


def _tags_alone(safe_html: str) -> str:
    """HTML in which every ``<`` begins a tag: one in an attribute's value is escaped.

    The patterns here look for tags, and what they put into a value would end it: whatever stood
    there could become an attribute that runs. Sanitisers differ in what they escape.
    """
    if "='" not in safe_html and not _TAG_IN_VALUE.search(safe_html):
        return safe_html
    return _WHOLE_TAG.sub(_value_escaped, safe_html)


def _value_escaped(tag: re.Match[str]) -> str:
    return f"<{tag[1].replace('<', '&lt;').replace('>', '&gt;')}>"


def _with_links(safe_html: str, local: Callable[[str], str | None]) -> str:
    out: list[str] = []
    position = 0
    # A link may stand in a table within a link: they are counted.
    links = 0
    for match in _LINK_OR_PICTURE.finditer(safe_html):
        if match[1] != "img":
            links += 1 if match[1] == "a" else -1
            continue
        out += safe_html[position : match.start()], _picture(match, linked=links > 0, local=local)
        position = match.end()
    return "".join((*out, safe_html[position:]))


def _picture(match: re.Match[str], *, linked: bool, local: Callable[[str], str | None]) -> str:
    found = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[2])}
    address, words = found.get("src", ""), found.get("alt", "").strip()
    own = local(address) if address else None
    if own is not None:
        # The words of a picture that is all of a link are the link's only name.
        told = {"src": own, "alt": words or (_words_of(address) if linked else "")}
        kept = _ATTRIBUTE.sub("", match[2])
        return f'<img src="{escape(told["src"])}" alt="{escape(told["alt"])}"{kept}>'
    text = escape(words or _words_of(address), quote=False)
    if linked or not address:
        return text
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{text}</a>'


def _words_of(address: str) -> str:
    """The words of a file's name (``a/wide-bench_2.jpg``: ``wide bench 2``), else the address."""
    try:
        name = urlsplit(address).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return address
    return _BETWEEN_WORDS.sub(" ", unquote(name).rpartition(".")[0]).strip() or address
