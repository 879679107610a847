"""Times in transcripts that are none, where the others stand."""

from __future__ import annotations

import pytest

from podcastkit import markup
from podcastkit.timed.markdown.glance import glance
from podcastkit.timed.markdown.mistyped import mistyped, read_may_have_some
from podcastkit.timed.markdown.read import read_markdown

FIRST = "**Ada:** [0:00] Hello.\n\n"
LAST = "\n\n**Ada:** [0:40] Good bye.\n"


def found(markdown: str) -> list[tuple[int, int, str, str]]:
    """Line, column, as written and the time of the hint; looks at a transcript tell of it, too."""
    html = markup.render(markdown, base="https://a.example/", keep_unknown_tags=True)
    read = read_markdown(html)
    told = list(mistyped(markdown, read))
    if told:
        assert glance(markdown).mistyped
        assert read_may_have_some(read, html)
    return [(o.line, o.column, o.written, "".join(o.hint.split('"')[1:2])) for o in told]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0:90", ""), ("0:10O", ""), ("0:1O", "0:10"), ("O:10", "0:10"), ("0:l0", "0:10"), ("0:I0", "0:10"),
     ("0.30", "0:30"), ("0:3", ""), ("1:2:3", ""), ("0:30:", "0:30"), ("0;30", "0:30"),
     ("1:75:00", ""), ("1:00:60", "")],
)  # fmt: skip
@pytest.mark.parametrize(
    ("form", "column"),
    [("**Ben:** [{}] Hm.", 11), ("[{}] **Ben:** Hm.", 2), ("[{}] Hm.", 2), ("**Ben** [{}]: Hm.", 10),
     ("**Ben [{}]:** Hm.", 8), ("Ben [{}]: Hm.", 6)],
)  # fmt: skip
def test_what_looks_like_a_time_and_is_none_is_found(
    form: str, column: int, written: str, meant: str
) -> None:
    assert found(FIRST + form.format(written) + LAST) == [(3, column, written, meant)]


def test_lines_of_one_paragraph_are_looked_at() -> None:
    assert found("[0:00] **Ada:** A\n[0:90] **Ben:** B\n[0:95] **Ada:** C") == [
        (2, 2, "0:90", ""),
        (3, 2, "0:95", ""),
    ]


def test_times_without_brackets_count_where_others_have_none() -> None:
    said = "0:00 - Ada: A\n\n0:90 - Ben: B\n\n0:20 - Ada: C\n\n0:30 - Ben: D"
    assert found(said) == [(3, 1, "0:90", "")]


@pytest.mark.parametrize(
    "said",
    ["**Ben:** [0:20] As it says in [3:16] and in [3:90].", "**Ben:** We met at [0:90], or so.",
     "**Ben:** (2.50) dollars it was.", "**Ben:** 0:90 was the score.", "[90:00] **Ben:** Long.",
     "[0:20.5] **Ben:** Hm.", "[0:00:12:07] **Ben:** Frames.", "[1:02:03] **Ben:** Late.",
     "**Ben:** [laughs] Hm.", "[Music] Hm.", "(1999) it was.", "**Ben:** 1.50 it was."],
)  # fmt: skip
def test_what_somebody_says_is_none(said: str) -> None:
    assert found(FIRST + said + LAST) == []


def test_a_transcript_without_times_has_none() -> None:
    assert found("**Ada:** [0.30] is what it cost.\n\n**Ben:** Hm.") == []
