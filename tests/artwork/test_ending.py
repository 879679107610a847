"""A picture that breaks off is found without unpacking it."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from podcastkit.artwork import is_whole
from tests.projects import PICTURES

NAMES = sorted(path.name for path in PICTURES.iterdir() if path.name != "broken.jpg")
COVER = (PICTURES / "cover.jpg").read_bytes()
SQUARE = (PICTURES / "square.png").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_picture_is_whole(name: str) -> None:
    data = (PICTURES / name).read_bytes()
    assert is_whole(data)
    assert is_whole(data + bytes(1000))


@given(st.sampled_from([COVER, SQUARE]), st.floats(0.001, 0.999))
def test_a_part_of_a_picture_is_not(data: bytes, part: float) -> None:
    assert not is_whole(data[: max(8, int(len(data) * part))])


def test_the_end_of_a_picture_in_the_metadata_is_not_the_end() -> None:
    small = BytesIO()
    Image.new("RGB", (8, 8)).save(small, "JPEG")
    segment = b"Exif\0\0" + small.getvalue()
    nested = COVER[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + COVER[2:]
    assert is_whole(nested)
    assert not is_whole(nested[:-1000])


def test_fill_bytes_before_a_marker_are_skipped() -> None:
    assert is_whole(COVER[:2] + b"\xff\xff" + COVER[2:])


@given(st.binary(max_size=60), st.sampled_from([b"", b"\xff\xd8", SQUARE[:8]]))
def test_any_bytes_have_an_answer(data: bytes, begin: bytes) -> None:
    assert is_whole(begin + data) in {True, False}
