"""systemd's units and the lines for cron, given to systemd and to a shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.examples.files import EXAMPLES, sample_show

UNITS = EXAMPLES / "systemd"
LINE = re.compile(r"(?P<when>(?:[\d*/,-]+ ){5})(?P<command>.+)")
PROGRAM = "/opt/podcastkit/bin/podcastkit"


def analyze(*words: str | Path) -> subprocess.CompletedProcess[str]:
    if shutil.which("systemd-analyze") is None:
        missing("systemd-analyze")
    return subprocess.run(
        ["systemd-analyze", *words], capture_output=True, text=True, check=False, timeout=60
    )


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """All but the program's place, which is this machine's."""
    for name in ("podcastkit.service", "podcastkit.timer"):
        text = (UNITS / name).read_text(encoding="utf-8").replace(PROGRAM, sys.executable)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = analyze("verify", *sorted(tmp_path.iterdir()))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (tmp_path / "podcastkit.service").write_text("[Service]\nExecStrat=/bin/true\n", "utf-8")
    assert "ExecStrat" in analyze("verify", tmp_path / "podcastkit.service").stderr


def test_the_service_is_locked_up_well() -> None:
    """systemd's own mark, from 0 (nothing to attack) to 10; a plain service has 9.6."""
    done = analyze("security", "--offline=true", "--threshold=20", UNITS / "podcastkit.service")
    assert done.returncode == 0, done.stdout[-200:]


@pytest.mark.skipif(os.name == "nt", reason="cron is a POSIX system's")
def test_cron_is_silent_when_nothing_changed(tmp_path: Path) -> None:
    show = sample_show(tmp_path / "my-show")
    program = tmp_path / ".local/bin/podcastkit"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m podcastkit "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    lines = (EXAMPLES / "crontab").read_text(encoding="utf-8").splitlines()
    found = [match for line in lines if (match := LINE.fullmatch(line))]
    assert any(line.startswith("MAILTO=") for line in lines)
    commands = [match["command"] for match in found]
    assert [command.partition("podcastkit")[2] for command in commands] == [
        '" feed',
        '" feed --refresh',
    ]

    def run(command: str) -> tuple[int, str]:
        assert "%" not in command  # a line break, to cron
        done = subprocess.run(
            ["/bin/sh", "-c", command], capture_output=True, text=True, check=False, cwd=tmp_path,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LC_ALL": "C",
                 "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    for command in (commands[0], *commands):
        assert run(command) == (0, "")
    path = show / "episodes/notes-people-read.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("one request", "two"), encoding="utf-8"
    )
    code, said = run(commands[0])
    assert code == 0
    assert "written" in said
    path.write_text("+", encoding="utf-8")
    code, said = run(commands[0])
    assert code == 1
    assert "notes-people-read.toml" in said
