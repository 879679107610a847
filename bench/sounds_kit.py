"""What the makers of sounds share: one table's row, the programs, a source, tags by hand.

Everything is the same on every run: noise is seeded, and the programs are told to write neither
dates nor versions where they can be told.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGES = {"ffmpeg": "ffmpeg", "lame": "lame", "sox": "sox"}
SECONDS = 20.3
PICTURE = 1_500_000

_FILE = "ffmpeg's full decode of the file"

# A voice of two harmonics that speaks in syllables, noise as of consonants, music that grows
# richer, and pauses: a minute of it, in which a variable bitrate finds much to vary.
_VOICE = "0.35*sin(2*PI*t*(140+30*sin(2*PI*t/3)))*(1+sin(2*PI*t*4))/2"
_CONSONANT = "0.2*(random(0)-0.5)*lt(mod(t,0.7),0.12)"
_MUSIC = "lt(mod(t,20),8)*0.1*(sin(2*PI*t*440)+sin(2*PI*t*1320)+sin(2*PI*t*3520)+random(1)-0.5)"
_SPEAKS = "lt(mod(t,9),5.6)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """One file of the corpus, not yet made, and where its true duration comes from.

    ``parts`` are sounds whose decoded durations add up to the truth, where the file as it stands
    would not tell it; ``length`` gives the seconds themselves; ``refused`` is no sound at all.
    """

    name: str
    what: str
    make: Callable[[], bytes]
    parts: Callable[[], list[bytes]] | None = None
    length: Callable[[], float] | None = None
    true_by: str = _FILE
    refused: bool = False
    junk_before: bool = False
    wrong_name: bool = False


def check_programs() -> None:
    """Raise ``SystemExit`` with the name of the Debian package when a program is missing."""
    for program, package in PACKAGES.items():
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is missing. On Debian: apt install {package}")


def run(*command: str) -> bytes:
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.decode(errors='replace')[-800:]}")
    return done.stdout


@cache
def _workshop() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="sounds-")


def fresh(suffix: str) -> Path:
    """A path for a file of our own, gone when the program ends."""
    handle = tempfile.NamedTemporaryFile(suffix=suffix, dir=_workshop().name, delete=False)  # noqa: SIM115
    handle.close()
    return Path(handle.name)


@cache
def stored(data: bytes, suffix: str) -> str:
    path = fresh(suffix)
    path.write_bytes(data)
    return str(path)


@cache
def _minute() -> Path:
    path = fresh(".wav")
    voice = f"{_SPEAKS}*({_VOICE}+{_CONSONANT}+{_MUSIC})"
    other = f"{_SPEAKS}*(0.8*({_VOICE})+{_MUSIC})"
    run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
        f"aevalsrc='{voice}|{other}':s=44100:d=60", "-c:a", "pcm_s16le", str(path))  # fmt: skip
    return path


@cache
def source(seconds: float, rate: int, channels: int, lead: float) -> Path:
    """A WAV of exactly ``lead`` seconds of silence and ``seconds`` of sound.

    In sounds of more than a minute, five minutes in each fifteen are all but hushed.
    """
    short, path = fresh(".wav"), fresh(".wav")
    filters = ["volume='if(lt(mod(t,900),300),0.01,1)':eval=frame"] if seconds > 60 else []
    run("ffmpeg", "-v", "error", "-y", "-stream_loop", "-1", "-i", str(_minute()), "-t",
        str(seconds), "-af", ",".join([*filters, f"aresample={rate}:dither_method=none"]), "-ac",
        str(channels), "-fflags", "+bitexact", "-c:a", "pcm_s16le", str(short))  # fmt: skip
    run("sox", "-R", "-D", str(short), str(path), "pad", str(lead), "0")
    short.unlink()
    return path


@cache
def lame(*options: str, seconds: float = SECONDS, rate: int = 44_100, channels: int = 1,
         lead: float = 0.0) -> bytes:  # fmt: skip
    """An MP3 by LAME without any tag but LAME's own header."""
    path = fresh(".mp3")
    run("lame", "--quiet", *options, "--resample", str(rate / 1000),
        str(source(seconds, rate, channels, lead)), str(path))  # fmt: skip
    data = path.read_bytes()
    path.unlink()
    return data


@cache
def ffmpeg(suffix: str, *options: str, seconds: float = SECONDS, rate: int = 44_100,
           channels: int = 1, piped: bool = False, also: tuple[str, ...] = ()) -> bytes:  # fmt: skip
    """A file by ffmpeg from the source, and ``also`` from another input.

    ``piped`` is written where its beginning cannot be mended at the end.
    """
    path = fresh(suffix)
    command = ["ffmpeg", "-v", "error", "-y", "-i", str(source(seconds, rate, channels, 0.0)), *also,
               "-map_metadata", "-1", "-flags", "+bitexact", "-fflags", "+bitexact"]  # fmt: skip
    if piped:
        path.write_bytes(run(*command, *options, "-"))
    else:
        run(*command, *options, str(path))
    data = path.read_bytes()
    path.unlink()
    return data


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def png(size: int = PICTURE) -> bytes:
    """A real picture of about ``size`` bytes: grey noise, which nothing makes smaller."""
    side = round(size**0.5)
    noise = random.Random(7)  # noqa: S311 - a picture, no secret
    rows = b"".join(b"\0" + noise.randbytes(side) for _ in range(side))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
        )

    head = chunk(b"IHDR", side.to_bytes(4, "big") * 2 + b"\x08\0\0\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")
    )


def synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def id3(*frames: bytes, version: int = 4, padding: int = 0, flags: int = 0, footer: bool = False,
        wrong_by: int = 0) -> bytes:  # fmt: skip
    """An ID3v2 tag; ``wrong_by`` bytes are added to the size that it claims."""
    body = b"".join(frames) + bytes(padding)
    flags |= 0x10 if footer else 0
    rest = bytes([version, 0, flags]) + synchsafe(len(body) + wrong_by)
    return b"ID3" + rest + body + (b"3DI" + rest if footer else b"")


def frame(name: str, body: bytes, version: int = 4, flags: int = 0) -> bytes:
    """A frame of an ID3v2 tag: 2.2 has names of three letters, 2.4 sizes of 7 bits a byte."""
    if version == 2:
        return name.encode() + len(body).to_bytes(3, "big") + body
    size = synchsafe(len(body)) if version == 4 else len(body).to_bytes(4, "big")
    return name.encode() + size + flags.to_bytes(2, "big") + body


def title(version: int = 4) -> bytes:
    return frame("TT2" if version == 2 else "TIT2", b"\0A title", version)


def picture(version: int = 4, data: bytes | None = None) -> bytes:
    data = png() if data is None else data
    if version == 2:
        return frame("PIC", b"\0PNG\x03\0" + data, 2)
    return frame("APIC", b"\0image/png\0\x03\0" + data, version)


def chapters(seconds: float, count: int = 20, version: int = 4) -> bytes:
    """A table of contents and ``count`` chapters of equal length (ID3v2 Chapter Frame Addendum)."""
    names = [f"ch{number}".encode() + b"\0" for number in range(count)]
    step = int(seconds * 1000 / count)
    made = [frame("CTOC", b"toc\0\x03" + bytes([count]) + b"".join(names), version)]
    for number, name in enumerate(names):
        times = b"".join((step * n).to_bytes(4, "big") for n in (number, number + 1))
        words = frame("TIT2", f"\0Chapter {number + 1}".encode("latin-1"), version)
        made.append(frame("CHAP", name + times + b"\xff" * 8 + words, version))
    return b"".join(made)


def unsynchronised(version: int) -> bytes:
    """A tag full of false syncs, made harmless: 2.3 does it to the whole body, 2.4 to each frame."""
    body = b"owner\0" + b"\xff\xfb\x90\x64\xff\x00\xff" * 1_000

    def harmless(data: bytes) -> bytes:
        out = bytearray()
        for at, byte in enumerate(data):
            out.append(byte)
            if byte == 0xFF and (at + 1 == len(data) or data[at + 1] >= 0xE0 or data[at + 1] == 0):
                out.append(0)
        return bytes(out)

    if version == 3:
        return id3(harmless(title(3) + frame("PRIV", body, 3)), version=3, flags=0x80)
    whole = synchsafe(len(body)) + harmless(body)
    return id3(title(), frame("PRIV", whole, flags=0x0003), flags=0x80)


def id3v1() -> bytes:
    return b"TAG" + b"A title".ljust(124, b"\0") + b"\x0c"


def apev2(size: int = 300) -> bytes:
    """An APEv2 tag with header and footer around one item."""
    item = size.to_bytes(4, "little") + bytes(4) + b"Comment\0" + b"x" * size

    def end(flags: int) -> bytes:
        numbers = (2_000, len(item) + 32, 1, flags)
        return b"APETAGEX" + b"".join(n.to_bytes(4, "little") for n in numbers) + bytes(8)

    return end(0xA0000000) + item + end(0x80000000)


def lyrics3() -> bytes:
    """Lyrics3 v2, which stands before an ID3v1 tag and nowhere else."""
    body = b"LYRICSBEGININD00002" + b"10" + b"LYR00010some words"
    return body + b"%06dLYRICS200" % len(body) + id3v1()
