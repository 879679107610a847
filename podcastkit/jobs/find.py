"""Where the project is."""

from __future__ import annotations

from pathlib import Path

from podcastkit.errors import ProjectMissingError

PROJECT_FILE = "podcast.toml"


def here() -> Path:
    """The current folder. Raises ``ProjectMissingError`` when somebody has removed it."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise ProjectMissingError(
            "the folder you are in is gone: go to the podcast's folder"
        ) from error


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
