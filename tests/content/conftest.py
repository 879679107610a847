"""A project made by hand, for reading files against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from podcastkit.content.discover import discover
from podcastkit.content.read import read_source
from podcastkit.inputs import Inputs
from podcastkit.project import (
    AudioSettings,
    ContentSettings,
    OutputSettings,
    Project,
    ShowSettings,
    ValidateSettings,
)
from podcastkit.source import Reading

SHOW = ShowSettings(
    title="T", description="D", link="https://a.example", feed_url="https://a.example/f.xml",
    language="en",
)  # fmt: skip
ZOLA = {
    "preset": "zola",
    "episodes": ("content",),
    "permalink": "/{page.section}/{slug}/",
    "static": "static",
    "roots": ("content",),
    "extra": "extra",
    "slug_rule": "zola",
    "path_key": "path",
    "audio_required": False,
}


@pytest.fixture
def make_project() -> Callable[..., Project]:
    def make(
        *,
        content: dict[str, Any] | None = None,
        fields: dict[str, tuple[str, ...]] | None = None,
        persons: dict[str, tuple[str, ...]] | None = None,
        local: tuple[str, ...] = (),
    ) -> Project:
        return Project(
            path="podcast.toml",
            show=SHOW,
            content=ContentSettings(**{"publish_time": dt.time(), "data": {}, **(content or {})}),
            fields=fields or {},
            person_fields=persons or {},
            mapped=frozenset(fields or {}),
            audio=AudioSettings(local=local),
            output=OutputSettings(url="https://a.example/"),
            validate=ValidateSettings(ignore={}),
        )

    return make


@pytest.fixture
def read(tmp_path: Path, make_project: Callable[..., Project]) -> Callable[..., Reading]:
    """Write files, and read the one named ``path`` against a project."""

    def run(path: str, files: dict[str, str | bytes], **settings: Any) -> Reading:
        for name, content in files.items():
            target = tmp_path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        project = make_project(**settings)
        inputs = Inputs(tmp_path)
        places = discover(inputs, project.content.episodes, not_these=frozenset())
        (place,) = [place for place in places if place.path == path]
        return read_source(inputs, project, place)

    return run
