"""How long an MP3 lasts, and what proves it: headers that lie, files that were cut and joined."""

from __future__ import annotations

import pytest

from podcastkit.audio.content import facts
from podcastkit.audio.mpeg.frames import frame
from podcastkit.errors import NotAudioError
from tests.audio.medium import Medium, OnDisk, audio_of, fixture, sound_of

CBR, VBR, BARE = fixture("cbr.mp3"), fixture("vbr.mp3"), fixture("noheader.mp3")
TAGGED = fixture("chapters.mp3")


def frame_length(mp3: bytes) -> int:
    found = frame(mp3, 0)
    assert found is not None
    return found.length


def header_at(mp3: bytes) -> int:
    return max(mp3.find(b"Xing", 0, 4_096), mp3.find(b"Info", 0, 4_096))


def bare_vbr() -> bytes:
    """The frames of a VBR file without the one that holds its header."""
    return VBR[frame_length(VBR) :]


def counts(mp3: bytes, *, frames: float = 1, size: float = 1) -> bytes:
    at, data = header_at(mp3), bytearray(mp3)
    for place, factor in ((at + 8, frames), (at + 12, size)):
        number = int(int.from_bytes(data[place : place + 4], "big") * factor)
        data[place : place + 4] = number.to_bytes(4, "big")
    return bytes(data)


def tag(length: int = 1_000, *, claimed: int | None = None, footer: bool = False) -> bytes:
    number = length if claimed is None else claimed
    size = bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
    flags = b"\x10" if footer else b"\0"
    ends = b"3DI\x04\0" + flags + size if footer else b""
    return b"ID3\x04\0" + flags + size + bytes(length) + ends


@pytest.mark.parametrize("mp3", [CBR, VBR])
def test_a_header_that_the_size_confirms_costs_one_request(mp3: bytes) -> None:
    medium = Medium(mp3)
    found = facts(medium).audio
    assert (found.how, found.duration) == ("header", pytest.approx(5.479, abs=0.001))
    assert (medium.asked, medium.streamed) == (1, 0)


@pytest.mark.parametrize("factor", [0, 0.5, 0.9, 1.05, 2])
def test_a_wrong_frame_count_is_not_believed(factor: float) -> None:
    """With a checksum that does not fit, as after any change by another program."""
    for mp3 in (CBR, VBR):
        found = audio_of(counts(mp3, frames=factor))
        assert found.exact
        assert found.how in {"frames", "constant"}
        assert found.duration == pytest.approx(5.479, abs=0.05)


@pytest.mark.parametrize("factor", [0, 0.5, 1.5])
def test_a_wrong_byte_count_is_not_believed(factor: float) -> None:
    for mp3 in (CBR, VBR):
        assert audio_of(counts(mp3, size=factor)).duration == pytest.approx(5.479, abs=0.05)


def test_a_checksum_that_fails_costs_a_count_and_changes_nothing() -> None:
    data = bytearray(VBR)
    data[VBR.index(b"LAME", header_at(VBR)) + 34] ^= 1
    found = audio_of(bytes(data))
    assert (found.duration, found.how, found.exact) == (audio_of(VBR).duration, "header", True)


def test_a_file_cut_in_half_lasts_half_as_long() -> None:
    for mp3 in (CBR, VBR, BARE, bare_vbr()):
        found = audio_of(mp3[: len(mp3) // 2])
        assert found.exact
        assert found.duration is not None
        assert 2.3 < found.duration < 3.4


def test_one_bitrate_without_a_header_is_proved_at_three_places() -> None:
    medium = Medium(BARE * 6)
    found = facts(medium).audio
    assert (found.how, found.exact) == ("constant", True)
    assert found.duration == pytest.approx(6 * 5.538, abs=0.06)
    assert (medium.asked, medium.streamed) == (3, 0)


def test_silence_at_the_beginning_does_not_make_a_bitrate_constant() -> None:
    quiet = BARE[: frame_length(BARE)] * 100
    found = audio_of(quiet + bare_vbr() * 3)
    assert (found.how, found.exact) == ("frames", True)
    assert found.duration == pytest.approx(100 * 576 / 22_050 + 3 * 5.538, abs=0.1)


def test_changing_bitrates_without_a_header_are_counted() -> None:
    found = audio_of(bare_vbr())
    assert (found.how, found.exact) == ("frames", True)
    assert found.duration == pytest.approx(5.538, abs=0.03)


def test_what_may_not_be_read_whole_is_an_estimate() -> None:
    found = audio_of(bare_vbr(), whole=False)
    assert (found.how, found.exact) == ("estimate", False)
    assert found.duration == pytest.approx(5.5, abs=1.5)
    lying = audio_of(counts(CBR, frames=2), whole=False)
    assert (lying.exact, lying.duration) == (False, pytest.approx(5.5, abs=0.3))


def test_a_host_without_ranges_is_read_once_from_the_beginning() -> None:
    assert audio_of(BARE, in_order=True).how == "frames"
    assert audio_of(CBR, in_order=True).how == "header"


@pytest.mark.parametrize("junk", [bytes(70_000), b"words " * 500, tag(), tag(90_000)])
def test_an_advert_before_the_programme_is_counted_with_it(junk: bytes) -> None:
    for advert in (CBR, BARE):
        for programme in (VBR, bare_vbr()):
            found = audio_of(advert + junk + programme)
            assert found.exact
            assert found.duration == pytest.approx(11.02, abs=0.09)


def test_two_sample_rates_are_counted_each_in_its_own() -> None:
    found = audio_of(CBR + BARE)
    assert found.duration == pytest.approx(5.479 + 5.538 + 0.026, abs=0.05)


@pytest.mark.parametrize("before", [bytes(50), bytes(20_000), b"junk " * 4_000, tag() * 3])
def test_what_stands_before_the_sound_is_stepped_over(before: bytes) -> None:
    for mp3 in (CBR, VBR, BARE):
        found = audio_of(before + mp3)
        assert found.exact
        assert found.duration == pytest.approx(audio_of(mp3).duration, abs=0.07)


def test_a_tag_that_claims_more_than_the_file_is_no_end_of_it() -> None:
    assert audio_of(tag(500, claimed=90_000_000) + CBR).duration == pytest.approx(5.479, abs=0.07)


def test_a_tag_that_is_longer_than_it_claims() -> None:
    assert audio_of(tag(5_000, claimed=2_000) + CBR).duration == pytest.approx(5.479, abs=0.07)


ID3V1 = b"TAG" + bytes(125)
APE_FOOTER = b"APETAGEX" + (2000).to_bytes(4, "little") + (532).to_bytes(4, "little") + bytes(16)
LYRICS = b"LYRICSBEGIN" + b"IND00002" + b"10" + b"000021LYRICS200"


@pytest.mark.parametrize(
    "behind",
    [ID3V1, bytes(500) + APE_FOOTER, bytes(500) + APE_FOOTER + ID3V1, LYRICS + ID3V1,
     tag(40_000, footer=True), b"TAG+" + bytes(223) + ID3V1, b"LYRICSBEGINwordsLYRICSEND" + ID3V1],
)  # fmt: skip
def test_tags_behind_the_sound_are_no_sound(behind: bytes) -> None:
    for mp3 in (CBR, BARE):
        found, alone = audio_of(mp3 + behind), audio_of(mp3)
        assert (found.duration, found.how) == (alone.duration, alone.how)


def test_zeros_and_words_behind_the_sound_are_no_sound() -> None:
    for mp3 in (BARE, bare_vbr(), CBR):
        for behind in (bytes(100_000), b"words " * 2_000):
            assert audio_of(mp3 + behind).duration == pytest.approx(
                audio_of(mp3).duration, abs=0.05
            )


def test_a_hole_is_not_heard() -> None:
    found = audio_of(BARE[:12_000] + bytes(9_000) + BARE[12_000:])
    assert found.how == "frames"
    assert found.duration == pytest.approx(5.538, abs=0.06)


def test_layer_two_and_free_format() -> None:
    second = sound_of(fixture("layer2.mp2"))
    assert (second.codec, second.audio.how, second.audio.duration) == ("MP2", "constant", 2.508)
    free = sound_of(fixture("free.mp3"))
    assert (free.audio.how, free.audio.exact) == ("frames", True)
    assert free.audio.duration == pytest.approx(2.55, abs=0.05)


def test_a_fraunhofer_header_is_believed_when_its_table_agrees() -> None:
    frames = round(5.538 * 22_050 / 576)
    body = bare_vbr()
    each = 20
    entries = -(-frames // each)
    size = len(body) + 313
    table = (size // entries).to_bytes(2, "big") * entries
    numbers = b"".join(number.to_bytes(2, "big") for number in (entries, 1, 2, each))
    header = b"VBRI\0\1\0\0\0\x4b" + size.to_bytes(4, "big") + frames.to_bytes(4, "big") + numbers
    # 96 kb/s at 22.05 kHz: a frame of 313 bytes.
    vbri = (b"\xff\xf3\xa0\xc4" + bytes(32) + header + table).ljust(313, b"\0")
    found = audio_of(vbri + body)
    assert (found.how, found.duration) == ("header", pytest.approx(5.538, abs=0.03))
    assert audio_of(vbri + body[:20_000]).how == "frames"
    other = vbri.replace(frames.to_bytes(4, "big"), (frames * 2).to_bytes(4, "big"))
    assert audio_of(other + body).how == "frames"


def test_a_file_of_this_machine_is_read_as_one_of_a_host() -> None:
    for mp3 in (CBR, VBR, BARE, bare_vbr(), TAGGED):
        assert facts(OnDisk(mp3)) == facts(Medium(mp3))


@pytest.mark.parametrize("data", [b"\xff\xfb\x90\x00" * 3, b"\xff" * 60_000, bytes(60_000)])
def test_what_looks_like_frames_and_is_none(data: bytes) -> None:
    with pytest.raises(NotAudioError, match=r"a\.mp3: no sound is found"):
        audio_of(data)


def test_average_bitrate_rate_and_channels() -> None:
    found = sound_of(CBR)
    assert (found.codec, found.sample_rate, found.channels) == ("MP3", 44_100, 1)
    assert found.bitrate == pytest.approx(64_000, rel=0.02)
