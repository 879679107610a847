"""Any text in any field of the podcast namespace: well-formed, and read back by the namespace."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from podcastkit import model
from podcastkit.feed.urls import ascii_url
from podcastkit.feed.write import TAIL, head, item
from podcastkit.model import EpisodePodcasting, LiveItem, ShowPodcasting
from tests.feed.test_any_text import lines, one_line, texts

NS = "{https://podcastindex.org/namespace/1.0}"
MOMENT = datetime(2026, 3, 1, 20, tzinfo=UTC)
_URLS = ("url", "uri", "feed_url", "account_url", "image")


def _of(kind: Any, **fixed: Any) -> st.SearchStrategy[Any]:
    """Any of a part of the model, each of its texts any text."""
    given_ones: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        words = str(field.type)
        if field.name in fixed:
            given_ones[field.name] = fixed[field.name]
        elif words.startswith("str"):
            given_ones[field.name] = st.none() | texts if "None" in words else texts
        elif words.startswith("int"):
            given_ones[field.name] = st.integers(0, 10**9)
        elif words.startswith("float"):
            given_ones[field.name] = st.floats(0, 1e6)
        elif words.startswith("bool"):
            given_ones[field.name] = st.booleans()
        elif words.startswith("datetime"):
            given_ones[field.name] = st.just(MOMENT)
    return st.builds(kind, **given_ones)


def _some(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=2).map(tuple)


remote = _of(model.RemoteItem)
recipient = _of(model.Recipient)
split = _of(model.TimeSplit, remote=st.none() | remote, recipients=_some(recipient))
value = _some(_of(model.Value, recipients=_some(recipient), time_splits=_some(split)))
enclosure = _of(
    model.AlternateEnclosure,
    sources=_some(_of(model.MediaSource)),
    integrity=st.none() | _of(model.Integrity),
)
BOTH: dict[str, Any] = {
    "locations": _some(_of(model.Location)),
    "images": _some(_of(model.Picture)),
    "value": value,
    "social_interact": _some(_of(model.Social)),
    "chat": st.none() | _of(model.Chat),
    "txt": _some(_of(model.Txt)),
}
episodes = st.builds(
    EpisodePodcasting,
    **BOTH,
    funding=_some(_of(model.Funding)),
    soundbites=_some(_of(model.Soundbite)),
    alternate_enclosures=_some(enclosure),
    content_links=_some(_of(model.ContentLink)),
)
shows = st.builds(
    ShowPodcasting,
    **BOTH,
    blocks=_some(_of(model.Block)),
    update_frequency=st.none() | _of(model.UpdateFrequency),
    podping=st.none() | st.booleans(),
    trailers=_some(_of(model.Trailer)),
    publisher=st.none() | remote,
    podroll=_some(remote),
    remote_items=_some(remote),
    live_items=_some(_of(LiveItem, podcasting=episodes, persons=st.just(()))),
)


def elements(parent: Any, name: str) -> list[Any]:
    return list(parent.findall(NS + name))


def attributes(thing: Any, names: dict[str, str]) -> dict[str, str]:
    """What an element's attributes should say of a part of the model."""
    wanted = {}
    for field, attribute in names.items():
        text = getattr(thing, field)
        if field in _URLS and text:
            text = ascii_url(text)
        if text and one_line(text):
            wanted[attribute] = one_line(text)
    return wanted


def holds_both(place: Any, group: Any) -> None:
    """The tags that a channel and an item may have."""
    names = {"rel": "rel", "geo": "geo", "osm": "osm", "country": "country"}
    assert [(tag.text, dict(tag.attrib)) for tag in elements(place, "location")] == [
        (one_line(location.name), attributes(location, names))
        for location in group.locations
        if one_line(location.name)
    ]
    assert [tag.text for tag in elements(place, "txt")] == [
        lines(txt.text) for txt in group.txt if lines(txt.text)
    ]
    names = {"url": "href", "alt": "alt", "aspect_ratio": "aspect-ratio", "type": "type"}
    found = [dict(tag.attrib) for tag in elements(place, "image")]
    wanted = [attributes(picture, names) for picture in group.images]
    kept = [each for each in wanted if "href" in each]
    assert [{key: tag[key] for key in tag if key in names.values()} for tag in found] == kept
    names = {
        "server": "server",
        "protocol": "protocol",
        "account_id": "accountId",
        "space": "space",
    }
    chat = attributes(group.chat, names) if group.chat else {}
    assert [dict(tag.attrib) for tag in elements(place, "chat")] == (
        [chat] if "server" in chat and "protocol" in chat else []
    )
    names = {"type": "type", "method": "method", "suggested": "suggested"}
    wanted = [attributes(payment, names) for payment in group.value]
    found = [dict(tag.attrib) for tag in elements(place, "value")]
    assert found == [each for each in wanted if "type" in each and "method" in each]


@settings(max_examples=150, deadline=None)
@given(group=shows)
def test_any_text_of_a_shows_group_comes_back(*, make_show: Any, read: Any, group: Any) -> None:
    feed = head(make_show(podcasting=group), built=None) + TAIL
    channel = etree.fromstring(feed, etree.XMLParser(recover=False)).find("channel")
    assert not read(feed).feedparser.bozo
    holds_both(channel, group)
    assert [tag.text for tag in elements(channel, "trailer")] == [
        one_line(trailer.title)
        for trailer in group.trailers
        if one_line(trailer.title) and one_line(ascii_url(trailer.url))
    ]
    assert [tag.get("id") for tag in elements(channel, "block")] == [
        one_line(block.service) for block in group.blocks if one_line(block.service)
    ]
    guids = [one_line(item.feed_guid) for item in group.podroll if one_line(item.feed_guid)]
    for podroll in elements(channel, "podroll"):
        assert [tag.get("feedGuid") for tag in elements(podroll, "remoteItem")] == guids
    assert bool(elements(channel, "podroll")) == bool(guids)
    for live in elements(channel, "liveItem"):
        assert {"title", "guid", "enclosure"} <= {tag.tag for tag in live}


@settings(max_examples=150, deadline=None)
@given(group=episodes)
def test_any_text_of_an_episodes_group_comes_back(
    *, make_show: Any, make_episode: Any, read: Any, group: Any
) -> None:
    piece = item(make_episode(podcasting=group), notes_html="", description_html=None)
    feed = head(make_show(), built=None) + piece + TAIL
    place = etree.fromstring(feed, etree.XMLParser(recover=False)).find("channel/item")
    found = read(feed)
    assert not found.feedparser.bozo
    assert found.entry.title == "The first one"
    holds_both(place, group)
    assert [tag.text or "" for tag in elements(place, "soundbite")] == [
        one_line(bite.title or "") for bite in group.soundbites
    ]
    for tag, bite in zip(elements(place, "soundbite"), group.soundbites, strict=True):
        assert abs(float(tag.get("startTime")) - bite.start) < 0.001
    for form in elements(place, "alternateEnclosure"):
        assert all(tag.get("uri") for tag in elements(form, "source"))
    assert [tag.text for tag in elements(place, "contentLink")] == [
        one_line(link.text)
        for link in group.content_links
        if one_line(link.text) and one_line(ascii_url(link.url))
    ]
