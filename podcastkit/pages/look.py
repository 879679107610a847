"""The look of the pages as custom properties of CSS, which stand behind the stylesheet.

Everything that the stylesheet knows by a name of its own stands here: what the names are, and
what they hold where a project says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.artwork import DARK, LIGHT, contrast, holding, mixed, palette_of

if TYPE_CHECKING:
    from podcastkit.artwork import Palette
    from podcastkit.project import Look

PROPERTIES = {
    "ink": "--ink",
    "soft": "--soft",
    "paper": "--paper",
    "line": "--line",
    "accent": "--accent",
    "block": "--block",
    "text_font": "--text-font",
    "heading_font": "--heading-font",
}
"""What the stylesheet calls each thing."""

DAY = {
    "ink": "#1d1b18", "soft": "#5d574e", "paper": LIGHT, "line": "#e2dbcf", "accent": "#9a3412",
    "block": "#f4efe6",
}  # fmt: skip
NIGHT = {
    "ink": "#ece7de", "soft": "#b3aa9c", "paper": DARK, "line": "#38332c", "accent": "#f5a873",
    "block": "#221f1a",
}  # fmt: skip
"""The colours that stand in the stylesheet itself."""

FONTS = {
    "serif": 'Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, "Noto Serif", serif',
    "sans": 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
    "mono": 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
    "rounded": 'ui-rounded, "SF Pro Rounded", "Hiragino Maru Gothic ProN", Quicksand, '
    '"Arial Rounded MT Bold", Nunito, sans-serif',
}
"""The names of [look] for fonts that many machines have."""

_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif",
     "ui-sans-serif", "ui-monospace", "ui-rounded", "math"}
)  # fmt: skip
"""CSS Fonts 4: the families that are no names of fonts, and stand without quotes."""

_INK, _SOFT = 12.0, 5.0
"""The contrast of texts on a paper that the project has chosen; 7 is WCAG's level AAA."""
_LINE, _BLOCK = 0.14, 0.05
"""How much ink there is in lines, and in the ground of blocks."""


def style(look: Look, palette: Palette | None) -> str:
    """The CSS to be put behind the stylesheet; empty where the project has the look of all.

    Each accent is readable on its paper, whatever was written: at least 4.5 to 1 (WCAG 2.2).
    """
    accent, accent_dark = _accents(look, palette if look.from_cover else None)
    day = _theme(DAY, look.paper, accent)
    # What is said for the day stands behind the stylesheet's night, and would hold there, too.
    night = {name: NIGHT[name] for name in day} | _theme(NIGHT, look.paper_dark, accent_dark)
    text = _rule(day | _fonts(look))
    if night:
        text += f"@media (prefers-color-scheme: dark) {{\n{_rule(night)}}}\n"
    return text


def papers(look: Look) -> tuple[str, str]:
    """The papers of the pages, by day and by night."""
    return look.paper or LIGHT, look.paper_dark or DARK


def _accents(look: Look, palette: Palette | None) -> tuple[str, str]:
    """The accents by day and by night: as written, else of the other's hue, else the cover's."""
    paper, paper_dark = papers(look)
    written = look.accent or look.accent_dark
    if written:
        palette = palette_of(written, paper=paper, paper_dark=paper_dark)
    day = look.accent or (palette.accent_light if palette else DAY["accent"])
    night = look.accent_dark or (palette.accent_dark if palette else NIGHT["accent"])
    return holding(day, paper), holding(night, paper_dark)


def _theme(usual: dict[str, str], paper: str | None, accent: str) -> dict[str, str]:
    """The colours that are not the usual ones."""
    wanted = {"accent": accent}
    if paper is not None:
        ink = holding(usual["ink"], paper, min(_INK, _most(paper)))
        wanted |= {
            "paper": paper,
            "ink": ink,
            "soft": holding(usual["soft"], paper, min(_SOFT, _most(paper))),
            "line": mixed(paper, ink, _LINE),
            "block": mixed(paper, ink, _BLOCK),
        }
    return {name: colour for name, colour in wanted.items() if colour != usual[name]}


def _most(paper: str) -> float:
    return max(contrast(paper, "#000000"), contrast(paper, "#ffffff"))


def _fonts(look: Look) -> dict[str, str]:
    wanted = {"text_font": look.text_font, "heading_font": look.heading_font}
    return {name: font_list(names) for name, names in wanted.items() if names}


def font_list(names: tuple[str, ...]) -> str:
    """Names of fonts as CSS wants them; each of ours stands for a list of what machines have."""
    known = {name: name for name in _GENERIC} | FONTS
    return ", ".join(known.get(name.lower(), f'"{name}"') for name in names)


def _rule(values: dict[str, str]) -> str:
    if not values:
        return ""
    lines = (f"  {PROPERTIES[name]}: {value};\n" for name, value in values.items())
    return f":root {{\n{''.join(lines)}}}\n"
