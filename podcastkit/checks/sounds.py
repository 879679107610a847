"""What can be told of an episode once its sound has been inspected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.checks.rules.timed import clock
from podcastkit.findings import Problem
from podcastkit.timed.chapter_choice import Origin, chosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
    yield from _proof(source, audio)
    if audio.duration is None:
        return
    if source.chapters is None and any(c.start >= audio.duration for c in audio.chapters):
        yield _at(source, "PK502",
                  "a chapter in the audio file begins behind the end of the sound, and is left out",
                  "write the chapters into the file again", "episode_url")  # fmt: skip
    yield from _listed_in_notes(source, audio)


def _listed_in_notes(source: Source, audio: Audio) -> Iterator[Problem]:
    """One warning for all times of the notes that are no chapters, at the first of them."""
    left_out = chosen(
        explicit=source.chapters,
        audio=audio.chapters,
        notes=source.notes_chapters,
        duration=audio.duration,
    ).left_out
    placed = zip(source.notes_chapters, source.notes_chapter_lines, strict=True)
    behind = [(c, line) for c, line in placed if (Origin.NOTES, c) in left_out]
    if not behind:
        return
    chapter, line = behind[0]
    more = f", and so are {len(behind) - 1} more" if len(behind) > 1 else ""
    yield Problem(
        code="PK514",
        path=source.path,
        line=line,
        column=1,
        message=f'the notes list "{chapter.title}" at {clock(chapter.start)}, behind the end of '
        f"the sound ({clock(audio.duration or 0)}), so it is left out of the chapters{more}",
        hint="mend the time, if it is one of this sound",
    )


def check_varying(sources: Iterable[Source], sounds: Mapping[str, Audio]) -> Iterator[Problem]:
    """One warning for all sounds of which the host gives another version each time."""
    varying = [s for s in sources if s.slug in sounds and sounds[s.slug].how == "varies"]
    if varying:
        more = f", and for {len(varying) - 1} more" if len(varying) > 1 else ""
        yield _at(varying[0], "PK309",
                  f"the host gives another file each time it is asked for this audio{more}; the "
                  "feed keeps the size and duration of the first one",
                  "fine where the host puts in adverts; else ask the host why",
                  "episode_url")  # fmt: skip


def _proof(source: Source, audio: Audio) -> Iterator[Problem]:
    if audio.how == "estimate" and audio.duration is not None:
        yield _at(source, "PK308",
                  f"the audio lasts about {clock(audio.duration)}: its headers do not prove it",
                  "podcastkit inspect tells more", "episode_url")  # fmt: skip
    if audio.how == "frames" and audio.type == "audio/mpeg":
        yield _at(source, "PK310",
                  "the MP3 does not say how long it is, or says it wrongly; players will show a "
                  "wrong length or jump to wrong places",
                  "encode it again, or let a tool like mp3val or vbrfix write its header",
                  "episode_url")  # fmt: skip


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
                  f"duration is {clock(source.duration)}, and the audio lasts "
                  f"{clock(audio.duration)}",
                  "remove duration: podcastkit reads it from the audio", "duration")  # fmt: skip


def _at(source: Source, code: str, message: str, hint: str, key: str) -> Problem:
    return Problem(code=code, path=source.path, message=message, hint=hint, key=(key,))
