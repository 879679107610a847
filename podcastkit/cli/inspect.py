"""``podcastkit inspect``: what is in sound files, and what asking for it cost."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NoReturn

import click

from podcastkit.cli.common import Printer, shared_options, with_errors
from podcastkit.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.jobs.inspect import Inspected
    from podcastkit.model import Artwork, Audio, Sound

_HOW = {
    "header": "its header says so, and the rest of the file confirms it",
    "container": "its tables say so, and the rest of the file confirms it",
    "constant": "its frames are of one size, at both ends and between",
    "frames": "all of its frames were counted",
    "estimate": "guessed from its beginning",
    "varies": "the host gives another file each time",
}
_CHANNELS = {1: "mono", 2: "stereo"}


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="AUDIO…")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Ask for N addresses side by side; default: [audio] jobs, else 8.",
)
@shared_options
def inspect(**options: Any) -> NoReturn:  # fmt: skip
    """Tell what is in sound files, and what their duration rests on.

    Size, duration, codec, tags, chapters, cover. Each AUDIO is a file or an address. Of an address
    only the parts that tell are read. Exit 1 when one of them is no sound or cannot be had.
    """
    printer = Printer(
        quiet=options["quiet"],
        verbose=options["verbose"],
        color=options["color"],
        as_json=options["as_json"],
    )
    with_errors(printer, lambda: _run(printer, options), nothing=_nothing)


def _nothing() -> dict[str, Any]:
    from podcastkit.jobs.inspect import InspectResult

    return InspectResult.nothing().table()


def _run(printer: Printer, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    from podcastkit.jobs import inspect as job

    with Progress(printer, "looking inside the audio") as on_progress:
        result = job.inspect(
            given["sources"],
            config=given["config"],
            jobs=given["jobs"],
            private_hosts=os.environ.get("PODCASTKIT_PRIVATE_HOSTS") == "1",
            on_progress=on_progress,
        )
    if not printer.as_json:
        for number, source in enumerate(result.sources):
            _print(printer, source, first=number == 0)
    return result.exit, result.table()


def _print(printer: Printer, source: Inspected, *, first: bool) -> None:
    if source.sound is None:
        printer.complaint(f"podcastkit: {source.error}")
        return
    if printer.quiet:
        return
    if not first:
        printer.result("")
    printer.result(source.source)
    for name, text in _lines(source, source.sound):
        printer.result(f"  {name:<9} {text}".rstrip())


def _lines(source: Inspected, sound: Sound) -> Iterator[tuple[str, str]]:
    audio = sound.audio
    if source.url and source.url != source.source:
        yield "leads to", source.url
    yield "size", f"{audio.size:,} bytes"
    yield "duration", _duration(audio)
    yield "sound", ", ".join(_sound(sound))
    yield "type", audio.type
    if sound.title:
        yield "title", sound.title
    for number, chapter in enumerate(audio.chapters):
        link = f"  {chapter.url}" if chapter.url else ""
        name = "chapters" if number == 0 else ""
        yield name, f"{_clock(chapter.start)}  {chapter.title}{link}"
    if sound.artwork:
        yield "artwork", _artwork(sound.artwork)
    if source.requests:
        yield "asking", f"{_many(source.requests, 'request')}, {source.bytes:,} bytes"


def _duration(audio: Audio) -> str:
    if audio.duration is None:
        return "unknown: the file does not tell"
    word = "exact" if audio.exact else "an estimate"
    return f"{_clock(audio.duration)} ({word}: {_HOW.get(audio.how, audio.how)})"


def _sound(sound: Sound) -> Iterator[str]:
    yield sound.codec or "unknown codec"
    if sound.bitrate:
        yield f"{round(sound.bitrate / 1000)} kb/s"
    if sound.sample_rate:
        yield f"{sound.sample_rate:,} Hz"
    if sound.channels:
        yield _CHANNELS.get(sound.channels, f"{sound.channels} channels")


def _artwork(artwork: Artwork) -> str:
    extent = f"{artwork.width} by {artwork.height} pixels, " if artwork.width else ""
    return f"{artwork.type}, {extent}{artwork.bytes:,} bytes"


def _clock(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, whole = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{whole:02}.{thousandths:03}"


def _many(count: int, word: str) -> str:
    return f"1 {word}" if count == 1 else f"{count} {word}s"
