"""MP3 files, and their elder brothers of layers I and II: whole, cut, joined, with lies and tags."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise

from sounds_kit import SECONDS, Sound, ffmpeg, half, id3, id3v1, lame, picture, png, title

Make = Callable[[], bytes]

# Bitrates at which a frame is long enough for LAME's header.
_RATES = ((44_100, 64), (48_000, 64), (32_000, 64), (24_000, 64), (22_050, 64), (16_000, 48), (12_000, 40),
          (11_025, 32), (8_000, 24))  # fmt: skip
_KBITS = {3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
          2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)}  # fmt: skip
_HERTZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000)}
WITHOUT = "ffmpeg's full decode of the same sound without {}"
_RIGHT = "ffmpeg's full decode of the same file with its right header"
_KNOWN = "the number of frames that were written, for ffmpeg {}"

cbr = partial(lame, "--cbr", "-b", "56")
bare = partial(lame, "-t", "--cbr", "-b", "56")
vbr = partial(lame, "-V", "6")
bare_vbr = partial(lame, "-t", "-V", "6")
stereo = partial(lame, "-V", "2", channels=2)
FOUR = {"cbr": cbr, "bare": bare, "vbr": vbr, "bare-vbr": bare_vbr}
SAID = {"cbr": "CBR with a header", "bare": "CBR without a header", "vbr": "VBR with a header",
        "bare-vbr": "VBR without a header"}  # fmt: skip
_advert = partial(bare, seconds=8.0)


@cache
def edges(mp3: bytes) -> list[int]:
    """Where the frames of a clean layer III stream without MPEG 2.5 begin, and where it ends."""
    found, at = [0], 0
    while at + 4 <= len(mp3) and mp3[at] == 0xFF and mp3[at + 1] & 0xE6 == 0xE2:
        version = mp3[at + 1] >> 3 & 3
        kbits, rate = _KBITS[version][mp3[at + 2] >> 4], _HERTZ[version][mp3[at + 2] >> 2 & 3]
        at += (144_000 if version == 3 else 72_000) * kbits // rate + (mp3[at + 2] >> 1 & 1)
        found.append(at)
    return found


def edge(mp3: bytes, share: float) -> int:
    found = edges(mp3)
    return found[int(len(found) * share)]


def crc16(data: bytes) -> bytes:
    """The checksum of a LAME header: over the frame's bytes that stand before it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc.to_bytes(2, "big")


def with_header(make: Make, *, frames: float | None = 1.0, size: float | None = 1.0,
                crc: str = "right") -> bytes:  # fmt: skip
    """The same MP3, its header's counts multiplied, or left out with their flags where ``None``.

    The checksum is made right again, is left ``stale``, or is ``broken``.
    """
    mp3 = make()
    end = edges(mp3)[1]
    at = max(mp3.find(b"Xing", 0, end), mp3.find(b"Info", 0, end))
    counts = [int.from_bytes(mp3[at + n : at + n + 4], "big") for n in (8, 12)]
    flags, told = 0xC, b""
    for bit, count, factor in zip((1, 2), counts, (frames, size), strict=True):
        if factor is not None:
            flags |= bit
            told += round(count * factor).to_bytes(4, "big")
    head = mp3[: at + 4] + flags.to_bytes(4, "big") + told + mp3[at + 16 : at + 154]
    seal = {"right": crc16(head), "stale": mp3[at + 154 : at + 156], "broken": b"\xde\xad"}[crc]
    return (head + seal).ljust(end, b"\0") + mp3[end:]


def vbri(make: Make, *, frames: float = 1.0) -> bytes:
    """A Fraunhofer header in a silent frame of 128 kb/s before an MP3 that has none."""
    mp3 = make()
    at = edges(mp3)
    each = -(-(len(at) - 1) // 90)
    marks = [*at[:-1:each], at[-1]]
    sizes = [after - before for before, after in pairwise(marks)]
    head = b"VBRI" + b"".join(n.to_bytes(2, "big") for n in (1, 1105, 75))
    head += (len(mp3) + 417).to_bytes(4, "big") + round((len(at) - 1) * frames).to_bytes(4, "big")
    head += b"".join(n.to_bytes(2, "big") for n in (len(sizes), 1, 2, each, *sizes))
    return (b"\xff\xfb\x90\xc4" + bytes(32) + head).ljust(417, b"\0") + mp3


def layer1(seconds: float) -> bytes:
    """Layer I by hand, for no program here writes it: noise in three subbands, 32 kHz, 64 kb/s."""
    noise = random.Random(1)  # noqa: S311 - a sound, no secret
    made = []
    for _ in range(round(seconds * 32_000 / 384)):
        bits = "0011" * 3 + "0000" * 29 + "".join(f"{noise.randrange(8, 30):06b}" for _ in range(3))
        bits += "".join(f"{noise.randrange(15):04b}" for _ in range(36))
        body = int(bits.ljust(92 * 8, "0"), 2).to_bytes(92, "big")
        made.append(b"\xff\xff\x28\xc0" + body)
    return b"".join(made)


def free() -> bytes:
    return lame("--freeformat", "-t", "-b", "400", seconds=9.0)


def free_seconds() -> float:
    """Every frame is 144 * 400,000 / 44,100 bytes long on average, and holds 1152 samples."""
    return round(len(free()) * 44_100 / (144 * 400_000)) * 1152 / 44_100


def nibble(make: Make, bitrate: int) -> bytes:
    """The first frame with another bitrate: 15 is forbidden, 0 is free format."""
    data = bytearray(make())
    data[2] = data[2] & 0x0F | bitrate << 4
    return bytes(data)


def plain() -> list[Sound]:
    made = []
    for rate, kbits in _RATES:
        part = "1" if rate >= 32_000 else "2" if rate >= 16_000 else "2.5"
        kinds = (
            ("cbr", "CBR with a header", ("--cbr", "-b", str(kbits))),
            ("bare", "CBR without a header", ("-t", "--cbr", "-b", str(kbits))),
            ("vbr", "VBR with a header", ("-V", "5")),
            ("bare-vbr", "VBR without a header", ("-t", "-V", "5")),
        )
        made += [
            Sound(name=f"{name}-{rate}.mp3", what=f"{said}, MPEG {part} at {rate:,} Hz",
                  make=partial(lame, *options, rate=rate))
            for name, said, options in kinds
        ]  # fmt: skip
    rows: list[tuple[str, str, Make]] = [
        ("abr.mp3", "ABR at 96 kb/s with a header", partial(lame, "--abr", "96")),
        ("abr-bare.mp3", "ABR at 96 kb/s without a header", partial(lame, "-t", "--abr", "96")),
        ("vbr-2.mp3", "VBR V2, joint stereo, with a header", stereo),
        ("vbr-6.mp3", "VBR V6, mono, with a header", vbr),
        ("vbr-2-bare.mp3", "VBR V2, joint stereo, without a header", partial(stereo, "-t")),
        ("vbr-silence-bare.mp3", "VBR without a header that begins with 15 s of silence",
         partial(bare_vbr, lead=15.0)),
        ("vbr-silence.mp3", "VBR with a header that begins with 15 s of silence",
         partial(vbr, lead=15.0)),
        ("cbr-stereo.mp3", "CBR at 128 kb/s, joint stereo", partial(lame, "--cbr", "-b", "128", channels=2)),
        ("cbr-256.mp3", "CBR at 256 kb/s, plain stereo",
         partial(lame, "-m", "s", "--cbr", "-b", "256", channels=2)),
        ("crc-cbr.mp3", "CBR whose frames have checksums", partial(cbr, "-p")),
        ("crc-bare.mp3", "CBR without a header whose frames have checksums", partial(bare, "-p")),
        ("crc-bare-vbr.mp3", "VBR without a header whose frames have checksums", partial(bare_vbr, "-p")),
        ("ffmpeg-vbr.mp3", "VBR by ffmpeg, with its header and its ID3 tag",
         partial(ffmpeg, ".mp3", "-c:a", "libmp3lame", "-q:a", "5")),
        ("ffmpeg-piped.mp3", "VBR by ffmpeg into a pipe, so that its header cannot be filled in",
         partial(ffmpeg, ".mp3", "-c:a", "libmp3lame", "-q:a", "5", "-f", "mp3", piped=True)),
        ("vbri.mp3", "VBR with a Fraunhofer header", partial(vbri, bare_vbr)),
        ("vbri-half.mp3", "VBR with a Fraunhofer header, cut in half", lambda: half(vbri(bare_vbr))),
        ("layer2.mp2", "MPEG 1 layer II", partial(ffmpeg, ".mp2", "-c:a", "mp2", "-b:a", "96k")),
        ("layer2-22050.mp2", "MPEG 2 layer II at 22,050 Hz",
         partial(ffmpeg, ".mp2", "-c:a", "mp2", "-b:a", "48k", rate=22_050)),
        ("layer2-named.mp3", "MPEG 1 layer II, named as an MP3",
         partial(ffmpeg, ".mp2", "-c:a", "mp2", "-b:a", "96k", "-f", "mp2")),
        ("bitrate-15.mp3", "CBR without a header whose first frame has the forbidden bitrate",
         partial(nibble, bare, 15)),
        ("bitrate-0.mp3", "CBR without a header whose first frame claims free format",
         partial(nibble, bare, 0)),
    ]  # fmt: skip
    made += [Sound(name=name, what=what, make=make) for name, what, make in rows]
    made.append(Sound(
        name="layer1.mp1", what="MPEG 1 layer I, noise made by hand", make=partial(layer1, SECONDS)))  # fmt: skip
    made.append(Sound(
        name="free.mp3", what="free format at 400 kb/s", make=free, length=free_seconds,
        true_by=_KNOWN.format("knows no free format")))  # fmt: skip
    return made


def damaged() -> list[Sound]:
    """Cut, with parts missing, and with what does not belong there."""
    made = []
    words = b"The quick brown fox jumps over the lazy dog. " * 90
    for name, make in FOUR.items():
        said = SAID[name]
        rows: list[tuple[str, str, Make]] = [
            (f"half-{name}", f"{said}, cut in half between two frames",
             lambda make=make: make()[: edge(make(), 0.5)]),
            (f"half-mid-{name}", f"{said}, cut in half in the middle of a frame",
             lambda make=make: make()[: edge(make(), 0.5) - 77]),
            (f"hole-{name}", f"{said}, a tenth of it overwritten with zeros", partial(hole, make)),
        ]  # fmt: skip
        made += [Sound(name=f"{n}.mp3", what=what, make=made_by) for n, what, made_by in rows]
        made.append(Sound(
            name=f"late-{name}.mp3", what=f"{said}, its first third missing, begins within a frame",
            make=lambda make=make: make()[edge(make(), 0.33) + 77 :], junk_before=True,
            parts=lambda make=make: [make()[edges(make())[int(len(edges(make())) * 0.33) + 1] :]],
            true_by=WITHOUT.format("the rest of the broken frame")))  # fmt: skip
        for label, junk in (
            ("4k-zeros", bytes(4_096)),
            ("300k-zeros", bytes(300_000)),
            ("text", words),
        ):
            made.append(Sound(
                name=f"front-{label}-{name}.mp3", what=f"{said}, {len(junk):,} bytes of "
                f"{label.rpartition('-')[2]} in front",
                make=lambda make=make, junk=junk: junk + make(), junk_before=True,
                parts=lambda make=make: [make()], true_by=WITHOUT.format("the junk")))  # fmt: skip
        for label, where, place in (
            ("tail-zeros", "300 KB of zeros behind", lambda data: data + bytes(300_000)),
            ("tail-text", "4 KB of text behind", lambda data: data + words),
            ("gap", "20 KB of zeros between two frames", lambda data: insert(data, bytes(20_000))),
        ):
            made.append(Sound(
                name=f"{label}-{name}.mp3", what=f"{said}, {where}",
                make=lambda make=make, place=place: place(make()), parts=lambda make=make: [make()],
                true_by=WITHOUT.format("what is not its own")))  # fmt: skip
    return made


def hole(make: Make) -> bytes:
    data, at = make(), edge(make(), 0.4)
    size = len(data) // 10
    return data[:at] + bytes(size) + data[at + size :]


def insert(data: bytes, what: bytes) -> bytes:
    at = edge(data, 0.5)
    return data[:at] + what + data[at:]


def joined() -> list[Sound]:
    """Files put together as ``cat`` does it."""
    rows: list[tuple[str, str, Make]] = []
    for name, make in FOUR.items():
        rows += [
            (f"twice-{name}", f"the same twice: {SAID[name]}", lambda make=make: make() * 2),
            (f"advert-{name}", f"an advert of 8 s without a header before {SAID[name]}",
             lambda make=make: _advert() + make()),
            (f"advert-header-{name}", f"an advert of 8 s with a header before {SAID[name]}",
             lambda make=make: cbr(seconds=8.0) + make()),
            (f"behind-{name}", f"{SAID[name]} and an advert of 8 s without a header behind it",
             lambda make=make: make() + _advert()),
        ]  # fmt: skip
    rows += [
        ("rates-cbr", "44.1 kHz and then 48 kHz, both with headers", lambda: cbr() + cbr(rate=48_000)),
        ("rates-bare", "44.1 kHz and then 48 kHz, without headers", lambda: bare() + bare(rate=48_000)),
        ("rates-mpeg2", "44.1 kHz and then 22.05 kHz, without headers", lambda: bare() + bare(rate=22_050)),
        ("bitrates", "56 kb/s and then 128 kb/s, without headers",
         lambda: bare() + lame("-t", "--cbr", "-b", "128")),
        ("channels", "mono and then stereo, without headers",
         lambda: bare() + bare(channels=2)),
        ("thrice-cbr", "three with headers", lambda: cbr(seconds=9.0) + vbr() + cbr(seconds=7.0)),
    ]  # fmt: skip
    return [Sound(name=f"{name}.mp3", what=what, make=make) for name, what, make in rows]


def joined_with_tags() -> list[Sound]:
    """Joined, with tags between: at each of them ffmpeg loses a frame of the sound."""
    small = id3(title(), picture(data=png(20_000)))
    rows = [
        (f"advert-id3-{name}", f"an advert of 8 s, an ID3 tag, then {SAID[name]}", [_advert, make],
         lambda make=make: _advert() + small + make())
        for name, make in FOUR.items()
    ] + [
        ("advert-id3-both", "an ID3 tag, an advert of 8 s, an ID3 tag, then CBR with a header",
         [_advert, cbr], lambda: small + _advert() + small + cbr()),
        ("advert-picture", "an advert of 8 s, an ID3 tag with a picture of 1.5 MB, then CBR with a header",
         [_advert, cbr], lambda: _advert() + id3(title(), picture()) + cbr()),
        ("thrice-tags", "three of different kinds with tags before and behind each", [cbr, vbr, bare],
         lambda: b"".join(small + make() + id3v1() for make in (cbr, vbr, bare))),
    ]  # fmt: skip
    return [
        Sound(name=f"{name}.mp3", what=what, make=make, true_by=WITHOUT.format("the tags"),
              parts=lambda makes=makes: [b"".join(make() for make in makes)])
        for name, what, makes, make in rows
    ]  # fmt: skip


def lying() -> list[Sound]:
    """Headers whose counts are wrong or missing.

    Where nothing is said of the checksum it is right, so that only the sound itself contradicts.
    """
    rows: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("frames-zero", "a frame count of 0", {"frames": 0.0}),
        ("frames-double", "double the frames", {"frames": 2.0}),
        ("frames-half", "half the frames", {"frames": 0.5}),
        ("frames-10", "10 % too many frames", {"frames": 1.1}),
        ("frames-5", "5 % too many frames", {"frames": 1.05}),
        ("frames-5-less", "5 % too few frames", {"frames": 0.95}),
        ("frames-1", "1 % too many frames: the limit of what can be seen", {"frames": 1.01}),
        ("frames-none", "no frame count", {"frames": None}),
        ("bytes-zero", "a byte count of 0", {"size": 0.0}),
        ("bytes-none", "no byte count", {"size": None}),
        ("bytes-double", "double the bytes", {"size": 2.0}),
        ("both-zero", "both counts 0", {"frames": 0.0, "size": 0.0}),
        ("both-none", "neither count", {"frames": None, "size": None}),
        ("both-double", "both counts doubled", {"frames": 2.0, "size": 2.0}),
        ("crc-broken", "right counts and a destroyed checksum", {"crc": "broken"}),
        *((f"frames-{name}-stale", f"a frame count times {factor:g}, and a checksum that shows it",
           {"frames": factor, "crc": "stale"})
          for name, factor in (("double", 2.0), ("half", 0.5), ("10", 1.1), ("5", 1.05), ("5-less", 0.95),
                               ("1", 1.01))),
    )  # fmt: skip
    made = [
        Sound(name=f"{name}-{kind}.mp3", what=f"{SAID[kind]} that has {said}",
              make=partial(with_header, FOUR[kind], **how),
              parts=lambda kind=kind: [FOUR[kind]()], true_by=_RIGHT)
        for kind in ("cbr", "vbr") for name, said, how in rows
    ]  # fmt: skip
    made.append(Sound(
        name="vbri-double.mp3", what="VBR with a Fraunhofer header that has double the frames",
        make=partial(vbri, bare_vbr, frames=2.0), parts=lambda: [vbri(bare_vbr)], true_by=_RIGHT))  # fmt: skip
    return made


def long() -> list[Sound]:
    """Sounds of an hour, on which a wrong guess is minutes off."""
    hour = {"seconds": 3_600.0}
    main = partial(vbr, **hour)
    rows: list[tuple[str, str, Make]] = [
        ("bare-vbr", "VBR without a header that begins with five minutes of silence",
         partial(bare_vbr, seconds=3_300.0, lead=300.0)),
        ("cbr", "CBR at 128 kb/s with a header", partial(lame, "--cbr", "-b", "128", **hour)),
        ("bare", "CBR without a header", partial(bare, **hour)),
        ("vbr", "VBR with a header", main),
        ("vbr-half", "VBR with a header, cut in half", lambda: half(main())),
        ("vbr-advert", "ten minutes of adverts without a header before VBR with a header",
         lambda: bare(seconds=600.0) + main()),
    ]  # fmt: skip
    return [
        Sound(name=f"hour-{n}.mp3", what=f"an hour: {what}", make=make) for n, what, make in rows
    ]
