"""The errors that podcastkit raises.

As a tree::

    PodcastkitError
    ├── UsageError           the words of the call are wrong (exit 2)
    ├── CannotRunError       nothing is wrong with the podcast, yet the job could not run (exit 4)
    │   ├── ProjectMissingError   no podcast.toml here or above
    │   ├── BusyError             another run holds the project
    │   ├── DiskError             a file could not be read or written
    │   └── LockVersionError      podcast.lock was written by a newer podcastkit
    ├── StandsAlreadyError   a file stands where a new one should be written (exit 1)
    ├── TemplateFaultError   a page template of the user's cannot be rendered
    └── AudioError           a sound could not be inspected; says which and why
        ├── FetchError            the host did not give it (network, status, refused address)
        │   ├── ChangedError          two answers of the host tell of different files
        │   ├── InsecureRedirectError an address leads from https to http
        │   └── NotReadWholeError     only reading the whole file would tell, and it may not be read
        └── NotAudioError         what was given is not sound

A fault in the user's files is never an exception: it is a ``podcastkit.findings.Problem``.
Messages name the file or the URL and say what to do.
"""

from __future__ import annotations


class PodcastkitError(Exception):
    """The root: catching it catches all that podcastkit raises on purpose."""


class UsageError(PodcastkitError):
    """The call itself is wrong: an unknown kind, a date that is none."""


class CannotRunError(PodcastkitError):
    """The job could not run, for a reason outside the podcast's files."""


class ProjectMissingError(CannotRunError):
    """No ``podcast.toml`` was found."""


class BusyError(CannotRunError):
    """Another run holds the project's run lock."""


class DiskError(CannotRunError):
    """A file could not be read or written."""


class LockVersionError(CannotRunError):
    """``podcast.lock`` comes from a newer version of podcastkit."""


class StandsAlreadyError(PodcastkitError):
    """A new file should be written, and something stands there: nothing is written over it."""


class TemplateFaultError(PodcastkitError):
    """A page template cannot be read or rendered. ``name`` and ``line`` say where."""

    def __init__(self, message: str, *, name: str, line: int | None) -> None:
        super().__init__(message)
        self.name = name
        self.line = line


class AudioError(PodcastkitError):
    """A sound could not be inspected."""


class FetchError(AudioError):
    """The host did not give the bytes: no connection, a bad status, a refused address."""


class InsecureRedirectError(FetchError):
    """An address that begins with https leads to one that does not."""


class ChangedError(FetchError):
    """Two answers of a host tell of different files under one address.

    ``sizes``: they are of different size, not only of another version.
    """

    def __init__(self, message: str, *, sizes: bool) -> None:
        super().__init__(message)
        self.sizes = sizes


class NotReadWholeError(FetchError):
    """Only reading the whole file would tell, and that is not allowed, or no longer."""


class NotAudioError(AudioError):
    """The bytes are not a sound that podcastkit knows: an error page, an empty file."""
