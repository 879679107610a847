"""What all the makers of sounds share: programs, encoders, and the truth by decoding."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAMS = ("ffmpeg", "lame", "sox")
RATE = 48_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """One file of the corpus.

    ``true`` is its duration where decoding it would not tell; ``refused``: it is no sound;
    ``before``: zeros, junk or a wrong tag size stand before the sound.
    """

    name: str
    what: str
    make: Callable[[], bytes]
    true: Callable[[], float] | None = None
    true_by: str = "ffmpeg's full decode"
    refused: bool = False
    before: bool = False


@dataclass(slots=True)
class Corpus:
    """The table of all sounds, filled by the modules beside this one."""

    sounds: list[Sound] = field(default_factory=list)

    def add(self, name: str, what: str, make: Callable[[], bytes], **more: object) -> None:
        self.sounds.append(Sound(name=name, what=what, make=make, **more))  # type: ignore[arg-type]


def check_programs() -> None:
    for program in PROGRAMS:
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is missing; on Debian: apt install {program}")


def run(*command: str, data: bytes = b"") -> bytes:
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def in_file(suffix: str, make: Callable[[str], object]) -> bytes:
    """What a program writes into a file that it must be able to seek in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"out{suffix}")
        make(str(path))
        return path.read_bytes()


@cache
def wave(
    seconds: float = 30.0, rate: int = 44_100, channels: int = 1, silence: float = 0.0
) -> bytes:
    """A WAV that is hard and easy by turns, so that variable bitrates vary: tones, noise, quiet."""
    return in_file(".wav", lambda out: _wave(out, seconds, rate, channels, silence))


def _wave(out: str, seconds: float, rate: int, channels: int, silence: float) -> None:
    part = seconds / 5
    kinds = (
        ("pluck", "C3"),
        ("pinknoise",),
        ("sine", "100-4000"),
        ("brownnoise",),
        ("sawtooth", "220"),
    )
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for number, kind in enumerate(kinds):
            parts.append(str(Path(folder, f"{number}.wav")))
            run("sox", "-R", "-n", "-r", str(rate), "-c", str(channels), "-b", "16", parts[-1],
                "synth", str(part), *kind, "vol", str(0.05 + 0.15 * number))  # fmt: skip
        run("sox", "-R", *parts, out, "pad", str(silence), "0")


@cache
def lame(*options: str, seconds: float = 30.0, rate: int = 44_100, channels: int = 1,
         silence: float = 0.0) -> bytes:  # fmt: skip
    """An MP3 by lame, with ID3 tags only where they are asked for."""
    source = wave(seconds, rate, channels, silence)
    return in_file(".mp3", lambda out: (
        Path(out + ".wav").write_bytes(source),
        run("lame", "--quiet", *options, out + ".wav", out),
    ))  # fmt: skip


@cache
def ffmpeg(suffix: str, *options: str, seconds: float = 30.0, rate: int = 44_100,
           channels: int = 1, piped: bool = False) -> bytes:  # fmt: skip
    """A file by ffmpeg; ``piped``: written where it cannot go back to mend its headers."""
    quiet = ("ffmpeg", "-v", "error", "-nostdin", "-f", "wav")
    same = ("-flags", "+bitexact", "-fflags", "+bitexact", "-map_metadata", "-1")

    def make(out: str) -> None:
        source = Path(out + ".in")
        source.write_bytes(wave(seconds, rate, channels))
        if piped:
            Path(out).write_bytes(run(*quiet, "-i", str(source), *options, *same, "-"))
        else:
            run(*quiet, "-i", str(source), *options, *same, out)

    return in_file(suffix, make)


def decoded_seconds(data: bytes, suffix: str) -> float:
    """How many seconds ffmpeg hears, decoding all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"in{suffix}")
        path.write_bytes(data)
        command = ("ffmpeg", "-v", "quiet", "-nostdin", "-i", str(path), "-map", "0:a:0", "-f",
                   "s16le", "-ac", "1", "-ar", str(RATE), "-")  # fmt: skip
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            size = 0
            while process.stdout and (piece := process.stdout.read(1 << 20)):
                size += len(piece)
    return size / 2 / RATE


def lame_seconds(data: bytes) -> float:
    """How many seconds lame's own decoder hears: it knows free format, and ffmpeg does not."""
    heard = in_file(".wav", lambda out: (
        Path(out + ".mp3").write_bytes(data),
        run("lame", "--quiet", "--decode", out + ".mp3", out),
    ))  # fmt: skip
    at = heard.index(b"data") + 8
    second = int.from_bytes(heard[28:32], "little")
    return (len(heard) - at) / second
