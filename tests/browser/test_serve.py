"""The preview in a real browser: it reloads after an edit, shows what is wrong, and plays."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from podcastkit.pages import site
from tests.projects import SOUNDS, Project
from tests.serving import SECONDS, Serving, serving

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the end is asked for with a signal")
WAIT = SECONDS * 1000
PATH = "episodes/2026-01-01-number-1.md"
STRICT = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "media-src 'self'; img-src 'self' https:"
)


@pytest.fixture
def show(project: Project) -> Project:
    """A show whose pages forbid every script but files of their own origin."""
    base = (Path(site.__file__).parent / "templates/base.html").read_text(encoding="utf-8")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{STRICT}">'
    project.write("templates/base.html", base.replace("<head>", f"<head>\n{policy}", 1))
    toml = project.read("podcast.toml") + '[output]\ntemplates = "templates"\n'
    project.write("podcast.toml", toml)
    project.episode(1)
    return project


@pytest.fixture
def preview(show: Project) -> Iterator[Serving]:
    with serving(show) as running:
        yield running


@pytest.fixture
def page(browser: Any, preview: Serving) -> Iterator[Any]:
    opened = browser.new_page()
    opened.set_default_timeout(WAIT)
    told: list[str] = []
    opened.on("console", lambda message: told.append(message.text))
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on("dialog", lambda dialog: told.append(dialog.message))
    opened.goto(preview.table["url"] + "episodes/number-1/")
    yield opened
    opened.close()
    assert [text for text in told if "Content Security" in text or "alert" in text] == []


def until(page: Any, condition: str) -> None:
    """Wait; what waits within the page is forbidden by its policy."""
    for _ in range(WAIT // 100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(condition)


def test_an_open_page_reloads_after_an_edit(page: Any, show: Project) -> None:
    assert "Notes of 1." in page.inner_text("main")
    show.write(PATH, show.read(PATH).replace("Notes of 1.", "Better **notes**."))
    page.wait_for_selector("text=Better notes.")
    show.write(
        "templates/base.html", show.read("templates/base.html").replace("{{ words.rss }}", "Abo")
    )
    page.wait_for_selector("footer >> text=Abo")
    # Here, in a page that was reloaded itself, the next edit counts, too.
    show.write(PATH, show.read(PATH).replace("Better", "Best"))
    page.wait_for_selector("text=Best notes.")


def test_what_is_wrong_stands_in_the_page_and_goes_with_the_mend(page: Any, show: Project) -> None:
    text = show.read(PATH)
    broken = text.replace('title = "Number 1"', 'titel = "<img src=x onerror=alert(1)>"')
    show.write(PATH, broken)
    item = page.wait_for_selector("li.error")
    assert f"{PATH}:1:1" in item.inner_text()
    assert "PK020 the episode has no title" in item.inner_text()
    assert 'Hint: title = "…"' in item.inner_text()
    assert '<img src=x onerror=alert(1)>"' in page.inner_text("li.info pre")
    assert page.locator("img").count() == 0
    show.write(PATH, broken.replace("+++\n\n", "\n\n"))
    page.wait_for_selector("text=PK003")
    show.write(PATH, text)
    page.wait_for_selector("text=Notes of 1.")
    assert page.locator("li.error").count() == 0


def test_a_mended_page_is_where_it_was(page: Any, show: Project) -> None:
    text = show.read(PATH)
    long = text + "\n\n".join(f"Line {number}." for number in range(200))
    show.write(PATH, long)
    page.wait_for_selector("text=Line 199.")
    page.evaluate("window.scrollTo(0, 2000)")
    show.write(PATH, long.replace("title =", "titel ="))
    page.wait_for_selector("li.error")
    assert page.evaluate("window.scrollY") == 0
    show.write(PATH, long.replace("Line 199.", "The end."))
    page.wait_for_selector("text=The end.")
    until(page, "window.scrollY === 2000")


def test_a_sound_of_the_project_plays_and_is_sought_in(browser: Any, show: Project) -> None:
    # Long enough for a seek beyond what is loaded at once.
    show.write("sound/1.mp3", (SOUNDS / "cbr.mp3").read_bytes() * 200)
    with serving(show) as preview:
        opened = browser.new_page()
        opened.set_default_timeout(WAIT)
        opened.goto(preview.table["url"] + "episodes/number-1/")
        answered: list[tuple[int, str]] = []
        opened.on(
            "response",
            lambda r: answered.append((r.status, r.request.headers.get("range", ""))),
        )
        audio = "document.querySelector('audio')"
        assert opened.evaluate(f"new URL({audio}.src).origin + '/'") == preview.table["url"]
        opened.evaluate(f"{audio}.muted = true; {audio}.play()")
        until(opened, f"{audio}.currentTime > 0.2")
        assert opened.evaluate(f"{audio}.error") is None
        # A browser seeks in no sound whose server does not answer ranges.
        length = opened.evaluate(f"{audio}.duration")
        assert opened.evaluate(f"{audio}.seekable.end(0)") == pytest.approx(length, abs=1)
        goal = length * 0.9
        opened.evaluate(f"{audio}.currentTime = {goal}")
        until(opened, f"!{audio}.seeking && {audio}.currentTime > {goal}")
        opened.close()
    ranges = [(status, text) for status, text in answered if text]
    assert ranges[0] == (206, "bytes=0-")
    assert {status for status, _ in ranges} == {206}


def test_links_stay_in_the_preview(page: Any, preview: Serving) -> None:
    page.click("header a")
    page.wait_for_selector("ol.episodes")
    assert page.inner_text("h1") == "The Test"
    links = page.evaluate("[...document.links].map(a => a.href)")
    assert {link for link in links if not link.startswith(preview.table["url"])} == set()
    page.click("text=Number 1")
    page.wait_for_url("**/episodes/number-1/**")


def test_the_first_build_that_fails_is_shown_too(browser: Any, show: Project) -> None:
    show.write(PATH, "+++\n")
    with serving(show) as preview:
        opened = browser.new_page()
        opened.set_default_timeout(WAIT)
        opened.goto(preview.table["url"])
        assert "PK003" in opened.inner_text("li.error")
        show.episode(1)
        opened.wait_for_selector("text=Number 1")
        opened.close()
