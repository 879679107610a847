"""From rendered bytes to files in place: staged, compared, renamed, swept."""

from podcastkit.publication.create import create
from podcastkit.publication.manifest import (
    MANIFEST,
    STAGE_FOLDER,
    manifest_name,
    read_manifest,
    write_manifest,
)
from podcastkit.publication.rewrite import rewrite
from podcastkit.publication.stage import Stage

__all__ = [
    "MANIFEST",
    "STAGE_FOLDER",
    "Stage",
    "create",
    "manifest_name",
    "read_manifest",
    "rewrite",
    "write_manifest",
]
