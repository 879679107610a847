"""The other containers, and what is no sound at all."""

from __future__ import annotations

import random

from sounds import tags
from sounds.kit import Corpus, decoded_seconds, ffmpeg

AAC = ("-c:a", "aac", "-b:a", "64k")
FRONT = ("-movflags", "+faststart")


def m4a(*options: str, suffix: str = ".m4a", **more: object) -> bytes:
    return ffmpeg(suffix, *AAC, *options, **more)  # type: ignore[arg-type]


def _bitty(data: bytes) -> bytes:
    return data[: len(data) // 2]


def box(kind: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def covered() -> bytes:
    """A cover of 1.5 MB in the list of tags, in a table of contents at the end."""
    data = m4a()
    at = data.rindex(b"moov") - 4
    cover = box(
        b"covr", box(b"data", (14).to_bytes(4, "big") + bytes(4) + tags.png() + b"U" * 1_490_000)
    )
    name = box(b"\xa9nam", box(b"data", (1).to_bytes(4, "big") + bytes(4) + b"A title"))
    hdlr = box(b"hdlr", bytes(8) + b"mdirappl" + bytes(9))
    meta = box(b"udta", box(b"meta", bytes(4) + hdlr + box(b"ilst", name + cover)))
    moov = data[at + 8 :]
    return data[:at] + box(b"moov", moov + meta)


def containers(corpus: Corpus) -> None:
    add = corpus.add
    add("aac.m4a", "AAC, table of contents at the end", m4a)
    add("aac-front.m4a", "AAC, table of contents in front", lambda: m4a(*FRONT))
    add(
        "aac-48000.m4b", "AAC at 48 kHz, M4B", lambda: m4a("-f", "ipod", suffix=".m4b", rate=48_000)
    )
    add("aac-mov.mov", "AAC in QuickTime", lambda: m4a(suffix=".mov"))
    add("alac.m4a", "ALAC", lambda: ffmpeg(".m4a", "-c:a", "alac"))
    add("cover.m4a", "a cover of 1.5 MB", covered)
    for name, flags in (
        ("fragments", "frag_keyframe+empty_moov"),
        ("dash", "dash"),
        ("sidx", "dash+global_sidx"),
        ("no-index", "frag_keyframe+empty_moov+skip_trailer"),
    ):
        options = ("-movflags", "+" + flags, "-frag_duration", "2000000")
        add(
            f"{name}.m4a",
            f"fragmented: {flags}",
            lambda options=options: m4a(*options, suffix=".mp4"),
        )
        add(f"{name}-half.m4a", f"fragmented: {flags}, cut in half",
            lambda options=options: _bitty(m4a(*options, suffix=".mp4")))  # fmt: skip
    add("half-front.m4a", "cut in half, table of contents in front", lambda: _bitty(m4a(*FRONT)))
    add(
        "half.m4a",
        "cut in half, its table of contents is missing",
        lambda: _bitty(m4a()),
        refused=True,
    )
    add("junk.m4a", "text behind", lambda: m4a(*FRONT) + b"no box at all " * 300)
    add("m4a-named.mp3", "an M4A with a wrong extension", lambda: m4a(*FRONT))
    add("video.mp4", "pictures and sound", lambda: ffmpeg(
        ".mp4", "-f", "lavfi", "-i", "testsrc=size=64x64:rate=5:duration=30", "-map", "0:a", "-map",
        "1:v", "-c:v", "mpeg4", *AAC))  # fmt: skip
    for name, codec in (("opus", "libopus"), ("ogg", "libvorbis")):

        def make(codec: str = codec, name: str = name, **more: object) -> bytes:
            return ffmpeg(f".{name}", "-c:a", codec, **more)  # type: ignore[arg-type]

        add(f"plain.{name}", f"{codec}", make)
        add(f"stereo.{name}", f"{codec}, stereo", lambda make=make: make(channels=2))
        add(f"half.{name}", f"{codec}, cut in half", lambda make=make: _bitty(make()))
        add(f"junk.{name}", f"{codec}, text behind", lambda make=make: make() + b"some text " * 300)
        total = lambda make=make, name=name: (  # noqa: E731
            decoded_seconds(make(), f".{name}") + decoded_seconds(make(seconds=12.0), f".{name}")
        )
        add(f"twice.{name}", f"{codec}, two joined", lambda make=make: make() + make(seconds=12.0),
            true=total, true_by="ffmpeg's decode of both parts")  # fmt: skip
    add("plain.flac", "FLAC", lambda: ffmpeg(".flac"))
    add(
        "piped.flac",
        "FLAC written to a pipe: no total",
        lambda: ffmpeg(".flac", "-f", "flac", piped=True),
    )
    add("half.flac", "FLAC, cut in half", lambda: _bitty(ffmpeg(".flac")))
    add("id3.flac", "FLAC behind an ID3 tag", lambda: tags.id3(tags.text("TIT2", "A")) + ffmpeg(".flac"),
        true=lambda: decoded_seconds(ffmpeg(".flac"), ".flac"), true_by="ffmpeg's decode without the tag")  # fmt: skip
    for name, codec in (("16", "pcm_s16le"), ("24", "pcm_s24le"), ("float", "pcm_f32le"),
                        ("adpcm", "adpcm_ms"), ("alaw", "pcm_alaw")):  # fmt: skip
        add(f"{name}.wav", f"WAV, {codec}", lambda codec=codec: ffmpeg(".wav", "-c:a", codec))
    add("rf64.wav", "RF64", lambda: ffmpeg(".wav", "-rf64", "always"))
    add(
        "piped.wav",
        "WAV written to a pipe: no size",
        lambda: ffmpeg(".wav", "-f", "wav", piped=True),
    )
    add("half.wav", "WAV, cut in half", lambda: _bitty(ffmpeg(".wav")))
    add("plain.aac", "ADTS", lambda: ffmpeg(".aac", *AAC))
    add("half.aac", "ADTS, cut in half", lambda: _bitty(ffmpeg(".aac", *AAC)))
    add("id3.aac", "ADTS behind an ID3 tag",
        lambda: tags.id3(tags.text("TIT2", "A")) + ffmpeg(".aac", *AAC))  # fmt: skip


def no_sounds(corpus: Corpus) -> None:
    page = b"<!doctype html><title>404</title><p>There is no such file." * 40
    noise = random.Random(1).randbytes(400_000)  # noqa: S311 - any bytes
    for name, what, data in (
        ("page.mp3", "an error page", page),
        ("empty.mp3", "nothing at all", b""),
        ("noise.mp3", "random bytes", noise),
        ("zeros.mp3", "zeros", bytes(100_000)),
        ("text.mp3", "text", b"Some words in a file. " * 3000),
        ("picture.mp3", "a picture", tags.png()),
        ("tag.mp3", "a tag without a sound", tags.id3(tags.text("TIT2", "A title"))),
    ):
        corpus.add(name, what, lambda data=data: data, refused=True)


def fill(corpus: Corpus) -> None:
    containers(corpus)
    no_sounds(corpus)
