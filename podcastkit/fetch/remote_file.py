"""A file at its host, read like any other file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from podcastkit.errors import FetchError, NotAudioError
from podcastkit.fetch.answer import (
    PARTIAL,
    STEP,
    UNSATISFIABLE,
    Answer,
    Cost,
    check_content,
    check_status,
    content_length,
    content_range,
)

if TYPE_CHECKING:
    from podcastkit.fetch.fetcher import Fetcher

FIRST_BYTES = 16_384
"""What is asked for first: enough for the frame headers of nearly every file."""

_MOST_AHEAD = 262_144
_MOST_AT_ONCE = 16_777_216


class RemoteFile(io.RawIOBase):
    """A file at its host, as a seekable binary file that asks for what is read and no more.

    ``url`` is the final address, ``size`` the whole file's in bytes; ``etag``, ``last_modified``
    and ``content_type`` (lower case, without parameters) are the host's words; what asking costs
    is added to ``cost``. No more than 16 MB are read at once: no sound has headers that long.
    """

    def __init__(self, fetcher: Fetcher, url: str, cost: Cost) -> None:
        super().__init__()
        self.asked = url
        self.cost = cost
        self.size = 0
        self._fetcher = fetcher
        self._place = 0
        self._pieces: list[tuple[int, bytes]] = []
        self._ahead = FIRST_BYTES
        answer = fetcher.get(url, url, 0, FIRST_BYTES - 1, cost)
        self.url = answer.url
        self.etag = answer.headers.get("ETag")
        self.last_modified = answer.headers.get("Last-Modified")
        self.content_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        try:
            head, total = self._first(answer)
        finally:
            answer.close()
        self.size = self._counted_from(len(head)) if total is None else total
        if len(head) < min(FIRST_BYTES, self.size):
            raise FetchError(f"{url}: the host broke off after {len(head)} bytes")
        self._pieces.append((0, head))

    def _first(self, answer: Answer) -> tuple[bytes, int | None]:
        check_status(answer)
        if answer.headers.get("Content-Encoding", "identity").lower() not in {"", "identity"}:
            raise FetchError(f"{answer.name}: the host sends the file compressed, unasked")
        ranges = answer.status == PARTIAL
        start, end, total = content_range(answer) if ranges else (0, 0, content_length(answer))
        if start != 0:
            raise FetchError(f"{answer.name}: asked for the first bytes, the host sent others")
        head = answer.read(FIRST_BYTES)
        check_content(answer.name, self.content_type, head)
        if total is None and not ranges:
            total = len(head) + self._past(answer)
        elif total is None and len(head) == end < FIRST_BYTES:
            total = end
        return head, total

    def _counted_from(self, place: int) -> int:
        """The size of a file whose host sends parts and does not tell of how much."""
        answer = self._fetcher.get(self.url, self.asked, place, None, self.cost)
        try:
            if answer.status == UNSATISFIABLE:
                return place
            check_status(answer)
            if answer.status == PARTIAL:
                first, end, _ = content_range(answer)
                if first != place:
                    raise FetchError(f"{self.asked}: the host sent another part than was asked")
                self._fetcher.read_past(end - place, self.asked)
                counted = self._past(answer, known=end - place)
            else:
                place, counted = 0, content_length(answer) or self._past(answer)
        finally:
            answer.close()
        return place + counted

    def _past(self, answer: Answer, *, known: int = 0, most: int | None = None) -> int:
        """Read on and drop, to the end or ``most`` bytes; ``known`` were allowed already."""
        count = 0
        while most is None or count < most:
            part = answer.read(STEP if most is None else min(STEP, most - count))
            if not part:
                break
            count += len(part)
            if count > known:
                self._fetcher.read_past(len(part), self.asked)
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
        if end - self._place > _MOST_AT_ONCE:
            raise NotAudioError(
                f"{self.asked}: its headers claim to be {end - self._place} bytes long"
            )
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
        """Ask for a range; a little more than is read, for readers take small steps.

        A reader that goes straight on through the file is given twice as much each time.
        """
        first, last_piece = self._pieces[-1]
        straight_on = first <= start <= first + len(last_piece)
        self._ahead = min(_MOST_AHEAD, self._ahead * 2) if straight_on else FIRST_BYTES
        last = min(self.size, max(end, start + self._ahead))
        answer = self._fetcher.get(self.url, self.asked, start, last - 1, self.cost)
        try:
            check_status(answer)
            self._check_same(answer)
            if answer.status == PARTIAL:
                if content_range(answer)[0] != start:
                    raise FetchError(f"{answer.name}: the host sent another part than was asked")
            else:
                self._past(answer, most=start)
            data = answer.read(last - start)
        finally:
            answer.close()
        if len(data) < end - start:
            raise FetchError(f"{answer.name}: the host broke off in the middle of the file")
        # The first piece holds the headers that every reader comes back to; others pass.
        self._pieces[1:] = [(start, data)]
        return data[: end - start]

    def _check_same(self, answer: Answer) -> None:
        """Refuse an answer that speaks of another file; what a host leaves unsaid is no sign."""
        total = content_range(answer)[2] if answer.status == PARTIAL else content_length(answer)
        pairs = (
            (total, self.size),
            (answer.headers.get("ETag"), self.etag),
            (answer.headers.get("Last-Modified"), self.last_modified),
        )
        if any(now != before for now, before in pairs if now is not None and before is not None):
            raise FetchError(f"{answer.name}: the file changed while it was read, run again")
