"""A build that is only looked at: into a folder of its own, with addresses of this machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from podcastkit.inputs import Inputs
    from podcastkit.jobs.plan import Publication
    from podcastkit.project import Project

BASE = "https://podcastkit-preview.invalid/"
"""Stands for the preview's own address in what is built: a name that nobody can have (RFC 6761)."""
_SOUNDS = "_podcastkit/sounds/"


class Preview:
    """How a build is changed for a preview, and what it found: ``sounds`` by path of the server.

    ``folder``, below the project's, takes the place of ``[output] folder``.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.sounds: dict[str, Path] = {}
        self.local: tuple[str, ...] = ()
        self._link = ""
        self._feed = ""

    def adapted(self, project: Project) -> Project:
        """The settings with addresses of the preview, and with pages for any generator's site.

        Sounds are not copied, and no host of a prefix is told of a listener who is the author.
        """
        show, audio = project.show, project.audio
        self._link, self.local = show.link, audio.local
        self._feed = BASE + quote(project.output.feed)
        served = audio.url or (BASE if audio.copy else "")
        if served and served.rstrip("/") == show.link.rstrip("/"):
            served = BASE  # the site, which is here now
        return replace(
            project,
            show=replace(show, link=BASE if show.link else ""),
            audio=replace(audio, copy=False, url=served, prefix=""),
            output=replace(project.output, folder=self.folder, url=BASE, pages=True),
        )

    def asking(self, project: Project) -> Project:
        """The settings with which hosts are asked: they are told the show's true address."""
        return replace(project, show=replace(project.show, link=self._link))

    def take(self, publication: Publication, inputs: Inputs) -> None:
        """Let the feed be the preview's, and sounds that lie here be played from here."""
        publication.show = replace(publication.show, feed_url=self._feed)
        episodes = []
        for episode in publication.episodes:
            path = publication.sources[episode.slug].audio.path
            if path is not None:
                name = path.rpartition("/")[2]
                self.sounds[f"/{_SOUNDS}{episode.slug}/{name}"] = Path(inputs.full(path))
                url = f"{BASE}{_SOUNDS}{quote(episode.slug)}/{quote(name)}"
                episode = replace(episode, enclosure_url=url)  # noqa: PLW2901
            episodes.append(episode)
        publication.episodes = episodes
