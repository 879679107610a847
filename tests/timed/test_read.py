"""Any transcript: what is read of it, and what is wrong with its times."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.timed.read import FaultKind, ReadTranscript, read_transcript
from tests.timed.transcripts import cues, faults

SUFFIXES = [".vtt", ".srt", ".json", ".html", ".txt"]
VALID = {
    ".vtt": "WEBVTT\n\nNOTE a\n\n1\n00:01.000 --> 00:02.500\n<v Ada>Hi &amp; <i>you</i>\n\n00:02.500 --> 01:00:04.000 align:start\n<v.x Ben>Ho</v>\n",
    ".srt": "1\n00:00:01,000 --> 00:00:02,500\nAda: Hi\nyou\n\n2\n00:00:02,500 --> 00:00:04,000 X1:1\nBen: <i>Ho</i>\n",
    ".json": '{"version": "1.0.0", "segments": [\n{"speaker": "Ada", "startTime": 1, "endTime": 2.5, "body": "Hi"},\n{"startTime": 2.5, "body": "Ho", "words": [{}]}]}',
    ".html": '<!-- x --><cite>Ada:</cite>\n<time datetime="PT1S">0:01</time>\n<p>Hi &amp; <b>you</b></p>\n<script>1</script><p>Ho</p>',
    ".txt": "Ada (0:01):\nHi\n\nBen: Ho\n\n[0:02] x\n",
}  # fmt: skip
PIECES = [
    "\n", "\r", "\n\n", " ", "\ufeff", "\0", "\u2028", "-->", "->", "<", ">", "</", "<v ", "<v Ada>", "</v>",
    "<!--", "-->", "<script>", "<p>", "<cite>", "</cite>", "<time>", "&", "&amp;", "&#x110000;", "&#", ";",
    "WEBVTT", "NOTE", "STYLE", "00:00:01.000 --> 00:00:02.000", "00:00:01,000 --> 00:00:02,000", "1", "99999999999",
    "-1", "Ada:", "[Ada]: ", "：", "{", "}", "[", "]", '"', "\\", ",", ":", '{"segments": [', '"body"', "1e999",
    "\ud800", "\u202e", "🎙️", "\u0661", "²", "{\\an8}",
]  # fmt: skip


def check(text: str, suffix: str) -> ReadTranscript:
    """What holds for whatever is read."""
    read = read_transcript(text, suffix)
    assert len(read.cues) == len(read.lines)
    last = max(text.count("\n") + text.count("\r"), 0) + 1
    assert all(1 <= line <= last for line in read.lines)
    assert all(1 <= fault.line <= last for fault in read.faults)
    assert [fault.line for fault in read.faults] == sorted(fault.line for fault in read.faults)
    assert all(0 < len(fault.message) < 200 for fault in read.faults)
    for cue in read.cues:
        assert cue.text
        assert cue.text == cue.text.strip()
        assert "\n\n" not in cue.text
        assert cue.speaker is None or cue.speaker == " ".join(cue.speaker.split()) != ""
        assert cue.start is None or 0 <= cue.start < float("inf")
        assert cue.end is None or 0 <= cue.end < float("inf")
    if not read.cues:
        assert {FaultKind.EMPTY, FaultKind.SYNTAX} & {fault.kind for fault in read.faults}
    return read


@given(st.text(), st.sampled_from(SUFFIXES))
def test_any_text_is_read(text: str, suffix: str) -> None:
    check(text, suffix)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from(SUFFIXES))
def test_any_sequence_of_what_has_a_meaning_is_read(text: str, suffix: str) -> None:
    check(text, suffix)


@given(st.data(), st.sampled_from(SUFFIXES))
def test_a_damaged_file_is_read(data: st.DataObject, suffix: str) -> None:
    text = VALID[suffix]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 10)))
        text = text[:at] + data.draw(st.sampled_from(["", *PIECES])) + text[end:]
    check(text, suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_files_that_are_damaged_are_right(suffix: str) -> None:
    assert [fault.message for fault in check(VALID[suffix], suffix).faults] == []
    assert len(cues(VALID[suffix], suffix)) == 3 - (suffix != ".txt")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "piece", [*PIECES, "00:", "a", "<v", "<a ", "x\n", "<p><p", '{"a":', '["', "a:a ", "A. "]
)
def test_a_long_file_of_anything_is_read(piece: str, suffix: str) -> None:
    """A reader whose work grows with the square of a file would take minutes for these."""
    text = piece * (60_000 // len(piece))
    check(text, suffix)
    head = {
        ".vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n",
        ".srt": "1\n00:00:01,000 --> 00:00:02,000\n",
    }
    check(head.get(suffix, VALID[suffix]) + text, suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_very_long_transcript_is_read(suffix: str) -> None:
    count = 100_000 if suffix in {".vtt", ".srt"} else 20_000
    times = [(n, f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}") for n in range(count + 1)]
    pairs = list(itertools.pairwise(times))
    text = {
        ".vtt": lambda: "WEBVTT\n\n" + "\n".join(f"{a[1]}.000 --> {b[1]}.000\n<v Ada>Hi\n" for a, b in pairs),
        ".srt": lambda: "\n".join(f"{n}\n{a[1]},000 --> {b[1]},000\nAda: Hi\n" for n, (a, b) in enumerate(pairs, 1)),
        ".json": lambda: '{"version": "1.0.0", "segments": [' + ",\n".join(f'{{"startTime": {a[0]}, "endTime": {b[0]}, "speaker": "Ada", "body": "Hi"}}' for a, b in pairs) + "]}",
        ".html": lambda: "".join(f"<cite>Ada:</cite>\n<time>{a[1]}</time>\n<p>Hi</p>\n" for a, _ in pairs),
        ".txt": lambda: "".join(f"Ada {a[1]}\nHi\n\n" for a, _ in pairs),
    }[suffix]()  # fmt: skip
    read = read_transcript(text, suffix)
    assert len(read.cues) == count
    assert read.faults == ()
    last = read.cues[-1]
    assert (last.start, last.speaker, last.text) == (count - 1, "Ada", "Hi")


@pytest.mark.parametrize("suffix", ["vtt", ".vtt", ".VTT", "VTT"])
def test_a_suffix_is_taken_with_or_without_its_point(suffix: str) -> None:
    assert cues("WEBVTT\n\n00:01.000 --> 00:02.000\nHi", suffix) == [(1.0, 2.0, None, "Hi")]


def test_cues_that_go_backwards_are_told() -> None:
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{a}.000 --> 00:0{b}.000\nHi"
        for a, b in [(1, 3), (2, 2), (2, 4), (1, 2), (5, 4), (5, 6)]
    )
    assert faults(text, ".vtt") == [("backwards", 12), ("backwards", 15)]
    first, second = read_transcript(text, ".vtt").faults
    assert first.message == "this cue begins at 0:00:01.000, before the one above it (0:00:02.000)"
    assert second.message == "this cue ends at 0:00:04.000, before it begins (0:00:05.000)"


def test_what_is_wrong_in_the_same_way_is_told_once_with_its_number() -> None:
    text = "1\n00:00:01.000 --> 00:00:02.000\nHi\n\n2\n00:00:02.000 --> 00:00:03.000\nHo\n"
    (fault,) = read_transcript(text, ".srt").faults
    assert fault.line == 2
    assert fault.message == "times are not written as most players have them in SRT (2 times)"
