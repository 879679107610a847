"""Make a show of N episodes of 60 KB, and the same content as a Hugo site.

    python bench/make_site.py FOLDER N

The text is pseudo-random and the same on every machine. Each episode has some 2 KB of show notes
and 58 KB of transcript in timed paragraphs with the speakers' names. Both generators get the same
bodies: a page an episode with notes and transcript, an index, and a feed with all notes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from pathlib import Path

from podcastkit import lock
from podcastkit.model import Audio

NOTES_BYTES = 2_000
EPISODE_BYTES = 60_000

_FIRST = dt.datetime(1996, 1, 1, 9, tzinfo=dt.UTC)
_SYLLABLES = [first + second for first in "bdfghklmnprstvwz" for second in "aeiou"]
_SPEAKERS = ("Ada", "Ben", "Carla", "Deniz")
_FACTS = Audio(
    size=28_000_000,
    duration=5400.5,
    exact=True,
    how="mutagen",
    type="audio/mpeg",
    etag='"bench"',
)

_PODCAST_TOML = """[show]
title = "The Bench"
description = "A show of pseudo-random words."
link = "https://bench.example"
feed_url = "https://bench.example/feed.xml"
language = "en"
author = "Ada"
image = "https://bench.example/cover.jpg"
categories = ["Technology"]

[content]
episodes = "episodes"

[output]
pages = true
transcripts = []
"""

_HUGO_TOML = """baseURL = "https://bench.example/"
title = "The Bench"
languageCode = "en"
disableKinds = ["taxonomy", "term", "section", "404", "sitemap", "robotsTXT"]

[outputs]
home = ["html", "rss"]

[permalinks]
episodes = "/episodes/:slug/"
"""

_HUGO_BASE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ .Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
{{ block "main" . }}{{ end }}
</body>
</html>
"""

_HUGO_PAGE = """{{ define "main" }}<article>
<h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time></p>
<audio controls preload="none" src="{{ .Params.extra.episode_url }}"></audio>
{{ .Content }}
</article>{{ end }}
"""

_HUGO_HOME = """{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>
{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
<p>{{ .Description }}</p></li>
{{ end }}</ul>{{ end }}
"""

# The notes end at the transcript's heading; the page's rendered HTML is cut there, so that the
# Markdown is parsed once, as Hugo's users do it.
_HUGO_RSS = """{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel>
<title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
{{ range .Site.RegularPages }}<item>
<title>{{ .Title }}</title>
<link>{{ .Permalink }}</link>
<guid isPermaLink="true">{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" | safeHTML }}</pubDate>
<description>{{ .Description }}</description>
<content:encoded>{{ index (split .Content "<h2 id=\\"transcript\\">") 0 | html }}</content:encoded>
<enclosure url="{{ .Params.extra.episode_url }}" length="28000000" type="audio/mpeg"/>
<itunes:duration>5401</itunes:duration>
</item>
{{ end }}</channel></rss>
"""


def words(rng: random.Random, count: int) -> str:
    """``count`` words that no language has."""
    return " ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(count))


def sentence(rng: random.Random) -> str:
    """A sentence, now and then with a link or emphasis."""
    text = words(rng, rng.randint(6, 16)).capitalize()
    chance = rng.random()
    if chance < 0.06:
        slug = words(rng, 2).replace(" ", "-")
        text += f" [{words(rng, 2)}](https://links.example/{slug}/)"
    elif chance < 0.1:
        text += f" *{words(rng, 1)}*"
    elif chance < 0.13:
        text += f" `{words(rng, 1)}`"
    return text + "."


def notes(rng: random.Random) -> str:
    """Show notes of about ``NOTES_BYTES``: paragraphs, a heading and a list of links."""
    links = [
        f"- [{words(rng, 3).capitalize()}](https://links.example/{rng.randrange(10**6)}/)"
        for _ in range(6)
    ]
    end = "\n## Links\n\n" + "\n".join(links) + "\n"
    parts: list[str] = []
    size = len(end)
    while size < NOTES_BYTES:
        parts.append(" ".join(sentence(rng) for _ in range(4)) + "\n")
        size += len(parts[-1]) + 1
    return "\n".join(parts) + end


def transcript(rng: random.Random, size: int) -> str:
    """Timed paragraphs with the speakers' names, ``size`` bytes in all."""
    parts: list[str] = []
    at = written = 0
    while written < size:
        minutes, seconds = divmod(at, 60)
        spoken = " ".join(sentence(rng) for _ in range(rng.randint(2, 6)))
        parts.append(f"**{rng.choice(_SPEAKERS)}** [{minutes:02}:{seconds:02}] {spoken}\n")
        written += len(parts[-1]) + 1
        at += rng.randint(10, 40)
    return "\n".join(parts)


def episode(number: int) -> tuple[str, str, dt.datetime, str]:
    """The slug, front matter, date and body of an episode; a number always gives the same."""
    rng = random.Random(number)  # noqa: S311 - the same text on every machine is the point
    date = _FIRST + dt.timedelta(days=number)
    slug = f"episode-{number:05}"
    matter = (
        f'+++\ntitle = "{words(rng, 4).capitalize()}"\n'
        f'description = "{words(rng, 12).capitalize()}."\n'
        f"date = {date:%Y-%m-%dT%H:%M:%SZ}\n"
        f'slug = "{slug}"\n\n'
        f'[extra]\nepisode_url = "{url(number)}"\n+++\n\n'
    )
    head = notes(rng) + "\n## Transcript\n\n"
    body = head + transcript(rng, EPISODE_BYTES - len(matter) - len(head))
    return slug, matter, date, body


def url(number: int) -> str:
    """The address of an episode's sound."""
    return f"https://cdn.bench.example/audio/{number:05}.mp3"


def make(folder: Path, count: int) -> None:
    """Write ``folder/podcast`` and ``folder/hugo``. Nothing that is there is overwritten."""
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty: name a new folder")
    podcast, hugo = folder / "podcast", folder / "hugo"
    (podcast / "episodes").mkdir(parents=True)
    (hugo / "content" / "episodes").mkdir(parents=True)
    entries = {}
    for number in range(count):
        slug, matter, date, body = episode(number)
        data = (matter + body).encode()
        (podcast / "episodes" / f"{slug}.md").write_bytes(data)
        (hugo / "content" / "episodes" / f"{slug}.md").write_bytes(data)
        entries[slug] = lock.Entry(
            guid=f"https://bench.example/{number}",
            published=date,
            source=f"episodes/{slug}.md",
            audio_url=url(number),
            audio=_FACTS,
        )
    locked = lock.Lock(
        show_guid="9b024349-ccf0-5f69-a609-6b82873eab3c",
        feed_url="https://bench.example/feed.xml",
        episodes=entries,
    )
    (podcast / "podcast.toml").write_text(_PODCAST_TOML, encoding="utf-8")
    (podcast / "podcast.lock").write_bytes(lock.dumps(locked))
    _layouts(hugo)


def _layouts(hugo: Path) -> None:
    files = {
        "hugo.toml": _HUGO_TOML,
        "layouts/_default/baseof.html": _HUGO_BASE,
        "layouts/_default/single.html": _HUGO_PAGE,
        "layouts/index.html": _HUGO_HOME,
        "layouts/index.rss.xml": _HUGO_RSS,
    }
    for name, text in files.items():
        target = hugo / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    given = parser.parse_args()
    make(given.folder, given.count)


if __name__ == "__main__":
    main()
