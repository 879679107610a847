"""``podcast.toml``: what is read, what is refused, and where its defaults come from."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.model import (
    Block,
    Category,
    Chat,
    ContentLink,
    EpisodePodcasting,
    Funding,
    License,
    LiveItem,
    Location,
    Owner,
    Person,
    Picture,
    Recipient,
    RemoteItem,
    ShowPodcasting,
    Social,
    SubscribeLink,
    Trailer,
    Txt,
    UpdateFrequency,
    Value,
)
from podcastkit.podcasting.keys import SHOW_KEYS
from podcastkit.project import parse, wants_zola_config
from podcastkit.project.schema import schema
from podcastkit.project.settings import (
    AudioSettings,
    ContentSettings,
    Look,
    OutputSettings,
    Project,
    ShowSettings,
    ValidateSettings,
)
from tests.projects import TOML

OTHER = "9b024349-ccf0-5f69-a609-6b82873eab3c"
MINIMAL = TOML.partition("[audio]")[0]

EVERYTHING = """
[show]
title = "A"
description = "**B**"
link = "https://a.example/"
feed_url = "https://a.example/x/feed.xml"
language = "de-AT"
author = "C"
owner = { name = "D", email = "d@a.example" }
image = "art/cover.jpg"
categories = ["Technology", "Education > How To"]
explicit = true
type = "serial"
guid = "11111111-2222-5333-8444-555555555555"
subtitle = "E"
copyright = "F"
locked = true
medium = "music"
license = { name = "mine", url = "https://a.example/licence" }
funding = [{ url = "https://a.example/coffee", text = "G" }]
persons = [{ name = "H", role = "Guest", group = "Cast", url = "https://h.example", img = "https://h.example/h.jpg" }]
location = { name = "Rome", geo = "41.9, 12.5" }
block = { all = true, Google = false }
complete = true
new_feed_url = "https://b.example/feed.xml"
update_frequency = "weekly"
podping = true
trailers = [{ title = "Soon", url = "https://a.example/t.mp3", date = 2026-01-05, bytes = 12, season = 2 }]
images = "https://a.example/wide.jpg"
value = { recipients = [{ address = "h@a.example", split = 100 }] }
social_interact = false
chat = { server = "irc.a.example", protocol = "IRC" }
publisher = "003af0a0-6a45-55cf-b765-68e3d349551a"
podroll = [{ feed_guid = "9b024349-ccf0-5f69-a609-6b82873eab3c", title = "J" }]
remote_items = "9b024349-ccf0-5f69-a609-6b82873eab3c"
txt = ["I", { text = "K", purpose = "verify" }]
subscribe = { "My Own" = " https://own.example/a ", apple = "https://podcasts.apple.com/a", "pocket-casts" = "https://pca.st/a" }

[[show.live_items]]
title = "L"
status = "pending"
start = 2026-03-04T20:00:00
url = "https://a.example/live.mp3"
link = "https://a.example/live"
persons = [{ name = "H" }]
location = "Rome"

[content]
preset = "plain"
episodes = ["shows/*/", "extra"]
permalink = "/{season}/{slug}/"
timezone = "Europe/Vienna"
publish_time = "06:30"
transcript_heading = "Wortlaut"
data = { host = "cache/{number}.json" }
people = ["people/{id}.md"]
static = "public"

[fields]
description = "Description"
date = ["publishAt", "host.published_at"]
episode_url = "https://cdn.example/{filename}.mp3"
type = []
[fields.persons]
host = "hosts"
guest = ["guests", "guest"]

[audio]
local = ["audio"]
url = "https://cdn.example/"
copy = true
prefix = "https://stats.example/"
timeout = 3.5
jobs = 2
full_read = false
max_read = "2 MB"

[output]
folder = "public/feed"
url = "https://a.example/feed"
feed = "all.xml"
pages = false
transcripts = ["vtt"]
templates = "mine"
fragments = true

[look]
accent = "#05C"
accent_dark = " #F5A873 "
paper = "#ffffff"
paper_dark = "#101418"
text_font = "'Iowan  Old Style', Palatino,serif"
heading_font = "rounded"
from_cover = false

[validate]
profiles = ["apple"]
ignore = { PK210 = "long on purpose" }
"""


def read(text: str, **extra: Any) -> tuple[Project | None, list[tuple[str, str]]]:
    project, problems = parse(text.encode(), path="podcast.toml", **extra)
    return project, [(problem.code, problem.message) for problem in problems]


def whole(text: str, **extra: Any) -> Project:
    """A file with nothing wrong in it."""
    project, problems = read(text, **extra)
    assert project is not None
    assert problems == []
    return project


def test_every_key_is_read_into_its_setting() -> None:
    project = whole(EVERYTHING)
    assert project.show == ShowSettings(
        title="A",
        description="**B**",
        link="https://a.example/",
        feed_url="https://a.example/x/feed.xml",
        language="de-AT",
        author="C",
        owner=Owner(name="D", email="d@a.example"),
        image="art/cover.jpg",
        categories=(
            Category(name="Technology", sub=None),
            Category(name="Education", sub="How To"),
        ),
        explicit=True,
        type="serial",
        guid="11111111-2222-5333-8444-555555555555",
        subtitle="E",
        copyright="F",
        locked=True,
        medium="music",
        license=License(name="mine", url="https://a.example/licence"),
        funding=(Funding(url="https://a.example/coffee", text="G"),),
        persons=(
            Person(
                name="H",
                role="guest",
                group="cast",
                url="https://h.example",
                image="https://h.example/h.jpg",
            ),
        ),
        block=True,
        complete=True,
        new_feed_url="https://b.example/feed.xml",
        subscribe=(
            SubscribeLink(name="My Own", url="https://own.example/a"),
            SubscribeLink(name="Apple Podcasts", url="https://podcasts.apple.com/a"),
            SubscribeLink(name="Pocket Casts", url="https://pca.st/a"),
        ),
        podcasting=ShowPodcasting(
            locations=(Location(name="Rome", geo="geo:41.9,12.5"),),
            blocks=(Block(service="google", blocked=False),),
            update_frequency=UpdateFrequency(text="weekly", rrule="FREQ=WEEKLY"),
            podping=True,
            trailers=(
                Trailer(
                    title="Soon",
                    url="https://a.example/t.mp3",
                    published=dt.datetime(2026, 1, 5, 5, 30, tzinfo=dt.UTC),
                    length=12,
                    season=2,
                ),
            ),
            images=(Picture(url="https://a.example/wide.jpg"),),
            value=(
                Value(
                    type="lightning",
                    method="keysend",
                    recipients=(Recipient(type="lnaddress", address="h@a.example", split=100),),
                ),
            ),
            social_interact=(Social(protocol="disabled"),),
            chat=Chat(server="irc.a.example", protocol="irc"),
            publisher=RemoteItem(
                feed_guid="003af0a0-6a45-55cf-b765-68e3d349551a", medium="publisher"
            ),
            podroll=(RemoteItem(feed_guid=OTHER, title="J"),),
            remote_items=(RemoteItem(feed_guid=OTHER),),
            txt=(Txt(text="I"), Txt(text="K", purpose="verify")),
            live_items=(
                LiveItem(
                    title="L",
                    status="pending",
                    start=dt.datetime(2026, 3, 4, 19, 0, tzinfo=dt.UTC),
                    url="https://a.example/live.mp3",
                    type="audio/mpeg",
                    link="https://a.example/live",
                    persons=(Person(name="H"),),
                    podcasting=EpisodePodcasting(
                        locations=(Location(name="Rome"),),
                        content_links=(ContentLink(url="https://a.example/live", text="L"),),
                    ),
                ),
            ),
        ),
    )
    content = project.content
    assert content.episodes == ("shows/*", "extra")
    assert content.permalink == "/{season}/{slug}/"
    assert (content.timezone, str(content.publish_time)) == ("Europe/Vienna", "06:30:00")
    assert content.transcript_headings == ("Wortlaut",)
    assert (content.data, content.people) == (
        {"host": "cache/{number}.json"},
        ("people/{id}.md",),
    )
    assert (content.static, content.roots) == ("public", ("shows",))
    assert project.fields == {
        "description": ("Description",),
        "date": ("publishAt", "host.published_at"),
        "episode_url": ("https://cdn.example/{filename}.mp3",),
        "type": (),
    }
    assert project.person_fields == {"host": ("hosts",), "guest": ("guests", "guest")}
    assert project.mapped == {"description", "date", "episode_url", "type", "persons"}
    assert project.audio == AudioSettings(
        local=("audio",),
        url="https://cdn.example/",
        copy=True,
        prefix="https://stats.example/",
        timeout=3.5,
        jobs=2,
        full_read=False,
        max_read=2_000_000,
    )
    assert project.look == Look(
        accent="#0055cc",
        accent_dark="#f5a873",
        paper="#ffffff",
        paper_dark="#101418",
        text_font=("Iowan Old Style", "Palatino", "serif"),
        heading_font=("rounded",),
        from_cover=False,
    )
    assert project.output == OutputSettings(
        folder="public/feed",
        url="https://a.example/feed/",
        feed="all.xml",
        pages=False,
        transcripts=("vtt",),
        templates="mine",
        fragments=True,
    )
    assert project.validate == ValidateSettings(
        profiles=("apple",), ignore={"PK210": "long on purpose"}
    )


def test_every_key_of_the_schema_is_in_the_example_above() -> None:
    """So no key can be added to the schema without a setting that it is read into."""
    import tomli

    example = tomli.loads(EVERYTHING)
    for table, part in schema()["properties"].items():
        if table != "fields":
            assert set(example[table]) == set(part["properties"]), table


@pytest.mark.parametrize(
    ("table", "settings", "renamed"),
    [
        ("show", ShowSettings, {}),
        ("content", ContentSettings, {"transcript_heading": "transcript_headings"}),
        ("audio", AudioSettings, {}),
        ("output", OutputSettings, {}),
        ("look", Look, {}),
        ("validate", ValidateSettings, {}),
    ],
)
def test_schema_and_settings_have_the_same_names_and_defaults(
    table: str, settings: Any, renamed: dict[str, str]
) -> None:
    fields = {field.name: field for field in dataclasses.fields(settings)}
    for name, part in schema()["properties"][table]["properties"].items():
        if name not in fields and name in SHOW_KEYS:
            continue
        field = fields[renamed.get(name, name)]
        if "default" not in part or field.default is dataclasses.MISSING:
            continue
        said = part["default"]
        if name == "max_read":
            assert (said, field.default) == ("500MB", 500_000_000)
        elif isinstance(field.default, tuple):
            assert tuple(said if isinstance(said, list) else [said]) == field.default, name
        else:
            assert said == field.default, name


def test_defaults() -> None:
    project = whole(MINIMAL)
    assert project.content.episodes == ("episodes",)
    assert project.content.transcript_headings[0] == "Transcript"
    assert project.output == OutputSettings(url="https://a.example/")
    assert project.look == Look()
    assert project.audio == AudioSettings()
    german = whole(MINIMAL.replace('"en"', '"de"'))
    assert {"Transkript", "Abschrift", "Transcript"} <= set(german.content.transcript_headings)


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ('[show]\ntitel = "A"', "PK004", "show.titel is no key"),
        ('[shwo]\ntitle = "A"', "PK004", "shwo is no key"),
        ('[show]\nfolder = "x"', "PK004", "show.folder is no key"),
        ("[show]\ntitle = 3", "PK005", "show.title is 3, and should be a text"),
        ('[show]\nexplicit = "yes"', "PK005", "should be true or false"),
        ('[show]\ntype = "weekly"', "PK005", "should be one of: episodic, serial"),
        ('[show]\nlink = "a.example"', "PK005", "no URL"),
        ('[show]\nimage = "../cover.jpg"', "PK010", "leaves the project"),
        ("[show]\nowner = 3", "PK005", "show.owner is 3"),
        ('[show]\nowner = { email = "x@y.example" }', "PK005", "show.owner lacks name"),
        ('[show]\nfunding = { text = "Coffee" }', "PK005", "show.funding lacks url"),
        ("[show]\npersons = [3]", "PK005", "show.persons.0 is"),
        ('[show]\nemail = "x@y.example"', "PK004", "show.email is no key"),
        ('[show]\npodroll = ["https://a.example/feed.xml"]', "PK005", "show.podroll.0 is"),
        (
            '[show]\nlocation = { name = "Rome", goe = "41.9,12.5" }',
            "PK004",
            "show.location.goe is",
        ),
        (
            '[show]\nlocation = { name = "Rome", geo = "191.9,12.5" }',
            "PK005",
            "show.location.geo is",
        ),
        (
            '[show]\ntrailers = [{ title = "A", url = "https://a.example/a.mp3", date = "5.1.2026" }]',
            "PK005",
            "show.trailers.0.date is",
        ),
        (
            '[show]\ntrailers = [{ title = "A", url = "a.mp3", date = 2026-01-05 }]',
            "PK005",
            "show.trailers.0.url is",
        ),
        (
            '[show]\nvalue = { recipients = [{ address = "02d5", split = "half" }] }',
            "PK005",
            "show.value.recipients.0.split is",
        ),
        (
            (
                '[show]\nvalue = { recipients = [{ address = "02d5", split = 1 }], '
                'time_splits = [{ start = 3, duration = 0, remote = "9b024349-ccf0-5f69-a609-6b82873eab3c" }] }'
            ),
            "PK005",
            "show.value.time_splits.0.duration is nothing",
        ),
        ('[show]\nsubscribe = ["https://a.example"]', "PK005", "should be a table"),
        ("[show]\nsubscribe = { apple = 3 }", "PK005", "show.subscribe.apple is 3"),
        (
            '[show]\nsubscribe = { apple = "podcast://a" }',
            "PK005",
            "show.subscribe.apple is the text",
        ),
        ('[show]\nsubscribe = { " " = "https://a.example" }', "PK005", "name that is blank"),
        ('[show]\nsubscribe = { X = { url = "https://a.example" } }', "PK005", "should be a text"),
        ('[show]\nblock = ["spotfy"]', "PK645", '"spotfy" is no service'),
        ('[show]\nupdate_frequency = { rrule = "FREQ=WEEKLY;COUNT=3" }', "PK005", "COUNT"),
        ('[show]\nupdate_frequency = { text = "A", rrule = "every=week" }', "PK005", ".rrule is"),
        ('[show]\nupdate_frequency = "FREQ=WEEKLY;COUNT=3"', "PK005", "COUNT"),
        (
            (
                '[show]\ntrailers = { title = "A", url = "https://a.example/t.mp3", '
                "date = 0001-01-01T00:00:00+14:00 }"
            ),
            "PK005",
            "no calendar has that day",
        ),
        (
            (
                '[show]\nlive_items = [{ title = "A", status = "live", start = 2026-01-05, '
                'end = 2026-01-04, url = "https://a.example/l.mp3" }]'
            ),
            "PK005",
            "show.live_items.0.end is a time that is not after the start",
        ),
        (
            '[show]\nchat = { server = "irc.a.example" }',
            "PK005",
            "show.chat is a table without protocol",
        ),
        (
            (
                '[show]\nlive_items = [{ title = "A", status = "soon", start = 2026-01-05, '
                'url = "https://a.example/l.mp3" }]'
            ),
            "PK005",
            "show.live_items.0.status is",
        ),
        (
            (
                '[show]\nlive_items = [{ title = "A", status = "live", start = 2026-01-05, '
                'url = "https://a.example/l.mp3" }]'
            ),
            "PK005",
            "without content_links",
        ),
        (
            (
                '[show]\nlive_items = [{ title = "A", status = "live", start = 2026-01-05, '
                'url = "https://a.example/l.mp3", txt = "x", images = ["cover.jpg"] }]'
            ),
            "PK005",
            "show.live_items.0.images.0 is",
        ),
        ('[content]\npreset = "astro"', "PK005", "[content] has no permalink"),
        ('[content]\npreset = "drupal"', "PK005", "should be one of"),
        ('[content]\ntimezone = "Mars/Olympus"', "PK005", "no zone"),
        ('[content]\ntimezone = "../../etc/passwd"', "PK005", "no zone"),
        ('[content]\npublish_time = "25:00"', "PK005", "content.publish_time is"),
        ('[content]\nepisodes = "/srv/episodes"', "PK010", "leaves the project"),
        ('[audio]\nmax_read = "lots"', "PK005", "no size"),
        ("[audio]\njobs = 0", "PK005", "audio.jobs is 0"),
        ("[audio]\ntimeout = nan", "PK005", "audio.timeout is"),
        ('[output]\nfolder = "../public"', "PK010", "leaves the project"),
        ('[output]\nfeed = "/feed.xml"', "PK010", "leaves the project"),
        ('[output]\ntemplates = "../mine"', "PK010", "leaves the project"),
        ('[look]\naccent = "red"', "PK005", "look.accent is the text"),
        ('[look]\npaper = "#12345"', "PK005", "look.paper is the text"),
        ("[look]\naccent = 0x9a3412", "PK005", "look.accent is 10105874"),
        ('[look]\ntext_font = "url(https://a.example/f.woff2)"', "PK005", "look.text_font is"),
        ('[look]\ntext_font = "Arial; } body { display: none"', "PK005", "look.text_font is"),
        ("[look]\nheading_font = '\"Fira Sans, serif'", "PK005", "look.heading_font is"),
        ('[look]\nheading_font = ""', "PK005", "look.heading_font is"),
        ("[look]\nfrom_cover = 1", "PK005", "should be true or false"),
        ('[validate]\nignore = { long = "x" }', "PK005", 'validate.ignore has "long"'),
        ("[fields]\ntitle = 3", "PK005", "fields.title is"),
    ],
)
def test_a_bad_key_is_told(line: str, code: str, words: str) -> None:
    """The rest of the file is read all the same: one run tells everything."""
    table, _, key = line.partition("\n")
    name = key.partition(" ")[0]
    kept = "\n".join(row for row in MINIMAL.splitlines() if row.partition(" ")[0] != name)
    text = kept.replace("[show]", f"[show]\n{key}") if table == "[show]" else f"{kept}\n{line}\n"
    _, problems = read(text)
    assert any(found == code and words in message for found, message in problems), problems


@pytest.mark.parametrize(
    ("written", "blocked"),
    [('"Yes"', True), ('"true"', True), ('"all"', True), ('"no"', False), ('"spotify"', False)],
)
def test_block_in_words_is_no_service(*, written: str, blocked: bool) -> None:
    """``itunes:block`` has the word Yes; read as a service's name it would block nobody."""
    show = whole(f"{MINIMAL}block = {written}\n").show
    services = [block.service for block in show.podcasting.blocks] if show.podcasting else []
    assert (show.block, services) == (blocked, ["spotify"] if "spotify" in written else [])


def test_a_recurrence_rule_loses_its_name_in_any_case() -> None:
    show = whole(f'{MINIMAL}update_frequency = "rrule:FREQ=WEEKLY"\n').show
    assert show.podcasting is not None
    assert show.podcasting.update_frequency == UpdateFrequency(rrule="FREQ=WEEKLY")


def test_the_nearest_name_is_offered() -> None:
    _, problems = parse(b'[show]\ntitel = "A"\nfolder = "x"\n[shwo]\n', path="p")
    hints = {str(problem.key[-1]): problem.hint for problem in problems if problem.key}
    assert hints["titel"] == "did you mean title?"
    assert hints["folder"] == "folder belongs in [output]"
    assert hints["shwo"] == "did you mean [show]?"


@pytest.mark.parametrize("missing", ["title", "description", "link", "feed_url", "language"])
def test_a_missing_key_of_the_show_is_told(missing: str) -> None:
    text = "\n".join(row for row in MINIMAL.splitlines() if not row.startswith(f"{missing} "))
    project, problems = read(text)
    assert project is not None
    assert (getattr(project.show, missing), problems) == ("", [])


ZOLA_CONFIG = b"""
base_url = "https://z.example"
title = "Z"
description = "Y"
default_language = "fr"
[markdown]
smart_punctuation = true
[slugify]
paths = "safe"
paths_keep_dates = true
"""


def test_a_zola_site_says_what_the_show_leaves_out() -> None:
    text = '[show]\nfeed_url = "https://z.example/feed.xml"\nimage = "c.jpg"\n'
    text += '[content]\npreset = "zola"\n'
    assert wants_zola_config(text.encode())
    assert not wants_zola_config(MINIMAL.encode())
    project = whole(text, zola_config=ZOLA_CONFIG)
    show, content = project.show, project.content
    assert (show.title, show.description, show.link, show.language) == (
        "Z", "Y", "https://z.example", "fr",
    )  # fmt: skip
    assert content.smart_punctuation
    assert (content.slugify_paths, content.paths_keep_dates) == ("safe", True)
    assert (content.episodes, content.static, content.extra) == (("content",), "static", "extra")
    assert not project.output.pages
    own = whole(text.replace("[show]", '[show]\ntitle = "Own"'), zola_config=ZOLA_CONFIG)
    assert own.show.title == "Own"


PRESETS = {
    "plain": (("episodes",), "/episodes/{slug}/", None, None, True),
    "zola": (("content",), "/{page.section}/{slug}/", "static", "extra", False),
    "hugo": (("content",), "/{page.section}/{slug}/", "static", "params", False),
    "jekyll": (
        ("_posts",), "/{categories}/{year}/{month}/{day}/{slug}.html", ".", None, False,
    ),
    "eleventy": ((".",), "/{page.section}/{page.name}/", ".", None, False),
    "astro": (("src/content",), "/x/{slug}/", "public", None, False),
}  # fmt: skip


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_fills_in_what_the_project_leaves_out(name: str) -> None:
    given = 'permalink = "/x/{slug}/"\n' if name == "astro" else ""
    project = whole(f'{MINIMAL}[content]\npreset = "{name}"\n{given}')
    content = project.content
    assert (
        content.episodes, content.permalink, content.static, content.extra, project.output.pages,
    ) == PRESETS[name]  # fmt: skip
    assert content.audio_required == (name == "plain")
    assert project.mapped == frozenset()


def test_every_preset_of_the_schema_is_there() -> None:
    words = schema()["properties"]["content"]["properties"]["preset"]["enum"]
    assert set(words) == set(PRESETS)


def test_the_projects_own_fields_come_before_the_presets() -> None:
    text = f'{MINIMAL}[content]\npreset = "hugo"\n[fields]\ndate = "day"\n'
    project = whole(text)
    assert project.fields["date"] == ("day",)
    assert project.fields["type"] == ()
    assert project.mapped == {"date"}
    assert whole(text.replace('date = "day"', "")).fields["date"] == (
        "date", "publishdate", "pubdate", "published",
    )  # fmt: skip


def test_an_own_permalink_holds_for_jekylls_collections_too() -> None:
    text = f'{MINIMAL}[content]\npreset = "jekyll"\n'
    assert whole(text).content.other_permalink == "/{page.path}.html"
    own = whole(f'{text}permalink = "/{{slug}}/"\n').content
    assert (own.permalink, own.other_permalink) == ("/{slug}/", None)


@pytest.mark.parametrize("config", [None, b"", b"base_url = [", b"\xff\xfe", b"slugify = 3"])
def test_what_is_wrong_in_zolas_file_is_zolas_to_tell(config: bytes | None) -> None:
    text = MINIMAL + '[content]\npreset = "zola"\n'
    assert whole(text, zola_config=config).show.title == "The Test"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[show\n", "PK002"),
        (b"\xff\xfe\x00", "PK001"),
        (b"x = " + b"[" * 30_000, "PK002"),
        (b"x = " + b"{a=" * 30_000, "PK002"),
        (b"a." * 30_000 + b"b = 1", "PK002"),
    ],
)
def test_what_is_no_toml_is_one_problem(data: bytes, code: str) -> None:
    project, problems = parse(data, path="podcast.toml")
    assert project is None
    assert [(problem.code, problem.line) for problem in problems] == [(code, 1)]


@given(st.binary(max_size=200))
def test_any_bytes_are_settings_or_problems(data: bytes) -> None:
    project, problems = parse(data, path="podcast.toml", zola_config=data)
    assert project is not None or problems


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
anything = st.recursive(
    scalars, lambda some: st.lists(some, max_size=2) | st.dictionaries(st.text(max_size=3), some)
)
KEYS = [
    (table, name)
    for table, part in schema()["properties"].items()
    for name in [*part.get("properties", {}), "nonsense"]
]


@given(key=st.sampled_from(KEYS), value=anything)
def test_any_value_of_any_key_is_a_setting_or_a_problem(key: tuple[str, str], value: Any) -> None:
    """Never an exception, whatever stands there."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    table = tomlkit.parse(MINIMAL).unwrap()
    table.setdefault(key[0], {})[key[1]] = value
    try:
        data = tomlkit.dumps(table).encode()
    except (TOMLKitError, ValueError, TypeError):
        return  # what TOML cannot say (null, lone surrogates) cannot stand in a file
    project, problems = parse(data, path="podcast.toml")
    assert project is not None or problems
