"""Parts of an episode's page in a page of another site: they work, and the rest stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from tests.browser.served import sample_show
from tests.browser.test_player import highlighted, until
from tests.web.server import Web

EPISODE = "episodes/what-a-feed-is/fragments/"
OTHER = "episodes/true-durations/fragments/"
NAMES = ("player", "notes", "chapters", "transcript")
OURS = ", ".join(f".podcastkit-{name}" for name in NAMES)
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; media-src 'self'; img-src 'self'"
HOST_STYLE = """
body { margin: 30px; color: rgb(1, 2, 3); background: rgb(250, 240, 230); font: 19px/1.3 monospace; }
h1 { color: rgb(200, 0, 0); font-size: 50px; } h2 { margin: 1px; } a { color: rgb(0, 120, 0); }
ol { list-style: upper-roman; padding-left: 70px; } button { display: block; }
"""
HOST_SCRIPT = """
const audio = "the page's own"; const turns = 1; const field = 2;
function play() { return "the page's own"; }
"""
# No language, names that our script has, too, a sound of its own before ours: nothing is made easy.
HOST = """<!doctype html><html><head><meta charset="utf-8"><title>A site</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="stylesheet" href="/host.css">{links}
<script src="/host.js" defer></script>{scripts}</head>
<body class="page"><header class="site"><h1>The <a href="/">site</a></h1><p class="facts">Words</p></header>
<audio controls src="/jingle.mp3"></audio>
<nav class="links"><ol class="chapters"><li class="turn">One <a class="time" href="#t=3">two</a></li></ol></nav>
<main class="notes"><h2 hidden>No</h2><h2 class="now">Words</h2><p class="transcript">Words <cite>Ada</cite></p>
<figure class="player"><figcaption>F</figcaption></figure><button>B</button><input type="search">
<table><tr><td>T</td></tr></table><pre>p</pre><img alt="i" src="/none.png">
{parts}</main><footer><a href="/">F</a></footer></body></html>"""
LINKS = '<link rel="stylesheet" href="/podcastkit-fragments.css">'
SCRIPTS = '<script src="/podcastkit.js" defer></script><script src="/transcript.js" defer></script>'
# Everything that a browser has computed of each element that is not in one of our parts.
COMPUTED = """(ours) => [...document.querySelectorAll("*")]
  .filter((element) => !element.closest(ours) && !element.matches("link, script"))
  .map((element) => {
    const all = [null, "::before", "::after", "::marker"].map((part) => getComputedStyle(element, part));
    return [element.localName, ...all.map((style) =>
      [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`))];
  })"""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    server = Web()
    project = sample_show(
        tmp_path_factory.mktemp("show"), server, "[output]\npages = false\nfragments = true\n"
    )
    files = {
        path.removeprefix("feed/"): data.decode()
        for path, data in project.tree(lock=False).items()
        if "/fragments/" in path
    }
    server.serve("/host.css", HOST_STYLE.encode(), type="text/css")
    server.serve("/host.js", HOST_SCRIPT.encode(), type="text/javascript")
    for address, names, links, scripts in (
        ("/bare", [], "", ""),
        ("/styled", [], LINKS, SCRIPTS),
        ("/parts", [EPISODE + name for name in NAMES if name != "chapters"], LINKS, SCRIPTS),
        ("/chapters", [OTHER + "player", OTHER + "chapters"], LINKS, SCRIPTS),
    ):
        parts = "".join(files[f"{name}.html"] for name in names)
        page = HOST.format(policy=POLICY, links=links, scripts=scripts, parts=parts)
        server.serve(address, page.encode(), type="text/html")
    server.fragments = files  # type: ignore[attr-defined]
    yield server
    server.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    opened = browser.new_context(viewport={"width": 1000, "height": 700}).new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console",
        lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield opened
    opened.context.close()
    assert errors == []


def computed(page: Any) -> list[list[Any]]:
    found: list[list[Any]] = page.evaluate(COMPUTED, OURS)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_that_loads_the_stylesheet_looks_as_before(page: Any, web: Web, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(web.base + "/bare")
    bare = computed(page)
    assert len(bare) > 30
    page.goto(web.base + "/styled")
    changed = [one[0] for one, was in zip(computed(page), bare, strict=True) if one != was]
    assert changed == []
    # The same asked of a page that takes in a rule of its own.
    page.evaluate("document.styleSheets[1].insertRule('.podcastkit-notes, h2 { color: red }')")
    assert [one[0] for one, was in zip(computed(page), bare, strict=True) if one != was] == [
        "h2"
    ] * 2


def test_parts_have_the_fonts_and_colours_of_the_page_around_them(page: Any, web: Web) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(web.base + "/parts")
    for selector in (".podcastkit-notes p", ".podcastkit-transcript p"):
        for name, value in (("color", "rgb(1, 2, 3)"), ("fontFamily", "monospace")):
            found = page.eval_on_selector(selector, f"(e) => getComputedStyle(e).{name}")
            assert found == value, selector
    link = page.eval_on_selector(".podcastkit-transcript .time", "(e) => getComputedStyle(e).color")
    assert link == "rgb(0, 120, 0)"


def test_each_part_is_one_element_with_a_class_of_its_own(web: Web) -> None:
    files: dict[str, str] = web.fragments  # type: ignore[attr-defined]
    assert len(files) >= 12
    for path, text in files.items():
        (root,) = html.fragments_fromstring(text.strip())
        assert root.get("class") == f"podcastkit-{path.rpartition('/')[2].removesuffix('.html')}"


def test_the_player_plays_within_another_page(page: Any, web: Web) -> None:
    page.goto(web.base + "/parts")
    page.click(".podcastkit-transcript a.time >> text=0:34")
    ours = "document.querySelector('.podcastkit-player audio')"
    until(page, f"!{ours}.paused && {ours}.currentTime >= 34")
    page.wait_for_selector(".podcastkit-transcript .turn.now >> text=Some apps show it before.")
    assert highlighted(page, "spoken") == "Some apps show it before."
    # The page's own sound, turns and names are left alone.
    assert page.evaluate("document.querySelector('audio').paused")
    assert page.evaluate("[audio, turns, play()]") == ["the page's own", 1, "the page's own"]
    assert page.locator(".podcastkit-player button:visible").count() == 0


def test_chapters_within_another_page_seek_and_are_marked(page: Any, web: Web) -> None:
    page.goto(web.base + "/chapters")
    page.click(".podcastkit-chapters >> text=Variable bit rates")
    page.wait_for_selector(".podcastkit-chapters [aria-current] >> text=Variable bit rates")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1000


def test_a_site_gets_no_more_than_its_fragments_need(web: Web) -> None:
    served = {path for path in web.routes if path.endswith((".css", ".js"))}
    assert served == {
        "/host.css", "/host.js", "/podcastkit-fragments.css", "/podcastkit.js", "/transcript.js",
    }  # fmt: skip
