"""Every precedence rule of an episode, as plain functions: files, lock and sound to an Episode.

What the episode's own file says comes first; what was published before comes next (the lock);
what can be derived comes last. The table of the product's contract, in code.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from podcastkit.addresses import enclosure_url, page_link, quoted
from podcastkit.model import Audio, Chapter, Episode, Person, Show
from podcastkit.source import instant
from podcastkit.timed.chapter_choice import chosen
from podcastkit.timed.links import links

if TYPE_CHECKING:
    from collections.abc import Collection

    from podcastkit.model import ShowPodcasting, Transcript
    from podcastkit.project import ContentSettings, Project
    from podcastkit.source import Moment, Source

PODCAST_NAMESPACE = "ead4c236-bf58-58c6-a2c6-a6b28d128cb6"
"""The namespace of ``podcast:guid`` (podcast namespace, tag guid)."""

NEAR = dt.timedelta(hours=36)
"""A lock's date this near to what the files say is the same date, told to the minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the lock knows of an episode; ``None`` where it knows nothing."""

    guid: str | None = None
    published: dt.datetime | None = None


def show_guid(written: str | None, locked: str | None, feed_url: str) -> str:
    """``podcast:guid``: as written, else as locked, else UUIDv5 of the feed's URL.

    The URL counts without its scheme and without slashes at its end.
    """
    if written or locked:
        return (written or locked or "").strip()
    import uuid  # a show that was published has its guids in the lock

    bare = feed_url.partition("://")[2] or feed_url
    return str(uuid.uuid5(uuid.UUID(PODCAST_NAMESPACE), bare.rstrip("/")))


def episode_guid(written: str | None, locked: str | None, show: str, slug: str) -> str:
    """An episode's guid: as written, else as locked, else UUIDv5 of show's guid and slug."""
    if written or locked:
        return written or locked or ""
    import uuid

    try:
        namespace = uuid.UUID(show)
    except ValueError:
        namespace = uuid.uuid5(uuid.NAMESPACE_URL, show)
    return str(uuid.uuid5(namespace, slug))


def publication_date(
    source: Source, locked: dt.datetime | None, content: ContentSettings
) -> dt.datetime | None:
    """When an episode was published, in UTC; ``None`` where nothing says it.

    A date with a time as written; else the lock's date when it is within 36 h of what the files
    say; else the day that the files say, at ``publish_time``.
    """
    moment = _moment(source)
    if moment is None:
        return None
    said = instant(moment, ZoneInfo(content.timezone), content.publish_time)
    if moment.time is None and locked is not None and abs(locked - said) <= NEAR:
        return locked.astimezone(dt.UTC)
    return said


def said_day(source: Source) -> dt.date | None:
    """The day on which an episode was published as its author writes it, in whatever zone."""
    moment = _moment(source)
    return moment.date if moment else None


def _moment(source: Source) -> Moment | None:
    moment = source.moment or source.name_moment
    if source.moment and source.name_moment and source.moment.time is None:
        # The folder may tell the hour of a day that the front matter tells alone.
        same_day = source.moment.date == source.name_moment.date
        moment = source.name_moment if same_day else source.moment
    return moment


def updated_date(source: Source, content: ContentSettings) -> dt.datetime | None:
    """When an episode was last changed, in UTC, as its author says."""
    if source.updated is None:
        return None
    return instant(source.updated, ZoneInfo(content.timezone), content.publish_time)


def audio_as_written(source: Source) -> Audio | None:
    """The author's own figures, for a sound that cannot be reached; ``None`` without a size."""
    if source.size is None or source.size <= 0:
        return None
    suffix = source.audio.written.partition("?")[0].rpartition(".")[2].lower()
    kinds = {"m4a": "audio/x-m4a", "mp4": "video/mp4", "m4v": "video/x-m4v", "ogg": "audio/ogg"}
    return Audio(
        size=source.size,
        duration=source.duration,
        exact=False,
        how="front matter",
        type=kinds.get(suffix, "audio/mpeg"),
    )


def persons(source: Source, show: tuple[Person, ...]) -> tuple[Person, ...]:
    """Who takes part: the episode's own, with the show's hosts where it names guests alone.

    An item's persons replace the channel's, so guests alone would hide the hosts.
    """
    return _with_hosts(source.persons, show)


def _with_hosts(own: tuple[Person, ...], show: tuple[Person, ...]) -> tuple[Person, ...]:
    if not own or any(person.role == "host" for person in own):
        return own
    return tuple(person for person in show if person.role == "host") + own


def chosen_chapters(
    source: Source, audio: Audio, *, link: str, headings: tuple[Chapter, ...] = ()
) -> tuple[Chapter, ...]:
    """The chapters of an episode in order of time (``timed.chapter_choice``).

    Their addresses count from the page ``link``; ``headings`` are those of a timed transcript.
    """
    choice = chosen(
        explicit=source.chapters,
        audio=audio.chapters,
        headings=headings,
        notes=source.notes_chapters,
        duration=audio.duration,
    )
    return tuple(with_addresses(chapter, link) for chapter in choice.chapters)


def with_addresses(chapter: Chapter, link: str) -> Chapter:
    """A chapter whose link and picture are addresses: relative ones count from the page ``link``.

    What is no web address is left out: a player would run ``javascript:`` for a listener.
    """
    url, image = _absolute(chapter.url, link), _absolute(chapter.image, link)
    if (url, image) == (chapter.url, chapter.image):
        return chapter
    return replace(chapter, url=url, image=image)


def _absolute(written: str | None, base: str) -> str | None:
    if written is None:
        return None
    try:
        absolute = written.lower().startswith(("https://", "http://"))
        url = written if absolute else urljoin(base, written.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def show_of(project: Project, *, guid: str, image: str | None) -> Show:
    """The show as the feed gives it. ``image`` is the cover's address."""
    settings = project.show
    return Show(
        title=settings.title,
        description=settings.description,
        link=settings.link,
        feed_url=settings.feed_url,
        language=settings.language,
        guid=guid,
        author=settings.author,
        owner=settings.owner,
        image=image,
        categories=settings.categories,
        explicit=settings.explicit,
        type=settings.type,
        subtitle=settings.subtitle,
        copyright=settings.copyright,
        locked=settings.locked,
        medium=settings.medium,
        license=settings.license,
        funding=settings.funding,
        persons=settings.persons,
        block=settings.block,
        complete=settings.complete,
        new_feed_url=settings.new_feed_url,
        subscribe=settings.subscribe,
        podcasting=_with_live_guids(settings.podcasting, guid, settings.persons),
    )


def _with_live_guids(
    group: ShowPodcasting | None, show: str, hosts: tuple[Person, ...]
) -> ShowPodcasting | None:
    """A live item without a guid gets one from the show's and its start: a new start, a new one.

    Its guests join the show's hosts, as an episode's do.
    """
    if group is None or not group.live_items:
        return group
    items = tuple(
        replace(
            item,
            persons=_with_hosts(item.persons, hosts),
            guid=item.guid
            or episode_guid(
                None, None, show, f"live {item.start.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
            ),
        )
        for item in group.live_items
    )
    return replace(group, live_items=items)


def episode_of(
    source: Source,
    project: Project,
    show: Show,
    *,
    known: Known,
    audio: Audio,
    published: dt.datetime,
    image: str | None,
) -> Episode:
    """One episode with all its facts. Every address below the output folder is worked out here."""
    link = page_link(source, project)
    chapters = chosen_chapters(source, audio, link=link)
    return Episode(
        slug=source.slug,
        source=source.path,
        title=source.title or "",
        guid=episode_guid(source.guid, known.guid, show.guid, source.slug),
        published=published,
        day=said_day(source) or published.date(),
        link=link,
        folder=source.folder,
        page=source.page_file,
        enclosure_url=enclosure_url(source, project, link) or "",
        audio=audio,
        body=source.body,
        description=source.description,
        summary=source.summary,
        subtitle=source.subtitle or _one_line(source.description),
        updated=updated_date(source, project.content),
        season=source.season,
        season_name=source.season_name,
        episode=source.episode,
        episode_display=source.episode_display,
        type=source.type,
        itunes_title=source.itunes_title,
        image=image,
        image_alt=source.image_alt,
        explicit=source.explicit,
        persons=persons(source, show.persons),
        license=source.license,
        block=source.block,
        chapters=chapters,
        chapters_url=f"{_base(source, project)}chapters.json" if chapters else None,
        transcripts=_transcripts(source, project),
        podcasting=source.podcasting,
    )


def with_transcripts(
    episode: Episode,
    source: Source,
    project: Project,
    *,
    made: Collection[str],
    headings: tuple[Chapter, ...],
) -> Episode:
    """The episode with what is known only when its transcript has been read.

    ``made`` are the formats that are written (``"vtt"``); ``headings`` those of a timed transcript
    in Markdown, which are its chapters where nothing else says them.
    """
    chapters = chosen_chapters(source, episode.audio, link=episode.link, headings=headings)
    return replace(
        episode,
        transcripts=_transcripts(source, project, made),
        chapters=chapters,
        chapters_url=f"{_base(source, project)}chapters.json" if chapters else None,
    )


def _transcripts(
    source: Source, project: Project, made: Collection[str] = ()
) -> tuple[Transcript, ...]:
    return links(source, made, base=_base(source, project), own=project.show.language)


def _base(source: Source, project: Project) -> str:
    """The address of an episode's files below the output folder, ending in ``/``."""
    return project.output.url + quoted(source.folder)


def _one_line(text: str | None) -> str | None:
    """A description that is one short line serves as the subtitle too."""
    if text is None or "\n" in text or len(text) > 255:
        return None
    return text
