"""Eleventy's data files that say where pages are: one beside the page, or one of its folders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from podcastkit import values
from podcastkit.content.data_files import read_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from podcastkit.content.discover import FilePlace
    from podcastkit.inputs import Inputs

_SCRIPTS = (".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".11tydata.ts")
_TABLES = (".11tydata.json", ".json")
_SAID = re.compile(r"\bpermalink\b")

PROGRAM = object()
"""What a script says: only Eleventy can run it."""


def permalink(inputs: Inputs, place: FilePlace) -> tuple[str, Any] | None:
    """The nearest data file that gives a page its ``permalink``, and what it gives.

    Eleventy's order (its documentation, "Template and Directory Specific Data Files"): the page's
    own file, then that of its folder, then those of the folders above.
    """
    for base in _bases(place):
        folder, _, name = base.rpartition("/")
        there = inputs.names(folder) or {}
        for suffix in (*_SCRIPTS, *_TABLES):
            path = base + suffix
            data = inputs.read(path) if there.get(name + suffix) is False else None
            if data is None:
                continue
            if suffix in _SCRIPTS:
                if _SAID.search(data.decode("utf-8", "replace")):
                    return path, PROGRAM
                continue
            table, _ = read_data(data, path)
            said = of_table(table) if isinstance(table, dict) else None
            if not values.is_empty(said):
                return path, said
    return None


def of_table(table: Mapping[str, Any]) -> Any:
    """The ``permalink`` of a table of data; the computed one comes before all others."""
    computed = table.get("eleventyComputed")
    own = computed.get("permalink") if isinstance(computed, dict) else None
    return table.get("permalink") if values.is_empty(own) else own


def _bases(place: FilePlace) -> Iterator[str]:
    """The paths of a page's data files without their suffixes, the nearest first."""
    yield place.path.rpartition(".")[0]
    folder = place.folder
    while folder:
        yield f"{folder}/{folder.rpartition('/')[2]}"
        folder = folder.rpartition("/")[0]
