"""Pictures of persons that are files of the project: published once, small on pages, told of."""

from __future__ import annotations

from lxml import etree, html

from tests.projects import TOML, Project

HOST = 'persons = [{ name = "Ada", img = "ada.jpg" }]\n'
GUEST = 'persons = [{ name = "Ben", role = "guest", img = "ben.jpg" }]\n'
PODCAST = "{https://podcastindex.org/namespace/1.0}"


def build(project: Project) -> None:
    ran = project.feed("--as-of", "2026-02-01", "--allow", "first")
    assert ran.exit == 0, ran.out


def show(project: Project) -> Project:
    """A host in podcast.toml, and a guest of two episodes."""
    project.write("podcast.toml", TOML.replace("\n[audio]", f"{HOST}\n[audio]"))
    project.picture("ada.jpg", "wide.jpg")
    project.picture("episodes/ben.jpg", "square.png")
    project.episode(1, extra=GUEST)
    project.episode(2, extra=GUEST)
    return project


def test_they_are_published_once_and_the_feed_has_their_addresses(project: Project) -> None:
    build(show(project))
    feed = etree.fromstring((project.root / "feed/feed.xml").read_bytes())
    channel = [one.get("img") for one in feed.findall(f"channel/{PODCAST}person")]
    items = [one.get("img") for one in feed.findall(f"channel/item/{PODCAST}person")]
    (ada,) = channel
    assert items[:2] == items[2:] == [ada, items[1]]
    published = sorted((project.root / "feed/people").iterdir())
    assert sorted(f"https://a.example/people/{path.name}" for path in published) == sorted(
        {ada, items[1]}
    )
    assert {path.read_bytes() for path in published} == {
        (project.root / "ada.jpg").read_bytes(),
        (project.root / "episodes/ben.jpg").read_bytes(),
    }


def test_a_page_shows_them_small_and_says_their_size(project: Project) -> None:
    build(show(project))
    page = html.parse(str(project.root / "feed/episodes/number-1/index.html"))
    faces = page.xpath("//p[@class='people']/img")
    assert [(one.get("width"), one.get("height"), one.get("alt")) for one in faces] == [
        ("640", "560", ""), ("640", "640", ""),
    ]  # fmt: skip
    for face in faces:
        below = face.get("src").removeprefix("../../")
        assert below.startswith("pictures/")
        assert (project.root / "feed" / below).is_file()
    assert " ".join(page.xpath("//p[@class='people']")[0].text_content().split()) == "With Ada, Ben"


def test_another_picture_has_another_address_and_nothing_else_is_made_again(
    project: Project,
) -> None:
    build(show(project))
    before = project.tree()
    assert project.feed("--as-of", "2026-02-01").json["changed"] is False
    project.picture("episodes/ben.jpg", "cover.jpg")
    build(project)
    gone = before.keys() - project.tree().keys()
    assert len([path for path in gone if path.startswith("feed/people/")]) == 1
    again = project.tree()
    build(project)
    assert project.tree() == again


def test_one_that_is_not_there_is_told_with_its_line(project: Project) -> None:
    show(project)
    (project.root / "ada.jpg").unlink()
    (project.root / "episodes/ben.jpg").unlink()
    ran = project.feed("--as-of", "2026-02-01", "--allow", "first")
    assert ran.exit == 1
    found = [one for one in ran.json["findings"] if one["code"] == "PK012"]
    assert [(one["path"], one["line"]) for one in found] == [
        ("episodes/2026-01-01-number-1.md", 4),
        ("episodes/2026-01-02-number-2.md", 4),
        ("podcast.toml", 10),
    ]
    assert "of Ben is not there" in found[0]["message"]


def test_one_that_leaves_the_project_is_refused(project: Project) -> None:
    show(project)
    project.write("podcast.toml", project.read("podcast.toml").replace('"ada.jpg"', '"../a.jpg"'))
    ran = project.feed("--as-of", "2026-02-01", "--allow", "first")
    assert [
        (one["code"], one["line"]) for one in ran.json["findings"] if one["code"] == "PK010"
    ] == [("PK010", 10)]
    assert project.run("validate", "--json").exit == 1


def test_a_live_item_has_them_too(project: Project) -> None:
    show(project)
    live = (
        '[[show.live_items]]\ntitle = "Live"\nstatus = "pending"\nstart = 2026-03-01T12:00:00Z\n'
        'url = "https://a.example/live"\nlink = "https://a.example/live"\n'
        'persons = [{ name = "Cy", role = "guest", img = "episodes/ben.jpg" }]\n'
    )
    project.write("podcast.toml", project.read("podcast.toml") + live)
    build(project)
    feed = etree.fromstring((project.root / "feed/feed.xml").read_bytes())
    found = feed.findall(f"channel/{PODCAST}liveItem/{PODCAST}person")
    assert [one.text for one in found] == ["Ada", "Cy"]
    assert all((one.get("img") or "").startswith("https://a.example/people/") for one in found)


def test_pages_are_made_again_when_only_the_shows_place_changes(project: Project) -> None:
    project.episode(1)
    build(project)
    project.write("podcast.toml", TOML.replace("\n[audio]", 'location = "Graz"\n\n[audio]'))
    build(project)
    assert "Place: Graz" in project.read("feed/episodes/number-1/index.html")
