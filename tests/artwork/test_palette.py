"""The colours of a cover hold the contrast, whatever the cover is."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from podcastkit.artwork import contrast, dominant, palette_of
from podcastkit.artwork.colour import to_lch
from podcastkit.artwork.palette import DARK, LIGHT
from tests.projects import PICTURES

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def cover(*parts: str, side: int = 90) -> bytes:
    """Stripes of equal height."""
    image = Image.new("RGB", (side, side))
    high = side / len(parts)
    for number, part in enumerate(parts):
        image.paste(part, (0, round(number * high), side, round((number + 1) * high)))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.lists(COLOURS, min_size=1, max_size=6))
def test_the_palette_of_any_picture_is_readable(parts: list[str]) -> None:
    colour = dominant(cover(*parts))
    if colour is not None:
        found = palette_of(colour)
        assert contrast(found.accent_light, LIGHT) >= 4.5
        assert contrast(found.accent_dark, DARK) >= 4.5


@given(COLOURS, COLOURS, COLOURS)
def test_it_is_readable_on_any_paper(colour: str, paper: str, paper_dark: str) -> None:
    found = palette_of(colour, paper=paper, paper_dark=paper_dark)
    assert contrast(found.accent_light, paper) >= 4.5
    assert contrast(found.accent_dark, paper_dark) >= 4.5


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 255).map(lambda v: f"#{v:02x}{v:02x}{v:02x}"), min_size=1, max_size=4)
)
def test_a_grey_cover_has_no_dominant(parts: list[str]) -> None:
    assert dominant(cover(*parts)) is None


@pytest.mark.parametrize(
    ("parts", "like"),
    [
        (["#ffffff", "#ffffff", "#ffffff", "#1144cc"], "#1144cc"),
        (["#222222", "#ddcc88", "#22aa44", "#22aa55"], "#22aa4c"),
        (["#f00"], "#ff0000"),
    ],
)
def test_the_saturated_colour_of_which_there_is_most_counts(parts: list[str], like: str) -> None:
    found = dominant(cover(*parts))
    assert found is not None
    assert abs(to_lch(found)[2] - to_lch(like)[2]) < 0.15


def test_a_spot_of_colour_does_not_colour_a_grey_cover() -> None:
    image = Image.new("RGB", (200, 200), "#888888")
    image.paste("#ff0000", (0, 0, 20, 20))
    out = BytesIO()
    image.save(out, "PNG")
    assert dominant(out.getvalue()) is None


def test_what_is_transparent_does_not_count() -> None:
    image = Image.new("RGBA", (100, 100), (255, 0, 0, 0))
    image.paste((0, 160, 60, 255), (0, 0, 100, 40))
    out = BytesIO()
    image.save(out, "PNG")
    found = dominant(out.getvalue())
    assert found is not None
    assert abs(to_lch(found)[2] - to_lch("#00a03c")[2]) < 0.15


def test_a_palette_is_a_hue_and_no_black() -> None:
    """Very dark and very light covers have an accent that is seen as a colour."""
    for colour in ("#0a0a30", "#ffe9b0"):
        found = palette_of(colour)
        assert to_lch(found.accent_light)[1] > 0.05
        assert to_lch(found.accent_dark)[1] > 0.03


def test_a_damaged_cover_has_no_dominant() -> None:
    whole = (PICTURES / "cover.jpg").read_bytes()
    assert dominant(whole) is not None
    assert dominant(whole[:3000]) is None
    assert dominant(b"") is None
