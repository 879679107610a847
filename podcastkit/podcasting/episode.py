"""Readers of an episode's group: excerpts, other forms of the sound, links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podcastkit import values
from podcastkit.model import (
    AlternateEnclosure,
    ContentLink,
    EpisodePodcasting,
    Integrity,
    MediaSource,
    Soundbite,
)
from podcastkit.podcasting import shared
from podcastkit.podcasting.tables import (
    address,
    amount,
    count,
    each,
    like,
    may,
    mime,
    must,
    several,
    table,
    word_of,
)
from podcastkit.podcasting.terms import SRI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from podcastkit.values import BadValueError


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeKey:
    """A key of an episode: the field of the group, its reader, whether it holds several."""

    field: str
    read: Callable[[Any], Any]
    many: bool = True


def soundbite(value: Any) -> Soundbite:
    """A part that apps may play as a taste."""
    source = table(value, '{ start = "1:13", duration = 60, title = "…" }')
    start, duration = shared.span(source)
    return Soundbite(start=start, duration=duration, title=may(source, values.text, "title"))


def alternate_enclosure(value: Any) -> AlternateEnclosure:
    """The sound in another form: one ``url``, or several ``sources``."""
    source = table(value, '{ url = "https://…", type = "audio/opus", bytes = 32400 }')
    kind = must(source, mime, "type")
    sources = may(source, each(_media_source), "sources") or ()
    if not sources:
        sources = (MediaSource(uri=must(source, address, "url")),)
    return AlternateEnclosure(
        type=kind,
        sources=sources,
        length=may(source, count, "bytes", "length"),
        bitrate=may(source, amount, "bitrate"),
        height=may(source, count, "height"),
        lang=may(source, values.text, "lang"),
        title=may(source, values.text, "title"),
        rel=may(source, values.text, "rel"),
        codecs=may(source, values.text, "codecs"),
        default=may(source, values.boolean, "default") or False,
        integrity=may(source, _integrity, "integrity"),
    )


def _media_source(value: Any) -> MediaSource:
    if not isinstance(value, dict):
        return MediaSource(uri=address(value))
    return MediaSource(
        uri=must(value, address, "url", "uri"), content_type=may(value, mime, "type")
    )


def _integrity(value: Any) -> Integrity:
    """A hash as browsers take it (SRI), or a table of type and value."""
    sri = like(SRI, '"sha256-…" in base64')
    if not isinstance(value, dict):
        return Integrity(type="sri", value=sri(value))
    kind = may(value, word_of("sri", "pgp-signature"), "type") or "sri"
    return Integrity(type=kind, value=must(value, sri if kind == "sri" else values.text, "value"))


def content_link(value: Any) -> ContentLink:
    """The same content elsewhere."""
    written, words = shared.link(value)
    return ContentLink(url=written, text=words)


EPISODE_KEYS: Mapping[str, EpisodeKey] = {
    "funding": EpisodeKey(field="funding", read=shared.funding),
    "location": EpisodeKey(field="locations", read=shared.location),
    "images": EpisodeKey(field="images", read=shared.picture),
    "soundbites": EpisodeKey(field="soundbites", read=soundbite),
    "alternate_enclosures": EpisodeKey(field="alternate_enclosures", read=alternate_enclosure),
    "value": EpisodeKey(field="value", read=shared.value),
    "social_interact": EpisodeKey(field="social_interact", read=shared.social),
    "chat": EpisodeKey(field="chat", read=shared.chat, many=False),
    "content_links": EpisodeKey(field="content_links", read=content_link),
    "txt": EpisodeKey(field="txt", read=shared.txt),
}
"""Keys of front matter whose values the podcast namespace alone has a use for."""


def episode_group(
    found: Iterable[tuple[str, Any]], tell: Callable[[str, BadValueError], None]
) -> EpisodePodcasting | None:
    """The group of what was found under the keys; ``None`` where nothing was.

    A key may come more than once. Of what there is one, the first counts. What is bad is told with
    its key and left out.
    """
    made: dict[str, Any] = {}
    for name, value in found:
        key = EPISODE_KEYS[name]

        def bad(error: BadValueError, name: str = name) -> None:
            tell(name, error)

        several_of_it = tuple(several(value, key.read, bad))
        if key.many and several_of_it:
            made[key.field] = made.get(key.field, ()) + several_of_it
        elif several_of_it:
            made.setdefault(key.field, several_of_it[0])
    return EpisodePodcasting(**made) if made else None
