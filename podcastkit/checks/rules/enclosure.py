"""The sound as a feed or an episode's file describes it: address, type, size, duration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.checks.rule import APPLE, PSP1, RSS, SPOTIFY, Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import EpisodeView, TagView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_APPLE = "Apple, Podcast RSS feed requirements: enclosure"
_EXTENSIONS = {
    ".mp3": ("audio/mpeg",),
    ".m4a": ("audio/x-m4a", "audio/mp4", "audio/m4a"),
    ".mp4": ("video/mp4", "audio/mp4"),
    ".m4v": ("video/x-m4v", "video/mp4"),
    ".mov": ("video/quicktime",),
    ".pdf": ("application/pdf",),
}
_TYPES = frozenset(kind for kinds in _EXTENSIONS.values() for kind in kinds)
_NEARLY = {"audio/mp3": "audio/mpeg", "audio/mpeg3": "audio/mpeg", "audio/x-mp3": "audio/mpeg",
           "audio/aac": "audio/x-m4a", "audio/x-mpeg": "audio/mpeg", "mp3": "audio/mpeg",
           "audio/mpg": "audio/mpeg"}  # fmt: skip
_SLOWEST, _FASTEST = 8_000, 512_000
_SPOTIFY_BYTES = 200_000_000
_SHORT = 5.0


@rule("PK320", "enclosure-type-unknown", _E, of=Subject.EPISODE, profiles=(APPLE,), source=_APPLE)
def type_unknown(episode: EpisodeView) -> Iterator[Fault]:
    """An enclosure's type is none that Apple plays, or none at all.

    Apple takes ``audio/mpeg``, ``audio/x-m4a``, ``audio/mp4``, ``video/mp4``, ``video/x-m4v``,
    ``video/quicktime`` and ``application/pdf``.

    Bad in an item::

        <enclosure url="https://cdn.example.org/one.mp3" length="400000" type="audio/mp3"/>

    Good in an item::

        <enclosure url="https://cdn.example.org/one.mp3" length="400000" type="audio/mpeg"/>
    """
    if episode.url is None or episode.mime is None:
        return
    kind = _kind(episode)
    if kind not in _TYPES:
        near = _NEARLY.get(kind)
        yield Fault(episode.url.spot,
                    f'"{kind[:60]}" is no type that Apple plays' if kind
                    else "the enclosure has no type",
                    f'type="{near}"' if near else "an MP3 is audio/mpeg")  # fmt: skip


def _kind(episode: EpisodeView) -> str:
    return episode.mime.text.partition(";")[0].strip().lower() if episode.mime else ""


def _extension(episode: EpisodeView) -> str:
    url = episode.url.text.strip() if episode.url else ""
    name = url.partition("#")[0].partition("?")[0].partition("://")[2].rpartition("/")[2]
    _, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot else ""


@rule("PK321", "enclosure-extension", _E, of=Subject.EPISODE, profiles=(APPLE,), source=_APPLE)
def extension_unknown(episode: EpisodeView) -> Iterator[Fault]:
    """The path of an audio's address does not end in a file name that Apple plays.

    The path has to end in ``.mp3``, ``.m4a``, ``.mp4``, ``.m4v``, ``.mov`` or ``.pdf``; what
    stands behind a ``?`` does not count.

    Bad in an item::

        <enclosure url="https://cdn.example.org/get?id=1" length="400000" type="audio/mpeg"/>

    Good in an item::

        <enclosure url="https://cdn.example.org/1.mp3?get" length="400000" type="audio/mpeg"/>
    """
    if episode.url and "://" in episode.url.text and _extension(episode) not in _EXTENSIONS:
        ending = _extension(episode)
        yield Fault(episode.url.spot,
                    f'the address\'s path ends in "{ending[:20]}"' if ending
                    else "the address's path has no ending like .mp3",
                    f"Apple takes {' '.join(_EXTENSIONS)}; many hosts take …/name.mp3 for the "
                    "same file")  # fmt: skip


@rule("PK322", "enclosure-type-differs", _E, of=Subject.EPISODE, profiles=(APPLE,), source=_APPLE)
def type_differs(episode: EpisodeView) -> Iterator[Fault]:
    """An enclosure's type is not that of its file's name.

    Apps choose their player by the one or by the other.

    Bad in an item::

        <enclosure url="https://cdn.example.org/one.mp3" length="400000" type="audio/x-m4a"/>

    Good in an item::

        <enclosure url="https://cdn.example.org/one.m4a" length="400000" type="audio/x-m4a"/>
    """
    kind, expected = _kind(episode), _EXTENSIONS.get(_extension(episode))
    if episode.url and expected and kind in _TYPES and kind not in expected:
        yield Fault(episode.url.spot, f"the type is {kind}, and the file's name ends in "
                    f"{_extension(episode)}", f'type="{expected[0]}", if the name is right')  # fmt: skip


@rule(
    "PK323",
    "enclosures-several",
    _E,
    of=Subject.TAG,
    profiles=(APPLE, RSS),
    tags=("item",),
    source=f"{_APPLE}; RSS Advisory Board, enclosure",
)
def several(tag: TagView) -> Iterator[Fault]:
    """An item has more than one enclosure.

    Apps take the first or the last. Other versions belong in ``podcast:alternateEnclosure``.

    Good in an item::

        <enclosure url="https://cdn.example.org/one.mp3" length="400000" type="audio/mpeg"/>
    """
    count = tag.children.count("enclosure")
    if count > 1:
        yield Fault(tag.spot, f"the item has {count} enclosures: apps take one of them",
                    "keep one, and put the others into podcast:alternateEnclosure")  # fmt: skip


@rule(
    "PK324",
    "url-not-ascii",
    _W,
    of=Subject.ITEM,
    profiles=(APPLE,),
    source="Apple, Podcast RSS feed requirements: RFC 3986 addresses",
)
def not_ascii(episode: EpisodeView) -> Iterator[Fault]:
    """An address has letters that no address may have.

    Blanks, umlauts and the like have to be percent-encoded; apps differ in how they guess.

    Bad in an item::

        <enclosure url="https://cdn.example.org/für.mp3" length="400000" type="audio/mpeg"/>

    Good in an item::

        <enclosure url="https://cdn.example.org/f%C3%BCr.mp3" length="400000" type="audio/mpeg"/>
    """
    for said in (episode.url, episode.link):
        if said and not (said.text.isascii() and said.text.isprintable() and " " not in said.text):
            yield Fault(said.spot, f'the address "{said.text[:120]}" has letters that no address '
                        "may have", "percent-encode them: a blank is %20")  # fmt: skip


@rule(
    "PK325",
    "duration-missing",
    _W,
    of=Subject.ITEM,
    profiles=(APPLE,),
    source="Apple, A Podcaster's Guide to RSS: itunes:duration",
)
def duration_missing(episode: EpisodeView) -> Iterator[Fault]:
    """An item does not say how long its sound is.

    Apps show no time before they have played it, and some directories refuse it.

    Bad in an item::

        <itunes:duration></itunes:duration>

    Good in an item::

        <itunes:duration>25</itunes:duration>
    """
    if (
        episode.url
        and episode.duration is None
        and not (episode.written_duration and episode.written_duration.text.strip())
    ):
        yield Fault(episode.spot, f"{episode.name} has no itunes:duration",
                    "podcastkit reads it from the sound")  # fmt: skip


@rule(
    "PK326",
    "bitrate-implausible",
    _E,
    of=Subject.EPISODE,
    profiles=(APPLE, PSP1),
    source="Podbase; MPEG audio layers: 8 to 512 kb/s",
)
def bitrate_implausible(episode: EpisodeView) -> Iterator[Fault]:
    """Size and duration do not fit together.

    Size divided by duration is a bitrate that no sound has, so one of the two is wrong: often
    the size is that of an error page, or a placeholder.

    Bad in an item::

        <enclosure url="https://cdn.example.org/one.mp3" length="123" type="audio/mpeg"/>

    Good in an item::

        <enclosure url="https://cdn.example.org/one.mp3" length="400000" type="audio/mpeg"/>
    """
    size, duration = episode.size, episode.duration
    if not size or not duration or duration < _SHORT or _kind(episode).startswith("application"):
        return
    rate = size * 8 / duration
    fastest = _FASTEST * (100 if "video" in _kind(episode) else 1)
    # A cover of some megabytes makes a short sound look fast.
    if rate < _SLOWEST or (rate > fastest and size > 4_000_000):
        spot = episode.url.spot if episode.url else episode.spot
        yield Fault(spot, f"{size:,} bytes in {duration:.0f} seconds is {rate / 1000:,.1f} kb/s, "
                    "which no sound has", "the size or the duration is wrong")  # fmt: skip


@rule(
    "PK327",
    "large-for-spotify",
    _I,
    of=Subject.EPISODE,
    profiles=(SPOTIFY,),
    source="Spotify takes files up to 200 MB, say hosts",
)
def large_for_spotify(episode: EpisodeView) -> Iterator[Fault]:
    """A sound is larger than 200 MB.

    Spotify is said to refuse it. A lower bitrate serves listeners on the road as well.

    Bad in an item::

        <enclosure url="https://cdn.example.org/one.mp3" length="250000000" type="audio/mpeg"/>
        <itunes:duration>9000</itunes:duration>

    Good in an item::

        <enclosure url="https://cdn.example.org/one.mp3" length="90000000" type="audio/mpeg"/>
        <itunes:duration>9000</itunes:duration>
    """
    if episode.size and episode.size > _SPOTIFY_BYTES and episode.url:
        yield Fault(episode.url.spot, f"the sound has {episode.size / 1e6:,.0f} MB; Spotify is said "
                    "to take 200", "encode it at a lower bitrate")  # fmt: skip
