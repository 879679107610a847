"""The grammar of [fields]: keys, lists, templates, holes, data, empties, case."""

from __future__ import annotations

import pytest

from podcastkit.content.fields import Context, fill, find, find_all, holes, look_up

VALUES = {
    "Title": "A title",
    "empty": "",
    "nil": "00000000-0000-0000-0000-000000000000",
    "episode": {"audio": [{"url": "https://a.example/1.mp3"}, {"url": "https://a.example/2.mp3"}]},
    "guests": ["", "Ada"],
    "number": 7,
    "filename": "a b#ü.mp3",
    "flag": True,
    "extra": {"episode_url": "https://a.example/x.mp3", "Sub": {"deep": "yes"}},
}


@pytest.fixture
def context() -> Context:
    return Context(
        values=VALUES,
        data={"host": {"published_at": "2026-01-05", "duration": 12}},
        names={"slug": "hello", "year": "2026", "page.name": "007-hello", "page.number": "007"},
        extra="extra",
    )


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [
        ("Title", "A title", ("Title",)),
        ("title", "A title", ("Title",)),
        ("TITLE", "A title", ("Title",)),
        ("episode.audio.1.url", "https://a.example/2.mp3", ("episode", "audio", 1, "url")),
        ("episode_url", "https://a.example/x.mp3", ("extra", "episode_url")),
        ("extra.episode_url", "https://a.example/x.mp3", ("extra", "episode_url")),
        ("sub.deep", "yes", ("extra", "Sub", "deep")),
        ("host.published_at", "2026-01-05", None),
    ],
)
def test_a_key_is_dotted_and_found_without_case_and_in_the_generators_table(
    context: Context, key: str, value: object, path: tuple[object, ...] | None
) -> None:
    found = look_up(context, key)
    assert found is not None
    assert (found.value, found.key) == (value, path)


@pytest.mark.parametrize(
    "key", ["nothing", "empty", "nil", "episode.audio.9.url", "host.nothing", "Title.x", "duration"]
)
def test_what_is_absent_or_empty_is_not_found(context: Context, key: str) -> None:
    """``duration`` of a data file never stands for the episode's own."""
    assert look_up(context, key) is None


def test_the_first_specification_that_is_not_empty_wins(context: Context) -> None:
    found = find(context, "date", ("empty", "nothing", "host.published_at", "Title"))
    assert found is not None
    assert found.value == "2026-01-05"


def test_of_a_list_the_first_item_that_is_not_empty(context: Context) -> None:
    found = find(context, "title", ("guests",))
    assert found is not None
    assert (found.value, found.key) == ("Ada", ("guests", 1))


def test_things_of_which_there_are_many_take_all(context: Context) -> None:
    found = [hit.value for hit in find_all(context, "persons", ("guests", "nothing", "Title"))]
    assert found == [["", "Ada"], "A title"]


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("https://cdn.example/{filename}", "https://cdn.example/a%20b%23%C3%BC.mp3"),
        ("https://cdn.example/{number:03}.mp3", "https://cdn.example/007.mp3"),
        ("https://cdn.example/{year}/{slug}.mp3", "https://cdn.example/2026/hello.mp3"),
        ("https://cdn.example/{page.number}.mp3", "https://cdn.example/007.mp3"),
        ("https://cdn.example/{host.duration}", "https://cdn.example/12"),
        ("cache/{filename}", "cache/a b#ü.mp3"),
    ],
)
def test_holes_are_filled_and_encoded_in_urls_alone(
    context: Context, spec: str, expected: str
) -> None:
    found = find(context, "episode_url", (spec,))
    assert found is not None
    assert found.value == expected


def test_holes_in_a_guid_are_never_encoded(context: Context) -> None:
    found = find(context, "guid", ("https://my.example/{filename}",))
    assert found is not None
    assert found.value == "https://my.example/a b#ü.mp3"


@pytest.mark.parametrize("spec", ["{nothing}/x", "{empty}.mp3", "a/{flag}", "a/{episode}"])
def test_a_template_with_an_empty_hole_is_absent(context: Context, spec: str) -> None:
    assert find(context, "episode_url", (spec,)) is None
    assert fill(context, spec, encode=False) is None


def test_names_given_to_a_template_come_first_and_may_be_empty(context: Context) -> None:
    names = {"slug": "own", "section": ""}
    filled = fill(context, "/{section}/{slug}/{year}/", encode=False, names=names)
    assert filled == "//own/2026/"


def test_an_empty_specification_means_nowhere(context: Context) -> None:
    assert find(context, "type", ()) is None


def test_the_holes_of_a_template() -> None:
    assert holes("a/{number:03}/{ page.name }.mp3") == ["number", "page.name"]
