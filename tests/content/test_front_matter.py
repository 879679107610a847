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


YAML = b"---\ntitle: A\n---\n\nNotes.\n"
JSON = b'{\n"title": "A"\n}\n\nNotes.\n'


@pytest.mark.parametrize(
    "data",
    [
        YAML,
        b"\xef\xbb\xbf" + YAML,
        YAML.replace(b"\n", b"\r\n"),
        YAML.replace(b"---\n", b"---  \n"),
        YAML.replace(b"---\n\n", b"...\n\n"),
    ],
)
def test_yaml_between_two_lines_of_dashes(data: bytes) -> None:
    document = front_matter.parse(data, "a.md")
    assert (document.values, document.body, document.problems) == ({"title": "A"}, "\nNotes.\n", ())
    assert document.body_line == 4
    assert front_matter.body_of(data, "a.md") == document.body


@pytest.mark.parametrize(
    "data",
    [JSON, b"\xef\xbb\xbf" + JSON, JSON.replace(b"\n", b"\r\n"), JSON.replace(b"\n", b"", 2)],
)
def test_a_json_object_at_the_beginning(data: bytes) -> None:
    document = front_matter.parse(data, "a.md")
    assert (document.values, document.body) == ({"title": "A"}, "\n\nNotes.\n")
    assert front_matter.body_of(data, "a.md") == document.body


@pytest.mark.parametrize("data", [b"---\n---\nNotes", b"---\n# nothing\n---\nNotes", b"{}Notes"])
def test_front_matter_may_be_empty(data: bytes) -> None:
    document = front_matter.parse(data, "a.md")
    assert (document.values, document.body, document.problems) == ({}, "Notes", ())


@pytest.mark.parametrize(
    "body", [b"{{< audio >}}", b"{% raw %}", b"{: .class}", b"{#id}", b"----\n"]
)
def test_a_text_that_begins_with_a_brace_or_a_rule_has_no_front_matter(body: bytes) -> None:
    document = front_matter.parse(body, "a.md")
    assert document.bare
    assert [problem.code for problem in document.problems] == ["PK003"]


@pytest.mark.parametrize(
    ("data", "code", "place", "words"),
    [
        (b"---\ntitle: A\nmore: b\n\nNotes: here it is.\n", "PK003", (5, 1), "not closed"),
        (b"---\ntitle: A: B\n---\n", "PK002", (2, 9), "not YAML"),
        (b"---\na: 1\nb: 'x\n---\n", "PK002", (3, 4), "not YAML"),
        (b"---\na: 1\n\tb: 2\n---\n", "PK002", (3, 1), "not YAML"),
        (b"---\na: 1\nb: \x01\n---\n", "PK002", (3, 4), "U+0001"),
        (b"---\n- a\n---\n", "PK002", (2, 1), "a list"),
        (b"---\nwords\n---\n", "PK002", (2, 1), "a single value"),
        (b"---\na: " + b"[" * 100_000 + b"\n---\n", "PK003", (1, 1), "longer"),
        (b"---\na: " + b"[" * 30_000 + b"\n---\n", "PK002", (2, 1), "nested"),
        (b"---\na: '" + b"x" * 70_000 + b"'\n---\n", "PK003", (1, 1), "longer"),
        (b'{"a": 1,}', "PK002", (1, 9), "not JSON"),
        (b'{\n"a": 1\n"b": 2}', "PK002", (3, 1), "not JSON"),
        (b'{"a": ' + b"[" * 30_000 + b"]" * 30_000 + b"}", "PK002", (1, 1), "nested"),
        (b'{"a": 1', "PK003", (1, 1), "not closed"),
        (b'{"a": "' + b"x" * 70_000 + b'"}', "PK003", (1, 1), "longer"),
        (b'{"a": "\\ud800"}', "PK002", (1, 1), "half of a character"),
    ],
)
def test_what_is_wrong_in_yaml_and_json_is_told_at_its_place(
    data: bytes, code: str, place: tuple[int, int], words: str
) -> None:
    document = front_matter.parse(data, "a.md")
    assert document.values is None
    (problem,) = document.problems
    assert (problem.code, (problem.line, problem.column)) == (code, place)
    assert words in problem.message


@pytest.mark.parametrize(
    ("data", "place"),
    [(b"---\na: 1\nb: 2\na: 3\n---\n", (4, 1)), (b'{"a": 1,\n "b": {"c": 1, "c": 2}}', (2, 16))],
)
def test_a_key_that_stands_twice_is_told_and_the_rest_is_read(
    data: bytes, place: tuple[int, int]
) -> None:
    document = front_matter.parse(data, "a.md")
    assert document.values is not None
    assert document.values["a"] == 1
    (problem,) = document.problems
    assert (problem.code, (problem.line, problem.column)) == ("PK002", place)


BEGINNINGS = [b"", b"+++\n", b"+++\ntitle = '", b"---\n", b"---\na: ", b'{"a": ', b'{"']


@given(st.binary(max_size=400), st.sampled_from(BEGINNINGS))
def test_arbitrary_bytes_give_problems_never_a_traceback(data: bytes, start: bytes) -> None:
    for name in ("a.md", "a.toml"):
        for end in (b"", b"\n---\n", b"}"):
            document = front_matter.parse(start + data + end, name)
            assert document.values is not None or document.problems


WORDS = st.lists(
    st.sampled_from(["- ", "? ", ": ", "&a ", "*a ", "!t ", "<<: ", "[", "]", "{", "}", ", ", "\n",
                     "  ", "a", "'", '"', "|\n ", "> ", "# ", "1", "~", "...", "%"]),
    max_size=40,
)  # fmt: skip


@given(WORDS)
def test_anything_made_of_yamls_signs_is_read_or_refused(words: list[str]) -> None:
    document = front_matter.parse(b"---\n" + "".join(words).encode() + b"\n---\n", "a.md")
    assert document.values is not None or document.problems


@pytest.mark.parametrize("key", ["date", "updated", "pubDate"])
def test_the_hint_for_a_date_shows_a_date(key: str) -> None:
    (problem,) = front_matter.parse(f"+++\n{key} = soon\n+++\n".encode(), "a.md").problems
    assert problem.hint is not None
    assert f"{key} = 2026-01-05" in problem.hint
