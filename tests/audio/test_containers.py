"""MP4, Ogg, FLAC, WAV and ADTS: whole, cut, joined, written to a pipe."""

from __future__ import annotations

import contextlib
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from podcastkit.audio import flac, mp4, ogg, wav
from podcastkit.audio.content import facts
from podcastkit.audio.id3 import Tags
from podcastkit.audio.pictures import describe
from podcastkit.errors import AudioError, NotAudioError
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


def many_fragments(count: int, seconds: float = 1.0) -> bytes:
    """Fragments of 8 KB; each tells when it begins, and no index tells of them."""
    moov = FRAGMENTS.index(b"moov") - 4
    length = int.from_bytes(FRAGMENTS[moov : moov + 4], "big")
    ticks = int(22_050 * seconds)
    found = [FRAGMENTS[: moov + length]]
    for number in range(count):
        tfhd = box(b"tfhd", bytes(4) + (1).to_bytes(4, "big"))
        tfdt = box(b"tfdt", b"\1\0\0\0" + (number * ticks).to_bytes(8, "big"))
        trun = box(b"trun", b"\0\0\1\0" + (1).to_bytes(4, "big") + ticks.to_bytes(4, "big"))
        mfhd = box(b"mfhd", bytes(4) + number.to_bytes(4, "big"))
        found += [box(b"moof", mfhd + box(b"traf", tfhd + tfdt + trun)), box(b"mdat", bytes(8_000))]
    return b"".join(found)


def test_many_fragments_cost_few_requests() -> None:
    whole = many_fragments(900)
    medium = Medium(whole)
    found = facts(medium).audio
    assert (found.exact, found.duration) == (True, audio_of(whole).duration)
    assert facts(OnDisk(whole)).audio.duration == found.duration
    assert medium.asked <= 3
    broken = Medium(whole[:-5])
    found = facts(broken).audio
    assert found.exact is False
    assert found.duration == pytest.approx(900, rel=0.02)
    assert broken.asked <= 16


def test_joined_fragments_are_not_exact() -> None:
    for kind in (Medium, OnDisk):
        assert facts(kind(many_fragments(90) * 2)).audio.exact is False


def test_an_index_of_fragments_tells_of_a_file_that_was_cut() -> None:
    medium = Medium(DASH[: len(DASH) * 3 // 4])
    found = facts(medium).audio
    assert (found.exact, medium.asked) == (False, 1)
    assert found.duration == pytest.approx(2.554 * 0.72, abs=0.3)


def test_two_mp4_files_in_one_are_not_exact() -> None:
    assert audio_of(FRONT + FRONT).exact is False


def test_a_file_cut_within_its_cover_has_no_sound() -> None:
    at = FRONT.index(b"moov") - 4
    with pytest.raises(NotAudioError, match="before its sound begins"):
        audio_of(FRONT[: at + 300])


@pytest.mark.parametrize(
    ("config", "codec", "rate", "channels"),
    [
        ((2 << 11 | 4 << 7 | 1 << 3), "AAC", 44_100, 1),
        ((2 << 11 | 3 << 7 | 7 << 3), "AAC", 48_000, 8),
        ((5 << 11 | 7 << 7 | 2 << 3 | 4 >> 1), "HE-AAC", 44_100, 2),
        ((29 << 11 | 7 << 7 | 1 << 3 | 4 >> 1), "HE-AAC v2", 44_100, 2),
    ],
)
def test_aac_says_itself_what_it_is(config: int, codec: str, rate: int, channels: int) -> None:
    """The sample description says two channels of any sound."""
    at = FRONT.index(b"\x05\x80\x80\x80", FRONT.index(b"esds")) + 5
    found = sound_of(FRONT[:at] + config.to_bytes(2, "big") + FRONT[at + 2 :])
    assert (found.codec, found.sample_rate, found.channels) == (codec, rate, channels)


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


def late(data: bytes, samples: int) -> bytes:
    """The same stream as a piece that begins later: all its times are moved."""
    found, at = bytearray(data), 0
    while (at := data.find(b"OggS\0", at)) >= 0:
        time = int.from_bytes(data[at + 6 : at + 14], "little")
        if time not in {0, 2**64 - 1}:
            found[at + 6 : at + 14] = (time + samples).to_bytes(8, "little")
        at += 27
    return bytes(found)


@pytest.mark.parametrize("begins", [0.5, 5, 500])
@pytest.mark.parametrize("kind", [Medium, OnDisk])
def test_an_ogg_stream_may_begin_late(kind: type[Medium], begins: float) -> None:
    opus = facts(kind(late(OPUS, int(begins * 48_000)))).audio
    assert (opus.exact, opus.duration) == (True, pytest.approx(5.479, abs=0.05))
    assert late(OPUS, 0) == OPUS


def test_joined_ogg_that_may_not_be_read_whole_is_guessed() -> None:
    for data in (OPUS * 20, (OPUS + VORBIS) * 10):
        found = facts(Medium(data, whole=False)).audio
        assert found.exact is False
        assert found.duration == pytest.approx(20 * 5.479, rel=0.25)


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


def test_flac_that_was_joined_or_lost_a_part_is_not_exact() -> None:
    for kind in (Medium, OnDisk):
        assert facts(kind(FLAC + FLAC)).audio.exact is False
    assert facts(Medium(FLAC + FLAC)).audio.duration == pytest.approx(2 * 5.479, abs=0.2)
    third = len(FLAC) // 3
    assert facts(OnDisk(FLAC[:third] + FLAC[third + 20_000 :])).audio.exact is False
    medium = Medium(FLAC, whole=False)
    assert facts(medium).audio.exact
    assert medium.asked <= 3


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


def chunk(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body


def wave(
    kind: int, second: int, block: int, extra: bytes = b"", fact: int = 0, size: int = 40_000
) -> bytes:
    """A WAV of one channel at 8 kHz in a format; ``second`` is the bytes that it says it has."""
    numbers = ((kind, 2), (1, 2), (8_000, 4), (second, 4), (block, 2), (4, 2), (len(extra), 2))
    form = b"".join(number.to_bytes(width, "little") for number, width in numbers) + extra
    told = chunk(b"fact", fact.to_bytes(4, "little")) if fact else b""
    body = b"WAVE" + chunk(b"fmt ", form) + told + chunk(b"data", bytes(size))
    return chunk(b"RIFF", body)


def test_compressed_wav_goes_by_samples_not_by_the_bytes_a_second() -> None:
    """ffmpeg writes a byte rate of a third into ADPCM, and none into MP3."""
    adpcm = wave(2, 1_600, 256, (505).to_bytes(2, "little"), fact=80_000)
    assert (audio_of(adpcm).duration, audio_of(adpcm).exact) == (10.0, False)
    assert audio_of(adpcm[: len(adpcm) // 2]).duration == pytest.approx(5, abs=0.1)
    untold = wave(2, 1_600, 256, (505).to_bytes(2, "little"))
    assert audio_of(untold).duration == pytest.approx(40_000 / 256 * 505 / 8_000, abs=0.001)
    mp3 = sound_of(wave(0x55, 0, 1_152, fact=40_000))
    assert (mp3.audio.duration, mp3.codec, mp3.audio.exact) == (5.0, "MP3", False)
    assert audio_of(wave(0x55, 0, 1_152)).duration is None


def test_wav_with_a_wrong_byte_rate_or_joined_is_not_exact() -> None:
    right = wave(1, 16_000, 2)
    assert (audio_of(right).duration, audio_of(right).exact) == (2.5, True)
    wrong = wave(1, 9_999, 2)
    assert (audio_of(wrong).duration, audio_of(wrong).exact) == (2.5, False)
    assert audio_of(right + right).exact is False


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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("more", [{}, {"lossless": True}, {"exif": bytes(40)}])
def test_a_picture_tells_its_size_in_its_first_bytes(kind: str, more: dict[str, object]) -> None:
    picture = Image.effect_noise((600, 400), 90).convert("RGB")
    file = io.BytesIO()
    picture.save(file, kind, **(more if kind == "WEBP" else {}))
    data = file.getvalue()
    assert len(data) > 2 * 16_384
    told = Artwork(type=f"image/{kind.lower()}", bytes=len(data), width=600, height=400)
    assert describe(data[:16_384], len(data)) == told
    for short in (0, 3, 12, 25, 31):
        assert describe(data[:short], len(data)).bytes == len(data)


READERS = (
    (mp4.read, (M4A, FRONT, CHAPTERS, FRAGMENTS, DASH)),
    (ogg.read, (OPUS, VORBIS)),
    (wav.read, (WAV[:3_000], wave(2, 1_600, 256, b"\xf9\1", fact=80_000, size=900))),
    (lambda file: flac.read(file, Tags(end=0)), (FLAC[:60_000],)),
)


@given(data=st.data(), local=st.booleans(), whole=st.booleans())
def test_a_reader_raises_nothing_but_its_own_error(
    data: st.DataObject, *, local: bool, whole: bool
) -> None:
    """Each reader by itself: nothing stands around it that would turn a fault into a refusal."""
    read, sounds = data.draw(st.sampled_from(READERS))
    sound = bytearray(data.draw(st.sampled_from(sounds)))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(
            st.integers(0, min(len(sound), data.draw(st.sampled_from((64, 4_000, 60_000)))))
        )
        change = data.draw(
            st.sampled_from((bytes(4), b"\xff" * 4, b"\0\0\0\x08")) | st.binary(max_size=4)
        )
        sound[at : at + data.draw(st.sampled_from((0, len(change), 100)))] = change
    file = OnDisk(bytes(sound)) if local else Medium(bytes(sound), whole=whole)
    try:
        found = read(file)
    except AudioError:
        return
    assert found.audio.size == len(sound)
    assert found.audio.how == ("container" if found.audio.exact else "estimate")


def test_hostile_boxes_end_at_once() -> None:
    """Fragments of which each would look through thousands of boxes, and boxes within boxes."""
    empty = box(b"free", b"")
    moov = FRAGMENTS.index(b"moov") - 4
    at = FRAGMENTS.index(b"mvex") - 4
    before = FRAGMENTS[moov + 8 : at]
    head = box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", before + box(b"mvex", empty * 2_000))
    fragment = box(b"traf", box(b"tfhd", bytes(4) + (1).to_bytes(4, "big")))
    tracks = box(b"trak", empty * 100_000) * 16
    for data in (head + box(b"moof", fragment) * 15_000, head + box(b"moof", empty * 500_000),
                 box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", tracks)):  # fmt: skip
        for kind in (Medium, OnDisk):
            medium = kind(data)
            began = time.process_time()
            with contextlib.suppress(NotAudioError):
                facts(medium)
            assert time.process_time() - began < 2
            assert kind is OnDisk or medium.asked < 64
