"""MP3 files with tags in front and behind, rightly made and wrongly."""

from __future__ import annotations

from sounds_kit import (
    SECONDS,
    Sound,
    apev2,
    chapters,
    frame,
    id3,
    id3v1,
    lyrics3,
    picture,
    png,
    title,
    unsynchronised,
)
from sounds_mp3 import FOUR, SAID, WITHOUT, bare


def _fronts() -> dict[str, tuple[bytes, str]]:
    small = png(20_000)
    return {
        "id3v22": (id3(title(2), picture(2, small), version=2), "ID3v2.2"),
        "id3v23": (id3(title(3), picture(3, small), version=3), "ID3v2.3"),
        "id3v24": (id3(title(), picture(data=small)), "ID3v2.4"),
        "footer": (id3(title(), footer=True), "ID3v2.4 with a footer"),
        "unsync3": (unsynchronised(3), "an unsynchronised ID3v2.3"),
        "unsync4": (unsynchronised(4), "an unsynchronised ID3v2.4"),
        "stacked2": (id3(title()) + id3(title(3), picture(3, small), version=3), "two ID3 tags"),
        "stacked3": (
            id3(title()) + id3(title(3), version=3, padding=2_000) + id3(title(), footer=True),
            "three ID3 tags",
        ),
        "padding": (id3(title(), padding=65_536), "ID3 with 64 KB of padding"),
        "picture": (id3(title(), picture()), "ID3 with a picture of 1.5 MB"),
        "chapters": (
            id3(title(), picture(), chapters(SECONDS)),
            "ID3v2.4 with a picture of 1.5 MB and then 20 chapters",
        ),
        "chapters3": (
            id3(chapters(SECONDS, version=3), picture(3), version=3),
            "ID3v2.3 with 20 chapters and then a picture of 1.5 MB",
        ),
        "false-syncs": (
            id3(title(), picture(data=small + (b"\xff\xfb\x90\x64" + bytes(413)) * 200)),
            "ID3 with a picture that holds false frames",
        ),
        "sound-in-tag": (
            id3(title(), frame("GEOB", b"\0\0\0\0" + bare(seconds=8.0))),
            "ID3 with another sound in it",
        ),
        "ape-front": (apev2(), "APEv2"),
    }


def _ends() -> dict[str, tuple[bytes, str]]:
    return {
        "id3v1": (id3v1(), "ID3v1"),
        "ape": (apev2(), "APEv2"),
        "ape-id3v1": (apev2(30_000) + id3v1(), "APEv2 of 30 KB and ID3v1"),
        "lyrics3": (lyrics3(), "Lyrics3v2 and ID3v1"),
        "appended": (id3(title(), picture(data=png(20_000)), footer=True), "ID3v2.4 with a footer"),
    }


def _wrong_sizes() -> list[tuple[str, str, bytes]]:
    art = picture(data=png(20_000))
    return [
        ("beyond", "claims 10 MB, more than the file", id3(title(), art, wrong_by=10_000_000)),
        ("large", "claims 3,000 bytes of the sound", id3(title(), art, wrong_by=3_000)),
        ("small", "claims 3,000 bytes less than it has", id3(title(), art, wrong_by=-3_000)),
        ("small-padding", "claims 3,000 bytes less than its padding has",
         id3(title(), art, padding=8_000, wrong_by=-3_000)),
        ("zero", "claims no bytes at all", id3(title(), wrong_by=-len(title()))),
    ]  # fmt: skip


def tagged() -> list[Sound]:
    made, big = [], {"picture", "chapters", "chapters3"}
    for name, (tag, said) in _fronts().items():
        for kind in ("cbr",) if name in big else ("cbr", "bare-vbr"):
            make = FOUR[kind]
            made.append(Sound(
                name=f"{name}-{kind}.mp3", what=f"{SAID[kind]} behind {said}",
                make=lambda tag=tag, make=make: tag + make(), parts=lambda make=make: [make()],
                true_by=WITHOUT.format("the tag")))  # fmt: skip
    for name, (tag, said) in _ends().items():
        for kind, make in FOUR.items():
            made.append(Sound(
                name=f"end-{name}-{kind}.mp3", what=f"{SAID[kind]} with {said} behind",
                make=lambda tag=tag, make=make: make() + tag, parts=lambda make=make: [make()],
                true_by=WITHOUT.format("the tag")))  # fmt: skip
    for name, said, tag in _wrong_sizes():
        for kind in FOUR if name in {"beyond", "large", "small"} else ("cbr", "bare-vbr"):
            make = FOUR[kind]
            made.append(Sound(
                name=f"tag-{name}-{kind}.mp3", what=f"{SAID[kind]} behind ID3 that {said}",
                make=lambda tag=tag, make=make: tag + make(), parts=lambda make=make: [make()],
                true_by=WITHOUT.format("the tag"), junk_before=True))  # fmt: skip
    return made
