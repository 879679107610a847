"""The player and the search of a published show, as somebody uses them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.served import sample_show
from tests.web.server import Web

NOW = "document.querySelector('audio').currentTime"
PLAYS = "!document.querySelector('audio').paused && document.querySelector('audio').currentTime > 0"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    web = Web()
    sample_show(tmp_path_factory.mktemp("show"), web)
    yield web.serve("/favicon.ico").removesuffix("favicon.ico")
    web.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console",
        lambda said: (
            errors.append(f"{said.text} {said.location}") if said.type == "error" else None
        ),
    )
    yield opened
    context.close()
    assert errors == []


def until(page: Any, condition: str) -> None:
    """Wait until a condition holds; the pages forbid the way in which Playwright would wait."""
    end = time.monotonic() + 15
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)


def plays_from(page: Any, seconds: float) -> None:
    until(page, PLAYS)
    assert seconds - 0.1 <= page.evaluate(NOW) < seconds + 3


def test_a_chapter_plays_from_its_beginning(page: Any, home: str) -> None:
    page.goto(home + "episodes/true-durations/")
    page.click("text=Variable bit rates")
    plays_from(page, 14)
    assert page.url == home + "episodes/true-durations/"
    page.wait_for_selector(".chapters a[aria-current=true] >> text=Variable bit rates")


def test_a_time_of_the_transcript_plays_from_there(page: Any, home: str) -> None:
    page.goto(home + "episodes/what-a-feed-is/")
    page.click("a.time >> text=0:34")
    plays_from(page, 34)
    page.wait_for_selector(".turn.now >> text=Some apps show it before.")


def test_a_sentence_that_is_clicked_is_played(page: Any, home: str) -> None:
    """The third of four sentences between 0:34 and 0:46, by the length of what stands before."""
    page.goto(home + "episodes/what-a-feed-is/")
    click_words(page, "And a wrong one")
    until(page, PLAYS)
    before = len("Some apps show it before.Some refuse an episode without it.")
    whole = before + len(
        "And a wrong one is worse than none, because a download that ends early looks complete."
    )
    plays_from(page, 34 + 12 * before / whole)
    assert highlighted(page, "spoken").startswith("And a wrong one is worse than none")


def test_the_page_follows_what_is_spoken(page: Any, home: str) -> None:
    page.goto(home + "episodes/what-a-feed-is/")
    page.click("a.time >> text=0:08")
    until(page, "CSS.highlights.has('podcastkit-spoken')")
    said = highlighted(page, "spoken")
    page.evaluate("document.querySelector('audio').currentTime = 59.5")
    page.wait_for_selector(".turn.now >> text=Which is how you meet")
    assert said == "A feed is one text file."
    assert highlighted(page, "spoken") == "Which is how you meet your listeners all at once."


def test_who_reads_along_is_taken_along_and_nobody_else(page: Any, home: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 300})
    page.goto(home + "episodes/what-a-feed-is/")
    page.locator("a.time >> text=0:08").scroll_into_view_if_needed()
    page.click("a.time >> text=0:08")
    page.wait_for_selector(".turn.now")
    page.evaluate("document.querySelector('audio').currentTime = 60")
    until(page, "scrollY > 900")
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.evaluate("document.querySelector('audio').currentTime = 9")
    page.wait_for_selector(".turn.now >> text=A feed is one text file")
    assert page.evaluate("scrollY") == 0


def test_the_place_is_remembered_and_a_link_may_name_another(page: Any, home: str) -> None:
    page.goto(home + "episodes/what-a-feed-is/")
    page.click("a.time >> text=0:20")
    plays_from(page, 20)
    until(page, "Object.values(localStorage).some((kept) => kept >= 19)")
    page.goto(home + "episodes/true-durations/")
    assert page.evaluate(NOW) == 0
    page.goto(home + "episodes/what-a-feed-is/")
    assert 19 <= page.evaluate(NOW) < 30
    page.goto(home + "episodes/what-a-feed-is/index.html#t=46")
    assert page.evaluate(NOW) == 46
    assert page.inner_text(RESUME) == "Play from 0:46"


RESUME = ".podcastkit-player button"


@pytest.mark.parametrize(
    ("seconds", "told"), [(5, "0:05"), (65, "1:05"), (754, "12:34"), (3725, "1:02:05")]
)
def test_where_it_goes_on_is_told_before_it_plays(
    page: Any, home: str, seconds: int, told: str
) -> None:
    """Nothing of the sound is asked for until somebody wants it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home + "episodes/what-a-feed-is/")
    assert not page.is_visible(RESUME)
    page.evaluate("(s) => localStorage.setItem(`podcastkit ${podcastkit.audio.src}`, s)", seconds)
    page.reload()
    assert page.inner_text(RESUME) == f"Play from {told}"
    page.wait_for_timeout(300)
    assert [url for url in asked if url.endswith(".mp3")] == []


def test_it_goes_on_there_and_the_offer_goes(page: Any, home: str) -> None:
    page.goto(home + "episodes/what-a-feed-is/#t=34")
    focus(page, RESUME)
    page.keyboard.press("Enter")
    plays_from(page, 34)
    assert not page.is_visible(RESUME)


def test_no_other_fragment_of_an_address_is_a_time(page: Any, home: str) -> None:
    page.goto(home + "episodes/what-a-feed-is/#no123")
    assert page.evaluate(NOW) == 0
    assert not page.is_visible(RESUME)


@pytest.mark.parametrize(
    ("moment", "seconds"), [("0:34", 34), ("npt:34", 34), ("0:00:34.5", 34.5), ("34,40", 34)]
)
def test_a_moment_may_be_written_in_any_form(
    page: Any, home: str, moment: str, seconds: float
) -> None:
    """Those of the W3C's Media Fragments URI 1.0."""
    page.goto(f"{home}episodes/what-a-feed-is/#t={moment}")
    assert page.evaluate(NOW) == seconds


def test_the_beginning_may_be_asked_for(page: Any, home: str) -> None:
    page.goto(home + "episodes/what-a-feed-is/")
    page.evaluate("localStorage.setItem(`podcastkit ${podcastkit.audio.src}`, 20)")
    page.goto(home + "episodes/what-a-feed-is/index.html#t=0")
    assert page.evaluate(NOW) == 0


def test_what_nobody_speaks_has_no_time(page: Any, home: str) -> None:
    page.route("**/episodes/what-a-feed-is/", _with_opening)
    page.goto(home + "episodes/what-a-feed-is/")
    click_words(page, "Transcribed by")
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('audio').paused")
    page.click("a.time >> nth=0")
    until(page, PLAYS)
    assert not highlighted(page, "spoken").startswith("Transcribed")


def _with_opening(route: Any) -> None:
    page = route.fetch().text()
    box = '<div class="podcastkit-transcript">'
    said = '<div class="unspoken"><div class="turn"><p>Transcribed by Cleo.</p></div></div>'
    assert box in page
    route.fulfill(body=page.replace(box, box + said), content_type="text/html; charset=utf-8")


def test_a_long_turn_is_followed_sentence_by_sentence(page: Any, home: str) -> None:
    """What is brought into view is what is spoken, also where the turn is longer than a screen."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto(home + "episodes/what-a-feed-is/")
    page.evaluate(
        """() => {
          const [turn] = document.querySelectorAll(".turn:has(.time[href$='t=34'])");
          const words = turn.querySelector("p");
          words.textContent = [...Array(200)].map((_, at) => `Sentence ${at} is said.`).join(" ");
        }"""
    )
    page.locator("a.time >> text=0:34").scroll_into_view_if_needed()
    page.click("a.time >> text=0:34")
    page.wait_for_selector(".turn.now")
    page.evaluate("document.querySelector('audio').currentTime = 45.5")
    until(page, "[...CSS.highlights.get('podcastkit-spoken')].join().startsWith('Sentence 19')")
    until(page, IN_VIEW)


IN_VIEW = """(() => {
  const [range] = CSS.highlights.get("podcastkit-spoken");
  const { top, bottom } = range.getBoundingClientRect();
  return top > 0 && bottom < innerHeight;
})()"""


def test_the_keyboard_reaches_times_chapters_and_search(page: Any, home: str) -> None:
    page.goto(home + "episodes/true-durations/")
    focus(page, "a:has-text('No header at all')")
    page.keyboard.press("Enter")
    plays_from(page, 26)
    page.keyboard.press("Shift+Tab")
    focused = page.evaluate("document.activeElement.textContent")
    assert "Variable bit rates" in focused
    page.goto(home + "episodes/what-a-feed-is/")
    focus(page, "#search")
    page.keyboard.type("guid")
    assert page.inner_text("output") == "1 found"
    focus(page, "a.time:visible")
    page.keyboard.press("Enter")
    plays_from(page, 49)


def focus(page: Any, selector: str) -> None:
    """Go on with the tabulator until an element has the focus, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(e) => e === document.activeElement", page.query_selector(selector)):
            return
    pytest.fail(f"the tabulator does not reach {selector}")


def test_the_transcript_is_searched(page: Any, home: str) -> None:
    page.goto(home + "episodes/what-a-feed-is/")
    page.fill("#search", "FEED")
    assert page.inner_text("output") == "3 found"
    assert page.locator(".turn:visible").count() == 2
    assert page.evaluate("CSS.highlights.get('podcastkit-found').size") == 3
    page.fill("#search", "no such [words]")
    assert page.inner_text("output") == "Nothing found"
    assert page.locator(".turn:visible").count() == 0
    page.fill("#search", "")
    assert page.locator("output").inner_text() == ""
    assert page.locator(".turn:visible").count() == 9


def test_the_index_is_searched_by_titles_and_notes(page: Any, home: str) -> None:
    page.goto(home)
    page.fill("#search", "enclosure")
    until(page, "document.querySelector('output').value === '1 found'")
    assert page.inner_text(".episodes li:visible h3") == "What a feed is"
    page.fill("#search", "TRUE durations")
    until(page, "document.querySelector('output').value === '2 found'")
    page.fill("#search", "neither here nor there")
    until(page, "document.querySelector('output').value === 'Nothing found'")
    assert page.locator(".part:visible").count() == 0
    page.fill("#search", "")
    assert page.locator(".episodes li:visible").count() == 4


def test_what_is_found_is_in_sight_on_a_phone(page: Any, home: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(home)
    page.locator("#search").press_sequentially("durations")
    until(page, "document.querySelector('output').value === '2 found'")
    page.wait_for_timeout(300)
    for selector in ("#search", "output", ".episodes li:visible h3 >> nth=0"):
        box = page.locator(selector).bounding_box()
        assert 0 <= box["y"] < box["y"] + box["height"] <= 640, selector
    assert page.locator("#search").bounding_box()["y"] < 200


@pytest.mark.parametrize("path", ["", "episodes/what-a-feed-is/"])
def test_the_number_found_is_announced_and_escape_clears(page: Any, home: str, path: str) -> None:
    page.goto(home + path)
    shown = page.locator(".episodes li:visible, .turn:visible").count()
    output = page.locator("output")
    # A region that appears with its words is not read out by all: it is there before.
    assert output.get_attribute("aria-live") == "polite"
    assert output.evaluate("(e) => getComputedStyle(e).display") != "none"
    page.fill("#search", "nowhere at all")
    until(page, "document.querySelector('output').value === 'Nothing found'")
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""
    assert output.inner_text() == ""
    assert page.locator(".episodes li:visible, .turn:visible").count() == shown
    assert page.evaluate("document.activeElement.id") == "search"


def test_a_page_opened_from_the_disk_searches_too(
    page: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    web = Web()
    project = sample_show(tmp_path_factory.mktemp("disk"), web)
    web.close()
    page.goto((project.root / "feed/index.html").as_uri())
    page.fill("#search", "enclosure")
    until(page, "document.querySelector('output').value === '1 found'")


def test_without_scripts_everything_is_there(browser: Any, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + "episodes/what-a-feed-is/")
    assert page.locator("audio[controls]").is_visible()
    assert page.locator(".turn:visible").count() == 9
    assert not page.locator("#search").is_visible()
    link = page.locator("a.time >> text=0:34").get_attribute("href")
    assert link == home + "audio/what-a-feed-is.mp3#t=34"
    assert page.locator(".links a:visible").count() >= 6
    page.goto(home)
    assert page.locator(".episodes li:visible").count() == 4
    assert not page.locator("#search").is_visible()
    context.close()


MAIN = "audio, input, .episodes a, .links a, .site a, .player a, .player button, .chapters a, .around a"


def test_what_is_touched_is_large_enough(browser: Any, home: str) -> None:
    """44 pixels for what is used most (WCAG 2.2, AAA), 24 for all but links in a text (AA)."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    seen = set()
    for path in ("", "episodes/what-a-feed-is/#t=3", "episodes/true-durations/"):
        page.goto(home + path)
        for element in page.query_selector_all("a, button, input, audio"):
            box = element.bounding_box()
            if box is None or element.evaluate(
                "(e) => e.matches('.skip, p:not(.site *) a, .podcastkit-notes a')"
            ):
                continue
            main = element.evaluate("(e, main) => e.matches(main)", MAIN)
            name = element.evaluate("(e) => e.outerHTML")
            seen.add(main)
            assert box["height"] >= (44 if main else 24), name
            assert box["width"] >= 24, name
    context.close()
    assert seen == {True, False}


def test_lines_are_not_too_long_to_read(page: Any, home: str) -> None:
    """At most 70 characters, on average, of the full lines of running text."""
    page.goto(home + "episodes/what-a-feed-is/")
    for element in page.query_selector_all(".notes p, .turn p"):
        shown = element.evaluate("(e) => [e.innerText.length, e.getClientRects()[0].height]")
        lines = round(shown[1] / page.evaluate(LINE_HEIGHT))
        if lines > 1:
            assert shown[0] / lines <= 70


LINE_HEIGHT = "parseFloat(getComputedStyle(document.body).lineHeight)"


def highlighted(page: Any, name: str) -> str:
    until(page, f"CSS.highlights.has('podcastkit-{name}')")
    return str(page.evaluate(f"[...CSS.highlights.get('podcastkit-{name}')].map(String).join(' ')"))


def click_words(page: Any, words: str) -> None:
    """Click in the middle of some words, wherever they stand on the page."""
    x, y = page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (!walker.nextNode().data.includes(words));
          const range = new Range();
          const at = walker.currentNode.data.indexOf(words);
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + words.length);
          range.startContainer.parentElement.scrollIntoView({block: "center", behavior: "instant"});
          const {x, y, width, height} = range.getClientRects()[0];
          return [x + width / 2, y + height / 2];
        }""",
        words,
    )
    page.mouse.click(x, y)
