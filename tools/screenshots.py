"""Take the pictures of pages that the README shows: ``python tools/screenshots.py``.

The sample show's index, an episode, and a transcript while it is played; a phone and a desk, light
and dark. Needs Chromium and what the tests need. People look at the pictures, and no test does.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser.served import sample_show  # noqa: E402
from tests.web.server import Web  # noqa: E402

FOLDER = ROOT / "docs/images"
SIZES = {"desk": (1280, 900), "phone": (360, 780)}
EPISODE, LONG = "episodes/true-durations/", "episodes/what-a-feed-is/"
COLOURS = 128


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(exist_ok=True)
    web = Web()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sample_show(Path(folder) / "show", web)
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                page = chromium.new_page(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                for name, path in {"index": "", "episode": EPISODE, "transcript": LONG}.items():
                    page.goto(web.serve("/none").removesuffix("none") + path)
                    if name == "transcript":
                        _listen(page)
                    _save(page.screenshot(), f"{name}-{size}-{scheme}.png")
                page.close()
        chromium.close()
    web.close()


def _listen(page: Any) -> None:
    """Scroll to the transcript, and play from the middle of it."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("document.querySelector('#transcript').scrollIntoView()")
    page.click("a.time >> text=0:34")
    page.wait_for_selector(".turn.now")
    page.wait_for_timeout(1500)


def _save(shot: bytes, name: str) -> None:
    """Keep a picture small: pages have few colours."""
    picture = (
        Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    )
    picture.save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()
