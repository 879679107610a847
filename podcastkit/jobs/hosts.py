"""``validate --online``: what only the hosts of sounds can say, asked politely, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.audio.many import Wanted, inspect_all
from podcastkit.checks.rule import Subject
from podcastkit.checks.run import check
from podcastkit.checks.views import HostView
from podcastkit.errors import InsecureRedirectError, NotAudioError
from podcastkit.fetch import Fetcher
from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from podcastkit.audio.remote import Inspection
    from podcastkit.checks.run import Profiles
    from podcastkit.feed.document.read import ReadFeed
    from podcastkit.model import Audio
    from podcastkit.project import Project
    from podcastkit.source import Source

_JOBS = 8
Asked = tuple[str, Any, str, int | None]
"""A sound to ask for: file, spot, address, and its size in bytes where one is published."""


def check_project_hosts(
    sources: Sequence[Source],
    known: Mapping[str, Audio],
    project: Project,
    profiles: Profiles,
    *,
    private_hosts: bool,
) -> list[Problem]:
    """Ask for each episode's sound, at the address that its file names."""
    asked: list[Asked] = [
        (
            source.path,
            source.keys.get("episode_url", ("episode_url",)),
            source.audio.url,
            known[source.slug].size or None,
        )
        for source in sources
        if source.audio.url is not None and source.audio.path is None
    ]
    settings = project.audio
    with Fetcher(
        agent_url=project.show.link,
        timeout=settings.timeout,
        private_hosts=private_hosts,
        full_read=False,
    ) as fetcher:
        return list(_check(asked, fetcher, settings.jobs, profiles))


def check_feed_hosts(feed: ReadFeed, profiles: Profiles, *, private_hosts: bool) -> list[Problem]:
    """Ask for each item's sound, at its enclosure's address."""
    asked: list[Asked] = [
        (feed.path, item.line, item.enclosure.url, item.enclosure.length)
        for item in feed.items
        if item.enclosure and item.enclosure.url.lower().startswith(("http://", "https://"))
    ]
    with Fetcher(agent_url="", private_hosts=private_hosts, full_read=False) as fetcher:
        return list(_check(asked, fetcher, _JOBS, profiles))


def _check(
    asked: list[Asked], fetcher: Fetcher, jobs: int, profiles: Profiles
) -> Iterator[Problem]:
    wanted = [Wanted(url=url) for _, _, url, _ in asked]
    found = inspect_all(wanted, fetcher, jobs=jobs)
    for (path, spot, _, size), inspection in zip(asked, found, strict=True):
        if isinstance(inspection.error, NotAudioError):
            place = {"line": spot} if isinstance(spot, int) else {"key": spot}
            yield Problem(code="PK302", path=path, message=str(inspection.error),
                          hint="open the address in a browser", **place)  # fmt: skip
            continue
        yield from check(Subject.HOST, _view(path, spot, size, inspection), profiles)


def _view(path: str, spot: Any, size: int | None, inspection: Inspection) -> HostView:
    insecure = isinstance(inspection.error, InsecureRedirectError)
    sound = inspection.sound
    return HostView(
        path=path,
        spot=spot,
        error=None if inspection.error is None or insecure else str(inspection.error),
        ranges=inspection.in_parts,
        size=sound.audio.size if sound and sound.audio.how != "varies" else None,
        said_size=size,
        type=sound.audio.type if sound else None,
        stated_type=inspection.content_type,
        redirects=inspection.redirects,
        insecure=insecure,
    )
