"""podcastkit: episode files in, a podcast feed that every directory accepts out."""

__version__ = "0.1.0"
