"""What Lighthouse says of pages: ``python bench/lighthouse.py FOLDER [--preset desktop] [--runs 3]``.

FOLDER is what ``podcastkit feed`` wrote. It is served on the loopback address, and the index and the longest
page are judged, as on a phone unless ``--preset desktop`` says otherwise: the four categories, of 100
each, and every audit that is not passed. Needs Node, npm and Chromium; Lighthouse is installed into
``.lighthouse`` once. Its figures of performance depend on the machine: ask on an idle one, and more
than once: of several runs the medians are told.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

VERSION = "13.5.0"
HOME = Path(__file__).resolve().parents[1] / ".lighthouse"
PROGRAM = HOME / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time",
         "cumulative-layout-shift")  # fmt: skip
"""In milliseconds; the last is a share of the window."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> int:
    """Judge, print, and give 1 where a category is below 100."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--preset", choices=("desktop",), help="judge as on a desk")
    parser.add_argument("--runs", type=int, default=1, help="of how many runs the medians are told")
    args = parser.parse_args()
    if not (args.folder / "index.html").is_file():
        sys.exit(f"{args.folder} has no index.html: name the folder that podcastkit feed wrote")
    install()
    pages = [path for path in args.folder.rglob("*.html") if path != args.folder / "index.html"]
    longest = [max(pages, key=lambda path: path.stat().st_size)] if pages else []
    handler = functools.partial(_Quiet, directory=str(args.folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    worst = 100
    for page in [args.folder / "index.html", *longest]:
        path = page.relative_to(args.folder).as_posix()
        url = f"http://127.0.0.1:{server.server_port}/{path}"
        told = [judged(url, args.preset) for _ in range(args.runs)]
        worst = min(worst, report(f"{path} ({page.stat().st_size:,} bytes)", told))
    server.shutdown()
    return int(worst < 100)


def install() -> None:
    if not PROGRAM.exists():
        HOME.mkdir(exist_ok=True)
        words = [
            "npm",
            "install",
            "--prefix",
            str(HOME),
            f"lighthouse@{VERSION}",
            "--ignore-scripts",
        ]
        subprocess.run([*words, "--no-audit", "--no-fund", "--silent"], check=True)


def judged(url: str, preset: str | None) -> dict[str, Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is missing")
    words = [str(PROGRAM), url, "--output=json", "--output-path=stdout", "--quiet",
             "--chrome-flags=--headless=new --no-sandbox",
             f"--only-categories={','.join(CATEGORIES)}"]  # fmt: skip
    words += [f"--preset={preset}"] if preset else []
    ran = subprocess.run(
        words,
        env={**os.environ, "CHROME_PATH": chromium},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        sys.exit(ran.stderr)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def report(title: str, told: list[dict[str, Any]]) -> int:
    """Print one page's figures, the medians of all runs; the lowest of them is given."""
    print(title)
    categories = [run["categories"] for run in told]
    scores = {
        key: round(statistics.median((found[key]["score"] or 0) * 100 for found in categories))
        for key in CATEGORIES
    }
    print("  " + ", ".join(f"{key} {score}" for key, score in scores.items()))
    for time in TIMES:
        value = statistics.median(run["audits"][time]["numericValue"] for run in told)
        print(f"  {time} {value:,.3g}")
    audits = told[0]["audits"]
    for key in CATEGORIES:
        for row in categories[0][key]["auditRefs"]:
            audit = audits[row["id"]]
            if row["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"  {key}: {audit['title']} {audit.get('displayValue', '')}".rstrip())
    return min(scores.values())


if __name__ == "__main__":
    sys.exit(main())
