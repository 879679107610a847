"""Measure the inspector: is it right, what does it ask for, how long does it take?

    python bench/audio.py FOLDER [--out FILE]

FOLDER is what ``python -m sounds FOLDER --long`` (from bench/) made. Every file is asked for over
HTTP from a server on loopback that counts; beside it stand what mutagen says of the whole file and
what ffprobe says of the address. ``--out`` writes the table as Markdown.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from podcastkit.audio import many, remote  # noqa: E402
from podcastkit.fetch import Fetcher, Manners  # noqa: E402
from tests.web.server import Web  # noqa: E402

ABOVE = """# Every file of the corpus

Written by `python bench/audio.py`. True is a full decode, in seconds; the columns of the three programs
say how far off each is. Requests and bytes are those of podcastkit. What the differences come from is
told in [audio.md](audio.md).

"""
NEAR, NEAR_BEHIND_JUNK = 0.05, 0.07
LATENCY, FILES, JOBS, HOSTS = 0.05, 200, 16, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One file of the corpus and what three programs say of it. Errors in seconds."""

    file: str
    what: str
    true: float | None
    ours: float | None
    exact: bool
    how: str
    requests: int
    bytes: int
    mutagen: float | None
    ffprobe: float | None
    held: bool


def rows(folder: Path) -> list[Row]:
    web = Web()
    found = []
    with Fetcher(agent_url="", private_hosts=True, max_read=10**12) as fetcher:
        for case in json.loads((folder / "truth.json").read_text(encoding="utf-8")):
            path = folder / case["file"]
            url = web.serve("/" + path.name, path.read_bytes())
            answer = remote.inspect(url, fetcher)
            audio = answer.sound.audio if answer.sound else None
            ours = audio.duration if audio else None
            near = NEAR_BEHIND_JUNK if case["before"] else NEAR
            right = (
                ours is not None and case["true"] is not None and abs(ours - case["true"]) <= near
            )
            found.append(Row(
                file=case["file"], what=case["what"], true=case["true"], ours=ours,
                exact=bool(audio and audio.exact), how=audio.how if audio else "refused",
                requests=answer.requests, bytes=answer.bytes, mutagen=by_mutagen(path),
                ffprobe=by_ffprobe(url), held=right or not (audio and audio.exact),
            ))  # fmt: skip
            web.routes.clear()
    web.close()
    return found


def by_mutagen(path: Path) -> float | None:
    import mutagen

    try:
        found = mutagen.File(path)
    except Exception:  # noqa: BLE001 - it raises of all kinds
        return None
    return found.info.length if found is not None else None


def by_ffprobe(url: str) -> float | None:
    command = ("ffprobe", "-v", "quiet", "-show_entries", "format=duration", "-of", "csv=p=0", url)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    try:
        return float(done.stdout)
    except ValueError:
        return None


def markdown(found: list[Row]) -> str:
    lines = ["| file | true | podcastkit | rests on | requests | bytes | mutagen | ffprobe |",
             "|---|---:|---:|---|---:|---:|---:|---:|"]  # fmt: skip
    for row in found:
        how = row.how if row.exact or row.how == "refused" else f"{row.how}, not exact"
        cells = (f"`{row.file}`: {row.what}", seconds(row.true), off(row.ours, row.true), how,
                 str(row.requests), f"{row.bytes:,}", off(row.mutagen, row.true),
                 off(row.ffprobe, row.true))  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def seconds(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def off(value: float | None, true: float | None) -> str:
    if value is None:
        return "none"
    return f"{value:.3f}" if true is None else f"{value - true:+.3f}"


def costs(folder: Path) -> None:
    """What whole reading and ffprobe cost for the files of an hour."""
    for name in ("hour-cbr.mp3", "picture-cbr.mp3", "chapters-cbr.mp3", "hour-bare.mp3",
                 "hour-bare-vbr.mp3", "hour.m4a"):  # fmt: skip
        data = (folder / name).read_bytes()
        web = Web()
        url = web.serve("/" + name, data)
        with Fetcher(agent_url="", private_hosts=True) as fetcher:
            ours = remote.inspect(url, fetcher)
        web.seen.clear()
        by_ffprobe(url)
        probe = (len(web.seen), sum(seen.sent for seen in web.seen))
        web.close()
        print(f"{name:20} podcastkit {ours.requests:3} requests {ours.bytes:12,} bytes; whole "
              f"{len(data):12,}; ffprobe {probe[0]:3} requests {probe[1]:12,} bytes")  # fmt: skip


def serve(pipe: object, data: bytes) -> None:
    """Several hosts with latency, in a process of their own."""
    hosts = [Web(f"127.0.0.{number + 1}") for number in range(HOSTS)]
    urls = [hosts[n % HOSTS].serve(f"/{n}.mp3", data, stall=LATENCY) for n in range(FILES)]
    pipe.send(urls)  # type: ignore[attr-defined]
    pipe.recv()  # type: ignore[attr-defined]


def side_by_side(folder: Path) -> None:
    """200 files at 50 ms: the time from the first request to the last answer, and its floor."""
    here, there = multiprocessing.Pipe()
    data = (folder / "cbr.mp3").read_bytes()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there, data))
    server.start()
    wanted = [many.Wanted(url=url) for url in here.recv()]
    floor = math.ceil(FILES / JOBS) * LATENCY
    ratios, bare = [], []
    for _ in range(5):
        bare.append(by_sockets([item.url for item in wanted]) / floor)
        with Fetcher(agent_url="", private_hosts=True, manners=Manners()) as fetcher:
            began = time.perf_counter()
            found = many.inspect_all(wanted, fetcher, jobs=JOBS)
            took = time.perf_counter() - began
        if any(item.error for item in found):
            raise SystemExit("a file could not be inspected")
        ratios.append(took / floor)
    here.send(None)
    server.join()
    ratios.sort()
    bare.sort()
    print(
        f"{FILES} files, {JOBS} jobs, {LATENCY * 1000:.0f} ms: {ratios[2]:.2f} times the floor of "
        f"{floor:.2f} s (from {ratios[0]:.2f} to {ratios[4]:.2f}; limit 1.15); "
        f"bare sockets {bare[2]:.2f}"
    )


def by_sockets(urls: list[str]) -> float:
    """The seconds that the same requests take with sockets alone and no thought for anything."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for url in urls:
        waiting.put(url)

    def work() -> None:
        open_to: dict[str, socket.socket] = {}
        while True:
            try:
                parts = urlsplit(waiting.get_nowait())
            except queue.Empty:
                return
            if parts.netloc not in open_to:
                address = (parts.hostname or "", parts.port or 80)
                open_to[parts.netloc] = socket.create_connection(address)
            peer = open_to[parts.netloc]
            ask = f"GET {parts.path} HTTP/1.1\r\nHost: x\r\nRange: bytes=0-16383\r\n\r\n"
            peer.sendall(ask.encode())
            data = b""
            while len(data.partition(b"\r\n\r\n")[2]) < 16_384:
                data += peer.recv(65_536)

    threads = [threading.Thread(target=work) for _ in range(JOBS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def memory(folder: Path) -> None:
    """CPU and peak memory of a process of its own that inspects the largest files.

    To be called first: a process is charged with the memory of the one that started it.
    """
    for name in ("hour-cbr.mp3", "hour-bare-vbr.mp3", "hour-advert.mp3", "hour.m4a"):
        path = folder / name
        command = [sys.executable, "-m", "podcastkit", "inspect", str(path)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as child:
            _, _, used = os.wait4(child.pid, 0)
            child.returncode = 0
        cpu = used.ru_utime + used.ru_stime
        print(
            f"{name:20} {path.stat().st_size / 1e6:6.1f} MB: {cpu:.2f} s CPU, "
            f"peak {used.ru_maxrss / 1000:.0f} MB"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    threading.stack_size(1 << 20)
    hours = (given.folder / "hour-cbr.mp3").exists()
    if hours:
        memory(given.folder)
    side_by_side(given.folder)
    found = rows(given.folder)
    text = markdown(found)
    if given.out:
        given.out.write_text(ABOVE + text, encoding="utf-8")
    wrong = [row for row in found if not row.held]
    print(f"{len(found)} files: {len(wrong)} wrong and called exact, "
          f"{sum(r.true is not None and not r.exact for r in found)} not exact")  # fmt: skip
    for row in wrong:
        print(f"  {row.file}: {row.ours} is not {row.true}")
    if hours:
        costs(given.folder)


if __name__ == "__main__":
    main()
