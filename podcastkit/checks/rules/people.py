"""Who speaks in a transcript, and whom the feed names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit.checks.rule import PODCASTING2, Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import TranscriptView

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
    of=Subject.TRANSCRIPT,
    profiles=(PODCASTING2,),
    source="Podcast namespace: person; transcripts",
)
def speaker_unnamed(transcript: TranscriptView) -> Iterator[Fault]:
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
    if transcript.known is None:
        return
    known = {word for name in transcript.known for word in (name, *name.split())}
    folded = {word.casefold() for word in known}
    first: dict[str, int] = {}
    for line, name in transcript.speakers:
        if name.casefold() not in folded and not _NOBODY.fullmatch(name):
            first.setdefault(name, line)
    if not first:
        return
    names = list(first)
    shown = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    yield Fault(
        min(first.values()),
        f"{shown} {'speaks' if len(names) == 1 else 'speak'} here, and the feed does not say so",
        f'persons = [{{ name = "{names[-1]}", role = "guest" }}] in the episode; hosts stand in '
        "podcast.toml, under [show]",
    )
