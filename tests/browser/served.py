"""A show that is built, and served on the loopback address with ranges, as a web host does."""

from __future__ import annotations

import mimetypes
import shutil
from pathlib import Path

from tests.projects import Project
from tests.web.server import Web

SAMPLE = Path(__file__).resolve().parents[2]


def serve_folder(web: Web, folder: Path) -> None:
    """Serve every file of ``folder``; a folder's index at its own address, too."""
    for path in folder.rglob("*"):
        if path.is_file():
            below = "/" + path.relative_to(folder).as_posix()
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            for address in {below, below.removesuffix("index.html")}:
                web.serve(address, path.read_bytes(), type=kind)


def sample_show(root: Path, web: Web, settings: str = "") -> Project:
    """The sample show, built for ``web`` and served there with its sounds.

    ``settings`` is put behind its ``podcast.toml``.
    """
    home = web.serve("/")
    shutil.copytree(SAMPLE / "episodes", root / "episodes")
    moved = {"https://example.org/": home, "https://cdn.example.org/": home}
    for path in (*root.rglob("*.md"), *root.rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        for old, new in moved.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    text = (SAMPLE / "podcast.toml").read_text(encoding="utf-8")
    text = text.replace("https://example.org", home.rstrip("/")) + settings
    project = Project(root, text.replace("https://cdn.example.org/", home))
    ran = project.feed("--allow", "first")
    assert ran.exit == 0, ran.out + ran.err
    serve_folder(web, root / "feed")
    for sound in root.glob("episodes/**/*.mp3"):
        web.serve(f"/audio/{sound.name}", sound.read_bytes())
    return project
