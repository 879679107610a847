"""Lines shown beside findings are the project's own, and paths the repository's."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcastkit.jobs.excerpts import folder_in_repository, line_reader
from tests.projects import Project


def test_lines_are_read_below_the_project_alone(project: Project) -> None:
    project.write("a.md", "\ufeffone\r\ntwo\rthree\nf\xfcr".encode())
    project.write("latin.md", "f\xfcr".encode("latin-1"))
    secret = project.root.parent / "secret"
    secret.write_text("secret")
    (project.root / "link.md").symlink_to(secret)
    (project.root / "inside.md").symlink_to(project.root / "a.md")
    line_of = line_reader(project.root / "podcast.toml")
    assert [line_of("a.md", number) for number in range(6)] == [
        None, "one", "two", "three", "für", None,
    ]  # fmt: skip
    assert line_of("latin.md", 1) == "f\ufffdr"
    assert line_of("inside.md", 1) == "one"
    for path in ("gone.md", "link.md", "../secret", str(secret), "", "a\0b", "episodes", "x" * 999,
                 "https://host.example/feed"):  # fmt: skip
        assert line_of(path, 1) is None, path
    assert line_reader(project.root / "no.toml")("a.md", 1) is None


def test_a_large_picture_has_no_lines(project: Project) -> None:
    project.write("large.jpg", b"a\0\n" * 4_000_000)
    assert line_reader(project.root / "podcast.toml")("large.jpg", 1) is None


def test_the_project_is_placed_in_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path / "repo/shows/a")
    (tmp_path / "repo/.git").mkdir()
    config = project.root / "podcast.toml"
    assert folder_in_repository(config) == "shows/a/"
    assert folder_in_repository(project.root) == "shows/a/"
    assert folder_in_repository(project.root / "no.toml") == ""
    monkeypatch.chdir(project.root)
    assert folder_in_repository(None) == "shows/a/"
    (project.root / ".git").write_text("gitdir: elsewhere")
    assert folder_in_repository(config) == ""
