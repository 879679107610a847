"""What transcripts cost: ``python bench/transcripts.py [--repeats 3]``. CPU of whole processes.

The same show of 1,000 episodes with 60 KB timed transcripts is built without and with all five formats,
in turn; the limits are those of the project: 3 s of CPU, 2 s of it for the formats, a peak of 100 MB,
0.25 s for a run with nothing to do, and 0.4 s for one in which one episode has changed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import make_site
from spine import PODCASTKIT, Row, changed_build, cpu, first_build, peak, run, show

FORMATS = 'transcripts = ["vtt", "srt", "json", "html", "txt"]'


def main() -> None:
    """Measure, and print the table. Exit status 1 when a limit is not held."""
    parser = argparse.ArgumentParser(description="What transcripts cost.")
    parser.add_argument("--repeats", type=int, default=3)
    repeats = parser.parse_args().repeats
    without, whole, silent, changed = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        plain, made = Path(folder) / "plain", Path(folder) / "made"
        for site in (plain, made):
            make_site.make(site, 1000)
        toml = made / "podcast" / "podcast.toml"
        toml.write_text(toml.read_text("utf-8").replace("transcripts = []", FORMATS), "utf-8")
        for turn in range(repeats):
            without.append(first_build(plain))
            whole.append(first_build(made))
            silent.append(run([*PODCASTKIT, "feed"], made / "podcast"))
            changed.append(changed_build(made, turn))
        count = len(list((made / "podcast" / "feed").glob("episodes/*/transcript.*")))
        if count != 5000:
            raise SystemExit(f"{count} transcripts instead of 5,000")
    more = statistics.median(b.cpu - a.cpu for a, b in zip(without, whole, strict=True))
    ratio = statistics.median(a.cpu / b.cpu for a, b in zip(changed, whole, strict=True))
    rows = [
        Row(what="build without transcripts: CPU", figure=f"{cpu(without):.2f} s"),
        Row(what="  with five formats", figure=f"{cpu(whole):.2f} s", limit="3.00 s", held=cpu(whole) <= 3),
        Row(what="  more", figure=f"{more:.2f} s", limit="2.00 s", held=more <= 2),
        Row(what="  peak memory", figure=f"{peak(whole):.0f} MB", limit="100 MB", held=peak(whole) <= 100),
        Row(what="unchanged second run: CPU", figure=f"{cpu(silent):.3f} s", limit="0.250 s", held=cpu(silent) <= 0.25),
        Row(what="one changed episode of 1,000: CPU", figure=f"{cpu(changed):.3f} s", limit="0.400 s", held=cpu(changed) <= 0.4),
        Row(what="  part of a first build", figure=f"{ratio:.1%}"),
    ]  # fmt: skip
    show(rows)
    sys.exit(any(row.held is False for row in rows))


if __name__ == "__main__":
    main()
