"""Staging and publishing: what is written, what is left alone, what is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.errors import DiskError
from podcastkit.publication import MANIFEST, STAGE_FOLDER, Stage, read_manifest, write_manifest
from podcastkit.publication import stage as publication


def publish(
    folder: Path, files: dict[str, bytes], lock: bytes = b"lock", *, check: bool = False
) -> Stage:
    """One run: all files, the feed streamed as ``feed.xml``."""
    stage = Stage(folder, check=check)
    with stage.open("feed.xml") as feed:
        for path, data in files.items():
            if path == "feed.xml":
                feed.write(data[:2])
                feed.write(data[2:])
            else:
                stage.put(path, data)
    stage.outside(folder.parent / "podcast.lock", lock)
    if stage.problems() or check:
        stage.abort()
    else:
        stage.commit(feed="feed.xml")
    return stage


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


FIRST = {"feed.xml": b"feed 1", "a/index.html": b"page a", "b/index.html": b"page b"}
SECOND = {"feed.xml": b"feed 2", "a/index.html": b"page A", "c/index.html": b"page c"}


def test_a_first_run_writes_everything_and_the_manifest_lists_it(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    stage = publish(out, FIRST)
    assert tree(out) == FIRST
    assert stage.changes() == sorted(FIRST)
    assert sorted(read_manifest((out / MANIFEST).read_bytes())) == sorted(FIRST)
    assert (tmp_path / "podcast.lock").read_bytes() == b"lock"
    assert not (out / STAGE_FOLDER).exists()


def test_what_is_unchanged_is_not_touched(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    publish(out, FIRST)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    stage = publish(out, FIRST)
    assert stage.changes() == []
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_what_is_no_longer_published_is_removed_with_its_empty_folders(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    publish(out, FIRST)
    (out / "b" / "mine.txt").write_bytes(b"kept")
    publish(out, SECOND)
    assert tree(out) == {**SECOND, "b/mine.txt": b"kept"}
    (out / "b" / "mine.txt").unlink()
    publish(out, FIRST)
    publish(out, SECOND)
    assert not (out / "b").exists()


def test_check_names_the_changes_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    stage = publish(out, FIRST, check=True)
    assert stage.changes() == sorted(FIRST)
    assert list(tmp_path.iterdir()) == []
    publish(out, FIRST)
    before = tree(tmp_path)
    stage = publish(out, SECOND, b"new", check=True)
    assert stage.changes() == ["a/index.html", "b/index.html", "c/index.html", "feed.xml"]
    assert stage.changes_outside() == ["podcast.lock"]
    assert tree(tmp_path) == before


@pytest.mark.parametrize("path", ["feed.xml", "a/index.html"])
def test_a_foreign_file_stops_everything(tmp_path: Path, path: str) -> None:
    out = tmp_path / "feed"
    (out / path).parent.mkdir(parents=True)
    (out / path).write_bytes(b"somebody else's")
    stage = publish(out, FIRST)
    assert [problem.path for problem in stage.problems()] == [f"feed/{path}"]
    assert tree(tmp_path) == {f"feed/{path}": b"somebody else's"}


def test_an_equal_file_is_not_foreign(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    out.mkdir()
    (out / "feed.xml").write_bytes(b"feed 1")
    assert publish(out, FIRST).problems() == []


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/x", "a//b", "", "a\\b", "."])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    stage = publish(tmp_path / "feed", {**FIRST, path: b"x"})
    assert len(stage.problems()) == 1
    assert tree(tmp_path) == {}


def test_links_and_folders_in_the_way_are_refused(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    out.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (out / "a").symlink_to(tmp_path / "elsewhere")
    (out / "b" / "index.html").mkdir(parents=True)
    (out / "feed.xml").symlink_to(tmp_path / "elsewhere" / "x")
    assert len(publish(out, FIRST).problems()) == 3
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_two_paths_that_differ_in_case_alone_are_refused(tmp_path: Path) -> None:
    stage = publish(tmp_path / "feed", {**FIRST, "A/index.html": b"x"})
    assert "case" in stage.problems()[0].message


def test_keep_trusts_only_what_the_last_run_wrote(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    publish(out, FIRST)
    assert Stage(out).keep("a/index.html")
    assert not Stage(out).keep("none")
    (out / "a" / "index.html").write_bytes(b"edited")
    assert not Stage(out).keep("a/index.html")


def known(out: Path) -> dict[str, list[int]]:
    stats = {p.relative_to(out).as_posix(): p.stat() for p in out.rglob("*") if p.is_file()}
    return {path: [stat.st_size, stat.st_mtime_ns] for path, stat in stats.items()}


def test_keep_reads_again_what_does_not_look_as_it_was_left(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    publish(out, FIRST)
    left = known(out)
    page = out / "a" / "index.html"
    page.write_bytes(b"edited")
    os.utime(page, ns=(left["a/index.html"][1],) * 2)
    assert Stage(out, known=left).keep("a/index.html")  # same size, same time: it was not read
    os.utime(page, ns=(left["a/index.html"][1] + 1,) * 2)
    assert not Stage(out, known=left).keep("a/index.html")
    page.write_bytes(b"page a")
    assert Stage(out, known=left).keep("a/index.html")


def test_after_a_run_that_was_killed_every_file_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list names what that run would have written, and the old file looks as it was left."""
    out = tmp_path / "feed"
    publish(out, FIRST)
    left = known(out)

    def kill(what: str) -> None:
        if what == "rename a/index.html":
            raise Killed

    monkeypatch.setattr(publication, "step", kill)
    with pytest.raises(Killed):
        publish(out, SECOND)
    monkeypatch.undo()
    assert (out / "a" / "index.html").read_bytes() == FIRST["a/index.html"]
    assert not Stage(out, known=left).keep("a/index.html")


@given(st.dictionaries(st.text(), st.text("0123456789abcdef", min_size=64, max_size=64)))
def test_a_list_is_json_that_shows_a_path_a_line(files: dict[str, str]) -> None:
    data = write_manifest(files)
    text = json.dumps({"version": 1, "files": files}, indent=1, sort_keys=True, ensure_ascii=False)
    assert data == (text + "\n").encode("utf-8", "backslashreplace")
    assert read_manifest(data) == files


def test_large_files_are_copied_in_pieces(tmp_path: Path) -> None:
    source = tmp_path / "big.mp3"
    source.write_bytes(os.urandom(3_000_000))
    stage = Stage(tmp_path / "feed")
    stage.copy("a/big.mp3", os.fspath(source))
    stage.commit(feed="feed.xml")
    assert (tmp_path / "feed" / "a" / "big.mp3").read_bytes() == source.read_bytes()


def test_a_disk_that_refuses_is_told_and_nothing_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "feed"
    publish(out, FIRST)
    before = tree(tmp_path)

    def full(what: str) -> None:
        if what.startswith("stage c"):
            raise OSError(28, "No space left on device", "c/index.html")

    monkeypatch.setattr(publication, "step", full)
    with pytest.raises(DiskError, match=r"c/index.html cannot be written: No space left"):
        publish(out, SECOND)
    monkeypatch.undo()
    Stage(out).abort()
    assert tree(tmp_path) == before


class Killed(BaseException):
    """The process died here."""


def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    monkeypatch.setattr(publication, "step", seen.append)
    publish(tmp_path / "count" / "feed", FIRST, b"lock 1")
    seen.clear()
    publish(tmp_path / "count" / "feed", SECOND, b"lock 2")
    monkeypatch.undo()
    return list(seen)


def test_killed_before_any_step_the_old_or_the_new_stands_and_the_next_run_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = len(steps(tmp_path, monkeypatch))
    assert count > 10
    for number in range(count):
        root = tmp_path / str(number)
        out = root / "feed"
        publish(out, FIRST, b"lock 1")
        left = number

        def kill(_what: str) -> None:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1

        monkeypatch.setattr(publication, "step", kill)
        with pytest.raises(Killed):
            publish(out, SECOND, b"lock 2")
        monkeypatch.undo()
        feed = (out / "feed.xml").read_bytes()
        assert feed in {b"feed 1", b"feed 2"}
        names = b"ac" if feed == b"feed 2" else b"ab"
        for name in names.decode():
            assert (out / name / "index.html").is_file(), (number, name)
        if feed == b"feed 2":
            assert (root / "podcast.lock").read_bytes() == b"lock 2"
        assert publish(out, SECOND, b"lock 2").problems() == []
        assert tree(out) == SECOND, number
        assert (root / "podcast.lock").read_bytes() == b"lock 2"
        assert sorted(read_manifest((out / MANIFEST).read_bytes())) == sorted(SECOND)
        assert not (out / STAGE_FOLDER).exists()


def test_a_broken_list_of_what_was_written_stops_everything(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    publish(out, FIRST)
    (out / MANIFEST).write_bytes(b'{"files": [')
    before = tree(tmp_path)
    stage = publish(out, SECOND)
    assert stage.problems()[0].path == f"feed/{MANIFEST}"
    assert "bring it back from git" in str(stage.problems()[0].hint)
    assert tree(tmp_path) == before


def test_a_list_with_both_sides_of_a_merge_counts_for_both(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    publish(out, FIRST)
    text = (out / MANIFEST).read_text()
    line = next(line for line in text.splitlines() if "b/index" in line)
    merged = f"<<<<<<< ours\n{line}\n=======\n{line.replace('b/', 'd/')}\n>>>>>>> theirs"
    (out / MANIFEST).write_text(text.replace(line, merged))
    (out / "d").mkdir()
    (out / "d/index.html").write_bytes(b"page d")
    assert publish(out, SECOND).problems() == []
    assert tree(out) == SECOND


def test_two_shows_in_one_folder_keep_their_files_apart(tmp_path: Path) -> None:
    out = tmp_path / "feed"
    publish(out, FIRST)
    other = Stage(out, show="after-dark")
    other.put("after-dark.xml", b"another feed")
    other.put("a/index.html", b"not mine")
    assert [problem.path for problem in other.problems()] == ["feed/a/index.html"]
    other.abort()
    other = Stage(out, show="after-dark")
    other.put("after-dark.xml", b"another feed")
    other.commit(feed="after-dark.xml")
    publish(out, SECOND)
    assert tree(out) == {
        **SECOND,
        "after-dark.xml": b"another feed",
        ".podcastkit-after-dark.json": (out / ".podcastkit-after-dark.json").read_bytes(),
    }
