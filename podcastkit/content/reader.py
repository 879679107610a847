"""Looking things up for one file, and remembering what was wrong on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from podcastkit import values
from podcastkit.content import assets, fields
from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from podcastkit.content.discover import FilePlace
    from podcastkit.inputs import Inputs
    from podcastkit.project import Project
    from podcastkit.source import Moment

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
        self.keys: dict[str, fields.Key] = {}
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

    def meant(self, name: str) -> bool:
        """Whether what stands under a thing's key was written for us, and not for a site."""
        project = self.project
        ours = name in project.mapped or name in _ALWAYS_MEANT
        return ours or project.content.preset == "plain"

    def bad(self, name: str, key: fields.Key | None, error: values.BadValueError) -> None:
        """A bad value: an error where the author meant the key for us, else an info."""
        self.unusable.add(name)
        code = "PK010" if isinstance(error, assets.LeavesProjectError) else "PK005"
        if code == "PK005" and not error.always and (name == "duration" or not self.meant(name)):
            code = "PK008"
            self.unusable.discard(name)
        key = (*key, *error.key) if key else key
        shown = ".".join(str(part) for part in key or (name, *error.key))
        self.problem(code, f"{shown} is {error}", error.hint, key or ())

    def find(self, name: str, default: tuple[str, ...] = ()) -> fields.Found | None:
        """The first value of a thing that is not empty."""
        return fields.find(self.context, name, self.specs(name, default))

    def present(
        self, name: str, default: tuple[str, ...] = (), *, whole: bool = False
    ) -> fields.Found | None:
        """Like ``find`` for what may be a file: a template's path counts where it names one.

        ``whole``: a list is given whole.
        """
        for found in fields.find_all(self.context, name, self.specs(name, default)):
            value = found if whole else fields.first_of(found)
            if not value.template or assets.is_url(value.value) or self._names_file(value.value):
                return value
        return None

    def _names_file(self, path: str) -> bool:
        try:
            return self.named_file(path) is not None
        except values.BadValueError:
            return True  # whoever reads it tells what is wrong with it

    def one(self, name: str, convert: Callable[[Any], T]) -> T | None:
        """A thing of which there is one; ``None`` where it is absent or bad."""
        specs = self.project.fields.get(name)
        # Most things are not there, and most projects say nothing of where they are.
        if specs is None and name not in self.context.folded:
            return None
        found = fields.find(self.context, name, (name,) if specs is None else specs)
        if found is None:
            return None
        if found.key:
            self.keys[name] = found.key
            if isinstance(found.key[-1], int):
                self._tell_list(name, found.key)
        try:
            return convert(found.value)
        except values.BadValueError as error:
            self.bad(name, found.key, error)
            return None

    def _tell_list(self, name: str, key: fields.Key) -> None:
        """Tell of a list where one thing is wanted, unless it is asked for by its number."""
        whole = fields.at(self.context, key[:-1])
        several = [item for item in whole if not values.is_empty(item)]
        asked = any(spec.rpartition(".")[2].isdecimal() for spec in self.specs(name))
        if len(several) > 1 and not asked:
            shown = ".".join(map(str, key[:-1]))
            self.problem("PK008", f"{shown} is a list of {len(several)}, and only its first counts",
                         f"write one: {name} = …", key[:-1])  # fmt: skip

    def name_date(self, moment: Moment | None) -> None:
        """Let templates name the year, month and day."""
        if moment is not None:
            year, month, day = moment.date.isoformat().split("-")
            self.context.names.update(year=year, month=month, day=day)

    def file_of(self, found: fields.Found, written: str) -> str | None:
        """The project's file that a value means; ``None`` where no file is."""
        if found.template:
            return self.named_file(written)
        return assets.find_file(self.inputs, self.project, self.place.folder, written)

    def named_file(self, path: str) -> str | None:
        """A file by the grammar's rule: ``./`` is beside the episode, else from the root."""
        folder = self.place.folder if path.startswith("./") else ""
        return assets.find_file(self.inputs, self.project, folder, path.removeprefix("./"))
