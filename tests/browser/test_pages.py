"""The pages in a real browser: a phone's width, light and dark, nothing asked of other hosts."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.projects import Project

PHONE, DESK = 360, 1280
SCRIPTS = "[...document.scripts].map((script) => script.src).filter(Boolean)"
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 3


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A published show with all that is hard on a page, served on the loopback address."""
    project = Project(tmp_path_factory.mktemp("show"))
    project.episode(
        1,
        title=f"A title {LONG}",
        extra=f'description = "{LONG}"\n'.replace("description", "summary"),
    )
    project.episode(
        2,
        extra='chapters = [{ start = 0, title = "Begin" }, { start = 1, title = "' + LONG + '" }]\n'
        'persons = [{ name = "Ada", url = "https://ada.example" }]\nseason = 1\nepisode = 2\n',
        body="\n".join([
            "# Heading", "", f"Words {LONG} https://a.example/{LONG}", "",
            "| a | b | c | d | e | f |", "|-|-|-|-|-|-|", "| 11111111 " * 6 + "|", "",
            "```", f"code {LONG}", "```", "", "> quoted", "",
            "<script>alert(1)</script><img src='https://b.example/wide.png' width='3000'>", "",
            "## Transcript", "", "Ada: hello.",
        ]),
    )  # fmt: skip
    assert project.feed().exit == 0
    handler = functools.partial(_Quiet, directory=str(project.root / "feed"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("path", ["", "episodes/number-1/", "episodes/number-2/"])
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_and_keeps_to_itself(
    browser: Any, site: str, path: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    errors: list[str] = []
    asked: list[str] = []

    def record(route: Any) -> None:
        asked.append(route.request.url)
        if route.request.url.startswith(site):
            route.continue_()
        else:
            route.abort()

    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.route("**/*", record)
    page.goto(site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert {url.removeprefix(site) for url in page.evaluate(SCRIPTS)} <= {
        "podcastkit.js", "transcript.js", "search.js",
    }  # fmt: skip
    assert errors == []
    assert [url for url in asked if not url.startswith(site)] == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(int(part) for part in ground.strip("rgba()").split(",")[:3]) > 3 * 128
    assert light is (scheme == "light")
    page.close()


def test_links_lead_from_the_index_to_an_episode_and_back(browser: Any, site: str) -> None:
    page = browser.new_page()
    page.goto(site + "index.html")
    assert page.locator("ol.episodes li").count() == 2
    page.click("text=Number 2")
    page.wait_for_url(site + "episodes/number-2/index.html")
    assert page.locator(".episode h1").inner_text() == "Number 2"
    page.click("header a")
    page.wait_for_url(site + "index.html")
    page.close()


def test_the_keyboard_reaches_the_content_first(browser: Any, site: str) -> None:
    page = browser.new_page()
    page.goto(site + "episodes/number-2/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    page.close()


def test_the_sample_shows_pages_have_no_fault(browser: Any) -> None:
    """The committed pages, as they are opened from the disk."""
    root = Path(__file__).resolve().parents[2] / "feed"
    pages = sorted(root.rglob("index.html"))
    assert len(pages) > 3
    for path in pages:
        page = browser.new_page(viewport={"width": PHONE, "height": 800})
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, path
        assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none", path
        page.close()
