"""The keys that the podcast namespace alone has a use for: who meets one imports their readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EPISODE_NAMES = (
    "funding",
    "location",
    "images",
    "soundbites",
    "alternate_enclosures",
    "value",
    "social_interact",
    "chat",
    "content_links",
    "txt",
)
"""Keys of front matter: those of ``episode.EPISODE_KEYS``."""

SHOW_KEYS: Mapping[str, str] = {
    "location": "locations",
    "block": "blocks",
    "update_frequency": "update_frequency",
    "podping": "podping",
    "trailers": "trailers",
    "images": "images",
    "value": "value",
    "social_interact": "social_interact",
    "chat": "chat",
    "publisher": "publisher",
    "podroll": "podroll",
    "remote_items": "remote_items",
    "txt": "txt",
    "live_items": "live_items",
}
"""Keys of ``[show]`` that the podcast namespace has a use for, and the fields of the group."""
