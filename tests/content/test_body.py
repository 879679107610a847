"""Where the notes end and the transcript begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.content import body
from podcastkit.content.headings import like_one
from podcastkit.project.transcript_words import headings

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
        "## Transcript (auto-generated)",
        "## 📝 Transcript",
        "## Transcript 📝",
        "## **📝 Transcript**",
        "## [Transcript](#t)",
        "### Transcript [unchecked]:",
        "**Transcript**",
        "__Transcript:__",
        "**Transcript**:",
        "<h2>Transcript</h2>",
        '<h2 id="t"><b>Transcript</b></h2>',
        "<details><summary>Transcript</summary>",
        "<details>\n<summary><b>Transcript</b></summary>",
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
        "**Transcript** of it\n\nnotes",
        "text\n**Transcript**\n\nnotes",
        "- text\n\n  **Transcript**\n\nnotes",
        "**Transcript**\nnotes",
        "```\n\n**Transcript**\n\n```\nnotes",
        "```\n<h2>Transcript</h2>\n```\nnotes",
        "<h2>One</h2>\n\n```\n<h2>Transcript</h2>\n```\nnotes",
        "<!--\n<h2>Transcript</h2>\n-->\nnotes",
        "<h2>Transcript of it</h2>\n\nnotes",
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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Transcript", "Transcripts", "Transcription", "Full transcript", "Episode Transcript"]),
        ("sv", ["Transkript", "Transkription", "Avskrift"]), ("da", ["Udskrift"]),
        ("de-CH", ["Transkript", "Transkription", "Transcript"]), ("ja", ["書き起こし", "文字起こし"]),
        ("zh-Hant", ["逐字稿"]), ("ko", ["녹취록"]), ("ru", ["Транскрипт", "РАСШИФРОВКА"]),
        ("uk", ["Розшифровка"]), ("he", ["תמליל", "תמלול"]), ("hu", ["Átirat"]), ("xx", ["Transcript"]),
    ],
)  # fmt: skip
def test_the_words_of_a_language_begin_a_transcript(language: str, words: list[str]) -> None:
    for word in words:
        assert parts(f"a\n\n## {word}\n\nb", headings(language)) == ("a", "\n\nb"), word


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("## Transcript of what we said", "Transcript of what we said"),
        ("## Transkript", "Transkript"),
        ("**Our transcript**", "Our transcript"),
        ("<h3>The 文字起こし</h3>", "The 文字起こし"),
        ("Read the transcript\n---", "Read the transcript"),
        ("## The prescription", None),
    ],
)
def test_a_heading_that_speaks_of_a_transcript_is_noticed(heading: str, told: str | None) -> None:
    notes = f"Notes.\n\n{heading}\n\n" + "Somebody says something. " * 60
    assert like_one(notes) == (None if told is None else (8, told))
    assert like_one(f"Notes.\n\n{heading}\n\nIt is [here](https://e.example/t).") is None


@given(st.text(), st.sampled_from(["## Transcript\n", '<div class="transcript">', "```\n"]))
def test_no_text_is_lost_between_notes_and_transcript(text: str, marker: str) -> None:
    whole = text + "\n\n" + marker + text
    notes, transcript = body.split(whole, WORDS)
    assert notes[0] == 0
    between = whole[notes[1] : transcript[0] if transcript else len(whole)]
    for line in between.split("\n"):
        bare = line.strip(" \t-*_#:=\r\f\v\x1c\x1d\x1e\x85\u2028\u2029\u00a0\u3000")
        assert bare.strip().lower() in {"", "transcript"} or not bare.strip()
