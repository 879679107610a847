"""What search engines read of a page: schema.org's ``PodcastEpisode`` and ``PodcastSeries``.

Plain tables; the templates write them as JSON-LD with all that HTML could take for a tag escaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.pages.texts import moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.model import Episode, Person, Show

_CONTEXT = "https://schema.org"


def of_episode(show: Show, episode: Episode, *, summary: str) -> dict[str, Any]:
    """An episode's page. ``summary`` is plain text."""
    audio = episode.audio
    media = {
        "@type": "AudioObject",
        "contentUrl": episode.enclosure_url,
        "contentSize": str(audio.size),
        "encodingFormat": audio.type,
        "duration": _duration(audio.duration),
    }
    season = {
        "@type": "PodcastSeason",
        "seasonNumber": episode.season,
        "name": episode.season_name,
    }
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "PodcastEpisode",
            "url": episode.link,
            "name": episode.title,
            "description": summary,
            "datePublished": moment(episode.published),
            "dateModified": moment(episode.updated) if episode.updated else None,
            "duration": _duration(audio.duration),
            "episodeNumber": episode.episode,
            "image": episode.image or show.image,
            "inLanguage": show.language,
            "actor": _people(episode.persons),
            "associatedMedia": _filled(media),
            "partOfSeason": _filled(season) if episode.season else None,
            "partOfSeries": _series(show),
        }
    )


def of_show(show: Show, *, summary: str) -> dict[str, Any]:
    """The show's page. ``summary`` is plain text."""
    more = {
        "description": summary,
        "image": show.image,
        "inLanguage": show.language,
        "actor": _people(show.persons),
        "author": _filled({"@type": "Person", "name": show.author}) if show.author else None,
    }
    return _filled({"@context": _CONTEXT, **_series(show), **more})


def _series(show: Show) -> dict[str, Any]:
    return {
        "@type": "PodcastSeries",
        "name": show.title,
        "url": show.link,
        "webFeed": show.feed_url,
    }


def _people(persons: Iterable[Person]) -> list[dict[str, Any]]:
    return [
        _filled({"@type": "Person", "name": one.name, "url": one.url, "image": one.image})
        for one in persons
    ]


def _duration(seconds: float | None) -> str | None:
    """ISO 8601: ``PT3725S``."""
    return None if seconds is None else f"PT{max(1, round(seconds))}S"


def _filled(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value not in (None, "", [])}
