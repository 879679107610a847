"""What pre-commit is told. ``.ci/run`` lets pre-commit itself install and run the hook."""

from __future__ import annotations

import re
import shlex

import pytest
import yaml
from click.testing import CliRunner

from podcastkit.cli import _group
from tests.examples.files import EXAMPLES, ROOT
from tests.projects import Project

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_the_example_names_the_hook() -> None:
    table = yaml.safe_load((EXAMPLES / "pre-commit-config.yaml").read_text(encoding="utf-8"))
    (repo,) = table["repos"]
    assert repo["hooks"] == [{"id": HOOK["id"]}]
    assert re.fullmatch(r"v\d+\.\d+\.\d+", repo["rev"])


@pytest.mark.parametrize(
    "path", ["episodes/a.md", "podcast.toml", "podcast.lock", "cache/1.json", "a/b.yml", "a.vtt"]
)
def test_it_runs_when_what_validate_reads_has_changed(path: str) -> None:
    assert re.search(HOOK["files"], path)


@pytest.mark.parametrize("path", ["a.py", "b.mp3", "md", "Makefile", "a.mdx"])
def test_it_does_not_run_for_other_files(path: str) -> None:
    assert not re.search(HOOK["files"], path)


def test_it_fails_for_a_mistake_between_files(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file alone is right, which is why the hook is given no names of files."""
    assert (HOOK["language"], HOOK["pass_filenames"]) == ("python", False)
    program, *words = shlex.split(HOOK["entry"])
    assert program == "podcastkit"
    monkeypatch.chdir(project.root)
    project.episode(1, extra='guid = "one"\n')
    assert CliRunner().invoke(_group, words).exit_code == 0
    project.episode(2, extra='guid = "one"\n')
    ran = CliRunner().invoke(_group, words)
    assert ran.exit_code == 1
    assert "guid" in ran.stdout
