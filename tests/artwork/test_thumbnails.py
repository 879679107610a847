"""Small pictures: upright, in sRGB, never larger than the picture, with nothing but pixels in them."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from podcastkit.artwork import Thumbnail, recipe_name, size_of, thumbnails
from podcastkit.artwork.opening import MAX_PIXELS
from tests.projects import PICTURES

WIDTHS = (160, 320, 640)
MODES = {"JPEG": ["RGB", "L", "CMYK"], "PNG": ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"],
         "GIF": ["P", "L"], "WEBP": ["RGB", "RGBA"]}  # fmt: skip


def picture(
    size: tuple[int, int] = (300, 200), mode: str = "RGB", form: str = "PNG", **options: Any
) -> bytes:
    """A picture whose left upper quarter is red, the rest blue (grey where there are no colours)."""
    image = Image.new("RGB", size, "#2040c0")
    image.paste("#d02010", (0, 0, size[0] // 2, size[1] // 2))
    made = (
        image.convert("L").convert("I").point(lambda v: v * 257).convert(mode)
        if mode == "I;16"
        else image.convert(mode)
    )
    out = BytesIO()
    made.save(out, form, **options)
    return out.getvalue()


def thumbnail(data: bytes, width: int) -> Thumbnail | None:
    return next(iter(thumbnails(data, (width,))), None)


def seen(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.integers(1, 700), st.integers(1, 400)),
    st.sampled_from([(form, mode) for form, modes in MODES.items() for mode in modes]),
)
def test_any_picture_is_made_small_and_never_large(
    size: tuple[int, int], kind: tuple[str, str]
) -> None:
    form, mode = kind
    data = picture(size, mode, form)
    found = thumbnails(data, WIDTHS)
    assert [small.width for small in found] == sorted({min(size[0], width) for width in WIDTHS})
    for small in found:
        assert abs(small.height - size[1] * small.width / size[0]) <= 1
        image = seen(small.data)
        assert image.size == (small.width, small.height)
        assert image.format == {"jpg": "JPEG", "png": "PNG"}[small.suffix]
    assert size_of(data) == size
    assert thumbnails(data, WIDTHS) == found


@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1))]
)
def test_a_picture_stands_upright(orientation: int, corner: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = picture(form="JPEG", exif=exif, quality=95)
    (small,) = thumbnails(data, (100,))
    assert (small.width > small.height) == (orientation < 5)
    assert size_of(data) == ((300, 200) if orientation < 5 else (200, 300))
    image = seen(small.data).convert("RGB")
    red, _, blue = image.getpixel((corner[0] * (image.width - 1), corner[1] * (image.height - 1)))  # type: ignore[misc]
    assert red > 150 > blue


def test_colours_are_turned_to_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = thumbnail(picture(icc_profile=lab), 100)
    assert same == thumbnail(picture(), 100)
    broken = thumbnail(picture(icc_profile=b"no profile at all"), 100)
    assert broken == same


def test_a_profile_of_other_colours_changes_the_numbers() -> None:
    """A profile that exchanges red and blue: what was written as red is seen as blue."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(profile[128:132], "big")
    at = {bytes(profile[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(count)}
    red, blue = at[b"rXYZ"], at[b"bXYZ"]
    profile[red + 4 : red + 12], profile[blue + 4 : blue + 12] = (
        profile[blue + 4 : blue + 12], profile[red + 4 : red + 12],
    )  # fmt: skip
    small = thumbnail(picture(icc_profile=bytes(profile)), 100)
    assert small is not None
    red_part, _, blue_part = seen(small.data).convert("RGB").getpixel((2, 2))  # type: ignore[misc]
    assert blue_part > 150 > red_part


def test_metadata_is_left_out() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form in ("JPEG", "PNG", "WEBP"):
        data = picture(
            form=form,
            exif=exif,
            icc_profile=profile,
            **({"comment": "secret"} if form == "JPEG" else {}),
        )
        small = thumbnail(data, 100)
        assert small is not None
        assert b"secret" not in small.data
        assert not {"exif", "icc_profile", "comment", "dpi"} & set(seen(small.data).info)


def test_a_photo_is_a_progressive_jpeg_and_what_is_transparent_stays_so() -> None:
    photo = thumbnail((PICTURES / "cover.jpg").read_bytes(), 320)
    assert photo is not None
    assert (photo.suffix, seen(photo.data).info.get("progressive")) == ("jpg", 1)
    image = Image.new("RGBA", (200, 200), (200, 0, 0, 0))
    image.paste((0, 0, 200, 255), (100, 0, 200, 200))
    out = BytesIO()
    image.save(out, "PNG")
    small = thumbnail(out.getvalue(), 100)
    assert small is not None
    assert small.suffix == "png"
    assert seen(small.data).getpixel((2, 2))[3] == 0  # type: ignore[index]
    assert seen(small.data).getpixel((97, 2))[3] == 255  # type: ignore[index]


def test_an_alpha_that_hides_nothing_makes_no_png_of_a_photo() -> None:
    with seen((PICTURES / "cover.jpg").read_bytes()) as cover:
        noisy = Image.effect_noise(cover.size, 80).convert("RGB")
    out = BytesIO()
    noisy.convert("RGBA").save(out, "PNG")
    small = thumbnail(out.getvalue(), 160)
    assert small is not None
    assert small.suffix == "jpg"


def test_grey_of_16_bits_keeps_its_shades() -> None:
    small = thumbnail(picture(mode="I;16"), 100)
    assert small is not None
    image = seen(small.data).convert("L")
    shades = {seen(picture(mode="L")).getpixel(spot) for spot in ((2, 2), (290, 190))}
    for spot in ((2, 2), (97, 60)):
        assert min(abs(image.getpixel(spot) - shade) for shade in shades) < 4  # type: ignore[operator,arg-type]


WHOLE = (
    picture(form="JPEG"),
    picture(form="PNG"),
    picture(form="WEBP"),
    picture(form="GIF", mode="P"),
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8),
    st.floats(0, 1),
)
def test_damage_gives_a_picture_or_none(
    data: bytes, changes: list[tuple[float, int]], length: float
) -> None:
    damaged = bytearray(data)
    for place, value in changes:
        damaged[int(place * len(damaged))] = value
    for small in thumbnails(bytes(damaged[: int(length * len(damaged))]), WIDTHS):
        assert seen(small.data).size == (small.width, small.height)


@given(st.binary(max_size=200))
def test_what_is_no_picture_gives_none(data: bytes) -> None:
    assert thumbnails(data, WIDTHS) == ()
    assert size_of(data) is None


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_picture_that_is_cut_off_gives_none(part: float) -> None:
    cover = (PICTURES / "cover.jpg").read_bytes()
    assert thumbnail(cover[: int(len(cover) * part)], 320) is None


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    side = int((MAX_PIXELS + 20_000) ** 0.5) + 1
    out = BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    bomb = out.getvalue()
    assert len(bomb) < 50_000
    assert thumbnails(bomb, WIDTHS) == ()
    assert size_of(bomb) is None


def test_a_name_changes_with_the_picture_and_the_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = "92eefdcd" + "0" * 56
    assert recipe_name(digest, 320, "jpg") == "cover-92eefdcd0000-320.jpg"
    monkeypatch.setattr("podcastkit.artwork.scaling.RECIPE", 2)
    assert recipe_name(digest, 320, "jpg") == "cover-92eefdcd0000-r2-320.jpg"


def test_pillow_is_imported_only_when_a_picture_is_opened() -> None:
    code = "import sys, podcastkit.artwork as a; a.contrast('#000', '#fff'); a.palette_of('#f00'); print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
