"""Stylesheets, scripts and the icon, which all pages or all fragments share."""

from __future__ import annotations

from pathlib import Path

STYLESHEET, _FRAGMENT_STYLESHEET = "podcastkit.css", "podcastkit-fragments.css"
_ICON = "icon.svg"
_FRAGMENT_SCRIPTS = ("podcastkit.js", "transcript.js")
_HERE = Path(__file__).parent
_REMARKS = ("//", "/*")
# Blanks that mean nothing in our scripts and stylesheets, in whose texts there is none of these.
_SPACED = (" => ", " === ", " = ", ", ", " {", "{ ", " }")


def assets(look: str) -> dict[str, bytes]:
    """All of them by name. ``look`` is the CSS of the show's own colours and fonts."""
    styles = {path.stem: _text(path) for path in files(_HERE / "styles")}
    found = {path.name: _text(path) for path in files(_HERE / "static")}
    found[STYLESHEET] = styles["parts"] + styles["page"] + look
    found[_FRAGMENT_STYLESHEET] = styles["host"] + styles["parts"]
    return {name: (text if name == _ICON else lean(text)).encode() for name, text in found.items()}


def wanted(
    found: dict[str, bytes], *, pages: bool, fragments: bool, icon: bool
) -> dict[str, bytes]:
    """Those that pages or fragments need; ``icon`` is for pages that have no picture."""
    needed = {
        STYLESHEET: pages,
        _FRAGMENT_STYLESHEET: fragments,
        _ICON: pages and icon,
        **dict.fromkeys(_FRAGMENT_SCRIPTS, pages or fragments),
    }
    return {name: data for name, data in found.items() if needed.get(name, pages)}


def lean(text: str) -> str:
    """Without what only its writers read: indentation, remarks in lines of their own, blanks."""
    lines = map(str.strip, text.split("\n"))
    text = "".join(f"{line}\n" for line in lines if line and not line.startswith(_REMARKS))
    for spaced in _SPACED:
        text = text.replace(spaced, spaced.strip())
    return text


def files(folder: Path) -> list[Path]:
    """The files of a folder of ours, without what systems leave there."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name[0] != ".")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
