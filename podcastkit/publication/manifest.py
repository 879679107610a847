"""The list of what we wrote: it tells our files from everybody else's."""

from __future__ import annotations

import json
import re

MANIFEST = ".podcastkit.json"
_MARK = re.compile(rb"^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)", re.MULTILINE)
_LINE = re.compile(rb'^ *("(?:[^"\\\n]|\\.)+"): "([0-9a-f]{64})",?\r?$', re.MULTILINE)


def manifest_name(project_file: str) -> str:
    """The manifest's name. Several shows may share an output folder, each with its own list."""
    stem = project_file.removesuffix(".toml")
    return MANIFEST if stem == "podcast" else f".podcastkit-{stem}.json"


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
    text = json.dumps({"version": 1, "files": files}, indent=1, sort_keys=True, ensure_ascii=False)
    return (text + "\n").encode("utf-8", "backslashreplace")
