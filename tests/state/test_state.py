"""What a run remembers, and when it may say that nothing has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcastkit.inputs import Inputs
from podcastkit.state import Piece, RunRecord, State, engine_key

EARLY, NOW, LATE = (f"2026-0{month}-01T00:00:00.000000+00:00" for month in (1, 2, 3))


@pytest.fixture
def recorded(tmp_path: Path) -> State:
    """A state whose last run read a file, a folder and an absence, and wrote a file."""
    (tmp_path / "episodes").mkdir()
    (tmp_path / "episodes" / "a.md").write_text("A", encoding="utf-8")
    (tmp_path / "out.xml").write_text("feed", encoding="utf-8")
    (tmp_path / "sound.mp3").write_bytes(b"x" * 200_000)
    inputs = Inputs(tmp_path)
    inputs.names("episodes")
    inputs.read("episodes/a.md")
    inputs.is_file("art/cover.jpg")
    inputs.edges("sound.mp3")
    state = State(tmp_path, "podcast")
    state.record(
        RunRecord(
            engine=engine_key(),
            options="{}",
            due_from=EARLY,
            due_until=LATE,
            inputs=inputs.seen,
            outputs=state.stats(["out.xml"]),
            result={"ok": True},
        )
    )
    return state


def test_nothing_has_changed(recorded: State) -> None:
    assert recorded.unchanged(options="{}", as_of=NOW) == {"ok": True}
    assert recorded.unchanged(options="{}", as_of=EARLY) == {"ok": True}


@pytest.mark.parametrize("as_of", [LATE, "2025-12-01T00:00:00.000000+00:00"])
def test_another_set_of_episodes_is_due(recorded: State, as_of: str) -> None:
    assert recorded.unchanged(options="{}", as_of=as_of) is None


def test_other_options(recorded: State) -> None:
    assert recorded.unchanged(options='{"drafts": true}', as_of=NOW) is None


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("episodes/a.md", b"B"),
        ("episodes/b.md", b""),
        ("art/cover.jpg", b""),
        ("sound.mp3", b"x" * 199_999 + b"y"),
        ("sound.mp3", b"x" * 200_001),
        ("out.xml", b"other"),
        (".podcastkit/podcast.run.json", b"{"),
        (".podcastkit/podcast.run.json", b"[]"),
        (".podcastkit/podcast.run.json", b'{"version": 1, "inputs": 5}'),
        (".podcastkit/podcast.run.json", b'{"version": 99}'),
    ],
)
def test_any_changed_file_is_seen(recorded: State, path: str, data: bytes) -> None:
    target = recorded.root / path
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    assert recorded.unchanged(options="{}", as_of=NOW) is None


@pytest.mark.parametrize("path", ["episodes/a.md", "out.xml", "sound.mp3"])
def test_any_missing_file_is_seen(recorded: State, path: str) -> None:
    (recorded.root / path).unlink()
    assert recorded.unchanged(options="{}", as_of=NOW) is None


def test_the_folder_keeps_itself_out_of_git(recorded: State) -> None:
    assert (recorded.folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_pieces_come_back_as_they_were(tmp_path: Path) -> None:
    state = State(tmp_path, "after-dark")
    assert state.pieces() == ("", {})
    pieces = {"a": Piece(key="k", item=(10, 20), words=(3, 4), files=("a.html",))}
    state.save_pieces("digest", pieces)
    assert state.pieces() == ("digest", pieces)


def test_two_shows_in_one_folder_do_not_share_a_state(tmp_path: Path) -> None:
    State(tmp_path, "one").save_pieces("digest", {})
    assert State(tmp_path, "two").pieces() == ("", {})
