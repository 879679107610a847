"""The lists of the podcast namespace that only rules go by: roles, groups, parents of tags."""

from __future__ import annotations

GROUPS = frozenset(
    {
        "creative direction", "cast", "writing", "audio production", "audio post-production",
        "administration", "visuals", "community", "misc.", "misc", "video production",
        "video post-production",
    }
)  # fmt: skip
"""The groups of the podcast taxonomy, in lower case."""

ROLES = frozenset(
    {
        "director", "assistant director", "executive producer", "senior producer", "producer",
        "associate producer", "development producer", "creative director", "host", "co-host",
        "guest host", "guest", "voice actor", "narrator", "announcer", "reporter", "author",
        "editorial director", "co-writer", "writer", "songwriter", "guest writer", "story editor",
        "managing editor", "script editor", "script coordinator", "researcher", "editor",
        "fact checker", "translater", "translator", "transcriber", "logger", "studio coordinator",
        "technical director", "technical manager", "audio engineer", "remote recording engineer",
        "post production engineer", "audio editor", "sound designer", "foley artist", "composer",
        "theme music", "music production", "music contributor", "production coordinator",
        "booking coordinator", "production assistant", "content manager", "marketing manager",
        "sales representative", "sales manager", "graphic designer", "cover art designer",
        "social media manager", "consultant", "intern", "camera operator", "lighting designer",
        "camera grip", "assistant camera", "assistant editor",
    }
)  # fmt: skip
"""The roles of the podcast taxonomy, in lower case."""

_ITEM = ("item", "podcast:liveItem")
_BOTH = ("channel", *_ITEM)

PARENTS: dict[str, tuple[str, ...]] = {
    "podcast:transcript": _ITEM,
    "podcast:locked": ("channel",),
    "podcast:funding": _BOTH,
    "podcast:chapters": _ITEM,
    "podcast:soundbite": _ITEM,
    "podcast:person": _BOTH,
    "podcast:location": _BOTH,
    "podcast:season": _ITEM,
    "podcast:episode": _ITEM,
    "podcast:trailer": ("channel",),
    "podcast:license": _BOTH,
    "podcast:alternateEnclosure": _ITEM,
    "podcast:source": ("podcast:alternateEnclosure",),
    "podcast:integrity": ("podcast:alternateEnclosure",),
    "podcast:guid": ("channel",),
    "podcast:value": (*_BOTH, "podcast:valueTimeSplit"),
    "podcast:valueRecipient": ("podcast:value", "podcast:valueTimeSplit"),
    "podcast:valueTimeSplit": ("podcast:value",),
    "podcast:medium": ("channel",),
    "podcast:images": _BOTH,
    "podcast:image": _BOTH,
    "podcast:liveItem": ("channel",),
    "podcast:contentLink": _ITEM,
    "podcast:socialInteract": _BOTH,
    "podcast:block": ("channel",),
    "podcast:txt": _BOTH,
    "podcast:remoteItem": (
        "channel", "podcast:podroll", "podcast:valueTimeSplit", "podcast:publisher",
    ),
    "podcast:podroll": ("channel",),
    "podcast:updateFrequency": ("channel",),
    "podcast:podping": ("channel",),
    "podcast:publisher": ("channel",),
    "podcast:chat": _BOTH,
}  # fmt: skip
"""Every tag of the namespace, and what it may stand in."""

SINGLE = frozenset(
    {
        "podcast:locked", "podcast:guid", "podcast:medium", "podcast:podroll", "podcast:podping",
        "podcast:updateFrequency", "podcast:publisher", "podcast:chapters", "podcast:season",
        "podcast:episode", "podcast:license", "podcast:chat", "podcast:images",
    }
)  # fmt: skip
"""Tags of the namespace that may stand once in their parent."""
