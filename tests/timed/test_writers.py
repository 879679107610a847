"""Captions and what people read, written and read back: by our readers, and by webvtt-py and srt."""

from __future__ import annotations

import html
import io
import json
import re
from itertools import pairwise

import pytest
import srt
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from podcastkit import markup
from podcastkit.model import Cue
from podcastkit.timed.captions import WIDTH, Captions, captions
from podcastkit.timed.formats import Material, heading_chapters, is_announced, made_of
from podcastkit.timed.markdown.glance import glance
from podcastkit.timed.markdown.read import read_markdown
from podcastkit.timed.read import read_transcript
from podcastkit.timed.readable import readable
from podcastkit.timed.spans import Span, misplaced, spans_of_cues, spans_of_turns
from podcastkit.timed.turns import ReadableTranscript, Turn
from podcastkit.timed.writers.html import to_html
from podcastkit.timed.writers.plain import to_plain
from podcastkit.timed.writers.podcast_json import to_podcast_json
from podcastkit.timed.writers.srt import to_srt
from podcastkit.timed.writers.vtt import to_vtt

# Any characters, and those that have a meaning in one of the formats.
texts = st.text(max_size=300) | st.lists(
    st.sampled_from(["Hello.", "a<b>&amp;", "-->", "x" * 40, "Dr.", "e.g.", "你好。", "“Yes.”", "NOTE", "1", "<v Eve>", "\\n", '"'])
    | st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12),
    min_size=1, max_size=60,
).map(" ".join)  # fmt: skip
names = st.sampled_from(
    ["Ada", "Ben", "Ada & Ben", "O'Neil", "<Eve>", "Ada Augusta King, Countess of Lovelace"]
)
steps = st.integers(min_value=0, max_value=90_000)


@st.composite
def spans(draw: st.DrawFn, *, named: bool = True) -> list[Span]:
    """Spans that ascend, each with somebody who speaks, or all without."""
    found, at = [], draw(steps)
    for text, step in draw(st.lists(st.tuples(texts, steps), max_size=8)):
        end = at + step + 1
        found.append(Span(at, end, draw(names) if named else None, text))
        at = end
    return found


def bare(text: str) -> str:
    """The characters of a text, white space and what no XML can hold left out."""
    return "".join(markup.xml_text(text).split())


def of(table: Captions) -> list[tuple[float, float, str | None, str]]:
    columns = zip(table.starts, table.ends, table.speakers, table.texts, strict=True)
    return [(start / 1000, end / 1000, who, text) for start, end, who, text in columns]


def read(data: bytes, suffix: str) -> list[tuple[float | None, float | None, str | None, str]]:
    cues = read_transcript(data.decode(), suffix).cues
    return [(cue.start, cue.end, cue.speaker, cue.text) for cue in cues]


@given(spans())
def test_no_character_is_lost_and_every_piece_fits_its_screen(said: list[Span]) -> None:
    table = captions(said)
    assert bare("".join(table.texts)) == bare("".join(span.text for span in said))
    assert all(table.texts)
    assert all(len(line) <= WIDTH for lines in table.lines for line in lines.split("\n"))
    assert all(lines.count("\n") <= 1 for lines in table.lines)
    assert all(len(text) <= 2 * WIDTH + 1 and "\n" not in text for text in table.texts)


@given(spans())
def test_times_ascend_and_stay_within_their_span(said: list[Span]) -> None:
    table = captions(said)
    assert all(start < end for start, end in zip(table.starts, table.ends, strict=True))
    assert all(end <= start for end, start in zip(table.ends, table.starts[1:], strict=False))
    if said and table.starts and all(span.end - span.start > 600 for span in said):
        assert table.starts[0] >= said[0].start
        assert table.ends[-1] <= said[-1].end


@given(
    spans()
    | spans(named=False).filter(
        lambda said: not any(":" in s.text or "\uff1a" in s.text for s in said)
    )
)
def test_webvtt_is_read_back_whole(said: list[Span]) -> None:
    table = captions(said)
    assert read(to_vtt(table), "vtt") == of(table)
    assert read_transcript(to_vtt(table).decode(), "vtt").faults == () or not table.texts
    independent = [
        (c.start_in_seconds * 1000, html.unescape(c.text)) for c in webvtt.from_buffer(io.StringIO(to_vtt(table).decode()))
    ]  # fmt: skip
    assert len(independent) == len(table.texts)


@given(spans())
def test_podcast_json_is_read_back_whole(said: list[Span]) -> None:
    table = captions(said)
    assert read(to_podcast_json(table), "json") == of(table)
    document = json.loads(to_podcast_json(table))
    assert document["version"] == "1.0.0"
    assert [segment["body"] for segment in document["segments"]] == table.texts


@given(spans())
def test_srt_has_texts_and_times(said: list[Span]) -> None:
    table = captions(said)
    found = list(srt.parse(to_srt(table).decode()))
    assert [bare(cue.content) for cue in found] == [bare(lines) for lines in table.lines]
    assert [round(cue.start.total_seconds() * 1000) for cue in found] == table.starts
    assert [round(cue.end.total_seconds() * 1000) for cue in found] == table.ends
    assert [cue.index for cue in found] == list(range(1, len(found) + 1))


def shown(page: bytes) -> str:
    """The characters that a page's body shows, names and times left out."""
    body = page.decode().partition("<body>")[2].partition("</body>")[0]
    body = re.sub(r"<cite>.*?</cite>|<time>.*?</time>", "", body, flags=re.DOTALL)
    return bare(html.unescape(re.sub(r"<[^>]*>", "", body)))


@given(st.lists(st.tuples(texts.filter(str.strip), names), max_size=6))
def test_what_people_read_has_all_words(said: list[tuple[str, str]]) -> None:
    cues = [
        Cue(start=float(number), end=None, text=text.strip(), speaker=who)
        for number, (text, who) in enumerate(said)
    ]
    transcript = readable(cues)
    words = bare("".join(cue.text for cue in cues))
    assert shown(to_html(transcript, title="", language="en")) == words
    plain = to_plain(transcript).decode()
    for turn in transcript.turns:
        assert bare(turn.text) in bare(plain)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["**Ada:** ", "**Ben:** ", "[0:12] **Ada:** ", "[1:15] ", "", "## ", "- ", "> "]
            ),
            texts,
        ),
        max_size=8,
    )
)
def test_any_markdown_keeps_its_words(lines: list[tuple[str, str]]) -> None:
    """What is shown of the Markdown is shown of the transcript; names and times stand apart."""
    markdown = "\n\n".join(f"{label}{text}" for label, text in lines)
    page = markup.render(markdown, base="https://example.org/", keep_unknown_tags=True)
    transcript = read_markdown(page)
    whole = bare(
        html.unescape(re.sub(r"<[^>]*>", "", re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", page)))
    )
    for part in (*transcript.opening, *transcript.parts):
        for piece in part.text.split("\n"):
            assert bare(piece) in whole
    kept = sum(len(bare(part.text)) for part in (*transcript.opening, *transcript.parts))
    labels = sum(
        len(bare(f"{turn.written or ''}{turn.speaker or ''}")) + 12 for turn in transcript.turns
    )
    # What comes again and again behind times is a name, and may be all there is in a line.
    written = [text for _, text in lines]
    again = sum(len(bare(text)) for text in written if written.count(text) > 1)
    assert kept >= len(whole) - labels - again - 12 * (len(lines) + 1)
    to_html(transcript, title="T", language="en")
    captions(spans_of_turns(transcript, duration=100.0))


@given(st.lists(st.none() | st.integers(0, 500), max_size=30), st.none() | st.integers(1, 600))
def test_spans_of_any_times_are_valid(times: list[int | None], duration: int | None) -> None:
    cues = [Cue(start=t, end=None, text=f"Words {n}.", speaker=None) for n, t in enumerate(times)]
    found = spans_of_cues(cues, duration=duration)
    assert all(span.start < span.end for span in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    if found:
        assert len(found) == len(cues)
        assert duration is None or found[-1].end <= duration * 1000


def test_a_wrong_time_is_left_out_and_the_others_stay() -> None:
    """One time far ahead does not spoil all that follow."""
    assert misplaced([0, 12, 4000, 30, 45, 60]) == [2]
    assert misplaced([0, 12, 12, 30]) == []
    assert misplaced([0, 500, 20], duration=100) == [1]


def test_what_stands_between_two_times_shares_the_time_by_length() -> None:
    turns = (
        Turn("x" * 10, "", "Ada", 0.0),
        Turn("x" * 30, "", "Ben"),
        Turn("End.", "", "Ada", 40.0),
    )
    found = spans_of_turns(ReadableTranscript(parts=turns), duration=50.0)
    assert [(span.start, span.end) for span in found] == [
        (0, 6000),  # nobody looks at ten characters for ten seconds
        (10000, 17500),
        (40000, 46000),
    ]


def spoken(
    *told: tuple[float | None, str], duration: float = 600.0
) -> list[tuple[float, float, str]]:
    """The spans of turns, in seconds."""
    turns = tuple(Turn(text, "", "Ada", start) for start, text in told)
    found = spans_of_turns(ReadableTranscript(parts=turns), duration=duration)
    return [(span.start / 1000, span.end / 1000, span.text) for span in found]


def test_turns_at_the_same_time_share_the_time_until_the_next_and_none_is_early() -> None:
    assert spoken((5, "a" * 30), (5, "b" * 10), (9, "c")) == [
        (5.0, 8.0, "a" * 30),
        (8.0, 9.0, "b" * 10),
        (9.0, 15.0, "c"),
    ]
    found = spoken(*[(5, "word")] * 4, (6, "end"))
    assert [start for start, _, _ in found] == [5.0, 5.25, 5.5, 5.75, 6.0]


@pytest.mark.parametrize("late", [600.0, 601.0])
def test_the_last_words_are_at_the_end_though_their_time_is_rounded(late: float) -> None:
    long, last = spoken((10, "A long turn. " * 30), (late, "Bye now."))
    assert last[:2] == (599.0, 600.0)
    assert long[0] == 10.0


def test_a_cue_behind_the_end_leaves_its_neighbours_as_they_are() -> None:
    cues = [
        Cue(start=start, end=end, text=text, speaker=None)
        for start, end, text in ((0, 5, "First"), (6, 8, "Middle"), (700, 702, "Late"))
    ]
    found = [(span.start, span.end) for span in spans_of_cues(cues, duration=600.0)]
    assert found == [(0, 5000), (6000, 8000), (8000, 14000)]


def test_two_who_speak_in_one_cue_are_shown_one_after_the_other() -> None:
    cues = [Cue(start=1, end=3, text="- Hi.\n- Yes.", speaker=None)]
    found = [(span.start, span.end, span.text) for span in spans_of_cues(cues, duration=9.0)]
    assert [text for _, _, text in found] == ["- Hi.", "- Yes."]
    assert (found[0][0], found[-1][1]) == (1000, 3000)


def test_a_cue_that_is_too_short_takes_what_is_free_behind_it() -> None:
    cues = [
        Cue(start=0, end=0.2, text="x" * 150, speaker=None),
        Cue(start=20, end=21, text="Yes.", speaker=None),
    ]
    first, _ = spans_of_cues(cues, duration=600.0)
    assert (first.start, first.end) == (0, 10000)


@given(
    st.lists(st.tuples(st.none() | st.integers(0, 60), st.text("ab ", min_size=1, max_size=200))),
    st.integers(1, 90),
)
def test_no_turn_begins_before_the_time_it_tells(
    told: list[tuple[int | None, str]], duration: int
) -> None:
    """As long as times ascend and are within the sound."""
    times = sorted(time for time, _ in told if time is not None and time < duration - 1)
    ascending = iter(times)
    turns = [
        (None if time is None or time >= duration - 1 else next(ascending), text)
        for time, text in told
    ]
    turns = [(time, text) for time, text in turns if text.strip()]
    found = spoken(*turns, duration=float(duration))
    if found:
        for (time, _), (start, _, _) in zip(turns, found, strict=True):
            assert time is None or start >= time - 0.001


def test_times_of_another_sound_make_no_captions() -> None:
    turns = tuple(Turn("Words.", "<p>Words.</p>", "Ada", float(at)) for at in (0, 100, 200, 300))
    material = Material(
        written=ReadableTranscript(parts=turns), cues=(), duration=50.0, title="T", language="en"
    )
    assert sorted(made_of(material, ["vtt", "srt", "json", "html", "txt"])) == ["html", "txt"]


def test_what_has_no_times_becomes_html_and_text_only() -> None:
    written = read_markdown(
        "<p><strong>Ada:</strong> Hello.</p>\n<p><strong>Ben:</strong> Yes.</p>"
    )
    material = Material(written=written, cues=(), duration=50.0, title="T", language="en")
    assert sorted(made_of(material, ["vtt", "srt", "json", "html", "txt"])) == ["html", "txt"]


def test_long_turns_are_parted_where_sentences_end() -> None:
    text = "Dr. Grace came at noon. She said that nobody had asked her before. Why? Nobody knew."
    table = captions([Span(0, 8000, "Ada", text)])
    assert table.texts == [
        "Dr. Grace came at noon.",
        "She said that nobody had asked her before.",
        "Why? Nobody knew.",
    ]
    assert table.lines[0] == "Ada: Dr. Grace came at noon."


def test_no_sentence_ends_in_the_short_form_of_a_title() -> None:
    table = captions([Span(0, 8000, None, "Why? Mr. Hopper and Dr. Lin know it well. Ask them.")])
    assert table.texts == ["Why?", "Mr. Hopper and Dr. Lin know it well.", "Ask them."]


def test_an_announcement_is_no_transcript() -> None:
    soon = read_markdown("<p>Coming soon, or help to write it.</p>")
    assert is_announced(soon, 3600.0)
    assert is_announced(soon, None)
    assert not is_announced(soon, 3.0)  # a short sound may say no more
    assert not is_announced(read_markdown("<p><strong>Ada:</strong> Hello.</p>"), 3600.0)


def test_headings_are_chapters_at_the_turn_behind_them() -> None:
    written = read_markdown(
        "<p>[0:01] <strong>Ada:</strong> Hello.</p><h2>Part</h2><h3>One</h3>"
        "<p>[0:20] <strong>Ben:</strong> Yes.</p><h2>Two</h2><p>[0:10] <strong>Ben:</strong> No.</p>"
        "<h2>Three</h2><p>[0:40] <strong>Ben:</strong> So.</p><h2>Nothing</h2>"
    )
    found = [(chapter.start, chapter.title) for chapter in heading_chapters(written, 60.0)]
    # The turn at 0:10 says that it is not 0:20 before it; each heading has the turn behind it.
    assert found == [(10.0, "Two"), (40.0, "Three")]


HOSTILE = {
    "brackets": "[" * 50_000,
    "asterisks": "**" * 30_000,
    "times": "[0:00] " * 20_000,
    "names": "\n\n".join(f"**N{n}:** x" for n in range(20_000)),
    "lines": "\n".join(f"[0:{n % 60:02}] x" for n in range(40_000)),
    "backwards": "\n\n".join(f"[{n // 60}:{n % 60:02}] **A:** x" for n in range(20_000, 0, -1)),
    "tags": "<b>" * 20_000,
    "quotations": "> " * 3000 + "**A:** x",
    "blanks": "a" + " " * 100_000 + "b",
    "parentheses": "**A (" * 20_000,
    "one word": "x" * 500_000,
}


@pytest.mark.parametrize("markdown", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_transcripts_come_to_an_end(markdown: str) -> None:
    page = markup.render(markdown, base="https://example.org/", keep_unknown_tags=True)
    transcript = read_markdown(page)
    table = captions(spans_of_turns(transcript, duration=40_000.0))
    assert len(table.starts) == len(table.lines)
    glance(markdown)
