"""Shows whose pages are judged: the sample, a real one, and such as are hard on a page."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from tests.projects import TOML, Project

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "real"
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 3
PAGES = "\n[output]\npages = true\n"

NOTES = f"""
Words with **weight**, *stress*, `code`, ~~errors~~, <kbd>keys</kbd> and H<sub>2</sub>O. {LONG}
<https://a.example/{LONG}>

# A heading of the first level

#### One of the fourth, right below

## Links

Twice the same: [here](https://b.example/1) and [here](https://b.example/2). See [chapters](#chapters).

### Links

| Left | Right | {LONG} |
|:-----|------:|---|
| 1 | 2 | 3 |
| a [link](https://b.example) | `code` | **b** |

- A list[^one]
  1. in a list
  2. and more
- [ ] to do
- [x] done[^two]

> Quoted, and

    code of {LONG}

```python
for word in {LONG!r}: pass
```

![A bench in the sun](bench.jpg) ![](https://b.example/of-another-host.png)

[![A picture in a link](bench.jpg)](https://b.example/3)

[![](bench.jpg)](https://b.example/4)

<details><summary>More</summary>

Hidden words.

</details>

<h2 id="main">An id of the page's own</h2> <p id="chapters" class="skip">And another</p>

---

###### The last of the sixth level

[^one]: A note.
[^two]: Another, with a [link](https://b.example/5).
"""

TRANSCRIPT = """
## Transcript

[0:00] **Ada:** Hello, and **welcome**.

# Chapter of the first level

[0:01] **Ben:** Thank you. A [link](https://b.example).

#### And of the fourth

[0:02] **Ada:** A list:

- one
- two

[0:03] **Ben:** Goodbye.
"""

CHAPTERS = f"""chapters = [
  {{ start = 0, title = "Begin", url = "https://b.example/c" }},
  {{ start = 1, title = "{LONG}" }},
  {{ start = 2, title = "A <b> & \\"c\\"", img = "bench.jpg" }},
  {{ start = 3, title = "Hidden", toc = false }},
]
"""

PEOPLE = """persons = [
  { name = "Ada", role = "host", url = "https://ada.example", img = "https://ada.example/ada.jpg" },
  { name = "Ben", role = "guest", img = "/ben.jpg" },
  { name = "Cleo", role = "editor" },
]
"""

VTT = """WEBVTT

00:00.000 --> 00:01.500
<v Ada>Hello & <i>welcome</i>.

00:01.500 --> 00:03.000
<v Ben>Thank you.
"""


def sample(_: Path) -> Path:
    """The sample show as it is committed."""
    return ROOT / "feed"


def real(folder: Path) -> Path | None:
    """Part of a real Zola site; ``None`` where it does not lie beside this checkout."""
    if not REAL.is_dir():
        return None
    shutil.copytree(REAL, folder, copy_function=shutil.copyfile)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    project = Project(
        folder,
        '[show]\nfeed_url = "https://a.example/feed.xml"\nimage = "cover.jpg"\nauthor = "Jeremy"\n'
        'categories = ["Technology"]\n[content]\npreset = "zola"\n[audio]\nlocal = ["sound"]\n'
        + PAGES,
    )
    project.picture("cover.jpg")
    for number, path in enumerate(sorted(folder.rglob("content/**/index.md"))):
        name = re.search(r"listen/([-\w]+\.mp3)", path.read_text(encoding="utf-8"))
        assert name is not None
        project.sound(name[1], ("cbr.mp3", "vbr.mp3", "chapters.mp3")[number])
    return _published(project)


def hard(folder: Path) -> Path:
    """All that there is, and all that is hard on a page."""
    show = (
        f'{PEOPLE}funding = [{{ url = "https://b.example/help", text = "Help us & more" }}]\n'
        'copyright = "2026 Ada"\nlicense = "cc-by-4.0"\nmedium = "podcast"\nlocation = "Vienna"\n'
    )
    project = Project(folder, _toml(show=show, description=f"About *the show*.\n\n- [one](https://b.example)\n- {LONG}"))  # fmt: skip
    project.picture("cover.jpg")
    project.picture("ben.jpg")
    bundle = "episodes/2026-01-07-everything"
    project.picture(f"{bundle}/bench.jpg")
    extra = (
        f'{CHAPTERS}{PEOPLE}season = 2\nseason_name = "Winter & {LONG}"\nepisode = 7\n'
        'episode_display = "VII"\nsubtitle = "Short"\nlicense = "cc0-1.0"\nlocation = "Graz"\n'
    )
    path = project.episode(7, extra=extra, body=NOTES + TRANSCRIPT, title=f"Everything, {LONG} & <more>")  # fmt: skip
    project.write(f"{bundle}/index.md", project.read(path))
    (project.root / path).unlink()
    project.episode(6, extra='type = "bonus"\nseason = 1\nseason_name = "Autumn"\n', body="# Only a heading\n")  # fmt: skip
    project.write(project.episode(5).replace(".md", ".vtt"), VTT)
    project.sound("4.mp3", "chapters.mp3")
    path = project.episode(4, body="")
    project.sound("4.mp3", "chapters.mp3")
    project.write(
        path.replace(".md", ".html"), "<h3>Old</h3><cite>Ada:</cite><p>Hello <img src=x.png>.</p>"
    )
    project.episode(3, extra='type = "trailer"\n', body="- 0:00 Begin\n- 0:02 Middle\n- 0:04 End\n")
    path = project.episode(2, extra=PEOPLE, body="### A heading of the third level\n\nWords.\n")
    project.write(path.replace(".md", ".srt"), "1\n00:00:00,000 --> 00:00:02,000\nAda: One.\n\n2\n00:00:02,000 --> 00:00:04,000\nBen: Two.\n")  # fmt: skip
    return _published(project)


def hebrew(folder: Path) -> Path:
    """Words that run from the right to the left, and names that do not."""
    project = Project(
        folder, _toml(title="הפודקאסט", description="על *הכול* ועל English.", language="he")
    )
    project.picture("cover.jpg")
    project.episode(
        1, title="פרק ראשון: English inside (1)",
        extra='season = 1\nseason_name = "חורף"\nchapters = [{ start = 0, title = "התחלה" }, { start = 2, title = "C++ וגם" }]\n'
        'persons = [{ name = "עדה", url = "https://ada.example" }, { name = "Ben" }]\n',
        body="## כותרת\n\nמילים, `code`, ו[קישור](https://b.example).\n\n| א | ב |\n|---|---|\n| 1 | 2 |\n\n"
        "## תמלול\n\n[0:00] **עדה:** שלום.\n\n[0:02] **Ben:** Hello שלום.\n",
    )  # fmt: skip
    return _published(project)


def one(folder: Path) -> Path:
    """A show that begins: one episode, with hardly a word."""
    project = Project(folder, _toml())
    project.picture("cover.jpg")
    project.episode(1, body="")
    return _published(project)


def none(folder: Path) -> Path:
    """A show whose only episode is held back."""
    project = Project(folder, _toml())
    project.picture("cover.jpg")
    project.episode(1, extra="date = 2030-01-01\n", name="later")
    return _published(project)


SHOWS = {"sample": sample, "real": real, "hard": hard, "hebrew": hebrew, "one": one, "none": none}


def _toml(*, show: str = "", title: str = "The Test", description: str = "A show.", language: str = "en") -> str:  # fmt: skip
    quoted = {key: json.dumps(text, ensure_ascii=False) for key, text in
              {"title": title, "description": description, "language": language}.items()}  # fmt: skip
    text = TOML.replace('"The Test"', quoted["title"]).replace(
        '"A show for tests."', quoted["description"]
    )
    text = text.replace('language = "en"', f"language = {quoted['language']}")
    text = text.replace("https://a.example/cover.jpg", "cover.jpg")
    return text.replace("\n[audio]", f"{show}\n[audio]")


def _published(project: Project) -> Path:
    ran = project.feed("--as-of", "2026-02-01", "--allow", "first")
    assert ran.exit == 0, ran.out
    return project.root / "feed"


def pages_of(folder: Path) -> list[str]:
    """The paths of a show's pages and transcripts, below its folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
