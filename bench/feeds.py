"""What reading feeds costs: ``python bench/feeds.py``. CPU seconds and memory, each in a process.

A feed of 3,000 items and 5 MB is read as it is, and once more with a bare & at its beginning, so that
it must be mended; lxml alone parsing the same bytes stands beside it.
"""

from __future__ import annotations

import subprocess
import sys

_MEASURE = """
import resource, sys, time
from lxml import etree
from podcastkit.feed.document.read import read
from podcastkit.feed.document.tree import parse

notes = "<p>" + "Words of an episode's notes. " * 40 + "</p>"
item = ('<item><title>Episode {n}</title><guid isPermaLink="false">id-{n}</guid>'
        '<link>https://a.example/{n}/</link><pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate>'
        '<enclosure url="https://a.example/{n}.mp3" length="1234567" type="audio/mpeg"/>'
        '<itunes:duration>1:02:03</itunes:duration><itunes:explicit>false</itunes:explicit>'
        '<itunes:episode>{n}</itunes:episode><description><![CDATA[' + notes + ']]></description></item>')
title = "A & B" if sys.argv[1] == "mended" else "A and B"
data = ('<?xml version="1.0"?>\\n<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">'
        f'<channel><title>{title}</title>' + "\\n".join(item.replace("{n}", str(n)) for n in range(3000))
        + "</channel></rss>").encode()
began = time.process_time()
if sys.argv[1] == "lxml":
    etree.fromstring(data)
else:
    assert len(read(parse(data, "f.xml")).items) == 3000
print(f"{time.process_time() - began:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} {len(data) / 1e6:.1f}")
"""


def main() -> None:
    """Print a line a case."""
    for case in ("lxml", "whole", "mended"):
        runs = []
        for _ in range(3):
            done = subprocess.run(
                [sys.executable, "-c", _MEASURE, case], capture_output=True, text=True, check=True
            )
            seconds, megabytes, size = done.stdout.split()
            runs.append((float(seconds), int(megabytes), size))
        seconds_median, peak, megabytes_read = sorted(runs)[1]
        print(
            f"{case:8} 3,000 items, {megabytes_read} MB: {seconds_median:.3f} s CPU, peak {peak} MB"
        )


if __name__ == "__main__":
    main()
