"""The pages: an index and one page an episode, from templates that users may replace.

Rendering is pure: templates are read once, when ``Pages`` is made. A user's own template of the
same name takes the place of ours and runs in jinja2's sandbox.
"""

from __future__ import annotations

import contextlib
import hashlib
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from podcastkit import markup
from podcastkit.errors import TemplateFaultError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from podcastkit.model import Episode, Show

_HERE = Path(__file__).parent
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"}
_STYLESHEET = "podcastkit.css"
_PIECE = 200
"""Bits of template in a piece of the index: each bit alone would be a write of its own."""
_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Pages:
    """Renders pages with our templates, or the user's (text by name) where he has some."""

    def __init__(self, templates: Mapping[str, str] | None = None) -> None:
        own = {path.name: path.read_text(encoding="utf-8") for path in _files(_HERE / "templates")}
        self._texts = {**own, **(templates or {})}
        self._static = {path.name: path.read_bytes() for path in _files(_HERE / "static")}
        # Looking at each attribute doubles the time of a page, and ours need no watching.
        kind = ImmutableSandboxedEnvironment if templates else jinja2.Environment
        self.environment = environment = kind(
            loader=jinja2.DictLoader(self._texts),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=jinja2.StrictUndefined,
        )
        environment.filters.update(
            clock=clock, day=day, moment=moment, plain=markup.plain, duration=spoken_duration
        )
        with _template_faults("episode.html"):
            self._episode = environment.get_template("episode.html")
        with _template_faults("index.html"):
            self._index = environment.get_template("index.html")

    def digest(self) -> str:
        """A hash of all templates and static files, for whoever keeps rendered pages."""
        found = hashlib.sha256()
        for name, text in sorted(self._texts.items()):
            found.update(f"{name}\0{text}\0".encode("utf-8", "replace"))
        for name, data in sorted(self._static.items()):
            found.update(f"{name}\0".encode() + data)
        return found.hexdigest()

    def episode_page(
        self, show: Show, episode: Episode, notes_html: str, transcript_html: str | None
    ) -> str:
        """One episode's page. Both texts are safe HTML already."""
        with _template_faults("episode.html"):
            return self._episode.render(
                **_common(show, "../" * episode.page.count("/")),
                episode=episode,
                notes=Markup(notes_html),  # noqa: S704
                transcript=Markup(transcript_html) if transcript_html else None,  # noqa: S704
                summary=_summary(episode, notes_html),
            )

    def index_page(
        self,
        show: Show,
        episodes: Sequence[Episode],
        *,
        cover: str | None = None,
        about_html: str | None = None,
    ) -> Iterator[str]:
        """Render the show's page, newest first, piece by piece.

        ``cover`` is the cover's path below the output folder, when it is published there;
        ``about_html`` is the show's description as safe HTML, where it is more than plain text.
        """
        with _template_faults("index.html"):
            stream = self._index.stream(
                **_common(show, ""),
                episodes=episodes,
                cover=cover,
                about=Markup(about_html) if about_html else None,  # noqa: S704
                summary=_shortened(markup.plain(about_html) if about_html else show.description),
            )
            stream.enable_buffering(_PIECE)
            yield from stream

    def static_files(self) -> dict[str, bytes]:
        """The files that all pages share, by their path below the output folder."""
        return {_STYLESHEET: self._static[_STYLESHEET]}


@contextlib.contextmanager
def _template_faults(name: str) -> Iterator[None]:
    """Whatever a template does wrong is told with its name and line, never as a traceback."""
    try:
        yield
    except jinja2.TemplateSyntaxError as error:
        raise TemplateFaultError(
            error.message or "a syntax error", name=error.name or name, line=error.lineno
        ) from error
    except jinja2.TemplateNotFound as error:
        raise TemplateFaultError(f"there is no template {error}", name=name, line=None) from error
    except (jinja2.TemplateError, *_FAULTS) as error:
        frames = [
            f for f in traceback.extract_tb(error.__traceback__) if f.filename == "<template>"
        ]
        line = frames[-1].lineno if frames else None
        raise TemplateFaultError(
            str(error) or type(error).__name__, name=name, line=line
        ) from error


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name[0] != ".")


def _common(show: Show, root: str) -> dict[str, Any]:
    language = show.language.partition("-")[0].lower()
    return {
        "show": show,
        "root": root,
        "stylesheet": root + _STYLESHEET,
        "direction": "rtl" if language in _RIGHT_TO_LEFT else "ltr",
    }


def _summary(episode: Episode, notes_html: str) -> str:
    return _shortened(episode.description or episode.summary or markup.plain(notes_html[:2000]))


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 200 else text[:199].rpartition(" ")[0] + "…"


def clock(seconds: float) -> str:
    """``1:02:03`` or ``2:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def spoken_duration(seconds: float) -> str:
    """A length for reading: ``1 h 2 min``, ``45 min``, ``50 s``."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    hours, minutes = divmod(round(whole / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def day(instant: datetime) -> str:
    """``2026-01-05``: read the same way in every language."""
    return instant.date().isoformat()


def moment(instant: datetime) -> str:
    """The machine-readable date of a ``time`` element. ``instant`` is in UTC, as all are here."""
    return instant.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
