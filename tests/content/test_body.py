"""Where the notes end and the transcript begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.content import body

WORDS = ("Transcript",)


def parts(text: str, words: tuple[str, ...] = WORDS) -> tuple[str, str | None]:
    return body.texts(text, *body.split(text, words))


@pytest.mark.parametrize(
    "heading",
    [
        "# Transcript",
        "## Transcript",
        "###### transcript",
        "## TRANSCRIPT ##",
        "## **Transcript**",
        "## Transcript:",
        "## Transcript {#transcript}",
        "Transcript\n----------",
        "Transcript\n===",
    ],
)
def test_a_heading_of_any_level_and_form_begins_the_transcript(heading: str) -> None:
    assert parts(f"Notes.\n\n{heading}\n\nHello.") == ("Notes.", "\n\nHello.")


@pytest.mark.parametrize(
    "text",
    [
        "```\n## Transcript\n```\nnotes",
        "    ## Transcript\n\nnotes",
        "<!--\n## Transcript\n-->\nnotes",
        'text `<div class="transcript">` more',
        '<!-- <div class="transcript"> -->\n\nnotes',
        '```html\n<div class="transcript">\n```',
        "## Transcript of what\n\nnotes",
        "A Transcript\nof words",
    ],
)
def test_code_comments_and_sentences_begin_no_transcript(text: str) -> None:
    assert parts(text) == (text.rstrip(), None)


@pytest.mark.parametrize(
    "element",
    ['<div class="transcript">', "<section id=x class='a transcript b'>", "<p class=transcript>"],
)
def test_an_element_of_class_transcript_begins_it(element: str) -> None:
    assert parts(f"Notes.\n\n{element}\n\nHello.") == ("Notes.", f"{element}\n\nHello.")


def test_headings_after_the_transcript_belong_to_it() -> None:
    text = "Notes.\n\n## Transcript\n\nHello.\n\n## A chapter\n\nMore.\n\n# Links\n\nlast"
    assert parts(text)[1] == "\n\nHello.\n\n## A chapter\n\nMore.\n\n# Links\n\nlast"


@pytest.mark.parametrize("rule", ["---", "--", "***", "- - -", "---\n\n--"])
def test_a_dangling_rule_is_trimmed_from_the_notes(rule: str) -> None:
    assert parts(f"Notes.\n\n{rule}\n\n## Transcript\n\nx")[0] == "Notes."


def test_a_rule_stays_where_no_transcript_follows() -> None:
    assert parts("Notes.\n\n---\n") == ("Notes.\n\n---", None)


def test_an_empty_transcript_is_none() -> None:
    assert parts("Notes.\n\n## Transcript\n\n") == ("Notes.", None)


def test_the_word_of_another_language() -> None:
    assert parts("a\n\n## Transkript\n\nb", ("Transkript", "Transcript")) == ("a", "\n\nb")


@given(st.text(), st.sampled_from(["## Transcript\n", '<div class="transcript">', "```\n"]))
def test_no_text_is_lost_between_notes_and_transcript(text: str, marker: str) -> None:
    whole = text + "\n\n" + marker + text
    notes, transcript = body.split(whole, WORDS)
    assert notes[0] == 0
    between = whole[notes[1] : transcript[0] if transcript else len(whole)]
    for line in between.split("\n"):
        bare = line.strip(" \t-*_#:=\r\f\v\x1c\x1d\x1e\x85\u2028\u2029\u00a0\u3000")
        assert bare.strip().lower() in {"", "transcript"} or not bare.strip()
