"""What all tests may use: a real web server, real sounds, a project in a folder of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from tests.projects import Project
from tests.web.server import Web

settings.register_profile(
    "podcastkit",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("podcastkit")

# A shell that starts the tests in the background has their interrupts ignored, also in the programs
# that they start; some of the tests interrupt them.
with contextlib.suppress(ValueError):
    signal.signal(signal.SIGINT, signal.default_int_handler)

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    yield server
    server.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        missing("Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        yield started
        started.close()


@pytest.fixture
def sounds() -> Path:
    """The folder of small real sounds."""
    return FIXTURES / "audio"


@pytest.fixture(autouse=True)
def _a_plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SOURCE_DATE_EPOCH", "PODCASTKIT_PRIVATE_HOSTS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


def missing(what: str) -> NoReturn:
    """Skip a test that needs something this machine lacks, unless everything must be there."""
    if os.environ.get("PODCASTKIT_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is missing, and PODCASTKIT_REQUIRE_ALL=1 wants it")
    pytest.skip(f"{what} is missing")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project; give it episodes."""
    return Project(tmp_path / "show")
