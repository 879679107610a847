"""An episode's group of the podcast namespace, from wherever its keys are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.content import fields
from podcastkit.podcasting.keys import EPISODE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.content.reader import Reader
    from podcastkit.model import EpisodePodcasting
    from podcastkit.values import BadValueError


def group(reader: Reader) -> EpisodePodcasting | None:
    """The group; ``None`` where the episode says nothing of it. What is bad is told."""
    mapped = reader.project.fields
    names = [name for name in EPISODE_NAMES if name in reader.context.folded or name in mapped]
    if not names:
        return None
    from podcastkit.podcasting.episode import episode_group

    place: dict[str, fields.Key | None] = {}

    def found() -> Iterator[tuple[str, Any]]:
        for name in names:
            for hit in fields.find_all(reader.context, name, reader.specs(name)):
                if hit.key:
                    reader.keys[name] = hit.key
                place[name] = hit.key
                yield name, hit.value

    def tell(name: str, error: BadValueError) -> None:
        reader.bad(name, place[name], error)

    return episode_group(found(), tell)
