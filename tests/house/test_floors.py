"""The house stands: imports point down, and each room keeps to its work."""

from __future__ import annotations

import pytest

from tests.house import imports

SOURCES = imports.modules()
NAMES = frozenset(SOURCES)
ALL = [item for name, text in SOURCES.items() for item in imports.imports_of(name, text, NAMES)]


def read(module: str, source: str) -> list[imports.Import]:
    return imports.imports_of(module, source, NAMES)


def test_the_whole_package_is_looked_at() -> None:
    assert {"podcastkit", "podcastkit.cli", "podcastkit.model"} <= NAMES
    assert len(ALL) > 100


def test_every_room_stands_on_a_floor() -> None:
    rooms = {imports.room(name) for name in NAMES} - {""}
    assert [name for name in sorted(rooms) if imports.floor(name) is None] == []


def test_an_import_never_points_up_nor_to_a_neighbour() -> None:
    assert imports.against_floors(ALL) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert imports.circles(ALL) == []


def test_only_fetch_asks_hosts_and_only_preview_listens() -> None:
    """What a listening socket is made of, preview has from the standard library's server."""
    asking = imports.NETWORK - {"socket"}
    assert imports.foreign(ALL, asking, "fetch") == []
    assert imports.foreign(ALL, frozenset({"socket"}), "fetch", "preview") == []
    assert imports.foreign(ALL, imports.LISTENING, "preview") == []


def test_only_cli_prints() -> None:
    assert imports.foreign(ALL, imports.PRINTING, "cli") == []
    found = [
        wrong
        for name, text in SOURCES.items()
        if imports.room(name) != "cli"
        for wrong in imports.printing(name, text)
    ]
    assert found == []


def test_only_publication_lock_state_and_jobs_write_files() -> None:
    found = [
        wrong
        for name, text in SOURCES.items()
        if imports.room(name) not in imports.WRITERS
        for wrong in imports.writing(name, text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("podcastkit.model", "from podcastkit.lock import Lock", "above"),
        ("podcastkit.lock", "def f():\n    from podcastkit.jobs import build", "above"),
        (
            "podcastkit.inputs",
            "if TYPE_CHECKING:\n    from podcastkit.project import Project",
            "above",
        ),
        ("podcastkit.model", "from podcastkit import lock", "above"),
        ("podcastkit.feed.write", "from podcastkit.pages import site", "neighbour"),
        ("podcastkit.checks.rules", "import podcastkit.publication", "neighbour"),
        ("podcastkit.model", "from podcastkit import source", "neighbour"),
        ("podcastkit.cellar", "from podcastkit import model", "no floor"),
        ("podcastkit", "from podcastkit.jobs import build", "lazy"),
    ],
)
def test_a_wrong_import_is_found(module: str, source: str, complaint: str) -> None:
    (found,) = imports.against_floors(read(module, source))
    assert complaint in found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("podcastkit.checks.feed", "from podcastkit.feed.document import parse"),
        ("podcastkit.source", "from podcastkit.model import Chapter"),
        ("podcastkit.feed.write", "from podcastkit.feed import itunes"),
        ("podcastkit.cli.feed", "from podcastkit import __version__"),
        ("podcastkit", "def load():\n    from podcastkit.jobs.load import load"),
        ("podcastkit.lock", "import json"),
    ],
)
def test_a_right_import_is_not_told_of(module: str, source: str) -> None:
    assert imports.against_floors(read(module, source)) == []


def test_a_circle_is_found_and_a_deferred_import_is_none() -> None:
    one = read("podcastkit.content.read", "from podcastkit.content import body")
    back = read("podcastkit.content.body", "from podcastkit.content import read")
    late = read("podcastkit.content.body", "def f():\n    from podcastkit.content import read")
    assert imports.circles(one + back)
    assert imports.circles(one + late) == []


@pytest.mark.parametrize("source", ["import socket", "def f():\n    from urllib.request import urlopen",
                                    "import requests.adapters"])  # fmt: skip
def test_a_socket_elsewhere_is_found(source: str) -> None:
    assert imports.foreign(read("podcastkit.audio.local", source), imports.NETWORK, "fetch")


def test_a_server_elsewhere_is_found() -> None:
    source = read("podcastkit.jobs.serve", "from http.server import HTTPServer")
    assert imports.foreign(source, imports.LISTENING, "preview")


@pytest.mark.parametrize("source", ["print(1)", "def f():\n    sys.stderr.write('x')"])
def test_printing_elsewhere_is_found(source: str) -> None:
    assert imports.printing("podcastkit.lock", source)


@pytest.mark.parametrize(
    "source",
    [
        "open(path, 'wb')",
        "path.open('a')",
        "open(path, mode='r+')",
        "path.write_text('x')",
        "os.replace(a, b)",
        "shutil.rmtree(path)",
    ],
)
def test_writing_elsewhere_is_found(source: str) -> None:
    assert imports.writing("podcastkit.content.read", source)


@pytest.mark.parametrize("source", ["open(path, 'rb')", "path.open()", "text.replace('a', 'w')",
                                    "fetcher.open(url, cost)"])  # fmt: skip
def test_reading_is_not_writing(source: str) -> None:
    assert imports.writing("podcastkit.content.read", source) == []
