"""The lock's bytes: JSON to a ``Lock`` and back, exactly."""

from __future__ import annotations

import datetime as dt
import json
import re
import reprlib
from typing import Any

from podcastkit.errors import LockVersionError
from podcastkit.findings import Problem
from podcastkit.lock.entries import Entry, Lock
from podcastkit.model import Audio, Chapter

VERSION = 1
_CONFLICT = re.compile(rb"^(<{7}|={7}|>{7}|\|{7})( |\r?$)", re.MULTILINE)
_FOREVER = 1e9
"""Seconds, some thirty years: a figure from here on is a slip, and so are infinity and NaN."""


def parse(data: bytes, *, path: str) -> tuple[Lock | None, list[Problem]]:
    """Read a lock. A broken one is a problem at its line, and never rebuilt in silence.

    Raises ``LockVersionError`` for a lock of a newer podcastkit.
    """
    conflict = _CONFLICT.search(data)
    if conflict:
        line = data.count(b"\n", 0, conflict.start()) + 1
        return None, [_conflict(path, line)]
    text = ""
    try:
        text = data.decode("utf-8-sig")
        return _lock(json.loads(text, object_pairs_hook=_table)), []
    except LockVersionError as error:
        raise LockVersionError(f"{path} {error}") from None
    except _ShapeError as error:
        return None, [_broken(path, _place(text, error), str(error))]
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        return None, [_broken(path, _end(before), "it is not UTF-8 text")]
    except json.JSONDecodeError as error:
        return None, [_broken(path, (error.lineno, error.colno), f"it is not JSON: {error.msg}")]
    except RecursionError:
        return None, [_broken(path, (1, 1), "it is not JSON that can be read: nested too deeply")]
    except ValueError as error:
        return None, [_broken(path, (1, 1), f"it is not JSON that can be read: {error}")]


class _ShapeError(ValueError):
    """JSON that is no lock. ``key`` is where: the slug of an entry, met the ``nth`` time."""

    def __init__(self, message: str, key: str | None = None, nth: int = 1) -> None:
        super().__init__(message)
        self.key = key
        self.nth = nth


def _conflict(path: str, line: int) -> Problem:
    return Problem(
        code="PK720",
        path=path,
        line=line,
        column=1,
        message="the lock cannot be read: git stopped in the middle of a merge",
        hint="keep every entry of both sides (no guid may be lost) and remove the lines with "
        f"<<<<<<<, ======= and >>>>>>>; or take one side, git checkout --theirs {path}, "
        "and run podcastkit feed, which adds what is missing",
    )


def _broken(path: str, place: tuple[int, int], message: str) -> Problem:
    return Problem(
        code="PK721",
        path=path,
        line=place[0],
        column=place[1],
        message=f"the lock cannot be read: {message}",
        hint=f"bring back the last good one: git checkout HEAD -- {path}",
    )


def _end(text: str) -> tuple[int, int]:
    """Line and column behind a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _place(text: str, error: _ShapeError) -> tuple[int, int]:
    """Line and column of the entry that an error is about; the file's beginning without one."""
    if error.key is None:
        return 1, 1
    key = re.escape(json.dumps(error.key, ensure_ascii=False)) + r"\s*:"
    # As we write it, a slug stands two blanks in; another tool may have laid it out anew.
    spots = [*re.finditer(rf"(?m)(?<=^  ){key}", text)] or [*re.finditer(key, text)]
    return _end(text[: spots[min(error.nth, len(spots)) - 1].start()]) if spots else (1, 1)


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; one with a key twice is a merge by hand that would lose one of them."""
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        key = next(key for key in keys if keys.count(key) > 1)
        slug = key if isinstance(table[key], dict) else None
        raise _ShapeError(f'"{key}" stands twice; keep the one that was published', slug, nth=2)
    return table


def _lock(table: Any) -> Lock:
    if not isinstance(table, dict):
        raise _ShapeError("it should be an object")
    version = table.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise LockVersionError(
            f"was written by a newer podcastkit (version {version}): update podcastkit"
        )
    if version != VERSION:
        raise _ShapeError(f"its version should be {VERSION}")
    show, episodes = table.get("show"), table.get("episodes")
    if not isinstance(show, dict) or not isinstance(episodes, dict):
        raise _ShapeError("it should have show and episodes, both objects")
    entries = {}
    for slug, entry in episodes.items():
        try:
            entries[slug] = _entry(entry)
        except KeyError as error:
            raise _ShapeError(f'the entry of "{slug}" has no {error}', slug) from error
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            raise _ShapeError(f'the entry of "{slug}" is odd: {error}', slug) from error
    guid, feed_url = show.get("guid"), show.get("feed_url")
    if not isinstance(guid, str | None) or not isinstance(feed_url, str | None):
        raise _ShapeError("show.guid and show.feed_url should be texts")
    return Lock(show_guid=guid, feed_url=feed_url, episodes=entries)


def _entry(table: dict[str, Any]) -> Entry:
    audio = table["audio"]
    published = dt.datetime.fromisoformat(_text(table["published"]))
    if published.tzinfo is None:
        raise ValueError("published has no zone")
    removed = table.get("removed")
    return Entry(
        guid=_text(table["guid"]),
        published=published.astimezone(dt.UTC),
        source=_source(table["source"]),
        audio_url=_text(audio["url"]),
        audio=audio_from_json(audio),
        removed=None if removed is None else _text(removed["reason"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(f"{reprlib.repr(value)} should be a text")
    return value


def _source(value: Any) -> str:
    """The path of an episode's file; empty for one that was imported and has no file yet."""
    return "" if value == "" else _text(value)


def _optional(value: Any) -> str | None:
    if not isinstance(value, str | None):
        raise TypeError(f"{reprlib.repr(value)} should be a text")
    return value


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{reprlib.repr(value)} should be seconds")
    if not 0 <= value < _FOREVER:
        raise ValueError(f"{reprlib.repr(value)} seconds last no sound")
    return float(value)


def audio_from_json(table: dict[str, Any]) -> Audio:
    """Audio facts from their JSON.

    Raises ``KeyError``, ``TypeError``, ``ValueError`` or ``AttributeError``.
    """
    size, duration = table["size"], table["duration"]
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise TypeError(f"size {reprlib.repr(size)} should be a whole number")
    return Audio(
        size=size,
        duration=None if duration is None else _seconds(duration),
        exact=table["exact"] is True,
        how=_text(table["how"]),
        type=_text(table["type"]),
        chapters=tuple(
            Chapter(
                start=_seconds(chapter["start"]),
                end=None if chapter.get("end") is None else _seconds(chapter["end"]),
                title=_optional(chapter["title"]) or "",
                url=_optional(chapter.get("url")),
                image=_optional(chapter.get("image")),
            )
            for chapter in table.get("chapters", ())
        ),
        etag=_optional(table.get("etag")),
        last_modified=_optional(table.get("last_modified")),
    )


def audio_to_json(audio: Audio) -> dict[str, Any]:
    """Audio facts as JSON; a duration in seconds to the millisecond."""
    return {
        "size": audio.size,
        "duration": None if audio.duration is None else _rounded(audio.duration),
        "exact": audio.exact,
        "how": audio.how,
        "type": audio.type,
        "chapters": [
            {
                name: value
                for name, value in (
                    ("start", _rounded(chapter.start)),
                    ("end", None if chapter.end is None else _rounded(chapter.end)),
                    ("title", chapter.title),
                    ("url", chapter.url),
                    ("image", chapter.image),
                )
                if value is not None
            }
            for chapter in audio.chapters
        ],
        "etag": audio.etag,
        "last_modified": audio.last_modified,
    }


def _rounded(seconds: float) -> float:
    """Milliseconds; always a float, so that whole seconds are written as they will be read."""
    return round(float(seconds), 3)


def dumps(lock: Lock) -> bytes:
    """The lock as bytes; reading them gives the lock back."""
    table = {
        "version": VERSION,
        "show": {"guid": lock.show_guid, "feed_url": lock.feed_url},
        "episodes": {slug: _entry_to_json(entry) for slug, entry in lock.episodes.items()},
    }
    text = json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


def instant_text(instant: dt.datetime) -> str:
    """An instant as the lock writes it: RFC 3339, in UTC."""
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    table: dict[str, Any] = {
        "guid": entry.guid,
        "published": instant_text(entry.published),
        "source": entry.source,
        "audio": {"url": entry.audio_url, **audio_to_json(entry.audio)},
    }
    if entry.removed is not None:
        table["removed"] = {"reason": entry.removed}
    return table
