"""MP4, Ogg, FLAC, WAV and ADTS: whole, cut, joined, written to a pipe."""

from __future__ import annotations

import pytest

from podcastkit.audio.content import facts
from podcastkit.errors import NotAudioError
from podcastkit.model import Artwork, Chapter
from tests.audio.medium import Medium, OnDisk, audio_of, fixture, sound_of

M4A, FRONT, CHAPTERS = fixture("sound.m4a"), fixture("front.m4a"), fixture("chapters.m4a")
FRAGMENTS, DASH = fixture("fragments.mp4"), fixture("dash.mp4")
OPUS, VORBIS = fixture("sound.opus"), fixture("sound.ogg")
FLAC, WAV, AAC = fixture("sound.flac"), fixture("sound.wav"), fixture("sound.aac")


def box(kind: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def test_an_edit_list_takes_the_encoders_delay_off() -> None:
    assert audio_of(M4A).duration == pytest.approx(5.479, abs=0.002)
    assert audio_of(FRONT).duration == pytest.approx(2.5, abs=0.002)
    without = FRONT.replace(b"elst", b"free")
    assert audio_of(without).duration == pytest.approx(2.546, abs=0.002)


def test_the_table_of_contents_may_stand_at_the_end_behind_much_sound() -> None:
    at = M4A.index(b"mdat") - 4
    size = int.from_bytes(M4A[at : at + 4], "big")
    filled = M4A[: at + 8] + bytes(3_000_000) + M4A[at + 8 :]
    filled = filled[:at] + (size + 3_000_000).to_bytes(4, "big") + filled[at + 4 :]
    medium = Medium(filled)
    assert facts(medium).audio.duration == audio_of(M4A).duration
    assert (medium.asked, medium.streamed) == (2, 0)


def test_a_cut_or_lengthened_file_is_not_exact() -> None:
    half = audio_of(FRONT[: len(FRONT) * 2 // 3])
    assert (half.exact, half.how) == (False, "estimate")
    assert half.duration == pytest.approx(1.6, abs=0.3)
    assert audio_of(FRONT + b"no box " * 99).exact is False
    with pytest.raises(NotAudioError, match="table of contents"):
        audio_of(M4A[: len(M4A) // 2])


@pytest.mark.parametrize("data", [FRAGMENTS, DASH])
@pytest.mark.parametrize("kind", [Medium, OnDisk])
def test_fragments_are_added_up(data: bytes, kind: type[Medium]) -> None:
    found = facts(kind(data)).audio
    assert (found.exact, found.how) == (True, "container")
    assert found.duration == pytest.approx(2.554, abs=0.05)


def test_fragments_without_an_index_or_cut() -> None:
    bare = FRAGMENTS[: FRAGMENTS.rindex(b"mfra") - 4]
    for kind in (Medium, OnDisk):
        assert facts(kind(bare)).audio.duration == pytest.approx(2.554, abs=0.05)
        cut = facts(kind(FRAGMENTS[:7_000])).audio
        assert cut.exact is False
        assert cut.duration is not None
        assert cut.duration < 2.3


def test_title_cover_and_chapters_in_both_ways() -> None:
    found = sound_of(CHAPTERS)
    chapters = (Chapter(start=0.0, title="Hello"), Chapter(start=1.0, title="Zählen"))
    assert (found.title, found.audio.chapters) == ("A title", chapters)
    assert found.artwork == Artwork(type="image/png", bytes=405, width=200, height=100)
    quicktime = CHAPTERS.replace(b"chpl", b"free")
    assert sound_of(quicktime).audio.chapters == chapters


def test_a_large_cover_is_not_read() -> None:
    """A list of tags with a cover of 1.5 MB, behind all other tables."""
    picture = box(
        b"data", (14).to_bytes(4, "big") + bytes(4) + b"\x89PNG\r\n\x1a\n" + bytes(1_500_000)
    )
    name = box(b"\xa9nam", box(b"data", (1).to_bytes(4, "big") + bytes(4) + b"A title"))
    tags = box(b"ilst", name + box(b"covr", picture))
    meta = box(b"udta", box(b"meta", bytes(4) + box(b"hdlr", bytes(25)) + tags))
    at = M4A.rindex(b"moov") - 4
    medium = Medium(M4A[:at] + box(b"moov", M4A[at + 8 :].replace(b"udta", b"free") + meta))
    found = facts(medium)
    assert (found.title, found.audio.exact, found.artwork is not None) == ("A title", True, True)
    assert medium.asked <= 3


@pytest.mark.parametrize("ogg", [OPUS, VORBIS])
def test_ogg_whole_cut_and_joined(ogg: bytes) -> None:
    for kind in (Medium, OnDisk):
        assert facts(kind(ogg)).audio.duration == pytest.approx(5.479, abs=0.002)
        cut = facts(kind(ogg[: len(ogg) // 2])).audio
        assert (cut.exact, cut.how) == (False, "estimate")
        assert cut.duration is not None
        assert 0.5 < cut.duration < 4.5
        assert facts(kind(ogg + b"words " * 99)).audio.exact is False
        for joined in (ogg + ogg, ogg * 8, OPUS + VORBIS):
            found = facts(kind(joined)).audio
            parts = 8 if joined == ogg * 8 else 2
            assert found.duration == pytest.approx(parts * 5.479, abs=0.05)
            assert found.exact


def test_ogg_of_a_host_is_read_at_three_places() -> None:
    """A long stream of one serial number: pages of 4 KB, 50 packets of 20 ms each."""

    def page(number: int, granule: int, body: bytes, flags: int = 0) -> bytes:
        sizes = b"P" * 50 if body == second else bytes([len(body)])
        head = b"OggS\0" + bytes([flags]) + granule.to_bytes(8, "little") + bytes(4)
        return head + number.to_bytes(4, "little") + bytes(4) + bytes([len(sizes)]) + sizes + body

    second = (b"\x08" + bytes(79)) * 50
    head = b"OpusHead\1\1" + (312).to_bytes(2, "little") + (48_000).to_bytes(4, "little") + bytes(3)
    tags = b"OpusTags" + bytes(4) + (1).to_bytes(4, "little") + (11).to_bytes(4, "little")
    pages = [page(0, 0, head, 2), page(1, 0, tags + b"TITLE=Hello")]
    pages += [page(n + 2, (n + 1) * 48_000, second) for n in range(600)]
    medium = Medium(b"".join(pages))
    found = facts(medium)
    assert found.audio.duration == pytest.approx(600 - 312 / 48_000)
    assert (found.title, found.audio.exact) == ("Hello", True)
    assert (medium.asked, medium.streamed) == (3, 0)
    twice = Medium(b"".join(pages) + b"".join(pages))
    assert facts(twice).audio.duration == pytest.approx(2 * 600, abs=0.1)
    assert facts(Medium(b"".join(pages) * 2, whole=False)).audio.exact is False


def test_flac_is_proved_by_its_last_frame() -> None:
    assert audio_of(FLAC).how == "container"
    unknown = bytearray(FLAC)
    at = FLAC.index(b"fLaC") + 8 + 13
    unknown[at] &= 0xF0
    unknown[at + 1 : at + 5] = bytes(4)
    assert (audio_of(bytes(unknown)).duration, audio_of(bytes(unknown)).exact) == (5.479, True)
    cut = audio_of(FLAC[: len(FLAC) // 2])
    assert cut.exact is False
    assert cut.duration is not None
    assert 1.5 < cut.duration < 4.5
    tag = b"ID3\x04\0\0\0\0\0\x0a" + bytes(10)
    assert audio_of(tag + FLAC).duration == 5.479


def test_wav_lasts_as_long_as_its_bytes() -> None:
    at = WAV.index(b"data") + 4
    assert audio_of(WAV).duration == pytest.approx(5.479, abs=0.001)
    for size in (0, 0xFFFFFFFF):
        piped = WAV[:at] + size.to_bytes(4, "little") + WAV[at + 4 :]
        assert (audio_of(piped).duration, audio_of(piped).exact) == (audio_of(WAV).duration, True)
    half = audio_of(WAV[: len(WAV) // 2])
    assert (half.exact, half.duration) == (True, pytest.approx(2.74, abs=0.01))
    adpcm = WAV[:20] + (2).to_bytes(2, "little") + WAV[22:]
    assert audio_of(adpcm).exact is False


def test_adts_frames_are_counted() -> None:
    assert audio_of(AAC).duration == pytest.approx(2.554, abs=0.002)
    assert (audio_of(AAC).type, audio_of(AAC).how) == ("audio/aac", "frames")
    assert audio_of(AAC[:-50]).exact is False
    assert audio_of(AAC * 3, whole=False).exact is False
    assert audio_of(AAC * 3, whole=False).duration == pytest.approx(3 * 2.554, abs=0.5)
    tag = b"ID3\x04\0\0\0\0\0\x0a" + bytes(10)
    assert audio_of(tag + AAC).duration == audio_of(AAC).duration


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"\xff\xd8\xff\xe0", "a JPEG"), (b"\x89PNG\r\n\x1a\n", "a PNG"), (b"%PDF-1.4", "a PDF"),
        (b"PK\x03\x04", "a ZIP"), (b"\x1f\x8b\x08", "gzip"), (b"\x1aE\xdf\xa3", "Matroska"),
        (b"FORM\0\0\0\0AIFF", "AIFF"), (b"0&\xb2u\x8ef", "Windows Media"),
        (b"OggS" + bytes(60), "neither Opus nor Vorbis"), (b"RIFF\0\0\0\0WAVE", "no sound is found"),
        (b"fLaC\x80\0\0\x22" + bytes(34), "no sound is found"),
        (b"\0\0\0\x10ftypM4A " + bytes(4), "table of contents"),
    ],
)  # fmt: skip
def test_what_is_no_sound_is_named(head: bytes, words: str) -> None:
    with pytest.raises(NotAudioError, match=words):
        audio_of(head + bytes(300))
