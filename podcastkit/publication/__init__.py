"""From rendered bytes to files in place: staged, compared, renamed, swept."""

from podcastkit.publication.manifest import MANIFEST, read_manifest, write_manifest
from podcastkit.publication.stage import STAGE_FOLDER, Stage

__all__ = ["MANIFEST", "STAGE_FOLDER", "Stage", "read_manifest", "write_manifest"]
