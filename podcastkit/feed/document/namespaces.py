"""The namespaces of podcast feeds, as they are and as they are written."""

from __future__ import annotations

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "psc": "http://podlove.org/simple-chapters",
    "media": "http://search.yahoo.com/mrss/",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "fh": "http://purl.org/syndication/history/1.0",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rawvoice": "http://www.rawvoice.com/rawvoiceRssModule/",
    "spotify": "http://www.spotify.com/ns/rss",
}
"""The usual prefix of each namespace, and its exact name."""

_ALSO_RIGHT = {
    # The podcast namespace's own documentation gives this address too, and feeds use both.
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    # RSS 1.0 and 0.9 put their own elements into a namespace; podcasts have them without.
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
}


def _folded(uri: str) -> str:
    return uri.strip().rstrip("/").lower().replace("https://", "http://", 1)


_EXACT = {uri: prefix for prefix, uri in NAMESPACES.items()}
_NEAR = {_folded(uri): prefix for uri, prefix in (_EXACT | _ALSO_RIGHT).items()}
_RIGHT = {_folded(uri) for uri in _ALSO_RIGHT}


def prefix_of(uri: str | None) -> tuple[str | None, bool]:
    """The usual prefix of a namespace as written, and whether it is written rightly.

    ``""`` is RSS itself, ``None`` a namespace that means nothing here. Case, a missing slash at
    the end and http for https make a name wrong, and yet it is clear what was meant.
    """
    if not uri:
        return "", True
    if uri in _EXACT:
        return _EXACT[uri], True
    folded = _folded(uri)
    found = _NEAR.get(folded)
    return found, found is None or folded in _RIGHT
