"""Pictures: the show's cover and the episodes' own, where they are files of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.checks.rule import APPLE, PSP1, SPOTIFY, Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import PictureView

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_APPLE = "Apple, artwork requirements: 1400 to 3000 pixels, JPEG or PNG, RGB"
_SMALLEST, _LARGEST = 1400, 3000
_HEAVY, _TOO_HEAVY = 512_000, 1_000_000
_ENDINGS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",)}


@rule("PK401", "picture-unreadable", _E, of=Subject.PICTURE, profiles=(APPLE, PSP1), source=_APPLE)
def unreadable(picture: PictureView) -> Iterator[Fault]:
    """A picture cannot be read: it is damaged, or no picture at all.

    One that breaks off before its end is damaged, too: apps show a part of it, or nothing.

    Bad in [show]::

        image = "broken.jpg"

    Good in [show]::

        image = "cover.jpg"
    """
    if picture.format is None:
        yield Fault(picture.spot, f'the picture "{picture.file}" cannot be read',
                    "export it again as JPEG or PNG")  # fmt: skip


@rule(
    "PK402",
    "picture-format",
    _E,
    of=Subject.PICTURE,
    profiles=(APPLE, PSP1, SPOTIFY),
    source=_APPLE,
)
def wrong_format(picture: PictureView) -> Iterator[Fault]:
    """A picture is neither JPEG nor PNG.

    Bad in [show]::

        image = "cover.gif"

    Good in [show]::

        image = "cover.jpg"
    """
    if picture.format is not None and picture.format not in _ENDINGS:
        yield Fault(picture.spot, f'the picture "{picture.file}" is {picture.format}',
                    "directories take JPEG and PNG")  # fmt: skip


@rule("PK403", "picture-name", _E, of=Subject.PICTURE, profiles=(APPLE,), source=_APPLE)
def wrong_name(picture: PictureView) -> Iterator[Fault]:
    """A picture's name does not end as its format does.

    Servers tell its type by the name, and directories refuse what is something else.

    Bad in [show]::

        image = "really-jpeg.png"

    Good in [show]::

        image = "cover.jpg"
    """
    ending = picture.file.rpartition(".")[2].lower()
    wanted = _ENDINGS.get(picture.format or "")
    if wanted and ending not in wanted:
        yield Fault(picture.spot, f'"{picture.file}" is {picture.format} inside',
                    f"name it .{wanted[0]}")  # fmt: skip


@rule(
    "PK404",
    "picture-not-square",
    _E,
    of=Subject.PICTURE,
    profiles=(APPLE, PSP1, SPOTIFY),
    source=_APPLE,
)
def not_square(picture: PictureView) -> Iterator[Fault]:
    """A cover is not square.

    Bad in [show]::

        image = "wide.jpg"

    Good in [show]::

        image = "cover.jpg"
    """
    if picture.of_show and picture.format and picture.width != picture.height:
        yield Fault(picture.spot, f'"{picture.file}" has {picture.width} by {picture.height} pixels',
                    "directories want a square: cut it, or set it on a ground")  # fmt: skip


@rule(
    "PK405", "picture-size", _E, of=Subject.PICTURE, profiles=(APPLE, PSP1, SPOTIFY), source=_APPLE
)
def wrong_size(picture: PictureView) -> Iterator[Fault]:
    """A cover is smaller than 1400 pixels or larger than 3000.

    Bad in [show]::

        image = "small.jpg"

    Good in [show]::

        image = "cover.jpg"
    """
    side = min(picture.width, picture.height), max(picture.width, picture.height)
    if picture.of_show and picture.format and (side[0] < _SMALLEST or side[1] > _LARGEST):
        yield Fault(picture.spot, f'"{picture.file}" has {picture.width} by {picture.height} pixels',
                    f"from {_SMALLEST} to {_LARGEST} each way; 3000 by 3000 is best")  # fmt: skip


@rule("PK406", "picture-colours", _W, of=Subject.PICTURE, profiles=(APPLE,), source=_APPLE)
def wrong_colours(picture: PictureView) -> Iterator[Fault]:
    """A cover is not in RGB, or is transparent in parts.

    Colours for print look wrong on screens, and what is transparent turns black or white.

    Bad in [show]::

        image = "transparent.png"

    Good in [show]::

        image = "cover.jpg"
    """
    if picture.format in _ENDINGS and picture.mode not in {"RGB", "L", "P"}:
        what = "is transparent in parts" if picture.mode.endswith(("A", "a")) else \
            f"has the colours of {picture.mode}"  # fmt: skip
        yield Fault(picture.spot, f'"{picture.file}" {what}', "save it in RGB, without alpha")


@rule("PK407", "picture-heavy", _I, of=Subject.PICTURE, source="Podbase and PRX: at most 512 KB")
def heavy(picture: PictureView) -> Iterator[Fault]:
    """A picture has more than 512 KB.

    It is loaded by every app that lists the show.

    Bad in [show]::

        image = "heavy.jpg"

    Good in [show]::

        image = "cover.jpg"
    """
    if _HEAVY < picture.size <= _TOO_HEAVY:
        yield Fault(picture.spot, f'"{picture.file}" has {picture.size / 1000:,.0f} KB',
                    "save it at a lower quality, below 512 KB")  # fmt: skip


@rule("PK408", "picture-too-heavy", _W, of=Subject.PICTURE, source="Podbase and PRX: at most 1 MB")
def too_heavy(picture: PictureView) -> Iterator[Fault]:
    """A picture has more than 1 MB.

    Some apps and directories do not load it at all.

    Bad in [show]::

        image = "too-heavy.png"

    Good in [show]::

        image = "cover.jpg"
    """
    if picture.size > _TOO_HEAVY:
        yield Fault(picture.spot, f'"{picture.file}" has {picture.size / 1e6:.1f} MB',
                    "save it as JPEG at quality 85, below 512 KB")  # fmt: skip


@rule("PK409", "episode-picture-shape", _W, of=Subject.PICTURE, profiles=(APPLE,), source=_APPLE)
def episode_shape(picture: PictureView) -> Iterator[Fault]:
    """An episode's picture is not square, or not from 1400 to 3000 pixels wide.

    Apps cut it, or show the show's cover in its stead; the episode itself is taken all the same.

    Bad in an episode::

        image = "wide.jpg"

    Good in an episode::

        image = "cover.jpg"
    """
    sides = {picture.width, picture.height}
    good = len(sides) == 1 and _SMALLEST <= picture.width <= _LARGEST
    if not picture.of_show and picture.format and not good:
        yield Fault(picture.spot, f'"{picture.file}" has {picture.width} by {picture.height} '
                    "pixels", f"a square from {_SMALLEST} to {_LARGEST}")  # fmt: skip
