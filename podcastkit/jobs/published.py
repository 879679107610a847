"""Files of the project that are published as they are, and under which names."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.content.assets import is_url

if TYPE_CHECKING:
    from podcastkit.project import Project
    from podcastkit.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file of the project that is published as it is, at ``target`` below the output folder."""

    source: str
    target: str


def hashed_name(stem: str, path: str, digest: str | None) -> str:
    """``cover-1a2b3c4d.jpg``: directories keep a picture for good under an unchanged URL."""
    return f"{stem}-{(digest or '')[:8]}.{suffix_of(path)}"


def suffix_of(path: str) -> str:
    """The suffix under which a file is published: in small letters, and ``jpg`` for a JPEG."""
    suffix = path.rpartition(".")[2].lower()
    return "jpg" if suffix == "jpeg" else suffix


def episode_image(source: Source) -> Asset | None:
    """The episode's own picture when it is a file of the project."""
    if source.image is None or is_url(source.image):
        return None
    name = hashed_name("cover", source.image, source.image_digest)
    return Asset(source=source.image, target=source.folder + name)


def assets_of(source: Source, project: Project) -> list[Asset]:
    """The project's files that are published with an episode as they are."""
    found = [
        Asset(source=sidecar.path, target=f"{source.folder}{source.transcript_name(sidecar)}")
        for sidecar in source.transcripts
        if sidecar.path is not None and sidecar.suffix != "html"  # that one is cleaned
    ]
    image = episode_image(source)
    if image is not None:
        found.append(image)
    if project.audio.copy and source.audio.path is not None and source.audio.url is None:
        name = source.audio.path.rpartition("/")[2]
        found.append(Asset(source=source.audio.path, target=source.folder + name))
    taken = {asset.target for asset in found}
    # What the text names is looked for beside the page, also where that is no folder's index.
    beside = source.page_file.rpartition("/")[0]
    named = ((posixpath.join(beside, a.name), a) for a in source.attachments)
    found += [Asset(source=a.path, target=target) for target, a in named if target not in taken]
    return found
