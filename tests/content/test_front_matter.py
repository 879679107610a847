"""A file's bytes to front matter and body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.content import front_matter

FILE = b'+++\ntitle = "A"\n+++\n\nNotes.\n'


@pytest.mark.parametrize(
    "data",
    [
        FILE,
        b"\xef\xbb\xbf" + FILE,
        FILE.replace(b"\n", b"\r\n"),
        FILE.replace(b"+++\n", b"+++  \n"),
    ],
)
def test_line_ends_marks_and_blanks_make_no_difference(data: bytes) -> None:
    document = front_matter.parse(data, "a.md")
    assert (document.values, document.body, document.problems) == (
        {"title": "A"},
        "\nNotes.\n",
        (),
    )


def test_a_toml_file_keeps_its_markdown_under_notes() -> None:
    document = front_matter.parse(b'title = "A"\nnotes = """\n# Hi\n"""\n', "a.toml")
    assert (document.values, document.body) == ({"title": "A"}, "# Hi\n")


@pytest.mark.parametrize(
    ("data", "code", "line", "words"),
    [
        (b"Notes only.\n", "PK003", 1, "no front matter"),
        (b'+++\ntitle = "A"\n\nNotes.\n', "PK003", 2, "not closed"),
        (b'+++\ntitle = "A\n+++\n', "PK002", 2, "not TOML"),
        (b"+++\na = 1\ntitle = \xe2\x80\x9cA\xe2\x80\x9d\n+++\n", "PK014", 3, "curly"),
        (b"+++\ntitle = A\n+++\n", "PK002", 2, "not TOML"),
        (b"+++\na = 1\na = 2\n+++\n", "PK002", 3, "not TOML"),
        (b"+++\na = '\xff'\n+++\n", "PK001", 2, "UTF-8"),
        (b"+++\na = " + b"[" * 5000 + b"\n+++\n", "PK002", 2, "nested"),
        (b"+++\na = '" + b"x" * 70_000 + b"'\n+++\n", "PK003", 1, "longer"),
        (b"x" * 10_000_001, "PK001", 1, "larger"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(data: bytes, code: str, line: int, words: str) -> None:
    document = front_matter.parse(data, "a.md")
    assert document.values is None
    (problem,) = document.problems
    assert (problem.code, problem.line) == (code, line)
    assert words in problem.message


def test_yaml_front_matter_is_handed_back_unread() -> None:
    document = front_matter.parse(b"---\ntitle: A\nepisode_url: x\n---\nNotes", "a.md")
    assert document.values is None
    assert "episode_url" in (document.other or "")


@given(st.binary(max_size=400), st.sampled_from([b"", b"+++\n", b"+++\ntitle = '"]))
def test_arbitrary_bytes_give_problems_never_a_traceback(data: bytes, start: bytes) -> None:
    for name in ("a.md", "a.toml"):
        document = front_matter.parse(start + data, name)
        assert document.values is not None or document.problems or document.other is not None
