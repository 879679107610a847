"""What search engines read of a page: schema.org's ``PodcastEpisode`` and ``PodcastSeries``.

Plain tables; the templates write them as JSON-LD with all that HTML could take for a tag escaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.pages.terms import licence_of, locations_of, map_url
from podcastkit.pages.texts import moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.model import Episode, Location, Person, Show

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
            **_terms(show, episode),
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
        **_terms(show),
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


def _terms(show: Show, episode: Episode | None = None) -> dict[str, Any]:
    """Licence and places. schema.org knows a place that was shown, and one where it was made."""
    licence, places = licence_of(show, episode), locations_of(show, episode)
    named = {"@type": "CreativeWork", "name": licence.name} if licence else None
    return {
        "license": licence.url or named if licence else None,
        "contentLocation": [_place(place) for place in places if place.rel != "creator"],
        "locationCreated": [_place(place) for place in places if place.rel == "creator"],
    }


def _place(place: Location) -> dict[str, Any]:
    address = {"@type": "PostalAddress", "addressCountry": place.country}
    table = {
        "@type": "Place",
        "name": place.name,
        "address": address if place.country else None,
        "geo": _coordinates(place.geo) if place.geo else None,
        "hasMap": map_url(place.osm),
    }
    return _filled(table)


def _coordinates(geo: str) -> dict[str, Any]:
    """Those of a URI of RFC 5870: ``geo:48.2,16.37;u=20`` is at 48.2 north and 16.37 east."""
    north, east = geo.removeprefix("geo:").partition(";")[0].split(",")[:2]
    return {"@type": "GeoCoordinates", "latitude": north, "longitude": east}


def _duration(seconds: float | None) -> str | None:
    """ISO 8601: ``PT3725S``."""
    return None if seconds is None else f"PT{max(1, round(seconds))}S"


def _filled(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value not in (None, "", [])}
