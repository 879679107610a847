"""Pictures of pages: made once, found again, and never taken from a stranger."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from podcastkit.artwork import contrast
from podcastkit.jobs.load import load
from podcastkit.jobs.pictures import WIDTHS, Pictures, pictures_of
from podcastkit.jobs.plan import Publication
from podcastkit.jobs.published import Asset
from podcastkit.model import Show
from podcastkit.publication.stage import Stage
from podcastkit.state import State
from tests.projects import PICTURES, Project

SHOW = Show(
    title="A", description="B", link="https://a.example", feed_url="https://a.example/feed.xml",
    language="en", guid="g",
)  # fmt: skip


def run(
    project: Project, *, cover: str | None = "cover.jpg", commit: bool = True, **extra: Any
) -> tuple[Pictures, Stage]:
    """What a build does with the pictures of a project."""
    loaded = load(project.root / "podcast.toml")
    state = State(project.root, "podcast")
    stage = Stage(project.root / "feed")
    if cover:
        loaded.inputs.read(cover)
    publication = Publication(
        show=SHOW,
        cover=Asset(source=cover, target="cover-1.jpg") if cover else None,
        episodes=[],
        sources={source.slug: source for source in loaded.sources},
        problems=[],
    )
    found = pictures_of(publication, inputs=loaded.inputs, stage=stage, state=state, **extra)
    assert stage.problems() == []
    if commit:
        stage.commit(feed="feed.xml")
        found.remember(state)
    return found, stage


@pytest.fixture
def show(project: Project) -> Project:
    """A show with a cover, and three episodes: with a picture of its own, the same, and without."""
    project.picture("cover.jpg")
    project.picture("episodes/own.jpg", "wide.jpg")
    project.picture("episodes/twin.jpg", "wide.jpg")
    project.episode(1, extra='image = "own.jpg"\n')
    project.episode(2, extra='image = "twin.jpg"\n')
    project.episode(3)
    return project


def files(project: Project) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in sorted((project.root / "feed/pictures").glob("*"))
    }


def test_each_picture_has_its_versions_with_their_sizes(show: Project) -> None:
    found, _ = run(show)
    assert found.show is not None
    assert set(found.episodes) == {"number-1", "number-2"}
    assert found.episodes["number-1"] == found.episodes["number-2"]
    assert len(files(show)) == 2 * len(WIDTHS)
    for picture in (found.show, found.episodes["number-1"]):
        assert [width for _, width in picture.sources] == list(WIDTHS)
        assert picture.path == picture.sources[-1][0]
        for path, width in picture.sources:
            with Image.open(show.root / "feed" / path) as image:
                assert image.width == width
                assert path != picture.path or image.size == (picture.width, picture.height)


def test_the_palette_is_readable_on_the_papers_of_the_project(show: Project) -> None:
    for papers in (("#fdfbf7", "#171512"), ("#ccddee", "#203040")):
        found, _ = run(show, papers=papers)
        assert found.palette is not None
        assert contrast(found.palette.accent_light, papers[0]) >= 4.5
        assert contrast(found.palette.accent_dark, papers[1]) >= 4.5


@pytest.mark.parametrize("forgotten", [False, True])
def test_what_stands_is_not_made_again(
    show: Project, monkeypatch: pytest.MonkeyPatch, *, forgotten: bool
) -> None:
    """With its memory a run opens no picture; without, it does not unpack one that stands."""
    first, _ = run(show)
    memory = show.root / ".podcastkit/podcast.pictures.json"
    opened: list[int] = []
    real = Image.open

    def counting(file: Any, **options: Any) -> Any:
        image = real(file, **options)
        opened.append(image.width)
        return image

    if forgotten:
        memory.unlink()
    monkeypatch.setattr(Image, "open", counting)
    second, stage = run(show)
    assert second == first
    assert stage.changes() == []
    # The two pictures as they are, whose size is asked for, and their smallest versions.
    assert sorted(opened) == ([160, 160, 1400, 1600] if forgotten else [])
    assert memory.exists()


def test_a_version_that_is_gone_or_was_changed_is_made_again(show: Project) -> None:
    found, _ = run(show)
    before = files(show)
    assert found.show is not None
    (show.root / "feed" / found.show.sources[0][0]).unlink()
    (show.root / "feed" / found.show.sources[1][0]).write_bytes(b"changed")
    again, stage = run(show)
    assert again == found
    assert len(stage.changes()) == 2
    assert files(show) == before


def test_another_picture_has_other_names_and_the_old_ones_go(show: Project) -> None:
    before, _ = run(show)
    show.picture("cover.jpg", "square.png")
    after, _ = run(show)
    assert before.show is not None
    assert after.show is not None
    assert not {path for path, _ in before.show.sources} & {path for path, _ in after.show.sources}
    assert len(files(show)) == 2 * len(WIDTHS)


def test_remote_and_damaged_pictures_have_no_versions(show: Project) -> None:
    show.picture("episodes/own.jpg", "broken.jpg")
    show.episode(2, extra='image = "https://a.example/2.jpg"\n')
    cover = (PICTURES / "cover.jpg").read_bytes()
    show.write("cover.jpg", cover[: len(cover) // 2])
    for _ in range(2):
        found, _ = run(show)
        assert (found.show, found.palette, dict(found.episodes)) == (None, None, {})
    assert run(show, cover=None)[0].show is None
    assert files(show) == {}


def test_a_small_picture_has_one_version_of_its_own_size(show: Project) -> None:
    out = BytesIO()
    Image.new("RGB", (90, 60), "#345").save(out, "PNG")
    show.write("cover.jpg", out.getvalue())
    found, _ = run(show)
    assert found.show is not None
    assert (found.show.width, found.show.height, len(found.show.sources)) == (90, 60, 1)


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"version": 1}', '{"version": 1, "recipe": 1}', '{"version": 1, "recipe": 1, "pictures": {"a": 3}}',
     '{"version": 1, "recipe": 1, "pictures": {"a": [1, 2, [["x"]]]}}', '{"version": 1, "recipe": 0, "pictures": 3}'],
)  # fmt: skip
def test_a_memory_that_cannot_be_read_is_none(show: Project, text: str) -> None:
    first, _ = run(show)
    show.write(".podcastkit/podcast.pictures.json", text)
    assert run(show)[0] == first


def test_a_run_that_only_looks_writes_nothing(show: Project) -> None:
    run(show, commit=False)[1].abort()
    assert not (show.root / "feed").exists()
    assert not Path(show.root / ".podcastkit/podcast.pictures.json").exists()


def huge_png(side: int) -> bytes:
    """A whole PNG of that many pixels each way; what is in them is not unpacked by anybody."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + rows


def huge_jpeg(side: int) -> bytes:
    """A small JPEG that says that it is large."""
    data = bytearray((PICTURES / "small.jpg").read_bytes())
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", side, side)
    return bytes(data)


@pytest.mark.parametrize("side", [12_000, 20_000])
@pytest.mark.parametrize("form", ["png", "jpg"])
def test_a_picture_that_is_only_too_large_is_told_with_its_size(
    tmp_path: Path, side: int, form: str
) -> None:
    """It is no damaged one: above 89 million pixels Pillow warns, above 178 it refuses."""
    project = Project(tmp_path / "show")
    toml = project.read("podcast.toml")
    project.write("podcast.toml", toml.replace("https://a.example/cover.jpg", f"cover.{form}"))
    project.write(f"cover.{form}", (huge_png if form == "png" else huge_jpeg)(side))
    project.write(f"own.{form}", (huge_png if form == "png" else huge_jpeg)(side + 1))
    project.episode(1, extra=f'image = "own.{form}"\n')
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ran = project.feed()
    told = {finding["code"]: finding for finding in ran.json["findings"]}
    assert (ran.exit, set(told)) == (1, {"PK405", "PK409"})
    assert told["PK405"]["message"] == f'"cover.{form}" has {side} by {side} pixels'
    assert "from 1400 to 3000" in told["PK405"]["hint"]
    assert f"{side + 1} by {side + 1} pixels" in told["PK409"]["message"]
    assert ran.err == ""
