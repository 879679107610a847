"""Forms and lists of the podcast namespace that both the readers and the rules go by."""

from __future__ import annotations

import re

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
RRULE = re.compile(r"(?:RRULE:)?(?:[A-Z]+=[^=;]+)(?:;[A-Z]+=[^=;]+)*", re.IGNORECASE)
OSM = re.compile(r"[NWR]\d+(?:#\d+)?", re.IGNORECASE | re.ASCII)
RATIO = re.compile(r"\d+(?:\.\d+)?(?:\s*/\s*\d+(?:\.\d+)?)?", re.ASCII)
SRI = re.compile(r"sha(?:256|384|512)-[A-Za-z0-9+/]{40,}={0,2}(?:\s+sha\d+-[A-Za-z0-9+/=]+)*")
LICENSE = re.compile(
    r"cc0-1\.0|cc-pddc|cc-by(?:-(?:nc|nd|sa|nc-nd|nc-sa))?-[1-4]\.\d(?:-[a-z]{2,3})?|v4v-\d\.\d"
    r"|(?:[al]?gpl|gfdl)-\d\.\d(?:-(?:only|or-later|invariants-[a-z-]+|no-invariants-[a-z-]+))?"
    r"|mit(?:-0)?|apache-\d\.\d|(?:mpl|epl|odbl|pddl|odc-by|artistic|eupl|cecill|bsl|lal|ofl|osl|afl)"
    r"-\d\.\d|bsd-\d-clause|0bsd|isc|unlicense|wtfpl|zlib"
)
"""Identifiers of the SPDX list that a podcast may have, in lower case."""
COUNTRY = re.compile(r"[A-Za-z]{2}")
_CREATIVE_COMMONS = re.compile(
    r"cc-(?P<kind>by(?:-[a-z]{2}){0,2})-(?P<version>[1-4]\.0|2\.[15])(?:-(?P<place>[a-z]{2,3}))?"
)

_FREQUENCY = re.compile(
    r"\bFREQ=(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|\s*\Z)", re.IGNORECASE
)
_GEO = re.compile(
    r"geo:(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)(?:,-?\d+(?:\.\d+)?)?(?:;[^\s]*)?", re.ASCII
)


def license_id(name: str) -> str | None:
    """The identifier of a known licence, however it is spelt: ``CC BY 4.0`` is ``cc-by-4.0``."""
    slug = "-".join(re.split(r"[\s_-]+", name.strip().lower()))
    return slug if LICENSE.fullmatch(slug) else None


def license_url(name: str) -> str | None:
    """The address of a licence of Creative Commons; ``None`` for any other.

    Before version 4.0 there are some of single countries.
    """
    slug = license_id(name)
    if slug == "cc0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    found = _CREATIVE_COMMONS.fullmatch(slug or "")
    if found is None or (found["version"] == "4.0" and found["place"]):
        return None
    kind = found["kind"]
    if found["version"] == "1.0" and kind == "by-nc-nd":
        kind = "by-nd-nc"  # the other way round in that version alone
    place = f"{found['place']}/" if found["place"] else ""
    return f"https://creativecommons.org/licenses/{kind}/{found['version']}/{place}"


def is_geo(text: str) -> bool:
    """Whether a text is a place of RFC 5870 that is on the globe."""
    found = _GEO.fullmatch(text.strip())
    return found is not None and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180


def is_rrule(text: str) -> bool:
    """Whether a text is a recurrence rule of RFC 5545, 3.3.10."""
    return bool(RRULE.fullmatch(text.strip())) and bool(_FREQUENCY.search(text))


MEDIA = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher",
         "course", "mixed", "podcastL", "musicL", "videoL", "filmL", "audiobookL", "newsletterL",
         "blogL", "publisherL", "courseL")  # fmt: skip
"""What a feed may be, and the lists of such."""

SERVICES = frozenset(
    {
        "acast", "amazon", "anchor", "apple", "audible", "audioboom", "backtracks", "bitcoin",
        "blubrry", "buzzsprout", "captivate", "castos", "castopod", "deezer", "facebook",
        "fireside", "fyyd", "google", "gpodder", "hypercatcher", "instagram", "itunes", "kasts",
        "libsyn", "mastodon", "megafono", "megaphone", "nostr", "omnystudio", "overcast", "paypal",
        "pinecast", "pocketcasts", "podbean", "podcastaddict", "podcastguru", "podcastindex",
        "podcasts.com", "podchaser", "podcloud", "podfriend", "podiant", "podigee", "podnews",
        "podomatic", "podserve", "podverse", "redcircle", "relayfm", "resonate", "rss.com",
        "rssblue", "shoutengine", "simplecast", "slack", "soundcloud", "spotify", "spreaker",
        "steno", "tiktok", "transistor", "truefans", "twitter", "whooshkaa", "youtube", "zencast",
    }
)  # fmt: skip
"""The service slugs that ``podcast:block`` names."""

SOCIAL = ("disabled", "activitypub", "twitter", "lightning", "bluesky", "atproto", "hive", "matrix",
          "nostr")  # fmt: skip
"""The protocols of ``podcast:socialInteract``."""
