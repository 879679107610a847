"""Read all of a project's own files: settings, lock, episodes."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from podcastkit import lock as lock_room
from podcastkit import project as project_room
from podcastkit.checks import places
from podcastkit.content import front_matter
from podcastkit.content.discover import discover
from podcastkit.content.read import read_source
from podcastkit.errors import DiskError
from podcastkit.findings import Problem
from podcastkit.inputs import Inputs
from podcastkit.jobs.checking import check_notes, profiles_of
from podcastkit.jobs.find import find_project_file, here
from podcastkit.source import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from podcastkit.lock import Lock
    from podcastkit.project import Project
    from podcastkit.source import Source
    from podcastkit.timed.markdown.glance import Glance

_SHOW = re.compile(rb"^\s*\[show\]", re.MULTILINE)
_ZOLA_CONFIG = ("config.toml", "zola.toml")


@dataclass(slots=True, kw_only=True)
class Loaded:
    """A project as read. ``project`` is ``None`` when ``podcast.toml`` itself is unusable.

    ``broken`` are episodes whose sound is nowhere: what else is wrong in them is told, too.
    ``glances`` are looks at the transcripts in Markdown, by the path of the episode.
    """

    config: Path
    inputs: Inputs
    project: Project | None
    sources: list[Source] = field(default_factory=list)
    broken: list[Source] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    glances: dict[str, Glance] = field(default_factory=dict)
    lock: Lock | None = None
    lock_path: str = ""
    pages: int = 0

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.config.parent


def load(
    config: str | Path | None = None,
    *,
    profiles: frozenset[str] = frozenset(),
    hashed: bool = True,
    glances: bool = False,
    adapt: Callable[[Project], Project] | None = None,
) -> Loaded:
    """Read a project: ``config``, else the ``podcast.toml`` of this folder or of one above.

    What is wrong with it is in ``problems``; ``profiles`` says by whose rules, those of the project
    where it is empty. Without ``hashed``, nothing can be remembered of this run. ``glances`` asks
    for a look at the transcripts; ``adapt`` changes the settings before episodes are read. Raises
    ``ProjectMissingError`` where there is none, and ``DiskError`` where a file cannot be read.
    """
    config = find_project_file(here(), Path(config) if config is not None else None)
    inputs = Inputs(config.parent, hashed=hashed)
    data = inputs.read(config.name)
    if data is None:
        raise DiskError(f"{config} cannot be read: it is gone")
    zola_config = None
    if project_room.wants_zola_config(data):
        zola_config = next(filter(None, map(inputs.read, _ZOLA_CONFIG)), None)
    project, problems = project_room.parse(data, path=config.name, zola_config=zola_config)
    if adapt is not None and project is not None:
        project = adapt(project)
    loaded = Loaded(config=config, inputs=inputs, project=project, problems=list(problems))
    _read_lock(loaded)
    if project is not None:
        _check_templates(loaded, project)
        _read_sources(loaded, project, profiles_of(project, profiles), glances=glances)
    return loaded


def _check_templates(loaded: Loaded, project: Project) -> None:
    folder = project.output.templates
    if not folder:
        return
    names = loaded.inputs.names(folder)
    if names is not None:
        loaded.problems += _templates_unused(loaded.inputs, folder, names)
        return
    loaded.problems.append(
        Problem(
            code="PK012",
            path=project.path,
            key=("output", "templates"),
            message=f'the folder of templates "{folder}" is not there',
            hint="its path counts from the folder of podcast.toml",
        )
    )


def _templates_unused(inputs: Inputs, folder: str, names: dict[str, bool]) -> list[Problem]:
    from podcastkit.pages.unused import unused

    files = [name for name, is_folder in names.items() if not is_folder and name[0] not in "._"]
    texts = {
        name: (inputs.read(f"{folder}/{name}") or b"").decode(errors="replace") for name in files
    }
    return [
        Problem(
            code="PK033",
            path=f"{folder}/{name}",
            line=1,
            column=1,
            message=f"no page is made of {name}, and no other template names it",
            hint=f"did you mean {near}?" if near else "remove it, or include it in another one",
        )
        for name, near in unused(texts).items()
    ]


def _read_lock(loaded: Loaded) -> None:
    loaded.lock_path = lock_room.lock_name(loaded.config.name)
    data = loaded.inputs.read(loaded.lock_path)
    if data is not None:
        loaded.lock, problems = lock_room.parse(data, path=loaded.lock_path)
        loaded.problems += problems


def _read_sources(
    loaded: Loaded, project: Project, profiles: frozenset[str], *, glances: bool
) -> None:
    not_these = frozenset({loaded.config.name, *_ZOLA_CONFIG, "pyproject.toml"})
    found = discover(
        loaded.inputs,
        project.content.episodes,
        not_these=not_these,
        leaf_bundles=project.content.leaf_bundles,
    )
    found = [place for place in found if not _is_project_file(loaded.inputs, place.path)]
    loaded.pages = len(found)
    _skip_yaml(loaded, project)
    told: dict[str, tuple[Problem, ...]] = {}
    for place in found:
        reading = read_source(loaded.inputs, project, place)
        told[place.path] = reading.problems
        loaded.problems += check_notes(loaded.inputs, project, reading, place.folder, profiles)
        if reading.source is not None:
            loaded.sources.append(reading.source)
            if glances and reading.transcript:
                from podcastkit.timed.markdown.glance import glance

                loaded.glances[place.path] = glance(reading.transcript)
        if reading.broken is not None:
            loaded.broken.append(reading.broken)
        if reading.skipped is not None:
            loaded.skipped.append(reading.skipped)
    named = _transcripts_of(loaded) - {source.path for source in loaded.sources}
    loaded.pages -= len(named & told.keys())
    loaded.skipped = [skipped for skipped in loaded.skipped if skipped.path not in named]
    for path, problems in told.items():
        loaded.problems += problems if path not in named else ()


def _transcripts_of(loaded: Loaded) -> set[str]:
    """Files that episodes name as their transcripts, which are no episodes themselves."""
    sources = (*loaded.sources, *loaded.broken)
    return {source.transcript_text.path for source in sources if source.transcript_text}


def _skip_yaml(loaded: Loaded, project: Project) -> None:
    """Say of YAML alone, where only episodes are expected, that it is none."""
    if not project.content.audio_required or project.content.data:
        return
    for folder in project.content.episodes:
        for name, is_folder in sorted((loaded.inputs.names(folder) or {}).items()):
            if not is_folder and name.endswith((".yaml", ".yml")) and name[0] not in "._":
                reason = "YAML alone is no episode: put it between two --- lines of a .md file"
                loaded.skipped.append(Skipped(path=f"{folder}/{name}", reason=reason))
                loaded.pages += 1


def _is_project_file(inputs: Inputs, path: str) -> bool:
    """Whether a file of the project's own folder is another show's ``podcast.toml``."""
    if "/" in path or not path.endswith(".toml"):
        return False
    return _SHOW.search(inputs.read(path) or b"") is not None


def oversized(loaded: Loaded) -> list[Problem]:
    """Files that were too large to be read whole."""
    return [front_matter.too_large(path) for path in sorted(loaded.inputs.too_large)]


def locator(root: Path) -> Callable[[str, tuple[str | int, ...]], tuple[int, int] | None]:
    """A function that finds the line and column of a key in a file of the project.

    Files are read again for it, but only those with a finding.
    """

    @functools.lru_cache(maxsize=4)
    def text_of(path: str) -> str:
        try:
            text = (root / path).read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            return ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def locate(path: str, key: tuple[str | int, ...]) -> tuple[int, int] | None:
        return places.locate(text_of(path), path, key)

    return locate
