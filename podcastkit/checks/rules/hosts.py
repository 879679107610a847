"""What only hosts can say: asked by ``validate --online``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.checks.rule import APPLE, Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import HostView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_APPLE = "Apple, Podcast RSS feed requirements: hosting"
_REDIRECTS = 5
_SAME = {
    "audio/mpeg": ("audio/mpeg", "audio/mp3"),
    "audio/x-m4a": ("audio/x-m4a", "audio/mp4", "audio/m4a", "audio/aac"),
    "audio/mp4": ("audio/mp4", "audio/x-m4a", "audio/m4a"),
}


@rule("PK340", "host-refuses", _E, of=Subject.HOST, profiles=(APPLE,), source=f"{_APPLE}, HEAD")
def refuses(host: HostView) -> Iterator[Fault]:
    """The host does not give an episode's audio.

    Listeners get an error in place of the episode.

    Bad::

        HTTP/1.1 404 Not Found

    Good::

        HTTP/1.1 200 OK
    """
    if host.error is not None:
        yield Fault(host.spot, host.error, "open the address in a browser; is it mistyped?")


@rule(
    "PK341",
    "host-without-ranges",
    _E,
    of=Subject.HOST,
    profiles=(APPLE,),
    source=f"{_APPLE}, byte ranges; RFC 9110, 14",
)
def without_ranges(host: HostView) -> Iterator[Fault]:
    """The host does not give parts of a file.

    Apps cannot jump, nor resume a download, and Apple refuses such hosts.

    Bad::

        GET with Range: bytes=0-1, answered by 200 OK

    Good::

        GET with Range: bytes=0-1, answered by 206 Partial Content
    """
    if host.error is None and not host.ranges:
        yield Fault(host.spot, "the host does not answer requests for a part of the file",
                    "ask the host to allow byte ranges, or choose another")  # fmt: skip


@rule(
    "PK342",
    "host-length-differs",
    _E,
    of=Subject.HOST,
    profiles=(APPLE,),
    source="RSS 2.0, enclosure: length in bytes",
)
def length_differs(host: HostView) -> Iterator[Fault]:
    """The host's file has another size than the feed or the lock says.

    Apps take a download of another length for broken, and show wrong progress.

    Bad::

        length="400000", and Content-Length: 523114

    Good::

        length="523114", and Content-Length: 523114
    """
    if host.size is not None and host.said_size is not None and host.size != host.said_size:
        yield Fault(host.spot, f"the feed says {host.said_size:,} bytes, and the host has "
                    f"{host.size:,}", "podcastkit feed --refresh reads it again")  # fmt: skip


@rule(
    "PK343",
    "host-type-differs",
    _W,
    of=Subject.HOST,
    profiles=(APPLE,),
    source=f"{_APPLE}; RFC 9110, Content-Type",
)
def type_differs(host: HostView) -> Iterator[Fault]:
    """The host calls the file something else than what is in it.

    Browsers and some apps believe the host.

    Bad::

        Content-Type: application/octet-stream

    Good::

        Content-Type: audio/mpeg
    """
    stated = (host.stated_type or "").partition(";")[0].strip().lower()
    if host.type and stated and stated not in _SAME.get(host.type, (host.type,)):
        yield Fault(host.spot, f"the host calls it {stated[:60]}, and it is {host.type}",
                    f"let the host send Content-Type: {host.type}")  # fmt: skip


@rule(
    "PK344", "many-redirects", _W, of=Subject.HOST, profiles=(APPLE,), source=f"{_APPLE}, redirects"
)
def many_redirects(host: HostView) -> Iterator[Fault]:
    """An address leads over more than five redirects to its file.

    Each costs time, and some apps give up.

    Bad::

        six analytics prefixes one behind the other

    Good::

        at most five
    """
    if host.redirects > _REDIRECTS:
        yield Fault(host.spot, f"{host.redirects} redirects lead to the file", "remove prefixes")


@rule(
    "PK345",
    "redirect-insecure",
    _W,
    of=Subject.HOST,
    profiles=(APPLE,),
    source="Apple, App Transport Security: https throughout",
)
def redirect_insecure(host: HostView) -> Iterator[Fault]:
    """An address that begins with ``https:`` leads to one that does not.

    Apps on telephones refuse the second.

    Bad::

        https://example.org/1.mp3 leads to http://cdn.example.org/1.mp3

    Good::

        https://example.org/1.mp3 leads to https://cdn.example.org/1.mp3
    """
    if host.insecure:
        yield Fault(host.spot, "the address leads from https: to http:", "mend it at the host")
