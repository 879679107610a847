"""The podcast namespace 1.0, ``podcast:``, each tag after its own page of the specification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.feed.elements import Tag, TagMaker, tag, text_tag
from podcastkit.feed.podcasting20 import episode_tags, show_tags
from podcastkit.feed.podcasting20.parts import NS, all_of, funding_of, persons_of, whole
from podcastkit.feed.urls import ascii_url
from podcastkit.podcasting.terms import license_id

if TYPE_CHECKING:
    from podcastkit.model import Episode, License, Show

_CHAPTERS_TYPE = "application/json+chapters"


def _license(license_: License | None) -> Tag | None:
    """A known licence by its identifier, which is lower case; another by its name as written."""
    if license_ is None:
        return None
    name = license_id(license_.name) or license_.name
    if not license_.url:
        return text_tag(NS + "license", name)
    return tag(NS + "license", name, url=ascii_url(license_.url))


def show_guid(show: Show) -> Tag | None:
    """``podcast:guid``: the show's one identity, wherever its feed moves."""
    return text_tag(NS + "guid", show.guid)


def show_locked(show: Show) -> Tag | None:
    """``podcast:locked``: whether hosts may import the feed, and who can say otherwise."""
    if show.locked is None:
        return None
    owner = show.owner.email if show.owner else None
    return tag(NS + "locked", "yes" if show.locked else "no", owner=owner)


def show_medium(show: Show) -> Tag | None:
    """``podcast:medium``: what the feed is; without one, a podcast."""
    return text_tag(NS + "medium", show.medium)


def show_license(show: Show) -> Tag | None:
    """``podcast:license`` of the show."""
    return _license(show.license)


def show_funding(show: Show) -> list[Tag]:
    """``podcast:funding``: each link with the words to show beside it."""
    return funding_of(show.funding)


def show_persons(show: Show) -> list[Tag]:
    """``podcast:person``: who is regularly heard."""
    return persons_of(show.persons)


def show_block(show: Show) -> list[Tag]:
    """``podcast:block``: who may not show the feed, all of them or services by their slugs."""
    found = [tag(NS + "block", "yes")] if show.block else []
    for block in show.podcasting.blocks if show.podcasting else ():
        made = tag(NS + "block", "yes" if block.blocked else "no", id=block.service)
        found += [made] if whole(made, "id") else []
    return found


def show_group(show: Show) -> list[Tag] | None:
    """All tags that stand in the show's group; most shows have none."""
    return None if show.podcasting is None else all_of(show_tags.TAGS, show.podcasting)


def episode_season(episode: Episode) -> Tag | None:
    """``podcast:season``: the number, with the season's name."""
    if not episode.season or episode.season < 0:
        return None
    return tag(NS + "season", str(episode.season), name=episode.season_name)


def episode_number(episode: Episode) -> Tag | None:
    """``podcast:episode``: the number, with what to show in its stead."""
    if not episode.episode or episode.episode < 0:
        return None
    return tag(NS + "episode", str(episode.episode), display=episode.episode_display)


def episode_license(episode: Episode) -> Tag | None:
    """``podcast:license`` of the episode."""
    return _license(episode.license)


def episode_persons(episode: Episode) -> list[Tag]:
    """``podcast:person``: who is heard in this episode; apps show these in place of the show's."""
    return persons_of(episode.persons)


def episode_transcripts(episode: Episode) -> list[Tag]:
    """``podcast:transcript``: one for each format."""
    return [
        tag(
            NS + "transcript",
            url=ascii_url(transcript.url),
            type=transcript.type,
            language=transcript.language,
            rel=transcript.rel,
        )
        for transcript in episode.transcripts
    ]


def episode_chapters(episode: Episode) -> Tag | None:
    """``podcast:chapters``: the address of the JSON chapters file."""
    if not episode.chapters_url:
        return None
    url = ascii_url(episode.chapters_url)
    return tag(NS + "chapters", url=url, type=_CHAPTERS_TYPE)


def episode_group(episode: Episode) -> list[Tag] | None:
    """All tags that stand in the episode's group; most episodes have none."""
    return None if episode.podcasting is None else all_of(episode_tags.TAGS, episode.podcasting)


SHOW_TAGS: tuple[TagMaker[Show], ...] = (
    show_guid,
    show_locked,
    show_medium,
    show_license,
    show_funding,
    show_persons,
    show_block,
    show_group,
)
"""The podcast namespace's tags of a channel, in document order."""

EPISODE_TAGS: tuple[TagMaker[Episode], ...] = (
    episode_season,
    episode_number,
    episode_license,
    episode_persons,
    episode_transcripts,
    episode_chapters,
    episode_group,
)
"""The podcast namespace's tags of an item, in document order."""
