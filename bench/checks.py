"""What checking costs: ``python bench/checks.py [--repeats 3]``. CPU of whole processes, start included.

A show of 1,000 episodes of 60 KB (and one of 2,000, for growth) is validated from its files; a feed of
3,000 items and 5 MB (and one of 6,000) is validated as anybody's feed. The limits are those of the
project: 0.6 s and 1.5 s. Memory is the highest resident set of the process.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import make_site
from spine import PODCASTKIT, Cost, Row, run, show

_ITEM = """    <item>
      <title>Number {n} of many</title>
      <link>https://a.example/{n}/</link>
      <description><![CDATA[{notes}]]></description>
      <guid isPermaLink="false">id-{n}</guid>
      <enclosure url="https://a.example/{n}.mp3" length="28000000" type="audio/mpeg"/>
      <pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>
      <itunes:duration>1800</itunes:duration>
      <itunes:explicit>false</itunes:explicit>
      <itunes:episode>{n}</itunes:episode>
      <itunes:episodeType>full</itunes:episodeType>
      <podcast:person role="host">Ada</podcast:person>
      <podcast:transcript url="https://a.example/{n}.vtt" type="text/vtt"/>
    </item>
"""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0">
  <channel>
    <title>The Bench</title>
    <link>https://a.example</link>
    <atom:link rel="self" href="https://a.example/feed.xml"/>
    <description>Many items.</description>
    <language>en</language>
    <itunes:author>Ada</itunes:author>
    <itunes:image href="https://a.example/cover.jpg"/>
    <itunes:category text="Technology"/>
    <itunes:explicit>false</itunes:explicit>
    <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
"""


def feed(path: Path, items: int, size: int) -> None:
    """Write a feed of so many items and about ``size`` bytes."""
    bare = len(_ITEM)
    notes = "<p>" + "Words of <b>notes</b>. " * ((size // items - bare) // 23) + "</p>"
    body = "".join(_ITEM.format(n=n, notes=notes) for n in range(1, items + 1))
    path.write_text(f"{_HEAD}{body}  </channel>\n</rss>\n", encoding="utf-8")


def measured(command: list[str], folder: Path, repeats: int) -> tuple[float, float]:
    """Median of the CPU seconds, and the peak in MB."""
    costs: list[Cost] = [run(command, folder) for _ in range(repeats)]
    return statistics.median(cost.cpu for cost in costs), max(cost.peak for cost in costs)


def rows(what: str, few: tuple[float, float], many: tuple[float, float], limit: float) -> list[Row]:
    """The lines of one kind: what it costs, and how that grows with twice as much."""
    return [
        Row(what=what, figure=f"{few[0]:.2f} s, peak {few[1]:.0f} MB", limit=f"{limit} s",
            held=few[0] <= limit),
        Row(what="  twice as much", figure=f"{many[0] / few[0]:.1f} times"),
    ]  # fmt: skip


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    repeats = parser.parse_args().repeats
    check = [*PODCASTKIT, "validate", "--json"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (1000, 2000):
            make_site.make(folder / str(count), count)
        sites = [measured(check, folder / str(n) / "podcast", repeats) for n in (1000, 2000)]
        for items, size in ((3000, 5_000_000), (6000, 10_000_000)):
            feed(folder / f"{items}.xml", items, size)
        feeds = [measured([*check, f"{n}.xml"], folder, repeats) for n in (3000, 6000)]
    show(
        rows("validate, 1,000 episodes", sites[0], sites[1], 0.6)
        + rows("validate, 3,000 items, 5 MB", feeds[0], feeds[1], 1.5)
    )


if __name__ == "__main__":
    sys.exit(main())
