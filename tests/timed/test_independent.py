"""The same cues as readers that know nothing of us: webvtt-py and srt."""

from __future__ import annotations

import datetime as dt
import html
import io
from pathlib import Path

import srt
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from tests.timed.transcripts import cues

ROOT = Path(__file__).parents[2]
# Words without what has a meaning in one of the formats; those are the tables' business.
words = st.lists(
    st.text(st.characters(exclude_characters="<>&{}:\uff1a\x85", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
    | st.sampled_from(["🎙️", "שלום", "e\u0301", "42", "NOTE", "«x»", "don't"]),
    min_size=1, max_size=6,
).map(" ".join)  # fmt: skip
bodies = st.lists(words, min_size=1, max_size=3).map("\n".join)
times = st.integers(min_value=0, max_value=99 * 3_600_000)
timed = st.lists(st.tuples(times, times, bodies), min_size=1, max_size=6)


def clock(ms: int, point: str) -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def of_webvtt(text: str) -> list[tuple[float, float, str]]:
    return [
        (_seconds(caption.start_time), _seconds(caption.end_time), html.unescape(caption.text))
        for caption in webvtt.from_buffer(io.StringIO(text))
    ]


def _seconds(time: webvtt.models.Timestamp) -> float:
    whole = (time.hours * 60 + time.minutes) * 60 + time.seconds
    return (whole * 1000 + time.milliseconds) / 1000


def of_srt(text: str) -> list[tuple[float, float, str]]:
    return [
        (found.start / dt.timedelta(seconds=1), found.end / dt.timedelta(seconds=1), found.content)
        for found in srt.parse(text)
    ]


def ours(text: str, suffix: str) -> list[tuple[float | None, float | None, str]]:
    return [(start, end, words) for start, end, _, words in cues(text, suffix)]


@given(timed)
def test_srt_reads_the_same_cues(written: list[tuple[int, int, str]]) -> None:
    text = srt.compose(
        [
            srt.Subtitle(n, dt.timedelta(milliseconds=start), dt.timedelta(milliseconds=end), body)
            for n, (start, end, body) in enumerate(written, 1)
        ],
        reindex=False,
    )
    expected = [(start / 1000, end / 1000, body) for start, end, body in written]
    assert ours(text, ".srt") == expected
    assert of_srt(text) == expected


@given(timed, st.booleans())
def test_webvtt_py_reads_the_same_cues(
    written: list[tuple[int, int, str]],
    names: bool,  # noqa: FBT001
) -> None:
    blocks = [
        f"{n}\n{clock(start, '.')} --> {clock(end, '.')} align:start\n"
        f"{'<v.loud Ada>' if names else ''}{body}{'</v>' if names else ''}\n"
        for n, (start, end, body) in enumerate(written, 1)
    ]
    text = "WEBVTT - x\n\nNOTE a\nb\n\n" + "\n".join(blocks)
    expected = [(start / 1000, end / 1000, body) for start, end, body in written]
    assert ours(text, ".vtt") == expected
    assert {cue[2] for cue in cues(text, ".vtt")} == {"Ada" if names else None}
    assert of_webvtt(text) == expected


WRITTEN_BY_HAND = """WEBVTT - by hand

NOTE
A remark
of two lines

STYLE
::cue(v[voice="Ada"]) { color: lime }

first
00:01.780 --> 00:08.284 align:start
<v Ada>This is <i>The <b>Feed</b> Bench</i>.

00:08.634 --> 00:14.005
<v.loud Ben>Hello &amp; welcome,
<c.yellow>everybody</c>

1:00:08.634 --> 1:00:14.005
<v Ada>שלום 🎙️ &lt;3</v>
"""


def test_a_file_written_by_hand_is_read_the_same() -> None:
    text = WRITTEN_BY_HAND.replace("1:00:", "01:00:")
    assert ours(text, ".vtt") == of_webvtt(text)


def test_the_sample_shows_transcript_is_read_the_same() -> None:
    path = ROOT / "episodes" / "notes-people-read.vtt"
    text = path.read_text("utf-8")
    assert ours(text, ".vtt") == of_webvtt(text)
    assert [cue[2] for cue in cues(text, ".vtt")] == [
        caption.voice for caption in webvtt.read(str(path))
    ]
