"""From rendered bytes to files in place: staged, compared, renamed, swept.

Whoever only checks reads manifests; what writes is imported from ``stage`` and ``rewrite``.
"""

from podcastkit.publication.manifest import (
    MANIFEST,
    STAGE_FOLDER,
    manifest_name,
    read_manifest,
    write_manifest,
)

__all__ = ["MANIFEST", "STAGE_FOLDER", "manifest_name", "read_manifest", "write_manifest"]
