"""An episode's body as HTML: read again, rendered, and dropped by whoever asked."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from podcastkit import markup, spoken
from podcastkit.addresses import published_page
from podcastkit.content import body, front_matter
from podcastkit.errors import CannotRunError
from podcastkit.timed.notes_times import Marked, is_marked, marked, unmarked
from podcastkit.timed.pasted import pasted_cues
from podcastkit.timed.readable import readable
from podcastkit.timed.stamps import spoken_clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from podcastkit.inputs import Inputs
    from podcastkit.model import Cue, Episode
    from podcastkit.project import Project
    from podcastkit.source import Source
    from podcastkit.timed.turns import Turn

DESCRIPTION_BYTES = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Notes and transcript as safe HTML, and the notes as the feed's simple description.

    Relative addresses in them count from ``base``. ``timed`` are the notes with the times of their
    list marked, which pages make links of.
    """

    base: str
    notes: str
    timed: Marked
    transcript: str | None
    description: str | None


def texts_of(inputs: Inputs, episode: Episode, source: Source, project: Project) -> Texts:
    """An episode's Markdown as HTML, its links resolved against its page.

    That is the page which is written here, where one is: what the text shows lies beside it, even
    if the author names another page as the episode's.
    """
    base = published_page(source, project) if project.output.pages else episode.link
    notes, transcript = _markdown(inputs, source)
    smart = project.content.smart_punctuation
    shared = ""
    if transcript:  # what somebody says there is no address of a link here
        shared = markup.reference_lines(spoken.plain_lines(transcript), used_in=notes)
    timed = _notes_html(
        notes,
        functools.partial(
            markup.render,
            base=base,
            smart_punctuation=smart,
            definitions=shared,
            link_addresses=True,
        ),
        lists_times=bool(source.notes_chapters),
    )
    html = unmarked(timed.text) if timed.starts else timed.text
    description = None
    if episode.summary:
        description = markup.simple(
            markup.render(
                episode.summary,
                base=base,
                smart_punctuation=smart,
                link_addresses=True,
            )
        )
    elif not source.notes_are_empty:
        simple = markup.simple(html)
        description = markup.cut(simple, limit=DESCRIPTION_BYTES, link=episode.link) or None
    return Texts(
        base=base,
        notes=html,
        timed=timed,
        transcript=_transcript_html(notes, transcript, base, project),
        description=description,
    )


def _notes_html(notes: str, render: Callable[[str], str], *, lists_times: bool) -> Marked:
    """Notes as HTML; where they list times, each begins a line, and is marked."""
    if not lists_times:
        return Marked(render(notes))
    text, starts = marked(notes)
    html = render(text)
    if not starts or is_marked(html, starts):
        return Marked(html, starts)
    # A character that the author wrote in another way, or a time that is not shown.
    return Marked(render(unmarked(text)))


def transcript_html(inputs: Inputs, source: Source, link: str, project: Project) -> str | None:
    """The transcript alone; ``None`` where none is written in Markdown. ``link`` is the page's."""
    notes, transcript = _markdown(inputs, source)
    return _transcript_html(notes, transcript, link, project)


def _transcript_html(notes: str, transcript: str | None, link: str, project: Project) -> str | None:
    if transcript is None:
        return None
    if "-->" in transcript and (cues := pasted_cues(transcript)):
        return "\n".join(_as_paragraph(turn) for turn in readable(cues).turns)
    return markup.render(
        transcript,
        base=link,
        smart_punctuation=project.content.smart_punctuation,
        definitions=markup.reference_lines(notes, used_in=transcript),
        keep_unknown_tags=True,
    )


def pasted(inputs: Inputs, source: Source) -> tuple[Cue, ...]:
    """The cues of captions that were pasted in the place of a transcript in Markdown."""
    if source.body.transcript is None and source.transcript_text is None:
        return ()
    return pasted_cues(_markdown(inputs, source)[1] or "")


def _as_paragraph(turn: Turn) -> str:
    """A turn as the paragraph that its author would have written."""
    who = f"<strong>{escape(turn.speaker, quote=False)}:</strong> " if turn.speaker else ""
    when = f"[{spoken_clock(turn.start)}] " if turn.start is not None else ""
    return turn.html.replace("<p>", f"<p>{when}{who}", 1)


def _markdown(inputs: Inputs, source: Source) -> tuple[str, str | None]:
    """The notes and the transcript; one in a file of its own takes the place of the body's."""
    notes, transcript = body.texts(
        _body(inputs, source.path), source.body.notes, source.body.transcript
    )
    if source.transcript_text is not None:
        transcript = _body(inputs, source.transcript_text.path)
    return notes, transcript


def _body(inputs: Inputs, path: str) -> str:
    data = inputs.read_again(path)
    if data is None:
        raise CannotRunError(f"{path} changed while it was read: run again")
    return front_matter.body_of(data, path)
