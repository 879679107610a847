"""What an import finds: where the project contradicts the feed, and what is left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.adopt import guid_of
from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from podcastkit.adopt import Match, Matches
    from podcastkit.lock import Entry


def check_conflicts(
    matches: Iterable[Match],
    written: Mapping[str, str | None],
    entries: Mapping[str, Entry],
    lock_path: str,
) -> Iterator[Problem]:
    """Episodes that their own file or the lock knows by another guid than the feed.

    ``written`` has the guids of the files and ``entries`` those of the lock, by slug.
    """
    for match in matches:
        guid, slug = guid_of(match.item), match.file.slug
        said, entry = written.get(slug), entries.get(slug)
        if guid is None:
            continue
        if said is not None and said != guid:
            yield Problem(
                code="PK711",
                path=match.file.path,
                key=("guid",),
                message=f'the guid is "{said}" here, and in the feed "{match.item.title}" has '
                f'"{guid}"',
                hint=f'subscribers have the one of the feed: guid = "{guid}"',
            )
        if entry is not None and entry.guid not in {guid, said}:
            yield Problem(
                code="PK711",
                path=lock_path,
                message=f'the lock has the guid "{entry.guid}" for "{slug}", and in the feed '
                f'"{match.item.title}" has "{guid}"',
                hint="if a feed of this project was published already, its subscribers have the "
                f"lock's: keep it. If not, remove {lock_path} and import again",
            )


def check_left_over(matches: Matches, kept: Mapping[str, Entry], feed: str) -> Iterator[Problem]:
    """What matched nothing on either side, and what may be one and may be not.

    ``kept`` has the entries of the lock by slug, as the import leaves it.
    """
    slugs = {entry.guid: slug for slug, entry in kept.items() if entry.removed is None}
    doubtful = {id(match.item) for match in matches.doubtful}
    for match in matches.doubtful:
        guid = guid_of(match.item)
        yield Problem(
            code="PK732",
            path=match.file.path,
            key=(),
            message=f'this may be "{match.item.title}" (line {match.item.line} of the feed): '
            f"{match.by}",
            hint=f'if it is, write guid = "{guid}" into this file and import again',
        )
    for item in matches.items:
        slug = slugs.get(guid_of(item) or "")
        if id(item) not in doubtful and slug is not None:
            yield Problem(
                code="PK730",
                path=feed,
                line=item.line,
                message=f'no file is "{item.title}"; the lock keeps its guid, and feed refuses to '
                "drop it",
                hint="write its file, or say that it may vanish: podcastkit feed --allow "
                f"removed:{slug}",
            )
    dates = [match.item.published for match in matches.sure if match.item.published]
    newest = max([*dates, *(item.published for item in matches.items if item.published)],
                 default=None)  # fmt: skip
    candidates = {id(match.file) for match in matches.doubtful}
    for file in matches.files:
        old = newest is not None and file.published is not None and file.published <= newest
        if old and id(file) not in candidates:
            yield Problem(
                code="PK731",
                path=file.path,
                key=(),
                message="no item of the feed is this episode, although the feed has newer ones",
                hint="apps will take it for a new one; if they have it, give it the guid that they "
                'know: guid = "…" above [extra]',
            )
