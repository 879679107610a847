"""Make a corpus of sounds of all kinds, whole and damaged, with their true durations.

    python bench/make_sounds.py FOLDER [--long]

Needs ffmpeg, lame and sox, and no network; every run writes the same bytes. FOLDER/truth.json is a
list of objects, one a file:

file         its name in FOLDER
what         what it is, in a sentence
true         seconds that can be heard when all of it is decoded; null: no sound, to be refused
true_by      where ``true`` comes from
as_is        seconds that ffmpeg hears in the file as it stands; null: none
junk_before  something that is no whole frame and no right tag stands before the sound
url_name     the name to serve it under, where that name says the wrong kind

"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import sounds_mp3
import sounds_other
import sounds_tagged
from sounds_kit import Sound, check_programs, fresh

RATE = 48_000


def table(*, with_long: bool) -> list[Sound]:
    """All sounds, not yet made."""
    found = [
        *sounds_mp3.plain(), *sounds_mp3.damaged(), *sounds_mp3.joined(),
        *sounds_mp3.joined_with_tags(), *sounds_mp3.lying(), *sounds_tagged.tagged(), *sounds_other.mp4(), *sounds_other.ogg(), *sounds_other.lossless(),
        *sounds_other.misnamed(), *sounds_other.no_sounds(),
    ]  # fmt: skip
    if with_long:
        found += [*sounds_mp3.long(), *sounds_other.long()]
    names = [sound.name for sound in found]
    if len(names) != len(set(names)):
        raise SystemExit("two sounds have one name")
    return found


def decoded(path: Path) -> float:
    """Seconds that ffmpeg hears in a file: samples at one rate, all decoded and counted."""
    command = ("ffmpeg", "-v", "quiet", "-nostdin", "-i", str(path), "-map", "0:a:0", "-f", "s16le",
               "-acodec", "pcm_s16le", "-ac", "1", "-ar", str(RATE), "-")  # fmt: skip
    size = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        while process.stdout and (piece := process.stdout.read(1 << 20)):
            size += len(piece)
    return size / 2 / RATE


@cache
def decoded_part(data: bytes, suffix: str) -> float:
    path = fresh(suffix)
    path.write_bytes(data)
    seconds = decoded(path)
    path.unlink()
    return seconds


def truth(sound: Sound, as_is: float) -> float | None:
    """The true duration of a sound. Raises ``SystemExit`` where nothing can be heard."""
    if sound.refused:
        return None
    if sound.length:
        found = sound.length()
    elif sound.parts:
        suffix = Path(sound.name).suffix
        found = sum(decoded_part(data, suffix) for data in sound.parts())
    else:
        found = as_is
    if not found:
        raise SystemExit(f"{sound.name}: nothing can be heard in it, so its duration is not known")
    return found


def make(sound: Sound, folder: Path) -> dict[str, object]:
    """Write one sound, and say what is true of it."""
    path = folder / sound.name
    path.write_bytes(sound.make())
    as_is = decoded(path)
    row: dict[str, object] = {
        "file": sound.name,
        "what": sound.what,
        "true": truth(sound, as_is),
        "true_by": "it is no sound" if sound.refused else sound.true_by,
        "as_is": as_is or None,
        "junk_before": sound.junk_before,
    }
    if sound.wrong_name:
        row["url_name"] = sound.name
    return row


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--long", action="store_true", help="also the sounds of an hour")
    given = parser.parse_args()
    check_programs()
    began = time.monotonic()
    given.folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(lambda s: make(s, given.folder), table(with_long=given.long)))
    (given.folder / "truth.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    size = sum((given.folder / str(row["file"])).stat().st_size for row in rows)
    print(f"{len(rows)} sounds, {size / 1e6:.1f} MB, in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
