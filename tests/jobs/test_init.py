"""``init``: from a folder as it is to a feed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import feedparser
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from podcastkit.begin.show_text import Facts, show_table, show_text
from podcastkit.cli import _group
from tests.cli.test_completion import until
from tests.projects import PICTURES, SOUNDS, Ran
from tests.sites import write
from tests.web.server import Web

SOUND = (SOUNDS / "cbr.mp3").read_bytes()
COVER = (PICTURES / "cover.jpg").read_bytes()
NOON = {"SOURCE_DATE_EPOCH": "1780315200", "PODCASTKIT_PRIVATE_HOSTS": "1"}  # 2026-06-01
FACTS = ("--description", "Words.", "--author", "Ada", "--category", "Technology")
ALL = (*FACTS, "--title", "T", "--link", "https://a.example", "--image", "cover.jpg")
REAL = Path(__file__).parents[3] / "shared" / "real"


def run(*words: str) -> Ran:
    result = CliRunner().invoke(_group, list(words), env=NOON)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def init(root: Path, *words: str) -> Ran:
    return run("init", str(root), "--json", *words)


def settings(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "podcast.toml").read_text(encoding="utf-8"))


def feed(root: Path, *words: str) -> Ran:
    return run("feed", "--json", "--config", str(root / "podcast.toml"), *words)


def published(root: Path, web: Web, files: Mapping[str, str | bytes], *words: str) -> Any:
    """The feed that a site gives after ``init`` and ``feed`` alone; ``CDN`` is a host's address."""
    for number in range(1, 5):
        web.serve(f"/{number}.mp3", SOUND)
    told = {
        path: text.replace("CDN", web.base) if isinstance(text, str) else text
        for path, text in files.items()
    }
    write(root, {"cover.jpg": COVER, **told})
    done = init(root, *FACTS, "--image", "cover.jpg", *words)
    assert (done.exit, done.json["missing"]) == (0, [])
    before = {path: (root / path).read_bytes() for path in files}
    ran = feed(root)
    assert ran.exit == 0, ran.out
    assert ran.json["episodes"] == done.json["episodes"]
    assert {path: (root / path).read_bytes() for path in files} == before
    output = settings(root)["output"]
    name = output["folder"] + "/" + output.get("feed", "feed.xml")
    parsed = feedparser.parse((root / name).read_text(encoding="utf-8"))
    assert not parsed.bozo
    return parsed


def test_an_empty_folder_says_what_is_to_be_filled_in(tmp_path: Path) -> None:
    root = tmp_path / "my-show"
    ran = init(root)
    assert ran.exit == 0
    assert ran.json["written"] == ["podcast.toml", "episodes/_example.md"]
    assert ran.json["preset"] == "plain"
    empty = ["description", "link", "feed_url", "author", "image", "categories"]
    assert ran.json["missing"] == empty
    said = settings(root)["show"]
    assert said["title"] == "My show"
    assert [name for name, value in said.items() if value in ("", [])] == empty
    codes = {"PK102", "PK103", "PK104", "PK106", "PK110", "PK116"}
    # The example is no episode, and what is empty is told by feed.
    ran = feed(root)
    assert (ran.exit, set(ran.codes)) == (1, codes)
    (root / "cover.jpg").write_bytes(COVER)


def test_the_example_is_an_episode_when_it_is_renamed(tmp_path: Path) -> None:
    init(tmp_path, *ALL)
    write(tmp_path, {"cover.jpg": COVER})
    assert feed(tmp_path).exit == 3
    (tmp_path / "episodes/_example.md").rename(tmp_path / "episodes/hello.md")
    assert "PK011" in feed(tmp_path).codes
    write(tmp_path, {"episodes/hello.mp3": SOUND})
    ran = feed(tmp_path)
    assert (ran.exit, ran.json["episodes"]) == (0, 1)


def test_a_sound_that_is_there_is_the_first_episode(tmp_path: Path) -> None:
    write(tmp_path, {"raw/my first-talk.mp3": SOUND, "raw/second.mp3": SOUND, "cover.jpg": COVER})
    ran = init(tmp_path, *FACTS, "--title", "T", "--link", "https://a.example/show/")
    assert ran.json["written"] == ["podcast.toml", "episodes/my-first-talk.md"]
    assert (ran.json["missing"], ran.json["episodes"]) == ([], 1)
    assert "for 1 more (raw/second.mp3 …): podcastkit new" in " ".join(ran.json["todo"])
    assert settings(tmp_path)["show"]["feed_url"] == "https://a.example/show/feed.xml"
    ran = feed(tmp_path)
    assert (ran.exit, ran.json["episodes"]) == (0, 1)
    assert "<title>My first talk</title>" in (tmp_path / "feed/feed.xml").read_text()
    new = run("new", "Two", "--json", "--config", str(tmp_path / "podcast.toml"), "--audio",
              str(tmp_path / "raw/second.mp3"))  # fmt: skip
    assert new.json["audio"] == "second.mp3"
    assert feed(tmp_path).json["episodes"] == 2


def test_why_a_file_is_no_first_episode_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"a.mp3": b"<!doctype html>" * 9, "b.mp3": b""})
    ran = init(tmp_path, *ALL)
    todo = ran.json["todo"]
    assert todo[0].startswith("a.mp3 became no episode: ")
    assert todo[0].endswith(" (nor did 1 more)")
    assert "episodes/_example.md" in ran.json["written"]


def test_an_odd_name_of_a_sound_is_read_back(tmp_path: Path) -> None:
    write(tmp_path, {'100% "loud" #1.mp3': SOUND, "cover.jpg": COVER, "notes.mp3": b"no sound"})
    ran = init(tmp_path, *ALL)
    assert ran.json["episodes"] == 1
    assert feed(tmp_path).exit == 0


def test_pages_of_a_plain_folder_are_mapped(tmp_path: Path, web: Web) -> None:
    page = "---\ntitle: A\ndate: 2026-01-0{n}\nmp3: CDN/{n}.mp3\nnumber: '{n}'\nhosts: [Ada Lovelace]\n---\nx\n"
    files = {f"posts/{n}.md": page.replace("{n}", str(n)) for n in (1, 2)}
    parsed = published(tmp_path, web, files, "--title", "T", "--link", "https://a.example")
    assert [entry.itunes_episode for entry in parsed.entries] == ["2", "1"]
    said = settings(tmp_path)
    assert said["content"]["episodes"] == "posts"
    assert said["fields"] == {
        "episode_url": "mp3",
        "episode": "number",
        "persons": {"host": "hosts"},
    }
    assert not (tmp_path / "episodes").exists()


def test_beside_zola(tmp_path: Path, web: Web) -> None:
    page = '+++\ntitle = "A{n}"\ndate = 2026-01-0{n}\n[extra.sound]\nurl = "CDN/{n}.mp3"\n+++\nx\n'
    config = 'base_url = "https://z.example/"\ntitle = "Z"\ndescription = "D"\n'
    files = {
        "config.toml": config, "static/x.css": "", "content/about.md": "+++\ntitle = 'B'\n+++\n",
        **{f"content/talks/{n}-a/index.md": page.replace("{n}", str(n)) for n in (1, 2)},
    }  # fmt: skip
    parsed = published(tmp_path, web, files)
    assert parsed.feed.title == "Z"
    assert parsed.entries[0].link == "https://z.example/talks/2-a/"
    said = settings(tmp_path)
    assert said["fields"] == {"episode_url": "sound.url"}
    assert "title" not in said["show"]
    assert said["show"]["feed_url"] == "https://z.example/podcast.xml"
    assert "# title" in (tmp_path / "podcast.toml").read_text()


def test_beside_hugo(tmp_path: Path, web: Web) -> None:
    page = "---\ntitle: A{n}\ndate: 2026-01-0{n}\npodcast:\n  file: /audio/{n}.mp3\n---\nx\n"
    files = {
        "hugo.yaml": "baseURL: https://h.example/\ntitle: H\nlanguageCode: en-us\nparams:\n  description: D\n",
        "content/_index.md": "---\ntitle: Home\n---\n",
        "static/podcast.xml": "<rss/>",
        **{f"content/ep/{n}.md": page.replace("{n}", str(n)) for n in (1, 2)},
        **{f"static/audio/{n}.mp3": SOUND for n in (1, 2)},
    }
    parsed = published(tmp_path, web, files)
    said = settings(tmp_path)
    assert (said["show"]["title"], said["show"]["language"]) == ("H", "en-us")
    assert "audio" not in said  # what lies in the static folder is served as it is
    assert said["output"] == {"folder": "static", "feed": "podcast-feed.xml"}
    assert parsed.entries[0].enclosures[0].href == "https://h.example/audio/2.mp3"
    assert web.seen == []


def test_beside_jekyll(tmp_path: Path, web: Web) -> None:
    page = (
        "---\nlayout: post\ntitle: A{n}\nenclosure:\n  - url: CDN/{n}.mp3\n    length: 5\n---\nx\n"
    )
    files = {
        "_config.yml": "title: J\nurl: https://j.example\nbaseurl: /pod\nauthor: {name: Ada}\n"
        "permalink: /:year/:title/\nlang: de\n",
        **{f"_posts/2026-01-0{n}-a{n}.md": page.replace("{n}", str(n)) for n in (1, 2)},
        "_talks/t.md": page.replace("{n}", "3").replace("layout: post", "date: 2026-01-03"),
        "_layouts/post.md": page,
    }
    parsed = published(tmp_path, web, files)
    said = settings(tmp_path)
    assert said["content"]["episodes"] == ["_posts", "_talks"]
    assert said["fields"] == {"episode_url": "enclosure.0.url"}
    assert said["show"]["feed_url"] == "https://j.example/pod/feed/feed.xml"
    assert parsed.entries[1].link == "https://j.example/pod/2026/a2/"


@pytest.mark.parametrize(
    ("settings_of_site", "link"),
    [
        ("collections:\n  talks: {output: true, permalink: '/e/:title/'}\n", "/e/a1/"),
        (
            "collections:\n  talks: {permalink: '/:collection/:title:output_ext'}\n",
            "/talks/a1.html",
        ),
        ("collections:\n  talks: {output: true}\npermalink: /:year/:title/\n", "/talks/a1/"),
        ("collections: [talks]\npermalink: pretty\n", "/talks/a1/"),
        ("collections: [talks]\n", "/talks/a1.html"),
        ("collections:\n  talks: {permalink: '/show/:name/'}\n", "/show/a1/"),
        ("collections:\n  talks: {permalink: '/show/:slug:output_ext'}\n", "/show/a1.html"),
        ("collections:\n  talks: {permalink: '/x/:collection/:path/'}\n", "/x/talks/a1/"),
    ],
)
def test_a_jekyll_collection_has_addresses_of_its_own(
    tmp_path: Path, web: Web, settings_of_site: str, link: str
) -> None:
    page = "---\ntitle: A1\ndate: 2026-01-01\nenclosure: CDN/1.mp3\n---\nx\n"
    files = {
        "_config.yml": f"title: J\nurl: https://j.example\n{settings_of_site}",
        "_talks/a1.md": page,
    }
    parsed = published(tmp_path, web, files)
    assert parsed.entries[0].link == f"https://j.example{link}"


def test_a_collections_address_that_cannot_be_told_is_to_be_looked_at(tmp_path: Path) -> None:
    page = "---\ntitle: A1\ndate: 2026-01-01\nenclosure: https://a.example/1.mp3\n---\nx\n"
    talks = "title: J\ncollections:\n  talks: {permalink: '/e/:TITLE'}\n"
    write(tmp_path / "a", {"_config.yml": talks.replace("TITLE", "foo"), "_talks/a1.md": page})
    assert any("/e/:foo is not known" in todo for todo in init(tmp_path / "a", *ALL).json["todo"])
    files = {"_config.yml": talks.replace("TITLE", "title"), "_talks/a1.md": page}
    write(tmp_path / "b", {**files, "_posts/2026-01-01-b.md": page})
    told = "look at [content] permalink: it is one for all, also for talks (/e/:title)"
    assert told in init(tmp_path / "b", *ALL).json["todo"]


def test_beside_eleventy(tmp_path: Path, web: Web) -> None:
    page = "---\ntitle: A{n}\ndate: 2026-01-0{n}\naudio: CDN/{n}.mp3?source=rss\n---\nx\n"
    files = {
        "eleventy.config.js": "export default () => ({ dir: { input: 'src' } })",
        "src/_data/metadata.json": json.dumps(
            {"title": "E", "url": "https://e.example/", "language": "en"}
        ),
        "README.md": page,
        **{f"src/shows/{n}.md": page.replace("{n}", str(n)) for n in (1, 2)},
    }
    parsed = published(tmp_path, web, files)
    said = settings(tmp_path)
    assert said["content"] == {"preset": "eleventy", "episodes": "src/shows"}
    assert parsed.feed.title == "E"
    assert parsed.entries[0].link == "https://e.example/shows/2/"


def test_eleventys_sounds_lie_in_its_folder_of_input(tmp_path: Path, web: Web) -> None:
    page = "---\ntitle: A\ndate: 2026-01-01\naudio: /audio/one.mp3\n---\nx\n"
    files = {
        ".eleventy.js": 'module.exports = () => ({ dir: { input: "src" } })',
        "src/_data/site.json": '{"title": "E", "url": "https://e.example/"}',
        "src/shows/one.md": page,
        "src/audio/one.mp3": SOUND,
    }
    parsed = published(tmp_path, web, files)
    assert settings(tmp_path)["content"]["static"] == "src"
    assert parsed.entries[0].enclosures[0].href == "https://e.example/audio/one.mp3"


@pytest.mark.parametrize(
    ("passed", "files", "static"),
    [
        ('{ "./public/": "/" }', {"public/audio/one.mp3": SOUND}, "public"),
        ("{ 'public': '' }", {"public/audio/one.mp3": SOUND}, "public"),
        ('{ "./public/": "/", "more": "/more" }', {"audio/one.mp3": SOUND, "public/x": ""}, None),
        ('"audio"', {"audio/one.mp3": SOUND}, None),
        ('{ "gone": "/" }', {"audio/one.mp3": SOUND}, None),
        ('{ "../public": "/" }', {"audio/one.mp3": SOUND}, None),
    ],
)
def test_what_eleventy_copies_to_the_root_is_its_static_folder(
    tmp_path: Path, web: Web, passed: str, files: dict[str, str | bytes], static: str | None
) -> None:
    site: dict[str, str | bytes] = {
        "eleventy.config.js": f"export default (c) => {{ c.addPassthroughCopy({passed}); }}",
        "_data/site.json": '{"title": "E", "url": "https://e.example/"}',
        "shows/one.md": "---\ntitle: A\ndate: 2026-01-01\naudio: /audio/one.mp3\n---\nx\n",
    }
    parsed = published(tmp_path, web, site | files)
    assert settings(tmp_path)["content"].get("static") == static
    assert "audio" not in settings(tmp_path)
    assert parsed.entries[0].enclosures[0].href == "https://e.example/audio/one.mp3"


def test_a_site_without_sounds_yet_has_its_static_folder(tmp_path: Path) -> None:
    script = 'module.exports = (c) => { c.addPassthroughCopy({ "public": "/" }); };'
    write(tmp_path, {".eleventy.js": script, "public/x.css": "", "index.md": "x"})
    assert init(tmp_path, *ALL).exit == 0
    assert settings(tmp_path)["content"]["static"] == "public"


def test_what_was_found_is_told_in_sentences(tmp_path: Path) -> None:
    page = "---\ntitle: A\ndate: 2026-01-01\naudio: {}\n---\nx\n"
    files = {"astro.config.mjs": "", "src/content/pod/1.md": page.format("https://a.example/1.mp3")}
    write(tmp_path, {**files, "src/pages/about.md": page.format("none")})
    lines = run("init", str(tmp_path), *ALL).out.splitlines()
    assert lines[:2] == [
        "found an Astro site (astro.config.mjs)",
        "found 2 pages, 1 of them with a sound: in src/content/pod",
    ]
    write(
        tmp_path / "b", {"_config.yml": "title: J\n", "_posts/2026-01-01-b.md": "---\na: b\n---\n"}
    )
    lines = run("init", str(tmp_path / "b"), *ALL).out.splitlines()
    assert lines[1] == "found 1 page, and no sound in its front matter"


def test_pages_in_mdx_are_told(tmp_path: Path) -> None:
    page = "---\ntitle: A\naudio: https://a.example/1.mp3\n---\nx\n"
    files = {
        "astro.config.mjs": "export default {}", "src/content/pod/2.mdx": page,
        "src/pages/one.mdx": page, "node_modules/a/b.mdx": page,
    }  # fmt: skip
    write(tmp_path, files)
    told = "2 pages are .mdx, which is not read: name episodes .md where they import nothing"
    assert told in init(tmp_path, *ALL).json["todo"]
    write(tmp_path / "b", {"astro.config.mjs": "", "src/content/pod/2.md": page})
    assert not any(".mdx" in todo for todo in init(tmp_path / "b", *ALL).json["todo"])


def test_beside_astro(tmp_path: Path, web: Web) -> None:
    page = "---\ntitle: A{n}\npubDate: 2026-01-0{n}\naudioUrl: CDN/{n}.mp3\n---\nx\n"
    files = {
        "astro.config.mjs": 'export default { site: "https://s.example", base: "/x" }',
        "public/x.txt": "",
        **{f"src/content/pod/{n}.md": page.replace("{n}", str(n)) for n in (1, 2)},
    }
    parsed = published(tmp_path, web, files, "--title", "S")
    said = settings(tmp_path)
    assert said["fields"] == {"episode_url": "audioUrl"}
    assert parsed.entries[0].link == "https://s.example/x/pod/2/"
    assert said["show"]["feed_url"] == "https://s.example/x/podcast.xml"
    assert said["output"] == {"folder": "public", "feed": "podcast.xml"}


def test_several_keys_and_lost_sounds(tmp_path: Path) -> None:
    one = "---\ntitle: A\ndate: 2026-01-01\n"
    files = {
        "_config.yml": "title: J\nurl: https://j.example\n",
        "_posts/2026-01-01-a.md": one
        + "mp3: https://c.example/1.mp3\nogg: https://c.example/1.ogg\n---\n",
        "_posts/2026-01-02-b.md": one + "mp3: https://c.example/2.mp3\n---\n",
        "_posts/2026-01-03-c.md": one + "file: three.m4a\n---\n",
        "_posts/2026-01-04-d.md": one + "image: https://c.example/1.jpg\n---\n",
    }
    write(tmp_path, files)
    ran = init(tmp_path)
    assert ran.json["keys"] == {"mp3": 2, "file": 1}
    assert ran.json["fields"]["episode_url"] == ["mp3", "file"]
    line = 'episode_url = "https://cdn.example.org/{file}"'
    assert any("where 1 sound is served: file (three.m4a)" in words and line in words
               for words in ran.json["todo"])  # fmt: skip
    assert ran.json["pages"] == 4


@pytest.mark.parametrize(
    ("site", "sound", "spec"),
    [
        ({"_config.yml": "url: https://s.example\n"}, "assets/audio/", "/assets/audio/{file}"),
        ({"eleventy.config.js": "", "_data/site.json": '{"url": "https://s.example"}'},
         "audio/", "/audio/{file}"),
        ({"hugo.toml": 'baseURL = "https://s.example"\n'}, "static/mp3/2026/", "/mp3/2026/{file}"),
        ({"astro.config.mjs": 'export default { site: "https://s.example" }'},
         "public/audio/", "/audio/{file}"),
    ],
)  # fmt: skip
def test_sounds_named_without_their_folder_are_found_where_all_lie(
    tmp_path: Path, web: Web, site: dict[str, str], sound: str, spec: str
) -> None:
    """A page's ``file: e1.mp3`` is the site's ``/assets/audio/e1.mp3``; others stay addresses."""
    where = {"_config": "_talks/", "hugo": "content/", "astro": "src/content/"}
    folder = next((where[n] for n in where if next(iter(site)).startswith(n)), "talks/")
    page = "---\ntitle: A{n}\ndate: 2026-01-0{n}\n{extra}file: {sound}\n---\nx\n"
    extra = "params:\n  " if folder == "content/" else ""
    files: dict[str, str | bytes] = dict(site)
    for n, named in enumerate(("e1.mp3", "e2.mp3", "CDN/3.mp3"), 1):
        told = page.replace("{n}", str(n)).replace("{sound}", named)
        files[f"{folder}a{n}.md"] = told.replace("{extra}", extra)
        files[f"{sound}e{n}.mp3"] = SOUND
    parsed = published(tmp_path, web, files, "--title", "S")
    assert settings(tmp_path)["fields"]["episode_url"] == [spec, "file"]
    found = [entry.enclosures[0].href for entry in parsed.entries]
    served = f"https://s.example{spec}"
    assert found == [
        f"{web.base}/3.mp3",
        served.replace("{file}", "e2.mp3"),
        served.replace("{file}", "e1.mp3"),
    ]


def test_a_folder_of_sounds_is_not_guessed_when_two_have_them(tmp_path: Path) -> None:
    page = "---\ntitle: A\ndate: 2026-01-01\nfile: a.mp3\n---\n"
    files = {"_config.yml": "url: https://s.example\n", "_talks/a.md": page,
             "one/a.mp3": SOUND, "two/a.mp3": SOUND}  # fmt: skip
    write(tmp_path, files)
    ran = init(tmp_path)
    assert any("file (a.mp3) is neither" in words for words in ran.json["todo"])


def test_a_new_episode_names_its_sound_by_the_template_of_the_others(tmp_path: Path) -> None:
    page = "---\ntitle: A\ndate: 2026-01-01\nfile: a.mp3\n---\n"
    files = {"_config.yml": "url: https://s.example\n", "_talks/a.md": page,
             "audio/a.mp3": SOUND, "audio/b.mp3": SOUND, "cover.jpg": COVER}  # fmt: skip
    write(tmp_path, files)
    init(tmp_path, *ALL)
    config = str(tmp_path / "podcast.toml")
    sound = str(tmp_path / "audio/b.mp3")
    ran = run("new", "B", "--json", "--config", config, "--audio", sound)
    assert ran.exit == 0, ran.out
    assert 'file: "b.mp3"' in (tmp_path / ran.json["path"]).read_text()
    assert feed(tmp_path).json["episodes"] == 2


def test_permalinks_that_only_eleventy_knows_are_told(tmp_path: Path) -> None:
    page = "---\ntitle: It's A\ndate: 2026-05-20\naudio: https://a.example/N.mp3\nX---\n"
    unknown = page.replace("X", 'permalink: "/p/{{ title | slug }}/"\n')
    files = {
        "eleventy.config.js": "", "shows/1.md": unknown.replace("N", "1"),
        "shows/2.md": unknown.replace("N", "2"), "shows/3.md": page.replace("N", "3").replace("X", ""),
    }  # fmt: skip
    write(tmp_path, files)
    todo = init(tmp_path, *ALL).json["todo"]
    assert any(
        words.startswith("say where the pages of shows/1.md and 1 more are")
        and "{{ title | slug }}" in words
        for words in todo
    )
    assert not any("PK034" in words or "subscribers" in words for words in todo)
    ran = run("feed", "--offline", "--config", str(tmp_path / "podcast.toml"))
    assert ran.err.count("warning PK034") == 2


def test_an_old_show_is_asked_for_its_subscribers_first(tmp_path: Path, web: Web) -> None:
    page = f"---\ntitle: One\ndate: 2026-01-05\naudio: {web.base}/1.mp3\n---\nx\n"
    write(tmp_path / "a", {"_config.yml": "", "_posts/2026-01-05-one.md": page})
    todo = init(tmp_path / "a", *ALL).json["todo"]
    assert todo[-2].startswith("has it subscribers already? take its present feed over first")
    assert todo[-1].endswith("podcastkit feed")
    web.serve("/feed", HOSTED.replace("BASE", web.base).encode(), type="application/rss+xml")
    write(tmp_path / "b", {"_config.yml": "", "_posts/2026-01-05-one.md": page})
    todo = init(tmp_path / "b", *ALL, "--import", web.base + "/feed").json["todo"]
    assert not any("subscribers" in words for words in todo)


def test_rooted_paths_that_the_site_serves_become_addresses(tmp_path: Path) -> None:
    write(tmp_path, {
        "config.toml": 'base_url = "https://z.example"\n',
        "content/a.md": '+++\ntitle = "A"\ndate = 2026-01-01\n[extra]\naudio = "/s/a b.mp3"\n+++\n',
    })  # fmt: skip
    assert init(tmp_path).json["fields"] == {"episode_url": ["https://z.example{audio}"]}


def test_the_preset_and_the_folder_may_be_said(tmp_path: Path) -> None:
    write(
        tmp_path, {"a/b/1.md": '+++\ntitle = "A"\n[params]\nmp3 = "https://c.example/1.mp3"\n+++\n'}
    )
    ran = init(tmp_path, "--preset", "hugo", "--episodes", "a/b", "--language", "de", "--yes")
    said = settings(tmp_path)
    assert (ran.exit, said["content"]) == (0, {"preset": "hugo", "episodes": "a/b"})
    assert said["show"]["language"] == "de"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("config.toml", 'base_url = "https://z.example\n', "config.toml cannot be read in line 1"),
        ("hugo.yaml", "title: H\nbaseURL: [https://h.example/\n", "hugo.yaml cannot be read"),
        ("_config.yml", "title: J\n\turl: x\n", "_config.yml cannot be read in line 2"),
    ],
)
def test_a_sites_broken_settings_are_told_and_nothing_is_written(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = run("init", str(tmp_path), *ALL)
    assert (ran.exit, told in ran.err, "--preset" in ran.err) == (4, True, True), ran.err
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert init(tmp_path, *ALL, "--preset", "zola").json["preset"] == "zola"


def test_odd_characters_of_a_sites_title_go_no_further(tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": 'title: "A \\e[31m \\u200db\\n c"\n', "_posts/x.md": "x"})
    assert init(tmp_path).exit == 0
    assert settings(tmp_path)["show"]["title"] == "A [31m \u200db c"


def test_a_show_that_is_there_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"podcast.toml": "mine"})
    ran = init(tmp_path)
    assert (ran.exit, "is there already" in ran.json["error"]) == (1, True)
    assert (tmp_path / "podcast.toml").read_text() == "mine"


def test_a_second_show_has_a_file_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"podcast.toml": "mine"})
    ran = run("init", "--json", "--config", str(tmp_path / "late.toml"), *ALL)
    assert ran.json["written"] == ["late.toml", "episodes/_example.md"]
    assert run("init", "--config", str(tmp_path / "late.yaml")).exit == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--link", "a.example"], 'is "a.example", no URL (did you mean https://a.example?)\n'),
        (["--link", "Ada"], 'Error: show.link is "Ada", no URL (it begins with https://)\n'),
        (["--category", "tech"], '"tech" is no category of Apple\'s (did you mean "Technology"?)'),
        (["--category", "Arts > Tech"], '"Tech" is no subcategory of "Arts" (it has Books, '),
        (["--feed-url", "feed.xml"], "no URL"),
        (["--image", "../cover.jpg"], "leaves the project"),
        (["--episodes", "../x"], "leaves the project"),
        (["--import", "none.xml"], "none.xml is not there"),
    ],
)
def test_a_wrong_option_ends_with_2_and_writes_nothing(
    tmp_path: Path, words: list[str], told: str
) -> None:
    ran = run("init", str(tmp_path), *words)
    assert (ran.exit, told in ran.err) == (2, True), ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_git_ignores_is_told(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "node_modules/\n*.lock\n"})
    assert "take *.lock out of .gitignore: podcast.lock is committed" in init(tmp_path).json["todo"]


HOSTED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
<title>Hosted &amp; known</title><link>https://host.example/show</link>
<description>All &lt;b&gt;about&lt;/b&gt; it.</description><language>de_DE</language>
<itunes:author>Ada &amp; Ben</itunes:author><itunes:explicit>yes</itunes:explicit>
<itunes:image href="BASE/cover.jpg"/><itunes:type>serial</itunes:type>
<itunes:category text="Education"><itunes:category text="How To"/></itunes:category>
<itunes:category text="Cats"/>
<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>
<item><title>One</title><guid>old-1</guid><pubDate>Mon, 05 Jan 2026 07:30:00 +0100</pubDate>
<enclosure url="BASE/1.mp3" length="5" type="audio/mpeg"/></item>
<item><title>Lost</title><guid>old-0</guid><pubDate>Mon, 05 Jan 2025 07:30:00 +0100</pubDate>
<enclosure url="BASE/0.mp3" length="5" type="audio/mpeg"/></item>
</channel></rss>
"""


def test_a_live_feed_is_taken_over(tmp_path: Path, web: Web) -> None:
    web.serve("/feed", HOSTED.replace("BASE", web.base).encode(), type="application/rss+xml")
    web.serve("/1.mp3", SOUND)
    page = f"---\ntitle: One\nepisode: 1\ndate: 2026-01-05\nmp3: {web.base}/1.mp3\n---\nx\n"
    write(tmp_path, {"posts/one.md": page})
    ran = init(tmp_path, "--import", web.base + "/feed")
    assert ran.exit == 0
    assert ran.json["written"] == ["podcast.toml", "podcast.lock"]
    said = settings(tmp_path)["show"]
    assert said == {
        "title": "Hosted & known", "description": "All <b>about</b> it.",
        "link": "https://host.example/show", "feed_url": "",
        "language": "de-DE", "author": "Ada & Ben", "image": web.base + "/cover.jpg",
        "categories": ["Education > How To"], "explicit": True, "type": "serial",
        "guid": "9b024349-ccf0-5f69-a609-6b82873eab3c",
    }  # fmt: skip
    assert len(ran.json["import"]["matched"]) == 1
    # Read once, and not once more for the import.
    assert [seen.path for seen in web.seen].count("/feed") == 1
    lock = json.loads((tmp_path / "podcast.lock").read_text())
    assert lock["episodes"]["one"]["guid"] == "old-1"
    # The page of the old host says nothing of where our feed will be.
    assert ran.json["missing"] == ["feed_url"]
    assert "PK104" in feed(tmp_path, "--allow", "removed").codes
    toml = (
        (tmp_path / "podcast.toml")
        .read_text()
        .replace('feed_url = ""', 'feed_url = "https://a.example/f.xml"')
    )
    (tmp_path / "podcast.toml").write_text(toml)
    ran = feed(tmp_path, "--allow", "removed")
    assert ran.exit == 0, ran.out
    assert ">old-1</guid>" in (tmp_path / "feed/feed.xml").read_text()


def test_a_feed_that_cannot_be_had_leaves_nothing(tmp_path: Path, web: Web) -> None:
    root = tmp_path / "show"
    ran = init(root, "--import", web.base + "/none")
    assert (ran.exit, "404" in ran.json["error"]) == (4, True)
    web.serve("/page", b"<html>no feed</html>", type="text/html")
    assert init(root, "--import", web.base + "/page").exit == 4
    assert not root.exists()


WXR = """<?xml version="1.0"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>W</title>
<link>https://w.example/</link><wp:wxr_version>1.2</wp:wxr_version>
<item><title>One</title><guid isPermaLink="false">https://w.example/?p=1</guid></item>
</channel></rss>
"""
BLOG = WXR.replace("<wp:wxr_version>1.2</wp:wxr_version>", "")


@pytest.mark.parametrize(
    ("feed_of", "words"),
    [
        (WXR, "is an export of WordPress, and no feed"),
        (WXR, "the podcast's feed, usually https://w.example/feed/podcast"),
        (BLOG, "its item has no sound: is it the feed of a blog"),
    ],
)
def test_what_is_no_podcasts_feed_is_told_before_anything_is_written(
    tmp_path: Path, feed_of: str, words: str
) -> None:
    write(tmp_path, {"export.xml": feed_of})
    export = str(tmp_path / "export.xml")
    ran = run("init", str(tmp_path / "show"), *ALL, "--import", export)
    assert (ran.exit, words in ran.err) == (4, True)
    assert not (tmp_path / "show").exists()
    init(tmp_path / "b", *ALL)
    ran = run("import", "--config", str(tmp_path / "b/podcast.toml"), export)
    assert (ran.exit, words in ran.err) == (4 if feed_of == WXR else 3, True)
    assert not (tmp_path / "b/podcast.lock").exists()


def test_a_feed_without_an_episode_yet_tells_what_the_show_is(tmp_path: Path) -> None:
    empty = re.sub("<item>.*</item>", "", HOSTED, flags=re.DOTALL)
    write(tmp_path, {"feed.xml": empty})
    ran = run("init", str(tmp_path / "show"), "--import", str(tmp_path / "feed.xml"))
    assert (ran.exit, "feed.xml: it has no episode yet" in ran.out) == (0, True)
    assert settings(tmp_path / "show")["show"]["title"] == "Hosted & known"


def test_why_an_import_was_refused_stands_above(tmp_path: Path) -> None:
    page = "---\ntitle: One\ndate: 2026-01-05\nguid: mine\nmp3: BASE/1.mp3\n---\nx\n"
    base = "https://host.example"
    write(tmp_path, {
        "show/posts/one.md": page.replace("BASE", base), "feed.xml": HOSTED.replace("BASE", base),
    })  # fmt: skip
    ran = run("init", str(tmp_path / "show"), "--import", str(tmp_path / "feed.xml"))
    assert ran.exit == 1
    assert ran.err.index("error PK711") < ran.err.index("feed.xml was not imported: see above")
    assert "podcast.toml: written" in ran.out
    assert "mend what the import found, then podcastkit import" in ran.out
    assert not (tmp_path / "show/podcast.lock").exists()


def test_what_is_printed_off_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "show").mkdir()
    lines = run("init", str(tmp_path / "show"), *ALL).out.splitlines()
    assert lines[0] == "found no site generator"
    assert lines[1] == f"{tmp_path / 'show' / 'podcast.toml'}: written"
    quiet = run("init", str(tmp_path / "b"), "--quiet")
    assert (quiet.exit, quiet.out, quiet.err) == (0, "", "")
    assert (tmp_path / "b/podcast.toml").is_file()


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX systems")
def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.execv(sys.executable, [sys.executable, "-m", "podcastkit", "init", "--author", "Ada"])  # noqa: S606
    try:
        for asked, typed in (
            ("(empty: none)", "none.xml"), ("https://\r\nHas the show a feed already?", ""),
            ("name", 'My "Show"'), ("about", "Words."),
            ("Its language (en, de, pt-BR …) [en]", "de"),
            ("home page", "Ada"),
            ("no URL (it begins with https://)\r\nIts home page", "a.example"),
            ("(did you mean https://a.example?)\r\nIts home page", "https://a.example"),
            ("[https://a.example/feed.xml]", ""),
        ):  # fmt: skip
            assert asked in until(terminal, asked)
            os.write(terminal, f"{typed}\n".encode())
        assert "podcastkit feed" in until(terminal, "which it makes: podcastkit feed")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    said = settings(tmp_path)["show"]
    assert (said["title"], said["author"], said["language"]) == ('My "Show"', "Ada", "de")
    assert said["feed_url"] == "https://a.example/feed.xml"


def test_a_real_site_from_nothing_to_a_feed(tmp_path: Path, web: Web) -> None:
    if not REAL.is_dir():
        pytest.skip("the real site does not lie beside this checkout")
    root = tmp_path / "site"
    shutil.copytree(REAL, root, copy_function=shutil.copyfile)
    for number, path in enumerate(sorted((root / "content").rglob("index.md"))):
        path.chmod(0o644)
        text = path.read_text(encoding="utf-8")
        name = re.search(r"listen/([-\w]+)\.mp3", text)
        assert name is not None
        sound = (SOUNDS / ("cbr.mp3", "vbr.mp3", "chapters.mp3")[number]).read_bytes()
        web.serve(f"/listen/{name[1]}.mp3", sound)
        path.write_text(text.replace("https://pinecast.com", web.base), encoding="utf-8")
    ran = init(
        root, "--author", "J", "--category", "Technology", "--image", "https://a.example/c.jpg"
    )
    assert (ran.exit, ran.json["episodes"], ran.json["missing"]) == (0, 3, [])
    ran = feed(root)
    assert (ran.exit, ran.json["episodes"]) == (0, 3)
    assert (root / "static/podcast.xml").is_file()


texts = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))


@given(title=texts, description=texts, author=texts)
@example("\x7f\u2028\u0085\ufeff", '"""', "\\")
def test_the_settings_are_toml_whatever_they_hold(
    title: str | None, description: str | None, author: str | None
) -> None:
    facts = Facts(title=title, description=description, author=author)
    text = show_text([show_table(facts, inherited={}, config=None)])
    said = tomllib.loads(text.decode())["show"]
    assert (said["title"], said["description"], said["author"]) == (
        title or "", description or "", author or "",
    )  # fmt: skip


def test_init_imports_nothing_of_the_web(tmp_path: Path) -> None:
    code = (
        "import sys; from podcastkit.cli import main\n"
        "try: main(['init', '--quiet'])\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert not {"requests", "feedgen", "jinja2", "rich"} & set(done.stderr.split())


def test_it_may_be_run_again_and_leaves_what_is_there(tmp_path: Path) -> None:
    assert init(tmp_path, "-y").exit == 0
    example = tmp_path / "episodes" / "_example.md"
    example.write_text("mine now", encoding="utf-8")
    (tmp_path / "podcast.toml").unlink()
    again = init(tmp_path, "-y")
    assert (again.exit, again.json["written"]) == (0, ["podcast.toml"])
    assert "episodes/_example.md is there, and stays as it is" in again.json["todo"]
    assert example.read_text(encoding="utf-8") == "mine now"


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems refuse such names")
def test_names_that_are_no_text_are_passed_by(tmp_path: Path) -> None:
    root = tmp_path / os.fsdecode(b"bad\xff")
    (root / "episodes").mkdir(parents=True)
    (root / "episodes" / os.fsdecode(b"caf\xe9.mp3")).write_bytes(SOUND)
    assert init(root, "-y").exit == 0
    assert settings(root)["show"]["title"] == "Bad"
    refused = run("new", "X", "--config", str(root / "podcast.toml"), "--audio",
                  str(root / "episodes" / os.fsdecode(b"caf\xe9.mp3")))  # fmt: skip
    assert refused.exit == 2
    assert "is no UTF-8" in refused.err
