"""The pages: an index and one page an episode, from templates that users may replace.

Rendering is pure: templates are read once, when ``Pages`` is made. A user's own template of the
same name takes the place of ours and runs in jinja2's sandbox.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from podcastkit import markup
from podcastkit.errors import TemplateFaultError
from podcastkit.page_html import direction, headings_below, language_tag
from podcastkit.pages import assets, structured_data, terms, words
from podcastkit.pages.listing import parted
from podcastkit.pages.texts import beginning, clock, day, form, moment, shortened, time_fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from podcastkit.model import Episode, Show
    from podcastkit.pages.picture import PagePicture

_HERE = Path(__file__).parent
_PIECE = 200
"""Bits of template in a piece of the index: each bit alone would be a write of its own."""
_FAULTS = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError,
           ValueError)  # fmt: skip
_OURS = "podcastkit/"
"""Before a template's name: ours of that name, also where the user's takes its place."""
FRAGMENTS = ("player", "notes", "chapters", "transcript")
"""Templates of parts of an episode's page, which can be published without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeTexts:
    """What an episode's page shows besides its facts. Every ``…html`` is safe already.

    ``has_turns`` says that the transcript is made of turns (``podcastkit.pages.transcript``);
    ``transcript_language`` is a BCP 47 tag where that is not the show's.
    ``portraits`` are those of its persons, by the address of each one's picture.
    """

    notes_html: str = ""
    transcript_html: str = ""
    has_turns: bool = False
    transcript_language: str | None = None
    previous: Episode | None = None
    next: Episode | None = None
    picture: PagePicture | None = None
    portraits: Mapping[str, PagePicture] = field(default_factory=dict)


class _Loader(jinja2.BaseLoader):
    """Templates by their names, which are those of their files, too: faults are told by them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 - the interface's
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text, the name, and whether both still hold."""
        if template not in self._texts:
            raise jinja2.TemplateNotFound(template)
        return self._texts[template], template, lambda: True

    def list_templates(self) -> list[str]:
        """All names."""
        return sorted(self._texts)


class Pages:
    """Renders a show's pages with our templates, or the user's (text by name) where he has some.

    ``home`` is the address of the index; ``style`` the CSS of the show's own look.
    """

    def __init__(
        self,
        show: Show,
        *,
        home: str = "",
        templates: Mapping[str, str] | None = None,
        style: str = "",
    ) -> None:
        self.show = show
        self._home = home or show.link
        own = {
            path.name: path.read_text(encoding="utf-8")
            for path in assets.files(_HERE / "templates")
        }
        self._texts = {**own, **(templates or {})}
        self._texts |= {_OURS + name: text for name, text in own.items()}
        self._faults = functools.partial(_template_faults, users=frozenset(templates or ()))
        self._assets = assets.assets(style)
        self._words = words.words_of(show.language)
        # Looking at each attribute doubles the time of a page, and ours need no watching.
        kind = ImmutableSandboxedEnvironment if templates else jinja2.Environment
        self.environment = environment = kind(
            loader=_Loader(self._texts),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=jinja2.StrictUndefined,
        )
        environment.filters.update(
            clock=clock,
            date=functools.partial(words.date, self._words),
            day=day,
            duration=functools.partial(words.duration, self._words),
            form=form,
            moment=moment,
            near=self._near,
            plain=markup.plain,
            time_fragment=time_fragment,
        )
        environment.globals.update(
            show=show,
            words=self._words,
            language=language_tag(show.language),
            direction=direction(show.language),
            # Where a show's language has no words, ours are in another one, and say so.
            ours=_safe(f' lang="{self._words.language}" dir="{direction(self._words.language)}"')
            if not words.are_in(self._words, show.language)
            else "",
        )
        self._episode = self._template("episode.html")
        self._index = self._template("index.html")

    def _near(self, url: str, root: str) -> str:
        """The address of a file of ours as seen from a page, so that a preview has it, too."""
        below = url.removeprefix(self._home)
        return url if below == url else root + below

    def _template(self, name: str) -> jinja2.Template:
        with self._faults(name):
            return self.environment.get_template(name)

    def digest(self) -> str:
        """A hash of all templates and static files, for whoever keeps rendered pages."""
        found = hashlib.sha256()
        for name, text in sorted(self._texts.items()):
            found.update(f"{name}\0{text}\0".encode("utf-8", "replace"))
        for name, data in sorted(self._assets.items()):
            found.update(f"{name}\0".encode() + data)
        return found.hexdigest()

    def episode_page(self, episode: Episode, texts: EpisodeTexts) -> str:
        """One episode's page."""
        summary = _summary(episode, texts.notes_html)
        with self._faults("episode.html"):
            return self._episode.render(
                **_below("../" * episode.page.count("/")),
                **_parts(episode, texts),
                previous=texts.previous,
                next=texts.next,
                picture=texts.picture,
                portraits=texts.portraits,
                licence=terms.licence_of(self.show, episode),
                places=terms.places_of(self.show, episode),
                funding=terms.funding_of(self.show, episode),
                summary=summary,
                structured_data=structured_data.of_episode(self.show, episode, summary=summary),
            )

    def fragments(self, episode: Episode, texts: EpisodeTexts) -> dict[str, str]:
        """Parts of an episode's page by their names, those that have something to show."""
        found = {}
        parts = _parts(episode, texts)
        for name in FRAGMENTS:
            template = f"{name}.html"
            if parts.get(name, True):
                with self._faults(template):
                    found[name] = self._template(template).render(**parts)
        return found

    def index_page(
        self,
        episodes: Sequence[Episode],
        *,
        about_html: str | None = None,
        picture: PagePicture | None = None,
        pictures: Mapping[str, PagePicture] | None = None,
    ) -> Iterator[str]:
        """Render the show's page, newest first, piece by piece.

        ``about_html`` is the show's description as safe HTML, where it is more than plain text.
        ``picture`` is the show's, ``pictures`` are the episodes' own by slug.
        """
        show = self.show
        summary = shortened(markup.plain(about_html) if about_html else show.description)
        with self._faults("index.html"):
            stream = self._index.stream(
                **_below(""),
                home=self._home,
                episodes=episodes,
                parts_of_episodes=parted(show, episodes, self._words),
                picture=picture,
                pictures=pictures or {},
                licence=terms.licence_of(show),
                places=terms.places_of(show),
                about=_safe(headings_below(about_html, 1)) if about_html else None,
                summary=summary,
                structured_data=structured_data.of_show(show, summary=summary),
            )
            stream.enable_buffering(_PIECE)
            yield from stream

    def static_files(
        self, *, pages: bool = True, fragments: bool = False, icon: bool = True
    ) -> dict[str, bytes]:
        """What all pages share, or all fragments: files by their path below the output folder.

        ``icon``: pages without a picture have one of ours, else browsers ask for what is not there.
        """
        return assets.wanted(self._assets, pages=pages, fragments=fragments, icon=icon)


def _parts(episode: Episode, texts: EpisodeTexts) -> dict[str, Any]:
    """What the templates of the parts are made of."""
    return {
        "episode": episode,
        "notes": _safe(headings_below(texts.notes_html, 2)),
        "chapters": [chapter for chapter in episode.chapters if chapter.toc],
        "transcript": _safe(headings_below(texts.transcript_html, 2)),
        "has_turns": texts.has_turns,
        "transcript_language": texts.transcript_language,
        "transcript_direction": direction(texts.transcript_language or ""),
    }


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704


@contextlib.contextmanager
def _template_faults(name: str, *, users: frozenset[str]) -> Iterator[None]:
    """Whatever a template does wrong is told with its name and line, never as a traceback.

    The line is one of a template of ``users``, where one had a part in it.
    """
    try:
        yield
    except jinja2.TemplateSyntaxError as error:
        raise TemplateFaultError(
            error.message or "a syntax error", name=error.name or name, line=error.lineno
        ) from error
    except jinja2.TemplateNotFound as error:
        at = _place(error, users)
        raise TemplateFaultError(
            f"there is no template {error}",
            name=at.filename if at else name,
            line=at.lineno if at else None,
        ) from error
    except (jinja2.TemplateError, *_FAULTS) as error:
        at = _place(error, users)
        endless = isinstance(error, RecursionError)
        raise TemplateFaultError(
            "it includes or extends itself" if endless else str(error) or type(error).__name__,
            name=at.filename if at else name,
            line=at.lineno if at else None,
        ) from error


def _place(error: Exception, users: frozenset[str]) -> traceback.FrameSummary | None:
    """The innermost line of a template of the user's, else of any, in which an error arose."""
    frames = traceback.extract_tb(error.__traceback__)
    found = [frame for frame in reversed(frames) if _is_template(frame.filename)]
    return next((frame for frame in found if frame.filename in users), next(iter(found), None))


def _is_template(filename: str) -> bool:
    """Whether a frame is one of a template, whose file is a bare name; Python's have folders."""
    return filename.endswith(".html") and "/" not in filename and "\\" not in filename


def _below(root: str) -> dict[str, str]:
    return {"root": root, "stylesheet": root + assets.STYLESHEET}


def _summary(episode: Episode, notes_html: str) -> str:
    return shortened(episode.description or episode.summary or markup.plain(beginning(notes_html)))
