"""What starts fast imports little: ``--help``, ``--version``, and a run with nothing to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import Project

HEAVY = frozenset(
    {"requests", "urllib3", "feedgen", "lxml", "jinja2", "mutagen", "rich", "jsonschema_rs",
     "importlib.metadata", "PIL", "pyromark", "nh3", "filelock", "tomli", "yaml", "zoneinfo",
     "watchfiles", "http.server"}
)  # fmt: skip
"""Each costs 10 to 130 ms."""

_WATCH = """
import sys
sys.path.insert(0, {root!r})
from podcastkit.cli import main
try:
    main({words!r})
except SystemExit as end:
    code = end.code or 0
print(code, *sorted(sys.modules), sep="\\n", file=sys.stderr)
"""


def imported(words: list[str], cwd: Path) -> frozenset[str]:
    """The modules that one command imports, in a process of its own."""
    root = str(Path(__file__).resolve().parents[2])
    code = _WATCH.format(root=root, words=words)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    exit_code, *names = done.stderr.splitlines()
    assert exit_code == "0", done.stderr + done.stdout
    return frozenset(names)


def heavy(names: frozenset[str]) -> list[str]:
    return sorted(HEAVY & names)


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["feed", "--help"],
        ["serve", "--help"],
        ["init", "--help"],
        ["new", "--help"],
        ["schema", "show"],
        ["completion", "zsh"],
    ],
)
def test_help_and_version_import_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    names = imported(words, tmp_path)
    assert "podcastkit.cli" in names
    assert heavy(names) == []


def test_a_run_that_changes_nothing_imports_nothing_heavy(project: Project) -> None:
    """The first run needs the libraries, so the test would see them."""
    project.episode(1)
    assert {"feedgen", "lxml", "jinja2", "tomli"} <= set(heavy(imported(["feed"], project.root)))
    assert heavy(imported(["feed"], project.root)) == []


def test_checking_files_imports_nothing_that_only_feeds_and_pages_need(project: Project) -> None:
    """Not even git's module, which is for ``--changed-since``."""
    project.episode(1)
    names = imported(["validate"], project.root)
    assert "tomli" in names
    unwanted = {"requests", "feedgen", "lxml", "jinja2", "rich", "PIL", "filelock", "yaml"}
    assert (unwanted | {"subprocess"}) & names == set()
    assert {"podcastkit.model.namespace", "podcastkit.podcasting.shared"} & names == set()


def test_what_the_podcast_namespace_alone_knows_is_imported_for_its_keys(project: Project) -> None:
    project.episode(1, extra='location = "Austin"\n')
    assert "podcastkit.podcasting.shared" in imported(["validate"], project.root)


def test_yaml_is_imported_for_a_file_in_yaml_alone(project: Project) -> None:
    project.episode(1)
    assert "yaml" not in imported(["feed"], project.root)
    project.episode(2)
    front = "---\ntitle: Three\nepisode_url: https://cdn.example/2.mp3\n---\nNotes.\n"
    project.write("episodes/2026-01-03-three.md", front)
    (project.root / "episodes/2026-01-02-number-2.md").unlink()
    assert "yaml" in imported(["feed"], project.root)
    assert heavy(imported(["feed"], project.root)) == []
