"""The words of all notes, which the index searches without asking anybody: ``search-words.js``.

A script rather than JSON, so that it works where a page is opened from a disk, too. It is made of
one line an episode, so that lines of the last run can be taken over.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from podcastkit import markup

if TYPE_CHECKING:
    from podcastkit.model import Episode

FILE = "search-words.js"
HEAD = b"const podcastkitNotes = [\n"
TAIL = b"];\n"


def line(episode: Episode, notes_html: str) -> bytes:
    """An episode's line: the address of its page as the index gives it, and its notes' words.

    Each word once: whoever searches asks whether it is there.
    """
    words = dict.fromkeys(markup.plain(notes_html).split())
    row = [quote(episode.page), " ".join(words)]
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b",\n"
