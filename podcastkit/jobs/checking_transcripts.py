"""The rules over transcripts: files, Markdown, and who speaks in all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from podcastkit.checks import project_views as views
from podcastkit.checks.rule import Said, Subject
from podcastkit.checks.rules.timed import LATE
from podcastkit.checks.run import check
from podcastkit.checks.views import Heard, VoicesView
from podcastkit.content import front_matter
from podcastkit.findings import Problem
from podcastkit.jobs.checking import known_audio
from podcastkit.timed.markdown.glance import glance
from podcastkit.timed.markdown.mistyped import mistyped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from podcastkit.checks.run import Profiles
    from podcastkit.checks.views import TranscriptView
    from podcastkit.inputs import Inputs
    from podcastkit.jobs.load import Loaded
    from podcastkit.model import Audio, Person
    from podcastkit.project import Project
    from podcastkit.source import Source
    from podcastkit.timed.markdown.glance import Glance
    from podcastkit.timed.turns import ReadableTranscript


_LIKE_A_TIME = re.compile(
    r"(?<![0-9:])(?:[0-9]{1,2}[:\uff1a])?[0-9]{1,3}[:\uff1a][0-5][0-9](?![0-9])"
)
_MANY = 4
# Who speak at once are named alone, too, when there is something to be suggested.
_TWO = re.compile(r"\s*(?:&|/|\+|,)\s*|\s+(?:and|und|et|y|e|en|och|og)\s+")


class _Voice(NamedTuple):
    """Somebody who seems to speak in an episode; ``place`` is ``None`` until it was looked for."""

    source: Source
    name: str
    place: Said | None


def check_files(
    inputs: Inputs, sources: Sequence[Source], sounds: Mapping[str, Audio], profiles: Profiles
) -> Iterator[Problem]:
    """The rules of transcript files, for all episodes."""
    for source in sources:
        for view in _file_views(inputs, source, known_audio(sounds.get(source.slug))):
            yield from check(Subject.TRANSCRIPT, view, profiles)


def check_written(
    inputs: Inputs,
    source: Source,
    written: ReadableTranscript,
    duration: float | None,
    profiles: Profiles,
) -> Iterator[Problem]:
    """The same for a transcript in Markdown, at its lines. ``duration`` in seconds."""
    view = views.written_transcript_view(written, source.path, duration=duration)
    found = list(check(Subject.TRANSCRIPT, view, profiles))
    if found:
        # Rules are told the turns by number: in which line one begins is asked only now.
        path, lines = _lines(inputs, source, written)
        for problem in found:
            yield replace(problem, path=path, line=lines[problem.line or 0])


def check_times(inputs: Inputs, source: Source, written: ReadableTranscript) -> Iterator[Problem]:
    """The times of a transcript in Markdown that are none, and so are published as speech."""
    path, text, first = _written_text(inputs, source)
    if "-->" in text:  # captions that were pasted are read by rules of their own
        return
    for one in mistyped(text, written):
        yield Problem(
            code="PK523", path=path, line=first + one.line - 1, column=one.column,
            message=f'"{one.written}" stands where a time stands, and is none: it is published as '
            "what somebody says",
            hint=one.hint,
        )  # fmt: skip


def times_unread(inputs: Inputs, source: Source, written: ReadableTranscript) -> Iterator[Problem]:
    """Word of a transcript of which no captions were made, although times stand in it."""
    turns = written.turns
    found = [number for number, turn in enumerate(turns) if _LIKE_A_TIME.search(turn.text)]
    count = sum(len(_LIKE_A_TIME.findall(turn.text)) for turn in turns)
    count += sum(turn.start is not None for turn in turns)
    if count < _MANY or not turns:
        return
    path, lines = _lines(inputs, source, written)
    first = found[0] if found else 0
    yield Problem(
        code="PK522", path=path, line=lines[first], column=1,
        message=f"{count} times stand in this transcript, and no captions are made of it",
        hint="begin each turn with its time: **Ada:** [0:12] …",
    )  # fmt: skip


def check_all(
    loaded: Loaded, project: Project, sounds: Mapping[str, Audio], profiles: Profiles
) -> Iterator[Problem]:
    """All of it without rendering: Markdown is read only where a look at it is suspicious."""
    voices: dict[str, list[_Voice]] = defaultdict(list)
    for source in loaded.sources:
        audio = known_audio(sounds.get(source.slug))
        heard: dict[str, _Voice] = {}
        for view in _file_views(loaded.inputs, source, audio):
            yield from check(Subject.TRANSCRIPT, view, profiles)
            for at, name in view.speakers:
                heard.setdefault(name.casefold(), _Voice(source, name, Said(view.path, at)))
        look = _glance(loaded, source)
        if look is not None:
            duration = audio.duration if audio else None
            if _is_suspicious(look, duration):
                written = _read(loaded.inputs, source, project)
                if written is not None:
                    yield from check_written(loaded.inputs, source, written, duration, profiles)
                    if look.mistyped:
                        yield from check_times(loaded.inputs, source, written)
            for name in look.names:
                heard.setdefault(name.casefold(), _Voice(source, name, None))
        for name, voice in heard.items():
            voices[name].append(voice)
    yield from _check_voices(loaded, project, voices, profiles)


def _file_views(inputs: Inputs, source: Source, audio: Audio | None) -> Iterator[TranscriptView]:
    for sidecar in source.transcripts:
        data = inputs.read(sidecar.path) if sidecar.path else None
        if data is not None and sidecar.path is not None:
            yield views.transcript_view(
                data, sidecar.path, duration=audio.duration if audio else None
            )


def _glance(loaded: Loaded, source: Source) -> Glance | None:
    if source.transcript_text is None:
        return loaded.glances.get(source.path)
    data = loaded.inputs.read(source.transcript_text.path)
    return glance(front_matter.body_of(data, source.transcript_text.path)) if data else None


def _is_suspicious(look: Glance, duration: float | None) -> bool:
    if look.mistyped or not look.ascends:
        return True
    if duration is not None and look.last is not None and look.last > duration + LATE:
        return True
    return _are_near(look.names)


@lru_cache(maxsize=1000)
def _are_near(names: tuple[str, ...]) -> bool:
    """Whether one of the names may be another one, misspelt. A show has few sets of them."""
    import difflib

    return any(
        difflib.get_close_matches(name, names[number + 1 :], 1, 0.8)
        for number, name in enumerate(names)
    )


def _check_voices(
    loaded: Loaded,
    project: Project,
    voices: Mapping[str, list[_Voice]],
    profiles: Profiles,
) -> Iterator[Problem]:
    """Who speaks and is not named. A name in Markdown counts when the reader finds it, too."""
    hosts = _names(project.show.persons)
    read = _Reader(loaded, project)
    heard = []
    for name, spoken in voices.items():
        unnamed = [
            one for one in spoken
            if not (_each(name) <= hosts | _names(one.source.persons)) and not _TWO.search(name)
        ]  # fmt: skip
        first = unnamed[0] if unnamed else None
        if first and first.place is None:
            first = read.place(first)
        if first and first.place:
            heard.append(Heard(first.name, len(unnamed), first.place))
    yield from check(Subject.VOICES, VoicesView(heard=tuple(heard)), profiles)


def _each(name: str) -> set[str]:
    return {part.strip() for part in _TWO.split(name)}


def _names(persons: Iterable[Person]) -> set[str]:
    """The names, whole and each part of them, without case: a transcript may say *Ada* alone."""
    whole = [person.name.casefold() for person in persons]
    return {word for name in whole for word in (name, *name.split())}


class _Reader:
    """Reads transcripts in Markdown; who speaks in the same one is found without reading anew."""

    def __init__(self, loaded: Loaded, project: Project) -> None:
        self._loaded, self._project = loaded, project
        self._source: Source | None = None
        self._written: ReadableTranscript | None = None

    def place(self, voice: _Voice) -> _Voice | None:
        """The place where somebody first speaks; ``None`` where nobody of that name does."""
        if self._source is not voice.source:
            self._source = voice.source
            self._written = _read(self._loaded.inputs, voice.source, self._project)
        written = self._written
        for number, turn in enumerate(written.turns if written else ()):
            if written and turn.speaker and turn.speaker.casefold() == voice.name.casefold():
                path, lines = _lines(self._loaded.inputs, voice.source, written)
                return _Voice(voice.source, turn.speaker, Said(path, lines[number]))
        return None


def _read(inputs: Inputs, source: Source, project: Project) -> ReadableTranscript | None:
    from podcastkit.jobs.texts import transcript_html
    from podcastkit.timed.markdown.read import read_markdown

    html = transcript_html(inputs, source, "", project)
    return read_markdown(html) if html else None


def _lines(inputs: Inputs, source: Source, written: ReadableTranscript) -> tuple[str, list[int]]:
    """The file of a transcript in Markdown, and the line in which each turn begins."""
    from podcastkit.timed.places import lines_of

    path, text, first = _written_text(inputs, source)
    return path, lines_of(written.turns, text, first)


def _written_text(inputs: Inputs, source: Source) -> tuple[str, str, int]:
    """The file of a transcript in Markdown, its text, and the line with which that begins."""
    path = source.transcript_text.path if source.transcript_text else source.path
    document = front_matter.parse(inputs.read_again(path) or b"", path)
    begin = 0 if source.transcript_text else (source.body.transcript or (0, 0))[0]
    first = document.body_line + document.body.count("\n", 0, begin)
    return path, document.body[begin:], first
