"""What an import changes: the lock, and on request the files that the episodes were written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podcastkit import adopt, resolve
from podcastkit import lock as lock_room
from podcastkit.content.edit import with_keys
from podcastkit.findings import Problem

if TYPE_CHECKING:
    from podcastkit.adopt import Match, Matches
    from podcastkit.jobs.feeds import Show
    from podcastkit.jobs.load import Loaded
    from podcastkit.lock import Matching
    from podcastkit.project import Project
    from podcastkit.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """A project, a live show, and which of their episodes are one."""

    loaded: Loaded
    show: Show
    matching: Matching
    matches: Matches
    guid: str

    @property
    def project(self) -> Project:
        """The project's settings."""
        assert self.loaded.project is not None  # noqa: S101 - nothing is adopted without
        return self.loaded.project

    def guids(self) -> dict[str, str | None]:
        """The guids that the files themselves say, by slug."""
        return {source.slug: source.guid for source in self.loaded.sources}

    def show_conflicts(self) -> list[Problem]:
        """Where the project says another ``podcast:guid`` than the feed."""
        told, loaded = self.show.feed.guid, self.loaded
        kept = self.project.show.guid or (loaded.lock.show_guid if loaded.lock else None)
        if not told and not kept and not self.show.url:
            return [self._no_address()]
        places = (
            (loaded.config.name, ("show", "guid"), self.project.show.guid),
            (loaded.lock_path, None, loaded.lock.show_guid if loaded.lock else None),
        )
        return [
            Problem(
                code="PK711",
                path=path,
                key=key,
                message=f'podcast:guid is "{said}" here and "{told}" in the feed',
                hint=f'subscribers have the one of the feed: guid = "{told}" in [show]'
                if key
                else _begin_anew(path),
            )
            for path, key, said in places
            if told and said and said != told
        ]

    def _no_address(self) -> Problem:
        """A file that says neither its ``podcast:guid`` nor where it was served."""
        return Problem(
            code="PK714",
            path=self.loaded.config.name,
            key=("show",),
            message="the show has no podcast:guid yet, and it would be made of the old feed's "
            f"address, which {self.show.name} does not say",
            hint="import from the address itself; or, when nobody serves it any more, write "
            f'guid = "{self.guid}" in [show]',
        )

    def lock(self) -> lock_room.Lock:
        """The lock that keeps what the feed's subscribers have."""
        return adopt.adopted(
            self.loaded.lock or lock_room.EMPTY,
            show_guid=self.guid,
            feed_url=self.project.show.feed_url or None,
            matches=self.matches.sure,
            known=self.matching.entries,
            renamed=self.matching.renamed,
            written={source.slug: source.audio.written for source in self.loaded.sources},
            left=self.matches.items,
            slugs=[source.slug for source in self.loaded.sources],
        )


def _begin_anew(lock_path: str) -> str:
    return (
        "if a feed of this project was published already, its subscribers have this one: keep it. "
        f"If not, remove {lock_path} and import again"
    )


def edits(adoption: Adoption, problems: list[Problem], *, write: bool) -> dict[str, bytes]:
    """The new bytes of every file that changes: with ``write`` the episodes, then the lock.

    What cannot be written where it should stand is added to ``problems``.
    """
    changes: dict[str, bytes] = {}
    sources = {source.slug: source for source in adoption.loaded.sources}
    for match in adoption.matches.sure:
        source = sources[match.file.slug]
        problems += _far_apart(adoption, match, source)
        if write:
            _edit(adoption, source.path, _keys(adoption, match, source), changes, problems)
    if write and adoption.project.show.guid is None:
        path = adoption.loaded.config.name
        _edit(adoption, path, {("show", "guid"): adoption.guid}, changes, problems)
    lock = adoption.lock()
    if lock != adoption.loaded.lock:
        changes[adoption.loaded.lock_path] = lock_room.dumps(lock)
    return changes


def _far_apart(adoption: Adoption, match: Match, source: Source) -> list[Problem]:
    """A file's date that is not the feed's: the file's counts, so the podcaster must know."""
    said, told = match.file.published, match.item.published
    if said is None or told is None:
        return []
    if said == resolve.publication_date(source, told, adoption.project.content) != told:
        return [
            Problem(
                code="PK712",
                path=source.path,
                key=("date",),
                message=f"the date is {lock_room.instant_text(said)} here and "
                f"{lock_room.instant_text(told)} in the feed; the one of the file counts",
                hint=f"to keep it as it was: date = {lock_room.instant_text(told)}",
            )
        ]
    return []


def _keys(adoption: Adoption, match: Match, source: Source) -> dict[tuple[str, ...], Any]:
    """What the episode's own file does not say yet, at the keys where this site keeps it."""
    found: dict[tuple[str, ...], Any] = {}
    guid, told = adopt.guid_of(match.item), match.item.published
    extra = adoption.project.content.extra
    if source.guid is None and guid is not None:
        found[_key(adoption.project, "guid", ("guid",) if extra is None else (extra, "guid"))] = (
            guid
        )
    kept = told is not None and told == resolve.publication_date(
        source, told, adoption.project.content
    )
    if kept and match.file.published != told:
        found[_key(adoption.project, "date", ("date",))] = told
    return found


def _key(project: Project, field: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """The key of the front matter where a site keeps a field; ``()`` where it keeps it nowhere."""
    if field not in project.mapped:
        return default
    for spec in project.fields.get(field, ()):
        parts = tuple(spec.split("."))
        if not set(spec) & {"{", "/"} and parts[0] not in project.content.data:
            return parts
    return ()


def _edit(
    adoption: Adoption,
    path: str,
    values: dict[tuple[str, ...], Any],
    changes: dict[str, bytes],
    problems: list[Problem],
) -> None:
    if not values:
        return
    data = adoption.loaded.inputs.read(path)
    edited = None if data is None or () in values else with_keys(data, path, values)
    if edited is None:
        names = " and ".join(key[-1] for key in values if key) or "what the feed says"
        problems.append(
            Problem(
                code="PK713",
                path=path,
                message=f"{names} could not be written into this file; the lock keeps it",
                hint="write it by hand where your site keeps it, or leave it to the lock",
            )
        )
    elif edited != data:
        changes[path] = edited
