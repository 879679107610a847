"""A file at its host, read at the places where a reader looks, and no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.errors import ChangedError, FetchError, NotAudioError, NotReadWholeError
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
    from collections.abc import Iterator

    from podcastkit.fetch.fetcher import Fetcher

FIRST_BYTES = 16_384
"""What is asked for first: enough for the headers of nearly every file."""

_MOST_AHEAD = 262_144
_MOST_AT_ONCE = 16_777_216
_MOST_ASKED = 64
_PIECES_KEPT = 6


class RemoteFile:
    """A file at its host (a ``podcastkit.audio.sound_file.SoundFile``).

    ``name`` is the address that the podcaster knows, ``url`` the final one; ``size`` the whole
    file's in bytes; ``etag``, ``last_modified`` and ``content_type`` (lower case, without
    parameters) are the host's words; what asking costs is added to ``cost``. All answers must
    tell of the same file: where one tells of another, ``ChangedError`` is raised.
    """

    local = False

    def __init__(
        self, fetcher: Fetcher, url: str, cost: Cost, answer: Answer, *, whole: bool
    ) -> None:
        self.name = url
        self.cost = cost
        self.in_order = answer.status != PARTIAL
        self.url = answer.url
        self.etag = answer.headers.get("ETag")
        self.last_modified = answer.headers.get("Last-Modified")
        self.content_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        self._fetcher = fetcher
        self._typed = answer.private
        self._whole = whole
        self._asked = 1
        self._ahead = FIRST_BYTES
        try:
            head, total = self._first(answer)
        finally:
            answer.close()
        self.size = self._counted_from(len(head)) if total is None else total
        if self.in_order and len(head) < min(FIRST_BYTES, self.size):
            raise FetchError(f"{url}: the host broke off after {len(head)} bytes")
        self._pieces: list[tuple[int, bytes]] = [(0, head)]

    def at(self, start: int, length: int) -> bytes:
        """``length`` bytes from ``start`` on; fewer only at the file's end.

        A little more than that is asked for, because readers take small steps; no more than 16 MB
        at once, because no sound has headers that long.
        """
        end = min(self.size, start + length)
        if end - start > _MOST_AT_ONCE:
            raise NotAudioError(f"{self.name}: its headers claim to be {end - start} bytes long")
        parts = []
        while start < end:
            part = self._known(start, end) or self._ask(start, end)
            parts.append(part)
            start += len(part)
        return b"".join(parts)

    def held(self, start: int, length: int) -> bytes:
        """What earlier answers hold of ``at(start, length)``, from its beginning on."""
        return self._known(start, start + length) or b""

    def stream(self, start: int = 0) -> Iterator[bytes]:
        """All bytes from ``start`` to the end in pieces of at most 64 KB, for one request.

        Raises ``NotReadWholeError`` when whole files may not be read, or no more of them.
        """
        if not self._whole:
            raise NotReadWholeError(f"{self.name}: it is not read whole")
        self._fetcher.reserve(self.size if self.in_order else self.size - start, self.name)
        first = start
        while start < self.size:
            began = start
            for piece in self._part(start, again=start > first):
                start += len(piece)
                yield piece
            # A host that caps its parts is asked again where the last one ended.
            if self.in_order or start == began or self._asked >= _MOST_ASKED:
                break
        if start != self.size:
            raise FetchError(
                f"{self.name}: the host says the file has {self.size} bytes, and sends {start}"
            )

    def _part(self, start: int, *, again: bool) -> Iterator[bytes]:
        answer = self._get(start, None, check=False)
        try:
            if again and answer.status == UNSATISFIABLE:
                return
            self._check(answer)
            self._go_to(start, answer)
            while part := answer.read(STEP):
                yield part
        finally:
            answer.close()

    def _first(self, answer: Answer) -> tuple[bytes, int | None]:
        check_status(answer)
        if answer.headers.get("Content-Encoding", "identity").lower() not in {"", "identity"}:
            raise FetchError(f"{answer.name}: the host sends the file compressed, unasked")
        if self.in_order:
            total, want = content_length(answer), FIRST_BYTES
        else:
            start, end, total = content_range(answer)
            if start != 0:
                raise FetchError(f"{answer.name}: asked for the first bytes, the host sent others")
            want = min(end, FIRST_BYTES)
        head = answer.read(want)
        check_content(answer.name, self.content_type, head)
        if not self.in_order and len(head) < want:
            raise FetchError(f"{answer.name}: the host broke off after {len(head)} bytes")
        if total is None and self.in_order:
            total = len(head) + self._count(answer)
        return head, total

    def _counted_from(self, place: int) -> int:
        """The size of a file whose host sends parts and does not tell of how much."""
        while True:
            answer = self._get(place, None, check=False)
            try:
                if answer.status == UNSATISFIABLE:
                    return place
                check_status(answer)
                if answer.status != PARTIAL:
                    return content_length(answer) or self._count(answer)
                if content_range(answer)[0] != place:
                    raise FetchError(f"{self.name}: the host sent another part than was asked")
                counted = self._count(answer)
            finally:
                answer.close()
            # A host that caps its parts is asked again where the last one ended.
            if not counted:
                return place
            place += counted

    def _count(self, answer: Answer) -> int:
        """Read on to the end and drop; how many bytes that were."""
        count = 0
        while part := answer.read(STEP):
            count += len(part)
            self._fetcher.read_past(len(part), self.name)
        return count

    def _known(self, start: int, end: int) -> bytes | None:
        for first, data in self._pieces:
            if first <= start < first + len(data):
                return data[start - first : end - first]
        return None

    def _ask(self, start: int, end: int) -> bytes:
        """Ask for a range, and give what was wanted of it, or what a host with a cap sent.

        A reader that goes straight on through the file is given twice as much each time.
        """
        first, last_piece = self._pieces[-1]
        straight_on = start == first + len(last_piece)
        self._ahead = min(_MOST_AHEAD, self._ahead * 2) if straight_on else FIRST_BYTES
        last = min(self.size, max(end, start + self._ahead))
        answer = self._get(start, last - 1)
        try:
            length = self._go_to(start, answer)
            data = answer.read(min(last - start, length))
        finally:
            answer.close()
        if not data or len(data) < min(last - start, length):
            raise FetchError(f"{answer.name}: the host broke off in the middle of the file")
        # The first piece holds the headers that every reader comes back to.
        del self._pieces[1 : 1 + max(0, len(self._pieces) - _PIECES_KEPT)]
        self._pieces.append((start, data))
        return data[: end - start]

    def _go_to(self, start: int, answer: Answer) -> int:
        """Put the answer's body at ``start``; how many bytes it has from there."""
        if answer.status == PARTIAL:
            first, end, _ = content_range(answer)
            if first != start:
                raise FetchError(f"{answer.name}: the host sent another part than was asked")
            return end - first
        left = start
        while left > 0:
            part = answer.read(min(STEP, left))
            if not part:
                raise FetchError(f"{answer.name}: the host broke off in the middle of the file")
            left -= len(part)
            self._fetcher.read_past(len(part), self.name)
        return self.size - start

    def _get(self, first: int, last: int | None, *, check: bool = True) -> Answer:
        self._asked += 1
        if self._asked > _MOST_ASKED:
            raise FetchError(f"{self.name}: its headers lie in more than {_MOST_ASKED} places")
        # A host that gives no parts may refuse to hear of them.
        ranged = {"Range": f"bytes={first}-{'' if last is None else last}"}
        answer = self._fetcher.get(
            self.url, self.name, {} if self.in_order else ranged, self.cost, typed=self._typed
        )
        if check:
            try:
                self._check(answer)
            except BaseException:
                answer.close()
                raise
        return answer

    def _check(self, answer: Answer) -> None:
        """Refuse an answer that tells of another file; what a host leaves unsaid is no sign.

        ``If-Range`` would not do: weak tags may not stand in it, and a host to which it does not
        fit sends the whole file.
        """
        check_status(answer)
        total = content_range(answer)[2] if answer.status == PARTIAL else content_length(answer)
        if total is not None and total != self.size:
            raise ChangedError(
                f"{answer.name}: the host tells of {self.size} bytes, then of {total}", sizes=True
            )
        pairs = (
            (answer.headers.get("ETag"), self.etag),
            (answer.headers.get("Last-Modified"), self.last_modified),
        )
        if any(now != before for now, before in pairs if now is not None and before is not None):
            raise ChangedError(
                f"{answer.name}: the file changed while it was read, run again", sizes=False
            )
