"""Chapters: what is told while sounds and their files are read."""

from __future__ import annotations

from podcastkit.checks.rule import Rule, told
from podcastkit.findings import Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

RULES: tuple[Rule, ...] = (
    told(
        "PK502",
        "own-chapter-past-end",
        _W,
        """
        A chapter in the audio file begins behind the end of the sound, and is left out.

        It would never be reached. The chapters are in the file's own tags: write them again.
        """,
        by="checks.sounds",
        source="ID3v2 chapter frames; MP4 chapters",
    ),
    told(
        "PK513",
        "chapters-file-invalid",
        _E,
        """
        A file of JSON chapters has no version.

        Apps read the form that the version names.
        """,
        by="content.companions",
        source="Podcast namespace: JSON chapters 1.2",
    ),
)
