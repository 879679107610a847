"""Damaged sounds: facts or a refusal, at once and in little memory, never a traceback.

``PODCASTKIT_DAMAGED=200000`` runs as many as a long night allows.
"""

from __future__ import annotations

import contextlib
import os
import random
import time
import tracemalloc

import pytest

from podcastkit.audio.content import facts
from podcastkit.errors import NotAudioError
from tests.audio.medium import Medium, OnDisk, fixture

NAMES = ("cbr.mp3", "vbr.mp3", "noheader.mp3", "chapters.mp3", "layer2.mp2", "free.mp3",
         "sound.m4a", "front.m4a", "chapters.m4a", "fragments.mp4", "dash.mp4", "sound.opus",
         "sound.ogg", "sound.flac", "sound.wav", "sound.aac")  # fmt: skip
MUTATIONS = int(os.environ.get("PODCASTKIT_DAMAGED", "2000"))
PARTS = 8
SLOWEST, MOST_MEMORY = 5.0, 100_000_000


def damaged(chance: random.Random) -> bytes:
    """One of the fixtures with some of its bytes, mostly early ones, changed, cut or repeated."""
    data = bytearray(fixture(chance.choice(NAMES)))
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        reach = min(len(data), chance.choice((12, 64, 600, 4_096, len(data)))) or 1
        place = (
            chance.randrange(reach) if chance.random() < 0.8 else -chance.randrange(1, reach + 1)
        )
        kind = chance.random()
        if kind < 0.5:
            data[place : place + 1 or None] = bytes([chance.randrange(256)])
        elif kind < 0.65:
            data[place : place + 4] = chance.choice((bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff"))
        elif kind < 0.8:
            del data[place : place + chance.choice((1, 4, 100, 5_000))]
        elif kind < 0.9:
            data[place:place] = chance.randbytes(chance.choice((1, 4, 300)))
        else:
            data += data[place:]
        data = data[:400_000]
    return bytes(data)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_damaged_sound_gives_facts_or_a_refusal(part: int) -> None:
    slowest, worst = 0.0, 0
    for number in range(part, MUTATIONS, PARTS):
        chance = random.Random(number)  # noqa: S311 - any bytes
        data = damaged(chance)
        kind = chance.choice((Medium, OnDisk))
        if number % 50 == 0:
            tracemalloc.start()
        began = time.process_time()
        try:
            found = facts(kind(data)).audio
        except NotAudioError as error:
            assert str(error).startswith("a.mp3: "), number
        else:
            assert found.size == len(data), number
            assert found.duration is None or 0 < found.duration < 1e7, number
            assert not (found.exact and found.duration is None), number
        slowest = max(slowest, time.process_time() - began)
        if tracemalloc.is_tracing():
            worst = max(worst, tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert slowest < SLOWEST
    assert worst < MOST_MEMORY


@pytest.mark.parametrize(
    "data",
    [b"\xff" * 5_000_000, b"\xff\xfb\x90\x64" * 1_000_000, b"ID3\x04\0\0\x7f\x7f\x7f\x7f" * 500_000,
     b"OggS\0" * 1_000_000, b"\0\0\0\x08moov" * 600_000, b"fLaC\0\0\0\0" * 600_000,
     b"\0\0\0\x10ftypisom" + b"\0\0\0\x09free\0" * 500_000,
     b"RIFF\0\0\0\0WAVE" + b"junk\0\0\0\0" * 600_000, b"\xff\xf1\x50\x80\0\xff\xfc" * 700_000,
     b"fLaC\0\0\0\x22" + b"\x10\0\x10\0" + bytes(6) + b"\x0a\xc4\x42\xf0" + bytes(20)
     + b"\xff\xf8\xc9\x18\0" * 900_000, b"\xff\xe3\x00\xc0" * 1_200_000],
    ids=["ff", "headers", "tags", "pages", "boxes", "blocks", "free", "chunks", "adts", "flac", "freeformat"],
)  # fmt: skip
def test_hostile_bytes_end_at_once(data: bytes) -> None:
    for kind in (Medium, OnDisk):
        began = time.process_time()
        with contextlib.suppress(NotAudioError):
            facts(kind(data))
        assert time.process_time() - began < SLOWEST
