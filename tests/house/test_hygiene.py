"""What every file of the project keeps to, and what the package promises about itself."""

from __future__ import annotations

import re
import subprocess
import typing
from collections.abc import Iterable
from types import ModuleType

import pytest

import podcastkit
from tests.conftest import missing
from tests.house.imports import ROOT

PUBLIC_NAMES = 15

_FOLDERS = ("root", "work", "tmp", r"home/[^/\s]+", r"Users/[^/\s]+", "var/folders")
_MACHINE = re.compile(rf"(?<![\w.:/}}])/({'|'.join(_FOLDERS)})/|[A-Z]:\\Users\\")
_HOSTS = (r"pypi\.org", r"pythonhosted\.org", r"npmjs\.org", r"deb\.debian\.org", r"crates\.io")
_REGISTRY = re.compile(rf"\b(?:{'|'.join(_HOSTS)})\b")


def files() -> list[str]:
    """The project's text files: those git knows, and those it would add."""
    if not (ROOT / ".git").exists():
        missing("the git checkout")
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(name for name in done.stdout.split("\0") if name and (ROOT / name).is_file())


def unclean(name: str, data: bytes) -> list[str]:
    """Places where a file names this or another machine's folders, or a package registry."""
    if b"\0" in data:
        return []
    return [
        f"{name}:{number}: {found.group()}"
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1)
        for pattern in (_MACHINE, _REGISTRY)
        if (found := pattern.search(line))
    ]


def test_no_file_names_a_machine_or_a_registry() -> None:
    names = files()
    assert "pyproject.toml" in names
    assert [wrong for name in names for wrong in unclean(name, (ROOT / name).read_bytes())] == []


@pytest.mark.parametrize(
    "line",
    [
        "see /" + "home/ada/show",
        "'/" + "work/x'",
        "/" + "tmp/y/z",
        "C:" + "\\Users\\ada",
        "index = https://" + "pypi." + "org/simple",
    ],
)
def test_an_unclean_line_is_found(line: str) -> None:
    assert unclean("a.txt", f"fine\n{line}\n".encode())[0].startswith("a.txt:2: ")


@pytest.mark.parametrize(
    "line",
    ["https://example.org/home/ada/", "/episodes/root-beer/", "a/tmp/b", "PyPI", "/usr/bin/env"],
)
def test_a_clean_line_is_not_told_of(line: str) -> None:
    assert unclean("a.txt", line.encode()) == []


def unpromised(package: ModuleType) -> list[str]:
    """What is wrong with a package's ``__all__``."""
    names: list[str] = getattr(package, "__all__", [])
    wrong = [f"{name} is named and not there" for name in names if not hasattr(package, name)]
    if names != sorted(names):
        wrong.append("__all__ is not sorted")
    if len(names) > PUBLIC_NAMES:
        wrong.append(f"__all__ has {len(names)} names")
    return wrong + [f"{name} is public and not in __all__" for name in _public(package, names)]


def _public(package: ModuleType, known: Iterable[str]) -> list[str]:
    return [
        name
        for name, value in vars(package).items()
        if not name.startswith("_")
        and name not in known
        and not isinstance(value, ModuleType)
        and type(value).__name__ != "_Feature"
        and name not in typing.__all__
    ]


def test_the_public_names_are_few_sorted_and_there() -> None:
    assert unpromised(podcastkit) == []


def test_a_wrong_promise_is_found() -> None:
    package = ModuleType("package")
    package.__dict__.update({"b": 1, "a": 2, "c": 3, "__all__": ["b", "a", "d"]})
    assert unpromised(package) == [
        "d is named and not there",
        "__all__ is not sorted",
        "c is public and not in __all__",
    ]
    names = [f"n{number:02}" for number in range(PUBLIC_NAMES + 1)]
    package = ModuleType("package")
    package.__dict__.update(dict.fromkeys(names, 1), __all__=names)
    assert unpromised(package) == ["__all__ has 16 names"]


def entry(changelog: str, version: str) -> list[str]:
    """The lines of a version's entry that tell users something."""
    pattern = rf"^## \[?{re.escape(version)}\]?(?: [^\n]*)?\n(.*?)(?=^## |\Z)"
    found = re.search(pattern, changelog, re.MULTILINE | re.DOTALL)
    return re.findall(r"^- .+", found[1], re.MULTILINE) if found else []


def test_the_changelog_tells_of_this_version() -> None:
    assert entry((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), podcastkit.__version__)


@pytest.mark.parametrize("text", ["", "## [1.2.30]\n- x\n", "## [1.2.3]\n\n## [1.2.2]\n- x\n"])
def test_a_missing_entry_is_found(text: str) -> None:
    assert entry(text, "1.2.3") == []
    assert entry("## [1.2.3] - 2026-01-05\n\n### Added\n\n- x\n", "1.2.3") == ["- x"]
