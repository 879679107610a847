"""What authors write for the tags of the podcast namespace, to the model; for show and episodes.

Each reader takes what TOML or front matter holds and gives a part of the model, or raises
``values.BadValueError`` with the way to what is bad.
"""

from podcastkit.podcasting.episode import EPISODE_KEYS, EpisodeKey, episode_group
from podcastkit.podcasting.show import SHOW_KEYS, blocks_all, person, show_group, unknown_services
from podcastkit.podcasting.tables import several

__all__ = [
    "EPISODE_KEYS",
    "SHOW_KEYS",
    "EpisodeKey",
    "blocks_all",
    "episode_group",
    "person",
    "several",
    "show_group",
    "unknown_services",
]
