"""Tables and lists as authors write them: what is needed, what may be there, one or several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from podcastkit import values
from podcastkit.values import BadValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

T = TypeVar("T")

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+")
_MIME = re.compile(r"[^/\s]+/[^/\s]\S*")


def table(value: Any, example: str) -> Mapping[str, Any]:
    """The value as a table; ``example`` shows what to type."""
    if isinstance(value, dict):
        return value
    raise BadValueError(f"{values.shown(value)}, and should be a table", example)


def must(source: Mapping[str, Any], convert: Callable[[Any], T], *names: str) -> T:
    """What stands under the first of the names that is there; one of them has to be."""
    found = may(source, convert, *names)
    if found is None:
        raise BadValueError(f"a table without {names[0]}", f"{names[0]} = …")
    return found


def may(source: Mapping[str, Any], convert: Callable[[Any], T], *names: str) -> T | None:
    """What stands under the first of the names that is there, if anything does."""
    for name in names:
        value = source.get(name)
        if not values.is_empty(value):
            with_key = (name,)
            try:
                return convert(value)
            except BadValueError as error:
                raise below(error, *with_key) from error
    return None


def below(error: BadValueError, *key: str | int) -> BadValueError:
    """The same fault, seen from a table or list that holds the value."""
    return BadValueError(str(error), error.hint, always=error.always, key=(*key, *error.key))


def several(
    value: Any, convert: Callable[[Any], T], tell: Callable[[BadValueError], None]
) -> Iterator[T]:
    """One, or each of a list. What is bad is told and left out."""
    for key, item in _items(value):
        try:
            yield convert(item)
        except BadValueError as error:
            tell(below(error, *key))


def each(convert: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    """A reader of one or several, of which the first bad one is a fault of the whole."""

    def read(value: Any) -> tuple[T, ...]:
        found = []
        for key, item in _items(value):
            try:
                found.append(convert(item))
            except BadValueError as error:
                raise below(error, *key) from error
        return tuple(found)

    return read


def _items(value: Any) -> Iterator[tuple[tuple[int, ...], Any]]:
    if isinstance(value, list | tuple):
        yield from (((n,), item) for n, item in enumerate(value) if not values.is_empty(item))
    elif not values.is_empty(value):
        yield (), value


def url(value: Any) -> str:
    """An address of the web."""
    if not isinstance(value, str):
        raise BadValueError(f"{values.shown(value)}, and should be an address", '"https://…"')
    return values.check_url(value.strip(), "write the whole address")


def address(value: Any) -> str:
    """An address of any scheme: ``https:``, ``ipfs:``, ``at:``."""
    written = value.strip() if isinstance(value, str) else ""
    if written.lower().startswith(("http:", "https:")):
        return url(value)
    if not _ADDRESS.fullmatch(written):
        raise BadValueError(f"{values.shown(value)}, and should be an address", '"https://…"')
    return written


def host(written: str) -> str:
    """The host in an address, as words to show where there are none."""
    return urlsplit(written).hostname or written


def mime(value: Any) -> str:
    """A MIME type."""
    if not isinstance(value, str) or not _MIME.fullmatch(value.strip()):
        raise BadValueError(f"{values.shown(value)}, and should be a MIME type", '"audio/mpeg"')
    return value.strip()


def count(value: Any) -> int:
    """A whole number that is not below 0."""
    number = values.integer(value)
    if number < 0:
        raise BadValueError(f"{number}, and should not be below 0")
    return number


def amount(value: Any) -> float:
    """A number that is not below 0, also as text."""
    written = str(value).strip() if isinstance(value, int | float | str) else ""
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,15}(?:\.\d{1,15})?", written, re.ASCII):
        raise BadValueError(f"{values.shown(value)}, and should be a number", "for example 1.5")
    return float(written)


def word_of(*words: str) -> Callable[[Any], str]:
    """A reader of one of some words, in any case."""

    def read(value: Any) -> str:
        word = value.strip().lower() if isinstance(value, str) else ""
        if word not in words:
            raise BadValueError(f"{values.shown(value)}, and should be {', '.join(words)}")
        return word

    return read


def like(pattern: re.Pattern[str], example: str) -> Callable[[Any], str]:
    """A reader of a text that has a form."""

    def read(value: Any) -> str:
        written = value.strip() if isinstance(value, str) else ""
        if not pattern.fullmatch(written):
            raise BadValueError(f"{values.shown(value)}, which has not the right form", example)
        return written

    return read
