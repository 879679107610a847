"""Tags of HTML in a transcript's Markdown: what is spoken stays, what marks up words does so."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit import markup

SPOKEN = [
    "script", "style", "template", "title", "textarea", "iframe", "xmp", "noembed", "noframes",
    "plaintext", "noscript", "select", "button", "object", "marquee", "h1", "table", "b", "a", "T",
    "svg", "math", "form", "body", "html", "head", "li and then", "details", "summary", "input",
]  # fmt: skip


def shown(markdown: str) -> str:
    """The words that a page shows, a blank between them."""
    page = markup.render(markdown, base="https://e.example/", keep_unknown_tags=True)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.mark.parametrize("name", SPOKEN)
@pytest.mark.parametrize("before", ["You write ", "So.\nAnd ", "- It is "])
def test_a_tag_that_is_never_closed_is_text(name: str, before: str) -> None:
    text = shown(f"**Ada:** {before}<{name}> and the code.\n\n**Ben:** Yes.")
    assert text.endswith(f"<{name}> and the code. Ben: Yes.")


@pytest.mark.parametrize("name", ["script", "style", "title", "textarea", "h1", "table", "T"])
def test_nor_does_one_at_the_beginning_of_a_line_swallow_what_follows(name: str) -> None:
    text = shown(f"**Ada:** Hello.\n\n<{name}> is one.\n\n**Ben:** Yes, <{name}>.")
    assert text == f"Ada: Hello. <{name}> is one. Ben: Yes, <{name}>."


@pytest.mark.parametrize(
    "said",
    ["<?php x ?>", "<![CDATA[x]]>", "<!DOCTYPE x>", "<!-- x", "i<b and c>d", "a <b", "</script>",
     "<script> opens and </script> ends", "Vec<T>", '<a b="c', "<T x='1'>", "<b><T></i>"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["So ", "So\n\n"])
def test_what_is_no_markup_is_text(said: str, before: str) -> None:
    assert shown(f"**Ada:** {before}{said}\n\n**Ben:** Yes.") == f"Ada: So {said} Ben: Yes."


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a <b>bold</b> and <i>fine</i> word", "a bold and fine word"),
        ("a <!-- no --> b", "a b"),
        ("<script>\nalert(1)\n</script>", ""),
        ('<script src="x.js"></script>', ""),
        ('<iframe src="x"></iframe>', ""),
        ("<div>\n\nHello\n\n</div>", "Hello"),
        ("Hello\n\n</div>", "Hello"),
        ("<details><summary>More</summary>\n\nHello\n\n</details>", "More Hello"),
        ("<p>One</p>\n<p>Two</p>", "One Two"),
        ('<a name="t5">Hello', "Hello"),
        ("One<br>two", "One two"),
        ("`<b>` is code", "<b> is code"),
        ("```\n<b>\n```", "<b>"),
        ("\\<b> is a tag", "<b> is a tag"),
    ],
)
def test_what_marks_up_words_does_so(written: str, text: str) -> None:
    assert shown(written) == text


def test_an_address_in_a_block_of_html_is_a_link() -> None:
    page = markup.render(
        "<div>see <https://e.example/x></div>", base="https://e.example/", keep_unknown_tags=True
    )
    assert '<a href="https://e.example/x"' in page
    assert ">https://e.example/x</a>" in page


@given(st.lists(st.sampled_from(["<script>", "<b>", "</b>", "<!--", "-->", "<T>", "<p>", "</p>", "<div>",
                                 "\n", "\n\n", " ", "`", "<", ">", "&lt;", '<a href="', '"', "- ", "> "])))  # fmt: skip
def test_no_word_is_lost_whatever_stands_around_it(pieces: list[str]) -> None:
    """But in a comment that ends, and in what a page has around a transcript."""
    markdown = "word0 " + "".join(f"{piece}word{n} " for n, piece in enumerate(pieces, 1))
    seen = shown(re.sub(r"-->|\"|<a href=", "x", markdown))
    assert [f"word{n}" for n in range(len(pieces) + 1)] == re.findall(r"word[0-9]+", seen)


@given(st.text(alphabet="<>!-/?ab=\"' \n&;`*[]()", max_size=60))
def test_whatever_is_written_ends_and_stays_safe(text: str) -> None:
    page = markup.render(text, base="https://e.example/", keep_unknown_tags=True)
    assert "<script" not in page
    assert markup.cleaner("https://e.example/").clean(page).strip() == page
