"""Transcripts in Markdown: what is told while they are looked for and read."""

from __future__ import annotations

from podcastkit.checks.rule import Rule, told
from podcastkit.findings import Severity

_W = Severity.WARNING

RULES: tuple[Rule, ...] = (
    told(
        "PK517",
        "transcript-heading-unknown",
        _W,
        """
        A heading in the notes looks like that of a transcript, and is none that podcastkit knows.

        All that stands below it is published as show notes, an hour of talk in every
        subscriber's app, and there are no captions.

        Bad::

            ## The transcript of our talk

            An hour of talk.

        Good::

            ## Transcript

            An hour of talk.
        """,
        by="content.source_fields",
        source="podcastkit: the body of an episode",
    ),
)
