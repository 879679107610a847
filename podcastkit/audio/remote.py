"""A sound at its host: its facts for one small request, or a few."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from podcastkit.audio.beginning import Beginning
from podcastkit.audio.content import facts
from podcastkit.errors import AudioError, ChangedError, NotAudioError
from podcastkit.fetch import Cost

if TYPE_CHECKING:
    from podcastkit.fetch import Fetcher, RemoteFile
    from podcastkit.model import Audio, Sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What asking for a sound gave: ``sound``, or why it was refused (``error``).

    ``url`` is the final address; ``requests`` counts every hop, ``bytes`` all bodies read.
    ``unchanged``: the host says that it is what was known, and neither is given. ``redirects``
    led to the file; ``in_parts`` says that the host gives parts of it, ``content_type`` what the
    host calls it.
    """

    sound: Sound | None
    error: AudioError | None
    url: str
    requests: int
    bytes: int
    unchanged: bool = False
    redirects: int = 0
    in_parts: bool = True
    content_type: str = ""


def inspect(
    url: str, fetcher: Fetcher, *, known: Audio | None = None, typed: bool = False
) -> Inspection:
    """Ask for a sound's facts; a refusal is in the result, never raised.

    ``known`` is what the lock knows: then only another version is asked for, and one that differs
    in size is asked for twice, because a host that puts adverts in gives another each time.
    ``typed``: somebody typed the address, and it may be a private one.
    """
    asking = _Asking(url, fetcher, typed=typed)
    sound, refused, unchanged = None, None, False
    try:
        if known is None:
            sound = asking.facts()
        else:
            sound = asking.news(known)
            unchanged = sound is None
    except AudioError as error:
        refused = error
    return Inspection(
        sound=sound,
        error=refused,
        url=asking.final,
        requests=asking.cost.requests,
        bytes=asking.cost.bytes,
        unchanged=unchanged,
        redirects=asking.redirects,
        in_parts=asking.in_parts,
        content_type=asking.content_type,
    )


class _Asking:
    """One sound's questions to its host. ``final`` is where its address leads."""

    def __init__(self, url: str, fetcher: Fetcher, *, typed: bool) -> None:
        self.url = url
        self.final = url
        self.cost = Cost()
        self.redirects, self.in_parts, self.content_type = 0, True, ""
        self._fetcher = fetcher
        self._typed = typed

    def facts(self) -> Sound:
        """What is in the sound.

        Answers that tell of different files are asked for anew, once: a file may be replaced at
        just that moment. When they differ again in size, the host gives another file each time;
        when only in their version, its machines name versions each in its own way.
        """
        try:
            return self._read(self._open())
        except ChangedError:
            again = self._open()
        try:
            return self._read(again)
        except ChangedError as changed:
            if changed.sizes:
                return _varying(again)
        nameless = self._open()
        nameless.etag = nameless.last_modified = None
        return self._read(nameless)

    def news(self, known: Audio) -> Sound | None:
        """What is in the sound when it is not what is known; else ``None``."""
        file = self._fetcher.open_changed(
            self.url, self.cost, etag=known.etag, last_modified=known.last_modified
        )
        if file is None:
            return None
        self.final = file.url
        if file.size != known.size:
            other = self._open()
            if other.size != file.size:
                return _varying(other)
            file = other
        try:
            return self._read(file)
        except ChangedError:
            return self.facts()

    def _open(self) -> RemoteFile:
        before = self.cost.requests
        file = self._fetcher.open(self.url, self.cost, typed=self._typed)
        self.final = file.url
        self.redirects = self.cost.requests - before - 1 if file.url != self.url else 0
        self.in_parts, self.content_type = not file.in_order, file.content_type
        return file

    def _read(self, file: RemoteFile) -> Sound:
        sound = facts(file)
        audio = replace(sound.audio, etag=file.etag, last_modified=file.last_modified)
        return replace(sound, audio=audio)


def _varying(file: RemoteFile) -> Sound:
    """What the beginning of one answer lets one say of a file that is never the same."""
    try:
        sound = facts(Beginning(file))
    except NotAudioError as error:
        raise ChangedError(
            f"{file.name}: the host gives another file each time, and how long it is cannot be "
            "told from its beginning",
            sizes=True,
        ) from error
    return replace(sound, audio=replace(sound.audio, exact=False, how="varies"))
