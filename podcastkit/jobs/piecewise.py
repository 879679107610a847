"""Files that are made of one piece an episode, of which those of the last run may be taken over."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from podcastkit.publication.disk import Writer
    from podcastkit.publication.stage import Stage
    from podcastkit.state import Place


class Piecewise:
    """One such file that is being written; ``old`` is the one that stands, where it counts."""

    def __init__(self, writer: Writer, old: BinaryIO | None) -> None:
        self._writer = writer
        self._old = old

    def add(self, piece: bytes) -> Place:
        """Write a piece. Returns where it lies."""
        return self._writer.size, self._writer.write(piece)

    def again(self, place: Place) -> bytes:
        """A piece of the file that stands."""
        if self._old is None:
            return b""
        self._old.seek(place[0])
        return self._old.read(place[1])


@contextlib.contextmanager
def piecewise(stage: Stage, path: str, *, again: bool) -> Iterator[Piecewise]:
    """Publish at ``path`` what is added. With ``again``, what stands there may be taken over."""
    with contextlib.ExitStack() as stack:
        writer = stack.enter_context(stage.open(path))
        old = stack.enter_context((stage.folder / path).open("rb")) if again else None
        yield Piecewise(writer, old)
