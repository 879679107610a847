"""The wheel holds everything that the program reads at run time."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.imports import PACKAGE, ROOT

BUILD_FILES = ("pyproject.toml", "README.md", "LICENSE")


def wanted() -> set[str]:
    """All files of the package, source and data."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def absent(names: list[str], expected: set[str]) -> list[str]:
    """What a wheel with these ``names`` lacks."""
    return sorted(expected - set(names))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built in a copy of the sources: nothing is left in the checkout."""
    source = tmp_path_factory.mktemp("source")
    for name in BUILD_FILES:
        shutil.copyfile(ROOT / name, source / name)
    shutil.copytree(PACKAGE, source / "podcastkit", ignore=shutil.ignore_patterns("__pycache__"))
    out = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index",
         "--no-build-isolation", "--disable-pip-version-check", "--wheel-dir", out, source],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return next(out.glob("podcastkit-*.whl"))


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    expected = wanted()
    assert {"podcastkit/py.typed", "podcastkit/schema/podcast.schema.json"} <= expected
    assert any(name.startswith("podcastkit/pages/templates/") for name in expected)
    assert any(name.startswith("podcastkit/presets/") for name in expected)
    names = zipfile.ZipFile(wheel).namelist()
    assert absent(names, expected) == []
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [name for name in names if not name.startswith(("podcastkit/", "podcastkit-"))] == []


def test_a_file_that_is_not_in_the_wheel_is_found() -> None:
    assert absent(["podcastkit/a.py"], {"podcastkit/a.py", "podcastkit/b.html"}) == [
        "podcastkit/b.html"
    ]


def test_the_wheel_runs_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Imported from the wheel itself: version and data are what the program finds there."""
    home = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(home)
    code = (
        "import podcastkit, podcastkit.cli as cli, sys\n"
        f"assert podcastkit.__file__.startswith({str(home)!r}), podcastkit.__file__\n"
        "cli.main(['--version'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(home)!r})\n{code}"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("podcastkit, version ")
