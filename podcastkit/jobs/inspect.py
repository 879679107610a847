"""Look into sounds, files or addresses, and tell what is in them and what asking cost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podcastkit.errors import AudioError, NotAudioError, ProjectMissingError
from podcastkit.jobs.find import find_project_file, here
from podcastkit.jobs.load import load
from podcastkit.jobs.results import COULD_NOT_RUN, DONE, MUST_ACT
from podcastkit.project import AudioSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from podcastkit.model import Artwork, Chapter, Sound


_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/")
"""What looks like an address without its beginning: a host's name and a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """One source: what is in it, or why it was refused (``error``).

    ``url`` is where its redirects ended, ``None`` for a file; ``requests`` counts every hop,
    ``bytes`` all bodies read.
    """

    source: str
    sound: Sound | None
    error: str | None
    url: str | None = None
    requests: int = 0
    bytes: int = 0

    def table(self) -> dict[str, Any]:
        """The object of one source that ``inspect --json`` prints."""
        sound = self.sound
        audio = sound.audio if sound else None
        return {
            "source": self.source,
            "url": self.url if sound else None,
            "size": audio.size if audio else None,
            "duration": audio.duration if audio else None,
            "exact": audio.exact if audio else None,
            "how": audio.how if audio else None,
            "type": audio.type if audio else None,
            "codec": sound.codec if sound else None,
            "bitrate": sound.bitrate if sound else None,
            "sample_rate": sound.sample_rate if sound else None,
            "channels": sound.channels if sound else None,
            "title": sound.title if sound else None,
            "chapters": [_chapter(each) for each in audio.chapters] if audio else None,
            "artwork": _artwork(sound.artwork) if sound and sound.artwork else None,
            "requests": self.requests,
            "bytes": self.bytes,
            "error": self.error,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectResult:
    """All sources in the order in which they were named."""

    sources: tuple[Inspected, ...]
    exit: int

    @classmethod
    def nothing(cls) -> InspectResult:
        """The result of an inspection that could not even start."""
        return cls(sources=(), exit=COULD_NOT_RUN)

    def table(self) -> dict[str, Any]:
        """The object that ``inspect --json`` prints."""
        return {"sources": [source.table() for source in self.sources]}


def inspect(
    sources: Sequence[str | Path],
    *,
    config: str | Path | None = None,
    jobs: int | None = None,
    private_hosts: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> InspectResult:
    """Look into files and addresses, the latter side by side.

    An address may be a private one: somebody typed it. What its redirects lead to may be so only
    while they do not come from a public host. Settings of ``[audio]`` are the project's where
    there is one. Refusals are in the result; raises ``ProjectMissingError`` where ``config`` names
    a file that is not there.
    """
    named = [str(source) for source in sources]
    found: dict[int, Inspected] = {}
    done = 0

    def step(_outcome: object = None) -> None:
        nonlocal done
        done += 1
        if on_progress is not None and len(named) > 1:
            on_progress(done, len(named))

    remote = [number for number, source in enumerate(named) if "://" in source]
    for number in sorted(set(range(len(named))) - set(remote)):
        found[number] = _file(named[number])
        step()
    if remote:
        addresses = [named[number] for number in remote]
        asked = _addresses(addresses, config, jobs, step, private_hosts=private_hosts)
        found.update(zip(remote, asked, strict=True))
    ordered = tuple(found[number] for number in range(len(named)))
    return InspectResult(
        sources=ordered, exit=MUST_ACT if any(item.error for item in ordered) else DONE
    )


def _file(source: str) -> Inspected:
    from podcastkit.audio import local

    try:
        if Path(source).is_dir():
            raise NotAudioError(f"{source}: that is a folder: name the files in it")
        if not Path(source).exists() and _ADDRESS.match(source):
            raise NotAudioError(
                f"{source} is not there; if it is an address, write it whole: https://{source}"
            )
        return Inspected(source=source, sound=local.inspect(Path(source)), error=None)
    except AudioError as error:
        return Inspected(source=source, sound=None, error=str(error))


def _addresses(
    urls: list[str],
    config: str | Path | None,
    jobs: int | None,
    step: Callable[[object], None],
    *,
    private_hosts: bool,
) -> list[Inspected]:
    from podcastkit.audio import many
    from podcastkit.fetch import Fetcher

    settings, agent = _settings(config)
    with Fetcher(
        agent_url=agent,
        timeout=settings.timeout,
        full_read=settings.full_read,
        max_read=settings.max_read,
        private_hosts=private_hosts,
    ) as fetcher:
        wanted = [many.Wanted(url=url, typed=True) for url in urls]
        asked = many.inspect_all(wanted, fetcher, jobs=jobs or settings.jobs, on_done=step)
    return [
        Inspected(
            source=url,
            url=answer.url,
            sound=answer.sound,
            error=str(answer.error) if answer.error else None,
            requests=answer.requests,
            bytes=answer.bytes,
        )
        for url, answer in zip(urls, asked, strict=True)
    ]


def _settings(config: str | Path | None) -> tuple[AudioSettings, str]:
    """How the project treats hosts, and its home page; without a project, the defaults."""
    try:
        find_project_file(here(), Path(config) if config else None)
    except ProjectMissingError:
        if config is not None:
            raise
        return AudioSettings(), ""
    project = load(config).project
    return (project.audio, project.show.link) if project else (AudioSettings(), "")


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "start": chapter.start,
        "end": chapter.end,
        "title": chapter.title,
        "url": chapter.url,
        "image": chapter.image,
    }


def _artwork(artwork: Artwork) -> dict[str, Any]:
    return {
        "type": artwork.type,
        "width": artwork.width,
        "height": artwork.height,
        "bytes": artwork.bytes,
    }
