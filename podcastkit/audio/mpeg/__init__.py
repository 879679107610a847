"""MP3 and its elder layers: how long they sound, and what proves it."""

from podcastkit.audio.mpeg.read import read

__all__ = ["read"]
