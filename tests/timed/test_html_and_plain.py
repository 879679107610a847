"""HTML and plain text: paragraphs, with who speaks and when where it is told."""

from __future__ import annotations

import pytest

from podcastkit.timed.formats import Material, made_of
from podcastkit.timed.read import read_transcript
from tests.timed.transcripts import cues, faults, lines

Cues = list[tuple[float | None, float | None, str | None, str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<cite>Kevin:</cite>\n<time>0:00</time>\n<p>Hi</p>\n<cite>Alban :</cite>\n<time>1:00:09</time>\n<p>Ho</p>",
         [(0.0, None, "Kevin", "Hi"), (3609.0, None, "Alban", "Ho")]),
        ("<CITE>Kevin</CITE><TIME>0:09.5</TIME><P>Hi", [(9.5, None, "Kevin", "Hi")]),
        ("<time>0:01</time><cite>Ada</cite><p>one</p><p>two</p>", [(1.0, None, "Ada", "one"), (None, None, "Ada", "two")]),
        ("<p><cite>Ada:</cite> <time>[0:02]</time> Hi <b>you</b></p>", [(2.0, None, "Ada", "Hi you")]),
        ("<p><time datetime='PT1M2.5S'>a minute in</time> Hi</p>", [(62.5, None, None, "Hi")]),
        ("<p>I read <cite>Dune</cite> at <time>9:00</time> on</p>", [(None, None, None, "I read Dune at 9:00 on")]),
        ("<p><strong>Ada:</strong> Hi</p><p><strong>Ben:</strong> Ho</p>", [(None, None, "Ada", "Hi"), (None, None, "Ben", "Ho")]),
        ("<!doctype html><html><head><title>x</title><style>p > a {}</style></head><body><h1>Show</h1><p>Hi</p></body></html>",
         [(None, None, None, "Show"), (None, None, None, "Hi")]),
        ("<p>Hi<script>if (a<b) '<p>no</p>'</script> you</p>", [(None, None, None, "Hi you")]),
        ("<p>Hi <!-- <p>no</p> --> you</p>", [(None, None, None, "Hi you")]),
        ("<p>Tom &amp; Jerry &lt;3\n  and\n more<br>below</p>", [(None, None, None, "Tom & Jerry <3 and more\nbelow")]),
        ("loose <p>Hi</p> words", [(None, None, None, "loose"), (None, None, None, "Hi"), (None, None, None, "words")]),
        ("<p>one<p>two<ul><li>three<li>four</ul>", [(None, None, None, word) for word in ("one", "two", "three", "four")]),
        ("<cite>עדה:</cite><p>שלום 🎙️</p>", [(None, None, "עדה", "שלום 🎙️")]),
        ("<p>1 < 2 <3</p>", [(None, None, None, "1 < 2 <3")]),
        ("Just &amp; words", [(None, None, None, "Just & words")]),
    ],
)  # fmt: skip
def test_html(text: str, expected: Cues) -> None:
    assert cues(text, ".html") == expected
    assert cues(text.replace("\n", "\r\n"), "HTM") == expected
    assert faults(text, ".html") == []


def test_what_is_wrong_in_html_is_told_at_its_line() -> None:
    text = "<p>Hi</p>\n<time>soon</time>\n<p>you</p>\n<p>a<!-- b</p>\n<p>c <!-- d</p>"
    assert faults(text, ".html") == [("syntax", 2), ("syntax", 4)]
    assert [cue[3] for cue in cues(text, ".html")] == ["Hi", "you", "a b", "c d"]
    assert faults("<p> </p>", ".html") == [("empty", 1)]


def test_the_line_of_a_cue_in_html_is_where_its_speaker_time_or_text_begins() -> None:
    text = "<cite>Ada</cite>\n<time>0:01</time>\n<p>\none\n</p>\n\n<p>two</p>"
    assert lines(text, ".html") == (1, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo\n\nthree", [(None, None, None, "One\ntwo"), (None, None, None, "three")]),
        ("\ufeffOne\r\ntwo\r\n", [(None, None, None, "One"), (None, None, None, "two")]),
        ("Ada: Hi\n\nyou\n\nBen: Ho\n\nAda: So\n\nBen: No",
         [(None, None, "Ada", "Hi"), (None, None, "Ada", "you"), (None, None, "Ben", "Ho"), (None, None, "Ada", "So"), (None, None, "Ben", "No")]),
        ("[SPEAKER_00]: Hi\n[SPEAKER_01]: Ho", [(None, None, "SPEAKER_00", "Hi"), (None, None, "SPEAKER_01", "Ho")]),
        ("[00:01] Hi\n\n(1:00:02) Ho", [(1.0, None, None, "Hi"), (3602.0, None, None, "Ho")]),
        ("[00:00.000 --> 00:01.500]  Hi\n[00:01.500 --> 00:02.000]  Ho", [(0.0, 1.5, None, "Hi"), (1.5, 2.0, None, "Ho")]),
        ("00:00:01 Ada: Hi\n00:00:02 Ben: Ho", [(1.0, None, "Ada", "Hi"), (2.0, None, "Ben", "Ho")]),
        ("Ada Lovelace  0:01\nHi\nyou\n\nBen  0:02\nHo", [(1.0, None, "Ada Lovelace", "Hi\nyou"), (2.0, None, "Ben", "Ho")]),
        ("Ada (00:01):\n\nHi\n\nBen (00:02):\n\nHo", [(1.0, None, "Ada", "Hi"), (2.0, None, "Ben", "Ho")]),
        ("10:30 is when we met\n\nand left", [(None, None, None, "10:30 is when we met"), (None, None, None, "and left")]),
        ("שלום 🎙️\u2028two", [(None, None, None, "שלום 🎙️\u2028two")]),
        ("<b> & &amp; {x}", [(None, None, None, "<b> & &amp; {x}")]),
    ],
)  # fmt: skip
def test_plain_text(text: str, expected: Cues) -> None:
    assert cues(text, ".txt") == expected
    assert cues(text, ".transcript") == expected
    assert faults(text, ".txt") == []


def test_lines_and_emptiness_of_plain_text() -> None:
    assert lines("\none\n\n\ntwo\nmore", ".txt") == (2, 5)
    assert faults(" \n", ".txt") == [("empty", 1)]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".txt", "Ada: [0:05] Hello.\n\nBen: [0:10] Yes."),
        (".txt", "Ada: [0:05] Hello.\nBen: [0:10] Yes."),
        (".txt", "Ada (0:05): Hello.\n\nBen (0:10): Yes."),
        (".html", "<p><b>Ada</b> (0:05): Hello.</p><p><b>Ben</b> (0:10): Yes.</p>"),
        (".html", "<p>Ada: [0:05] Hello.</p><p>Ben: [0:10] Yes.</p>"),
    ],
)
def test_a_time_behind_a_name_is_read_in_files_too(suffix: str, text: str) -> None:
    assert cues(text, suffix) == [(5.0, None, "Ada", "Hello."), (10.0, None, "Ben", "Yes.")]


def test_paragraphs_of_a_page_stay_paragraphs() -> None:
    made = made_of(
        Material(
            written=None, cues=read_transcript("<p>One.</p><p>Two.</p>", ".html").cues,
            duration=None, title="T", language="en",
        ),
        {"txt"},
    )  # fmt: skip
    assert made["txt"] == b"One.\n\nTwo.\n"
