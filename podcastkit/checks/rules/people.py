"""Who speaks in a transcript, and whom the feed names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.checks.rule import PODCASTING2, Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import VoicesView

# What stands for somebody without naming anybody.
_NOBODY = re.compile(
    r"(?:speaker|person|voice|host|guest|interviewer|interviewee|narrator|announcer|audience|"
    r"unknown|unidentified|everyone|both|all|man|woman|male|female|sprecher(?:in)?)\b.*|.|[\W\d_]+",
    re.IGNORECASE | re.DOTALL,
)


@rule(
    "PK520",
    "speaker-unnamed",
    Severity.INFO,
    of=Subject.VOICES,
    profiles=(PODCASTING2,),
    source="Podcast namespace: person; transcripts",
)
def speaker_unnamed(voices: VoicesView) -> Iterator[Fault]:
    """Somebody speaks in the transcript whom neither the show nor the episode names.

    Apps and directories find the episodes of a person by ``podcast:person``. Hosts are named once,
    in ``podcast.toml``; guests in the episode.

    Bad as one.vtt::

        WEBVTT

        00:00.000 --> 00:00.500
        <v Grace>Hello.

    Good in an episode::

        persons = [{ name = "Grace", role = "guest" }]
    """
    for name, episodes, first in voices.heard:
        if _NOBODY.fullmatch(name):
            continue
        often = episodes > 1
        where = f"in {episodes} episodes" if often else "here"
        yield Fault(
            first,
            f"{name} speaks {where}, and the feed does not name {name}",
            f'under [show] of podcast.toml: persons = [{{ name = "{name}" }}]'
            if often
            else f'persons = [{{ name = "{name}", role = "guest" }}]',
        )
