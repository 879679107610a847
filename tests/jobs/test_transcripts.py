"""What the whole build makes of transcripts: files, links in the feed, chapters, remarks."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import feedparser
import pytest
import srt
import webvtt
from lxml import etree

from podcastkit import markup
from podcastkit.content import body, front_matter
from tests.projects import Project

PODCAST = "{https://podcastindex.org/namespace/1.0}"
ALL = ["html", "json", "srt", "txt", "vtt"]
TALK = (
    "Notes.\n\n## Transcript\n\nHelp to mend this text.\n\n"
    "[0:00] **Ada:** Hello and welcome. It is a good day.\n\n## The <i>middle</i>\n\n"
    "[0:02] **Ben:** Good day, Ada. I wrote a Vec<T> today.\n\n## The end\n\n[0:03] **Ada:** So. Good bye.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def made(project: Project, number: int = 1) -> list[str]:
    """The suffixes of an episode's transcripts, as they lie there."""
    folder = project.root / f"feed/episodes/number-{number}"
    return sorted(path.suffix[1:] for path in folder.glob("transcript.*"))


def linked(project: Project) -> list[tuple[str, str, str | None]]:
    item = etree.fromstring(project.read("feed/feed.xml").encode()).find("channel/item")
    assert item is not None
    tags = item.findall(f"{PODCAST}transcript")
    assert {tag.get("language") for tag in tags} == {"en"}
    return [(tag.get("url") or "", tag.get("type") or "", tag.get("rel")) for tag in tags]


def test_a_timed_transcript_becomes_every_format_and_the_feed_links_them(project: Project) -> None:
    project.episode(1, body=TALK)
    ran = project.feed()
    assert (ran.exit, ran.codes) == (0, [])
    assert made(project) == ALL
    at = "https://a.example/episodes/number-1/transcript"
    assert linked(project) == [
        (f"{at}.vtt", "text/vtt", "captions"),
        (f"{at}.srt", "application/x-subrip", "captions"),
        (f"{at}.json", "application/json", None),
        (f"{at}.html", "text/html", None),
        (f"{at}.txt", "text/plain", None),
    ]
    folder = project.root / "feed/episodes/number-1"
    cues = list(webvtt.read(str(folder / "transcript.vtt")))
    assert [cue.voice for cue in cues] == ["Ada", "Ben", "Ada"]
    assert cues[-1].end == "00:00:05.479"  # the sound's end
    subtitles = list(srt.parse((folder / "transcript.srt").read_text()))
    assert subtitles[1].content == "Ben: Good day, Ada.\nI wrote a Vec<T> today."
    segments = json.loads((folder / "transcript.json").read_text())["segments"]
    assert segments[1]["body"] == "Good day, Ada. I wrote a Vec<T> today."


def test_headings_of_a_timed_transcript_are_chapters(project: Project) -> None:
    project.episode(1, body=TALK)
    project.feed()
    chapters = json.loads(project.read("feed/episodes/number-1/chapters.json"))
    assert [(c["startTime"], c["title"]) for c in chapters["chapters"]] == [
        (2, "The middle"),
        (3, "The end"),
    ]
    assert "chapters.json" in project.read("feed/feed.xml")


def test_chapters_that_the_author_lists_come_first(project: Project) -> None:
    project.episode(1, body=TALK, extra='chapters = [{ start = 0, title = "Mine" }]\n')
    project.feed()
    chapters = json.loads(project.read("feed/episodes/number-1/chapters.json"))["chapters"]
    assert [chapter["title"] for chapter in chapters] == ["Mine"]


def test_names_without_times_become_html_and_text(project: Project) -> None:
    project.episode(1, body="## Transcript\n\n**Ada:** Hello.\n\n**Ben:** Good day.\n")
    project.feed()
    assert made(project) == ["html", "txt"]
    assert (
        project.read("feed/episodes/number-1/transcript.txt") == "Ada: Hello.\n\nBen: Good day.\n"
    )


def test_an_announcement_is_no_transcript(project: Project) -> None:
    project.episode(1, body="## Transcript\n\nSoon.\n")
    project.feed()
    assert made(project) == []
    assert "podcast:transcript" not in project.read("feed/feed.xml")
    assert "Soon." in project.read("feed/episodes/number-1/index.html")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("number-1.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada>Hello.\n\n00:02.000 --> 00:04.000\n<v Ben>Yes.\n"),
        ("number-1.srt", "1\n00:00:00,000 --> 00:00:02,000\nAda: Hello.\n\n2\n00:00:02,000 --> 00:00:04,000\nBen: Yes.\n"),
        ("number-1.json", '{"version": "1.0.0", "segments": [{"speaker": "Ada", "startTime": 0, "endTime": 2, "body": "Hello."}, {"speaker": "Ben", "startTime": 2, "endTime": 4, "body": "Yes."}]}'),
        ("number-1.json", '{"segments": [{"speaker": "Ada", "start": 0.0, "end": 2.0, "text": " Hello."}, {"speaker": "Ben", "start": 2.0, "end": 4.0, "text": " Yes."}]}'),
        ("number-1.html", "<cite>Ada:</cite><time>0:00</time><p>Hello.</p><cite>Ben:</cite><time>0:02</time><p>Yes.</p>"),
        ("number-1.txt", "[0:00] Ada: Hello.\n\n[0:02] Ben: Yes.\n"),
    ],
)  # fmt: skip
def test_a_transcript_file_becomes_the_formats_it_is_not(
    project: Project, name: str, text: str
) -> None:
    project.episode(1)
    project.write(f"episodes/2026-01-01-{name}", text)
    ran = project.feed()
    assert (ran.exit, [row for row in ran.json["findings"] if row["severity"] == "error"]) == (
        0,
        [],
    )
    assert made(project) == ALL
    suffix = name.rpartition(".")[2]
    kept = project.read(f"feed/episodes/number-1/transcript.{suffix}")
    assert text in kept if suffix == "html" else text == kept  # as it was given
    for other in set(ALL) - {suffix}:
        words = project.read(f"feed/episodes/number-1/transcript.{other}")
        assert words.index("Hello.") < words.index("Yes.")
        assert "Ada" in words


def test_transcripts_in_several_languages_are_all_published(project: Project) -> None:
    """By the language in a file's name, or in a table; other formats are made in the show's."""
    cue = "WEBVTT\n\n00:00.000 --> 00:00.800\n{}\n"
    for name, words in (("t.en", "Hello."), ("t.de", "Hallo."), ("salut", "Bonjour.")):
        project.write(f"episodes/{name}.vtt", cue.format(words))
    listed = '"t.de.vtt", "t.en.vtt", { file = "salut.vtt", language = "fr" }'
    project.episode(1, extra=f"transcript = [{listed}]\n")
    assert project.feed().codes == []
    item = etree.fromstring(project.read("feed/feed.xml").encode()).find("channel/item")
    assert item is not None
    tags = [(tag.get("url"), tag.get("language")) for tag in item.findall(f"{PODCAST}transcript")]
    at = "https://a.example/episodes/number-1/transcript"
    assert tags[:3] == [(f"{at}.vtt", "en"), (f"{at}.de.vtt", "de"), (f"{at}.fr.vtt", "fr")]
    assert {language for _, language in tags[3:]} == {"en"}
    assert "Hallo." in project.read("feed/episodes/number-1/transcript.de.vtt")
    assert "Hello." in project.read("feed/episodes/number-1/transcript.srt")


def test_other_formats_of_a_transcript_in_another_language_are_in_that_language(
    project: Project,
) -> None:
    project.write("episodes/t.de.vtt", "WEBVTT\n\n00:00.000 --> 00:00.800\nHallo.\n")
    project.episode(1, extra='transcript = "t.de.vtt"\n')
    assert project.feed().codes == []
    assert made(project) == ALL
    assert '<html lang="de" dir="ltr">' in project.read("feed/episodes/number-1/transcript.html")
    assert 'language="en"' not in project.read("feed/feed.xml")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('["a.vtt", "b.vtt"]', "transcript is a list with two vtt files of one language"),
        ('{ ur = "a.vtt" }', "transcript is a table without url or file"),
        ('{ file = "a.vtt", language = "../x" }', 'transcript is a table whose language is "../x"'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_named_files_is_told(project: Project, value: str, message: str) -> None:
    for name in "ab":
        project.write(f"episodes/{name}.vtt", "WEBVTT\n\n00:00.000 --> 00:00.800\nHi.\n")
    project.episode(1, extra=f"transcript = {value}\n")
    findings = [one for one in project.feed().json["findings"] if one["code"] == "PK005"]
    assert [one["message"][: len(message)] for one in findings] == [message]


@pytest.mark.parametrize("name", ["2026-01-01-number-1.vtt", "2026-01-01-number-1.srt", "t.md"])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_transcript_that_is_not_utf_8_is_an_error(
    project: Project, name: str, encoding: str
) -> None:
    project.write(
        f"episodes/{name}", "WEBVTT\n\n00:00.000 --> 00:00.800\nCaf\xe9\n".encode(encoding)
    )
    project.write(
        "podcast.toml", project.read("podcast.toml") + '[content]\nepisodes = "episodes/2*"\n'
    )
    project.episode(1, extra='transcript = "t.md"\n' if name == "t.md" else "")
    ran = project.feed()
    assert [(f["code"], f["path"]) for f in ran.json["findings"]] == [("PK001", f"episodes/{name}")]


CUES = (
    ("00:00:00{p}000 --> 00:00:00{p}400", "Ada", "Hello there."),
    ("00:00:00{p}500 --> 00:00:00{p}800", "Ben", "Good day."),
)


def _pasted(form: str) -> str:
    if form == "vtt":
        rows = [f"{times.format(p='.')}\n<v {who}>{words}" for times, who, words in CUES]
        return "WEBVTT\n\n" + "\n\n".join(rows)
    rows = [
        f"{number}\n{times.format(p=',')}\n{who}: {words}"
        for number, (times, who, words) in enumerate(CUES, 1)
    ]
    return "\n\n".join(rows)


@pytest.mark.parametrize("form", ["srt", "vtt"])
@pytest.mark.parametrize("around", ["{}", "```\n{}\n```", "Made by hand.\n\n{}"])
def test_captions_that_were_pasted_are_read_as_captions(
    project: Project, form: str, around: str
) -> None:
    project.episode(1, body=f"Notes.\n\n## Transcript\n\n{around.format(_pasted(form))}\n")
    assert project.feed().codes == []
    assert made(project) == ALL
    folder = "feed/episodes/number-1"
    cues = list(webvtt.from_string(project.read(f"{folder}/transcript.vtt")))
    assert [(cue.start, cue.end, cue.voice, cue.text) for cue in cues] == [
        ("00:00:00.000", "00:00:00.400", "Ada", "Hello there."),
        ("00:00:00.500", "00:00:00.800", "Ben", "Good day."),
    ]
    text = project.read(f"{folder}/transcript.txt")
    assert text == "[0:00:00] Ada: Hello there.\n\n[0:00:00] Ben: Good day.\n"
    page = project.read(f"{folder}/index.html")
    assert "<cite>Ben</cite> <p>Good day.</p>" in page
    assert "--&gt;" not in page


def test_formats_that_nobody_wants_are_not_made(project: Project) -> None:
    project.episode(1, body=TALK)
    toml = project.read("podcast.toml")
    project.write("podcast.toml", toml + '\n[output]\ntranscripts = ["vtt"]\n')
    project.feed()
    assert made(project) == ["vtt"]
    project.write("podcast.toml", toml + "\n[output]\ntranscripts = []\n")
    assert project.feed().exit == 0
    assert made(project) == []


def test_times_that_cannot_be_true_are_told_at_their_line_and_left_out(project: Project) -> None:
    path = project.episode(1, body=TALK.replace("[0:02]", "[0:59]"))
    for ran in (project.feed(), project.run("validate", "--json")):
        assert ran.exit == 0
        found = {(row["code"], row["path"], row["line"]) for row in ran.json["findings"]}
        assert {("PK509", path, 18), ("PK510", path, 18)} <= found
    starts = [
        cue.start_in_seconds
        for cue in webvtt.read(str(project.root / "feed/episodes/number-1/transcript.vtt"))
    ]
    assert starts == sorted(starts)
    assert max(starts) < 5.1


def test_remarks_on_transcripts_are_told_again_while_they_hold(project: Project) -> None:
    """An episode that is not rendered again keeps what was found in it."""
    project.episode(1, body=TALK.replace("[0:02]", "[0:59]"))
    project.episode(2)
    first = project.feed()
    project.episode(2, body="Other notes.\n")
    again = project.feed()
    assert again.json["written"] == [
        "feed/episodes/number-2/index.html",
        "feed/feed.xml",
        "feed/search-words.js",
    ]
    assert first.codes == again.codes == ["PK509", "PK510"]


def test_a_cached_build_equals_a_clean_one_when_a_transcript_changes(project: Project) -> None:
    path = project.episode(1, body=TALK)
    project.episode(2, body=TALK)
    project.feed()
    project.write(path, project.read(path).replace("Good bye.", "See you."))
    project.feed()
    cached = project.tree()
    project.write(".podcastkit/podcast.pieces.json", "")
    project.write(".podcastkit/podcast.run.json", "")
    assert project.feed().json["written"] == []
    assert project.tree() == cached
    project.write(path, "".join(project.read(path).partition("## Transcript")[:1]))
    project.feed()
    assert made(project) == []


def test_who_speaks_and_is_not_named_is_suggested(project: Project) -> None:
    for number in (1, 2):
        project.episode(number, body=TALK.replace("Ben", f"Guest{number}"))
    ran = project.run("validate", "--json")
    found = [
        (row["code"], row["line"], row["message"].partition(",")[0]) for row in ran.json["findings"]
    ]
    assert ("PK520", 14, "Ada speaks in 2 episodes") in found
    assert ("PK520", 18, "Guest1 speaks here") in found
    toml = project.read("podcast.toml").replace(
        "[audio]", 'persons = [{ name = "Ada Lovelace" }]\n\n[audio]'
    )
    project.write("podcast.toml", toml)
    assert "Ada" not in str(project.run("validate", "--json").json["findings"])


def test_a_transcript_of_a_markdown_file_is_used_too(project: Project) -> None:
    project.episode(1, extra='transcript = "_talk.md"\n')
    project.write("episodes/_talk.md", "[0:00] **Ada:** Hello.\n\n[0:02] **Ben:** Yes.\n")
    project.feed()
    assert made(project) == ALL


def test_the_words_of_every_written_transcript_are_those_of_its_source() -> None:
    """On the sample show, and on the real site where it is."""
    root = Path(__file__).parents[2]
    real = sorted((root.parent / "shared/real/content/episodes").glob("*/index.md"))
    for path in [root / "episodes/2026-02-11-what-a-feed-is/index.md", *real]:
        text = front_matter.body_of(path.read_bytes(), path.name)
        _, place = body.split(text, ("Transcript",))
        assert place is not None
        page = markup.render(text[slice(*place)], base="https://a.example/", keep_unknown_tags=True)
        source = re.sub(r"\[?[0-9:]{4,8}\]? ?", "", html.unescape(re.sub(r"<[^>]*>", "", page)))
        from podcastkit.timed.markdown.read import read_markdown

        transcript = read_markdown(page)
        words = " ".join(part.text for part in (*transcript.opening, *transcript.parts))
        speakers = {turn.speaker for turn in transcript.turns}
        kept = [word for word in source.split() if word.rstrip(":").title() not in speakers]
        said = [
            word
            for word in re.sub(r"\[?[0-9:]{4,8}\]? ?", "", words).split()
            if word.rstrip(":").title() not in speakers
        ]
        assert said == kept


def test_the_feed_is_read_by_others(project: Project) -> None:
    project.episode(1, body=TALK)
    project.feed()
    parsed = feedparser.parse(project.read("feed/feed.xml"))
    assert not parsed.bozo
    assert "Good bye" not in parsed.entries[0].content[0].value


def test_a_given_page_is_published_without_what_runs_or_loads(project: Project) -> None:
    """It stands at the show's own address, where a script could do what the show's pages can."""
    project.episode(1, title="One")
    project.write(
        "episodes/2026-01-01-number-1.html",
        "<!doctype html><html><head><title>Old</title><style>p{}</style></head><body onload=x()>\n"
        "<cite>Ada:</cite>\n<time>0:00</time>\n<p>Hello <img src=a-bench.png onerror=x()>.</p>\n"
        "<script>x()</script><iframe src=https://b.example></iframe></body></html>",
    )
    assert project.feed().exit == 0
    page = project.read("feed/episodes/number-1/transcript.html")
    link = '<a href="https://a.example/episodes/number-1/a-bench.png" rel="noopener noreferrer">a bench</a>'
    said = f"<cite>Ada:</cite>\n<time>0:00</time>\n<p>Hello {link}.</p>"
    assert page == (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n<title>One</title>\n'
        f"</head>\n<body>\n<header>\n<h1>One</h1>\n</header>\n<main>\n{said}\n</main>\n</body>\n</html>\n"
    )
    assert "Hello" in project.read("feed/episodes/number-1/transcript.vtt")
    assert project.feed().json["changed"] is False


def test_a_file_that_is_named_as_a_transcript_is_no_episode(project: Project) -> None:
    project.write("episodes/talk.md", "**Ada:** [0:00] Hello.\n\n**Ben:** [0:01] Yes.\n")
    project.episode(1, extra='transcript = "talk.md"\n')
    assert project.feed().codes == []
    assert made(project) == ALL


def test_times_that_give_no_captions_are_told_at_the_first(project: Project) -> None:
    said = "\n\n".join(f"Somebody says this. [0:0{n}]" for n in range(5))
    project.episode(1, body=f"Notes.\n\n## Transcript\n\n{said}\n")
    ran = project.feed()
    assert [(f["code"], f["line"]) for f in ran.json["findings"]] == [("PK522", 12)]
    assert made(project) == ["html", "txt"]


def test_mistyped_times_are_told_by_build_and_check_at_their_place(project: Project) -> None:
    said = "[0:00] **Ada:** Hello.\n[0:90] **Ben:** Hm.\n[0:1O] **Ada:** Yes.\n"
    path = project.episode(1, body=f"Notes.\n\n## Transcript\n\n{said}")
    for ran in (project.feed(), project.run("validate", "--json")):
        found = [f for f in ran.json["findings"] if f["code"] == "PK523"]
        assert [(f["path"], f["line"], f["column"]) for f in found] == [
            (path, 13, 2),
            (path, 14, 2),
        ]
        assert "0:10" in found[1]["hint"]
        assert "PK522" not in ran.codes
