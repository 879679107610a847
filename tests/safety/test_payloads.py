"""No text that anybody puts anywhere runs, loads or leads a page astray, also without the pages' CSP.

Each fixture in ``payloads/`` is in turn put into every field of a show that can reach a page:
``shows.py`` says into which. The pages are opened in Chromium, looked at and used.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.safety import harness, shows
from tests.safety.shows import ORIGIN, Built, Payload

PAYLOADS = shows.payloads()
PICTURES_ARE_LINKS = False
"""Whether pages show other hosts' pictures as links. The strict test at the end tells when so."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with harness.browser() as started:
        yield started


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[harness.Visitor]:
    with harness.visitor(browser, origin=ORIGIN) as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("payloads")


def look(window: harness.Visitor, built: Built) -> dict[str, harness.Seen]:
    window.root, window.sounds = built.root, built.sounds
    return {path: window.visit(path) for path in built.pages()}


@pytest.fixture(scope="module")
def shapes(window: harness.Visitor, folder: Path) -> dict[str, tuple[harness.Shape, harness.Shape]]:
    """The same show with plain words: what belongs to the pages themselves."""
    built = shows.build(folder / "plain", shows.PLAIN)
    seen = look(window, built)
    assert {path: one.faults for path, one in seen.items() if one.faults} == {}
    return {
        path: (harness.Shape.of(one.live), harness.Shape.of(one.still))
        for path, one in seen.items()
    }


def test_there_are_payloads_of_every_kind() -> None:
    assert len(PAYLOADS) >= 120
    assert len({payload.text for payload in PAYLOADS}) == len(PAYLOADS)
    assert all(payload.trick.endswith(".") for payload in PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS, ids=str)
def test_a_payload_does_nothing(
    payload: Payload, window: harness.Visitor, folder: Path, shapes: dict[str, Any]
) -> None:
    built = shows.build(folder / "one", payload.text)
    found: list[str] = []
    for path, seen in look(window, built).items():
        live, still = shapes[path]
        faults = [*seen.faults, *harness.strangers(seen.live, live)]
        faults += harness.strangers(seen.still, still)
        if PICTURES_ARE_LINKS:
            faults += seen.pictures
        found += [f"{path}: {fault}" for fault in dict.fromkeys(faults)]
    told = [
        path.relative_to(built.root).as_posix()
        for path in built.root.rglob("*")
        if path.is_file() and payload.never and payload.never in path.read_text("utf-8", "replace")
    ]
    found += [f"{path}: {payload.never} has been worked out" for path in told]
    assert found == [], f"{payload.name}: {payload.trick}"
