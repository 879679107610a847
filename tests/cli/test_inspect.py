"""``podcastkit inspect`` as people and programs see it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from podcastkit import inspect
from tests.projects import SOUNDS
from tests.web.server import Web

KEYS = {"source", "url", "size", "duration", "exact", "how", "type", "codec", "bitrate",
        "sample_rate", "channels", "title", "chapters", "artwork", "requests", "bytes", "error"}  # fmt: skip


def run(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "podcastkit", "inspect", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def test_people_get_a_table() -> None:
    done = run(str(SOUNDS / "chapters.mp3"))
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].endswith("chapters.mp3")
    table = [line.strip().partition(" ") for line in lines[1:]]
    found = {name: text.strip() for name, _, text in table}
    assert found["size"] == "45,588 bytes"
    assert found["duration"].startswith("0:00:05.479 (exact: its header says so")
    assert found["sound"] == "MP3, 65 kb/s, 44,100 Hz, mono"
    assert found["chapters"] == "0:00:00.000  Hello"
    assert "https://example.org/count" in lines[-1]


def test_a_cover_and_another_container() -> None:
    out = run(str(SOUNDS / "chapters.m4a")).stdout
    assert "artwork   image/png, 200 by 100 pixels, 405 bytes" in out
    assert "sound     AAC" in out


def test_programs_get_the_object_of_the_contract(web: Web) -> None:
    url = web.serve("/a.mp3", (SOUNDS / "chapters.mp3").read_bytes(), redirect_hops=2)
    done = run(url, str(SOUNDS / "sound.m4a"), "--json", "--jobs", "2")
    told = json.loads(done.stdout)
    assert (done.returncode, told["version"]) == (0, 1)
    remote, local = told["sources"]
    assert set(remote) == set(local) == KEYS
    assert remote["source"] == url
    assert remote["url"] == f"{url}.2"
    assert (remote["requests"], remote["bytes"]) == (3, 16_384)
    assert remote["chapters"][1] == {
        "start": 1.5, "end": 4.0, "title": "Counting", "url": "https://example.org/count", "image": None,
    }  # fmt: skip
    assert (local["url"], local["requests"], local["codec"]) == (None, 0, "AAC")


def test_one_refusal_among_many_is_exit_1_and_the_others_are_told(web: Web) -> None:
    page = web.serve("/page.mp3", b"<!doctype html>no", type="text/html")
    done = run(page, str(SOUNDS / "cbr.mp3"), "nothing.mp3", str(SOUNDS))
    assert done.returncode == 1
    assert "cbr.mp3\n" in done.stdout
    assert "a page of text, not a sound" in done.stderr
    assert "nothing.mp3: the file cannot be read: No such file" in done.stderr
    assert "that is a folder" in done.stderr
    told = json.loads(run(page, "--json").stdout)["sources"][0]
    assert "page of text" in told.pop("error")
    assert told.pop("source") == page
    assert told.pop("requests") == 1
    assert told.pop("bytes") > 0
    assert set(told.values()) == {None}


@pytest.mark.parametrize(
    "url", ["ftp://a.example/a.mp3", "https://u:p@a.example/a.mp3", "https://"]
)
def test_other_addresses_are_refused(url: str) -> None:
    assert run(url).returncode == 1


def test_what_is_typed_may_be_private_and_what_a_public_host_names_may_not(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = web.serve("/a.mp3", (SOUNDS / "cbr.mp3").read_bytes(), redirect_hops=1)
    assert inspect([url]).exit == 0
    monkeypatch.setattr("podcastkit.fetch.fetcher.Fetcher._was_private", lambda *_: False)
    web.seen.clear()
    (refused,) = inspect([url]).sources
    assert "a private address" in str(refused.error)
    assert len(web.seen) == 1


def test_without_words_it_says_how_it_is_called(tmp_path: Path) -> None:
    assert run().returncode == 2
    assert run("a.mp3", "--config", "missing.toml", cwd=tmp_path).returncode == 1
    assert run("https://a.example/a.mp3", "--config", "missing.toml", cwd=tmp_path).returncode == 4


def test_quiet_tells_refusals_alone() -> None:
    done = run(str(SOUNDS / "cbr.mp3"), "README.md", "-q")
    assert (done.stdout, done.returncode) == ("", 1)
    assert "README.md" in done.stderr


def test_many_have_a_bar_on_a_terminal(web: Web) -> None:
    data = (SOUNDS / "cbr.mp3").read_bytes()
    urls = [web.serve(f"/{number}.mp3", data) for number in range(5)]
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "podcastkit", "inspect", *urls]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=terminal) as process:
        os.close(terminal)
        said = b""
        try:
            while part := os.read(main, 4_096):
                said += part
        except OSError:
            pass
    assert process.returncode == 0
    assert b"looking inside the audio" in said


def test_an_address_without_its_beginning_is_told_as_one() -> None:
    (source,) = inspect(["example.org/audio/a.mp3"]).sources
    assert "write it whole: https://example.org/audio/a.mp3" in (source.error or "")
