"""Pages of the preview's own: what is wrong in the files, in place of what they would show."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from podcastkit.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from podcastkit.findings import Finding

OWN = "/_podcastkit/"
"""Where the preview's own files are, and the sounds that lie in the project."""
_CSP = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'"


def findings_page(
    findings: Sequence[Finding],
    message: str,
    *,
    line_of: Callable[[str, int], str | None] | None = None,
) -> str:
    """A page that tells of findings, errors first, each with its place, words, line and hint."""
    rank = {"error": 0, "warning": 1, "info": 2}
    ordered = sorted(findings, key=lambda finding: rank[finding.severity])
    items = "".join(_item(finding, line_of) for finding in ordered)
    return _page(message, f"<ol>\n{items}</ol>\n<p>Save the file: this page reloads by itself.</p>")


def message_page(title: str, words: str) -> str:
    """A page of a few words."""
    return _page(title, f"<p>{_safe(words)}</p>")


def _safe(text: str) -> str:
    return escape(printable(text))


def _item(finding: Finding, line_of: Callable[[str, int], str | None] | None) -> str:
    place = finding.place
    spot = ":".join(str(part) for part in (place.path, place.line, place.column) if part)
    line = line_of(place.path, place.line) if line_of and place.line else None
    parts = [
        f'<p class="place">{_safe(spot)}</p>',
        f"<p><strong>{finding.severity} {finding.code}</strong> {_safe(finding.message)}</p>",
    ]
    if line is not None and line.strip():
        parts.append(f"<pre>{_safe(line[:200])}</pre>")
    if finding.hint:
        parts.append(f'<p class="hint">Hint: {_safe(finding.hint)}</p>')
    return f'<li class="{finding.severity}">\n' + "\n".join(parts) + "\n</li>\n"


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_CSP}">\n'
        f"<title>{_safe(title)}</title>\n"
        f'<link rel="stylesheet" href="{OWN}preview.css">\n</head>\n'
        f"<body>\n<main>\n<h1>{_safe(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
