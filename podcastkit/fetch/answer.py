"""One response of a host, its body read in pieces, and what its headers say."""

from __future__ import annotations

import contextlib
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import urllib3

from podcastkit.errors import FetchError, NotAudioError
from podcastkit.fetch.faults import reason

if TYPE_CHECKING:
    import threading

    import requests

OK, PARTIAL, UNSATISFIABLE = 200, 206, 416
STEP = 65_536
_RANGE = re.compile(r"bytes\s+(\d+)-(\d+)/(\d+|\*)", re.IGNORECASE)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How to treat hosts. Times in seconds, ``slowest`` in bytes a second over ``patience``."""

    timeout: float = 20.0
    per_host: int = 4
    slowest: float = 8_000.0
    patience: float = 30.0
    backoff: float = 0.5


class Answer:
    """One response, its body read in pieces. Holds one of the host's slots until it is closed."""

    def __init__(
        self,
        url: str,
        response: requests.Response,
        slot: threading.BoundedSemaphore,
        manners: Manners,
    ) -> None:
        self.url = url
        self.status = response.status_code
        self.reason = response.reason
        self.headers = response.headers
        self._response = response
        self._slot: threading.BoundedSemaphore | None = slot
        self._manners = manners
        self._began = time.monotonic()
        self._read = 0

    def redirect(self) -> str | None:
        """Where the answer sends us, absolute; ``None`` when it is no redirect."""
        place = self.headers.get("Location")
        if self.status not in _REDIRECTS or not place:
            return None
        with contextlib.suppress(UnicodeError):
            place = place.encode("latin-1").decode("utf-8")
        return urljoin(self.url, place)

    def read(self, size: int) -> bytes:
        """Up to ``size`` more bytes of the body; fewer only at its end."""
        parts, left = [], size
        while left > 0:
            try:
                part = self._response.raw.read(min(left, STEP), decode_content=False)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                raise FetchError(f"{self.url}: {reason(error)}") from error
            if not part:
                break
            parts.append(part)
            left -= len(part)
            self._read += len(part)
            self._check_speed()
        return b"".join(parts)

    def _check_speed(self) -> None:
        took = time.monotonic() - self._began
        if took > self._manners.patience and self._read < self._manners.slowest * took:
            raise FetchError(
                f"{self.url}: the host sends only {self._read / took:.0f} bytes a second"
            )

    def close(self) -> None:
        """Let go of the connection and the slot."""
        self._response.close()
        if self._slot is not None:
            self._slot.release()
            self._slot = None


def check_status(answer: Answer, url: str) -> None:
    """Refuse an answer that is not the file, or a part of it."""
    if answer.status not in {OK, PARTIAL}:
        if answer.status == UNSATISFIABLE and _content_range_total(answer) == 0:
            raise NotAudioError(f"{url}: the file is empty")
        raise FetchError(f"{url}: the host answers {answer.status} {answer.reason}")


def content_range(answer: Answer) -> tuple[int, int | None]:
    """The first byte of a part, and the whole file's size where it is told."""
    found = _RANGE.match(answer.headers.get("Content-Range", "").strip())
    if found is None:
        raise FetchError(f"{answer.url}: the host sends a part and does not say which")
    return int(found[1]), None if found[3] == "*" else int(found[3])


def _content_range_total(answer: Answer) -> int | None:
    total = answer.headers.get("Content-Range", "").rpartition("/")[2]
    return int(total) if total.isdecimal() else None


def content_length(answer: Answer) -> int | None:
    """The body's length, where it is told."""
    length = answer.headers.get("Content-Length", "").strip()
    return int(length) if length.isdecimal() and length.isascii() else None


def check_content(url: str, content_type: str, head: bytes) -> None:
    """An error page served as if it were the file never becomes an enclosure."""
    if not head:
        raise NotAudioError(f"{url}: the file is empty")
    start = head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"{", b"<error")):
        raise NotAudioError(f"{url}: that is a page of text, not a sound (an error page?)")
    if content_type.startswith("text/") or content_type in {"application/json", "application/xml"}:
        printable = sum(32 <= byte < 127 or byte in b"\t\r\n" for byte in head[:512])
        if printable > 0.9 * len(head[:512]):
            raise NotAudioError(f"{url}: that is text ({content_type}), not a sound")
