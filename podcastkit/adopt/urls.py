"""What two addresses of one sound have in common, whoever serves it."""

from __future__ import annotations

import re
import uuid
from urllib.parse import unquote, urlsplit

_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?![0-9a-f])", re.IGNORECASE)
_WORD = re.compile(r"[\w~-]{5,}")
_SOUND = re.compile(r"\.(mp3|m4a|m4b|mp4|m4v|mov|ogg|oga|opus|flac|wav|aac|pdf)$", re.IGNORECASE)
LONG = 12
"""An id of so many characters is nobody else's by chance."""


def addresses(url: str) -> set[str]:
    """An address in the forms in which it may also be written.

    Without scheme, case of the host, escapes and query; and without the prefixes that count
    downloads, which hold the true address as the rest of their path.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return {url}
    bare = unquote(f"{parts.netloc.lower()}{parts.path}").rstrip("/")
    found = {url.strip()}
    segments = bare.split("/")
    for number, segment in enumerate(segments):
        # A segment that looks like a host, with a path behind it.
        if number == 0 or ("." in segment and number < len(segments) - 1):
            rest = "/".join([segment.lower(), *segments[number + 1 :]])
            found.add(rest)
            if parts.query:
                found.add(f"{rest}?{parts.query}")
    return found


def ids(*texts: str | None) -> set[str]:
    """What may be a host's own id of a sound: UUIDs, and words with a digit in them."""
    found = set()
    for text in texts:
        if not text:
            continue
        plain = unquote(text)
        uuids = _UUID.findall(plain)
        found |= {str(uuid.UUID(found_uuid)) for found_uuid in uuids}
        rest = _UUID.sub("/", plain.partition("://")[2] or plain)
        words = [_SOUND.sub("", part) for part in re.split(r"[/?&=#:]", rest.partition("/")[2])]
        found |= {
            word.lower()
            for word in words
            if _WORD.fullmatch(word) and any(char.isdigit() for char in word)
        }
    return found


def file_name(url: str) -> str | None:
    """The name of the file in an address, without its suffix; ``None`` where it has none."""
    try:
        last = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
    except ValueError:
        return None
    return _SOUND.sub("", last).casefold() or None
