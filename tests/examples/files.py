"""The examples, read: what they run, and a show to run it on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
BIN = Path(sys.executable).parent


def read_yaml(path: Path) -> dict[str, Any]:
    """YAML as GitHub reads it: ``on`` is a word."""
    text = path.read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    return loaded


def steps(path: Path) -> list[dict[str, Any]]:
    """The steps of a workflow's jobs, or of an action."""
    table = read_yaml(path)
    jobs = table.get("jobs", {"action": table.get("runs")})
    return [step for job in jobs.values() for step in job["steps"]]


def sample_show(folder: Path) -> Path:
    """The sample show, in a folder of its own, with its feed as it is committed."""
    folder.mkdir(parents=True)
    for name in ("episodes", "feed"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("podcast.toml", "podcast.lock"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def bash(
    script: str, folder: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """A step's script as a runner runs it, podcastkit being installed."""
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
