"""Files that episodes name: beside the file, in the site's static folder, in the project."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from podcastkit.values import BadValueError

if TYPE_CHECKING:
    from podcastkit.inputs import Inputs
    from podcastkit.project import Project


class LeavesProjectError(BadValueError):
    """A path that leads out of the project."""


def is_url(written: str) -> bool:
    """Whether a text is an absolute URL (of whatever scheme) and not a path."""
    scheme, colon, _ = written.partition(":")
    return bool(colon) and len(scheme) > 1 and scheme.replace("+", "").isalnum()


def as_written(path: str) -> str:
    """A path as an author writes it, so that ``find_file`` takes no ``%`` in it for an escape."""
    return quote(path, safe="/ ") if "%" in path else path


def find_file(inputs: Inputs, project: Project, folder: str, written: str) -> str | None:
    """The project's file that a written path means; ``None`` where no file is.

    ``folder`` is where the naming file lies. Raises ``LeavesProjectError`` for a path that,
    dots and links resolved, lies neither in the project nor in an ``[audio] local`` folder.
    """
    path = unquote(written) if "%" in written else written
    path = path.replace("\\", "/")
    places = []
    if not path.startswith("/"):
        places.append(posixpath.join(folder, path))
    if project.content.static is not None:
        places.append(posixpath.join(project.content.static, path.lstrip("/")))
    places.append(path.lstrip("/"))
    outside = 0
    for place in places:
        clean = posixpath.normpath(place)
        if clean.startswith("../") or clean == ".." or "\0" in clean:
            outside += 1
        elif inputs.is_file(clean):
            _check_inside(inputs, project, clean, written)
            return clean
    if outside == len(places):
        raise LeavesProjectError(
            f'"{written}", a path that leaves the project', "copy the file into the project"
        )
    return None


def served_path(project: Project, written: str, path: str) -> str | None:
    """Where the site's generator serves the file ``path``, below the site's address.

    ``None`` for a file that lies in no static folder. Where that is the whole project, a path is
    one of the site's only when it is ``written`` with a slash before it.
    """
    static = project.content.static
    if static is None:
        return None
    folder = posixpath.normpath(static)
    if folder == ".":
        return path if written.startswith("/") else None
    return path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else None


def find_local(inputs: Inputs, project: Project, url: str) -> str | None:
    """The file of an ``[audio] local`` folder that is named as the URL's last path segment."""
    if not project.audio.local:
        return None
    name = unquote(urlsplit(url).path.rpartition("/")[2])
    if not name or "/" in name or "\0" in name or name in {".", ".."}:
        return None
    for folder in project.audio.local:
        path = posixpath.normpath(posixpath.join(folder, name))
        if inputs.is_file(path):
            return path
    return None


def _check_inside(inputs: Inputs, project: Project, path: str, written: str) -> None:
    real = Path(inputs.full(path)).resolve()
    roots = [inputs.root, *(Path(inputs.full(folder)) for folder in project.audio.local)]
    if not any(real.is_relative_to(root.resolve()) for root in roots):
        raise LeavesProjectError(
            f'"{written}", a link that leaves the project', "copy the file into the project"
        )
