"""What pictures cost: ``python bench/pictures.py [--repeats 3]``. CPU of whole processes.

The same show of 100 episodes is built without covers and with one of 3000 by 3000 pixels for each
episode, in turn: everything new; one episode changed; what is remembered thrown away, as in a
fresh checkout with the output in it; and nothing to do. Limit: 0.25 s for a run with nothing to do.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import make_site
from PIL import Image, ImageDraw
from spine import PODCASTKIT, Cost, Row, changed_build, cpu, first_build, peak, run, show

COUNT, SIDE = 100, 3000
_FRONT = "+++\n"


def cover(seed: int) -> bytes:
    """A drawing with some grain, as JPEG: half a megabyte, like many covers."""
    chance = random.Random(seed)  # noqa: S311 - the same covers on every machine
    image = Image.new("RGB", (SIDE, SIDE), tuple(chance.randrange(256) for _ in range(3)))
    drawing = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, r = (chance.randrange(SIDE), chance.randrange(SIDE), chance.randrange(50, 600))
        drawing.ellipse(
            (x - r, y - r, x + r, y + r), tuple(chance.randrange(256) for _ in range(3))
        )
    grain = Image.effect_noise((SIDE // 4, SIDE // 4), 12).resize((SIDE, SIDE)).convert("RGB")
    out = BytesIO()
    Image.blend(image, grain, 0.15).save(out, "JPEG", quality=85)
    return out.getvalue()


def give_covers(podcast: Path) -> None:
    """A cover for each episode. A comment in it makes each another file."""
    kinds = [cover(seed) for seed in range(5)]
    for number, path in enumerate(sorted((podcast / "episodes").glob("*.md"))):
        comment = f"number {number}".encode()
        kind = kinds[number % len(kinds)]
        data = kind[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + kind[2:]
        path.with_suffix(".jpg").write_bytes(data)
        text = path.read_text(encoding="utf-8")
        named = f'{_FRONT}image = "{path.stem}.jpg"\n'
        path.write_text(text.replace(_FRONT, named, 1), encoding="utf-8")


def forgetful_build(site: Path) -> Cost:
    """The output stands, and what was remembered is gone."""
    shutil.rmtree(site / "podcast" / ".podcastkit")
    return run([*PODCASTKIT, "feed"], site / "podcast")


def main() -> None:
    """Measure, and print the table. Exit status 1 when the limit is not held."""
    parser = argparse.ArgumentParser(description="What pictures cost.")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--covers", type=Path, help="only make covers for the show in this folder")
    asked = parser.parse_args()
    if asked.covers:
        give_covers(asked.covers)
        return
    repeats = asked.repeats
    figures: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory() as folder:
        plain, made = Path(folder) / "plain", Path(folder) / "made"
        for site in (plain, made):
            make_site.make(site, COUNT)
        # In a process of its own: what this one has held would count as its children's memory.
        make = [sys.executable, __file__, "--covers", str(made / "podcast")]
        subprocess.run(make, check=True)
        size = sum(path.stat().st_size for path in made.rglob("*.jpg"))
        for turn in range(repeats):
            for name, site in (("without", plain), ("with", made)):
                figures.setdefault(f"first {name}", []).append(first_build(site))
                figures.setdefault(f"changed {name}", []).append(changed_build(site, turn))
                figures.setdefault(f"forgetful {name}", []).append(forgetful_build(site))
                silent = run([*PODCASTKIT, "feed"], site / "podcast")
                figures.setdefault(f"silent {name}", []).append(silent)
        count = len(list((made / "podcast" / "feed" / "pictures").glob("*")))
        if count != 3 * COUNT:
            raise SystemExit(f"{count} small pictures instead of {3 * COUNT}")
    rows = [Row(what=f"{COUNT} covers of {SIDE} by {SIDE}", figure=f"{size / 1e6:.0f} MB")]
    for kind, what in (("first", "first build"), ("changed", "one changed episode"),
                       ("forgetful", "nothing remembered, output stands")):  # fmt: skip
        without, whole = figures[f"{kind} without"], figures[f"{kind} with"]
        more = statistics.median(b.cpu - a.cpu for a, b in zip(without, whole, strict=True))
        rows += [
            Row(what=f"{what}: CPU", figure=f"{cpu(whole):.2f} s"),
            Row(what="  more than without covers", figure=f"{more:.2f} s"),
            Row(what="  peak memory", figure=f"{peak(whole):.0f} MB"),
        ]
    silent_cpu = cpu(figures["silent with"])
    rows.append(Row(what="unchanged run: CPU", figure=f"{silent_cpu:.3f} s", limit="0.250 s",
                    held=silent_cpu <= 0.25))  # fmt: skip
    show(rows)
    sys.exit(any(row.held is False for row in rows))


if __name__ == "__main__":
    main()
