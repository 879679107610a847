"""``serve`` as it is run: a process, real files, real edits."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.projects import SOUNDS, TOML, Project, Ran
from tests.serving import SECONDS, Serving, serving
from tests.web.server import Web

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the end is asked for with a signal")


@pytest.fixture
def show(project: Project) -> Project:
    project.episode(1, title="One & only")
    assert project.feed().exit == 0
    return project


def tree(project: Project) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(project.root.rglob("*"))
        if path.is_file() and ".podcastkit" not in path.parts
    }


def test_pages_follow_edits_and_nothing_is_published(show: Project) -> None:
    page = "/episodes/number-1/"
    before = tree(show)
    with serving(show) as preview:
        assert (preview.table["version"], preview.table["episodes"]) == (1, 1)
        assert "Notes of 1." in preview.text(page)
        path = "episodes/2026-01-01-number-1.md"
        text = show.read(path)
        with preview.edit():
            show.write(path, text.replace("Notes of 1.", "Better notes."))
        assert "Better notes." in preview.text(page)
        with preview.edit():
            show.write(path, text.replace('title = "One', 'title = One"'))
        broken = preview.text(page)
        assert f"{path}:2:" in broken
        assert "error PK002" in broken
        assert "Better notes." not in broken
        assert "<title>The Test</title>" in preview.text("/feed.xml")
        with preview.edit():
            show.write(path, text)
        assert "Notes of 1." in preview.text(page)
        show.episode(2)
        assert preview.shows("/episodes/number-2/", "Notes of 2.")
        (show.root / "episodes/2026-01-02-number-2.md").unlink()
        assert preview.shows("/episodes/number-2/", "Not found", 404)
        show.write("podcast.toml", TOML.replace("The Test", "Another name"))
        assert preview.shows("/", "Another name")
        assert preview.end() == (0, "")
    show.write("podcast.toml", TOML)
    (show.root / "sound/2.mp3").unlink()
    after = tree(show)
    assert {p: d for p, (_, d) in after.items()} == {p: d for p, (_, d) in before.items()}
    published = [p for p in before if "/feed/" in p or p.endswith(".lock")]
    assert published
    assert [after[p][0] for p in published] == [before[p][0] for p in published]
    assert show.feed().json["changed"] is False


def test_sounds_play_from_where_they_lie(show: Project) -> None:
    sound = (SOUNDS / "cbr.mp3").read_bytes()
    with serving(show) as preview:
        page = preview.text("/episodes/number-1/")
        assert "cdn.example" not in page
        path = "/_podcastkit/sounds/number-1/1.mp3"
        assert f'src="{path}"' in page
        assert preview.get(path, Range="bytes=1000-1999") == (206, sound[1000:2000])
        url = f"http://localhost:{preview.port}"
        feed = preview.get("/feed.xml", Host=f"localhost:{preview.port}")[1].decode()
        assert f'<enclosure url="{url}{path}" length="{len(sound)}"' in feed
        assert f'<atom:link href="{url}/feed.xml" rel="self"' in feed
        # The sound is not copied for it.
        assert list((show.root / ".podcastkit").rglob("*.mp3")) == []
    assert "cdn.example" in show.read("feed/feed.xml")


SITES = {
    "zola": ("content/pod/{}.md", "static/{}/s.mp3", "/{}/s.mp3"),
    "hugo": ("content/pod/{}.md", "static/{} ü/s.mp3", "/{} ü/s.mp3"),
    "jekyll": ("_posts/2026-01-05-{}.md", "sounds/{}/s.mp3", "/sounds/{}/s.mp3"),
    "astro": ("src/content/pod/{}.md", "public/{}/s.mp3", "/{}/s.mp3"),
    "bundle": ("content/pod/{}/index.md", "content/pod/{}/s.mp3", "s.mp3"),
    "beside": ("episodes/{}.md", "episodes/{}-s.mp3", "{}-s.mp3"),
}
"""How sounds lie in a site: the page, the file, and what the page says of it."""


SITE, CDN = 'url = "https://a.example"', 'url = "https://cdn.example/x/"'


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        *((kind, url) for kind in ("zola", "hugo", "jekyll", "astro") for url in ("", SITE)),
        ("zola", f'{SITE[:-1]}/"'), ("bundle", ""), ("bundle", CDN), ("beside", SITE),
        ("beside", CDN), ("beside", "copy = true"),
    ],
)  # fmt: skip
def test_a_sound_of_a_site_plays_here_though_its_address_is_elsewhere(
    project: Project, kind: str, url: str
) -> None:
    preset = {"bundle": "zola", "beside": "plain"}.get(kind, kind)
    more = ['permalink = "/pod/{slug}/"'] if kind == "astro" else []
    content = "\n".join(["[content]", f'preset = "{preset}"', *more])
    project.write("podcast.toml", f"{TOML}{url}\n{content}\n")
    sounds = {}
    for name, fixture in (("a", "cbr.mp3"), ("b", "vbr.mp3")):
        page, file, said = (text.format(name) for text in SITES[kind])
        project.write(page, f"---\ntitle: {name}\ndate: 2026-01-05\nepisode_url: {said}\n---\nx\n")
        sounds[name] = (SOUNDS / fixture).read_bytes()
        project.write(file, sounds[name])
    with serving(project) as preview:
        assert (preview.table["episodes"], preview.table["findings"]) == (2, [])
        pages = {path: preview.text(path) for path in _links(preview.text("/"))}
        played = {}
        for page in pages.values():
            (src,) = re.findall(r'<audio[^>]* src="([^"]*)"', page)
            assert src.startswith("/_podcastkit/sounds/")
            status, data = preview.get(src, Range="bytes=100-299")
            played[src] = (status, data)
        assert sorted(played.values()) == sorted((206, data[100:300]) for data in sounds.values())
        feed = preview.text("/feed.xml")
        assert feed.count(f'<enclosure url="http://127.0.0.1:{preview.port}/_podcastkit/') == 2


def _links(index: str) -> list[str]:
    return ["/" + link for link in re.findall(r'<h3><a href="([^"]*)"', index)]


def test_a_remote_sound_stays_where_it_is(project: Project, web: Web) -> None:
    web.serve("/r.mp3", (SOUNDS / "cbr.mp3").read_bytes())
    project.write(
        "episodes/r.md",
        f'+++\ntitle = "R"\ndate = 2026-01-05\nepisode_url = "{web.base}/r.mp3"\n+++\nx\n',
    )
    with serving(project, env={"PODCASTKIT_PRIVATE_HOSTS": "1"}) as preview:
        assert f'src="{web.base}/r.mp3"' in preview.text("/episodes/r/")
        asked = len(web.seen)
        with preview.edit():
            project.write("episodes/r.md", project.read("episodes/r.md") + "\nmore\n")
        # What a host said once is known, though nothing is locked.
        assert len(web.seen) == asked
        assert "invalid" not in web.seen[0].headers["User-Agent"]
        assert not (project.root / "podcast.lock").exists()
    web.seen.clear()
    with serving(project, "--offline") as preview:
        assert preview.table["episodes"] == 1
        assert web.seen == []


def test_drafts_are_shown_when_asked_for(show: Project) -> None:
    show.episode(2, extra="draft = true\n")
    with serving(show) as preview:
        assert preview.get("/episodes/number-2/")[0] == 404
    with serving(show, "--drafts") as preview:
        assert preview.get("/episodes/number-2/")[0] == 200


def test_beside_a_site_generator_there_are_pages_too(project: Project) -> None:
    project.write(
        "podcast.toml", TOML + '[content]\npreset = "zola"\n[output]\nfolder = "static"\n'
    )
    project.write(
        "content/pod/a/index.md",
        '+++\ntitle = "A"\ndate = 2026-01-05\n[extra]\nepisode_url = "a.mp3"\n+++\n![p](p.png)\n',
    )
    project.write("content/pod/a/a.mp3", (SOUNDS / "cbr.mp3").read_bytes())
    project.write("content/pod/a/p.png", b"png")
    with serving(project) as preview:
        assert '<img src="p.png"' in preview.text("/pod/a/")
        assert preview.get("/pod/a/p.png") == (200, b"png")
    assert not (project.root / "static").exists()


def test_an_old_show_without_a_lock_is_shown(project: Project) -> None:
    for number in range(1, 7):
        project.episode(number)
    assert project.feed().codes == ["PK706"]
    with serving(project) as preview:
        assert (preview.table["episodes"], preview.table["findings"]) == (6, [])


def test_an_empty_show_waits_for_its_first_episode(project: Project) -> None:
    with serving(project) as preview:
        assert "No episode yet" in preview.text("/")
        project.episode(1)
        assert preview.shows("/", "Number 1")
        project.write("podcast.toml", "[show")
        assert preview.shows("/", "PK002")
        (project.root / "podcast.toml").unlink()
        assert preview.shows("/", "podcast.toml is not there")
        project.write("podcast.toml", TOML)
        assert preview.shows("/", "Number 1")


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_0(show: Project, kind: int) -> None:
    with serving(show) as preview, preview_open(preview):
        assert preview.end(kind) == (0, "")


@contextlib.contextmanager
def preview_open(preview: Serving) -> Iterator[None]:
    """An open page must not hold up the end."""
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=SECONDS)
    connection.request("GET", "/_podcastkit/events?v=x")
    connection.getresponse().readline()
    yield
    connection.close()


def run(project: Project, *words: str) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "podcastkit", "serve", "--config", project.root / "podcast.toml", *words],
        capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


def test_what_stands_in_the_way_is_told(show: Project) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = run(show, "--port", port)
        assert (ran.exit, ran.out) == (4, "")
        assert f"port {port} of 127.0.0.1 is in use; name another: --port" in ran.err
        assert json.loads(run(show, "--port", port, "--json").out)["url"] is None
    with serving(show) as preview:
        ran = run(show, "--port", "0")
        told = f"a preview of this show runs already, at {preview.table['url']}"
        assert (ran.exit, told in ran.err) == (4, True), ran.err
    assert run(show, "--host", "0.0.0.0").exit == 2  # noqa: S104 - must be refused
    (show.root / "podcast.toml").unlink()
    assert run(show).exit == 4


def test_the_default_port_gives_way(show: Project) -> None:
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            stack.enter_context(socket.create_server(("127.0.0.1", 8000)))
        process = subprocess.Popen(
            [sys.executable, "-m", "podcastkit", "serve", "--config", show.root / "podcast.toml"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert 8000 < (urlsplit(url).port or 0) <= 8010
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SECONDS)
        assert process.returncode == 0


def test_open_asks_the_browser(show: Project, tmp_path: Path) -> None:
    """A browser of our own writes down what it was asked to open."""
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/opened"\n', encoding="utf-8")
    script.chmod(0o755)
    with serving(show, "--open", "--host", "localhost", env={"BROWSER": str(script)}) as preview:
        end = time.monotonic() + SECONDS
        while not (tmp_path / "opened").exists() and time.monotonic() < end:
            time.sleep(0.05)
        assert (tmp_path / "opened").read_text().strip() == preview.table["url"]
