"""The quick way of reading a transcript gives what the general way gives, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit import markup
from podcastkit.timed.markdown.read import read_any
from podcastkit.timed.markdown.usual import usual
from tests.timed.test_written_forms import FORMS, Form

LABELS = ["[0:01] **Ada:** ", "**Ada:** ", "**Ben Ali:** [1:02:03] ", "**ada:** ", "[0:02] ", "", "",
          "**Ada** [0:07] ", "[0:08] **Ben Ali** ", "**Remember:** ", "**Ada** ", "**If you know:** ", "Ada: ", "**Host:** ", "**Ben Ali**: "]  # fmt: skip
WORDS = ["Hello there, and welcome. ", "*soft* ", "[0:09] ", "[link](https://a.example/) ", "&amp; ", "a  b ",
         "na\u00efve\u00a0no ", "<script> ", "12:30 is late. ", "Really: yes. ", "line\nline ", "![p](p.png) ",
         "\\*star\\* ", "`a  b` ", "x" * 100 + " ", "\u200e ", "one<br>two ", "[x] "]  # fmt: skip


def html_of(text: str) -> str:
    found = markup.render(text, base="https://a.example/", keep_unknown_tags=True)
    return found.replace("&nbsp;", "\xa0")


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_of_every_written_form_it_says_the_same(form: Form) -> None:
    html = html_of(form.markdown)
    assert usual(html) in (None, read_any(html))


paragraphs = st.tuples(st.sampled_from(LABELS), st.lists(st.sampled_from(WORDS), max_size=4))


@given(st.lists(paragraphs, min_size=1, max_size=6))
def test_of_any_paragraphs_it_says_the_same(written: list[tuple[str, list[str]]]) -> None:
    html = html_of("\n\n".join(label + "".join(words) for label, words in written))
    assert usual(html) in (None, read_any(html))


def test_it_is_the_way_of_most_transcripts() -> None:
    talk = "\n\n".join(
        f"[0:0{n}] **{'Ada' if n % 2 else 'Ben'}:** It is *said*, and more.\n\nThere is a paragraph below"
        " which nobody begins by name, as many do in what they say."
        for n in range(8)
    )
    found = usual(html_of(talk))
    assert found is not None
    assert found == read_any(html_of(talk))
    assert len(found.turns) == 8
