"""Pictures of persons that are files of the project: where they are published, and as what.

They lie in ``people/`` of the output folder, one for all episodes, under names that change with
the picture: apps keep a picture for good under an unchanged address.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from podcastkit.content.assets import LeavesProjectError, find_file, is_url
from podcastkit.findings import Problem
from podcastkit.jobs.published import suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from podcastkit.inputs import Inputs
    from podcastkit.model import Person, ShowPodcasting
    from podcastkit.project import Project
    from podcastkit.project.settings import ShowSettings
    from podcastkit.source import Source

_FOLDER = "people/"
_Key = tuple[str | int, ...]


@dataclass(slots=True, kw_only=True)
class Portraits:
    """Gathers the pictures of a publication. ``files`` has the project's path by its target."""

    inputs: Inputs
    project: Project
    files: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def source(self, source: Source) -> Source:
        """An episode whose persons have addresses of pictures in place of the paths found."""
        persons = self._of(source.persons)
        return source if persons is source.persons else replace(source, persons=persons)

    def _of(self, persons: tuple[Person, ...]) -> tuple[Person, ...]:
        if all(person.image is None or is_url(person.image) for person in persons):
            return persons
        return tuple(
            replace(person, image=self._published(person.image))
            if person.image and not is_url(person.image)
            else person
            for person in persons
        )

    def of_show(self, show: ShowSettings) -> ShowSettings:
        """The show with those addresses; its paths count from the folder of ``podcast.toml``."""
        persons = self._found(show.persons, ("show", "persons"))
        return replace(show, persons=persons, podcasting=self._live(show.podcasting))

    def _live(self, group: ShowPodcasting | None) -> ShowPodcasting | None:
        if group is None or not any(item.persons for item in group.live_items):
            return group
        items = tuple(
            replace(item, persons=self._found(item.persons, ("show", "live_items", n, "persons")))
            for n, item in enumerate(group.live_items)
        )
        return replace(group, live_items=items)

    def _found(self, persons: Iterable[Person], key: _Key) -> tuple[Person, ...]:
        return self._of(
            tuple(
                replace(person, image=self._file(person, (*key, number, "img")))
                if person.image and not is_url(person.image)
                else person
                for number, person in enumerate(persons)
            )
        )

    def _file(self, person: Person, key: _Key) -> str | None:
        """The project's file, or an address of the show's site; what is neither is told."""
        written = person.image or ""
        try:
            path = find_file(self.inputs, self.project, "", written)
        except LeavesProjectError as error:
            self._tell("PK010", f"{'.'.join(map(str, key))} is {error}", error.hint, key)
            return None
        if path is None and written.startswith("/"):
            return urljoin(self.project.show.link, written)
        if path is None:
            message = f'the picture "{written}" of {person.name} is not there'
            self._tell("PK012", message, "its path counts from the folder of podcast.toml", key)
        return path

    def _tell(self, code: str, message: str, hint: str | None, key: _Key) -> None:
        self.problems.append(
            Problem(code=code, path=self.project.path, key=key, message=message, hint=hint)
        )

    def _published(self, path: str) -> str:
        if self.inputs.digest(path) is None:
            self.inputs.read(path)
        digest = self.inputs.digest(path) or ""
        target = f"{_FOLDER}{digest[:12]}.{suffix_of(path)}"
        self.files[target] = path
        return self.project.output.url + target
