"""How the index parts the episodes: by season where the show has seasons, else by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podcastkit.model import Episode, Show
    from podcastkit.pages.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Episodes under one heading. ``id`` is the heading's, for links to it."""

    id: str
    title: str
    episodes: tuple[Episode, ...]
    is_season: bool = False


def parted(show: Show, episodes: Sequence[Episode], words: Words) -> list[Part]:
    """The episodes, newest first, under their seasons or years.

    By season when most episodes tell theirs; those that tell none stand under their year then.
    """
    told = sum(episode.season is not None for episode in episodes)
    by_season = told > 0 and (show.type == "serial" or 2 * told > len(episodes))
    found: dict[tuple[str, int], list[Episode]] = {}
    for episode in episodes:
        season = episode.season if by_season else None
        place = ("year", episode.day.year) if season is None else ("season", season)
        found.setdefault(place, []).append(episode)
    return [
        Part(
            id=f"{kind}-{number}",
            title=_title(kind, number, group, words),
            episodes=tuple(group),
            is_season=kind == "season",
        )
        for (kind, number), group in found.items()
    ]


def _title(kind: str, number: int, episodes: Sequence[Episode], words: Words) -> str:
    if kind == "year":
        return str(number)
    named = (episode.season_name for episode in episodes if episode.season_name)
    return next(named, words.season.format(number=number))
