"""What the tags of the podcast namespace are put together with."""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

from podcastkit.feed.elements import PODCAST, tag
from podcastkit.feed.urls import ascii_url

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from podcastkit.feed.elements import Tag, TagMaker, Thing_contra
    from podcastkit.model import Funding, Person

NS = f"{{{PODCAST}}}"


def whole(made: Tag, *needed: str) -> Tag | None:
    """The tag, or ``None`` where an attribute that it must have is not there.

    ``"text"`` stands for its text. What was nothing but control characters is not there either.
    """
    for name in needed:
        if not (made.text if name == "text" else made.attributes.get(name)):
            return None
    return made


def those(made: Iterable[Tag | None]) -> list[Tag]:
    """The tags that are there."""
    return [one for one in made if one is not None]


def all_of(makers: Iterable[TagMaker[Thing_contra]], thing: Thing_contra) -> list[Tag]:
    """What all makers make of a thing, in their order."""
    found: list[Tag] = []
    for make in makers:
        made = make(thing)
        found += made if isinstance(made, list) else those([made])
    return found


def url_of(url: str | None) -> str | None:
    """An address as a feed may carry it."""
    return ascii_url(url) if url else None


def digits(number: float | None) -> str | None:
    """A number to three places, without zeros at its end: ``73``, ``73.25``."""
    if number is None:
        return None
    if isinstance(number, int):
        return str(number)
    return f"{number:.3f}".rstrip("0").rstrip(".")


def rfc2822(moment: datetime) -> str:
    """A date as e-mail and RSS write it, in UTC."""
    return format_datetime(moment.astimezone(UTC))


def iso(moment: datetime | None) -> str | None:
    """A date as ISO 8601 writes it, in UTC and to the second."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def persons_of(persons: Iterable[Person]) -> list[Tag]:
    """Role and group are the same in any case: lower case is what apps compare with."""
    return [
        tag(
            NS + "person",
            person.name,
            role=person.role.lower(),
            group=person.group.lower(),
            href=person.url and ascii_url(person.url),
            img=person.image and ascii_url(person.image),
        )
        for person in persons
        if person.name.strip()
    ]


def funding_of(links: Iterable[Funding]) -> list[Tag]:
    """Each link with the words to show beside it."""
    return [tag(NS + "funding", link.text, url=ascii_url(link.url)) for link in links]
