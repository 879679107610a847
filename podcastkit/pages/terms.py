"""Licence, places and support as a page shows them: an episode's own, or else its show's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.podcasting.terms import license_url

if TYPE_CHECKING:
    from podcastkit.model import Episode, Funding, License, Location, Show

_OSM_KINDS = {"N": "node", "W": "way", "R": "relation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLicence:
    """``name`` as its author writes it; ``url`` where it has an address, or is a known one."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlace:
    """``made`` says that it was made there, and is not about it. ``url`` is that of a map."""

    name: str
    made: bool = False
    url: str | None = None


def licence_of(show: Show, episode: Episode | None = None) -> ShownLicence | None:
    """The licence of an episode, or of a show."""
    found = (episode and episode.license) or show.license
    return _licence(found) if found else None


def _licence(written: License) -> ShownLicence | None:
    name = written.name.strip()
    url = written.url or license_url(name)
    return ShownLicence(name=name, url=url) if name else None


def locations_of(show: Show, episode: Episode | None = None) -> tuple[Location, ...]:
    """The places of an episode, or of a show, as they are written."""
    for group in (episode and episode.podcasting, show.podcasting):
        if group and group.locations:
            return group.locations
    return ()


def places_of(show: Show, episode: Episode | None = None) -> tuple[ShownPlace, ...]:
    """The places of an episode, or of a show: those that it is about before the others."""
    found = [
        ShownPlace(name=place.name, made=place.rel == "creator", url=map_url(place.osm))
        for place in locations_of(show, episode)
    ]
    return tuple(sorted(found, key=lambda place: place.made))


def map_url(osm: str | None) -> str | None:
    """The page of a place in OpenStreetMap: ``R113314`` is a relation. A version is left out."""
    if not osm:
        return None
    number = osm[1:].partition("#")[0]
    return f"https://www.openstreetmap.org/{_OSM_KINDS[osm[0].upper()]}/{number}"


def funding_of(show: Show, episode: Episode) -> tuple[Funding, ...]:
    """Where listeners of an episode can give money."""
    group = episode.podcasting
    return (group.funding if group else ()) or show.funding
