"""Make the corpus: ``python -m sounds FOLDER [--long]``."""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sounds import long, mp3, others
from sounds.kit import Corpus, Sound, check_programs, decoded_seconds


def corpus(*, with_long: bool) -> list[Sound]:
    """All sounds, not yet made."""
    found = Corpus()
    mp3.fill(found)
    others.fill(found)
    if with_long:
        long.fill(found)
    return found.sounds


def make(sound: Sound, folder: Path) -> dict[str, object]:
    """Write one sound, and say what is true of it."""
    data = sound.make()
    (folder / sound.name).write_bytes(data)
    true = None
    if not sound.refused:
        true = sound.true() if sound.true else decoded_seconds(data, Path(sound.name).suffix)
    return {
        "file": sound.name,
        "what": sound.what,
        "true": true,
        "true_by": sound.true_by,
        "before": sound.before,
        "refused": sound.refused,
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sounds", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--long", action="store_true", help="also sounds of an hour")
    given = parser.parse_args()
    check_programs()
    given.folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(lambda s: make(s, given.folder), corpus(with_long=given.long)))
    text = json.dumps(rows, indent=1)
    (given.folder / "truth.json").write_text(text, encoding="utf-8")
    print(f"{len(rows)} files in {given.folder}")


if __name__ == "__main__":
    main()
