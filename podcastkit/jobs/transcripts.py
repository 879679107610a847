"""What is made of an episode's transcript: the formats it lacks, chapters, and remarks on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.jobs.checking_transcripts import check_times, check_written, times_unread
from podcastkit.jobs.texts import pasted
from podcastkit.timed.formats import Material, heading_chapters, is_announced, made_of
from podcastkit.timed.markdown.mistyped import read_may_have_some
from podcastkit.timed.markdown.read import read_markdown
from podcastkit.timed.writers.html import cleaned

if TYPE_CHECKING:
    from podcastkit.checks.run import Profiles
    from podcastkit.findings import Problem
    from podcastkit.inputs import Inputs
    from podcastkit.model import Chapter, Cue, Episode
    from podcastkit.project import Project
    from podcastkit.source import Source
    from podcastkit.timed.turns import ReadableTranscript


_CAPTIONS = frozenset({"vtt", "srt", "json"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcripts:
    """Files by suffix, the headings as chapters, and what is wrong in the Markdown.

    ``read`` is the transcript as people read it, where a page shows it in turns.
    """

    files: dict[str, bytes]
    read: ReadableTranscript | None = None
    headings: tuple[Chapter, ...] = ()
    problems: tuple[Problem, ...] = ()


def transcripts_of(
    inputs: Inputs,
    episode: Episode,
    source: Source,
    project: Project,
    transcript_html: str | None,
    profiles: Profiles,
) -> Transcripts:
    """Make what ``[output] transcripts`` asks for and no file gives.

    ``transcript_html`` is the safe HTML of the transcript in Markdown, where there is one.
    """
    duration = episode.audio.duration
    language = source.transcript_language
    given = {one.suffix for one in source.transcripts if one.language == language}
    wanted = [suffix for suffix in project.output.transcripts if suffix not in given]
    shown = project.output.pages or project.output.fragments
    written = None
    if transcript_html and (wanted or shown or "<h" in transcript_html):
        written = read_markdown(transcript_html)
    if written is not None and is_announced(written, duration):
        written = None
    material = Material(
        written=written,
        cues=(_cues(inputs, source) or pasted(inputs, source)) if wanted or shown else (),
        duration=duration,
        title=episode.title,
        language=language or project.show.language,
    )
    files = made_of(material, wanted) if wanted else {}
    files |= _cleaned(inputs, episode, source, project)
    problems: list[Problem] = []
    if written is not None:
        problems += check_written(inputs, source, written, duration, profiles)
        if read_may_have_some(written, transcript_html or ""):
            problems += check_times(inputs, source, written)
        captions = _CAPTIONS.intersection(wanted)
        unmade = captions.isdisjoint(files) and not given & _CAPTIONS
        if captions and unmade and not problems:  # else it is told what is wrong with the times
            problems += times_unread(inputs, source, written)
    return Transcripts(
        files=files,
        read=material.read if shown else None,
        headings=heading_chapters(written, duration) if written else (),
        problems=tuple(problems),
    )


def _cleaned(
    inputs: Inputs, episode: Episode, source: Source, project: Project
) -> dict[str, bytes]:
    """The HTML transcript that the author gives: nothing in it may run on the show's site."""
    for sidecar in source.transcripts:
        data = inputs.read_again(sidecar.path) if sidecar.path else None
        if sidecar.suffix == "html" and data is not None:
            page = cleaned(
                data.decode("utf-8-sig", "replace"),
                base=episode.link,
                title=episode.title,
                language=project.show.language,
            )
            return {"html": page}
    return {}


def _cues(inputs: Inputs, source: Source) -> tuple[Cue, ...]:
    """The cues of the first transcript file that tells times, else of the first there is."""
    if not source.transcripts:
        return ()
    from podcastkit.timed.read import read_transcript

    found: tuple[Cue, ...] = ()
    for sidecar in source.transcripts:
        if sidecar.language != source.transcript_language:
            continue
        data = inputs.read_again(sidecar.path) if sidecar.path else None
        if data is None:
            continue
        cues = read_transcript(data.decode("utf-8-sig", "replace"), sidecar.suffix).cues
        if any(cue.start is not None for cue in cues):
            return cues
        found = found or cues
    return found
