"""``podcastkit serve`` as a process, asked as a browser asks it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.projects import Project

SECONDS = 60
"""Longer than a busy machine needs for a build."""


class Serving:
    """A preview that runs."""

    def __init__(self, project: Project, *words: str, env: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "podcastkit", "serve", "--config", project.root / "podcast.toml",
             "--port", "0", "--json", *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **(env or {})},
        )  # fmt: skip
        self.table = self._ready()
        self.port = urlsplit(self.table["url"]).port

    def _ready(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        text = ""
        for line in self.process.stdout:
            text += line
            if line == "}\n":
                break
        loaded: dict[str, Any] = json.loads(text)
        return loaded

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        with contextlib.closing(connection):
            return answer.status, answer.read()

    def text(self, path: str) -> str:
        return self.get(path)[1].decode()

    @contextlib.contextmanager
    def edit(self) -> Iterator[None]:
        """Wait until open pages are told of what was changed meanwhile."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request("GET", "/_podcastkit/events?v=x")
        answer = connection.getresponse()
        known = self._next(answer)
        yield
        assert self._next(answer) != known
        connection.close()

    def shows(self, path: str, words: str, status: int = 200) -> bool:
        """Whether a page has words at last; an edit of two files may be two builds."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            seen, body = self.get(path)
            if seen == status and words in body.decode():
                return True
            time.sleep(0.05)
        return False

    def _next(self, answer: http.client.HTTPResponse) -> str:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            line = answer.readline().decode()
            assert line, "the preview went away"
            if line.startswith("data: "):
                return line[6:].strip()
        raise AssertionError("nothing was built")

    def end(self, kind: int = signal.SIGINT) -> tuple[int, str]:
        self.process.send_signal(kind)
        _, err = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, err


@contextlib.contextmanager
def serving(project: Project, *words: str, **extra: Any) -> Iterator[Serving]:
    running = Serving(project, *words, **extra)
    try:
        yield running
    finally:
        with contextlib.suppress(ProcessLookupError):
            running.process.kill()
        running.process.communicate()
