"""Contrast is WCAG's, and what is made readable keeps its hue."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.artwork import contrast, holding, mixed
from podcastkit.artwork.colour import from_lch, to_lch

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
HEX = re.compile("#[0-9a-f]{6}")


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("#000", "#ffffff", 21.0), ("#FFF", "#fff", 1.0), ("#777777", "#ffffff", 4.478),
        ("#767676", "#ffffff", 4.542), ("#0000ff", "#ffffff", 8.592), ("#f00", "#ffffff", 3.998),
    ],
)  # fmt: skip
def test_contrast_is_that_of_wcag(one: str, other: str, wanted: float) -> None:
    assert contrast(one, other) == pytest.approx(wanted, abs=0.001)


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345", "ffffff", "#gggggg", "#1234567"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - fromhex has words of its own
        contrast(text, "#fff")


@given(COLOURS, COLOURS)
def test_contrast_has_no_order_and_its_bounds(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@given(COLOURS)
def test_a_colour_comes_back_from_its_lightness_chroma_and_hue(colour: str) -> None:
    assert from_lch(to_lch(colour)) == colour


@given(COLOURS, COLOURS)
def test_any_colour_can_be_made_readable_on_any_paper(colour: str, paper: str) -> None:
    found = holding(colour, paper)
    assert HEX.fullmatch(found)
    assert contrast(found, paper) >= 4.5
    assert found == colour or contrast(colour, paper) < 4.5


@given(COLOURS)
def test_what_is_made_readable_keeps_its_hue(colour: str) -> None:
    found = holding(colour, "#fdfbf7")
    _, chroma, hue = to_lch(found)
    if chroma > 0.05:  # the hue of what is nearly grey means nothing
        apart = abs((hue - to_lch(colour)[2] + math.pi) % math.tau - math.pi)
        assert math.degrees(apart) < 6


def test_the_nearest_colour_is_found() -> None:
    """A step nearer to the colour that was asked for, the contrast does not hold any more."""
    found = holding("#ff8800", "#ffffff")
    lightness, chroma, hue = to_lch(found)
    assert contrast(from_lch((lightness + 0.01, chroma, hue)), "#ffffff") < 4.5
    assert holding("#ffffff", "#777777", 21) == "#000000"


def test_colours_are_mixed() -> None:
    assert [mixed("#000", "#ffffff", share) for share in (0, 0.2, 1)] == [
        "#000000",
        "#333333",
        "#ffffff",
    ]
