"""No page is closed to anybody: axe's rules, on a phone and a desk, light and dark."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.pages_audit.judges import axe, axe_source
from tests.pages_audit.shows import SHOWS, pages_of

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("show", SHOWS)
def test_pages_keep_the_rules_of_accessibility(browser: Any, show: str, tmp_path: Path) -> None:
    source = axe_source()
    folder = SHOWS[show](tmp_path / show)
    if folder is None:
        pytest.skip("the real site does not lie beside this checkout")
    found: dict[str, set[str]] = {}
    with served(folder) as base:
        page = browser.new_page()
        page.route(lambda url: not url.startswith(base), lambda route: route.abort())
        for path in pages_of(folder):
            page.goto(base + path)
            for width in WIDTHS:
                for scheme in SCHEMES:
                    page.set_viewport_size({"width": width, "height": 900})
                    page.emulate_media(color_scheme=scheme)
                    for rule, impact, nodes in axe(page, source):
                        words = f"{path} at {width} px, {scheme}: {impact}: {nodes[0]}"
                        found.setdefault(rule, set()).add(words)
        page.close()
    told = "\n".join(f"{rule}: {sorted(places)}" for rule, places in sorted(found.items()))
    assert found == {}, told


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_page_keeps_them_while_it_is_used(browser: Any, tmp_path: Path, scheme: str) -> None:
    """With a place to go on at, a chapter that plays, and a search."""
    source = axe_source()
    folder = SHOWS["hard"](tmp_path / "hard")
    with served(folder) as base:
        page = browser.new_page(viewport={"width": 360, "height": 900}, color_scheme=scheme)
        page.route(lambda url: not url.startswith(base), lambda route: route.abort())
        path = next(
            p for p in pages_of(folder) if "podcastkit-chapters" in (folder / p).read_text()
        )
        page.goto(f"{base}{path}#t=1")
        page.wait_for_selector(".podcastkit-player button:visible")
        page.eval_on_selector(".podcastkit-chapters a", "(a) => { a.ariaCurrent = 'true' }")
        page.fill("#search", "nowhere")
        assert axe(page, source) == []
        page.goto(base)
        page.fill("#search", "e")
        assert axe(page, source) == []
        page.close()


def test_the_judge_finds_what_is_wrong(browser: Any) -> None:
    page = browser.new_page()
    page.set_content('<html lang="en"><title>T</title><main><h1>x</h1><img src="x">'
                     '<p style="color:#bbb;background:#fff">Words that are hardly seen</p><h4>y</h4></main>')  # fmt: skip
    found = {rule for rule, _, _ in axe(page, axe_source())}
    page.close()
    assert {"image-alt", "color-contrast", "heading-order"} <= found
