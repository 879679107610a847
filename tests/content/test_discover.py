"""Which files are episodes."""

from __future__ import annotations

from pathlib import Path

from podcastkit.content.discover import discover
from podcastkit.inputs import Inputs


def make(root: Path, *paths: str) -> Inputs:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("+++\n+++\n", encoding="utf-8")
    return Inputs(root)


def found(inputs: Inputs, *patterns: str) -> list[str]:
    return [
        place.path for place in discover(inputs, patterns, not_these=frozenset({"podcast.toml"}))
    ]


def test_flat_files_bundles_and_toml_files_of_any_depth(tmp_path: Path) -> None:
    inputs = make(tmp_path, "e/one.md", "e/two/index.md", "e/2026/three.toml", "e/2026/4/index.md")
    assert found(inputs, "e") == [
        "e/2026/4/index.md",
        "e/2026/three.toml",
        "e/one.md",
        "e/two/index.md",
    ]


def test_index_readme_underscore_and_hidden_files_are_no_episodes(tmp_path: Path) -> None:
    inputs = make(
        tmp_path, "e/_index.md", "e/README.md", "e/readme.md", "e/_draft.md", "e/.x.md", "e/.git/a.md",
        "e/_old/a.md", "e/a.txt", "e/a.md",
    )  # fmt: skip
    assert found(inputs, "e") == ["e/a.md"]


def test_what_lies_in_a_bundle_belongs_to_it(tmp_path: Path) -> None:
    inputs = make(tmp_path, "e/one/index.md", "e/one/notes.md", "e/one/deep/more.md")
    places = discover(inputs, ("e",), not_these=frozenset())
    assert [(place.path, place.bundle, place.name) for place in places] == [
        ("e/one/index.md", True, "one")
    ]


def test_globs_and_single_files(tmp_path: Path) -> None:
    inputs = make(tmp_path, "a/1.md", "a/b/2.md", "c/3.md", "podcast.toml")
    assert found(inputs, "a/*.md") == ["a/1.md"]
    assert found(inputs, "**/*.md") == ["a/1.md", "a/b/2.md", "c/3.md"]
    assert found(inputs, "c/3.md") == ["c/3.md"]
    assert found(inputs, ".") == ["a/1.md", "a/b/2.md", "c/3.md"]
    assert found(inputs, "nothing", "[ac]/?.md") == ["a/1.md", "c/3.md"]


def test_the_section_is_what_lies_between_root_and_file(tmp_path: Path) -> None:
    inputs = make(tmp_path, "content/episodes/2020-x/index.md", "content/b/c/y.md")
    places = discover(inputs, ("content",), not_these=frozenset())
    assert {place.name: place.section(("content",)) for place in places} == {
        "2020-x": "episodes",
        "y": "b/c",
    }


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    inputs = make(tmp_path, "e/one.md")
    (tmp_path / "e" / "circle").symlink_to(tmp_path / "e", target_is_directory=True)
    assert found(inputs, "e") == ["e/one.md"]


def test_beside_an_index_that_is_no_bundle_lie_pages(tmp_path: Path) -> None:
    inputs = make(tmp_path, "e/one/index.md", "e/one/notes.md", "e/one/deep/more.md")
    places = discover(inputs, ("e",), not_these=frozenset(), leaf_bundles=False)
    assert [(place.path, place.bundle) for place in places] == [
        ("e/one/deep/more.md", False),
        ("e/one/index.md", True),
        ("e/one/notes.md", False),
    ]


def test_a_folder_with_an_underscore_is_entered_when_it_is_named(tmp_path: Path) -> None:
    inputs = make(tmp_path, "_posts/a.md", "show/_posts/b.md", "show/_drafts/c.md", "d.md")
    assert found(inputs, "_posts") == ["_posts/a.md"]
    assert found(inputs, "**/_posts/*.md") == ["_posts/a.md", "show/_posts/b.md"]
    assert found(inputs, ".") == ["d.md"]


def test_installed_packages_are_passed_by(tmp_path: Path) -> None:
    inputs = make(tmp_path, "node_modules/x/a.md", "a.md")
    assert found(inputs, ".") == ["a.md"]
