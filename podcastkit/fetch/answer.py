"""One response of a host, its body read in pieces, and what its headers say."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import urllib3

from podcastkit.errors import FetchError, NotAudioError
from podcastkit.fetch.faults import reason, status_words

if TYPE_CHECKING:
    import threading

    import requests

OK, PARTIAL, UNCHANGED, UNSATISFIABLE = 200, 206, 304, 416
STEP = 65_536
_SMALL = 16_384
_RANGE = re.compile(r"bytes\s+(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.IGNORECASE)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PAGE = re.compile(rb"<[!?a-z]|[{\[]\s*[\"{\[}\]]", re.IGNORECASE)


@dataclass(slots=True)
class Cost:
    """What asking has cost so far: ``requests`` with every hop, ``bytes`` of bodies read."""

    requests: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How to treat hosts. Times in seconds.

    ``timeout`` is how long no byte may come; slower than ``slowest`` bytes a second for
    ``patience`` is a stall. ``backoff`` is the first pause before another try, then doubled.
    """

    timeout: float = 20.0
    per_host: int = 4
    slowest: float = 8_000.0
    patience: float = 30.0
    backoff: float = 0.5


class Answer:
    """One response, its body read in pieces. Holds one of the host's slots until it is closed.

    ``name`` is the file as messages call it: the address that was asked, and the final one.
    ``private`` says that a typed address led here by private hosts alone.
    """

    private = False

    def __init__(
        self,
        url: str,
        name: str,
        response: requests.Response,
        slot: threading.BoundedSemaphore,
        cost: Cost,
    ) -> None:
        self.url = url
        self.name = name
        self.status = response.status_code
        self.headers = response.headers
        self._response = response
        self._slot: threading.BoundedSemaphore | None = slot
        self._cost = cost

    def redirect(self) -> str | None:
        """Where the answer sends us, absolute; ``None`` when it is no redirect."""
        place = self.headers.get("Location")
        if self.status not in _REDIRECTS or not place:
            return None
        with contextlib.suppress(UnicodeError):
            place = place.encode("latin-1").decode("utf-8")
        try:
            return urljoin(self.url, place)
        except ValueError as error:
            raise FetchError(f"{self.name}: it redirects to no URL: {place}") from error

    def read(self, size: int) -> bytes:
        """Up to ``size`` more bytes of the body; fewer only at its end."""
        parts, left = [], size
        while left > 0:
            try:
                part = self._response.raw.read1(min(left, STEP), decode_content=False)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                raise FetchError(f"{self.name}: {reason(error)}") from error
            if not part:
                break
            parts.append(part)
            left -= len(part)
            self._cost.bytes += len(part)
        return b"".join(parts)

    def finish(self) -> None:
        """Read what little is left of a short body, so that its connection can be used again."""
        length = content_length(self)
        if length is not None and length <= _SMALL:
            with contextlib.suppress(FetchError):
                self.read(_SMALL)
        self.close()

    def close(self) -> None:
        """Let go of the connection and the slot."""
        self._response.close()
        if self._slot is not None:
            self._slot.release()
            self._slot = None


def check_status(answer: Answer) -> None:
    """Refuse an answer that is not the file, or a part of it."""
    if answer.status in {OK, PARTIAL}:
        return
    if answer.status == UNSATISFIABLE and content_range_total(answer) == 0:
        raise NotAudioError(f"{answer.name}: the file is empty")
    raise FetchError(f"{answer.name}: {status_words(answer.status)}")


def content_range(answer: Answer) -> tuple[int, int, int | None]:
    """The first byte of a part, the one after its last, and the whole file's size where told."""
    found = _RANGE.match(answer.headers.get("Content-Range", "").strip())
    if found is None:
        raise FetchError(f"{answer.name}: the host sends a part and does not say which")
    return int(found[1]), int(found[2]) + 1, None if found[3] == "*" else int(found[3])


def content_range_total(answer: Answer) -> int | None:
    """The whole file's size by ``Content-Range``, where it is told."""
    total = answer.headers.get("Content-Range", "").rpartition("/")[2].strip()
    return int(total) if total.isascii() and total.isdecimal() and len(total) < 19 else None


def content_length(answer: Answer) -> int | None:
    """The body's length, where it is told."""
    length = answer.headers.get("Content-Length", "").strip()
    return int(length) if length.isascii() and length.isdecimal() and len(length) < 19 else None


def check_content(name: str, content_type: str, head: bytes) -> None:
    """An error page served as if it were the file never becomes an enclosure.

    Sound that a host calls text is sound all the same: the content decides.
    """
    if not head:
        raise NotAudioError(f"{name}: the file is empty")
    if _PAGE.match(head[:512].lstrip(b"\xef\xbb\xbf \t\r\n")):
        raise NotAudioError(f"{name}: that is a page of text, not a sound (an error page?)")
    if content_type.startswith("text/") or content_type in {"application/json", "application/xml"}:
        printable = sum(32 <= byte < 127 or byte in b"\t\r\n" for byte in head[:512])
        if printable > 0.9 * len(head[:512]):
            raise NotAudioError(f"{name}: that is text ({content_type}), not a sound")
