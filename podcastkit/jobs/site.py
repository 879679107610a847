"""The pages of a run: those of its episodes, the index, and the files that all of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.jobs.page_texts import page_texts
from podcastkit.pages import search
from podcastkit.pages.site import Pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from podcastkit.inputs import Inputs
    from podcastkit.jobs.plan import Neighbours
    from podcastkit.jobs.texts import Texts
    from podcastkit.jobs.transcripts import Transcripts
    from podcastkit.model import Episode, Show
    from podcastkit.project import Project
    from podcastkit.publication import Stage
    from podcastkit.source import Source


class Site:
    """The pages of ``show``, by the project's templates and settings."""

    def __init__(self, project: Project, show: Show, inputs: Inputs) -> None:
        self._output = project.output
        self._pages = Pages(show, home=project.output.url, templates=_templates(project, inputs))
        self.digest = self._pages.digest()

    def files(
        self,
        episode: Episode,
        source: Source,
        texts: Texts,
        made: Transcripts,
        neighbours: Neighbours,
    ) -> dict[str, bytes]:
        """An episode's page and fragments, by their paths below the output folder."""
        previous, following = neighbours
        shown = page_texts(episode, source, texts, made, previous=previous, following=following)
        found = {}
        if self._output.pages:
            found[episode.page] = _bytes(self._pages.episode_page(episode, shown))
        if self._output.fragments:
            for name, text in self._pages.fragments(episode, shown).items():
                found[f"{episode.folder}fragments/{name}.html"] = _bytes(text)
        return found

    def words(self, episode: Episode, notes_html: str) -> bytes:
        """What the index searches of an episode."""
        return search.line(episode, notes_html)

    def stage_shared(self, stage: Stage, episodes: Sequence[Episode], about: str | None) -> None:
        """Stage the index, and what all pages need."""
        if self._output.pages:
            with stage.open("index.html") as index:
                for chunk in self._pages.index_page(episodes, about_html=about):
                    index.write(_bytes(chunk))
        for path, data in self._pages.static_files().items():
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
