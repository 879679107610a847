"""SRT: what programs write and people mend by hand."""

from __future__ import annotations

import pytest

from podcastkit.timed.read import read_transcript
from tests.timed.transcripts import cues, faults, lines

Cues = list[tuple[float | None, float | None, str | None, str]]

TWO = "1\n00:00:01,000 --> 00:00:02,500\nHi\n\n2\n00:00:03,000 --> 00:00:04,000\nHo\n"
HI_HO: Cues = [(1.0, 2.5, None, "Hi"), (3.0, 4.0, None, "Ho")]


def srt(*bodies: str) -> str:
    return "\n".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{body}\n"
        for n, body in enumerate(bodies, 1)
    )


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        (TWO, HI_HO, []),
        (TWO.replace("\n", "\r\n"), HI_HO, []),
        (TWO.replace("\n", "\r\r\n"), HI_HO, []),
        (TWO.replace("\n", "\r"), HI_HO, []),
        (f"\ufeff{TWO}", HI_HO, []),
        (f"\n\n{TWO.strip()}", HI_HO, []),
        (TWO.replace("2\n00", "9\n00"), HI_HO, []),
        (TWO.replace(":04,000", ":04,000  X1:100 X2:200 Y1:1 Y2:2"), HI_HO, []),
        (TWO.replace(":04,000", ":04,000 align:start position:0%"), HI_HO, []),
        (TWO.replace("Hi\n\n2", "Hi\n2"), HI_HO, []),
        (TWO.replace(",", "."), HI_HO, [("repaired", 2)]),
        (TWO.replace("00:00:", "0:00:"), HI_HO, [("repaired", 2)]),
        (TWO.replace("00:00:", "00:"), HI_HO, [("repaired", 2)]),
        (TWO.replace(",000", "").replace(",500", ",5"), HI_HO, [("repaired", 2)]),
        (TWO.replace("-->", "->"), HI_HO, [("repaired", 2)]),
        (TWO.replace("-->", "→"), HI_HO, [("repaired", 2)]),
        (TWO.replace("-->", "–>"), HI_HO, [("repaired", 2)]),
        (TWO.replace("2\n00", "00"), HI_HO, [("repaired", 5)]),
        (TWO.replace("\n\n2\n", "\n"), HI_HO, [("repaired", 4)]),
        (TWO.replace(":02,500\nHi", ":02,500 Hi"), HI_HO, [("repaired", 2)]),
        (TWO.replace("2\n00", "2\n\n00"), HI_HO, []),
        (TWO.replace("Hi", "Hi\n\nyou"), [(1.0, 2.5, None, "Hi\nyou"), HI_HO[1]], [("repaired", 4)]),
        (TWO.replace("Hi\n", "\nHi\n"), HI_HO, []),
        (TWO.replace("Hi\n", "\n"), HI_HO[1:], []),
        (TWO.replace(":04,000", ":xx"), [HI_HO[0], (3.0, None, None, "Ho")], [("syntax", 6)]),
        (f"Subtitles by Ada\n\n{TWO}", [(None, None, None, "Subtitles by Ada"), *HI_HO], [("syntax", 1)]),
        ("Only words\n", [(None, None, None, "Only words")], [("syntax", 1)]),
        ("", [], [("empty", 1)]),
        ("1\n00:00:01,000 --> 00:00:02,500\n", [], [("empty", 1)]),
        (f"WEBVTT\n\n{TWO.replace(',', '.')}", HI_HO, [("syntax", 1)]),
    ],
)  # fmt: skip
def test_files_as_they_are_found(text: str, expected: Cues, told: list[tuple[str, int]]) -> None:
    assert cues(text, ".srt") == expected
    assert faults(text, ".srt") == told


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<i>Hi</i> <b>you</b> <font color="#fff">two</font>', "Hi you two"),
        ("{\\an8}Hi {\\i1}you{\\i0} {y:i}two", "Hi you two"),
        ("Vec<T> and {x}", "Vec<T> and {x}"),
        ("I <3 you", "I <3 you"),
        ("Tom &amp; Jerry AT&T", "Tom & Jerry AT&T"),
        ("one\ntwo", "one\ntwo"),
        ("a --> b", "a --> b"),
        ("2020", "2020"),
        ("שלום 🎙️", "שלום 🎙️"),
        ("At 10:30 we met: me", "At 10:30 we met: me"),
    ],
)  # fmt: skip
def test_the_text_of_a_cue(body: str, text: str) -> None:
    assert [cue[3] for cue in cues(srt(body, "Ho"), ".srt")] == [text, "Ho"]


def test_a_number_that_somebody_says_is_no_number_of_a_cue() -> None:
    """The empty line behind it tells."""
    assert [cue[3] for cue in cues(srt("42", "1984", "x"), ".srt")] == ["42", "1984", "x"]
    without = "00:01 --> 00:02\n1984\n\n00:03 --> 00:04\nx\n"
    assert [cue[3] for cue in cues(without, ".srt")] == ["1984", "x"]


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        (["Ada: Hi", "Ben: Ho"], [("Ada", "Hi"), ("Ben", "Ho")]),
        (["Ada:\nHi", "Ben: Ho"], [("Ada", "Hi"), ("Ben", "Ho")]),
        (["Ada: Hi", "you", "Ben: Ho", "[Laughs]", "Ada: So", "Ben: No"],
         [("Ada", "Hi"), ("Ada", "you"), ("Ben", "Ho"), (None, "[Laughs]"), ("Ada", "So"), ("Ben", "No")]),
        (["[SPEAKER_00]: Hi", "[SPEAKER_01]: Ho"], [("SPEAKER_00", "Hi"), ("SPEAKER_01", "Ho")]),
        ([">> Ada: Hi", "- Ben: Ho"], [("Ada", "Hi"), ("Ben", "Ho")]),
        (["Ada: Hi\nBen: Ho", "Ben: So"], [("Ada", "Hi"), ("Ben", "Ho"), ("Ben", "So")]),
        (["Dr. Jane van O’Neil: Hi", "Speaker 2: Ho"], [("Dr. Jane van O’Neil", "Hi"), ("Speaker 2", "Ho")]),
        (["艾達：你好", "班：好"], [("艾達", "你好"), ("班", "好")]),
        (["\u200fעדה: שלום", "בן: היי"], [("עדה", "שלום"), ("בן", "היי")]),
        (["Hi", "One thing: this", "Note: that", "Ho"],
         [(None, "Hi"), (None, "One thing: this"), (None, "Note: that"), (None, "Ho")]),
        (["Ada: Hi", "you", "and you"], [(None, "Ada: Hi"), (None, "you"), (None, "and you")]),
        (["Https://example.org", "Https://example.org"], [(None, "Https://example.org")] * 2),
    ],
)  # fmt: skip
def test_names_before_a_colon_are_speakers_where_the_file_has_it_so(
    bodies: list[str], expected: list[tuple[str | None, str]]
) -> None:
    assert [cue[2:] for cue in cues(srt(*bodies), ".srt")] == expected


def test_voices_of_webvtt_are_read_in_srt_too() -> None:
    assert cues(srt("<v Ada>Hi</v>"), ".srt") == [(1.0, 2.0, "Ada", "Hi")]


def test_the_line_of_a_cue_is_that_of_its_times() -> None:
    assert lines(TWO, ".srt") == (2, 6)


def test_cues_that_are_too_long_are_told_once_with_their_number() -> None:
    fits = f"<i>{'x' * 32}</i>\n{'y' * 32}"
    text = srt(fits, f"short\n{'x' * 33}", "a\nb\nc")
    (fault,) = read_transcript(text, ".srt").faults
    assert (fault.kind, fault.line) == ("long-line", 9)
    assert fault.message == "2 cues have more than 2 lines of 32 characters"
