"""The list of what we wrote: it tells our files from everybody else's."""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring

MANIFEST = ".podcastkit.json"
STAGE_FOLDER = ".podcastkit-stage"
_MARK = re.compile(rb"^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)", re.MULTILINE)
_LINE = re.compile(rb'^ *("(?:[^"\\\n]|\\.)+"): "([0-9a-f]{64})",?\r?$', re.MULTILINE)


def manifest_name(show: str) -> str:
    """The manifest of the show whose project file has the stem ``show``.

    Several shows may share an output folder, each with a list of its own.
    """
    return MANIFEST if show == "podcast" else f".podcastkit-{show}.json"


def stage_name(show: str) -> str:
    """The folder in which that show's files are staged."""
    return STAGE_FOLDER if show == "podcast" else f"{STAGE_FOLDER}-{show}"


def read_manifest(data: bytes | None) -> dict[str, str] | None:
    """Paths with content hashes; empty without a manifest, ``None`` for a broken one.

    A merge that git could not finish leaves the lines of both sides, and what either side lists
    was written by us: both count.
    """
    if data is None:
        return {}
    try:
        files = json.loads(data)["files"]
        return {str(path): str(digest) for path, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        if not _MARK.search(data):
            return None
    try:
        return {json.loads(path): digest.decode() for path, digest in _LINE.findall(data)}
    except ValueError:
        return None


def write_manifest(files: dict[str, str]) -> bytes:
    """A manifest: sorted paths with content hashes, no times."""
    # As json.dumps() with an indent gives it, which is a hundred times as slow.
    rows = ",\n".join(
        f"  {encode_basestring(path)}: {encode_basestring(digest)}"
        for path, digest in sorted(files.items())
    )
    listed = f"{{\n{rows}\n }}" if rows else "{}"
    text = f'{{\n "files": {listed},\n "version": 1\n}}\n'
    return text.encode("utf-8", "backslashreplace")
