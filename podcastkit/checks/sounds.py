"""What can be told of an episode once its sound has been inspected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.model import Audio
    from podcastkit.source import Source

_SAME_SECONDS = 1.0


def check_sound(source: Source, audio: Audio) -> Iterator[Problem]:
    """The author's figures and chapters against what the sound says."""
    if audio.duration is None:
        yield _at(source, "PK303", "the audio does not say how long it is",
                  "the feed says none; some directories refuse that", "episode_url")  # fmt: skip
    if audio.how != "front matter":
        yield from _figures(source, audio)
    if audio.duration is None:
        return
    late = [c for c in source.chapters or () if c.start >= audio.duration]
    for chapter in late:
        yield _at(source, "PK501",
                  f'the chapter "{chapter.title}" begins at {_clock(chapter.start)}, and the sound '
                  f"ends at {_clock(audio.duration)}",
                  "mend its start", "chapters")  # fmt: skip
    if source.chapters is None and any(c.start >= audio.duration for c in audio.chapters):
        yield _at(source, "PK502",
                  "a chapter in the audio file begins behind the end of the sound, and is left out",
                  "write the chapters into the file again", "episode_url")  # fmt: skip


def _figures(source: Source, audio: Audio) -> Iterator[Problem]:
    if source.size is not None and source.size != audio.size:
        yield _at(source, "PK304", f"bytes is {source.size}, and the audio has {audio.size}",
                  "remove bytes: podcastkit reads it from the audio", "bytes")  # fmt: skip
    if (
        source.duration is not None
        and audio.duration is not None
        and audio.exact
        and abs(source.duration - audio.duration) > _SAME_SECONDS
    ):
        yield _at(source, "PK304",
                  f"duration is {_clock(source.duration)}, and the audio lasts "
                  f"{_clock(audio.duration)}",
                  "remove duration: podcastkit reads it from the audio", "duration")  # fmt: skip


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _at(source: Source, code: str, message: str, hint: str, key: str) -> Problem:
    return Problem(code=code, path=source.path, message=message, hint=hint, key=(key,))
