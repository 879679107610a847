"""JSON transcripts: the podcast namespace's, and what Whisper and its kin write."""

from __future__ import annotations

import json
from typing import Any

import pytest

from podcastkit.timed.read import read_transcript
from tests.timed.transcripts import cues, faults, lines

Cues = list[tuple[float | None, float | None, str | None, str]]


def podcast(*segments: Any) -> str:
    return json.dumps({"version": "1.0.0", "segments": list(segments)}, ensure_ascii=False)


def segment(**more: Any) -> dict[str, Any]:
    return {"speaker": "Ada", "startTime": 0.5, "endTime": 1, "body": "Hi"} | more


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        (podcast(segment()), [(0.5, 1.0, "Ada", "Hi")], []),
        ("\ufeff" + podcast(segment()), [(0.5, 1.0, "Ada", "Hi")], []),
        (podcast({"startTime": 3, "body": "Hi"}), [(3.0, None, None, "Hi")], []),
        (podcast(segment(body=" father.\n")), [(0.5, 1.0, "Ada", "father.")], []),
        (podcast(segment(body="one\r\n\r\ntwo")), [(0.5, 1.0, "Ada", "one\ntwo")], []),
        (podcast(segment(speaker=None)), [(0.5, 1.0, None, "Hi")], []),
        (podcast(segment(speaker=" ")), [(0.5, 1.0, None, "Hi")], []),
        (podcast(segment(speaker="עדה", body="שלום &amp; 🎙️")), [(0.5, 1.0, "עדה", "שלום &amp; 🎙️")], []),
        (podcast(segment(body=""), segment(body="Ho")), [(0.5, 1.0, "Ada", "Ho")], []),
        (podcast(segment(startTime="0.5", endTime="00:00:01,000")), [(0.5, 1.0, "Ada", "Hi")], [("repaired", 1), ("repaired", 1)]),
        (podcast(segment(startTime=None)), [(None, 1.0, "Ada", "Hi")], []),
        (podcast(segment(startTime=-1)), [(None, 1.0, "Ada", "Hi")], [("syntax", 1)]),
        (podcast(segment(startTime=True)), [(None, 1.0, "Ada", "Hi")], [("syntax", 1)]),
        (podcast(segment(startTime="soon")), [(None, 1.0, "Ada", "Hi")], [("syntax", 1)]),
        (podcast(segment(endTime=10**400)), [(0.5, None, "Ada", "Hi")], [("syntax", 1)]),
        (podcast(segment()).replace("0.5", "1e999"), [(None, 1.0, "Ada", "Hi")], [("syntax", 1)]),
        (podcast(segment(speaker=7)), [(0.5, 1.0, None, "Hi")], [("repaired", 1)]),
        (podcast(segment(body=7), segment()), [(0.5, 1.0, "Ada", "Hi")], [("syntax", 1)]),
        (podcast(7, segment(), []), [(0.5, 1.0, "Ada", "Hi")], [("syntax", 1)]),
        (json.dumps({"segments": [segment()]}), [(0.5, 1.0, "Ada", "Hi")], [("repaired", 1)]),
        (podcast(segment()).replace('"body"', '"body": "Hi", "body"'), [(0.5, 1.0, "Ada", "Hi")], [("repaired", 1)]),
        (podcast(), [], [("empty", 1)]),
        ("", [], [("empty", 1)]),
        ("{}", [], [("syntax", 1)]),
        ('"words"', [], [("syntax", 1)]),
        ("null", [], [("empty", 1)]),
        ('{"segments": {}}', [], [("syntax", 1)]),
        ('{\n"version": "1.0.0",\n"segments": [\n}', [], [("syntax", 4)]),
        (podcast(segment(startTime=float("nan"))), [], [("syntax", 1)]),
        ("[" * 101 + "]" * 101, [], [("syntax", 1)]),
        ("[" * 1_000_000, [], [("syntax", 1)]),
        ('{"segments": [{"body": "\\ud800"}]}', [], [("syntax", 1)]),
    ],
)  # fmt: skip
def test_podcast_json(text: str, expected: Cues, told: list[tuple[str, int]]) -> None:
    assert cues(text, ".json") == expected
    assert faults(text, ".json") == told


WHISPER = {
    "text": " Hi. Ho.",
    "segments": [
        {"id": 0, "seek": 0, "start": 0.0, "end": 1.5, "text": " Hi.", "tokens": [50364, 1],
         "temperature": 0.0, "avg_logprob": -0.2},
        {"id": 1, "seek": 0, "start": 1.5, "end": 2, "text": " Ho.", "tokens": []},
    ],
    "language": "en",
}  # fmt: skip
WHISPERX = {
    "segments": [
        {"start": 0.0, "end": 1.5, "text": " Hi.", "speaker": "SPEAKER_00",
         "words": [{"word": "Hi.", "start": 0.1, "end": 1.4, "score": 0.9, "speaker": "SPEAKER_00"}]},
        {"start": 1.5, "end": 2.0, "text": "Ho.", "words": [{"word": "2014."}]},
    ],
    "word_segments": [{"word": "Hi.", "start": 0.1, "end": 1.4}],
    "language": "en",
}  # fmt: skip
HI_HO: Cues = [(0.0, 1.5, None, "Hi."), (1.5, 2.0, None, "Ho.")]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (WHISPER, HI_HO),
        (WHISPERX, [(0.0, 1.5, "SPEAKER_00", "Hi."), HI_HO[1]]),
        (WHISPER["segments"], HI_HO),
        ({"chunks": [{"timestamp": [0.0, 1.5], "text": " Hi."}, {"timestamp": [1.5, None], "text": " Ho."}]},
         [HI_HO[0], (1.5, None, None, "Ho.")]),
        ({"model": {"type": "base"}, "transcription": [
            {"timestamps": {"from": "00:00:00,000", "to": "00:00:01,500"}, "offsets": {"from": 0, "to": 1500}, "text": " Hi."},
            {"timestamps": {"from": "00:00:01,500", "to": "00:00:02,000"}, "offsets": {"from": 1500, "to": 2000}, "text": " Ho."}]}, HI_HO),
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 2])
def test_whisper_json(document: Any, expected: Cues, indent: int | None) -> None:
    text = json.dumps(document, indent=indent)
    assert cues(text, ".json") == expected
    assert faults(text, ".json") == []


@pytest.mark.parametrize("deep", [False, True])
def test_the_line_of_a_cue_is_that_of_its_segment(*, deep: bool) -> None:
    """However the file is written, and whatever else is in it."""
    more = {"x": [[[[[[']}\\"{[']]]]]], "segments": []} if deep else {}
    document = {
        "segments0": [segment()],
        "speakers": {"segments": [1, {}]},
        "title": "segments",
        "segments": [segment(**more), 7, segment(body=7), segment(body="Ho", **more)],
        "words": [segment()],
    }
    text = json.dumps(document, indent=1)
    within = text.splitlines().index(' "segments": [')
    begins = [n for n, line in enumerate(text.splitlines(), 1) if line == "  {" and n > within]
    assert lines(text, ".json") == (begins[0], begins[2])
    flat = '[\n{"start":0,"text":"a"},\n\n{"start":1,"text":"b","words":[{}]}, {"start":1,"text":"c"}\n]'
    assert lines(flat, ".json") == (2, 4, 4)


def test_a_fault_says_where_and_what_to_do() -> None:
    text = '{"version": "1.0.0",\n"segments": [\n{"startTime": "soon", "body": "Hi"}]}'
    (fault,) = read_transcript(text, ".json").faults
    assert fault.line == 3
    assert fault.message == "startTime is no time: soon"
    assert fault.hint == "write the seconds from the beginning, as 62.5"
