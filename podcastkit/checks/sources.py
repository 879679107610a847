"""What can be told of episodes from their files alone, and from all of them together."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from podcastkit.findings import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from podcastkit.source import Source

_A_DAY = dt.timedelta(days=1)


def check_source(source: Source) -> Iterator[Problem]:
    """The rules of a single episode."""
    if source.moment is None and source.name_moment is None and "date" not in source.unusable:
        yield _at(
            source,
            "PK022",
            "nothing says when the episode was published",
            "date = 2026-01-05T09:00:00Z, or put 2026-01-05- before the file's name",
            "date",
        )
    if source.moment and source.name_moment:
        apart = source.moment.date - source.name_moment.date
        if abs(apart) > _A_DAY:
            yield _at(
                source,
                "PK015",
                f"date is {source.moment.date}, and the name says {source.name_moment.date}",
                "make both the same; the date in the front matter is the one that counts",
                "date",
            )


def check_doubles(sources: Sequence[Source]) -> Iterator[Problem]:
    """Slugs, paths, guids and audio that two episodes share. Named at each but the first."""
    yield from _doubled(sources, "PK023", "slug", lambda s: _folded(s.slug), lambda s: s.slug)
    yield from _doubled(
        sources, "PK029", "path", lambda s: _folded(s.folder), lambda s: s.folder,
        unless=lambda a, b: _folded(a.slug) == _folded(b.slug),
    )  # fmt: skip
    yield from _doubled(sources, "PK024", "guid", lambda s: s.guid, lambda s: s.guid or "")
    yield from _doubled(
        sources, "PK025", "episode_url", lambda s: s.audio.url or s.audio.path,
        lambda s: s.audio.written,
    )  # fmt: skip


def check_addresses(addresses: Iterable[tuple[Source, str]]) -> Iterator[Problem]:
    """Addresses at which the files of two episodes would both be served."""
    seen: dict[str, Source] = {}
    for source, address in addresses:
        first = seen.setdefault(address, source)
        if (first.audio.url or first.audio.path) != (source.audio.url or source.audio.path):
            yield _at(
                source,
                "PK025",
                f'the audio "{source.audio.written}" would be served at {address}, and so would '
                f"that of {first.path}",
                "give one of the two files another name, or write their whole addresses",
                "episode_url",
            )


def check_guids(guids: Iterable[tuple[Source, str]]) -> Iterator[Problem]:
    """Guids that two episodes would share once the lock and derivation have spoken."""
    seen: dict[str, Source] = {}
    for source, guid in guids:
        first = seen.setdefault(guid, source)
        if first is not source and source.guid != first.guid:
            yield _at(
                source,
                "PK024",
                f'the guid "{guid}" is also that of {first.path}',
                "every episode needs a guid of its own",
                "guid",
            )


def _doubled(
    sources: Sequence[Source],
    code: str,
    key: str,
    what: Callable[[Source], str | None],
    shown: Callable[[Source], str],
    *,
    unless: Callable[[Source, Source], bool] = lambda _a, _b: False,
) -> Iterator[Problem]:
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        value = what(source)
        if value is not None:
            groups[value].append(source)
    names = {"episode_url": "audio", "path": "page's path"}
    for group in groups.values():
        for other in group[1:]:
            if not unless(group[0], other):
                yield _at(
                    other,
                    code,
                    f'the {names.get(key, key)} "{shown(other)}" is also that of {group[0].path}',
                    f"give one of the two another {key}",
                    key,
                )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _at(source: Source, code: str, message: str, hint: str, key: str) -> Problem:
    return Problem(code=code, path=source.path, message=message, hint=hint, key=(key,))
