"""``import`` on a terminal: what is doubtful is asked, and No does nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.projects import Project

pty = pytest.importorskip("pty", reason="a terminal needs a POSIX system")

FEED = """<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid><item><title>Number 1</title>
<guid>g</guid><enclosure url="https://host.example/x.mp3" length="9"/>
<pubDate>Tue, 20 Jan 2026 10:00:00 +0000</pubDate></item></channel></rss>
"""


@pytest.mark.parametrize(("answer", "matched"), [("y", 1), ("n", 0), ("", 0)])
def test_a_doubtful_match_is_asked(project: Project, answer: str, matched: int) -> None:
    project.episode(1)
    project.write("host.xml", FEED)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "podcastkit", "import", "--dry-run", "host.xml"],
        cwd=project.root, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        while b"[y/N]" not in shown:
            shown += os.read(ours, 4096)
        os.write(ours, f"{answer}\n".encode())
        assert process.stdout is not None
        out = process.stdout.read().decode()
    os.close(ours)
    assert process.returncode == 0
    assert 'Is episodes/2026-01-01-number-1.md the episode "Number 1"' in shown.decode()
    assert f"{matched} of the feed's 1 episode matched" in out
