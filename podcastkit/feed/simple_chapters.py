"""Podlove Simple Chapters 1.2, ``psc:``: the chapters in the feed itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.feed.elements import PSC, Tag, TagMaker, tag
from podcastkit.feed.urls import ascii_url

if TYPE_CHECKING:
    from podcastkit.model import Chapter, Episode

_NS = f"{{{PSC}}}"
_VERSION = "1.2"


def play_time(seconds: float) -> str:
    """A time as the format has it (Normal Play Time, RFC 2326): ``00:01:02.500``."""
    whole = round(seconds * 1000)
    hours, minutes = divmod(whole // 60_000, 60)
    return f"{hours:02}:{minutes:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def episode_chapters(episode: Episode) -> Tag | None:
    """``psc:chapters``: those that have a title and belong into a list, in order of time."""
    chapters = tuple(
        _chapter(chapter) for chapter in episode.chapters if chapter.toc and chapter.title.strip()
    )
    if not chapters:
        return None
    return tag(_NS + "chapters", version=_VERSION)._replace(children=chapters)


def _chapter(chapter: Chapter) -> Tag:
    return tag(
        _NS + "chapter",
        start=play_time(chapter.start),
        title=chapter.title,
        href=chapter.url and ascii_url(chapter.url),
        image=chapter.image and ascii_url(chapter.image),
    )


EPISODE_TAGS: tuple[TagMaker[Episode], ...] = (episode_chapters,)
"""The tags of an item."""
