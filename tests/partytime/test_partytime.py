"""Every tag of the podcast namespace, from the key that a podcaster types to an app's reader.

podcast-partytime reads the feed and knows nothing of us. What it does not know itself is read by
lxml, by the namespace: ``podcast:image``, ``updateFrequency``, ``podping``, an item's
``contentLink``, chat and funding, ``socialInteract`` of a channel, and of a location all but name,
geo and osm.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from podcastkit.feed.podcasting20 import EPISODE_TAGS, SHOW_TAGS, episode_tags, show_tags
from tests.conftest import missing
from tests.projects import TOML, Project

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / ".node" / "node_modules"
NS = "{https://podcastindex.org/namespace/1.0}"
OTHER = "9b024349-ccf0-5f69-a609-6b82873eab3c"
NODE = "02d5c1bf8b940dc9cadca86d1b0a3c37fbe39cee4c7e839e33bef9174531d27f52"
HASH = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

SHOW = f"""
guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
locked = true
owner = {{ name = "Ada", email = "ada@a.example" }}
medium = "music"
license = "cc-by-4.0"
funding = {{ url = "https://a.example/coffee", text = "Coffee & cake" }}
persons = [{{ name = "Ada", role = "host", url = "https://a.example/ada", img = "https://a.example/ada.jpg" }}]
block = {{ all = true, google = false, amazon = true }}
location = [
    {{ name = "Vienna", rel = "creator", geo = "48.2083, 16.3725", osm = "R109166", country = "AT" }},
    "Everywhere",
]
update_frequency = {{ text = "Mondays", rrule = "FREQ=WEEKLY;BYDAY=MO;COUNT=9", dtstart = 2026-01-05, complete = true }}
podping = true
trailers = [
    {{ title = "Soon", url = "https://a.example/t.mp3", date = 2026-01-05, bytes = 12345, type = "audio/mpeg", season = 2 }},
    {{ title = "Now", url = "https://a.example/n.mp3", date = 2026-02-05T10:00:00+02:00 }},
]
images = [{{ url = "https://a.example/wide ä.jpg", alt = "A <b>", aspect_ratio = "16/9", width = 1600, height = 900, type = "image/webp", purpose = ["artwork", "social"] }}]
social_interact = "https://social.example/@ada/1"
chat = {{ server = "irc.a.example", protocol = "irc", account_id = "@ada", space = "#show" }}
publisher = {{ feed_guid = "003af0a0-6a45-55cf-b765-68e3d349551a", feed_url = "https://p.example/feed.xml" }}
podroll = ["{OTHER}", {{ feed_guid = "29cdca4a-32d8-56ba-b48b-09a011c5daa9", feed_url = "https://o.example/f.xml", title = "Other", medium = "video" }}]
remote_items = {{ feed_guid = "{OTHER}", item_guid = "x-1", medium = "music" }}
txt = ["plain", {{ text = "S6lpp-7ZC", purpose = "verify" }}]

[show.value]
suggested = 0.00000005
recipients = [
    {{ name = "Ada", address = "{NODE}", split = 90, custom_key = "818818", custom_value = "ada" }},
    {{ name = "Host", address = "fee@h.example", split = 10, fee = true }},
]

[[show.live_items]]
title = "Live <now>"
status = "live"
start = 2026-03-04T20:00:00+01:00
end = 2026-03-04T21:00:00+01:00
url = "https://stream.example/live?x=1&y=2"
bytes = 312
guid = "live-1"
link = "https://a.example/live"
description = "Questions."
image = "https://a.example/live.jpg"
persons = [{{ name = "Ben", role = "guest" }}]
content_links = [{{ url = "https://video.example/live", text = "Watch" }}]
chat = {{ server = "xmpp.a.example", protocol = "xmpp" }}
value = {{ recipients = [{{ address = "ben@w.example", split = 1 }}] }}
alternate_enclosures = [{{ type = "audio/opus", url = "https://stream.example/live.opus", default = true }}]

[[show.live_items]]
title = "Later"
status = "pending"
start = 2026-04-04
url = "https://stream.example/later.mp3"
link = "https://a.example/later"
"""

EPISODE = f"""
season = 2
season_name = "Winter"
episode = 7
episode_display = "VII"
license = "cc0-1.0"
chapters = [{{ start = 0, title = "A" }}, {{ start = 1, title = "B" }}, {{ start = 2, title = "C" }}]
persons = [{{ name = "Cleo", role = "guest" }}]
location = {{ name = "Graz", rel = "subject", geo = "geo:47.07,15.44", osm = "R34719", country = "at" }}
funding = "https://a.example/coffee"
images = "https://a.example/ep.jpg"
soundbites = [
    {{ start = "0:01", duration = 60, title = "Why" }},
    {{ start = 73.25, end = "1:40" }},
]
social_interact = [
    {{ uri = "https://social.example/@ada/3", account_id = "@ada", account_url = "https://social.example/@ada", priority = 1 }},
    "https://bsky.app/profile/ada/post/3",
]
chat = {{ server = "matrix.a.example", protocol = "matrix" }}
content_links = ["https://video.example/watch/3", {{ url = "https://a.example/3", text = "Here" }}]
txt = {{ text = "2026-01-02", purpose = "release" }}

[[alternate_enclosures]]
type = "audio/opus"
bytes = 32400
bitrate = 96000.5
title = "Small"
lang = "de"
rel = "low"
codecs = "opus"
default = "yes"
integrity = "{HASH}"
sources = ["https://cdn.example/1.opus", {{ url = "https://cdn.example/1.torrent", type = "application/x-bittorrent" }}, "ipfs://Qm1"]

[[alternate_enclosures]]
type = "video/mp4"
length = "99"
height = 1080
url = "https://cdn.example/1.mp4"

[value]
method = "amp"
suggested = "0.00000015000"
recipients = [{{ name = "Cleo", type = "node", address = "{NODE}", split = "100" }}]
time_splits = [
    {{ start = "1:00", duration = 237, remote = {{ feed_guid = "{OTHER}", item_guid = "y", medium = "music" }}, remote_start = 174, remote_percentage = 95 }},
    {{ start = 330, end = "6:23.5", recipients = [{{ address = "dan@w.example", split = 3 }}] }},
]
"""


@dataclass(frozen=True)
class Read:
    """The feed as partytime reads it, and its tree."""

    feed: dict[str, Any]
    channel: Any

    @property
    def item(self) -> dict[str, Any]:
        found: dict[str, Any] = self.feed["items"][0]
        return found

    def tags(self, name: str, parent: str = "channel") -> list[tuple[str, dict[str, str]]]:
        place = self.channel if parent == "channel" else self.channel.find("item")
        return [(tag.text or "", dict(tag.attrib)) for tag in place.findall(NS + name)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A show that uses every key, published."""
    show = Project(tmp_path_factory.mktemp("show"), TOML.replace("\n[audio]", f"{SHOW}\n[audio]"))
    tables = EPISODE.index("\n[[")
    path = show.episode(1, extra=f"{EPISODE[:tables]}\n")
    text = show.read(path).replace("\n[extra]", f"{EPISODE[tables:]}\n[extra]")
    show.write(path, text)
    show.write(path.replace(".md", ".vtt"), "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n")
    ran = show.feed()
    assert ran.exit == 0, ran.out
    return show


@pytest.fixture(scope="module")
def read(project: Project) -> Read:
    if shutil.which("node") is None:
        missing("Node")
    if not (MODULES / "podcast-partytime").is_dir():
        missing("podcast-partytime (make partytime)")
    feed = project.read("feed/feed.xml")
    made = subprocess.run(
        ["node", str(HERE / "read.js")], input=feed, capture_output=True, text=True, check=True,
        env={"NODE_PATH": str(MODULES), "PATH": "/usr/local/bin:/usr/bin:/bin", "PARTYTIME_LOG": "silent"},
    )  # fmt: skip
    return Read(json.loads(made.stdout), etree.fromstring(feed.encode()).find("channel"))


def test_what_was_written_before(read: Read) -> None:
    feed, item = read.feed, read.item
    assert feed["guid"] == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert (feed["locked"], feed["podcastOwner"]) == (True, "ada@a.example")
    assert feed["medium"] == "music"
    assert feed["license"]["identifier"] == "cc-by-4.0"
    assert feed["podcastFunding"] == [
        {"message": "Coffee & cake", "url": "https://a.example/coffee"}
    ]
    host = {"name": "Ada", "role": "Host", "group": "Cast"}
    links = {"href": "https://a.example/ada", "img": "https://a.example/ada.jpg"}
    assert feed["podcastPeople"] == [host | links]
    assert item["podcastPeople"] == [
        host | links,
        {"name": "Cleo", "role": "Guest", "group": "Cast"},
    ]
    assert item["podcastSeason"] == {"number": 2, "name": "Winter"}
    assert item["podcastEpisode"] == {"number": 7, "display": "VII"}
    assert item["license"]["identifier"] == "cc0-1.0"
    folder = "https://a.example/episodes/number-1"
    assert item["podcastChapters"] == {"url": f"{folder}/chapters.json", "type": "application/json+chapters"}  # fmt: skip
    transcripts = item["podcastTranscripts"]
    assert transcripts[0]["url"] == f"{folder}/transcript.vtt"
    assert transcripts[0]["type"] == "text/vtt"


def test_block(read: Read) -> None:
    assert read.feed["podcastBlocked"] == "yes"
    assert read.feed["podcastBlockedPlatforms"] == {"google": False, "amazon": True}


def test_location(read: Read) -> None:
    first = {"name": "Vienna", "geo": "geo:48.2083,16.3725", "osm": "R109166"}
    assert read.feed["podcastLocation"] == first
    assert read.item["podcastLocation"] == {
        "name": "Graz",
        "geo": "geo:47.07,15.44",
        "osm": "R34719",
    }
    assert read.tags("location") == [
        ("Vienna", {"rel": "creator", "geo": "geo:48.2083,16.3725", "osm": "R109166", "country": "AT"}),
        ("Everywhere", {}),
    ]  # fmt: skip
    assert read.tags("location", "item")[0][1]["rel"] == "subject"
    assert read.tags("location", "item")[0][1]["country"] == "at"


def test_update_frequency(read: Read) -> None:
    rule = {"complete": "true", "dtstart": "2026-01-05", "rrule": "FREQ=WEEKLY;BYDAY=MO;COUNT=9"}
    assert read.tags("updateFrequency") == [("Mondays", rule)]


def test_podping(read: Read) -> None:
    assert read.tags("podping") == [("", {"usesPodping": "true"})]


def test_trailer(read: Read) -> None:
    assert read.feed["trailers"] == [
        {"title": "Soon", "url": "https://a.example/t.mp3", "pubdate": "2026-01-05T00:00:00.000Z",
         "length": 12345, "type": "audio/mpeg", "season": 2},
        {"title": "Now", "url": "https://a.example/n.mp3", "pubdate": "2026-02-05T08:00:00.000Z"},
    ]  # fmt: skip
    assert read.tags("trailer")[1][1]["pubdate"] == "Thu, 05 Feb 2026 08:00:00 +0000"


def test_image(read: Read) -> None:
    wide = {"href": "https://a.example/wide%20%C3%A4.jpg", "alt": "A <b>", "aspect-ratio": "16/9",
            "width": "1600", "height": "900", "type": "image/webp", "purpose": "artwork social"}  # fmt: skip
    assert read.tags("image") == [("", wide)]
    assert read.tags("image", "item") == [("", {"href": "https://a.example/ep.jpg"})]


def test_social_interact(read: Read) -> None:
    assert read.item["podcastSocialInteraction"] == [
        {"platform": "activitypub", "url": "https://social.example/@ada/3", "id": "@ada",
         "profileUrl": "https://social.example/@ada", "priority": 1},
        {"platform": "bluesky", "url": "https://bsky.app/profile/ada/post/3", "id": ""},
    ]  # fmt: skip
    post = {"protocol": "activitypub", "uri": "https://social.example/@ada/1"}
    assert read.tags("socialInteract") == [("", post)]


def test_chat(read: Read) -> None:
    assert read.feed["chat"] == {"phase": "7", "protocol": "irc", "server": "irc.a.example",
                                 "accountId": "@ada", "space": "#show"}  # fmt: skip
    assert read.tags("chat", "item") == [("", {"server": "matrix.a.example", "protocol": "matrix"})]


def test_publisher(read: Read) -> None:
    publisher = {"feedGuid": "003af0a0-6a45-55cf-b765-68e3d349551a", "feedUrl": "https://p.example/feed.xml"}  # fmt: skip
    assert read.feed["podcastPublisher"] == publisher


def test_podroll_and_remote_item(read: Read) -> None:
    assert read.feed["podroll"] == [
        {"feedGuid": OTHER},
        {"feedGuid": "29cdca4a-32d8-56ba-b48b-09a011c5daa9", "feedUrl": "https://o.example/f.xml",
         "title": "Other", "medium": "video"},
    ]  # fmt: skip
    items = [{"feedGuid": OTHER, "itemGuid": "x-1", "medium": "music"}]
    assert read.feed["podcastRemoteItems"] == items


def test_txt(read: Read) -> None:
    assert read.feed["podcastTxt"] == [
        {"value": "plain"},
        {"value": "S6lpp-7ZC", "purpose": "verify"},
    ]
    assert read.item["podcastTxt"] == [{"value": "2026-01-02", "purpose": "release"}]


def test_value(read: Read) -> None:
    assert read.feed["value"] == {
        "type": "lightning", "method": "keysend", "suggested": 0.00000005,
        "recipients": [
            {"name": "Ada", "type": "node", "address": NODE, "split": 90, "fee": False,
             "customKey": "818818", "customValue": "ada"},
            {"name": "Host", "type": "lnaddress", "address": "fee@h.example", "split": 10, "fee": True},
        ],
    }  # fmt: skip
    assert read.tags("value")[0][1]["suggested"] == "0.00000005"


def test_value_time_split(read: Read) -> None:
    value = read.item["value"]
    assert (value["method"], value["suggested"]) == ("amp", 0.00000015)
    assert read.tags("value", "item")[0][1]["suggested"] == "0.00000015000"
    assert value["valueTimeSplits"] == [
        {"type": "remoteItem", "startTime": 60, "duration": 237, "remoteStartTime": 174,
         "remotePercentage": 95,
         "remoteItem": {"feedGuid": OTHER, "itemGuid": "y", "medium": "music"}},
        {"type": "recipients", "startTime": 330, "duration": 53.5,
         "recipients": [{"type": "lnaddress", "address": "dan@w.example", "split": 3, "fee": False}]},
    ]  # fmt: skip


def test_soundbite(read: Read) -> None:
    assert read.item["podcastSoundbites"] == [
        {"startTime": 1, "duration": 60, "title": "Why"},
        {"startTime": 73.25, "duration": 26.75, "title": "The Test"},
    ]
    assert read.tags("soundbite", "item")[1][0] == ""  # an app then shows a title of its own


def test_alternate_enclosure_with_sources_and_integrity(read: Read) -> None:
    assert read.item["alternativeEnclosures"] == [
        {"type": "audio/opus", "length": 32400, "bitrate": 96000.5, "title": "Small", "lang": "de",
         "rel": "low", "codecs": "opus", "default": True, "integrity": {"type": "sri", "value": HASH},
         "source": [
             {"uri": "https://cdn.example/1.opus", "contentType": "audio/opus"},
             {"uri": "https://cdn.example/1.torrent", "contentType": "application/x-bittorrent"},
             {"uri": "ipfs://Qm1", "contentType": "audio/opus"},
         ]},
        {"type": "video/mp4", "length": 99, "height": 1080, "default": False,
         "source": [{"uri": "https://cdn.example/1.mp4", "contentType": "video/mp4"}]},
    ]  # fmt: skip


def test_content_link_and_funding_of_an_episode(read: Read) -> None:
    assert read.tags("contentLink", "item") == [
        ("video.example", {"href": "https://video.example/watch/3"}),
        ("Here", {"href": "https://a.example/3"}),
    ]
    assert read.tags("funding", "item") == [("a.example", {"url": "https://a.example/coffee"})]


def test_live_item(read: Read) -> None:
    first, second = read.feed["podcastLiveItems"]
    assert (first["title"], first["guid"], first["status"]) == ("Live <now>", "live-1", "live")
    assert (first["start"], first["end"]) == (
        "2026-03-04T19:00:00.000Z",
        "2026-03-04T20:00:00.000Z",
    )
    assert (first["link"], first["description"]) == ("https://a.example/live", "Questions.")
    stream = {"url": "https://stream.example/live?x=1&y=2", "length": 312, "type": "audio/mpeg"}
    assert first["enclosure"] == stream
    assert first["contentLinks"] == [{"title": "Watch", "url": "https://video.example/live"}]
    assert [(one["name"], one["role"]) for one in first["podcastPeople"]] == [
        ("Ada", "Host"),
        ("Ben", "Guest"),
    ]
    assert first["chat"] == {"phase": "7", "protocol": "xmpp", "server": "xmpp.a.example"}
    assert first["value"]["recipients"][0]["address"] == "ben@w.example"
    sources = [{"uri": "https://stream.example/live.opus", "contentType": "audio/opus"}]
    assert first["alternativeEnclosures"][0]["source"] == sources
    assert (second["status"], second["start"]) == ("pending", "2026-04-04T00:00:00.000Z")
    assert second["contentLinks"] == [{"title": "Later", "url": "https://a.example/later"}]
    assert second["guid"] != first["guid"]


def test_no_tag_that_podcastkit_writes_is_forgotten_here(read: Read) -> None:
    makers = (*SHOW_TAGS, *show_tags.TAGS, *EPISODE_TAGS, *episode_tags.TAGS)
    told = {word.strip("`,.:").partition(":")[2] for make in makers
            for word in (make.__doc__ or "").split() if word.startswith("``podcast:")}  # fmt: skip
    in_feed = {tag.tag.removeprefix(NS) for tag in read.channel.iter() if NS in str(tag.tag)}
    assert len(told) > 20
    assert told <= in_feed
    inner = {"integrity", "source", "valueRecipient", "valueTimeSplit"}
    assert in_feed == told | inner


def test_the_feed_passes_the_rules_of_the_namespace(project: Project) -> None:
    """But for those of a show's cover and the like, which other tests are about."""
    feed = str(project.root / "feed" / "feed.xml")
    ran = project.run("validate", feed, "--profile", "podcasting2", "--strict", "--json")
    assert [f for f in ran.json["findings"] if f["severity"] != "info"] == []
