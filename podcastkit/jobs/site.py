"""The pages of a run: those of its episodes, the index, and the files that all of them share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from podcastkit.jobs.page_texts import page_texts
from podcastkit.jobs.pictures import pictures_of
from podcastkit.pages import look, search
from podcastkit.pages.site import Pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podcastkit.inputs import Inputs
    from podcastkit.jobs.plan import Neighbours, Publication
    from podcastkit.jobs.texts import Texts
    from podcastkit.jobs.transcripts import Transcripts
    from podcastkit.model import Episode
    from podcastkit.pages.picture import PagePicture
    from podcastkit.project import Project
    from podcastkit.publication.stage import Stage
    from podcastkit.source import Source
    from podcastkit.state import State


class Site:
    """The pages of a publication, by the project's templates and settings.

    Small versions of its pictures are staged when it is made.
    """

    def __init__(
        self,
        project: Project,
        publication: Publication,
        *,
        inputs: Inputs,
        state: State,
        stage: Stage,
    ) -> None:
        self._output = project.output
        templates = _templates(project, inputs)
        self._own_templates = bool(templates)
        papers = look.papers(project.look)
        self.pictures = pictures_of(
            publication, inputs=inputs, stage=stage, state=state, papers=papers
        )
        self._pages = Pages(
            publication.show,
            home=project.output.url,
            templates=templates,
            style=look.style(project.look, self.pictures.palette),
        )
        self.digest = self._pages.digest()

    def rests_on(self, episode: Episode, around: Neighbours) -> str:
        """What an episode's page depends on besides the episode, its files and the show.

        Our templates show title and page of the episodes around it; a user's may show all of them.
        """
        near: object = around
        if not self._own_templates:
            near = [(other.title, other.page) if other else None for other in around]
        return repr((near, self._picture(episode), self._portraits(episode)))

    def files(
        self,
        episode: Episode,
        source: Source,
        texts: Texts,
        made: Transcripts,
        around: Neighbours,
    ) -> dict[str, bytes]:
        """An episode's page and fragments, by their paths below the output folder."""
        shown = replace(
            page_texts(episode, source, texts, made),
            previous=around[0],
            next=around[1],
            picture=self._picture(episode),
            portraits=self._portraits(episode),
        )
        found = {}
        if self._output.pages:
            found[episode.page] = _bytes(self._pages.episode_page(episode, shown))
        if self._output.fragments:
            for name, text in self._pages.fragments(episode, shown).items():
                found[f"{episode.folder}fragments/{name}.html"] = _bytes(text)
        return found

    def _picture(self, episode: Episode) -> PagePicture | None:
        return self.pictures.episodes.get(episode.slug) or self.pictures.show

    def _portraits(self, episode: Episode) -> dict[str, PagePicture]:
        named = [person.image for person in episode.persons if person.image]
        people = self.pictures.people
        return {image: people[image] for image in named if image in people}

    def words(self, episode: Episode, notes_html: str) -> bytes:
        """What the index searches of an episode."""
        return search.line(episode, notes_html)

    def stage_shared(self, stage: Stage, episodes: Sequence[Episode], about: str | None) -> None:
        """Stage the index, and what all pages need."""
        if self._output.pages:
            with stage.open("index.html") as index:
                for chunk in self._pages.index_page(
                    episodes,
                    about_html=about,
                    picture=self.pictures.show,
                    pictures=self.pictures.episodes,
                ):
                    index.write(_bytes(chunk))
        shared = self._pages.static_files(
            pages=self._output.pages,
            fragments=self._output.fragments,
            icon=self.pictures.show is None,
        )
        for path, data in shared.items():
            stage.put(path, data)


def _templates(project: Project, inputs: Inputs) -> dict[str, str]:
    folder = project.output.templates
    texts: dict[str, str] = {}
    for name in sorted(inputs.names(folder) or {}) if folder else []:
        data = inputs.read(f"{folder}/{name}")
        if data is not None and name[0] != ".":
            texts[name] = data.decode("utf-8", "replace")
    return texts


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
