"""Forms of speakers and times that were once misread: wrong names, wrong times, lost words."""

from __future__ import annotations

import pytest

from podcastkit import markup
from podcastkit.timed.markdown.glance import glance
from podcastkit.timed.markdown.read import read_markdown
from podcastkit.timed.writers.html import to_html
from podcastkit.timed.writers.plain import to_plain

A, B, C = "Ada", "Ben", "Cleo"
LONG = "and a long turn it is that has no end and goes on and on until nobody listens. " * 4
NBSP, RLM = "\u00a0", "\u200f"
Turns = list[tuple[float | None, str | None, str]]


def turns(markdown: str) -> Turns:
    page = markup.render(markdown, base="https://example.org/", keep_unknown_tags=True)
    return [(turn.start, turn.speaker, turn.text) for turn in read_markdown(page).turns]


def each(pattern: str, *names: str) -> str:
    """A turn a name in a pattern with ``N``, ``T`` (``0:05``, ``0:10``, …) and ``W``."""
    return "\n\n".join(
        pattern.replace("W", f"Words {n}.").replace("T", f"0:{n * 5:02}").replace("N", name)
        for n, name in enumerate(names, 1)
    )


def read_of(*names: str, timed: bool) -> Turns:
    return [(n * 5.0 if timed else None, name, f"Words {n}.") for n, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    "pattern",
    [
        "**N** T: W", "- **N** T: W", "N - T - W", "[N] T W", "[N, T] W", "[N T]: W",
        "(N, T) W", "**[N, T]** W", f"**N:**{NBSP}[T] W", f"[T]{NBSP}N: W", f"[T]{NBSP}**N:** W",
        f"N{NBSP}T\n\nW", f"**N:** {RLM}[T] W", f"{RLM}[T] **N:** W", f"N{NBSP}: [T] W",
        "### N [T]\n\nW", "### [T] N\n\nW", "## T\n\n**N:** W", "[00:00:SS:12] **N:** W",
        "(T) N\n\nW", "T N\n\nW", "(T) **N** W",
    ],
)  # fmt: skip
def test_name_and_time(pattern: str) -> None:
    names = (A, B, A, B)
    text = each(pattern, *names)
    for n in range(1, 5):
        text = text.replace("SS", f"{n * 5:02}", 1)
    assert turns(text) == read_of(*names, timed=True)
    assert (glance(text).last or 0) >= 20


def test_a_colon_of_full_width_in_a_time() -> None:
    assert turns("[0：05] **Ada:** Hi.\n\n[0：10] **Ben:** So.") == [
        (5.0, A, "Hi."),
        (10.0, B, "So."),
    ]


def test_times_behind_names_that_are_said_are_none() -> None:
    text = "**Ada:** Hello.\n\n**Ben:** 12:30 is when we met.\n\n**Ada:** Yes.\n\n**Ben:** 5:40 was the score."
    assert turns(text) == [
        (None, A, "Hello."), (None, B, "12:30 is when we met."),
        (None, A, "Yes."), (None, B, "5:40 was the score."),
    ]  # fmt: skip


@pytest.mark.parametrize("pattern", ["(T) **N** W", "[T] **N** W", "(T) **N** – W", "T **N** W"])
def test_long_turns_keep_their_names(pattern: str) -> None:
    text = "\n\n".join(
        pattern.replace("W", LONG).replace("T", time).replace("N", name)
        for time, name in (("0:05", A), ("1:10", B), ("2:15", A))
    )
    assert [(start, name) for start, name, _ in turns(text)] == [(5.0, A), (70.0, B), (135.0, A)]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("N: W", (A, B, A, B, C)), ("N: W", (A, B, A)), ("N\n\nW", (A, B, A, B, C)),
        ("**N**\n\nW", (A, B, A, B, C)), ("*N*\n\nW", (A, B, A, B, C)), ("**N** W", (A, B, A, B, C)),
    ],
)  # fmt: skip
def test_who_speaks_once_as_the_others_do_is_named(pattern: str, names: tuple[str, ...]) -> None:
    assert turns(each(pattern, *names)) == read_of(*names, timed=False)


@pytest.mark.parametrize("pattern", ["(T) N\n\nW", "T N\n\nW", "(T) N\nW"])
def test_so_is_who_stands_behind_a_time(pattern: str) -> None:
    names = (A, B, A, B, C)
    assert turns(each(pattern, *names)) == read_of(*names, timed=True)


def test_rows_of_a_table_are_turns() -> None:
    rows = "\n".join(
        f"| 0:{n * 5:02} | {name} | Words {n}. |" for n, name in enumerate((A, B, A, B, C), 1)
    )
    assert turns(f"| Time | Who | What |\n|---|---|---|\n{rows}")[-5:] == read_of(
        A, B, A, B, C, timed=True
    )


@pytest.mark.parametrize(
    "name",
    ["Ada B.", "J.", "A.B.", "Jean d’Ormesson", "Ben al-Said", "dr. Müller", "Ada:in", "Ben Jr.",
     "Ada Lovelace", "Mary O'Neil", "李雷", "Émile", 'Ada "The Count" Lovelace', "will.i.am"],
)  # fmt: skip
@pytest.mark.parametrize("pattern", ["**N:** W", "**N**: W", "[T] **N:** W", "**N** [T] W"])
def test_names_that_are_set_off(name: str, pattern: str) -> None:
    names = (name, B, name, B)
    assert turns(each(pattern, *names)) == read_of(*names, timed="T" in pattern)


@pytest.mark.parametrize(
    "name",
    ["Jean d’Ormesson", "Ben al-Said", "bell hooks", "dr. Müller", "Ada, host", "user_1",
     "will.i.am", "Ada:in", "J.", 'Ada "The Count" Lovelace', f"Ada{NBSP}Lovelace", f"Ada{NBSP}"],
)  # fmt: skip
def test_plain_names(name: str) -> None:
    names = (name, B, name, B, name, B)
    shown = tuple(" ".join(each_name.split()) for each_name in names)
    assert turns(each("N: W", *names)) == read_of(*shown, timed=False)


def test_what_a_name_has_in_brackets_is_no_part_of_it() -> None:
    names = ("Ada Lovelace [host]", B, "Ada Lovelace [host]", B)
    shown = ("Ada Lovelace", B, "Ada Lovelace", B)
    assert turns(each("N: W", *names)) == read_of(*shown, timed=False)


@pytest.mark.parametrize("word", ["Remember", "Important", "Really", "Duration", "So"])
def test_words_before_a_colon_are_nobodys_names(word: str) -> None:
    text = f"Ada: One.\n\nBen: Two.\n\nAda: Three.\n\n{word}: four.\n\nBen: Five."
    assert [name for _, name, _ in turns(text)] == [A, B, A, B]
    bold = f"**Ada:** One.\n\n**Ben:** Two.\n\n**{word}:** three."
    assert [name for _, name, _ in turns(bold)] == [A, B]


def test_what_stands_above_the_first_turn_is_no_person() -> None:
    assert turns("Duration: 10:00\n\n**Ada:** [0:01] Hi.\n\n**Ben:** [0:05] So.") == [
        (1.0, A, "Hi."), (5.0, B, "So."),
    ]  # fmt: skip


def test_times_within_a_paragraph_begin_turns_of_the_same_speaker() -> None:
    assert turns("**Ada:** [0:05] One. [0:12] Two *and\nthree*.\n\n**Ben:** [0:20] So.") == [
        (5.0, A, "One."), (12.0, A, "Two and three."), (20.0, B, "So."),
    ]  # fmt: skip


def test_headings_that_name_who_speaks_are_no_chapters() -> None:
    text = each("### N [T]\n\nW", A, B, A)
    page = markup.render(text, base="https://example.org/")
    assert read_markdown(page).headings == ()
    assert turns(each("### N\n\nW", A, B, A, C)) == read_of(A, B, A, C, timed=False)


def test_a_rule_below_a_turn_makes_no_heading_of_it() -> None:
    assert turns("**Ada:** Hello.\n---\n**Ben:** Yes.\n\n---") == [
        (None, A, "Hello."),
        (None, B, "Yes."),
    ]
    page = markup.render(
        "The middle\n---\n\nHello.", base="https://e.example/", keep_unknown_tags=True
    )
    assert "<h2>The middle</h2>" in page


@pytest.mark.parametrize("label", ["[Ada]", "[0:05]"])
def test_what_looks_like_the_definition_of_a_link_is_said(label: str) -> None:
    text = f"**Ben:** Hi.\n\n{label}: Yes.\n\nSee [this].\n\n[this]: https://e.example/x"
    page = markup.render(text, base="https://e.example/", keep_unknown_tags=True)
    assert "Yes." in page
    assert '<a href="https://e.example/x"' in page


def test_links_and_credits_behind_the_last_turn_are_spoken_by_nobody() -> None:
    text = "**Ada:** [0:01] Hi.\n\n## Links\n\n**Ben:** [0:05] So.\n\nMore.\n\n## Links\n\n- [One](https://e.example)\n\n## Credits\n\nAda."
    page = markup.render(text, base="https://example.org/")
    read = read_markdown(page)
    assert [turn.text for turn in read.turns] == ["Hi.", "So.\nMore."]
    assert [part.text for part in read.closing] == ["Links", "One", "Credits", "Ada."]
    assert all(getattr(part, "speaker", None) is None for part in read.closing)
    assert [title for _, title in read.headings] == ["Links"]
    shown = to_plain(read).decode()
    assert shown.endswith("Links\n\nOne\n\nCredits\n\nAda.\n")
    assert "<h2>Credits</h2>\n<p>Ada.</p>" in to_html(read, title="T", language="en").decode()


def test_a_heading_in_the_middle_of_what_somebody_says_is_none_of_these() -> None:
    read = turns("**Ada:** [0:01] Hi.\n\n**Ben:** [0:05] So.\n\n## The end\n\nGood bye.")
    assert [words for _, _, words in read] == ["Hi.", "So.", "Good bye."]
