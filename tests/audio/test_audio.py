"""Facts of real sounds, lying in the project and at a host."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from mutagen.id3 import APIC, ID3

from podcastkit.audio import local, many, remote
from podcastkit.errors import NotAudioError
from podcastkit.fetch import Fetcher, Manners
from podcastkit.model import Chapter
from tests.web.server import Web

KINDS = {
    "cbr.mp3": ("audio/mpeg", 5.479, "header"),
    "vbr.mp3": ("audio/mpeg", 5.479, "header"),
    "noheader.mp3": ("audio/mpeg", 5.538, "constant"),
    "sound.m4a": ("audio/x-m4a", 5.479, "container"),
    "sound.opus": ("audio/ogg", 5.479, "container"),
    "sound.ogg": ("audio/ogg", 5.479, "container"),
    "sound.flac": ("audio/flac", 5.479, "container"),
    "sound.wav": ("audio/wav", 5.479, "container"),
}
QUICK = Manners(timeout=1, backoff=0.01)


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(agent_url="https://a.example", private_hosts=True, manners=QUICK)


@pytest.mark.parametrize("name", KINDS)
def test_size_duration_and_type_of_a_file(sounds: Path, name: str) -> None:
    found = local.inspect(sounds / name).audio
    kind, duration, how = KINDS[name]
    assert (found.type, found.exact, found.how) == (kind, True, how)
    assert found.size == (sounds / name).stat().st_size
    assert found.duration == pytest.approx(duration, abs=0.05)


@pytest.mark.parametrize("name", KINDS)
def test_a_host_gives_the_same_facts_by_content_whatever_the_name(
    web: Web, sounds: Path, fetcher: Fetcher, name: str
) -> None:
    url = web.serve("/listen?ep=1", (sounds / name).read_bytes(), type="application/octet-stream")
    found = remote.inspect(url, fetcher)
    assert found.error is None
    assert found.sound == local.inspect(sounds / name)


@pytest.mark.parametrize("name", ["cbr.mp3", "vbr.mp3", "chapters.mp3"])
def test_a_common_mp3_costs_one_request_of_16_kb(
    web: Web, sounds: Path, fetcher: Fetcher, name: str
) -> None:
    found = remote.inspect(web.serve("/a.mp3", (sounds / name).read_bytes()), fetcher)
    assert (found.requests, found.bytes) == (1, 16_384)


def test_chapters_of_an_id3_tag(sounds: Path) -> None:
    assert local.inspect(sounds / "chapters.mp3").audio.chapters == (
        Chapter(start=0.0, end=1.5, title="Hello"),
        Chapter(start=1.5, end=4.0, title="Counting", url="https://example.org/count"),
    )


def test_a_large_picture_before_the_sound_changes_no_duration(
    web: Web, sounds: Path, fetcher: Fetcher
) -> None:
    length = 1_500_000
    size = bytes((length >> shift) & 0x7F for shift in (21, 14, 7, 0))
    tag = b"ID3\x04\x00\x00" + size + b"\x00" * length
    found = remote.inspect(web.serve("/a.mp3", tag + (sounds / "vbr.mp3").read_bytes()), fetcher)
    assert found.sound is not None
    assert found.sound.audio.duration == pytest.approx(5.479, abs=0.05)
    assert (found.requests, found.bytes) == (2, 2 * 16_384)


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("picture_first", [True, False])
def test_chapters_beside_a_large_picture_are_read_and_the_picture_is_not(
    web: Web, sounds: Path, fetcher: Fetcher, tmp_path: Path, version: int, picture_first: object
) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes((sounds / "chapters.mp3").read_bytes())
    tags = ID3(path)
    tags.add(APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=b"\xff\xd8" * 300_000))
    if version == 3:
        tags.update_to_v23()
    # mutagen sorts frames by size and name; the walk must not depend on it.
    tags.save(path, v2_version=version)
    data = path.read_bytes()
    if picture_first:
        data = picture_to_the_front(data)
    found = remote.inspect(web.serve("/a.mp3", data), fetcher)
    assert found.error is None
    assert found.sound is not None
    assert [chapter.title for chapter in found.sound.audio.chapters] == ["Hello", "Counting"]
    assert found.requests <= 3
    assert found.bytes <= 3 * 16_384


def picture_to_the_front(data: bytes) -> bytes:
    """The same file with the picture as its tag's first frame."""
    at = data.index(b"APIC")
    syncsafe = data[3] == 4
    size = 0
    for byte in data[at + 4 : at + 8]:
        size = size << (7 if syncsafe else 8) | byte
    end = at + 10 + size
    return data[:10] + data[at:end] + data[10:at] + data[end:]


def test_moving_pictures_are_no_m4a(tmp_path: Path, sounds: Path) -> None:
    """By the brand; and by its tracks where the brand does not tell."""
    data = (sounds / "sound.m4a").read_bytes()
    path = tmp_path / "a.m4a"
    kinds = {b"M4V ": "video/x-m4v", b"qt  ": "video/quicktime", b"isom": "audio/x-m4a"}
    for brand, kind in kinds.items():
        path.write_bytes(data[:8] + brand + data[12:])
        assert local.inspect(path).audio.type == kind


@pytest.mark.parametrize(
    "data", [b"", b"x", b"<html>no</html>", b"\xff" * 5000, b"ID3", b"OggS" + b"\0" * 50, b"RIFF\0\0\0\0WAVE",
             b"\0\0\0\x18ftypM4A " + b"\0" * 20, b"fLaC", b"\xff\xfb\x90\x00"]
)  # fmt: skip
def test_what_is_no_sound_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(data)
    with pytest.raises(NotAudioError, match=r"a\.mp3"):
        local.inspect(path)


def test_many_sounds_in_their_order_with_failures_among_them(
    web: Web, sounds: Path, fetcher: Fetcher
) -> None:
    data = (sounds / "cbr.mp3").read_bytes()
    urls = [
        web.serve(f"/{n}.mp3", data, status=404 if n == 3 else None, stall=0.05 * (n % 3))
        for n in range(9)
    ]
    done = []
    found = many.inspect_all(
        [many.Wanted(url=url) for url in urls], fetcher, jobs=4, on_done=done.append
    )
    assert [item.url for item in found] == urls
    assert [item.error is None for item in found] == [n != 3 for n in range(9)]
    assert len(done) == 9


def test_progress_is_told_in_the_calling_thread(web: Web, sounds: Path, fetcher: Fetcher) -> None:
    url = web.serve("/a.mp3", (sounds / "cbr.mp3").read_bytes())
    threads = set()
    wanted = [many.Wanted(url=url) for number in range(4)]
    many.inspect_all(
        wanted, fetcher, jobs=4, on_done=lambda _: threads.add(threading.current_thread())
    )
    assert threads == {threading.current_thread()}
    assert many.inspect_all([], fetcher, jobs=4) == []


@pytest.mark.skipif(os.name == "nt", reason="signals are another matter there")
def test_an_interrupt_ends_the_waiting_at_once(web: Web) -> None:
    """A program of its own, asking hosts that stay silent, is interrupted."""
    program = (
        "import sys\nfrom podcastkit.audio import many\nfrom podcastkit.fetch import Fetcher\n"
        "fetcher = Fetcher(agent_url='https://a.example', private_hosts=True)\n"
        "many.inspect_all([many.Wanted(url=sys.argv[1])] * 9, fetcher, jobs=4)\n"
    )
    url = web.serve("/a.mp3", stall=15.0)
    ran = subprocess.Popen([sys.executable, "-c", program, url], stderr=subprocess.PIPE)
    while not web.seen:
        time.sleep(0.02)
    began = time.monotonic()
    ran.send_signal(signal.SIGINT)
    _, words = ran.communicate(timeout=10)
    assert time.monotonic() - began < 3
    assert b"KeyboardInterrupt" in words
