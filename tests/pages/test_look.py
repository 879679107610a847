"""The look: whatever a project writes, texts and accents stay readable, and nothing else gets in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import podcastkit.pages
from podcastkit.artwork import Palette, contrast, palette_of
from podcastkit.pages.look import DAY, FONTS, NIGHT, PROPERTIES, font_list, papers, style
from podcastkit.project import Look, parse

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
LOOKS = st.builds(
    Look,
    accent=st.none() | COLOURS,
    accent_dark=st.none() | COLOURS,
    paper=st.none() | COLOURS,
    paper_dark=st.none() | COLOURS,
    from_cover=st.booleans(),
)
STYLESHEET = (Path(podcastkit.pages.__file__).parent / "styles/page.css").read_text("utf-8")
ORANGE = Palette(accent_light="#b44e20", accent_dark="#ef8357")


def declared(css: str) -> dict[str, str]:
    return dict(re.findall(r"^\s*(--[\w-]+): ([^;]+);$", css, re.MULTILINE))


def themes(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """The properties by day and by night, as the cascade has them behind those that are usual."""
    usual = [{PROPERTIES[name]: colour for name, colour in theme.items()} for theme in (DAY, NIGHT)]
    day, _, night = css.partition("@media (prefers-color-scheme: dark) {")
    return usual[0] | declared(day), usual[1] | declared(day) | declared(night)


def test_the_usual_colours_are_those_of_the_stylesheet() -> None:
    day, _, night = STYLESHEET.partition("@media (prefers-color-scheme: dark)")
    for theme, css in ((DAY, day), (NIGHT, night)):
        there = declared(css)
        assert {PROPERTIES[name]: colour for name, colour in theme.items()}.items() <= there.items()


@given(LOOKS, st.none() | COLOURS.map(palette_of))
def test_any_look_is_readable(look: Look, palette: Palette | None) -> None:
    for theme, paper in zip(themes(style(look, palette)), papers(look), strict=True):
        assert theme["--paper"] == paper
        assert contrast(theme["--accent"], paper) >= 4.5
        assert contrast(theme["--soft"], paper) >= 4.5
        assert contrast(theme["--ink"], paper) >= 4.5
        assert contrast(theme["--ink"], paper) >= contrast(theme["--soft"], paper) - 0.5


@given(LOOKS, st.none() | COLOURS.map(palette_of))
def test_a_look_is_custom_properties_and_nothing_else(look: Look, palette: Palette | None) -> None:
    css = style(replace(look, text_font=("Fira Sans", "serif")), palette)
    rule = r':root \{\n(?:  --[a-z-]+: [#a-z0-9", A-Z-]+;\n)+\}\n'
    assert re.fullmatch(
        rf"(?:{rule})(?:@media \(prefers-color-scheme: dark\) \{{\n{rule}\}}\n)?", css
    )


def test_a_project_that_says_nothing_has_the_usual_look() -> None:
    assert style(Look(), None) == ""
    assert style(Look(from_cover=False), ORANGE) == ""


def test_the_cover_says_the_accent_where_none_is_written() -> None:
    assert style(Look(), ORANGE) == (
        ":root {\n  --accent: #b44e20;\n}\n"
        "@media (prefers-color-scheme: dark) {\n:root {\n  --accent: #ef8357;\n}\n}\n"
    )
    day, night = themes(style(Look(accent="#0055cc"), ORANGE))
    assert day["--accent"] == "#0055cc"
    assert night["--accent"] not in {"#0055cc", ORANGE.accent_dark}
    day, night = themes(style(Look(accent_dark="#88bbff"), ORANGE))
    assert night["--accent"] == "#88bbff"
    assert day["--accent"] not in {"#88bbff", ORANGE.accent_light}


def test_a_paper_of_ones_own_has_ink_that_is_seen_on_it() -> None:
    day, night = themes(style(Look(paper="#101010"), None))
    assert contrast(day["--ink"], "#101010") > 11
    assert day["--line"] not in {DAY["line"], "#101010"}
    assert night == {PROPERTIES[name]: colour for name, colour in NIGHT.items()}
    day, night = themes(style(Look(paper_dark="#f0f0f0"), None))
    assert day == {PROPERTIES[name]: colour for name, colour in DAY.items()}
    assert contrast(night["--ink"], "#f0f0f0") > 11


@pytest.mark.parametrize(
    ("written", "css"),
    [
        ("serif", FONTS["serif"]), ("Mono", FONTS["mono"]), ("Source Sans 3", '"Source Sans 3"'),
        ("'Futura', \"Trebuchet MS\", Sans-Serif", '"Futura", "Trebuchet MS", sans-serif'),
        ("Futura, sans", f'"Futura", {FONTS["sans"]}'), ("inherit", '"inherit"'),
    ],
)  # fmt: skip
def test_fonts_are_written_as_css_wants_them(written: str, css: str) -> None:
    project, problems = parse(f"[look]\ntext_font = {quoted(written)}".encode(), path="p")
    assert project is not None
    assert [problem for problem in problems if problem.key and problem.key[0] == "look"] == []
    assert font_list(project.look.text_font) == css


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("Ab1 ,'\"-;{}()/\\\n:*é")))
def test_no_list_of_fonts_gets_out_of_its_declaration(written: str) -> None:
    project, problems = parse(f"[look]\ntext_font = {quoted(written)}".encode(), path="p")
    assert project is not None
    told = [problem for problem in problems if problem.key == ("look", "text_font")]
    assert bool(project.look.text_font) != bool(told)
    assert re.fullmatch(r'[A-Za-z0-9 ,"-]*', font_list(project.look.text_font))
    assert font_list(project.look.text_font).count('"') % 2 == 0


def quoted(text: str) -> str:
    """A text of TOML, each sign written as an escape."""
    return '"' + "".join(f"\\u{ord(sign):04x}" for sign in text) + '"'


def test_the_fonts_of_the_stylesheet_are_those_of_a_project_that_names_them() -> None:
    assert f"{PROPERTIES['text_font']}: {FONTS['serif']};" in STYLESHEET
