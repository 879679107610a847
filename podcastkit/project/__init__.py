"""``podcast.toml``: the project file.

What a key means is in ``schema/podcast.schema.json``; what a preset sets is in ``presets/``.
"""

from podcastkit.project.parse import parse, wants_zola_config
from podcastkit.project.settings import (
    AudioSettings,
    ContentSettings,
    FieldSpec,
    Look,
    OutputSettings,
    Project,
    ShowSettings,
    ValidateSettings,
)

__all__ = [
    "AudioSettings",
    "ContentSettings",
    "FieldSpec",
    "Look",
    "OutputSettings",
    "Project",
    "ShowSettings",
    "ValidateSettings",
    "parse",
    "wants_zola_config",
]
