"""The lock: exact round trips, clear refusals, and who keeps which guid."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit import lock as room
from podcastkit.errors import LockVersionError
from podcastkit.lock import Entry, Known, Lock
from podcastkit.model import Audio, Chapter

PATH = "podcast.lock"


def audio(**given: Any) -> Audio:
    return Audio(
        **{
            "size": 9,
            "duration": 1.5,
            "exact": True,
            "how": "mutagen",
            "type": "audio/mpeg",
            **given,
        }
    )


def entry(number: int = 1, **given: Any) -> Entry:
    return Entry(
        **{
            "guid": f"guid-{number}",
            "published": dt.datetime(2026, 1, number, 9, tzinfo=dt.UTC),
            "source": f"episodes/{number}.md",
            "audio_url": f"https://cdn.example/{number}.mp3",
            "audio": audio(),
            **given,
        }
    )


def lock(**episodes: Entry) -> Lock:
    return Lock(show_guid="show", feed_url="https://a.example/f.xml", episodes=episodes)


def test_a_lock_comes_back_as_it_was() -> None:
    chapters = (
        Chapter(start=0, title="A", end=1.25, url="https://x.example"),
        Chapter(start=1.25, title="B"),
    )
    whole = lock(
        one=entry(guid=" blanks are part of it ", audio=audio(chapters=chapters, etag='W/"x"')),
        zwei=entry(2, removed="withdrawn", audio=audio(duration=None)),
    )
    data = room.dumps(whole)
    assert room.parse(data, path=PATH) == (whole, [])
    assert room.dumps(whole) == data
    assert data.endswith(b"}\n")
    assert b"\r" not in data


def test_it_reads_well_in_a_diff_and_says_instants_in_utc() -> None:
    berlin = dt.timezone(dt.timedelta(hours=2))
    text = room.dumps(lock(one=entry(published=dt.datetime(2026, 6, 1, 9, tzinfo=berlin)))).decode()
    assert '"published": "2026-06-01T07:00:00Z"' in text
    keys = [line.split('"')[1] for line in text.splitlines() if line.startswith('   "')]
    assert keys == sorted(keys) == ["audio", "guid", "published", "source"]


def test_a_newer_lock_is_not_touched() -> None:
    with pytest.raises(LockVersionError, match="update podcastkit"):
        room.parse(b'{"version": 2}', path=PATH)


def test_conflict_markers_are_told_at_their_line_with_the_way_out() -> None:
    data = b'{\n "version": 1,\n<<<<<<< HEAD\n "a": 1\n=======\n "b": 1\n>>>>>>> other\n}\n'
    found, (problem,) = room.parse(data, path=PATH)
    assert found is None
    assert (problem.code, problem.line, problem.column) == ("PK720", 3, 1)
    assert "keep every entry of both sides" in (problem.hint or "")


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "not JSON"),
        (b'{\n"version": 1,\n}', 3, "not JSON"),
        (b"[]", 1, "object"),
        (b"{}", 1, "version"),
        (b'{"version": 1, "episodes": []}', 1, "objects"),
        (b'{"version": 1, "show": {},\n"episodes": {\n"a": {}}}', 3, 'entry of "a"'),
        (b"\xff", 1, "UTF-8"),
        (b"[" * 100_000, 1, "not JSON"),
    ],
)
def test_a_broken_lock_is_told_at_its_line_and_never_rebuilt(
    data: bytes, line: int, words: str
) -> None:
    found, (problem,) = room.parse(data, path=PATH)
    assert found is None
    assert (problem.code, problem.line) == ("PK721", line)
    assert words in problem.message
    assert "git checkout" in (problem.hint or "")


@given(st.binary(max_size=200))
def test_arbitrary_bytes_give_a_problem(data: bytes) -> None:
    found, problems = room.parse(data, path=PATH)
    assert (found is None) == bool(problems)


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.recursive(
            st.none() | st.text() | st.integers() | st.floats(),
            lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=3), x, max_size=3),
            max_leaves=8,
        ),
        max_size=3,
    )
)
def test_arbitrary_shapes_give_a_problem(episodes: dict[str, Any]) -> None:
    data = json.dumps({"version": 1, "episodes": episodes}).encode()
    found, problems = room.parse(data, path=PATH)
    assert (found is None) == bool(problems)


def known(slug: str, source: str, url: str = "https://cdn.example/new.mp3") -> Known:
    return Known(slug=slug, source=source, audio_url=url)


def test_the_same_slug_keeps_its_entry_whatever_else_changed() -> None:
    found = room.match(lock(a=entry()), [known("a", "moved/a.md")])
    assert (found.entries["a"], found.renamed, found.left) == (entry(), {}, {})


def test_a_changed_slug_takes_over_by_path_and_a_renamed_file_by_audio_url() -> None:
    by_path = room.match(lock(a=entry()), [known("b", "episodes/1.md")])
    assert (by_path.entries["b"], by_path.renamed, by_path.left) == (entry(), {"b": "a"}, {})
    by_url = room.match(lock(a=entry()), [known("b", "x.md", "https://cdn.example/1.mp3")])
    assert by_url.renamed == {"b": "a"}


def test_nothing_is_taken_from_an_episode_that_is_still_there() -> None:
    found = room.match(
        lock(a=entry()),
        [known("a", "episodes/1.md"), known("b", "x.md", "https://cdn.example/1.mp3")],
    )
    assert "b" not in found.entries


def test_a_url_that_two_unknown_episodes_share_names_neither() -> None:
    url = "https://cdn.example/1.mp3"
    found = room.match(lock(a=entry()), [known("b", "b.md", url), known("c", "c.md", url)])
    assert (found.entries, list(found.left)) == ({}, ["a"])


def test_an_entry_is_taken_once_and_the_path_counts_before_the_url() -> None:
    found = room.match(
        lock(a=entry()),
        [known("b", "b.md", "https://cdn.example/1.mp3"), known("c", "episodes/1.md")],
    )
    assert found.renamed == {"c": "a"}


def test_a_removed_entry_is_given_to_nobody_else_but_comes_back_with_its_slug() -> None:
    whole = lock(a=entry(removed="withdrawn"))
    other = room.match(whole, [known("b", "episodes/1.md", "https://cdn.example/1.mp3")])
    assert (other.entries, list(other.left)) == ({}, ["a"])
    back = room.match(whole, [known("a", "episodes/1.md")])
    assert back.entries["a"].guid == "guid-1"


def test_the_next_lock_keeps_what_is_gone_with_its_reason() -> None:
    before = lock(a=entry(1), b=entry(2), old=entry(3))
    after = room.updated(
        before, show_guid="s", feed_url="u", published={"a": entry(1), "new": entry(3)},
        renamed_from={"old"}, removed=[("b", "withdrawn")],
    )  # fmt: skip
    assert sorted(after.episodes) == ["a", "b", "new"]
    assert after.episodes["b"].removed == "withdrawn"


def test_several_shows_may_share_a_folder() -> None:
    assert room.lock_name("podcast.toml") == "podcast.lock"
    assert room.lock_name("after-dark.toml") == "after-dark.lock"
