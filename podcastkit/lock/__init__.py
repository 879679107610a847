"""``podcast.lock``: what subscribers hang on, kept beside the project and committed with it.

JSON with sorted keys and LF, an entry an episode, so that a change reads well in a diff. It holds
no time of its own, no path of a machine and no failure: the same podcast gives the same bytes.
Dates are RFC 3339 in UTC, so that a change of the show's time zone changes no line here.
"""

from podcastkit.lock.entries import EMPTY, Entry, Known, Lock, Matching, lock_name
from podcastkit.lock.matching import match, updated
from podcastkit.lock.text import VERSION, audio_from_json, audio_to_json, dumps, instant_text, parse

__all__ = [
    "EMPTY",
    "VERSION",
    "Entry",
    "Known",
    "Lock",
    "Matching",
    "audio_from_json",
    "audio_to_json",
    "dumps",
    "instant_text",
    "lock_name",
    "match",
    "parse",
    "updated",
]
