"""The forms in which podcasters write speakers and times in Markdown, each with what is read of it.

They are as found on real pages, with words of our own. Where a form has two meanings, the case says
which one is taken, and why.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from podcastkit import markup
from podcastkit.timed.markdown.glance import glance
from podcastkit.timed.markdown.read import read_markdown

A, B = "Ada", "Ben"
Turns = list[tuple[float | None, str | None, str]]


class Form(NamedTuple):
    """A transcript as written; start, speaker and words of each turn; and what stands before."""

    markdown: str
    turns: Turns
    opening: tuple[str, ...] = ()


def talk(pattern: str) -> str:
    """Four turns in a pattern with ``T`` (time), ``N`` (name) and ``W`` (words)."""
    rows = [
        ("00:00", A, "Hello."), ("00:12", B, "Good day."), ("01:15", A, "So."), ("02:30", B, "Yes."),
    ]  # fmt: skip
    return "\n\n".join(
        pattern.replace("W", words).replace("T", time).replace("N", name)
        for time, name, words in rows
    )


TIMED: Turns = [(0.0, A, "Hello."), (12.0, B, "Good day."), (75.0, A, "So."), (150.0, B, "Yes.")]
UNTIMED: Turns = [(None, name, words) for _, name, words in TIMED]
NAMELESS: Turns = [(time, None, words) for time, _, words in TIMED]

USUAL = {
    "the time before a name": [
        "[T] **N:** W", "[00:T] **N:** W", "(T) **N:** W", "**[T]** **N:** W", "**[T] N:** W",
        "**T N:** W", "[T] **N**: W", "[T] __N:__ W", "[T] *N:* W", "[T] ***N:*** W", "[T] N: W",
        "T N: W", "T - N: W", "[@T] **N:** W", "`T` **N:** W", "[T](#t=1) **N:** W",
        "[T - 03:00] **N:** W", "00:T.000 --> 00:03:00.000 N: W", "- [T] **N:** W",
        "> [T] **N:** W", "1. [T] **N:** W", "[T] **N** W", "[T] **N** - W", "[T] **N**\nW",
        "[T] N\nW", "[T] **N:**\n\nW", "[T] **N:**  \nW", "[T]\n**N:** W",
    ],
    "the time behind a name": [
        "**N:** [T] W", "**N** [T] W", "**N** [T]: W", "**N** (T): W", "**N (T):** W",
        "**N [T]:** W", "**N** (T)\nW", "**N** T\n\nW", "N: [T] W", "N [T]: W", "N (T)\nW",
        "N  T\nW", "N (T)\n\nW", "N, T\nW", "N @ T\nW", "_N_ (T): W", "**N (host):** [T] W",
        "<cite>N:</cite> <time>T</time> W",
    ],
}  # fmt: skip
NAMES_ALONE = [
    "**N:** W", "**N**: W", "**N**  W", "*N:* W", "__N__: W", "N: W", "**N**\n\nW", "N\n\nW",
    "**N** — W", "> **N:** W", "- **N:** W", "\\>> N: W", "**N:**W", "N\uff1aW", "### **x**\n\n**N:** W",
]  # fmt: skip
TIMES_ALONE = ["[T] W", "(T) W", "**[T]** W", "[@T] W", "T W", "*[T]* W", "[00:T] W"]

OTHERS = {
    "minutes above 59": Form("[59:00] **Ada:** Hello.\n\n[75:30] **Ben:** Yes.",
                             [(3540.0, A, "Hello."), (4530.0, B, "Yes.")]),
    "hours": Form("[0:59:00] Ada: Hello.\n\n[1:02:03] Ada: Yes.",
                  [(3540.0, A, "Hello."), (3723.0, A, "Yes.")]),
    "a time without a name goes on with who spoke": Form(
        "[0:01] **Ada:** Hello.\n\n[0:09] And so on.\n\n[0:12] **Ben:** Yes.",
        [(1.0, A, "Hello."), (9.0, A, "And so on."), (12.0, B, "Yes.")]),
    "a paragraph with neither belongs to the turn above": Form(
        "**Ada:** One.\n\nTwo.\n\nThree.\n\n**Ben:** Four.", [(None, A, "One.\nTwo.\nThree."), (None, B, "Four.")]),
    "a speaker on a new line of the same paragraph": Form(
        "**Ada:** One.\n**Ben:** Two.\n**Ada:** Three.", [(None, A, "One."), (None, B, "Two."), (None, A, "Three.")]),
    "lines that are wrapped are one paragraph": Form(
        "**Ada:** One two\nthree four.\n\n**Ben:** Five.", [(None, A, "One two three four."), (None, B, "Five.")]),
    "one name in several cases is one speaker": Form(
        "**ADA:** One.\n\n**Ada:** Two.\n\n**ada:** Three.\n\n**Ada:** Four.",
        [(None, A, words) for words in ("One.", "Two.", "Three.", "Four.")]),
    "what nobody speaks at the beginning": Form(
        "You can help to mend this text.\n\n[0:00] **Ada:** Hello.\n\n[0:12] **Ben:** Yes.",
        [(0.0, A, "Hello."), (12.0, B, "Yes.")], ("You can help to mend this text.",)),
    "a heading between turns is none": Form(
        "[0:00] **Ada:** Hello.\n\n## The middle\n\n[0:12] **Ben:** Yes.", [(0.0, A, "Hello."), (12.0, B, "Yes.")]),
    "words that end in a colon are no speaker": Form(
        "**Ada:** If you know: it is here.\n\nIf you know: say so.\n\n**Ben:** Yes.",
        [(None, A, "If you know: it is here.\nIf you know: say so."), (None, B, "Yes.")]),
    "a time of day in a link is no time": Form(
        "[0:00] **Ada:** Hello.\n\n[12:30 AM](https://example.org) is early.\n\n[0:12] **Ben:** Yes.",
        [(0.0, A, "Hello.\n12:30 AM is early."), (12.0, B, "Yes.")]),
    "a time of day at the beginning of a sentence is no time": Form(
        "[0:00] **Ada:** Hello.\n\n12:30 is when we met.\n\n[0:12] **Ben:** Yes.",
        [(0.0, A, "Hello.\n12:30 is when we met."), (12.0, B, "Yes.")]),
    "a ratio is no time": Form("**Ada:** Hello.\n\n16:9 is wide.\n\n**Ben:** Yes.",
                               [(None, A, "Hello.\n16:9 is wide."), (None, B, "Yes.")]),
    "comments are not spoken": Form("**Ada:** Hello.<!-- really? -->\n\n<!-- **Ben:** no -->\n\n**Ben:** Yes.",
                                    [(None, A, "Hello."), (None, B, "Yes.")]),
    "what is no tag of HTML is spoken": Form("**Ada:** A Vec<T> and an Option<String>.\n\n**Ben:** <laughs> Yes.",
                                             [(None, A, "A Vec<T> and an Option<String>."), (None, B, "<laughs> Yes.")]),
    "a tag that nobody closes is spoken": Form(
        "**Ada:** You write <script> and go on.\n\n<style> is next.\n\n**Ben:** Yes.",
        [(None, A, "You write <script> and go on.\n<style> is next."), (None, B, "Yes.")]),
    "a comparison is no tag": Form("**Ada:** If i<b and c>d, stop.\n\n**Ben:** Yes.",
                                   [(None, A, "If i<b and c>d, stop."), (None, B, "Yes.")]),
    "a comment that does not end is text": Form("**Ada:** So <!-- it goes.\n\n<!-- on\n\n**Ben:** Yes.",
                                                [(None, A, "So <!-- it goes.\n<!-- on"), (None, B, "Yes.")]),
    "an element of class transcript around it": Form(
        '<div class="transcript">\n\n**Ada:** Hello.\n\n**Ben:** Yes.\n\n</div>', [(None, A, "Hello."), (None, B, "Yes.")]),
    "a list that somebody speaks": Form("**Ada:** Three things.\n\n- One\n- Two\n\n**Ben:** Yes.",
                                        [(None, A, "Three things.\nOne\nTwo"), (None, B, "Yes.")]),
    "a word in bold is no speaker": Form("**Ada:** Hello.\n\n**Never** do that.\n\n**Ben:** Yes.",
                                         [(None, A, "Hello.\nNever do that."), (None, B, "Yes.")]),
    "a remark in bold is no speaker": Form("**Note:** made by a machine.\n\n**Ada:** Hello.\n\n**Ben:** Yes.",
                                           [(None, A, "Hello."), (None, B, "Yes.")], ("Note: made by a machine.",)),
    "two speak at once": Form("**Ada & Ben:** Hello.\n\n**Ada:** So.", [(None, "Ada & Ben", "Hello."), (None, A, "So.")]),
    "links and emphasis in what is said": Form(
        "**Ada:** See [this](https://example.org) *now*.\n\n**Ben:** Yes.", [(None, A, "See this now."), (None, B, "Yes.")]),
    "a time alone at the end is the end": Form("[0:00] **Ada:** Hello.\n\n[0:12] **Ben:** Yes.\n\n[0:30]",
                                               [(0.0, A, "Hello."), (12.0, B, "Yes.")]),
    "thousandths": Form("[00:00:01.500] **Ada:** Hello.\n\n[00:00:12.250] **Ben:** Yes.",
                        [(1.5, A, "Hello."), (12.25, B, "Yes.")]),
    # A plain name that comes once may be any word with a colon behind it: it is left as text.
    "a plain name that comes once": Form("Ada: One.\n\nBen: Two.\n\nAda: Three.\n\nRemember: four.\n\nBen: Five.",
                                         [(None, A, "One."), (None, B, "Two."), (None, A, "Three.\nRemember: four."), (None, B, "Five.")]),
    "nobody and nothing": Form("One.\n\nTwo.", [(None, None, "One.\nTwo.")]),
}  # fmt: skip

FORMS = {
    **{form: Form(talk(form), TIMED) for forms in USUAL.values() for form in forms},
    **{form: Form(talk(form), UNTIMED) for form in NAMES_ALONE},
    **{form: Form(talk(form), NAMELESS) for form in TIMES_ALONE},
    **OTHERS,
}


def test_there_are_enough_of_them() -> None:
    assert len(FORMS) >= 60


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_form_is_read(form: Form) -> None:
    html = markup.render(form.markdown, base="https://example.org/", keep_unknown_tags=True)
    read = read_markdown(html)
    assert [(turn.start, turn.speaker, turn.text) for turn in read.turns] == form.turns
    assert tuple(part.text for part in read.opening) == form.opening


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_glance_sees_every_time(form: Form) -> None:
    """It may see more, and then the transcript is read; never less."""
    look = glance(form.markdown)
    times = [time for time, _, _ in form.turns if time is not None]
    assert (look.last or 0) >= int(max(times, default=0))
    if times and look.last == int(max(times)):
        assert look.ascends


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_glance_sees_what_stands_between_usual_lines(form: Form) -> None:
    alone, usual = glance(form.markdown), talk("**N** [T] W")
    look = glance(f"{usual}\n\n{form.markdown}\n\n{usual}")
    assert look.names[:2] == (A, B)
    assert set(alone.names) <= set(look.names)
    assert look.last == max(alone.last or 0, 150)
    assert not look.ascends


def test_a_glance_knows_that_times_ascend_in_whatever_way_they_are_written() -> None:
    for times in (("09:59", "10:00"), ("9:59", "10:00"), ("59:59", "1:00:00"), ("99:00", "100:00")):
        lines = [f"**Ada** [{time}] Words." for time in times]
        assert glance("\n\n".join(lines)).ascends, times
        assert not glance("\n".join(reversed(lines))).ascends, times


def test_times_in_headings_alone_are_those_of_the_turns_below() -> None:
    markdown = "## [00:00] Beginning\n\nOne.\n\n## The middle (12:30)\n\nTwo.\n\n## 1:02:03 - The end\n\nThree."
    read = read_markdown(markup.render(markdown, base="https://example.org/"))
    assert read.is_timed
    assert read.headings == ((0.0, "Beginning"), (750.0, "The middle"), (3723.0, "The end"))


@pytest.mark.parametrize(
    ("behind", "left"),
    [
        ("<strong>yes</strong> so", "yes so"),
        ('<strong>yes</strong> <img src="a.png"> <i>so</i>', 'yes <img src="a.png"> <i>so</i>'),
        ("<em>yes</em> <strong>so</strong>", "yes <strong>so</strong>"),
        ('so <em>yes</em> <img src="a.png">', 'so <em>yes</em> <img src="a.png">'),
    ],
)
def test_emphasis_that_a_label_took_the_beginning_of_has_no_end(behind: str, left: str) -> None:
    written = read_markdown(f"<p><strong>Ada:</strong> {behind}</p>")
    assert [turn.html for turn in written.turns] == [f"<p>{left}</p>"]


@pytest.mark.parametrize("before", ["", "<li>", "<blockquote>", "<ul><li>"])
def test_html_of_a_turn_ends_each_tag_that_it_begins(before: str) -> None:
    written = read_markdown(f"{before}<em>Ada: hello there<p>Ada: so it is</p></em>")
    assert [turn.html for turn in written.turns] == ["<p>hello there</p>", "<p>so it is</p>"]


def test_a_number_alone_is_what_is_said_and_nobodys_name() -> None:
    written = read_markdown("<p>[1:15] 1984</p><p>[1:20] 1984</p>")
    assert [(turn.speaker, turn.text) for turn in written.turns] == [(None, "1984")] * 2
