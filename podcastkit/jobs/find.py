"""Where the project is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.errors import ProjectMissingError

if TYPE_CHECKING:
    from pathlib import Path

PROJECT_FILE = "podcast.toml"


def find_project_file(start: Path, named: Path | None) -> Path:
    """The project file: as named, else ``podcast.toml`` here or above, up to the repository."""
    if named is not None:
        named = named / PROJECT_FILE if named.is_dir() else named
        if not named.is_file():
            raise ProjectMissingError(f"{named} is not there")
        return named.absolute()
    for folder in (start.absolute(), *start.absolute().parents):
        if (folder / PROJECT_FILE).is_file():
            return folder / PROJECT_FILE
        if (folder / ".git").exists():
            break
    raise ProjectMissingError(
        f"no {PROJECT_FILE} in {start.absolute()} or above: go to the podcast's folder, "
        "or name the file with --config"
    )
