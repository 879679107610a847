"""The safety of subscribers, the lock and the output: what is told against them."""

from __future__ import annotations

from podcastkit.checks.rule import Rule, told
from podcastkit.findings import Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

RULES: tuple[Rule, ...] = (
    told(
        "PK701",
        "guid-changed",
        _E,
        """
        The guid of a published episode changed: every subscriber would download it again.

        Apps know an episode by its guid. With another one it is a new episode, in every list,
        on every telephone.
        """,
        by="checks.guard",
        source="RSS 2.0, guid; Apple: it never changes",
        stops=True,
    ),
    told(
        "PK702",
        "episode-removed",
        _E,
        """
        A published episode is gone, a draft again, or moved to the future.

        It disappears from every app, and comes back as a new one if it comes back. Where that
        is meant, `--allow removed:SLUG` says so, and the guid is given to no other.
        """,
        by="checks.guard",
        source="this program's first promise",
        stops=True,
    ),
    told(
        "PK703",
        "swapped",
        _E,
        """
        Two published episodes exchanged their guids or their sounds: apps would show one and play the other.

        It happens when two files are renamed or two addresses are exchanged.
        """,
        by="checks.guard",
        source="RSS 2.0, guid",
        stops=True,
    ),
    told(
        "PK704",
        "show-guid-changed",
        _E,
        """
        podcast:guid changed: directories would take the show for another one.

        Directories and apps would list two shows, and subscribers stay with the old one.
        """,
        by="checks.guard",
        source="Podcast namespace: guid never changes",
        stops=True,
    ),
    told(
        "PK705",
        "feed-shrunk",
        _E,
        """
        More than a tenth of the published episodes would vanish at once, as when a folder was copied by half.

        A checkout that was cut off, or a wrong folder, looks like this. `--allow shrunk` says
        that it is meant.
        """,
        by="checks.guard",
        source="this program's first promise",
        stops=True,
    ),
    told(
        "PK706",
        "first-build",
        _E,
        """
        A show that may have subscribers is built without a lock.

        It may have subscribers when more than three of its episodes are older than 31 days, or
        when the output folder holds a feed that was built with a lock. Without the guids that
        they have, each of them would download every episode again. Import their feed first, or
        say `--allow first`.
        """,
        by="checks.guard",
        source="this program's first promise",
        stops=True,
    ),
    told(
        "PK707",
        "enclosure-changed",
        _W,
        """
        The audio URL of a published episode changed.

        Apps that have begun to download it begin again, and statistics count it twice. A prefix
        of an analytics service does not count as a change.
        """,
        by="checks.guard",
        source="Apple, enclosure; statistics of hosts",
    ),
    told(
        "PK708",
        "date-moved",
        _W,
        """
        The date of a published episode moved by more than a day.

        Apps sort by the date, so that it jumps in their lists.
        """,
        by="checks.guard",
        source="RSS 2.0, pubDate",
    ),
    told(
        "PK709",
        "audio-changed",
        _W,
        """
        A published episode's audio is another than before, under the same address.

        Who has downloaded it keeps the old one.
        """,
        by="jobs.sounds",
        source="RFC 9110, validators",
    ),
    told(
        "PK710",
        "foreign-file",
        _E,
        """
        A file that podcastkit did not write stands where it would write.

        It may be yours. Move it away, or choose another `[output] folder`.
        """,
        by="publication.targets",
        source="this program: only its own files are replaced",
        stops=True,
    ),
    told(
        "PK711",
        "import-contradicted",
        _E,
        """
        The project knows an episode or the show by another guid than the feed that is imported.

        One of the two is what subscribers have; which one, only you know.
        """,
        by="checks.imports",
        source="RSS 2.0, guid",
        stops=True,
    ),
    told(
        "PK712",
        "import-date",
        _W,
        """
        A file's date is not the one of the feed, and counts; apps sort by it.

        Keep the one that is right: remove the date from the file to have the feed's.
        """,
        by="jobs.adoption",
        source="RSS 2.0, pubDate",
    ),
    told(
        "PK713",
        "import-not-written",
        _W,
        """
        What the feed says could not be written into a file; the lock keeps it.

        The file's form has no place for it that could be written without touching the rest.
        """,
        by="jobs.adoption",
        source="this program",
    ),
    told(
        "PK714",
        "import-address-unknown",
        _E,
        """
        A show without podcast:guid is imported from a file that does not say where it was served.

        The show's guid is made from the address at which its feed was served.
        """,
        by="jobs.adoption",
        source="Podcast namespace: guid",
        stops=True,
    ),
    told(
        "PK720",
        "lock-conflict",
        _E,
        """
        The lock holds the marks of a merge that was not finished.

        Both sides are kept by taking the lines of both; podcastkit never makes a lock anew in
        silence.
        """,
        by="lock.text",
        source="git, merge conflicts",
        stops=True,
    ),
    told(
        "PK721",
        "lock-broken",
        _E,
        """
        The lock cannot be read.

        Restore it from git; a lock that is made anew has other guids.
        """,
        by="lock.text",
        source="RFC 8259; this program's lock",
        stops=True,
    ),
    told(
        "PK730",
        "item-without-file",
        _W,
        """
        An item of the imported feed is no episode here: it would vanish for its subscribers.

        Write a file for it, or leave it out on purpose.
        """,
        by="checks.imports",
        source="this program's first promise",
    ),
    told(
        "PK731",
        "file-without-item",
        _W,
        """
        An old episode is not in the imported feed: apps would take it for a new one.

        It will appear in its place by date, as one that was never heard.
        """,
        by="checks.against",
        source="RSS 2.0, guid",
    ),
    told(
        "PK732",
        "match-doubtful",
        _W,
        """
        An episode and an item of the imported feed may be one; somebody has to say so.

        Title or date are alike, and nothing proves it. With `--ask` you are asked.
        """,
        by="checks.imports",
        source="this program's first promise",
    ),
)
