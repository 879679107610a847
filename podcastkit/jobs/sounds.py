"""Which sounds a run must inspect, and inspecting them: lock first, then memory, then the host."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from podcastkit import lock as lock_room
from podcastkit import resolve
from podcastkit.errors import AudioError, FetchError
from podcastkit.findings import Problem
from podcastkit.jobs.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from podcastkit.audio.remote import Inspection
    from podcastkit.inputs import Inputs
    from podcastkit.lock import Entry
    from podcastkit.model import Audio
    from podcastkit.project import Project
    from podcastkit.source import Source
    from podcastkit.state import State

HEARSAY = frozenset({"feed", "front matter"})
"""Facts that somebody wrote down: the next run that may ask the host does so."""
VARIES = "varies"
"""Facts of a sound of which the host gives another version each time."""


@dataclass(slots=True, kw_only=True)
class Sounds:
    """The facts of a run by slug, what getting them cost, and what went wrong.

    ``left_out`` holds the slugs of episodes whose sound is not known, ``local`` the keys of the
    facts of files in the project.
    """

    audio: dict[str, Audio] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    local: set[str] = field(default_factory=set)
    locked: int = 0
    inspected: int = 0
    failed: int = 0
    requests: int = 0
    bytes: int = 0

    def counts(self) -> dict[str, int]:
        """The figures that ``feed --json`` gives."""
        names = ("locked", "inspected", "failed", "requests", "bytes")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a run may ask for sounds. ``refresh`` names slugs to ask again, ``all`` means each."""

    offline: bool = False
    refresh: frozenset[str] = frozenset()
    refresh_all: bool = False
    skip_unreachable: bool = False
    jobs: int | None = None
    private_hosts: bool = False
    on_progress: Callable[[int, int], None] | None = None

    def refreshes(self, slug: str) -> bool:
        """Whether this episode's sound is asked for although the lock knows it."""
        return not self.offline and (self.refresh_all or slug in self.refresh)


def gather(
    sources: Iterable[Source],
    entries: Mapping[str, Entry],
    *,
    inputs: Inputs,
    project: Project,
    state: State,
    manner: Manner,
) -> Sounds:
    """The facts of every source's sound."""
    sounds = Sounds()
    facts = Facts(state)
    remote: list[Source] = []
    for source in sources:
        entry = entries.get(source.slug)
        # A feed that was imported may have told no size: then nothing is known of the sound.
        told = entry is not None and entry.audio.size > 0
        known = told and entry is not None and entry.audio_url == source.audio.written
        hearsay = known and entry is not None and entry.audio.how in HEARSAY and not manner.offline
        if source.audio.path is not None:
            _local(sounds, facts, source, inputs, entry if told else None)
        elif known and entry is not None and not (hearsay or manner.refreshes(source.slug)):
            sounds.audio[source.slug] = entry.audio
            sounds.locked += 1
        elif (learned := facts.get(source.audio.written)) and not manner.refreshes(source.slug):
            sounds.audio[source.slug] = learned
            sounds.inspected += 1
        elif manner.offline:
            _unknown(sounds, source, manner, "it was never inspected, and --offline asks no host")
        else:
            remote.append(source)
    if remote:
        _ask_hosts(sounds, facts, remote, entries, project, manner)
    facts.save()
    return sounds


def heard_here(
    sources: Iterable[Source], entries: Mapping[str, Entry], *, inputs: Inputs, state: State
) -> Sounds:
    """The facts of sounds in the project that are not those of the lock. Nothing is remembered."""
    sounds = Sounds()
    facts = Facts(state)
    for source in sources:
        entry = entries.get(source.slug)
        if source.audio.path is not None and not _is_known(source, entry, inputs):
            _local(sounds, facts, source, inputs, entry if entry and entry.audio.size else None)
    return sounds


def _is_known(source: Source, entry: Entry | None, inputs: Inputs) -> bool:
    """Whether the lock seems to know a file: by its size, which costs no look into it."""
    if entry is None or entry.audio_url != source.audio.written or entry.audio.how in HEARSAY:
        return False
    try:
        return (inputs.root / (source.audio.path or "")).stat().st_size == entry.audio.size
    except OSError:
        return False


def settle(state: State, sounds: Sounds, sources: Iterable[Source], lock: lock_room.Lock) -> None:
    """Forget what the lock holds now, and what no source names any more."""
    locked = {entry.audio_url for entry in lock.episodes.values()}
    facts = Facts(state)
    facts.keep(sounds.local | {source.audio.written for source in sources} - locked)
    facts.save()


def _local(
    sounds: Sounds, facts: Facts, source: Source, inputs: Inputs, entry: Entry | None
) -> None:
    path = source.audio.path or ""
    key = f"{path}#{inputs.edges(path)}"
    sounds.local.add(key)
    audio = facts.get(key)
    if audio is None:
        from podcastkit.audio import local

        try:
            audio = local.inspect(inputs.root / path).audio
        except AudioError as error:
            sounds.failed += 1
            sounds.problems.append(_problem(source, "PK302", str(error), "give it a real file"))
            sounds.left_out.add(source.slug)
            return
        facts.learn(key, audio)
        sounds.inspected += 1
    else:
        sounds.locked += 1
    if entry is not None and entry.audio_url == source.audio.written:
        _tell_change(sounds, source, entry.audio, audio)
    sounds.audio[source.slug] = audio


def _ask_hosts(
    sounds: Sounds,
    facts: Facts,
    sources: list[Source],
    entries: Mapping[str, Entry],
    project: Project,
    manner: Manner,
) -> None:
    from podcastkit.audio import many
    from podcastkit.fetch import Fetcher

    wanted = [
        many.Wanted(url=source.audio.url or "", known=_locked(source, entries.get(source.slug)))
        for source in sources
    ]
    done = 0

    def count(_outcome: object) -> None:
        nonlocal done
        done += 1
        if manner.on_progress:
            manner.on_progress(done, len(wanted))

    with Fetcher(
        agent_url=project.show.link,
        timeout=project.audio.timeout,
        full_read=project.audio.full_read,
        max_read=project.audio.max_read,
        private_hosts=manner.private_hosts,
    ) as fetcher:
        outcomes = many.inspect_all(
            wanted, fetcher, jobs=manner.jobs or project.audio.jobs, on_done=count
        )
        beyond = fetcher.not_read_whole
    sounds.problems += [_beyond(source) for source in sources if source.audio.url in beyond]
    for source, outcome in zip(sources, outcomes, strict=True):
        _take(sounds, facts, source, outcome, entries.get(source.slug), manner)


def _locked(source: Source, entry: Entry | None) -> Audio | None:
    """What the lock knows of the sound from its host; ``None`` when that is hearsay."""
    if entry is None or entry.audio_url != source.audio.written:
        return None
    return entry.audio if entry.audio.size and entry.audio.how not in HEARSAY else None


def _take(
    sounds: Sounds,
    facts: Facts,
    source: Source,
    outcome: Inspection,
    entry: Entry | None,
    manner: Manner,
) -> None:
    sounds.requests += outcome.requests
    sounds.bytes += outcome.bytes
    known = _locked(source, entry)
    if outcome.error is None:
        audio = outcome.sound.audio if outcome.sound else known
        if known is not None and audio is not None:
            audio = _news(sounds, source, known, audio)
        if audio is not None:
            sounds.audio[source.slug] = audio
            sounds.inspected += 1
            facts.learn(source.audio.written, audio)
        return
    sounds.failed += 1
    if entry is not None and entry.audio_url == source.audio.written and entry.audio.size:
        sounds.audio[source.slug] = entry.audio
        message = f"the refresh failed, and what is known of the audio stays: {outcome.error}"
        sounds.problems.append(_problem(source, "PK307", message, "try again later"))
    elif isinstance(outcome.error, FetchError):
        _unknown(sounds, source, manner, str(outcome.error))
    else:
        sounds.problems.append(
            _problem(source, "PK302", str(outcome.error), "mend the URL, or upload the file again")
        )
        sounds.left_out.add(source.slug)


def _news(sounds: Sounds, source: Source, known: Audio, audio: Audio) -> Audio:
    """What holds now of a sound that was known, and asked for again."""
    if known.how == VARIES:
        return known  # something new each time, and no number is better than another
    if audio.how == VARIES:
        return replace(known, how=VARIES, exact=False, etag=None, last_modified=None)
    _tell_change(sounds, source, known, audio)
    return audio


def _tell_change(sounds: Sounds, source: Source, known: Audio, audio: Audio) -> None:
    if known.how in HEARSAY or known.how == VARIES:
        return
    if known.size != audio.size:
        what = f"it had {known.size} bytes and has {audio.size}"
    elif known.duration != audio.duration and known.exact and audio.exact:
        what = f"it lasted {known.duration} s and lasts {audio.duration} s"
    else:
        return
    sounds.problems.append(
        _problem(
            source,
            "PK709",
            f"the audio changed under its old address: {what}; who has downloaded it keeps the "
            "old one",
            "fine if you meant it; to have apps load it again, publish it under a new name",
        )
    )


def _beyond(source: Source) -> Problem:
    return _problem(
        source,
        "PK311",
        "how long the audio is was guessed: only reading it whole would tell, and this run had "
        "read as much as [audio] max_read allows",
        f"run podcastkit feed --refresh {source.slug}, or raise max_read",
    )


def _unknown(sounds: Sounds, source: Source, manner: Manner, why: str) -> None:
    """A sound that nobody knows: the author's figures, or left out, or a stop."""
    written = resolve.audio_as_written(source)
    if written is not None:
        sounds.audio[source.slug] = written
        sounds.problems.append(
            _problem(
                source,
                "PK306",
                f"the feed says what the front matter says of the audio: {why}",
                "run again when the host answers",
            )
        )
        return
    sounds.left_out.add(source.slug)
    title = source.title or source.slug
    url = source.audio.url or source.audio.written
    if manner.skip_unreachable:
        why = why.removeprefix(f"{url}: ")
        message = f'"{title}" is left out, its audio {url} could not be reached: {why}'
        sounds.problems.append(_problem(source, "PK305", message, "run again later"))
    else:
        why = why.removeprefix(f"{url}: ")
        message = f'the audio of "{title}" could not be reached at {url}: {why}'
        hint = "run again later, mend episode_url, or leave it out with --skip-unreachable"
        if manner.offline:
            hint = "run once without --offline"
        sounds.problems.append(_problem(source, "PK301", message, hint))


def _problem(source: Source, code: str, message: str, hint: str) -> Problem:
    return Problem(code=code, path=source.path, message=message, hint=hint, key=("episode_url",))
