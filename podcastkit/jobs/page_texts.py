"""An episode's texts as its page shows them: no picture of another host, times that play."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from podcastkit.page_html import for_page, reachable
from podcastkit.pages.site import EpisodeTexts
from podcastkit.pages.texts import time_fragment
from podcastkit.pages.transcript import transcript_html
from podcastkit.timed.notes_times import linked

if TYPE_CHECKING:
    from collections.abc import Callable

    from podcastkit.jobs.texts import Texts
    from podcastkit.jobs.transcripts import Transcripts
    from podcastkit.model import Episode
    from podcastkit.source import Source


def page_texts(episode: Episode, source: Source, texts: Texts, made: Transcripts) -> EpisodeTexts:
    """What the page of ``episode`` shows of its texts."""
    local = _beside(texts, source)
    transcript = texts.transcript or ""
    if made.read is not None:
        transcript = transcript_html(
            made.read, sound=episode.enclosure_url, duration=episode.audio.duration
        )
    return EpisodeTexts(
        notes_html=reachable(
            _with_times(for_page(_notes(texts, episode), local=local), texts, episode)
        ),
        transcript_html=reachable(for_page(transcript, local=local)),
        has_turns=made.read is not None,
        transcript_language=source.transcript_language,
    )


def _notes(texts: Texts, episode: Episode) -> str:
    """The notes with each time of their list as a link to that moment, but for those past the end.

    The script finds these by their address, as all that lead into the sound.
    """
    sound, duration = escape(episode.enclosure_url), episode.audio.duration

    def link(start: float) -> str | None:
        within = duration is None or start < duration
        return f"{sound}{time_fragment(start)}" if within else None

    return linked(texts.timed, link)


def _with_times(html: str, texts: Texts, episode: Episode) -> str:
    """A link to a moment of the page (``#t=36``) leads to that moment of the sound."""
    link = f'href="{escape(texts.base)}#t='
    if link not in html:
        return html
    return html.replace(link, f'href="{escape(episode.enclosure_url)}#t=')


def _beside(texts: Texts, source: Source) -> Callable[[str], str | None]:
    """Which pictures a page may show: those that are published beside it, and no other of its site.

    A stranger's notes shall not make readers ask for an address of the site, such as one that ends
    a session there.
    """
    return {urljoin(texts.base, quote(a.name)): quote(a.name) for a in source.attachments}.get
