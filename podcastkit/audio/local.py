"""A sound that lies in the project."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from podcastkit.audio.content import facts
from podcastkit.errors import NotAudioError

if TYPE_CHECKING:
    from pathlib import Path

    from podcastkit.model import Audio


def inspect(path: Path) -> Audio:
    """The facts of a file. Raises ``NotAudioError`` for what is no sound."""
    try:
        with path.open("rb") as file:
            return facts(file, size=os.fstat(file.fileno()).st_size, name=path.name)
    except OSError as error:
        raise NotAudioError(f"{path.name}: the file cannot be read: {error.strerror}") from error
