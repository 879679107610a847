"""Looking things up for one file, and remembering what was wrong on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from podcastkit.content import assets, fields, values
from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from podcastkit.content.discover import FilePlace
    from podcastkit.inputs import Inputs
    from podcastkit.project import Project

T = TypeVar("T")

_ALWAYS_MEANT = frozenset({"title", "episode_url"})


class Reader:
    """One file's context, and the problems met in it."""

    def __init__(self, inputs: Inputs, project: Project, place: FilePlace) -> None:
        self.inputs = inputs
        self.project = project
        self.place = place
        self.problems: list[Problem] = []
        self.unusable: set[str] = set()
        self.context = fields.Context(values={}, data={}, names={})

    def specs(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Where a thing is looked for: as the project says, else under its own name."""
        return self.project.fields.get(name, default or (name,))

    def problem(
        self, code: str, message: str, hint: str | None = None, key: fields.Key | None = None
    ) -> None:
        """Remember what is wrong."""
        self.problems.append(
            Problem(code=code, path=self.place.path, message=message, hint=hint, key=key)
        )

    def bad(self, name: str, key: fields.Key | None, error: values.BadValueError) -> None:
        """A bad value: an error where the author meant the key for us, else an info."""
        meant = (
            name in self.project.mapped
            or name in _ALWAYS_MEANT
            or self.project.content.preset == "plain"
        )
        self.unusable.add(name)
        code = "PK010" if isinstance(error, assets.LeavesProjectError) else "PK005"
        if not meant and code == "PK005":
            code = "PK008"
            self.unusable.discard(name)
        shown = ".".join(str(part) for part in key) if key else name
        self.problem(code, f"{shown} is {error}", error.hint, key or ())

    def find(self, name: str, default: tuple[str, ...] = ()) -> fields.Found | None:
        """The first value of a thing that is not empty."""
        return fields.find(self.context, name, self.specs(name, default))

    def find_whole(self, name: str) -> fields.Found | None:
        """Like ``find``, but a list is given whole."""
        return next(iter(fields.find_all(self.context, name, self.specs(name))), None)

    def one(self, name: str, convert: Callable[[Any], T]) -> T | None:
        """A thing of which there is one; ``None`` where it is absent or bad."""
        found = self.find(name)
        if found is None:
            return None
        try:
            return convert(found.value)
        except values.BadValueError as error:
            self.bad(name, found.key, error)
            return None

    def named_file(self, path: str) -> str | None:
        """A file by the grammar's rule: ``./`` is beside the episode, else from the root."""
        folder = self.place.folder if path.startswith("./") else ""
        return assets.find_file(self.inputs, self.project, folder, path.removeprefix("./"))
