"""The pictures of the pages: small versions of the cover, of episodes' own, and of persons.

They lie in ``pictures/`` of the output folder, under names that change with the picture, so that
one that stands there is not made again. What was learned of a picture is remembered by its hash,
and a later run does not open it. Pictures elsewhere in the world have no small versions: pages
load nothing from others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from podcastkit import artwork
from podcastkit.jobs.published import episode_image
from podcastkit.pages.picture import PagePicture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podcastkit.artwork import Palette
    from podcastkit.inputs import Inputs
    from podcastkit.jobs.plan import Publication
    from podcastkit.publication.stage import Stage
    from podcastkit.state import State

WIDTHS = (160, 320, 640)
_FOLDER = "pictures/"
_MEMORY = "pictures.json"
_SUFFIXES = ("jpg", "png")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of a picture: the size of its largest version, all versions, its colour."""

    width: int
    height: int
    sources: tuple[tuple[str, int], ...]
    colour: str | None

    def table(self) -> list[Any]:
        """For the state."""
        return [self.width, self.height, self.sources, self.colour]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pictures of a publication: the show's, episodes' by slug, persons' by their addresses.

    ``palette`` has the cover's colours. What has no picture in the project, or one that cannot be
    read, is absent. ``memory`` is for ``remember``.
    """

    show: PagePicture | None = None
    episodes: Mapping[str, PagePicture] = field(default_factory=dict)
    people: Mapping[str, PagePicture] = field(default_factory=dict)
    palette: Palette | None = None
    memory: Mapping[str, _Known | None] = field(default_factory=dict)

    def remember(self, state: State) -> None:
        """Keep what was learned for the next run. To be called when the publication is in place."""
        state.save(
            _MEMORY,
            {
                "recipe": artwork.RECIPE,
                "pictures": {
                    digest: known and known.table() for digest, known in self.memory.items()
                },
            },
        )


def pictures_of(
    publication: Publication,
    *,
    inputs: Inputs,
    stage: Stage,
    state: State,
    papers: tuple[str, str] = (artwork.LIGHT, artwork.DARK),
) -> Pictures:
    """Stage the small versions of all pictures of a publication that are files of the project.

    ``papers`` are the colours by day and by night that the palette is to be readable on. A picture
    that several episodes share is made once.
    """
    gallery = _Gallery(inputs, stage, _remembered(state))
    cover, episodes = None, {}
    if publication.cover is not None:
        path = publication.cover.source
        cover = gallery.known(path, inputs.digest(path))
    for slug, source in publication.sources.items():
        image = episode_image(source)
        known = gallery.known(image.source, source.image_digest) if image else None
        if known is not None:
            episodes[slug] = _shown(known)
    people = {}
    for address, portrait in publication.portraits.items():
        known = gallery.known(portrait.source, inputs.digest(portrait.source))
        if known is not None:
            people[address] = _shown(known)
    palette = None
    if cover is not None and cover.colour is not None:
        palette = artwork.palette_of(cover.colour, paper=papers[0], paper_dark=papers[1])
    return Pictures(
        show=_shown(cover) if cover else None,
        episodes=episodes,
        people=people,
        palette=palette,
        memory=gallery.seen,
    )


def _shown(known: _Known) -> PagePicture:
    return PagePicture(
        path=known.sources[-1][0],
        width=known.width,
        height=known.height,
        sources=known.sources,
    )


class _Gallery:
    """The pictures of one run by their hashes, each looked at once."""

    def __init__(
        self, inputs: Inputs, stage: Stage, remembered: Mapping[str, _Known | None]
    ) -> None:
        self._inputs = inputs
        self._stage = stage
        self._remembered = remembered
        self.seen: dict[str, _Known | None] = {}

    def known(self, path: str, digest: str | None) -> _Known | None:
        """What is known of the picture at ``path``; its versions are staged then."""
        if digest is None or path in self._inputs.too_large:
            return None
        if digest not in self.seen:
            found = self._remembered.get(digest)
            if digest not in self._remembered or (found and not self._stand(found)):
                data = self._inputs.read_again(path)
                if data is None:
                    return None
                found = self._standing(digest, data) or self._made(digest, data)
            self.seen[digest] = found
        return self.seen[digest]

    def _stand(self, known: _Known) -> bool:
        return all(self._stage.keep(path) for path, _ in known.sources)

    def _standing(self, digest: str, data: bytes) -> _Known | None:
        """What can be known from the versions of a picture that the last run has left."""
        own = artwork.size_of(data)
        if own is None:
            return None
        sources = []
        for width in artwork.fitting(own[0], WIDTHS):
            names = (_path(digest, width, suffix) for suffix in _SUFFIXES)
            path = next((path for path in names if self._stage.keep(path)), None)
            if path is None:
                return None
            sources.append((path, width))
        width = sources[-1][1]
        return _Known(
            width=width,
            height=artwork.height_at(own, width),
            sources=tuple(sources),
            colour=artwork.dominant((self._stage.folder / sources[0][0]).read_bytes()),
        )

    def _made(self, digest: str, data: bytes) -> _Known | None:
        made = artwork.thumbnails(data, WIDTHS)
        if not made:
            return None
        sources = [(_path(digest, small.width, small.suffix), small.width) for small in made]
        for (path, _), small in zip(sources, made, strict=True):
            self._stage.put(path, small.data)
        return _Known(
            width=made[-1].width,
            height=made[-1].height,
            sources=tuple(sources),
            # Of the small version, so that a run that finds it standing gets the same colour.
            colour=artwork.dominant(made[0].data),
        )


def _path(digest: str, width: int, suffix: str) -> str:
    return _FOLDER + artwork.recipe_name(digest, width, suffix)


def _remembered(state: State) -> dict[str, _Known | None]:
    """What earlier runs have learned of pictures; nothing where that cannot be read."""
    data = state.load(_MEMORY)
    if data.get("recipe") != artwork.RECIPE:
        return {}
    try:
        return {
            digest: row
            and _Known(
                width=int(row[0]),
                height=int(row[1]),
                sources=tuple((str(path), int(width)) for path, width in row[2]),
                colour=row[3],
            )
            for digest, row in data["pictures"].items()
        }
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return {}
