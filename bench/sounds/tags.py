"""Tags by hand, byte by byte: rightly made, and wrongly."""

from __future__ import annotations

import zlib

PICTURE = 1_500_000


def safe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def frame(name: str, body: bytes, version: int = 4) -> bytes:
    if version == 2:
        return name.encode() + len(body).to_bytes(3, "big") + body
    size = safe(len(body)) if version == 4 else len(body).to_bytes(4, "big")
    return name.encode() + size + b"\0\0" + body


def id3(*frames: bytes, version: int = 4, padding: int = 0, flags: int = 0, footer: bool = False,
        size: int | None = None) -> bytes:  # fmt: skip
    body = b"".join(frames) + bytes(padding)
    flags |= 0x10 if footer else 0
    rest = bytes([version, 0, flags]) + safe(len(body) if size is None else size)
    return b"ID3" + rest + body + (b"3DI" + rest if footer else b"")


def text(name: str, words: str, version: int = 4) -> bytes:
    return frame(name, b"\0" + words.encode("latin-1"), version)


def png(side: int = 1_400) -> bytes:
    """A real picture, if a dull one."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checksum = zlib.crc32(kind + body)
        return len(body).to_bytes(4, "big") + kind + body + checksum.to_bytes(4, "big")

    header = side.to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress(bytes((side + 1) * side))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def picture(version: int = 4, filling: bytes = b"\x55") -> bytes:
    data = png() + filling * ((PICTURE - 10_000) // len(filling))
    if version == 2:
        return frame("PIC", b"\0PNG\x03\0" + data, 2)
    return frame("APIC", b"\0image/png\0\x03\0" + data, version)


def chapters(seconds: float, count: int = 20, version: int = 4) -> bytes:
    names = [f"chp{number}" for number in range(count)]
    toc = frame("CTOC", b"toc\0\x03" + bytes([count]) + b"".join(
        name.encode() + b"\0" for name in names), version)  # fmt: skip
    step = int(seconds * 1000 / count)
    made = []
    for number, name in enumerate(names):
        times = (number * step).to_bytes(4, "big") + ((number + 1) * step).to_bytes(4, "big")
        title = text("TIT2", f"Chapter {number + 1}", version)
        made.append(frame("CHAP", name.encode() + b"\0" + times + b"\xff" * 8 + title, version))
    return toc + b"".join(made)


def id3v1() -> bytes:
    return b"TAG" + b"A title".ljust(124, b"\0") + b"\x0c"


def ape(size: int = 300, *, header: bool = True) -> bytes:
    item = (size - 20).to_bytes(4, "little") + bytes(4) + b"Comment\0" + b"x" * (size - 20)

    def ends(flags: int) -> bytes:
        return (
            b"APETAGEX"
            + (2000).to_bytes(4, "little")
            + (len(item) + 32).to_bytes(4, "little")
            + (1).to_bytes(4, "little")
            + flags.to_bytes(4, "little")
            + bytes(8)
        )

    top = 0x80000000 if header else 0
    return (ends(top | 0x20000000) if header else b"") + item + ends(top)


def ape_in_front(size: int = 300) -> bytes:
    return ape(size)


def lyrics3() -> bytes:
    body = b"LYRICSBEGININD0000210LYR00010some words"
    return body + b"%06dLYRICS200" % len(body) + id3v1()


def unsynchronised(*frames: bytes, version: int) -> bytes:
    body = b"".join(frames)
    changed = body.replace(b"\xff\x00", b"\xff\x00\x00")
    parts, at = [], 0
    while (place := changed.find(b"\xff", at)) >= 0:
        follows = changed[place + 1 : place + 2]
        parts.append(changed[at : place + 1] + (b"\0" if follows >= b"\xe0" else b""))
        at = place + 1
    changed = b"".join(parts) + changed[at:]
    return b"ID3" + bytes([version, 0, 0x80]) + safe(len(changed)) + changed
