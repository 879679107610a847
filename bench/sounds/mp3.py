"""MP3 files of all kinds, whole, cut, joined, with headers that lie and tags everywhere."""

from __future__ import annotations

from sounds import tags
from sounds.kit import Corpus, decoded_seconds, ffmpeg, lame, lame_seconds

CBR = ("--cbr", "-b", "64")
BARE = ("-t", "--cbr", "-b", "64")
VBR = ("-V", "4")
BARE_VBR = ("-t", "-V", "4")


def clean(mp3: bytes) -> bytes:
    """Without the ID3 tag that lame writes on its own."""
    if mp3[:3] != b"ID3":
        return mp3
    size = 0
    for byte in mp3[6:10]:
        size = size << 7 | byte
    return mp3[10 + size :]


def cbr(**more: object) -> bytes:
    return clean(lame(*CBR, **more))  # type: ignore[arg-type]


def bare(**more: object) -> bytes:
    return clean(lame(*BARE, **more))  # type: ignore[arg-type]


def vbr(**more: object) -> bytes:
    return clean(lame(*VBR, **more))  # type: ignore[arg-type]


def bare_vbr(**more: object) -> bytes:
    return clean(lame(*BARE_VBR, **more))  # type: ignore[arg-type]


def xing(mp3: bytes, *, frames: float | None = None, size: float | None = None,
         drop: int = 0, crc: bool = True) -> bytes:  # fmt: skip
    """The same with its header's counts multiplied; ``drop`` takes flags away."""
    at = max(mp3.find(b"Xing", 0, 4096), mp3.find(b"Info", 0, 4096))
    data = bytearray(mp3)
    if frames is not None:
        count = int.from_bytes(data[at + 8 : at + 12], "big")
        data[at + 8 : at + 12] = int(count * frames).to_bytes(4, "big")
    if size is not None:
        count = int.from_bytes(data[at + 12 : at + 16], "big")
        data[at + 12 : at + 16] = int(count * size).to_bytes(4, "big")
    if drop:
        flags = data[at + 7]
        data[at + 7] = flags & ~drop
        gone = 4 * bool(drop & 1) + 4 * bool(drop & 2)
        rest = at + 8 + (0 if drop & 1 else 4)
        data[at + 156 : at + 156] = bytes(gone)
        data[rest : rest + gone] = b""
    if not crc:
        lame_at = bytes(data).find(b"LAME", at)
        data[lame_at + 34] ^= 0xFF
    return bytes(data)


def vbri(mp3: bytes, frames: int) -> bytes:
    """A Fraunhofer header in a silent frame before a file that has none."""
    each = -(-frames // 100)
    entries = -(-frames // each)
    size = len(mp3) + 417
    table = b"".join((size // entries).to_bytes(2, "big") for _ in range(entries))
    header = b"VBRI\0\1\0\0\0\x4b" + size.to_bytes(4, "big") + frames.to_bytes(4, "big") + b"".join(
        n.to_bytes(2, "big") for n in (entries, 1, 2, each)) + table  # fmt: skip
    return (b"\xff\xfb\x90\xc4" + bytes(32) + header).ljust(417, b"\0") + mp3


def of(mp3: bytes) -> float:
    return decoded_seconds(mp3, ".mp3")


def plain(corpus: Corpus) -> None:
    add = corpus.add
    for rate in (48_000, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000):
        bits = "64" if rate > 16_000 else "32"
        for name, options in (("cbr", ("--cbr", "-b", bits)), ("bare-vbr", ("-t", "-V", "5"))):
            add(f"{name}-{rate}.mp3", f"{name} at {rate} Hz", lambda options=options, rate=rate:
                clean(lame(*options, "--resample", str(rate / 1000), rate=rate)))  # fmt: skip
    add("cbr.mp3", "CBR with an Info header", cbr)
    add("cbr-stereo.mp3", "joint stereo at 128 kb/s",
        lambda: clean(lame("--cbr", "-b", "128", channels=2)))  # fmt: skip
    add("bare.mp3", "CBR without a header", bare)
    add("bare-unpadded.mp3", "CBR without a header and without padding",
        lambda: clean(ffmpeg(".mp3", "-c:a", "libmp3lame", "-b:a", "128k", "-write_xing", "0",
                             "-id3v2_version", "0", rate=48_000)))  # fmt: skip
    add("abr.mp3", "ABR", lambda: clean(lame("--abr", "96")))
    add("vbr.mp3", "VBR with a Xing header", vbr)
    add("vbr-0.mp3", "VBR of the best quality, stereo", lambda: clean(lame("-V", "0", channels=2)))
    add("bare-vbr.mp3", "VBR without a header", bare_vbr)
    add("bare-vbr-silence.mp3", "VBR without a header that begins with silence",
        lambda: bare_vbr(silence=15.0))  # fmt: skip
    add("crc.mp3", "frames with checksums", lambda: clean(lame("-p", *CBR)))
    add("crc-bare.mp3", "frames with checksums, no header", lambda: clean(lame("-p", *BARE)))
    add("lavf.mp3", "VBR by ffmpeg, with its header",
        lambda: ffmpeg(".mp3", "-c:a", "libmp3lame", "-q:a", "4"))  # fmt: skip
    add("layer2.mp2", "MPEG 1 layer II", lambda: ffmpeg(".mp2", "-c:a", "mp2", "-b:a", "128k"))
    add("layer2-lsf.mp2", "MPEG 2 layer II",
        lambda: ffmpeg(".mp2", "-c:a", "mp2", "-b:a", "64k", rate=22_050))  # fmt: skip
    add("free.mp3", "free format, 400 kb/s", lambda: clean(lame("--freeformat", "-t", "-b", "400")),
        true=lambda: lame_seconds(clean(lame("--freeformat", "-t", "-b", "400"))) ,
        true_by="lame's decoder, for ffmpeg knows no free format")  # fmt: skip
    frames = round(of(bare_vbr()) * 44_100 / 1152)
    add("vbri.mp3", "VBR with a VBRI header", lambda: vbri(bare_vbr(), frames))
    add("vbri-cut.mp3", "the same, cut in half",
        lambda: vbri(bare_vbr(), frames)[: len(bare_vbr()) // 2])  # fmt: skip


def damaged(corpus: Corpus) -> None:
    add = corpus.add
    junk = b"The quick brown fox. " * 200
    for name, make in (("cbr", cbr), ("bare", bare), ("vbr", vbr), ("bare-vbr", bare_vbr)):
        add(
            f"half-{name}.mp3", f"{name}, cut in half", lambda make=make: make()[: len(make()) // 2]
        )
        add(
            f"twice-{name}.mp3",
            f"{name}, two joined",
            lambda make=make: make() + make(seconds=12.0),
        )
        add(f"zeros-behind-{name}.mp3", f"{name}, 300 KB of zeros behind",
            lambda make=make: make() + bytes(300_000))  # fmt: skip
    add("late-bare.mp3", "begins in the middle of a frame", lambda: bare()[20_100:])
    add("late-vbr.mp3", "VBR, its first part is missing", lambda: vbr()[20_100:])
    add("rates.mp3", "44.1 kHz and then 48 kHz", lambda: cbr() + cbr(rate=48_000))
    add(
        "rates-bare.mp3", "44.1 kHz and then 48 kHz, no headers", lambda: bare() + bare(rate=48_000)
    )
    add("advert-vbr.mp3", "an advert before a VBR programme", lambda: cbr(seconds=8.0) + vbr())
    add("advert-tagged.mp3", "an advert before a programme with an ID3 tag of its own",
        lambda: bare(seconds=8.0) + tags.id3(tags.picture()) + bare())  # fmt: skip
    add("advert-bare-vbr.mp3", "an advert of constant bitrate before VBR, no headers",
        lambda: bare(seconds=8.0) + bare_vbr())  # fmt: skip
    add("thrice.mp3", "three joined, tags between", lambda: b"".join(
        tags.id3(tags.text("TIT2", "a")) + make(seconds=9.0) + tags.id3v1()
        for make in (cbr, vbr, bare)))  # fmt: skip
    add("zeros-within.mp3", "20 KB of zeros in the middle, no header",
        lambda: bare()[:100_000] + bytes(20_000) + bare()[100_000:])  # fmt: skip
    add("hole.mp3", "10 KB are missing in the middle", lambda: cbr()[:100_000] + cbr()[110_000:])
    add("junk-behind.mp3", "text behind", lambda: cbr() + junk)
    add("junk-behind-bare.mp3", "text behind, no header", lambda: bare() + junk)
    for name, make in (("cbr", cbr), ("bare", bare), ("bare-vbr", bare_vbr)):
        for size in (4_000, 300_000):
            add(f"zeros-{size}-{name}.mp3", f"{name}, {size} zeros in front",
                lambda make=make, size=size: bytes(size) + make(), before=True,
                true=lambda make=make: of(make()), true_by="ffmpeg's decode without the zeros")  # fmt: skip
    add("junk-before.mp3", "text in front", lambda: junk + cbr(), before=True,
        true=lambda: of(cbr()), true_by="ffmpeg's decode without the text")  # fmt: skip


def lying_headers(corpus: Corpus) -> None:
    add, by = corpus.add, "ffmpeg's decode of the file with its right header"
    for name, make in (("cbr", cbr), ("vbr", vbr)):
        true = lambda make=make: of(make())  # noqa: E731
        cases = {
            "zero-frames": (lambda m: xing(m, frames=0), "a frame count of 0"),
            "doubled": (lambda m: xing(m, frames=2), "a doubled frame count"),
            "halved": (lambda m: xing(m, frames=0.5), "half the frame count"),
            "more": (lambda m: xing(m, frames=1.1), "a tenth too many frames"),
            "less": (lambda m: xing(m, frames=0.95), "a twentieth too few frames"),
            "slightly": (lambda m: xing(m, frames=1.01), "a hundredth too many frames"),
            "no-frames": (lambda m: xing(m, drop=1), "no frame count"),
            "no-bytes": (lambda m: xing(m, drop=2), "no byte count"),
            "neither": (lambda m: xing(m, drop=3), "neither count"),
            "zero-bytes": (lambda m: xing(m, size=0), "a byte count of 0"),
            "zeros": (lambda m: xing(m, size=0, frames=0), "both counts 0"),
            "double-bytes": (lambda m: xing(m, size=2), "a doubled byte count"),
            "bad-crc": (lambda m: xing(m, crc=False), "a wrong checksum of the LAME tag"),
        }
        for case, (change, what) in cases.items():
            add(f"{name}-{case}.mp3", f"{name}, its header has {what}",
                lambda change=change, make=make: change(make()), true=true, true_by=by)  # fmt: skip


def tagged(corpus: Corpus) -> None:
    add, t = corpus.add, tags
    title, title3, title2 = (t.text("TIT2", "A title"), t.text("TIT2", "A title", 3),
                             t.text("TT2", "A title", 2))  # fmt: skip
    fronts = {
        "id3v22": (t.id3(title2, t.picture(2), version=2), "ID3v2.2 with a picture"),
        "id3v23": (t.id3(title3, t.picture(3), version=3), "ID3v2.3 with a picture"),
        "id3v24": (t.id3(title), "ID3v2.4"),
        "footer": (t.id3(title, footer=True), "ID3v2.4 with a footer"),
        "padding": (t.id3(title, padding=65_536), "64 KB of padding"),
        "picture": (t.id3(title, t.picture()), "a picture of 1.5 MB"),
        "chapters": (t.id3(title, t.picture(), t.chapters(30.0)), "a picture and 20 chapters"),
        "chapters3": (t.id3(t.chapters(30.0, version=3), t.picture(3), version=3),
                      "20 chapters and a picture, ID3v2.3"),
        "false-syncs": (t.id3(t.picture(filling=b"\xff\xfb\x90\x64" + bytes(413))),
                        "a picture full of false frames"),
        "unsync3": (t.unsynchronised(title3, t.frame("PRIV", b"\xff\xfb\x90" * 900, 3), version=3),
                    "an unsynchronised tag, ID3v2.3"),
        "unsync4": (t.unsynchronised(title, t.frame("PRIV", b"\xff\xfb\x90" * 300), version=4),
                    "an unsynchronised tag, ID3v2.4"),
        "stacked": (t.id3(title) + t.id3(title3, t.picture(3), version=3), "two tags"),
        "stacked3": (t.id3(title) * 3, "three tags"),
        "ape-front": (t.ape(), "APEv2 in front"),
    }  # fmt: skip
    for name, (front, what) in fronts.items():
        for kind, make in (("cbr", cbr), ("bare-vbr", bare_vbr)):
            add(f"{name}-{kind}.mp3", f"{kind} behind {what}",
                lambda front=front, make=make: front + make(), true=lambda make=make: of(make()),
                true_by="ffmpeg's decode without the tag")  # fmt: skip
    ends = {"id3v1": t.id3v1(), "ape": t.ape(), "ape-id3v1": t.ape(30_000) + t.id3v1(),
            "lyrics3": t.lyrics3(), "appended": t.id3(title, footer=True)}  # fmt: skip
    for name, end in ends.items():
        for kind, make in (("cbr", cbr), ("bare", bare), ("vbr", vbr)):
            add(f"{name}-behind-{kind}.mp3", f"{kind} with {name} behind",
                lambda end=end, make=make: make() + end, true=lambda make=make: of(make()),
                true_by="ffmpeg's decode without the tag")  # fmt: skip
    add("tag-beyond.mp3", "a tag that claims more than the file",
        lambda: t.id3(title, size=200_000_000) + cbr(), before=True, true=lambda: of(cbr()),
        true_by="ffmpeg's decode without the tag")  # fmt: skip
    add("tag-small.mp3", "a tag that is 3,000 bytes longer than it claims",
        lambda: t.id3(title, padding=5_000, size=2_012) + cbr(), before=True,
        true=lambda: of(cbr()), true_by="ffmpeg's decode without the tag")  # fmt: skip
    add("tag-large.mp3", "a tag that claims 3,000 bytes of the sound",
        lambda: t.id3(title, size=len(title) + 3_000) + bare(), before=True)  # fmt: skip


def fill(corpus: Corpus) -> None:
    plain(corpus)
    damaged(corpus)
    lying_headers(corpus)
    tagged(corpus)
    corpus.add("mp3-named.m4a", "an MP3 with a wrong extension", cbr)
