"""The lines and times of a list in show notes, as HTML has them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit import markup
from podcastkit.timed.notes_times import Marked, is_marked, linked, marked, unmarked
from tests.timed.test_notes_chapters import pieces

BASE = "https://a.example/one/"


def html(markdown: str, *, smart: bool = False) -> str:
    return markup.render(markdown, base=BASE, smart_punctuation=smart)


def page(markdown: str) -> str:
    """What a page shows: a link to each time is written as ``<a href="S75">``."""
    found = marked(markdown)
    return linked(found._replace(text=html(found.text)), lambda start: f"S{start:g}")


SHOWN = {
    "lines": (
        "0:00 Intro\n0:30 Talk\n1:00 End",
        ('<p><a href="S0">0:00</a> Intro<br>\n<a href="S30">0:30</a> Talk<br>\n'
        '<a href="S60">1:00</a> End</p>'),
    ),
    "lines that end in times": (
        "Intro \u2013 0:00\nTalk (0:30)\nEnd - 1:00:00",
        ('<p>Intro \u2013 <a href="S0">0:00</a><br>\nTalk (<a href="S30">0:30</a>)<br>\n'
        'End - <a href="S3600">1:00:00</a></p>'),
    ),
    "words around the lines, and a title in two": (
        "We\ntalk.\n0:00 Intro\nwith Ada\n0:30 Talk",
        '<p>We\ntalk.<br>\n<a href="S0">0:00</a> Intro\nwith Ada<br>\n<a href="S30">0:30</a> Talk</p>',
    ),
    "a time above its title": (
        "0:00\nIntro\n0:30\nTalk",
        '<p><a href="S0">0:00</a>\nIntro<br>\n<a href="S30">0:30</a>\nTalk</p>',
    ),
    "breaks that are there": (
        "0:00 A<br>\n0:10 B<br>0:20 C\\\n0:30 D  \n0:40 E\n\n0:50 F",
        ('<p><a href="S0">0:00</a> A<br>\n<a href="S10">0:10</a> B<br><a href="S20">0:20</a> C<br>\n'
        '<a href="S30">0:30</a> D<br>\n<a href="S40">0:40</a> E</p>\n<p><a href="S50">0:50</a> F</p>'),
    ),
    "a list": (
        "- [0:00] A\n- **0:10** B\n- `0:20` C\n- D (0:30)",
        ('<ul>\n<li>[<a href="S0">0:00</a>] A</li>\n<li><strong><a href="S10">0:10</a></strong> B</li>\n'
        '<li><code><a href="S20">0:20</a></code> C</li>\n<li>D (0:30)</li>\n</ul>'),
    ),
    "a table": (
        "| T | W |\n|--|--|\n| 0:00 | A |\n| 0:10 | B |",
        ('<table><thead><tr><th>T</th><th>W</th></tr></thead><tbody>\n<tr><td><a href="S0">0:00</a></td>'
        '<td>A</td></tr>\n<tr><td><a href="S10">0:10</a></td><td>B</td></tr>\n</tbody></table>'),
    ),
    "times in links": (
        '- [0:00](#t=0) A\n- <a href="/b">0:10</a> B\n- [\u2192 0:20 C](/c)\n- 0:30 [D](/d)',
        ('<ul>\n<li><a href="https://a.example/one/#t=0" rel="noopener noreferrer">0:00</a> A</li>\n'
        '<li><a href="https://a.example/b" rel="noopener noreferrer">0:10</a> B</li>\n'
        '<li><a href="https://a.example/c" rel="noopener noreferrer">\u2192 0:20 C</a></li>\n'
        '<li><a href="S30">0:30</a> <a href="https://a.example/d" rel="noopener noreferrer">D</a></li>\n'
        "</ul>"),
    ),
    "a quotation of Windows": (
        "> 0:00 \u00e9\r\n> 0:10 B",
        '<blockquote>\n<p><a href="S0">0:00</a> \u00e9<br>\n<a href="S10">0:10</a> B</p>\n</blockquote>',
    ),
    "a time in pieces": (
        "0:00 A\n0:**10** B\n0&#58;20 C",
        '<p><a href="S0">0:00</a> A<br>\n0:<strong>10</strong> B<br>\n0:20 C</p>',
    ),
    "no list": ("At 12:30\n14:15 it was.", "<p>At 12:30\n14:15 it was.</p>"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("markdown", "expected"),
    SHOWN.values(),
    ids=list(SHOWN),
)
def test_each_line_of_a_list_begins_one_and_each_time_is_a_link(
    markdown: str, expected: str
) -> None:
    assert page(markdown) == expected


def test_lines_of_other_paragraphs_stay_as_markdown_has_them() -> None:
    shown = page("A line\nand another.\n\n## Times\n\n0:00 A\n0:10 B\n\n## And\n\nThe end\nof it.")
    assert shown.startswith("<p>A line\nand another.</p>")
    assert shown.endswith("<p>The end\nof it.</p>")


def test_a_time_without_an_address_is_no_link() -> None:
    found = marked("0:00 A\n0:10 B")
    shown = linked(Marked(html(found.text), found.starts), lambda at: None if at else "S")
    assert shown == '<p><a href="S">0:00</a> A<br>\n0:10 B</p>'


@pytest.mark.parametrize("own", ["\ue0f0", "\ue0f1", "&#xe0f0;", "&#xE0F1;"])
def test_characters_of_the_authors_that_are_the_marks_are_seen(own: str) -> None:
    """Then the times have no marks, or it is known that others came among them."""
    found = marked(f"0:00 A\n0:10 B {own}")
    assert not found.starts or not is_marked(html(found.text), found.starts)


def test_a_time_that_no_page_shows_is_seen() -> None:
    found = marked("0:00 A\n**<script>0:10 B</script>**\n0:20 C")
    assert len(found.starts) == 3
    assert not is_marked(html(found.text), found.starts)


@given(markdown=st.lists(pieces, max_size=40).map("".join), smart=st.booleans())
def test_nothing_but_breaks_and_links_is_added_to_any_notes(markdown: str, *, smart: bool) -> None:
    found = marked(markdown)
    plain, timed = html(markdown, smart=smart), html(found.text, smart=smart)
    bare = timed if not found.starts else unmarked(timed)
    assert re.sub(r"<br>\n", "\n", bare) == re.sub(r"<br>\n", "\n", plain)
    if found.starts and is_marked(timed, found.starts):
        shown = linked(found._replace(text=timed), lambda _: "S")
        assert re.sub(r'<a href="S">([^<]*)</a>', r"\1", shown) == bare


lines = st.lists(
    st.tuples(
        st.sampled_from(["{}", "[{}]", "({})", "**{}**", "*{}*", "`{}`", "{} -", "_{}_:", "**[{}]**"]),
        st.from_regex(r"\A[A-Za-z][A-Za-z&\"'*_`~\\<. -]{0,12}[a-z]\Z"),
        st.sampled_from(["\n", "  \n", "\\\n", "\n\n", "<br>\n", "\r\n", "\nmore\n"]),
    ),
    min_size=2, max_size=8,
)  # fmt: skip


@given(made=lines, smart=st.booleans())
def test_every_form_keeps_its_words(made: list[tuple[str, str, str]], *, smart: bool) -> None:
    markdown = "".join(
        f"{form.format(f'{n}:00')} {title}{end}" for n, (form, title, end) in enumerate(made)
    )
    found = marked(markdown)
    plain, timed = html(markdown, smart=smart), html(found.text, smart=smart)
    assert unmarked(timed).replace("<br>\n", "\n") == plain.replace("<br>\n", "\n")
    assert "<br><br>" not in timed.replace("\n", "") or "<br><br>" in plain.replace("\n", "")
