"""HTML transcripts of the podcast namespace (``text/html``): ``cite``, ``time`` and ``p``.

A whole page, for it is also what a browser shows at the transcript's address; without any style,
script or picture of its own.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from podcastkit.timed.stamps import spoken_clock
from podcastkit.timed.turns import Heading

if TYPE_CHECKING:
    from podcastkit.timed.turns import Part, ReadableTranscript

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
</head>
<body>
{body}
</body>
</html>
"""


def to_html(transcript: ReadableTranscript, *, title: str, language: str) -> bytes:
    """The transcript as an UTF-8 page with LF. ``title`` is the episode's."""
    before: str | None = None
    blocks = [part_html(part) for part in transcript.opening]
    for part in transcript.parts:
        blocks.append(part_html(part, before=before))
        before = getattr(part, "speaker", None) or before
    blocks += [part_html(part) for part in transcript.closing]
    page = _PAGE.format(language=escape(language), title=escape(title), body="\n".join(blocks))
    return page.encode("utf-8", "replace")


def part_html(part: Part, *, before: str | None = None) -> str:
    """One part as blocks of HTML. Who speaks is told where it is not who spoke ``before``."""
    if isinstance(part, Heading):
        return f"<h{part.level}>{escape(part.text, quote=False)}</h{part.level}>"
    head = ""
    if part.speaker and part.speaker != before:
        head += f"<cite>{escape(part.speaker, quote=False)}:</cite>\n"
    if part.start is not None:
        head += f"<time>{spoken_clock(part.start)}</time>\n"
    return head + part.html
