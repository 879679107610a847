"""The sounds: what is told while hosts are asked and files are read."""

from __future__ import annotations

from podcastkit.checks.rule import Rule, told
from podcastkit.findings import Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

RULES: tuple[Rule, ...] = (
    told(
        "PK301",
        "audio-unreachable",
        _E,
        """
        The host did not give an episode's audio, so its size and duration are not known.

        A later run may succeed; what others gave is kept until then.
        """,
        by="jobs.sounds",
        source="Apple, Podcast RSS feed requirements: HEAD, byte ranges",
        outside=True,
    ),
    told(
        "PK302",
        "not-audio",
        _E,
        """
        What lies at the audio's address is not sound, an error page for example.

        Its length would stand in the feed as that of the sound.
        """,
        by="jobs.sounds",
        source="Apple, Podcast RSS feed requirements: enclosure",
        stops=True,
    ),
    told(
        "PK303",
        "duration-unknown",
        _W,
        """
        The file does not tell its duration; some directories refuse that.

        Apps show no time before they have played it.
        """,
        by="checks.sounds",
        source="Apple, A Podcaster's Guide to RSS: itunes:duration",
    ),
    told(
        "PK304",
        "figures-disagree",
        _W,
        """
        bytes or duration in the front matter is not what the audio says; the audio wins.

        Remove them: podcastkit reads both from the audio.

        Bad in an episode::

            bytes = 12

        Good in an episode::

            season = 1
        """,
        by="checks.sounds",
        source="this program: what the audio says counts",
    ),
    told(
        "PK305",
        "audio-skipped",
        _W,
        """
        An episode was left out because its audio could not be reached.

        It stays out of the feed until its host answers; the lock keeps what was published.
        """,
        by="jobs.sounds",
        source="this program, --skip-unreachable",
    ),
    told(
        "PK306",
        "audio-as-written",
        _W,
        """
        The audio could not be reached, so bytes and duration of the front matter stand in the feed.

        They are asked for again by the next run.
        """,
        by="jobs.sounds",
        source="this program",
    ),
    told(
        "PK307",
        "refresh-failed",
        _W,
        """
        A refresh could not reach the audio; the lock's facts stay.

        Nothing was changed; a later refresh may succeed.
        """,
        by="jobs.sounds",
        source="this program, --refresh",
    ),
    told(
        "PK308",
        "duration-estimated",
        _I,
        """
        How long the audio is was estimated: the file's own headers do not prove it.

        The estimate is a second off at most for common files; `podcastkit inspect` says more.
        """,
        by="checks.sounds",
        source="ISO 11172-3; Xing, VBRI and LAME headers",
    ),
    told(
        "PK309",
        "audio-varies",
        _W,
        """
        The host gives another file each time it is asked, as with adverts put in on the way.

        Size and duration in the feed are those of one of them.
        """,
        by="checks.sounds",
        source="RFC 9110, validators",
    ),
    told(
        "PK310",
        "length-not-in-header",
        _W,
        """
        An MP3 does not say how long it is, or says it wrongly.

        Players show a wrong length and jump to wrong places. All of it was counted for the
        feed.
        """,
        by="checks.sounds",
        source="Xing, VBRI and LAME headers",
    ),
    told(
        "PK311",
        "read-limit",
        _W,
        """
        The duration was estimated because reading the audio whole would have gone beyond [audio] max_read.

        Raise the limit, or let `--refresh SLUG` read that one.
        """,
        by="jobs.sounds",
        source="this program, [audio] max_read",
    ),
)
