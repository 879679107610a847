"""Projects made for a test, and the command line run on them."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from podcastkit.cli import _group

SOUNDS = Path(__file__).parent / "fixtures" / "audio"
PICTURES = SOUNDS.parent / "pictures"

TOML = """[show]
title = "The Test"
description = "A show for tests."
link = "https://a.example"
feed_url = "https://a.example/feed.xml"
language = "en"
author = "Ada"
image = "https://a.example/cover.jpg"
categories = ["Technology"]

[audio]
local = ["sound"]
"""


@dataclass
class Ran:
    """What a command did."""

    exit: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.out)
        return loaded

    @property
    def codes(self) -> list[str]:
        return [finding["code"] for finding in self.json["findings"]]


class Project:
    """A podcast in a folder of its own."""

    def __init__(self, root: Path, toml: str = TOML) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.write("podcast.toml", toml)

    def write(self, path: str, text: str | bytes) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def sound(self, name: str, source: str = "cbr.mp3") -> None:
        (self.root / "sound").mkdir(exist_ok=True)
        shutil.copyfile(SOUNDS / source, self.root / "sound" / name)

    def picture(self, path: str, source: str = "cover.jpg") -> Path:
        return self.write(path, (PICTURES / source).read_bytes())

    def episode(
        self, number: int, *, extra: str = "", body: str | None = None, name: str | None = None,
        title: str | None = None,
    ) -> str:  # fmt: skip
        """An episode whose sound lies in the project; returns its path."""
        path = f"episodes/2026-01-{number:02}-{name or f'number-{number}'}.md"
        self.write(
            path,
            f'+++\ntitle = "{title or f"Number {number}"}"\ndescription = "About {number}."\n{extra}'
            f'[extra]\nepisode_url = "https://cdn.example/{number}.mp3"\n+++\n\n'
            + (body if body is not None else f"Notes of {number}.\n"),
        )
        self.sound(f"{number}.mp3")
        return path

    def run(self, *args: str, env: dict[str, str] | None = None) -> Ran:
        words = [args[0], "--config", str(self.root / "podcast.toml"), *args[1:]]
        result = CliRunner().invoke(_group, words, env=env)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    def feed(self, *args: str, **extra: Any) -> Ran:
        return self.run("feed", "--json", *args, **extra)

    def tree(self, *, lock: bool = True) -> dict[str, bytes]:
        """Everything that is published, and the lock."""
        found = {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted((self.root / "feed").rglob("*"))
            if path.is_file()
        }
        if lock and (self.root / "podcast.lock").is_file():
            found["podcast.lock"] = (self.root / "podcast.lock").read_bytes()
        return found
