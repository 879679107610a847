"""The feed that stands in the output folder: what the last build told subscribers.

The lock says it too, but a lock can lose entries, in a merge or on an older branch; the feed that
was published has them still.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.publication import manifest_name, read_manifest

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from podcastkit.feed.document.read import ReadFeed
    from podcastkit.jobs.load import Loaded
    from podcastkit.project import Project
    from podcastkit.state import State

_GUID = re.compile(rb"<guid[^>]*>([^<]*)</guid>")
_STEP = 1 << 20
_OVERLAP = 4096


def standing_feed(
    loaded: Loaded, project: Project, state: State, known: Collection[str]
) -> ReadFeed | None:
    """The standing feed as read, when it holds a guid that is not ``known``; else ``None``.

    A feed of somebody else's, and one that was a preview of drafts, do not count.
    """
    folder = loaded.root / project.output.folder
    try:
        manifest = (folder / manifest_name(loaded.config.stem)).read_bytes()
    except OSError:
        return None
    digest = (read_manifest(manifest) or {}).get(project.output.feed)
    if digest is None or digest == state.load("preview.json").get("feed"):
        return None
    file = folder / project.output.feed
    if _guids(file) <= set(known):
        return None
    from podcastkit.feed.document.read import read
    from podcastkit.feed.document.tree import MAX_BYTES, parse

    with file.open("rb") as opened:
        found = read(parse(opened.read(MAX_BYTES + 1), f"{project.output.folder}/{file.name}"))
    return found if found.readable else None


def _guids(file: Path) -> set[str]:
    """The guids in a feed that we wrote, found without parsing it: it may be very large."""
    found: set[str] = set()
    try:
        with file.open("rb") as opened:
            rest = b""
            while part := opened.read(_STEP):
                rest += part
                found |= {
                    _unescaped(guid.decode("utf-8", "replace")) for guid in _GUID.findall(rest)
                }
                rest = rest[-_OVERLAP:]
    except OSError:
        return set()
    return found


def _unescaped(text: str) -> str:
    """XML's own references, as our writer uses them; the standard library's takes 20 ms to load."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
