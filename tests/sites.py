"""A site generator's tree made for a test, and what podcastkit makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from podcastkit import addresses
from podcastkit.content.discover import discover
from podcastkit.content.read import read_source
from podcastkit.inputs import Inputs
from podcastkit.project import Project, parse
from podcastkit.source import Reading
from tests.projects import TOML

AUDIO = "https://cdn.example/"


def page(front: str = "", *, number: int = 1, body: str = "Notes.\n") -> str:
    """A page in YAML that is an episode."""
    return f"---\ntitle: T\nepisode_url: {AUDIO}{number}.mp3\n{front}\n---\n{body}"


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, text in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())


def settings(preset: str, **content: Any) -> Project:
    """A project of a preset; ``content`` are lines of ``[content]``."""
    lines = "".join(f'{name} = "{value}"\n' for name, value in content.items())
    text = f'{TOML}[content]\npreset = "{preset}"\n{lines}'
    project, problems = parse(text.encode(), path="podcast.toml")
    assert project is not None
    assert problems == []
    return project


def readings(root: Path, project: Project) -> dict[str, Reading]:
    """Every file that may be an episode, read."""
    inputs = Inputs(root)
    content = project.content
    places = discover(
        inputs, content.episodes, not_these=frozenset(), leaf_bundles=content.leaf_bundles
    )
    return {place.path: read_source(inputs, project, place) for place in places}


def links(root: Path, project: Project) -> dict[str, str]:
    """The path of each episode's page in its address; of one with a finding, the finding."""
    found = {}
    for path, reading in readings(root, project).items():
        if reading.source is None:
            codes = [problem.code for problem in reading.problems]
            found[path] = " ".join(codes) or "skipped"
        else:
            link = addresses.page_link(reading.source, project)
            found[path] = link.removeprefix(project.show.link)
    return found
