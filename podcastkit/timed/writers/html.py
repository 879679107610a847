"""HTML transcripts of the podcast namespace (``text/html``): ``cite``, ``time`` and ``p``.

A whole page, for it is also what a browser shows at the transcript's address; without any style,
script or picture of its own.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from podcastkit.markup import page_body
from podcastkit.page_html import direction, for_page, language_tag
from podcastkit.timed.stamps import time_of_html
from podcastkit.timed.turns import Heading

if TYPE_CHECKING:
    from podcastkit.timed.turns import Part, ReadableTranscript

_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
<header>
<h1>{title}</h1>
</header>
<main>
{body}
</main>
</body>
</html>
"""


def cleaned(page: str, *, base: str, title: str, language: str) -> bytes:
    """A page that somebody wrote, as an UTF-8 page of the same text that runs and loads nothing.

    It will stand at the show's own address, where a script could do whatever the show's pages can.
    Links count from ``base``; pictures become links, styles and scripts are left out.
    """
    body = for_page(page_body(page, base=base), local=lambda _: None, below=1)
    return _page(body, title=title, language=language)


def to_html(transcript: ReadableTranscript, *, title: str, language: str) -> bytes:
    """The transcript as an UTF-8 page with LF. ``title`` is the episode's.

    It asks no host for anything: pictures are links.
    """
    before: str | None = None
    blocks = [part_html(part) for part in transcript.opening]
    for part in transcript.parts:
        blocks.append(part_html(part, before=before))
        before = getattr(part, "speaker", None) or before
    blocks += [part_html(part) for part in transcript.closing]
    body = for_page("\n".join(blocks), local=lambda _: None, below=1)
    return _page(body, title=title, language=language)


def _page(body: str, *, title: str, language: str) -> bytes:
    page = _PAGE.format(
        language=escape(language_tag(language)),
        direction=direction(language),
        title=escape(title),
        body=body,
    )
    return page.encode("utf-8", "replace")


def part_html(part: Part, *, before: str | None = None) -> str:
    """One part as blocks of HTML. Who speaks is told where it is not who spoke ``before``."""
    if isinstance(part, Heading):
        return f"<h{part.level}>{escape(part.text, quote=False)}</h{part.level}>"
    head = ""
    if part.speaker and part.speaker != before:
        head += f"<cite>{escape(part.speaker, quote=False)}:</cite>\n"
    if part.start is not None:
        head += f"<time>{time_of_html(part.start)}</time>\n"
    return head + part.html
