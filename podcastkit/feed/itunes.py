"""Apple's tags, ``itunes:``, after its podcast requirements and the Podcaster's Guide to RSS.

There is no ``itunes:summary``: Apple reads ``description``, and a copy of it serves nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.feed.elements import ITUNES, Tag, TagMaker, tag, text_tag
from podcastkit.feed.urls import ascii_url

if TYPE_CHECKING:
    from podcastkit.model import Category, Episode, Show


_NS = f"{{{ITUNES}}}"


def whole_seconds(duration: float) -> int:
    """A duration in seconds as the feed gives it: whole seconds, half up, at least 1."""
    return max(1, int(duration + 0.5))


def _image(url: str | None) -> Tag | None:
    return tag(_NS + "image", href=ascii_url(url)) if url else None


def _flag(name: str, *, on: bool) -> Tag | None:
    """``Yes`` is all that Apple heeds; any other value is as good as no tag."""
    return tag(_NS + name, "Yes") if on else None


def show_author(show: Show) -> Tag | None:
    """``itunes:author``: who makes the show."""
    return text_tag(_NS + "author", show.author)


def show_owner(show: Show) -> Tag | None:
    """``itunes:owner``: whom a directory writes to."""
    if not show.owner:
        return None
    parts = (text_tag(_NS + "name", show.owner.name), text_tag(_NS + "email", show.owner.email))
    return tag(_NS + "owner")._replace(children=tuple(part for part in parts if part))


def show_image(show: Show) -> Tag | None:
    """``itunes:image``: the cover."""
    return _image(show.image)


def show_categories(show: Show) -> list[Tag]:
    """``itunes:category``: one for each category, its subcategory inside it."""
    return [_category(category) for category in show.categories]


def _category(category: Category) -> Tag:
    outer = tag(_NS + "category", text=category.name)
    if not category.sub:
        return outer
    return outer._replace(children=(tag(_NS + "category", text=category.sub),))


def show_explicit(show: Show) -> Tag:
    """``itunes:explicit``: ``true`` or ``false``; a show always says so."""
    return tag(_NS + "explicit", "true" if show.explicit else "false")


def show_type(show: Show) -> Tag | None:
    """``itunes:type``: ``episodic`` or ``serial``."""
    return text_tag(_NS + "type", show.type)


def show_subtitle(show: Show) -> Tag | None:
    """``itunes:subtitle``: the show in one line."""
    return text_tag(_NS + "subtitle", show.subtitle)


def show_block(show: Show) -> Tag | None:
    """``itunes:block``: keep the show out of Apple's directory."""
    return _flag("block", on=show.block)


def show_complete(show: Show) -> Tag | None:
    """``itunes:complete``: there will be no more episodes."""
    return _flag("complete", on=show.complete)


def show_new_feed_url(show: Show) -> Tag | None:
    """``itunes:new-feed-url``: where the feed has moved to."""
    return text_tag(_NS + "new-feed-url", ascii_url(show.new_feed_url or ""))


def episode_title(episode: Episode) -> Tag | None:
    """``itunes:title``: the title without the number, for Apple."""
    return text_tag(_NS + "title", episode.itunes_title)


def episode_subtitle(episode: Episode) -> Tag | None:
    """``itunes:subtitle``: the episode in one line."""
    return text_tag(_NS + "subtitle", episode.subtitle)


def episode_duration(episode: Episode) -> Tag | None:
    """``itunes:duration`` in whole seconds; left out where the file does not tell."""
    duration = episode.audio.duration
    return None if duration is None else tag(_NS + "duration", str(whole_seconds(duration)))


def episode_image(episode: Episode) -> Tag | None:
    """``itunes:image``: the episode's own picture."""
    return _image(episode.image)


def episode_explicit(episode: Episode) -> Tag | None:
    """``itunes:explicit``: only where the episode says so itself."""
    if episode.explicit is None:
        return None
    return tag(_NS + "explicit", "true" if episode.explicit else "false")


def episode_season(episode: Episode) -> Tag | None:
    """``itunes:season``: Apple takes whole numbers above 0 alone."""
    season = episode.season
    return tag(_NS + "season", str(season)) if season and season > 0 else None


def episode_number(episode: Episode) -> Tag | None:
    """``itunes:episode``: Apple takes whole numbers above 0 alone."""
    number = episode.episode
    return tag(_NS + "episode", str(number)) if number and number > 0 else None


def episode_type(episode: Episode) -> Tag | None:
    """``itunes:episodeType``: ``full``, ``trailer`` or ``bonus``."""
    return text_tag(_NS + "episodeType", episode.type)


def episode_block(episode: Episode) -> Tag | None:
    """``itunes:block``: keep the episode out of Apple's directory."""
    return _flag("block", on=episode.block)


SHOW_TAGS: tuple[TagMaker[Show], ...] = (
    show_author,
    show_subtitle,
    show_owner,
    show_image,
    show_categories,
    show_explicit,
    show_type,
    show_block,
    show_complete,
    show_new_feed_url,
)
"""Apple's tags of a channel, in document order."""

EPISODE_TAGS: tuple[TagMaker[Episode], ...] = (
    episode_title,
    episode_subtitle,
    episode_duration,
    episode_image,
    episode_explicit,
    episode_season,
    episode_number,
    episode_type,
    episode_block,
)
"""Apple's tags of an item, in document order."""
