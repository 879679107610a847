"""Lists of times in the notes: every form that is known, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.timed.chapter_reading import may_have_times
from podcastkit.timed.notes_chapters import notes_chapters

Expected = list[tuple[float, str] | tuple[float, str, str]]

FORMS: dict[str, tuple[str, Expected]] = {
    "a list, a dash behind the time": (
        "We met.\n\n- 0:37 - Arrival\n- 2:05 - Unpacking\n",
        [(37, "Arrival"), (125, "Unpacking")],
    ),
    "long times in brackets": (
        "* [00:00:19] Kettle\n* [01:00:05] Teapot",
        [(19, "Kettle"), (3605, "Teapot")],
    ),
    "short times in brackets, a dash": (
        "- [00:55] - Tea\n- [01:55] \u2013 Cake",
        [(55, "Tea"), (115, "Cake")],
    ),
    "bold links to the moment, a paragraph each": (
        "**[00:36](#t=36)** Tea\n\n**[01:36](#t=96)** Cake\n\n**[02:36](#t=156)** Jam",
        [(36, "Tea"), (96, "Cake"), (156, "Jam")],
    ),
    "bold times with a colon": (
        "- **0:37**: Tea\n- **1:37:** `jam`",
        [(37, "Tea"), (97, "jam")],
    ),
    "round brackets": ("- (0:00) Tea\n- (12:30) Cake", [(0, "Tea"), (750, "Cake")]),
    "lines of one paragraph": (
        "0:00 Tea\n1:00 Cake\n2:00 Jam",
        [(0, "Tea"), (60, "Cake"), (120, "Jam")],
    ),
    "two lists in paragraphs that follow each other": (
        "0:00 Tea\n1:00 Cake\n2:00 Jam\n\n0:00 Milk\n1:30 Bread",
        [(0, "Tea"), (60, "Cake"), (120, "Jam")],
    ),
    "what is no tag of HTML": ("- 0:00: Tea\n- 1:30: Bread & <Butter>\n", [(0, "Tea"), (90, "Bread & <Butter>")]),
    "an at before the time": ("- Tea @ 0:00\n- Cake @ 1:00", [(0, "Tea"), (60, "Cake")]),
    "dots that lead to the time": ("- Tea . . . . 0:00\n- Cake .... 1:00\n- Jam \u2026 2:00",
                                   [(0, "Tea"), (60, "Cake"), (120, "Jam")]),
    "lines with hard breaks": ("0:00 Tea  \n1:00 Cake\\\n2:00 Jam", [(0, "Tea"), (60, "Cake"), (120, "Jam")]),
    "lines parted by HTML": ("0:00 Tea<br>1:00 Cake<br/>2:00 Jam", [(0, "Tea"), (60, "Cake"), (120, "Jam")]),
    "two lines that begin at 0": ("0:00 Tea\n1:00 Cake", [(0, "Tea"), (60, "Cake")]),
    "lines under a word in their paragraph": (
        "What we say:\n0:00 Tea\n1:00 Cake\n\nGoodbye.",
        [(0, "Tea"), (60, "Cake")],
    ),
    "lines with words of their own below": (
        "0:00 Tea\nIt is hot.\n\n1:00 Cake\nIt is sweet.\n\n2:00 Jam\nIt is red.",
        [(0, "Tea"), (60, "Cake"), (120, "Jam")],
    ),
    "a line of time above each title": (
        "0:00\nTea\n1:00\nCake\n2:00\nJam",
        [(0, "Tea"), (60, "Cake"), (120, "Jam")],
    ),
    "lines in a quotation": ("> 0:00 Tea\n> 1:00 Cake", [(0, "Tea"), (60, "Cake")]),
    "a table": (
        "| Time | What |\n|---|---|\n| 0:00 | Tea |\n| 1:00 | Cake |",
        [(0, "Tea"), (60, "Cake")],
    ),
    "a table with the time last": (
        "| What | Who | Time |\n|---|---|---|\n| Tea | Ada | 0:00 |\n| Cake | Bob | [1:00](#t=60) |",
        [(0, "Tea"), (60, "Cake")],
    ),
    "a table with numbers, beginnings and ends": (
        "| # | From | To | What |\n|---|---|---|---|\n| 1 | 0:00 | 1:00 | Tea |\n| 2 | 1:00 | 2:00 | Cake |",
        [(0, "Tea"), (60, "Cake")],
    ),
    "a table with a link": (
        "| Time | What |\n|---|---|\n| 0:00 | [Tea](https://tea.example) |\n| 1:00 | Cake |",
        [(0, "Tea", "https://tea.example"), (60, "Cake")],
    ),
    "the time at the end, behind a dash": (
        "- Tea - 0:10\n- Cake \u2014 12:30",
        [(10, "Tea"), (750, "Cake")],
    ),
    "the time at the end, in brackets": (
        "- Tea (0:10)\n- Cake, and more of it [1:02:03]",
        [(10, "Tea"), (3723, "Cake, and more of it")],
    ),
    "the time at the end, as a link": (
        "- Tea [0:10](#t=10)\n- Cake [1:02:03](https://video.example/x?t=3723)",
        [(10, "Tea"), (3723, "Cake")],
    ),
    "lines with the time at the end": (
        "Tea \u2026 0:00\nCake \u2026 1:00\nJam \u2026 2:00",
        [(0, "Tea"), (60, "Cake"), (120, "Jam")],
    ),
    "an ordered list": ("1. 0:00 Tea\n2. 1:00 Cake", [(0, "Tea"), (60, "Cake")]),
    "a list of things done": ("- [x] 0:00 Tea\n- [ ] 1:00 Cake", [(0, "Tea"), (60, "Cake")]),
    "a loose list with the title below": (
        "- 0:37\n\n  Tea\n\n- 1:37\n\n  Cake",
        [(37, "Tea"), (97, "Cake")],
    ),
    "a list in the items of a list": (
        "- Morning\n  - 0:00 Tea\n  - 1:00 Cake\n- Evening\n  - 2:00 Jam",
        [(0, "Tea"), (60, "Cake"), (120, "Jam")],
    ),
    "times below times": (
        "- 0:00 Tea\n  - 0:30 Milk\n- 1:00 Cake",
        [(0, "Tea"), (30, "Milk"), (60, "Cake")],
    ),
    "words below times": (
        "- 0:00 Tea\n  - hot\n  - [sweet](https://sugar.example)\n- 1:00 Cake",
        [(0, "Tea"), (60, "Cake")],
    ),
    "one item of a larger list": (
        "- In this episode:\n  - 0:00 Tea\n  - 1:00 Cake\n- One\n- Two\n- Three\n- Four",
        [(0, "Tea"), (60, "Cake")],
    ),
    "an item that is all link": (
        "- [0:37 Tea](#t=37)\n- [1:37 Cake](https://video.example/x?t=97)",
        [(37, "Tea"), (97, "Cake")],
    ),
    "a link of the chapter, the first of two": (
        "- [0:00](#t=0) [Tea](https://tea.example) and [milk](https://milk.example)\n- 1:00 Cake",
        [(0, "Tea and milk", "https://tea.example"), (60, "Cake")],
    ),
    "addresses as they are": (
        "- 0:00 Tea <https://tea.example>\n- 1:00 Cake: https://cake.example/a_b",
        [(0, "Tea", "https://tea.example"), (60, "Cake", "https://cake.example/a_b")],
    ),
    "a picture before the title": (
        "- 0:00 ![cup](cup.png) Tea\n- 1:00 Cake",
        [(0, "Tea"), (60, "Cake")],
    ),
    "beginnings and ends": (
        "- 0:00 - 1:00 Tea\n- 1:00\u20132:30: Cake",
        [(0, "Tea"), (60, "Cake")],
    ),
    "fractions of a second": (
        "- 0:00.0 Tea\n- 1:00.250 Cake",
        [(0, "Tea"), (60.25, "Cake")],
    ),
    "minutes beyond the hour": ("- 59:10 Tea\n- 75:00 Cake", [(3550, "Tea"), (4500, "Cake")]),
    "from minutes to hours": ("- 59:10 Tea\n- 1:02:03 Cake", [(3550, "Tea"), (3723, "Cake")]),
    "marks before the time": (
        "\u23f1\ufe0f 0:00 Tea\n\u23f1\ufe0f 1:00 Cake",
        [(0, "Tea"), (60, "Cake")],
    ),
    "a guest named in every title": (
        "- 0:00 Ada: tea\n- 1:00 Bob: cake\n- 2:00 Cleo: jam",
        [(0, "Ada: tea"), (60, "Bob: cake"), (120, "Cleo: jam")],
    ),
    "headings": (
        "## 0:00 Tea\n\nHot.\n\n## 1:00 Cake\n\nSweet.\n\n## Links\n\n- none",
        [(0, "Tea"), (60, "Cake")],
    ),
    "a time of day among chapters": (
        "- 0:00 Tea\n- 0:20 Cake\n- 12:30 AM is when it began\n- 30:00 Jam",
        [(0, "Tea"), (20, "Cake"), (1800, "Jam")],
    ),
    "a ratio in a title": (
        "- 0:00 Tea\n- 0:20 Screens of 16:9 and 16:10\n- 0:40 Cake",
        [(0, "Tea"), (20, "Screens of 16:9 and 16:10"), (40, "Cake")],
    ),
    "the longest of two lists": (
        "- 0:00 Tea\n- 1:00 Cake\n\nThe long version:\n\n- 0:00 A\n- 1:00 B\n- 2:00 C",
        [(0, "A"), (60, "B"), (120, "C")],
    ),
    "the first of two as long": (
        "- 0:00 Tea\n- 1:00 Cake\n\nThe other version:\n\n- 0:00 A\n- 1:00 B",
        [(0, "Tea"), (60, "Cake")],
    ),
    "one of many out of order": (
        "- 0:00 A\n- 1:00 B\n- 3:00 C\n- 2:00 D\n- 4:00 E\n- 5:00 F",
        [(0, "A"), (60, "B"), (120, "D"), (180, "C"), (240, "E"), (300, "F")],
    ),
    "a list beside sentences with times": (
        "At 9:15 we left.\n\n- 0:00 Tea\n- 1:00 Cake\n\nAt 10:15 we came.",
        [(0, "Tea"), (60, "Cake")],
    ),
}  # fmt: skip

NONE: dict[str, str] = {
    "no time at all": "- Tea\n- Cake",
    "one time": "- 0:00 Tea\n- Cake",
    "times of the day": "- 12:30 AM is when it began\n- 1:15 pm is when it ended",
    "a German time of the day": "- 12:30 Uhr: Essen\n- 13:30 Uhr: Schlafen",
    "a programme": "- 9:00 Doors\n- 10:30 Talks\n- 12:00 Lunch",
    "ratios": "- ratio 16:9\n- ratio 16:10",
    "verses behind a blank": "- John 3:16\n- Mark 4:10",
    "fewer than two thirds of the items": "- 0:00 Tea\n- 1:00 Cake\n- Jam\n- Bread",
    "backwards": "- 9:01 Tea\n- 0:02 Cake\n- 5:03 Jam",
    "two lines that do not begin at 0": "12:31 is late.\n14:02 is later.",
    "sentences that hold times": "The train left at 12:31 and came\nat 14:02 to the town of Tea.",
    "times without a title": "- 0:00\n- 1:00\n- 2:00",
    "a transcript": "[0:00] Ada: Hello.\n\n[0:05] Bob: Hello.\n\n[0:09] Ada: Tea?\n\n[0:12] Bob: Yes.",
    "a transcript in pieces": (
        "0:00 Ada: Hello.\n\n0:05 Bob: Hello.\n\n***\n\n0:09 Ada: Tea?\n\n0:12 Bob: Yes."
    ),
    "long sentences": "- 0:00 " + "Tea " * 40 + "\n- 1:00 " + "Cake " * 40,
    "code": "```\n0:00 Tea\n1:00 Cake\n```",
    "raw HTML": "<ul><li>0:00 Tea</li><li>1:00 Cake</li></ul>",
    "dates with times": "- 2026-01-05 12:31\n- 2026-01-06 12:32",
    "minutes of three parts that are none": "- 1:75:00 Tea\n- 1:80:00 Cake",
    "addresses with ports": "- http://a.example:8080\n- http://b.example:9090",
}
"""Also what is ambiguous, and decided against: a wrong chapter is worse than none."""


@pytest.mark.parametrize(("markdown", "expected"), FORMS.values(), ids=list(FORMS))
def test_a_list_of_times_is_read(markdown: str, expected: Expected) -> None:
    found = [
        (c.start, c.title, *([c.url] if c.url else [])) for c in notes_chapters(markdown).chapters
    ]
    assert found == expected


@pytest.mark.parametrize("markdown", NONE.values(), ids=list(NONE))
def test_what_is_no_list_of_chapters_gives_none(markdown: str) -> None:
    assert notes_chapters(markdown).chapters == ()


def test_ambiguous_lists_are_taken_at_their_word() -> None:
    """Verses that stand first are times like any other: only the sound's end can tell."""
    found = notes_chapters("- 3:16 For so\n- 3:17 And then").chapters
    assert [chapter.start for chapter in found] == [196, 197]


def test_each_chapter_has_its_line() -> None:
    read = notes_chapters("\u00e9\u2028\n\n- 0:00 T\u00e9a\n- x\n\n  y\n- 1:00 Cake\n- 2:00 Jam\n")
    assert read.lines == (3, 7, 8)


def test_most_notes_are_not_parsed() -> None:
    assert not may_have_times("At 12:30, see http://a.example:80 and Tea 16:9.")
    assert may_have_times("0:00 Tea, 1:00 Cake")


times = st.from_regex(r"\A(?:\d{1,2}:)?\d{1,3}:\d{2}\Z")
pieces = st.one_of(
    times,
    st.sampled_from(["- ", "1. ", "  ", "\n", "\n\n", "[", "](", ")", "|", "|-|\n", "> ", "**", "<br>",
                     "`", "```\n", "# ", "![", "[^1]", "\ud800", "\x00", "&amp;", "<!--", "(#t=1)"]),
    st.text(max_size=6),
)  # fmt: skip


@given(st.lists(pieces, max_size=60).map("".join))
def test_any_notes_give_chapters_in_order_with_titles_and_lines(markdown: str) -> None:
    read = notes_chapters(markdown)
    assert len(read.lines) == len(read.chapters)
    assert all(1 <= line <= markdown.count("\n") + markdown.count("\r") + 1 for line in read.lines)
    starts = [chapter.start for chapter in read.chapters]
    assert starts == sorted(starts)
    assert all(chapter.title == chapter.title.strip() != "" for chapter in read.chapters)


@given(st.lists(st.tuples(st.integers(0, 30_000), st.from_regex(r"\A[A-Za-z]{3,9}\Z")), min_size=2))
def test_a_list_that_begins_at_0_is_read_as_it_was_written(made: list[tuple[int, str]]) -> None:
    made = [(0, made[0][1]), *sorted(made[1:])]
    lines = [f"- {t // 3600}:{t // 60 % 60:02}:{t % 60:02} \u2013 {title}\n" for t, title in made]
    read = notes_chapters("".join(lines))
    assert [(chapter.start, chapter.title) for chapter in read.chapters] == made


@pytest.mark.parametrize(
    "markdown",
    ["- " * 20_000 + "0:00 a\n- 1:00 b", "> " * 5_000 + "0:00 a\n1:00 b", "0:00 " * 20_000,
     "[0:00" * 5_000, "- 0:00 a -" + " " * 60_000 + "1:00", "(((((((" * 9_000 + "0:00 1:00"],
)  # fmt: skip
def test_hostile_notes_are_read_without_recursion(markdown: str) -> None:
    assert len(notes_chapters(markdown).chapters) <= 2


def test_a_list_that_is_none_because_of_its_order_is_told_at_its_line() -> None:
    read = notes_chapters("Hello.\n\n- 0:00 Tea\n- 5:00 Cake\n- 1:30 Jam\n- 7:00 Milk\n")
    assert read.chapters == ()
    assert [(fault.line, '"Jam"' in fault.message) for fault in read.faults] == [(5, True)]


@pytest.mark.parametrize("text", ["- 3:16 A\n- 2:10 B\n- 5:05 C\n", "- 0:00 A\n- 0:00 B\n- c\n- d"])
def test_verses_and_scores_are_not_told(text: str) -> None:
    assert notes_chapters(text).faults == ()
