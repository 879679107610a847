"""One file to a source: values, companions, and what is told when something is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from podcastkit.model import Chapter, Person
from podcastkit.source import Moment, Reading, Sidecar, Source

from .conftest import ZOLA

Read = Callable[..., Reading]
AUDIO = 'episode_url = "https://cdn.example/1.mp3"\n'


def source_of(reading: Reading) -> Source:
    assert reading.source is not None, reading
    return reading.source


def codes(reading: Reading) -> list[tuple[str, tuple[Any, ...] | None]]:
    return [(problem.code, problem.key) for problem in reading.problems]


def test_a_plain_episode(read: Read) -> None:
    reading = read(
        "episodes/2026-01-05-hello.md",
        {
            "episodes/2026-01-05-hello.md": '+++\ntitle = "Hello"\ndescription = "D"\n[extra]\n'
            + AUDIO
            + "+++\nNotes.\n\n## Transcript\n\nWords.\n"
        },
    )
    source = source_of(reading)
    assert (source.title, source.description, source.slug) == ("Hello", "D", "hello")
    assert source.folder == "episodes/hello/"
    assert source.audio.url == "https://cdn.example/1.mp3"
    assert source.name_moment == Moment(date=dt.date(2026, 1, 5))
    assert source.body.notes == (0, 6)
    assert source.body.transcript is not None
    assert reading.problems == ()


def test_audio_beside_the_file_and_in_a_local_folder(read: Read) -> None:
    bundle = read(
        "episodes/one/index.md",
        {
            "episodes/one/index.md": '+++\nepisode_url = "a b.mp3"\n+++\n',
            "episodes/one/a b.mp3": b"",
        },
    )
    assert source_of(bundle).audio.path == "episodes/one/a b.mp3"
    assert source_of(bundle).audio.bundled
    local = read(
        "episodes/two.md",
        {
            "episodes/two.md": '+++\nepisode_url = "https://cdn.example/x/a%20b.mp3?y=1"\n+++\n',
            "sound/a b.mp3": b"",
        },
        local=("sound",),
    )
    place = source_of(local).audio
    assert (place.url, place.path) == ("https://cdn.example/x/a%20b.mp3?y=1", "sound/a b.mp3")


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("missing.mp3", "PK011", "not there"),
        ("../../outside.mp3", "PK010", "leaves the project"),
        ("ftp://a.example/1.mp3", "PK005", "https://"),
        ("file:///etc/passwd", "PK005", "https://"),
        ("https://user:pw@a.example/1.mp3", "PK005", "user name or password"),
        ("https:///1.mp3", "PK005", "without a host"),
    ],
)
def test_audio_that_cannot_be(read: Read, url: str, code: str, words: str) -> None:
    reading = read(
        "episodes/a.md", {"episodes/a.md": f'+++\n[extra]\nepisode_url = "{url}"\n+++\n'}
    )
    assert codes(reading) == [(code, ("extra", "episode_url"))]
    assert words in reading.problems[0].message


def test_a_link_out_of_the_project_is_refused(read: Read, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.mp3"
    outside.write_bytes(b"x")
    (tmp_path / "episodes").mkdir()
    (tmp_path / "episodes" / "in.mp3").symlink_to(outside)
    reading = read("episodes/a.md", {"episodes/a.md": '+++\nepisode_url = "in.mp3"\n+++\n'})
    assert codes(reading) == [("PK010", ("episode_url",))]


def test_a_plain_page_without_audio_is_an_error(read: Read) -> None:
    reading = read("episodes/a.md", {"episodes/a.md": '+++\ntitle = "A"\n+++\n'})
    assert codes(reading) == [("PK021", ())]


def test_a_page_of_a_site_without_audio_is_skipped_and_gives_no_findings(read: Read) -> None:
    page = '+++\ntitle = 5\ndate = "nonsense"\nseason = "x"\n+++\n'
    reading = read("content/a.md", {"content/a.md": page}, content=ZOLA)
    assert reading.source is None
    assert reading.problems == ()
    assert reading.skipped is not None
    assert reading.skipped.reason == "it names no audio"


@pytest.mark.parametrize("key", ["episode_ulr", "episod_url", "Episode-URL", "episode_urls"])
def test_a_near_miss_of_the_audio_key_is_an_error_on_a_site_too(read: Read, key: str) -> None:
    page = f'+++\ntitle = "A"\n[extra]\n{key} = "https://a.example/1.mp3"\n+++\n'
    reading = read("content/a.md", {"content/a.md": page}, content=ZOLA)
    assert codes(reading) == [("PK021", ("extra", key))]


def test_a_near_miss_of_a_hole_is_an_error(read: Read) -> None:
    reading = read(
        "content/a.md",
        {"content/a.md": '+++\nfilenam = "1"\n+++\n'},
        content=ZOLA,
        fields={"episode_url": ("https://a.example/{filename}.mp3",)},
    )
    assert codes(reading) == [("PK021", ("filenam",))]


def test_a_bad_value_is_an_error_where_it_was_meant_and_an_info_by_chance(read: Read) -> None:
    page = f'+++\ntitle = "A"\ntype = "episode"\n{AUDIO}+++\n'
    plain = read("episodes/a.md", {"episodes/a.md": page})
    assert codes(plain) == [("PK005", ("type",))]
    site = read("content/a.md", {"content/a.md": page}, content=ZOLA)
    assert codes(site) == [("PK008", ("type",))]
    mapped = read("content/a.md", {}, content=ZOLA, fields={"type": ("type",)})
    assert codes(mapped) == [("PK005", ("type",))]
    nowhere = read("content/a.md", {}, content=ZOLA, fields={"type": ()})
    assert codes(nowhere) == []


def test_data_files_stay_in_their_own_name(read: Read) -> None:
    reading = read(
        "episodes/7.md",
        {
            "episodes/7.md": "",
            "cache/7.json": '{"slug": "other", "title": "From data", "url": "https://a.example/7.mp3"}',
        },
        content={"data": {"host": "cache/{page.number}.json"}},
        fields={"title": ("title", "host.title"), "episode_url": ("host.url",)},
    )
    source = source_of(reading)
    assert (source.title, source.slug) == ("From data", "7")


def test_people_are_looked_up_by_a_bare_word(read: Read) -> None:
    reading = read(
        "episodes/a.md",
        {
            "episodes/a.md": f'+++\nhosts = ["ada"]\nguests = [{{ title = "Bo", website = "https://b.example" }}, "Cy"]\n{AUDIO}+++\n',
            "people/ada.md": '+++\ntitle = "Ada L."\nhomepage = "https://ada.example"\n+++\n',
        },
        content={"people": ("people/{id}.md",)},
        persons={"host": ("hosts",), "guest": ("guest", "guests")},
    )
    assert source_of(reading).persons == (
        Person(name="Ada L.", role="host", url="https://ada.example"),
        Person(name="Bo", role="guest", url="https://b.example"),
        Person(name="Cy", role="guest"),
    )


def test_chapters_as_a_list_and_as_a_file(read: Read) -> None:
    listed = f'+++\n{AUDIO}chapters = [{{ start = "1:30", title = "B" }}, {{ time = 0, title = "A" }}]\n+++\n'
    reading = read("episodes/a.md", {"episodes/a.md": listed})
    assert source_of(reading).chapters == (
        Chapter(start=90.0, title="B"),
        Chapter(start=0, title="A"),
    )
    filed = read(
        "episodes/b.md",
        {
            "episodes/b.md": f'+++\n{AUDIO}chapters = "c.json"\n+++\n',
            "episodes/c.json": '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "A"}]}',
        },
    )
    assert source_of(filed).chapters == (Chapter(start=0.0, title="A"),)


def test_transcripts_beside_the_file_and_named(read: Read) -> None:
    reading = read(
        "episodes/a.md",
        {
            "episodes/a.md": f'+++\ntranscript = "https://t.example/a.srt"\n{AUDIO}+++\n',
            "episodes/a.vtt": "WEBVTT\n",
        },
    )
    vtt, srt = source_of(reading).transcripts
    assert (vtt.suffix, vtt.path) == ("vtt", "episodes/a.vtt")
    assert srt == Sidecar(suffix="srt", url="https://t.example/a.srt")


def test_zola_permalinks_by_section_and_path_wins(read: Read) -> None:
    page = f'+++\ntitle = "A"\n[extra]\n{AUDIO}+++\n'
    one = read(
        "content/shows/2020-02-12-x/index.md",
        {"content/shows/2020-02-12-x/index.md": page},
        content=ZOLA,
    )
    assert source_of(one).folder == "shows/x/"
    two = read(
        "content/shows/y.md",
        {"content/shows/y.md": page.replace("[extra]", 'path = "/own/place"\n[extra]')},
        content=ZOLA,
    )
    assert source_of(two).folder == "own/place/"


@pytest.mark.parametrize(
    "page",
    [
        "---\ntitle: A\nextra:\n  episode_url: https://a.example/1.mp3\n---\nNotes.\n",
        '{"title": "A", "episode_url": "https://a.example/1.mp3"}\nNotes.\n',
    ],
)
def test_an_episode_in_yaml_and_in_json(read: Read, page: str) -> None:
    reading = read("episodes/a.md", {"episodes/a.md": page})
    source = source_of(reading)
    assert (source.title, source.audio.url) == ("A", "https://a.example/1.mp3")
    assert reading.problems == ()


@pytest.mark.parametrize(
    "page",
    [
        "---\ntitle: A: B\nepisode_url: https://a.example/1.mp3\n---\n",
        "---\ntitle: A\nepisode_url: https://a.example/1.mp3\n",
        '{"episode_url": "https://a.example/1.mp3",}',
        "+++\nepisode_url = https://a.example/1.mp3\n+++\n",
        "+++\nepisode_url = 'https://a.example/1.mp3'\n",
        "+++\n[extra\nEPISODE_URL = 'https://a.example/1.mp3'\n+++\n",
    ],
)
def test_a_broken_episode_of_a_site_is_never_dropped_in_silence(read: Read, page: str) -> None:
    reading = read("content/a.md", {"content/a.md": page}, content=ZOLA)
    assert [code for code, _ in codes(reading)] in (["PK002"], ["PK003"])


@pytest.mark.parametrize(
    "page", ["---\ntitle: A: B\n---\n", "---\nno end", "---\na: 1\na: 2\n---\n"]
)
def test_a_broken_page_of_a_site_that_is_no_episode_is_the_sites_own_matter(
    read: Read, page: str
) -> None:
    reading = read("content/a.md", {"content/a.md": page}, content=ZOLA)
    assert (reading.source, reading.problems) == (None, ())
    assert reading.skipped is not None


def test_a_broken_file_is_told_also_where_a_data_file_has_the_sound(read: Read) -> None:
    files = {
        "episodes/7.md": "---\na: b: c\n---\n",
        "cache/7.yaml": f"u: {'https://a.example/7.mp3'}\n",
    }
    reading = read(
        "episodes/7.md",
        files,
        content={"data": {"host": "cache/{page.number}.yaml"}},
        fields={"episode_url": ("host.u",)},
    )
    assert [code for code, _ in codes(reading)] == ["PK002"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("7.json", '{"url": "https://a.example/7.mp3", "at": "2026-01-05"}'),
        ("7.yaml", "url: https://a.example/7.mp3\nat: 2026-01-05\n"),
        ("7.yml", "{url: https://a.example/7.mp3, at: 2026-01-05}"),
        ("7.toml", 'url = "https://a.example/7.mp3"\nat = 2026-01-05\n'),
    ],
)
def test_data_files_in_each_form(read: Read, name: str, text: str) -> None:
    reading = read(
        "episodes/7.md",
        {"episodes/7.md": "Notes only.", f"cache/{name}": text},
        content={"data": {"host": f"cache/{name}"}},
        fields={"episode_url": ("host.url",), "date": ("host.at",)},
    )
    source = source_of(reading)
    assert source.moment == Moment(date=dt.date(2026, 1, 5))
    assert reading.problems == ()


@pytest.mark.parametrize("text", ["{", "a: [", "x"])
def test_a_broken_data_file_is_told(read: Read, text: str) -> None:
    name = "cache/7.json" if text in {"{", "x"} else "cache/7.yaml"
    reading = read(
        "episodes/7.md", {"episodes/7.md": f"+++\n{AUDIO}+++\n", name: text},
        content={"data": {"host": name}},
    )  # fmt: skip
    assert [(problem.code, problem.path) for problem in reading.problems] == [("PK002", name)]


def test_templates_of_audio_know_slug_and_date_of_the_front_matter(read: Read) -> None:
    page = '+++\ntitle = "A"\nslug = "own"\ndate = 2026-02-03\n+++\n'
    reading = read(
        "episodes/a.md",
        {"episodes/a.md": page},
        fields={"episode_url": ("https://a.example/{year}/{month}/{day}/{slug}.mp3",)},
    )
    assert source_of(reading).audio.url == "https://a.example/2026/02/03/own.mp3"


def test_a_templates_path_that_names_no_file_is_absent(read: Read) -> None:
    specs = ("./{page.name}.mp3", "sounds/{page.name}.mp3", "https://a.example/{page.name}.mp3")
    page = '+++\ntitle = "A"\n+++\n'
    files = {"content/one.md": page, "content/two.md": page, "sounds/one.mp3": b""}
    settings = {"content": ZOLA, "fields": {"episode_url": specs, "image": ("./{page.name}.jpg",)}}
    one = source_of(read("content/one.md", files, **settings))
    assert (one.audio.path, one.image) == ("sounds/one.mp3", None)
    two = source_of(read("content/two.md", files, **settings))
    assert (two.audio.url, two.audio.path) == ("https://a.example/two.mp3", None)
    none = read("content/two.md", files, content=ZOLA, fields={"episode_url": specs[:2]})
    assert none.skipped is not None


@pytest.mark.parametrize("key", ["transcript", "Transcripts"])
def test_a_transcript_in_markdown(read: Read, key: str) -> None:
    page = f'+++\n{AUDIO}{key} = "./words.markdown"\n+++\n'
    files = {"episodes/a.md": page, "episodes/words.markdown": "Words."}
    reading = read("episodes/a.md", files, fields={"transcript": ("transcript", "transcripts")})
    text = source_of(reading).transcript_text
    assert text is not None
    assert text.path == "episodes/words.markdown"


def test_any_transcript_of_a_bundle(read: Read) -> None:
    files = {
        "episodes/a/index.md": f"+++\n{AUDIO}+++\n",
        "episodes/a/transcript.md": "Words.",
        "episodes/a/transcript.srt": "1\n",
    }
    source = source_of(read("episodes/a/index.md", files))
    assert [sidecar.path for sidecar in source.transcripts] == ["episodes/a/transcript.srt"]
    assert source.transcript_text is not None


def test_a_duration_in_another_form_is_an_info_for_the_sound_is_the_truth(read: Read) -> None:
    page = f'+++\ntitle = "A"\nduration = "about an hour"\n{AUDIO}+++\n'
    assert codes(read("episodes/a.md", {"episodes/a.md": page})) == [("PK008", ("duration",))]
    mapped = read("episodes/a.md", {}, fields={"duration": ("duration",)})
    assert codes(mapped) == [("PK008", ("duration",))]


def test_a_day_first_date_is_an_error_also_by_chance(read: Read) -> None:
    page = f'+++\ntitle = "A"\ndate = "5.1.2026"\n{AUDIO}+++\n'
    reading = read("content/a.md", {"content/a.md": page}, content=ZOLA)
    assert codes(reading) == [("PK005", ("date",))]


def test_people_in_yaml_and_no_link_out_of_the_project(read: Read, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-person.yaml"
    outside.write_text("name: Secret\n", encoding="utf-8")
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "eve.yaml").symlink_to(outside)
    files = {
        "episodes/a.md": f'+++\nhosts = ["ada"]\n{AUDIO}+++\n',
        "people/ada.yaml": "name: Ada L.\nwebsite: https://ada.example\n",
    }
    people = {"content": {"people": ("people/{id}.yaml",)}, "persons": {"host": ("hosts",)}}
    assert source_of(read("episodes/a.md", files, **people)).persons == (
        Person(name="Ada L.", role="host", url="https://ada.example"),
    )
    bad = read(
        "episodes/a.md", {"episodes/a.md": files["episodes/a.md"].replace("ada", "eve")}, **people
    )
    assert [code for code, _ in codes(bad)] == ["PK010"]


def test_several_mistakes_are_told_in_one_run(read: Read) -> None:
    page = f'+++\ntitle = ["a", 1]\ndate = "5.1.2026"\nseason = "one"\nimage = "no.jpg"\nexplicit = "maybe"\n{AUDIO}+++\n'
    reading = read("episodes/a.md", {"episodes/a.md": page})
    assert [code for code, _ in codes(reading)] == [
        "PK005", "PK012", "PK008", "PK005", "PK005",
    ]  # fmt: skip


PERSON = '+++\npersons = [{{ name = "Ben" }}, {{ name = "Ada", img = "{}" }}]\n'


def test_a_picture_of_a_person_is_found_as_an_episodes_own_is(read: Read) -> None:
    for written, path in (
        ("ada.png", "episodes/ada.png"), ("pics/ada.png", "pics/ada.png"),
        ("/pics/ada.png", "pics/ada.png"), ("/elsewhere.png", "https://a.example/elsewhere.png"),
        ("https://b.example/ada.png", "https://b.example/ada.png"),
    ):  # fmt: skip
        files = {
            "episodes/a.md": f"{PERSON.format(written)}{AUDIO}+++\n",
            "episodes/ada.png": "x", "pics/ada.png": "x",
        }  # fmt: skip
        reading = read("episodes/a.md", files)
        assert source_of(reading).persons[1].image == path
        assert not {code for code, _ in codes(reading)} & {"PK005", "PK008", "PK012"}


def test_a_picture_of_a_person_that_is_not_there_is_told_at_its_key(read: Read) -> None:
    """Where somebody else's keys are read it is an info, and the person is there all the same."""
    reading = read("episodes/a.md", {"episodes/a.md": f"{PERSON.format('no.png')}{AUDIO}+++\n"})
    assert ("PK012", ("persons", 1, "img")) in codes(reading)
    assert source_of(reading).persons == (
        Person(name="Ben", role="guest"),
        Person(name="Ada", role="guest"),
    )
    page = f"{PERSON.format('no.png')}{AUDIO}+++\n"
    reading = read("content/a.md", {"content/a.md": page}, content=ZOLA)
    assert ("PK008", ("persons", 1, "img")) in codes(reading)
    out = read("episodes/a.md", {"episodes/a.md": f"{PERSON.format('../../no.png')}{AUDIO}+++\n"})
    assert "PK010" in [code for code, _ in codes(out)]


def test_a_picture_in_a_file_of_a_person_lies_beside_that(read: Read) -> None:
    files = {
        "episodes/a.md": f'+++\nhosts = ["ada", "ben"]\n{AUDIO}+++\n',
        "people/ada.yaml": "name: Ada\nimg: ada.png\n",
        "people/ben.yaml": "name: Ben\nimg: ben.png\n",
        "people/ada.png": "x",
    }
    people = {"content": {"people": ("people/{id}.yaml",)}, "persons": {"host": ("hosts",)}}
    reading = read("episodes/a.md", files, **people)
    assert [one.image for one in source_of(reading).persons] == ["people/ada.png", None]
    assert [key for code, key in codes(reading) if code in {"PK008", "PK012"}] == [("hosts", 1)]
