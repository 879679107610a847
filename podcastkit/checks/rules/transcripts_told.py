"""Transcripts and times in an episode's Markdown: what is told while they are looked for."""

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
    told(
        "PK518",
        "notes-times-out-of-order",
        _W,
        """
        A list of times in the notes begins at 0:00 and does not ascend, so that it is no chapters.

        Often one time was mistyped, and apps show no chapter at all.

        Bad in notes::

            - 0:00 Hello
            - 0:05 Home
            - 0:01 A dream
            - 0:07 Good bye

        Good in notes::

            - 0:00 Hello
            - 0:01 A dream
            - 0:05 Home
            - 0:07 Good bye
        """,
        by="content.chapter_files",
        source="Podcast namespace: JSON chapters, in the order of their times",
    ),
    told(
        "PK522",
        "transcript-times-unread",
        _W,
        """
        Times stand in a transcript in Markdown, and no captions were made of it.

        They are in a form that podcastkit does not read, or most of them cannot be true. The page
        says which forms are read: docs/reference/transcripts.md.
        """,
        by="jobs.checking_transcripts",
        source="podcastkit: transcripts",
    ),
    told(
        "PK523",
        "transcript-time-mistyped",
        _W,
        """
        What stands where a transcript in Markdown has its times looks like a time, and is none.

        It is published as what somebody says, and what follows belongs to the turn above. Seconds,
        and minutes behind hours, go to 59 and have two digits, with colons between them.

        Bad::

            ## Transcript

            **Ada:** [0:00] Hello.

            **Ben:** [0:90] Hm.

            **Ada:** [0:02] Yes.

        Good::

            ## Transcript

            **Ada:** [0:00] Hello.

            **Ben:** [0:01] Hm, like [3:16] and [3:90].

            **Ada:** [0:02] Yes.
        """,
        by="jobs.checking_transcripts",
        source="podcastkit: transcripts",
    ),
)
