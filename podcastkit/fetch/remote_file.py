"""A file at its host, read like any other file."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podcastkit.errors import FetchError
from podcastkit.fetch.answer import (
    PARTIAL,
    STEP,
    Answer,
    check_content,
    check_status,
    content_length,
    content_range,
)

if TYPE_CHECKING:
    from podcastkit.fetch.fetcher import Fetcher

FIRST_BYTES = 16_384
"""What is asked for first: enough for the frame headers of nearly every file."""


@dataclass(slots=True)
class Cost:
    """What asking has cost so far: ``requests`` with every hop, ``bytes`` of bodies read."""

    requests: int = 0
    bytes: int = 0

    def count(self) -> None:
        """One more request."""
        self.requests += 1


class RemoteFile(io.RawIOBase):
    """A file at its host, as a seekable binary file that asks for what is read and no more.

    ``url`` is the final address, ``size`` the whole file's; what asking costs is added to
    ``cost``.
    """

    def __init__(self, fetcher: Fetcher, url: str, cost: Cost) -> None:
        super().__init__()
        self.asked = url
        self.cost = cost
        self._fetcher = fetcher
        self._place = 0
        self._pieces: list[tuple[int, bytes]] = []
        answer = fetcher.get(url, 0, FIRST_BYTES - 1, self.cost.count)
        self.url = answer.url
        self.etag = answer.headers.get("ETag")
        self.last_modified = answer.headers.get("Last-Modified")
        self.content_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        try:
            check_status(answer, url)
            self._ranges = answer.status == PARTIAL
            self._first(answer)
        finally:
            answer.close()

    def _first(self, answer: Answer) -> None:
        if answer.headers.get("Content-Encoding", "identity").lower() not in {"", "identity"}:
            raise FetchError(f"{self.asked}: the host sends the file compressed, unasked")
        start, total = content_range(answer) if self._ranges else (0, content_length(answer))
        if start != 0:
            raise FetchError(f"{self.asked}: asked for the first bytes, the host sent others")
        head = answer.read(FIRST_BYTES)
        self.cost.bytes += len(head)
        self._pieces.append((0, head))
        check_content(self.asked, self.content_type, head)
        if total is None and not self._ranges:
            total = len(head) + self._counted(answer)
        if total is None:
            raise FetchError(f"{self.asked}: the host does not say how large the file is")
        if len(head) < min(FIRST_BYTES, total):
            raise FetchError(f"{self.asked}: the host broke off after {len(head)} bytes")
        self.size = total

    def _counted(self, answer: Answer) -> int:
        """Count and drop the rest of a body of unknown length."""
        count = 0
        while part := answer.read(STEP):
            count += len(part)
            self.cost.bytes += len(part)
        return count

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Give the place from which the next bytes are read."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move the place; asks for nothing."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise OSError(22, "negative seek position")
        self._place = base + offset
        return self._place

    def read(self, size: int = -1) -> bytes:
        """Bytes from the place on; fewer than ``size`` only at the file's end."""
        end = self.size if size is None or size < 0 else min(self.size, self._place + size)
        if self._place >= end:
            return b""
        data = self._known(self._place, end)
        if data is None:
            data = self._ask(self._place, end)
        self._place += len(data)
        return data

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer`` from the place on."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _known(self, start: int, end: int) -> bytes | None:
        for first, data in self._pieces:
            if first <= start and end <= first + len(data):
                return data[start - first : end - first]
        return None

    def _ask(self, start: int, end: int) -> bytes:
        """Ask for a range; a little more than is read, for readers take small steps."""
        last = min(self.size, max(end, start + FIRST_BYTES))
        answer = self._fetcher.get(self.url, start, last - 1, self.cost.count)
        try:
            check_status(answer, self.asked)
            self._check_same(answer)
            skip = start
            if answer.status == PARTIAL:
                first, total = content_range(answer)
                if first != start or total not in {None, self.size}:
                    raise FetchError(f"{self.asked}: the host sent another part than was asked")
                skip = 0
            while skip > 0:
                part = answer.read(min(skip, STEP))
                if not part:
                    break
                skip -= len(part)
                self.cost.bytes += len(part)
            data = answer.read(last - start)
        finally:
            answer.close()
        self.cost.bytes += len(data)
        if len(data) < end - start:
            raise FetchError(f"{self.asked}: the host broke off in the middle of the file")
        # The first piece holds the headers that every reader comes back to; others pass.
        self._pieces[1:] = [(start, data)]
        return data[: end - start]

    def _check_same(self, answer: Answer) -> None:
        etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
        if etag != self.etag or modified != self.last_modified:
            raise FetchError(f"{self.asked}: the file changed while it was read")
