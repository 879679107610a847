"""``[show] subscribe``: what is good is kept in its order, and what is bad told at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.model import SubscribeLink
from podcastkit.project import parse
from podcastkit.project.schema import schema
from podcastkit.project.subscribe import directory_name
from tests.projects import TOML, Project

SHOW = """[show]
title = "A"
description = "B"
link = "https://a.example"
feed_url = "https://a.example/feed.xml"
language = "en"
image = "https://a.example/cover.jpg"
"""
KNOWN = schema()["properties"]["show"]["properties"]["subscribe"]["properties"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("apple", "Apple Podcasts"), ("Apple Podcasts", "Apple Podcasts"), ("pocketcasts", "Pocket Casts"),
        ("pocket_casts", "Pocket Casts"), ("Player.fm", "Player FM"), ("fyyd", "fyyd"),
        ("XiaoYuZhou", "小宇宙"), ("A  Small Directory", "A Small Directory"), ("…", "…"),
    ],
)  # fmt: skip
def test_a_directory_has_its_own_spelling(key: str, name: str) -> None:
    assert directory_name(key) == name


@given(st.text())
def test_any_key_is_a_name(key: str) -> None:
    assert bool(directory_name(key)) == bool(key.strip())


def test_names_and_keys_of_directories_are_told_apart() -> None:
    names = [part["title"] for part in KNOWN.values()]
    assert len(set(names)) == len(names)
    assert all(directory_name(key) == directory_name(part["title"]) for key, part in KNOWN.items())


def test_a_bad_link_is_left_out_and_the_others_stay() -> None:
    text = (
        SHOW
        + """[show.subscribe]
overcast = "https://overcast.fm/p1"
apple = "podcasts.apple.com/x"
"Our List" = "http://list.example/?a=1&b=2"
"""
    )
    project, problems = parse(text.encode(), path="podcast.toml")
    assert project is not None
    assert project.show.subscribe == (
        SubscribeLink(name="Overcast", url="https://overcast.fm/p1"),
        SubscribeLink(name="Our List", url="http://list.example/?a=1&b=2"),
    )
    (problem,) = problems
    assert problem.key == ("show", "subscribe", "apple")
    assert 'for example apple = "https://podcasts.apple.com/' in (problem.hint or "")


def test_validate_tells_of_a_bad_link_at_its_line(project: Project) -> None:
    link = '[show]\nsubscribe = { "Our List" = "ftp://list.example" }\n'
    project.write("podcast.toml", TOML.replace("[show]\n", link))
    ran = project.run("validate")
    told = "podcast.toml:2:15: error PK005 show.subscribe.Our List is the text"
    assert told in ran.out + ran.err
