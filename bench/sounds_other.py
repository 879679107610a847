"""M4A, Ogg, FLAC, WAV and ADTS, whole and damaged; wrong names; and what is no sound at all."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

from sounds_kit import SECONDS, Sound, ffmpeg, half, id3, picture, png, run, stored, title
from sounds_mp3 import WITHOUT, bare_vbr, cbr

Make = Callable[[], bytes]

m4a = partial(ffmpeg, ".m4a", "-c:a", "aac", "-b:a", "64k")
front = partial(m4a, "-movflags", "+faststart")
adts = partial(ffmpeg, ".aac", "-c:a", "aac", "-b:a", "64k")
low = partial(ffmpeg, rate=16_000)
flac = partial(low, ".flac", "-c:a", "flac")
wav = partial(low, ".wav", "-c:a", "pcm_s16le")
opus = partial(ffmpeg, ".opus", "-c:a", "libopus", "-b:a", "48k")
vorbis = partial(ffmpeg, ".ogg", "-c:a", "libvorbis", "-q:a", "3")
_JUNK = b"The quick brown fox jumps over the lazy dog. " * 90


def covered(make: Callable[..., bytes]) -> bytes:
    art = stored(png(), ".png")
    return make("-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v:0", "attached_pic",
                also=("-i", art))  # fmt: skip


def with_chapters(make: Callable[..., bytes]) -> bytes:
    step = int(SECONDS * 1000 / 10)
    lines = [";FFMETADATA1"]
    for n in range(10):
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={n * step}", f"END={(n + 1) * step}",
                  f"title=Chapter {n + 1}"]  # fmt: skip
    text = stored("\n".join(lines).encode(), ".txt")
    return make("-map", "0:a", "-map_chapters", "1", also=("-f", "ffmetadata", "-i", text))


def has_encoder(name: str) -> bool:
    return f" {name} ".encode() in run("ffmpeg", "-v", "error", "-encoders")


def mp4() -> list[Sound]:
    rows: list[tuple[str, str, Make]] = [
        ("aac.m4a", "AAC, table of contents at the end", m4a),
        ("aac-front.m4a", "AAC, table of contents in front", front),
        ("aac-22050.m4a", "AAC at 22,050 Hz", partial(front, rate=22_050)),
        ("aac-stereo-48000.m4b", "AAC, stereo at 48 kHz, M4B",
         partial(ffmpeg, ".m4b", "-c:a", "aac", "-f", "ipod", rate=48_000, channels=2)),
        ("alac.m4a", "ALAC", partial(ffmpeg, ".m4a", "-c:a", "alac")),
        ("mp3-in.mp4", "MP3 in MP4", partial(ffmpeg, ".mp4", "-c:a", "libmp3lame", "-q:a", "5")),
        ("cover.m4a", "AAC with a cover of 1.5 MB, table of contents at the end", lambda: covered(m4a)),
        ("cover-front.m4a", "AAC with a cover of 1.5 MB, table of contents in front", lambda: covered(front)),
        ("chapters.m4a", "AAC with ten chapters", lambda: with_chapters(front)),
        ("chapters.m4b", "AAC with ten chapters, M4B",
         lambda: with_chapters(partial(ffmpeg, ".m4b", "-c:a", "aac", "-f", "ipod"))),
        ("half-front.m4a", "AAC, table of contents in front, cut in half", lambda: half(front())),
        ("junk.m4a", "AAC with 4 KB of text behind", lambda: front() + _JUNK),
        ("zeros.m4a", "AAC with 300 KB of zeros behind", lambda: m4a() + bytes(300_000)),
    ]  # fmt: skip
    for name, flags in (("plain", "empty_moov"), ("cmaf", "cmaf"), ("dash", "dash"), ("late", "delay_moov"),
                        ("index", "dash+global_sidx"), ("open", "empty_moov+skip_trailer"),
                        ("base", "empty_moov+default_base_moof")):  # fmt: skip
        make = partial(m4a, "-movflags", f"+{flags}", "-frag_duration", "2000000", "-f", "mp4")
        rows.append((f"fragments-{name}.m4a", f"AAC in fragments of 2 s ({flags})", make))
        rows.append((f"fragments-{name}-half.m4a", f"AAC in fragments of 2 s ({flags}), cut in half",
                     lambda make=make: half(make())))  # fmt: skip
    if has_encoder("libfdk_aac"):
        he = ("-c:a", "libfdk_aac", "-profile:a", "aac_he", "-b:a", "32k")
        rows.append(("he-aac.m4a", "HE-AAC", partial(ffmpeg, ".m4a", *he)))
        rows.append(("he-aac.aac", "HE-AAC in ADTS", partial(ffmpeg, ".aac", *he)))
    else:
        print("No HE-AAC: this ffmpeg has no libfdk_aac, and its own encoder knows none.")
    made = [Sound(name=name, what=what, make=make) for name, what, make in rows]
    made.append(Sound(
        name="half.m4a", what="AAC cut in half, whose table of contents was at the end: nothing can play it",
        make=lambda: half(m4a()), refused=True))  # fmt: skip
    made.append(Sound(
        name="twice.m4a", what="two M4A joined: players hear the first", make=lambda: front() + front(seconds=9.0),
        parts=lambda: [front()], true_by=WITHOUT.format("the second")))  # fmt: skip
    return made


def ogg() -> list[Sound]:
    made = []
    for ext, said, make in (("opus", "Opus", opus), ("ogg", "Vorbis", vorbis)):
        other = partial(make, "-serial_offset", "7")
        rows: list[tuple[str, str, Make]] = [
            ("plain", said, make),
            ("stereo", f"{said}, stereo at 48 kHz", partial(make, rate=48_000, channels=2)),
            ("half", f"{said}, cut in half", lambda make=make: half(make())),
            ("junk", f"{said} with 4 KB of text behind", lambda make=make: make() + _JUNK),
            ("zeros", f"{said} with 300 KB of zeros behind", lambda make=make: make() + bytes(300_000)),
        ]  # fmt: skip
        made += [Sound(name=f"{n}.{ext}", what=what, make=by) for n, what, by in rows]
        for name, what, parts in (
            ("chained", "two streams of different numbers, chained",
             lambda make=make, other=other: [make(), other(seconds=9.0)]),
            ("twice", "the same twice", lambda make=make: [make(), make()]),
            ("thrice", "three streams chained, with different lengths",
             lambda make=make, other=other: [make(seconds=7.0), other(), make(seconds=9.0)]),
        ):  # fmt: skip
            made.append(Sound(
                name=f"{name}.{ext}", what=f"{said}: {what}", make=lambda parts=parts: b"".join(parts()),
                parts=parts, true_by="ffmpeg's full decode of each part"))  # fmt: skip
    return made


def lossless() -> list[Sound]:
    """FLAC, WAV and ADTS: the streams without much of a container."""
    rows: list[tuple[str, str, Make]] = [
        ("plain.flac", "FLAC", flac),
        ("half.flac", "FLAC, cut in half", lambda: half(flac())),
        ("piped.flac", "FLAC written to a pipe: no total", partial(flac, "-f", "flac", piped=True)),
        ("piped-half.flac", "FLAC written to a pipe, cut in half",
         lambda: half(flac("-f", "flac", piped=True))),
        ("flac.ogg", "FLAC in Ogg", partial(low, ".ogg", "-c:a", "flac")),
        ("16.wav", "WAV of 16 bits", wav),
        ("24.wav", "WAV of 24 bits", partial(low, ".wav", "-c:a", "pcm_s24le")),
        ("float.wav", "WAV of floating point", partial(low, ".wav", "-c:a", "pcm_f32le")),
        ("half.wav", "WAV, cut in half", lambda: half(wav())),
        ("piped.wav", "WAV written to a pipe: no size", partial(wav, "-f", "wav", piped=True)),
        ("rf64.wav", "RF64", partial(wav, "-rf64", "always")),
        ("adpcm-ms.wav", "WAV with Microsoft's ADPCM", partial(low, ".wav", "-c:a", "adpcm_ms")),
        ("adpcm-ima.wav", "WAV with IMA ADPCM", partial(low, ".wav", "-c:a", "adpcm_ima_wav")),
        ("alaw.wav", "WAV with A-law at 8 kHz", partial(ffmpeg, ".wav", "-c:a", "pcm_alaw", rate=8_000)),
        ("plain.aac", "ADTS", adts),
        ("half.aac", "ADTS, cut in half", lambda: half(adts())),
        ("vbr.aac", "ADTS, VBR", partial(ffmpeg, ".aac", "-c:a", "aac", "-q:a", "1")),
        ("vbr-half.aac", "ADTS, VBR, cut in half", lambda: half(ffmpeg(".aac", "-c:a", "aac", "-q:a", "1"))),
        ("junk.aac", "ADTS with 4 KB of text behind", lambda: adts() + _JUNK),
        ("twice.aac", "ADTS, two joined", lambda: adts() + adts(seconds=9.0)),
    ]  # fmt: skip
    made = [Sound(name=name, what=what, make=make) for name, what, make in rows]
    for ext, said, make in (("flac", "FLAC", flac), ("aac", "ADTS", adts)):
        made += [
            Sound(name=f"{name}.{ext}", what=f"{said} behind {what}",
                  make=lambda tag=tag, make=make: tag + make(), parts=lambda make=make: [make()],
                  true_by=WITHOUT.format("the tag"))
            for name, what, tag in (
                ("id3", "an ID3 tag", id3(title())),
                ("id3-picture", "an ID3 tag with a picture of 200 KB", id3(title(), picture(data=png(200_000)))),
            )
        ]  # fmt: skip
    made.append(Sound(
        name="junk.wav", what="WAV with 4 KB of text behind", make=lambda: wav() + _JUNK,
        parts=lambda: [wav()], true_by=WITHOUT.format("the text")))  # fmt: skip
    return made


def misnamed() -> list[Sound]:
    rows: tuple[tuple[str, str, Make], ...] = (
        ("mp3-named.m4a", "an MP3 named as an M4A", cbr),
        ("mp3-bare-named.m4a", "an MP3, VBR without a header, named as an M4A", bare_vbr),
        ("m4a-named.mp3", "an M4A named as an MP3", m4a),
        ("opus-named.mp3", "Opus named as an MP3", opus),
        ("wav-named.mp3", "a WAV named as an MP3", wav),
        ("adts-named.mp3", "ADTS named as an MP3", adts),
        ("adts-named.m4a", "ADTS named as an M4A", adts),
        ("mp3-named.bin", "an MP3 with a name that says nothing", cbr),
    )
    return [Sound(name=n, what=what, make=make, wrong_name=True) for n, what, make in rows]


def no_sounds() -> list[Sound]:
    noise = random.Random(3)  # noqa: S311 - any bytes
    page = "<!doctype html><html><title>Not found</title><body><p>There is no such episode.</p></body></html>\n"
    photo = partial(run, "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=640x480", "-frames:v", "1",
                    "-bitexact", "-f", "mjpeg", "-")  # fmt: skip
    rows: tuple[tuple[str, str, Make], ...] = (
        ("page.mp3", "an error page", lambda: page.encode() * 40),
        ("photo.mp3", "a JPEG", photo),
        ("photo.m4a", "a JPEG, named as an M4A", photo),
        ("png.mp3", "a PNG of noise", partial(png, 200_000)),
        ("empty.mp3", "nothing at all", lambda: b""),
        ("random.mp3", "400 KB of random bytes", partial(noise.randbytes, 400_000)),
        ("text.mp3", "text", lambda: _JUNK * 20),
        ("zeros.mp3", "100 KB of zeros", lambda: bytes(100_000)),
        ("tag.mp3", "an ID3 tag and no sound", lambda: id3(title(), picture(data=png(20_000)))),
        ("page.m4a", "an error page, named as an M4A", page.encode),
    )
    return [Sound(name=n, what=f"no sound: {w}", make=make, refused=True) for n, w, make in rows]


def long() -> list[Sound]:
    return [Sound(name="hour.m4a", what="an hour: AAC, table of contents at the end",
                  make=partial(m4a, seconds=3_600.0))]  # fmt: skip
