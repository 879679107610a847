"""The words of every format that is made are those of its source, whatever stands in it."""

from __future__ import annotations

import html
import io
import json
import re

import srt
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from podcastkit import markup
from podcastkit.timed.formats import Material, made_of
from podcastkit.timed.markdown.read import read_markdown

NAMES = ["Ada", "Ben Jr.", "Jean d’Ormesson", "李雷", "Ada B.", "Mary O'Neil"]
STYLES = ["**N:** [T] ", "[T] **N:** ", "**N** (T): ", "N [T]: ", "[T] N: ", "- **N:** [T] ",
          "> **N:** [T] ", "**N** T: ", "**N:**\u00a0[T] ", "[T](#t=1) **N:** ", "### N [T]\n\n"]  # fmt: skip

# What stands in the Markdown, and what is said by it.
SAID: list[tuple[str, str]] = [
    ("plain", "plain"), ("words.", "words."), ("Really?", "Really?"), ("*soft*", "soft"),
    ("**loud**", "loud"), ("***both***", "both"), ("~~gone~~", "gone"), ("`code <b>`", "code<b>"),
    ("[a link](https://e.example/x)", "alink"), ("<https://e.example/y>", "https://e.example/y"),
    ("&amp;", "&"), ("&lt;i&gt;", "<i>"), ("AT&T", "AT&T"), ("3 < 4 > 2", "3<4>2"),
    ("<script>", "<script>"), ("</script>", "</script>"), ("<style>", "<style>"), ("<h1>", "<h1>"),
    ("<title>", "<title>"), ("<table>", "<table>"), ("<b>", "<b>"), ("Vec<T>", "Vec<T>"),
    ("i<b and c>d", "i<bandc>d"), ("<!DOCTYPE x>", "<!DOCTYPEx>"), ("<?php x ?>", "<?phpx?>"),
    ("<![CDATA[x]]>", "<![CDATA[x]]>"), ("<plaintext>", "<plaintext>"), ("<i>fine</i>", "fine"),
    ("<b>bold</b>", "bold"), ("a<!-- no -->b", "ab"), ("12:30", "12:30"), ("(5:40)", "(5:40)"),
    ("Dr. Who", "Dr.Who"), ("i.e. this", "i.e.this"), ("5 p.m. so", "5p.m.so"), ("naïve", "naïve"),
    ("e\u0301te\u0301", "e\u0301te\u0301"), ("你好。再见！", "你好。再见！"), ("\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05dc\u05d5\u05dd"),
    ("\U0001f600", "\U0001f600"), ("no\u00a0break", "nobreak"), ("thin\u2009blank", "thinblank"),
    ("x_y_z", "x_y_z"), ("\\*star\\*", "*star*"), ("{brace}", "{brace}"), ("[bracket]", "[bracket]"),
    ("a --> b", "a-->b"), ("one\ntwo", "onetwo"), ("x" * 40, "x" * 40), ("汉" * 40, "汉" * 40),
    ("“quoted.”", "“quoted.”"), ("C++", "C++"), ("#tag", "#tag"), ("100%", "100%"),
]  # fmt: skip

pieces = st.lists(st.sampled_from(SAID), max_size=12)
paragraphs = st.lists(
    st.tuples(st.sampled_from(["", "", "", "- ", "> ", "1. "]), pieces), min_size=1, max_size=4
)
turns = st.lists(st.tuples(st.sampled_from(NAMES), paragraphs), min_size=2, max_size=8)


def written(turns_: list[tuple[str, list[tuple[str, list[tuple[str, str]]]]]], style: str) -> str:
    blocks = []
    for number, (name, spoken) in enumerate(turns_):
        label = style.replace("N", name, 1).replace("T", f"{number}:05", 1)
        for at, (mark, said) in enumerate(spoken):
            text = " ".join(["so", *(markdown for markdown, _ in said)])
            blocks.append((label if at == 0 else mark) + text)
    return "\n\n".join(blocks)


def bare(text: str) -> str:
    return "".join(text.split())


def words_of(made: dict[str, bytes]) -> dict[str, str]:
    """The words in each format, without blanks, names and times."""
    names = "|".join(map(re.escape, NAMES))
    page = made["html"].decode().partition("<body>")[2].partition("</body>")[0]
    page = re.sub(
        r"<header>.*?</header>|<cite>.*?</cite>|<time>.*?</time>", "", page, flags=re.DOTALL
    )
    text = re.sub(rf"^\[[0-9:]+\] (?:(?:{names}): )?", "", made["txt"].decode(), flags=re.MULTILINE)
    cues = list(srt.parse(made["srt"].decode()))
    lines = [re.sub(rf"^(?:{names}):[ \n]", "", cue.content) for cue in cues]
    segments = json.loads(made["json"])["segments"]
    vtt = webvtt.from_buffer(io.StringIO(made["vtt"].decode()))
    return {
        "html": bare(html.unescape(re.sub(r"<[^>]*>", "", page))),
        "txt": bare(text),
        "srt": bare("".join(lines)),
        "json": bare("".join(segment["body"] for segment in segments)),
        "vtt": bare(html.unescape("".join(cue.text for cue in vtt))),
    }


@settings(max_examples=100, deadline=None)
@given(turns, st.sampled_from(STYLES[:-1]))  # a heading is a name when it comes again
def test_the_words_of_each_format_are_those_of_the_source(
    spoken: list[tuple[str, list[tuple[str, list[tuple[str, str]]]]]], style: str
) -> None:
    markdown = written(spoken, style)
    said = "".join(
        bare("so" + "".join(text for _, text in pieces_))
        for _, paragraphs_ in spoken
        for _, pieces_ in paragraphs_
    )
    page = markup.render(markdown, base="https://e.example/", keep_unknown_tags=True)
    material = Material(
        written=read_markdown(page), cues=(), duration=3600.0, title="T", language="en"
    )
    found = words_of(made_of(material, {"vtt", "srt", "json", "html", "txt"}))
    assert found == dict.fromkeys(found, said)


@settings(max_examples=50, deadline=None)
@given(turns, st.sampled_from(STYLES))
def test_who_speaks_and_when_is_what_is_written(
    spoken: list[tuple[str, list[tuple[str, list[tuple[str, str]]]]]], style: str
) -> None:
    """Of names that are set off, and of others that come again."""
    page = markup.render(
        written([*spoken, *spoken], style), base="https://e.example/", keep_unknown_tags=True
    )
    read = read_markdown(page)
    told = [(turn.speaker, turn.start) for turn in read.turns if turn.start is not None]
    names = [name for name, _ in [*spoken, *spoken]]
    assert told == [(name, number * 60 + 5.0) for number, name in enumerate(names)]
