"""MP4, M4A, M4B and QuickTime files (ISO 14496-12): one module a question."""

from podcastkit.audio.mp4.read import read

__all__ = ["read"]
