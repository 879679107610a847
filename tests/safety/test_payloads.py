"""No text that anybody puts anywhere runs, loads or leads a page astray, also without the pages' CSP.

Each fixture in ``payloads/`` is put into every field of a show that can reach a page (``shows.py`` says
into which). The pages are opened in Chromium, looked at and used; of those that differ in where a chapter
or a line of the transcript came from, some are only read by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.safety import harness, shows
from tests.safety.shows import ORIGIN, Built, Payload

PAYLOADS = shows.payloads()


def _groups() -> dict[str, list[Payload]]:
    """Payloads of one kind, as many as one show can hold."""
    found: dict[str, list[Payload]] = {}
    for payload in PAYLOADS:
        kind = payload.name.partition("/")[0]
        at = 1
        while len(found.setdefault(f"{kind}-{at}", [])) >= 14:
            at += 1
        found[f"{kind}-{at}"].append(payload)
    return found


GROUPS = _groups()


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[harness.Visitor]:
    with harness.visitor(browser, origin=ORIGIN) as found:
        yield found


class Plain:
    """The same show with plain words: what belongs to the pages themselves."""

    def __init__(self, window: harness.Visitor, folder: Path) -> None:
        built = shows.build(folder, {1: shows.PLAIN, 2: shows.PLAIN})
        window.root, window.sounds = built.root, built.sounds
        seen = window.visit([*built.pages(None), *built.pages(1)])
        assert {path: one.faults for path, one in seen.items() if one.faults} == {}
        self.shapes: dict[str, harness.Shape] = {}
        for path, one in seen.items():
            for key, elements in (("live", one.live), ("still", one.still)):
                shape = harness.Shape.of(elements)
                place = f"{key} {template_of(path)}"
                self.shapes[place] = self.shapes.get(place, shape) | shape

    def strangers(self, path: str, seen: harness.Seen) -> list[str]:
        """What a page has beyond the plain one. A list of episodes may be longer than there."""
        template = template_of(path)
        own = {"html", "head", "body", "title", "base", "meta", "link", "style", "script", "main"}
        counted = own if template == "index" else harness.COUNTED
        return [
            *harness.strangers(seen.live, self.shapes[f"live {template}"], counted=counted),
            *harness.strangers(seen.still, self.shapes[f"still {template}"], counted=counted),
        ]


def template_of(path: str) -> str:
    if path == "index.html":
        return "index"
    return "transcript" if path.endswith("/transcript.html") else "episode"


@pytest.fixture(scope="module")
def plain(window: harness.Visitor, tmp_path_factory: pytest.TempPathFactory) -> Plain:
    return Plain(window, tmp_path_factory.mktemp("plain"))


def faults(window: harness.Visitor, plain: Plain, built: Built, number: int | None) -> list[str]:
    """What is wrong with the pages of one payload, or with those of the show."""
    window.root, window.sounds = built.root, built.sounds
    found = []
    pages = built.pages(number)
    parsed = [path for path in pages if shows.kind_of(path).startswith(("filed/", "timed/"))]
    hidden = [path for path in pages if shows.kind_of(path).startswith(("heard/", "given/index"))]
    opened = [path for path in pages if path not in parsed]
    for path, seen in window.visit(opened, parsed=parsed, hidden=hidden).items():
        told = [*seen.faults, *plain.strangers(path, seen), *seen.pictures]
        found += [f"{path}: {fault}" for fault in dict.fromkeys(told)]
    return found


def worked_out(built: Built, payload: Payload) -> list[str]:
    return [
        f"{path.relative_to(built.root)}: {payload.never} has been worked out"
        for path in built.root.rglob("*.*")
        if payload.never and payload.never in path.read_bytes().decode("utf-8", "replace")
    ]


def test_there_are_payloads_of_every_kind() -> None:
    assert len(PAYLOADS) >= 120
    assert len({payload.text for payload in PAYLOADS}) == len(PAYLOADS)
    assert all(payload.trick.endswith(".") for payload in PAYLOADS)


@pytest.mark.parametrize("group", GROUPS)
def test_payloads_do_nothing(
    group: str, window: harness.Visitor, plain: Plain, tmp_path: Path
) -> None:
    ours = {payload.number: payload for payload in GROUPS[group]}
    built = shows.build(tmp_path / "all", {number: p.text for number, p in ours.items()})
    found = {}
    for number, payload in ours.items():
        found[payload.name] = faults(window, plain, built, number) + worked_out(built, payload)
    if faults(window, plain, built, None):  # then each is tried alone, for its name
        for number, payload in ours.items():
            alone = shows.build(tmp_path / payload.name, {number: payload.text})
            found[payload.name] += faults(window, plain, alone, None)
    assert {name: told for name, told in found.items() if told} == {}


def test_pages_show_pictures_of_other_hosts_as_links(
    window: harness.Visitor, tmp_path: Path
) -> None:
    built = shows.build(
        tmp_path, {1: f"![Words](https://evil.example/1.png) <img src={shows.ADDRESS}>"}
    )
    window.root, window.sounds = built.root, built.sounds
    seen = window.visit(built.pages(1))
    assert [asked for one in seen.values() for asked in one.pictures] == []


def test_pages_keep_to_their_own_policy(browser: Any, tmp_path: Path) -> None:
    """With the CSP that stands in them, where one does, they do nothing that it forbids."""
    built = shows.build(tmp_path, {1: shows.PLAIN})
    with harness.visitor(browser, origin=ORIGIN, with_policy=True) as window:
        window.root, window.sounds = built.root, built.sounds
        seen = window.visit([*built.pages(None), *built.pages(1)])
        assert {path: one.faults for path, one in seen.items() if one.faults} == {}
