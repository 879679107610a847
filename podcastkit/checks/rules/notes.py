"""The show notes: what their Markdown links to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from podcastkit.checks.rule import APPLE, Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import NotesView

_W, _I = Severity.WARNING, Severity.INFO
_INSECURE = re.compile(r"(?:\]\(|<|href=[\"']?|(?<![\w/=\"'<]))(http://[^\s<>()\"']+)")
_STOPS = "?!.,:;*_~"  # behind an address, these are the sentence's (markup.bare)
_LOCAL = re.compile(r"https?://(?:localhost|127\.|\[::1\]|192\.168\.|10\.)", re.IGNORECASE)
_RELATIVE = re.compile(r"(?![a-z][a-z0-9+.-]*:|//|#|/|@|\?|\{)[^\s<>\"']", re.IGNORECASE)
_TEMPLATE = ("{{", "{%")
_CODE = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)[ \t]*$|(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`)",
                   re.MULTILINE | re.DOTALL)  # fmt: skip

_OWN_HOSTS = ("//localhost", "//127.", "//[::1]", "//192.168.", "//10.", "//0.0.0.0")
_OWN = re.compile(
    r"(https?://(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|192\.168\.\d+\.\d+|10\.\d+\.\d+\.\d+|0\.0\.0\.0)"
    r"(?=[:/\s)]|$)[^\s<>()\"']*)",
    re.IGNORECASE,
)


def _found(notes: NotesView, pattern: re.Pattern[str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Line and column, and the text, of each match outside of code."""
    text = notes.text
    if pattern.search(text) is None:
        return
    if "`" in text or "~~~" in text:
        text = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in pattern.finditer(text):
        start = match.start(1)
        line = notes.line + text.count("\n", 0, start)
        yield (line, start - text.rfind("\n", 0, start)), match[1]


@rule("PK230", "insecure-link", _I, of=Subject.NOTES, source="Podcast namespace and PSP-1: https")
def insecure_link(notes: NotesView) -> Iterator[Fault]:
    """A link in the notes begins with ``http:``.

    Nearly every site has ``https:`` now; some apps do not open the other.

    Bad in notes::

        See [the page](http://example.org/page).

    Good in notes::

        See [the page](https://example.org/page).
    """
    if "http://" in notes.text:
        for spot, url in _found(notes, _INSECURE):
            if not _LOCAL.match(url):
                url = url.rstrip(_STOPS)  # noqa: PLW2901
                yield Fault(
                    spot, f"{url[:100]} is not encrypted", "does it open with https:// too?"
                )


def _relative(notes: NotesView) -> Iterator[tuple[tuple[int, int], str]]:
    """Line and column of each relative link or picture, and where it leads."""
    text, defined = notes.text, notes.definitions()
    from podcastkit import markup
    from podcastkit.markup.links import may_lead_to_files

    if not (may_lead_to_files(text) or may_lead_to_files(defined)):
        return
    for target, start in markup.links(text, definitions=defined):
        if _RELATIVE.match(target) and not any(sign in target for sign in _TEMPLATE):
            line = notes.line + text.count("\n", 0, start)
            yield (line, start - text.rfind("\n", 0, start)), target


@rule("PK231", "link-to-nothing", _W, of=Subject.NOTES, source="RFC 3986, 5; Apple, notes")
def link_to_nothing(notes: NotesView) -> Iterator[Fault]:
    """A link in the notes leads to a file that is not there or is not published.

    In an app the listener finds an error page. What is written in Markdown is published as a page
    with an address of its own. HTML, SVG, scripts and files of unknown kinds are not published, for
    browsers would run what is in them as a page of your show; nor are sounds beside the file of an
    episode that has no folder of its own.

    Bad in notes::

        See [the slides](slides.pdf).

    Good in notes::

        See [the slides](https://example.org/slides.pdf).
    """
    for spot, target in _relative(notes):
        name = unquote(target.partition("#")[0].partition("?")[0]).removeprefix("./")
        if name.lower().endswith((".md", ".markdown")):
            yield Fault(spot, f'"{target[:80]}" is a text of yours, and is not published as it stands',
                        "give the address of its page")  # fmt: skip
            continue
        is_file = "." in name.rpartition("/")[2] and not name.startswith("../")
        if not is_file or notes.is_published(name):
            continue
        if notes.is_beside(name):
            yield Fault(spot, f'"{target[:80]}" is not published with the episode', _instead(name))
        else:
            yield Fault(spot, f'"{target[:80]}" is no file beside the episode',
                        "put it there, or give its whole address")  # fmt: skip


def _instead(name: str) -> str:
    """What to do with a file that is there and is not published."""
    kind = name.rpartition(".")[2].lower()
    if kind == "svg":
        return "browsers run what is in an SVG: export it as PNG"
    if kind in {"htm", "html", "xhtml"}:
        return "browsers would run it as a page of your show: give its address elsewhere, or a PDF"
    return "give its address elsewhere, or make a PDF, a picture or a ZIP of it"


@rule(
    "PK232",
    "link-to-own-machine",
    _W,
    of=Subject.NOTES,
    profiles=(APPLE,),
    source="RFC 6761; RFC 1918: addresses that mean each machine's own",
)
def link_to_own_machine(notes: NotesView) -> Iterator[Fault]:
    """A link in the notes leads to your own machine or network.

    It was copied from a preview, and opens nothing for anybody else.

    Bad in notes::

        See [the draft](http://localhost:1313/page/).

    Good in notes::

        See [the page](https://example.org/page/).
    """
    if any(host in notes.text for host in _OWN_HOSTS):
        for spot, url in _found(notes, _OWN):
            url = url.rstrip(_STOPS)  # noqa: PLW2901
            yield Fault(spot, f"{url[:100]} opens on your machine alone", "give the public address")
