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
        A file of chapters cannot be read as what it is, or one of JSON has no version.

        It is JSON chapters, Podlove Simple Chapters, labels as Audacity exports them, or lines with
        a time and a title. What cannot be read is left out of the chapters.

        Bad as one.chapters.txt::

            0:00 Hello
            The long way home

        Good as one.chapters.txt::

            0:00 Hello
            0:03 The long way home
        """,
        by="content.chapter_files",
        source="Podcast namespace: JSON chapters 1.2; Podlove Simple Chapters 1.2",
    ),
    told(
        "PK514",
        "notes-chapter-past-end",
        _W,
        """
        A list of times in the notes has one behind the end of the sound.

        The chapters of an episode that has no others are those that its notes list. A time that is
        never reached is left out of them.
        """,
        by="checks.sounds",
        source="Apple, chapters: inside the duration",
    ),
)
