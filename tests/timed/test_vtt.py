"""WebVTT: what browsers read, read the same; and what they would skip, kept and told."""

from __future__ import annotations

import pytest

from podcastkit.timed.read import read_transcript
from tests.timed.transcripts import cues, faults, lines

TIMES = "00:01.000 --> 00:02.000"


def one(body: str) -> list[tuple[str | None, str]]:
    """Speaker and text of the cues that one cue with this body gives."""
    return [cue[2:] for cue in cues(f"WEBVTT\n\n{TIMES}\n{body}\n", ".vtt")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHi\n", [(1.0, 2.5, None, "Hi")]),
        ("WEBVTT\n\n00:01.780 --> 01:08.284\nHi", [(1.78, 68.284, None, "Hi")]),
        ("WEBVTT\n\n100:00:01.000 --> 100:00:02.000\nHi", [(360001.0, 360002.0, None, "Hi")]),
        ("\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nHi\r\nyou\r\n", [(1.0, 2.0, None, "Hi\nyou")]),
        ("WEBVTT\r\r00:01.000 --> 00:02.000\rHi\r", [(1.0, 2.0, None, "Hi")]),
        (f"WEBVTT - The Feed Bench\n\n{TIMES}\nHi", [(1.0, 2.0, None, "Hi")]),
        (f"WEBVTT\tx\n\n{TIMES}\nHi", [(1.0, 2.0, None, "Hi")]),
        (f"WEBVTT\nKind: captions\nLanguage: en\n\n{TIMES}\nHi", [(1.0, 2.0, None, "Hi")]),
        (f"WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\n\n{TIMES}\nHi", [(1.0, 2.0, None, "Hi")]),
        (f"WEBVTT\n{TIMES}\nHi", [(1.0, 2.0, None, "Hi")]),
        (f"WEBVTT\n\nNOTE to myself\nof two lines\n\n{TIMES}\nHi\n\nNOTE\n\n", [(1.0, 2.0, None, "Hi")]),
        (f"WEBVTT\n\nSTYLE\n::cue(v) {{ color: red }}\n\nREGION\nid:a\n\n{TIMES}\nHi", [(1.0, 2.0, None, "Hi")]),
        (f"WEBVTT\n\n1\n{TIMES}\nHi\n\n2 - the end\n00:03.000 --> 00:04.000\nHo", [(1.0, 2.0, None, "Hi"), (3.0, 4.0, None, "Ho")]),
        (f"WEBVTT\n\n{TIMES} align:start position:10%,line-left\nHi", [(1.0, 2.0, None, "Hi")]),
        ("WEBVTT\n\n00:01.000-->00:02.000\nHi", [(1.0, 2.0, None, "Hi")]),
        (f"WEBVTT\n\n\n\n{TIMES}\n\n{TIMES}\nHi", [(1.0, 2.0, None, "Hi")]),
        (f"WEBVTT\n\n{TIMES}\nNOTE is text here", [(1.0, 2.0, None, "NOTE is text here")]),
        (f"WEBVTT\n\n{TIMES}\nHi\n00:03.000 --> 00:04.000\nHo", [(1.0, 2.0, None, "Hi"), (3.0, 4.0, None, "Ho")]),
    ],
)  # fmt: skip
def test_files_as_they_are_found(
    text: str, expected: list[tuple[float | None, float | None, str | None, str]]
) -> None:
    assert cues(text, ".vtt") == expected
    assert faults(text, ".vtt") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<v Ada>Hi", [("Ada", "Hi")]),
        ("<v Ada>Hi</v>", [("Ada", "Hi")]),
        ("<v Ada> Hi\nthere</v>", [("Ada", "Hi\nthere")]),
        ("<v.loud.first Mary  O&apos;Neil>Hi", [("Mary O'Neil", "Hi")]),
        ("<v.loud>Hi</v>", [(None, "Hi")]),
        ("<v>Hi", [(None, "Hi")]),
        ("<v\tAda>Hi", [("Ada", "Hi")]),
        ("<v Ada & Ben>Hi", [("Ada & Ben", "Hi")]),
        ("<v עדה>שלום", [("עדה", "שלום")]),
        ("<v Ada>Hi</v>\n<v Ben>Ho</v>", [("Ada", "Hi"), ("Ben", "Ho")]),
        ("<v Ada>Hi</v> <v Ada>you</v>", [("Ada", "Hi\nyou")]),
        ("before <v Ada>Hi</v> behind", [(None, "before"), ("Ada", "Hi"), (None, "behind")]),
        ("<v Ada>Hi <v Ben>no</v> you</v>", [("Ada", "Hi"), ("Ben", "no"), ("Ada", "you")]),
        ("<v Ada><b>Hi <i>you</b></i></v></v>", [("Ada", "Hi you")]),
        ("<c.yellow.bg_blue>Hi</c> <lang en-GB>you</lang> <u>two</u>", [(None, "Hi you two")]),
        ("Hi <00:01.500>there <00:00:01.700><c>you</c>", [(None, "Hi there you")]),
        ("<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>", [(None, "漢(kan)字(ji)")]),
        ("Tom &amp; Jerry &lt;3 &gt; &nbsp;x&nbsp; &lrm;&#233;&#xE9;", [(None, "Tom & Jerry <3 > \xa0x\xa0 \u200eéé")]),
        ("&amp;lt;", [(None, "&lt;")]),
        ("AT&T &unknown; &#; &#99999999999999999999; & &copy", [(None, "AT&T &unknown; &#; &#99999999999999999999; & &copy")]),
        ("&#0;&#xD800;&#x110000;", [(None, "\ufffd\ufffd\ufffd")]),
        ("<i>🎙️ 👩‍👩‍👧</i>", [(None, "🎙️ 👩‍👩‍👧")]),
        ("\u202bשלום\u202c world", [(None, "\u202bשלום\u202c world")]),
        ("one\u2028two\x0bthree\x85four", [(None, "one\u2028two\x0bthree\x85four")]),
        ("<font color=red>Hi</font><br>you", [(None, "Hi\nyou")]),
    ],
)  # fmt: skip
def test_the_text_of_a_cue(body: str, expected: list[tuple[str | None, str]]) -> None:
    assert one(body) == expected


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        (f"{TIMES}\nHi", ["Hi"], [("syntax", 1)]),
        (f"webvtt\n\n{TIMES}\nHi", ["Hi"], [("syntax", 1)]),
        (f"WEBVTTX\n\n{TIMES}\nHi", ["Hi"], [("syntax", 1)]),
        ("WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nHi\n\n00:00:03,000 --> 00:00:04,000\nHo", ["Hi", "Ho"], [("syntax", 4)]),
        ("WEBVTT\n\n0:01.000 --> 0:02.000\nHi", ["Hi"], [("syntax", 3)]),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nHi", ["Hi"], [("syntax", 3)]),
        (f"WEBVTT\n\n{TIMES}\nHi\n\nyou\n\n{TIMES}\nHo", ["Hi\nyou", "Ho"], [("syntax", 6)]),
        (f"WEBVTT\n\nlost\n\n{TIMES}\nHi", ["lost", "Hi"], [("syntax", 3)]),
        (f"WEBVTT\n\nlost\nid\n{TIMES}\nHi", ["lost", "Hi"], [("syntax", 3)]),
        (f"WEBVTT\n\n7\n\n{TIMES}\nHi", ["Hi"], []),
        ("WEBVTT\n\n00:00:xx.000 --> 00:00:02.000\nHi", ["Hi"], [("syntax", 3)]),
        (f"WEBVTT\n\n{TIMES}\na --> b", ["a --> b"], [("syntax", 4)]),
        (f"WEBVTT\n\n{TIMES}\nVec<T> I <3 you", ["Vec<T> I <3 you"], [("syntax", 3), ("syntax", 3)]),
        ("just words", ["just words"], [("syntax", 1), ("syntax", 1)]),
        ("WEBVTT", [], [("empty", 1)]),
        ("", [], [("empty", 1)]),
        (f"WEBVTT\n\n{TIMES}\n<i></i> &#32;\n", [], [("empty", 1)]),
    ],
)  # fmt: skip
def test_what_browsers_lose_is_kept_and_told(
    text: str, expected: list[str], told: list[tuple[str, int]]
) -> None:
    assert [cue[3] for cue in cues(text, ".vtt")] == expected
    assert faults(text, ".vtt") == told


def test_times_that_cannot_be_read_are_none() -> None:
    text = "WEBVTT\n\n00:00:01.000 --> soon\nHi\n\n00:x --> 00:00:02.000\nHo\n"
    assert cues(text, ".vtt") == [(1.0, None, None, "Hi"), (None, 2.0, None, "Ho")]


def test_the_line_of_a_cue_is_that_of_its_times() -> None:
    text = f"WEBVTT\n\nNOTE a\n\n1\n{TIMES}\nHi\n\n{TIMES}\n<v Ada>a</v><v Ben>b</v>\n"
    assert lines(text, ".vtt") == (6, 9, 9)


def test_names_only_where_the_speaker_changes_hold_until_the_next() -> None:
    """So does the example of the podcast namespace."""
    bodies = ["<v Ada> One", "two", "[Music]", "<v Ben>Three", "four"]
    text = "WEBVTT\n\n" + "\n\n".join(f"{TIMES}\n{body}" for body in bodies)
    assert [cue[2] for cue in cues(text, ".vtt")] == ["Ada", "Ada", None, "Ben", "Ben"]


def test_where_every_cue_names_its_speaker_nobody_is_added() -> None:
    bodies = ["<v Ada>One", "<v Ada>two", "a voice", "<v Ben>Three"]
    text = "WEBVTT\n\n" + "\n\n".join(f"{TIMES}\n{body}" for body in bodies)
    assert [cue[2] for cue in cues(text, ".vtt")] == ["Ada", "Ada", None, "Ben"]


def test_long_lines_are_told_once_with_their_number() -> None:
    long, fits = "x" * 66, f"<v Ada>{'é' * 60}e\u0301e\u0301e\u0301e\u0301e\u0301"
    text = f"WEBVTT\n\n{TIMES}\n{fits}\n\n{TIMES}\nshort\n{long}\n\n{TIMES}\n{long}\n{long}\n"
    (fault,) = read_transcript(text, ".vtt").faults
    assert (fault.kind, fault.line) == ("long-line", 8)
    assert fault.message == "3 lines are longer than 65 characters"
