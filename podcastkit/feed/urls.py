"""URLs as a feed may carry them: ASCII alone, with or without an analytics prefix."""

from __future__ import annotations

import re
from urllib.parse import quote

_LEGAL = re.compile(r"(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]+|%[0-9A-Fa-f]{2})*+")
_PARTS = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*:)?(//[^/?#]*)?(.*)", re.DOTALL)
_LINE_BREAKS = re.compile(r"[\t\r\n]+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DELIMITERS = "-._~:/?#@!$&'()*+,;=%"
_HTTPS = "https://"


def ascii_url(url: str) -> str:
    """The same URL in ASCII: an IDNA host (UTS 46), everything else percent-encoded (RFC 3986).

    What is encoded already stays as it is, so that encoding twice changes nothing. Blanks around
    the URL and line breaks in it are dropped, as browsers do. Never raises: a host that no domain
    can have is percent-encoded, and a relative URL stays relative.
    """
    if _LEGAL.fullmatch(url):
        return url
    parts = _PARTS.fullmatch(_LINE_BREAKS.sub("", url.strip()))
    scheme, authority, rest = parts.groups("") if parts else ("", "", url)
    return scheme + _ascii_authority(authority) + _percent_encoded(rest)


def with_prefix(url: str, prefix: str) -> str:
    """The enclosure URL behind an analytics prefix: ``https://op3.dev/e/`` + ``example.org/1.mp3``.

    Both are made ASCII first, for behind the prefix a host is a mere piece of the path. The scheme
    of an ``https`` URL is dropped, that of another one is kept, since a service takes ``https``
    for granted. A URL that passes the prefix already, at its beginning or behind another prefix,
    does not pass it twice. An empty ``prefix`` changes nothing.
    """
    url = ascii_url(url)
    if not prefix:
        return url
    start = ascii_url(prefix).rstrip("/") + "/"
    bare = start.split("://", 1)[-1]
    if f"/{bare}" in url.partition("?")[0]:
        return url
    return start + (url[len(_HTTPS) :] if url[: len(_HTTPS)].lower() == _HTTPS else url)


def _ascii_authority(authority: str) -> str:
    if authority.isascii():
        return _percent_encoded(authority, also="[]")
    user, at, place = authority.removeprefix("//").rpartition("@")
    host, colon, port = place.partition(":")
    return f"//{_percent_encoded(user)}{at}{_ascii_host(host)}{colon}{_percent_encoded(port)}"


def _ascii_host(host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except UnicodeError:
        return _percent_encoded(host)


def _percent_encoded(text: str, also: str = "") -> str:
    return quote(_STRAY_PERCENT.sub("%25", text), safe=_DELIMITERS + also, errors="replace")
