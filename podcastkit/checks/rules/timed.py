"""Chapters and transcripts: those of a project's files, and the tags of any feed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from podcastkit.checks.rule import APPLE, PODCASTING2, Fault, Subject, rule
from podcastkit.checks.rules.podcasting20_channel import lacking
from podcastkit.findings import Severity
from podcastkit.timed.reading import FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import ChaptersView, TagView, TranscriptView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_TRANSCRIPTS = ("text/vtt", "application/x-subrip", "application/srt", "text/srt",
                "application/json", "text/html", "text/plain")  # fmt: skip
_FEW = 3
LATE = 2.0
"""Seconds by which a time may be behind the end of the sound without a word about it."""


def clock(seconds: float) -> str:
    """Seconds as people write a time: ``1:02:03``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@rule(
    "PK501",
    "chapter-past-end",
    _E,
    of=Subject.CHAPTERS,
    profiles=(APPLE, PODCASTING2),
    source="Podcast namespace: JSON chapters; Apple, chapters",
)
def past_end(chapters: ChaptersView) -> Iterator[Fault]:
    """A chapter begins behind the end of the sound.

    It can never be reached; often a time was mistyped, or the sound was cut later.

    Bad in an episode::

        chapters = [{ start = 0, title = "One" }, { start = "1:00:00", title = "Two" }]

    Good in an episode::

        chapters = [{ start = 0, title = "One" }, { start = "0:01", title = "Two" }]
    """
    end = chapters.duration
    for said, chapter in chapters.all:
        if end is not None and chapter.start >= end:
            yield Fault(said.spot, f'the chapter "{chapter.title}" begins at {clock(chapter.start)}, '
                        f"and the sound ends at {clock(end)}", "mend its start")  # fmt: skip


@rule(
    "PK505",
    "chapters-out-of-order",
    _E,
    of=Subject.CHAPTERS,
    profiles=(APPLE, PODCASTING2),
    source="Podcast namespace: JSON chapters, in the order of their times",
)
def out_of_order(chapters: ChaptersView) -> Iterator[Fault]:
    """A chapter begins before the one above it.

    Apps show the chapter that began last, so they would jump back and forth.

    Bad in an episode::

        chapters = [{ start = 1, title = "Two" }, { start = 0, title = "One" }]

    Good in an episode::

        chapters = [{ start = 0, title = "One" }, { start = 1, title = "Two" }]
    """
    before = None
    for said, chapter in chapters.all:
        if before is not None and chapter.start < before.start:
            near = clock(chapter.start) == clock(before.start)
            start = f"{chapter.start:.3f} s" if near else clock(chapter.start)
            above = f" ({before.start:.3f} s)" if near else ""
            yield Fault(said.spot, f'the chapter "{chapter.title}" begins at {start}, '
                        f'before "{before.title}"{above} above it', "put them in order")  # fmt: skip
        before = chapter


@rule(
    "PK506",
    "chapters-begin-late",
    _I,
    of=Subject.CHAPTERS,
    profiles=(APPLE,),
    source="Apple, chapters: the first begins at 0",
)
def begin_late(chapters: ChaptersView) -> Iterator[Fault]:
    """The first chapter does not begin at 0.

    What is heard before it has no name in apps.

    Bad in an episode::

        chapters = [{ start = 1, title = "One" }, { start = 2, title = "Two" }]

    Good in an episode::

        chapters = [{ start = 0, title = "One" }, { start = 1, title = "Two" }]
    """
    first = min(chapters.all, key=lambda pair: pair[1].start, default=None)
    if first is not None and first[1].start > LATE / 4:
        yield Fault(first[0].spot, f"the first chapter begins at {clock(first[1].start)}",
                    "begin with one at 0:00")  # fmt: skip


@rule(
    "PK507",
    "chapters-few",
    _I,
    of=Subject.CHAPTERS,
    profiles=(APPLE,),
    source="Apple, chapters: at least three",
)
def few(chapters: ChaptersView) -> Iterator[Fault]:
    """There are fewer than three chapters.

    Apple shows chapters from three upwards.

    Bad in an episode::

        chapters = [{ start = 0, title = "All of it" }]

    Good in an episode::

        chapters = [{ start = 0, title = "A" }, { start = 1, title = "B" }, { start = 2, title = "C" }]
    """
    if 0 < len(chapters.all) < _FEW:
        count = len(chapters.all)
        yield Fault(chapters.spot, f"there {'is one chapter' if count == 1 else f'are {count} chapters'}",
                    "Apple shows three or more")  # fmt: skip


@rule(
    "PK508",
    "transcript-unreadable",
    _E,
    of=Subject.TRANSCRIPT,
    profiles=(PODCASTING2, APPLE),
    source="W3C WebVTT; SubRip; podcast namespace: JSON transcripts",
)
def transcript_unreadable(transcript: TranscriptView) -> Iterator[Fault]:
    """A transcript file is not what its name says.

    Apps drop the whole of it and show none.

    Bad as one.vtt::

        00:00.000 --> 00:01.000
        Hello.

    Good as one.vtt::

        WEBVTT

        00:00.000 --> 00:01.000
        Hello.
    """
    for fault in transcript.faults:
        if fault.kind in {FaultKind.SYNTAX, FaultKind.EMPTY}:
            yield Fault(fault.line, fault.message, fault.hint)


@rule(
    "PK509",
    "cues-out-of-order",
    _W,
    of=Subject.TRANSCRIPT,
    profiles=(PODCASTING2, APPLE),
    source="W3C WebVTT: cues are in the order of their times",
)
def cues_out_of_order(transcript: TranscriptView) -> Iterator[Fault]:
    """A cue begins before the one above it, or ends before it begins.

    Bad as one.vtt::

        WEBVTT

        00:01.000 --> 00:02.000
        Second.

        00:00.000 --> 00:01.000
        First.

    Good as one.vtt::

        WEBVTT

        00:00.000 --> 00:01.000
        First.

        00:01.000 --> 00:02.000
        Second.
    """
    for fault in transcript.faults:
        if fault.kind is FaultKind.BACKWARDS:
            yield Fault(fault.line, fault.message, fault.hint)


@rule(
    "PK510",
    "cue-past-end",
    _W,
    of=Subject.TRANSCRIPT,
    profiles=(PODCASTING2,),
    source="Podcast namespace: transcripts are of this sound",
)
def cue_past_end(transcript: TranscriptView) -> Iterator[Fault]:
    """A transcript speaks on behind the end of the sound.

    Often it was made of another cut, and is late from some point on.

    Bad as one.vtt::

        WEBVTT

        01:00:00.000 --> 01:00:01.000
        Hello.

    Good as one.vtt::

        WEBVTT

        00:00.000 --> 00:01.000
        Hello.
    """
    end = transcript.duration
    if end is None:
        return
    late = [(line, start) for line, start in transcript.starts if start > end + LATE]
    if late:
        yield Fault(late[0][0], f"a cue begins at {clock(late[0][1])}, and the sound ends at "
                    f"{clock(end)}" + (f" ({len(late)} such cues)" if len(late) > 1 else ""),
                    "is it the transcript of this cut?")  # fmt: skip


@rule(
    "PK511",
    "cue-lines-long",
    _W,
    of=Subject.TRANSCRIPT,
    profiles=(PODCASTING2,),
    source="Podcast namespace: transcripts, SRT 32 characters in 2 lines, VTT 65",
)
def cue_lines_long(transcript: TranscriptView) -> Iterator[Fault]:
    """A cue has longer or more lines than apps show.

    SubRip cues have at most two lines of 32 characters, WebVTT lines at most 65.

    Bad as one.srt::

        1
        00:00:00,000 --> 00:00:02,000
        This is a line that is far too long for the captions of a small screen.

    Good as one.srt::

        1
        00:00:00,000 --> 00:00:02,000
        This one is short enough.
    """
    for fault in transcript.faults:
        if fault.kind is FaultKind.LONG_LINE:
            yield Fault(fault.line, fault.message, fault.hint)


@rule(
    "PK512",
    "speaker-once",
    _I,
    of=Subject.TRANSCRIPT,
    profiles=(PODCASTING2,),
    source="Podcast namespace: transcripts name a speaker where it changes",
)
def speaker_once(transcript: TranscriptView) -> Iterator[Fault]:
    """A speaker is named a single time among many, in a name nearly another speaker's.

    It is often a mistyped name, and apps show one person more.

    Bad as one.vtt::

        WEBVTT

        00:00.000 --> 00:00.300
        <v Daniel>Hello.

        00:00.300 --> 00:00.600
        <v Daniell>Yes.

        00:00.600 --> 00:00.900
        <v Daniel>Good.

    Good as one.vtt::

        WEBVTT

        00:00.000 --> 00:00.300
        <v Daniel>Hello.

        00:00.300 --> 00:00.600
        <v Ada>Yes.

        00:00.600 --> 00:00.900
        <v Daniel>Good.
    """
    import difflib

    counts = Counter(name for _, name in transcript.speakers)
    for line, name in transcript.speakers:
        if counts[name] > 1:
            continue
        others = [other for other, count in counts.items() if count > 1]
        if near := difflib.get_close_matches(name, others, 1, 0.8):
            yield Fault(line, f'"{name}" speaks once only', f'is it "{near[0]}"?')


@rule(
    "PK503",
    "transcript-type-unknown",
    _E,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:transcript",),
    source="Podcast namespace: transcript; Apple, transcripts",
)
def transcript_type(tag: TagView) -> Iterator[Fault]:
    """A transcript's type is none that apps read, or its address is missing.

    Apps take ``text/vtt``, ``application/x-subrip``, ``application/json``, ``text/html`` and
    ``text/plain``.

    Bad in an item::

        <podcast:transcript url="https://example.org/one.vtt" type="vtt"/>

    Good in an item::

        <podcast:transcript url="https://example.org/one.vtt" type="text/vtt"/>
    """
    yield from lacking(tag, "url")
    kind = tag.attributes.get("type", "").partition(";")[0].strip().lower()
    if kind not in _TRANSCRIPTS:
        yield Fault(tag.spot, f'"{kind[:40]}" is no type of a transcript' if kind
                    else "the transcript has no type", f"one of: {', '.join(_TRANSCRIPTS)}")  # fmt: skip


@rule(
    "PK504",
    "chapters-tag-invalid",
    _W,
    of=Subject.TAG,
    profiles=(PODCASTING2,),
    tags=("podcast:chapters",),
    source="Podcast namespace: chapters",
)
def chapters_tag(tag: TagView) -> Iterator[Fault]:
    """``podcast:chapters`` lacks its address, or its type is not that of JSON chapters.

    Bad in an item::

        <podcast:chapters url="https://example.org/one.json" type="text/json"/>

    Good in an item::

        <podcast:chapters url="https://example.org/one.json" type="application/json+chapters"/>
    """
    yield from lacking(tag, "url")
    kind = tag.attributes.get("type", "").partition(";")[0].strip().lower()
    if kind not in {"application/json+chapters", "application/json"}:
        yield Fault(tag.spot, f'the type of the chapters is "{kind[:40]}"',
                    'type="application/json+chapters"')  # fmt: skip
