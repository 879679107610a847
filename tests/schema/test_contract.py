"""One contract for program and editors: what the schemas say is what the program reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import tomli

from podcastkit.content import fields, permalinks
from podcastkit.content.front_matter import parse
from podcastkit.jobs.load import load
from podcastkit.podcasting.episode import EPISODE_KEYS
from podcastkit.podcasting.keys import SHOW_KEYS
from podcastkit.project.parse import preset
from tests.projects import TOML, Project

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "podcastkit" / "schema"
SCHEMAS = {
    name: json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    for name in ("episode", "podcast")
}
EPISODE = SCHEMAS["episode"]
PRESETS = sorted(path.stem for path in (ROOT / "podcastkit/presets").glob("*.toml"))

_URL = "https://cdn.example/1.mp3"
VALUES: tuple[Any, ...] = (
    None, "", "  ", True, False, "yes", "No", "clean", "maybe", "explicit", 0, 1, -1, 12, 1.5, 2.0,
    99999999, "0", "1", "012", "+3", "-4", "1.5", "12 monkeys", "a text", " blanks ", "Ünïcode …",
    "full", "trailer", "bonus", "podcast", "1:02", "1:02:03.5", "90", "PT1H2M", "P", "PT", "1h",
    "2026-01-05", "2026-01-05T09:00:00Z", "2026/1/5 09:00", "5.1.2026", "2026-13-05", "1767603600",
    "2026-01-05T09:00:00+02:00", "20260105",
    _URL, "HTTP://cdn.example/a.mp3?x=1#y", "ftp://a.example/1.mp3", "https://ada:pw@a.example/1.mp3",
    "https:///1.mp3", "mailto:ada@a.example", "1.mp3", "a/b.jpg", "c:x",
    "a.vtt", "a.SRT", "a.md", "a.vtt?x", "a.doc", "https://a.example/a.vtt", "https://a.example/a.md",
    "ftp://a.example/a.vtt",
    {"name": "Ada"}, {"title": "Ada", "role": "host"}, {"role": "host"}, {"name": "X", "url": 3},
    {"url": "a.vtt"}, {"url": "a.doc"}, {"name": "X", "url": "https://a.example/x"},
    {"chapters": [{"start": 0, "title": "A"}]}, {"chapters": 3},
)  # fmt: skip
LISTS: tuple[Any, ...] = (
    [], [""], ["Ada", "Ben"], [{"name": "Ada"}, "Ben"], [1], [{"role": "host"}], ["a.vtt", "a.srt"],
    [{"url": "https://a.example/a.vtt"}], ["a.doc"], [{"start": 0, "title": "A"}, {"start": "1:00"}],
    [{"startTime": 3, "end": 9.5}], [{"title": "no start"}], [_URL, _URL],
    [{"url": _URL, "text": "Here"}], [{"text": "S6", "purpose": "verify"}, "x"],
    [{"name": "Rome", "rel": "Creator", "geo": "41.9, 12.5", "osm": "r41485", "country": "it"}],
    [{"name": "Rome", "geo": "Rome"}], [{"name": "Rome", "rel": "nearby"}], [{"name": "Rome", "osm": "41485"}],
    [{"name": "Rome", "country": "ITA"}],
    [{"url": _URL, "aspect_ratio": "16/9", "width": "1600", "purpose": ["a", "b"], "type": "image/webp"}],
    [{"href": _URL, "height": -1}], [{"url": _URL, "aspect_ratio": "16:9"}], [{"url": _URL, "type": "webp"}],
    [{"start": "1:13", "duration": 60}], [{"start": 73.5, "end": "2:13", "title": "Why"}],
    [{"start": 73.5, "duration": "long"}], [{"start": 73.5}], [{"start": "1:13", "duration": None}],
    [{"type": "audio/opus", "url": _URL, "bytes": 3, "bitrate": "96000.5", "default": "yes"}],
    [{"type": "audio/opus", "sources": ["ipfs://abc", {"uri": _URL, "type": "a/b"}], "length": "12"}],
    [{"type": "opus", "url": _URL}], [{"type": "audio/opus"}], [{"type": "audio/opus", "url": "a.opus"}],
    [{"type": "audio/opus", "url": _URL, "integrity": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}],
    [{"type": "audio/opus", "url": _URL, "integrity": {"type": "pgp-signature", "value": "iQ="}}],
    [{"type": "audio/opus", "url": _URL, "integrity": "md5-x"}], [{"type": "audio/opus", "url": _URL, "bytes": "many"}],
    [{"type": "audio/opus", "url": _URL, "default": "perhaps"}],
    [{"recipients": [{"address": "a@b.example", "split": 100}], "suggested": "0.00000005"}],
    [{"recipients": {"address": "02d5", "split": "1", "fee": True}, "suggested": 0.00000005}],
    [{"recipients": [{"address": "02d5"}]}], [{"recipients": [{"split": 1}]}], [{"type": "lightning"}],
    [{"recipients": [{"address": "02d5", "split": -1}]}], [{"recipients": [{"address": "02d5", "split": 1}], "suggested": "5 sats"}],
    [{"recipients": [{"address": "02d5", "split": 1}], "time_splits": [{"start": 60, "duration": 5, "remote": "9b024349-ccf0-5f69-a609-6b82873eab3c"}]}],
    [{"recipients": [{"address": "02d5", "split": 1}], "time_splits": [{"start": 60, "duration": 5}]}],
    [{"recipients": [{"address": "02d5", "split": 1}], "time_splits": [{"start": 60, "duration": 5, "remote": {"feed_url": _URL}}]}],
    [{"protocol": "disabled"}], [{"uri": _URL, "protocol": "activitypub", "priority": 1}], [{"url": "at://ada.example/1"}],
    [{"protocol": "activitypub"}], [{"uri": "somewhere"}], [{"uri": _URL, "priority": "first"}], [False],
 [{"start": "soon"}], [{"time": "0:10", "title": True}],
)  # fmt: skip
MANY = (
    "chapters",
    "persons",
    "transcript",
    *(name for name, key in EPISODE_KEYS.items() if key.many),
)
"""Keys that hold many. Of a list in another key the reader takes the first; the schema wants one."""

_NUMBERS = tuple(value for value in VALUES if type(value) in {int, float})
STRICTER: dict[str, tuple[Any, ...]] = {
    "alternate_enclosures": ([""],),
    "bytes": (-1, "-4"),
    "chapters": ([""],),
    "episode_url": _NUMBERS,
    "image": _NUMBERS,
    "soundbites": ([""],),
    "slug": (True, False, 1.5, *(value for value in VALUES if isinstance(value, dict))),
    "transcript": ([""],),
    "type": ("  ",),
    "value": ([""],),
}
"""What the reader makes something of, or passes over, and an editor marks all the same."""

LOOSER = [("guid", 2.0), ("persons", {"name": "X", "url": 3})]
"""What the schema takes and the reader does not.

To JSON Schema 2.0 is a whole number, and to a guid it is none; 3 is read as a text, and is no URL.
"""


def known() -> set[str]:
    """The keys that ``[fields]`` can place elsewhere: podcastkit's own names."""
    return set(SCHEMAS["podcast"]["properties"]["fields"]["properties"])


def keys_of(
    schema: dict[str, Any], definitions: dict[str, Any], above: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of a schema with what is said of it, references followed."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if schema["$ref"].startswith("#/definitions/"):
            yield from keys_of(definitions[name], definitions, above)
        return
    for name, part in schema.get("properties", {}).items():
        if "$ref" not in part:
            yield f"{above}{name}", part
        yield from keys_of(part, definitions, f"{above}{name}.")
    for word in ("oneOf", "anyOf", "allOf"):
        for choice in schema.get(word, []):
            yield from keys_of(choice, definitions, above)
    if isinstance(schema.get("items"), dict):
        yield from keys_of(schema["items"], definitions, f"{above}[].")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described_and_has_an_example_that_is_valid(name: str) -> None:
    jsonschema_rs.Draft7Validator(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "http://json-schema.org/draft-07/schema#"
    definitions = SCHEMAS[name]["definitions"]
    # A key of which a rule says more in another place is described where it is told of.
    found = {
        key: part
        for key, part in keys_of(SCHEMAS[name], definitions)
        if set(part) != {"type", "pattern"}
    }
    assert len(found) > 40
    for key, part in found.items():
        assert part.get("description", "").endswith("."), key
        assert part.get("examples"), key
        for example in part["examples"]:
            properties = {**SCHEMAS[name]["properties"], "it": part}
            whole = {"properties": properties, "definitions": definitions}
            assert jsonschema_rs.Draft7Validator(whole).is_valid({"it": example}), key


def test_the_episode_has_exactly_the_keys_that_the_reader_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is looked for while files are read with each preset, and no more."""
    asked: set[str] = set()
    find, find_all, top = fields.find, fields.find_all, permalinks._top  # noqa: SLF001 - the one door to keys of the top

    def watched(context: Any, name: str, specs: tuple[str, ...], **more: Any) -> Any:
        asked.update(spec.partition(".")[0] for spec in specs if not fields.is_template(spec))
        return find_all(context, name, specs, **more)

    def watched_find(context: Any, name: str, specs: tuple[str, ...]) -> Any:
        asked.update(spec.partition(".")[0] for spec in specs if not fields.is_template(spec))
        return find(context, name, specs)

    def watched_top(reader: Any, key: str) -> Any:
        asked.add(key)
        return top(reader, key)

    monkeypatch.setattr(fields, "find_all", watched)
    monkeypatch.setattr(fields, "find", watched_find)
    monkeypatch.setattr(permalinks, "_top", watched_top)
    front = json.dumps({"title": "A", "date": "2026-01-05", "episode_url": _URL})
    for name in PRESETS:
        more = f'[content]\npreset = "{name}"\nepisodes = "_posts"\n'
        more += 'permalink = "/{slug}/"\n' if name == "astro" else ""
        show = Project(tmp_path / name, TOML + more)
        show.write("_posts/2026-01-05-a.md", front + "\n\nNotes.\n")
        loaded = load(show.root / "podcast.toml")
        assert len(loaded.sources) == 1, loaded.problems
        traits = preset(name)["traits"]
        asked |= {traits[key] for key in ("extra", "published_key") if key in traits}
    assert parse(b'notes = "Hello"\n', "a.toml").body == "Hello"
    assert set(EPISODE["properties"]) == asked | known() | {"notes", "podcastkit"}


def test_the_group_of_the_podcast_namespace_is_in_both_schemas() -> None:
    """An episode's keys, those that a live item may have, and those of the show."""
    live = SCHEMAS["podcast"]["definitions"]["live_item"]["properties"]
    assert set(EPISODE_KEYS) <= set(EPISODE["properties"])
    assert set(EPISODE_KEYS) <= set(live)
    assert set(SHOW_KEYS) <= set(SCHEMAS["podcast"]["properties"]["show"]["properties"])


def test_keys_may_stand_in_the_generators_table() -> None:
    """But for a page's path, which generators read at the top alone."""
    for table in ("extra", "params"):
        inner = EPISODE["properties"][table]["properties"]
        assert set(inner) == known() - {"path"}
        assert all(part == {"$ref": f"#/properties/{key}"} for key, part in inner.items())
        assert any(preset(name)["traits"].get("extra") == table for name in PRESETS)


def read_without_a_problem(show: Project, cases: list[tuple[str, Any]]) -> list[bool]:
    """Whether the reader has nothing against each key's value."""
    for number, (key, value) in enumerate(cases):
        front = {"title": "A", "date": "2026-01-05", "episode_url": _URL, key: value}
        show.write(f"episodes/e{number:05}.md", json.dumps(front) + "\n\nNotes.\n")
    loaded = load(show.root / "podcast.toml")
    against = {"PK005", "PK008", "PK009"}
    bad = {problem.path for problem in loaded.problems if problem.code in against}
    return [f"episodes/e{number:05}.md" not in bad for number in range(len(cases))]


def test_the_schema_accepts_what_the_reader_takes(project: Project) -> None:
    """Each key with values of all kinds, good and bad, both judged apart."""
    keys = sorted(known() - {"path"})
    cases = [(key, value) for key in keys for value in VALUES]
    cases += [(key, value) for key in MANY for value in LISTS]
    schema = jsonschema_rs.Draft7Validator(EPISODE)
    accepted = [schema.is_valid({key: value}) for key, value in cases]
    taken = read_without_a_problem(project, cases)
    judged = list(zip(cases, accepted, taken, strict=True))
    refused = [case for case, accepts, takes in judged if takes and not accepts]
    assert by_words(refused) == by_words(
        [(key, value) for key, values in STRICTER.items() for value in values]
    )
    missed = [case for case, accepts, takes in judged if accepts and not takes]
    assert missed == LOOSER
    assert sum(accepted) > 500
    assert accepted.count(False) > 500


def by_words(cases: list[tuple[str, Any]]) -> list[str]:
    return sorted(map(repr, cases))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "episodes").rglob("*.*")), ids=lambda path: path.name
)
def test_the_sample_show_is_as_the_schema_says(path: Path) -> None:
    if path.suffix not in {".md", ".toml"} or path.name == "README.md":
        return
    values = parse(path.read_bytes(), path.name).values
    assert values
    assert errors("episode", values) == []
    assert errors("episode", {**values, "season": "one", "extra": {"draft": "perhaps"}}) == [
        ["extra", "draft"],
        ["season"],
    ]


def test_the_sample_settings_are_as_the_schema_says() -> None:
    table = tomli.loads((ROOT / "podcast.toml").read_text(encoding="utf-8"))
    assert errors("podcast", table) == []
    table["show"]["explicit"] = "no"
    table["output"] = {"folder": 3}
    assert errors("podcast", table) == [["output", "folder"], ["show", "explicit"]]


def errors(name: str, table: dict[str, Any]) -> list[list[str | int]]:
    """Where a table is not as a schema says; dates are texts, as in editors."""
    plain = json.loads(json.dumps(table, default=str))
    found = jsonschema_rs.Draft7Validator(SCHEMAS[name]).iter_errors(plain)
    return sorted(list(error.instance_path) for error in found)
