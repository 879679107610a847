"""The podcast namespace in a project's own files: what contradicts the sound, or itself."""

from __future__ import annotations

from podcastkit.checks.rule import Rule, told
from podcastkit.findings import Severity

_W = Severity.WARNING

RULES: tuple[Rule, ...] = (
    told(
        "PK673",
        "excerpt-past-end",
        _W,
        """
        A soundbite, or a part of a payment, begins or ends behind the end of the sound.

        Apps play silence, or nobody is paid; often a time was mistyped.

        Bad in an episode::

            soundbites = { start = "1:00:00", duration = 30 }
        """,
        by="checks.own_tags",
        source="Podcast namespace: soundbite, valueTimeSplit",
    ),
    told(
        "PK674",
        "live-guid-doubled",
        _W,
        """
        Two streams of the show have one guid: apps take them for one.
        """,
        by="checks.own_tags",
        source="Podcast namespace: liveItem",
    ),
    told(
        "PK675",
        "list-empty",
        _W,
        """
        The medium says that the feed is a list (`musicL`), and no remote items are in it.

        Bad in [show]::

            medium = "musicL"

        Good in [show]::

            medium = "music"
        """,
        by="checks.own_tags",
        source="Podcast namespace: medium, remoteItem",
    ),
)
