"""Each generator's addresses: of the names of files, and of the keys that change them.

The tables say what the generators themselves do with such files. Hugo is asked itself, in
``tests/jobs/test_hugo.py``.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from podcastkit.source import Moment
from tests.sites import links, page, readings, settings, write

ZOLA = {
    "content/shows/hello.md": ("", "/shows/hello/"),
    "content/shows/2018-10-10-hello-two.md": ("", "/shows/hello-two/"),
    "content/shows/2018-10-10_hello-three.md": ("", "/shows/hello-three/"),
    "content/shows/2018-10-02T15:00:00Z-hello-four.md": ("", "/shows/hello-four/"),
    "content/shows/Héhé (hey).md": ("", "/shows/hehe-hey/"),
    "content/shows/under_score.md": ("", "/shows/under-score/"),
    "content/shows/dot. .md": ("", "/shows/dot/"),
    "content/shows/Ärger & Größe.md": ("", "/shows/arger-grosse/"),
    "content/shows/bundle/index.md": ("", "/shows/bundle/"),
    "content/shows/2018-10-10-bundle two/index.md": ("", "/shows/bundle-two/"),
    "content/Deep Er/Still/a.md": ("", "/Deep%20Er/Still/a/"),
    "content/top.md": ("", "/top/"),
    "content/shows/own-slug.md": ("slug: Hello & World", "/shows/hello-world/"),
    "content/shows/own-path.md": ("path: hello-world", "/hello-world/"),
    "content/shows/own-path-2.md": ("path: /a/b/", "/a/b/"),
}


def table(tmp_path: Path, preset: str, cases: dict[str, tuple[str, str]], **content: str) -> None:
    files = {
        name: page(front, number=number) for number, (name, (front, _)) in enumerate(cases.items())
    }
    write(tmp_path, files)
    expected = {name: link for name, (_, link) in cases.items()}
    assert links(tmp_path, settings(preset, **content)) == expected


def test_zola(tmp_path: Path) -> None:
    """Zola's documentation (content/page: "Asset colocation", "Output paths"; configuration:
    "Slugification strategies") and the tests of its own sources (content/src/page.rs,
    utils/src/slugs.rs). The folders of a section are left as they are."""
    table(tmp_path, "zola", ZOLA)


JEKYLL = {
    "_posts/2026-01-05-Hello World.md": ("", "/2026/01/05/Hello-World.html"),
    "_posts/2026-01-05-Ärger & Größe.md": ("", "/2026/01/05/%C3%84rger-&-Gr%C3%B6%C3%9Fe.html"),
    "_posts/2026-01-05-a_b.c-d+e.md": ("", "/2026/01/05/a_b.c-d+e.html"),
    "_posts/2026-01-05-it's (ok), no!.md": ("", "/2026/01/05/it's-(ok),-no!.html"),
    "_posts/2026-01-05-a   b.md": ("", "/2026/01/05/a-b.html"),
    "_posts/2026-01-05--x-.md": ("", "/2026/01/05/x.html"),
    "_posts/2026-01-05-x~y@z=1;2,3$4.md": ("", "/2026/01/05/x~y@z=1;2,3$4.html"),
    "_posts/2026-01-05-C# 100%.md": ("", "/2026/01/05/C-100.html"),
    "_posts/2026-01-05-—c—d….md": ("", "/2026/01/05/c-d.html"),
    "_posts/2026-1-7-short.md": ("", "/2026/01/07/short.html"),
    "_posts/26-01-05-two.md": ("", "/2026/01/05/two.html"),
    "_posts/sub/2026-01-05-below.md": ("", "/2026/01/05/below.html"),
    "_posts/2026-01-05-x.y.markdown": ("", "/2026/01/05/x.y.html"),
    "_posts/2026-01-05-date.md": ("date: 2025-12-31 23:30:00 +0100", "/2025/12/31/date.html"),
    "_posts/2026-01-05-zone.md": ("date: 2026-01-01 00:30:00 +0100", "/2025/12/31/zone.html"),
    "_posts/2026-01-05-slug.md": ("slug: My Slug.x", "/2026/01/05/My-Slug.x.html"),
    "_posts/2026-01-05-cats.md": (
        "categories: [Tech Talk, b, B, 2026, true]",
        "/tech%20talk/b/2026/true/2026/01/05/cats.html",
    ),
    "_posts/2026-01-05-cat1.md": ("category: One Two", "/one%20two/2026/01/05/cat1.html"),
    "_posts/2026-01-05-cat2.md": ("categories: one two", "/one/two/2026/01/05/cat2.html"),
    "_posts/2026-01-05-cat3.md": ("category: A\ncategories: [B]", "/b/a/2026/01/05/cat3.html"),
    "_posts/2026-01-05-cat4.md": ("categories: [a/b]", "/a/b/2026/01/05/cat4.html"),
    "_posts/2026-01-05-path.md": ("permalink: /own/place/", "/own/place/"),
    "_posts/2026-01-05-path2.md": ("permalink: /own/place.html", "/own/place.html"),
    "_posts/2026-01-05-path3.md": ("permalink: /own/no-slash", "/own/no-slash"),
    "_posts/2026-01-05-path4.md": ("permalink: /own/:title/:year", "/own/path4/2026"),
    "_posts/2026-01-05-path5.md": (
        """permalink: /:categories/:short_year/:i_month/:i_day/:slug:output_ext
categories: [X y, z]
slug: My Slug.x""",
        "/x%20y/z/26/1/5/my-slug-x.html",
    ),
    "_posts/2026-01-05-path6.md": ("permalink: own/:title", "/own/path6"),
    "show/_posts/2026-01-05-above.md": ("", "/show/2026/01/05/above.html"),
    "Show Two/sub/_posts/2026-01-05-above2.md": (
        "categories: [z]",
        "/show%20two/sub/z/2026/01/05/above2.html",
    ),
    "_episodes/Hello World.md": ("", "/episodes/Hello%20World.html"),
    "_episodes/2026-01-05-dated.md": ("", "/episodes/2026-01-05-dated.html"),
    "_episodes/sub dir/Ärger_x.md": ("", "/episodes/sub%20dir/%C3%84rger_x.html"),
    "_episodes/a.b.md": ("", "/episodes/a.b.html"),
    "_episodes/slug.md": ("slug: My Slug", "/episodes/slug.html"),
    "_episodes/path.md": ("permalink: /e/", "/e/"),
    "_episodes/bundle/index.md": ("", "/episodes/bundle/index.html"),
    "_episodes/bundle/other.md": ("", "/episodes/bundle/other.html"),
}


def test_jekyll(tmp_path: Path) -> None:
    """Jekyll's documentation (Permalinks: placeholders, collections; Posts: file names; Front
    Matter: predefined variables). Jekyll 4.3.1 was run on these files, in the zone UTC, and gave
    these addresses."""
    files = {name: page(front, number=n) for n, (name, (front, _)) in enumerate(JEKYLL.items())}
    write(tmp_path, files)
    project = settings("jekyll")
    places = ("_posts", "_episodes", "**/_posts/*.md")
    content = dataclasses.replace(project.content, episodes=places)
    found = links(tmp_path, dataclasses.replace(project, content=content))
    assert found == {name: link for name, (_, link) in JEKYLL.items()}


def test_jekyll_with_titles_for_a_collection(tmp_path: Path) -> None:
    """The same for a collection whose ``permalink`` in Jekyll is ``/:collection/:title/``."""
    table(
        tmp_path,
        "jekyll",
        {
            "_titled/2026-01-05-dated x.md": ("", "/titled/dated-x/"),
            "_titled/Hello World.md": ("", "/titled/Hello-World/"),
            "_titled/slug.md": ("slug: My Slug", "/titled/My-Slug/"),
        },
        episodes="_titled",
        permalink="/titled/{slug}/",
    )


def test_jekyll_takes_a_date_to_the_sites_zone(tmp_path: Path) -> None:
    write(tmp_path, {"_posts/2026-01-05-a.md": page("date: 2026-01-05 02:00:00 +0000")})
    project = settings("jekyll", timezone="America/New_York")
    assert links(tmp_path, project) == {"_posts/2026-01-05-a.md": "/2026/01/04/a.html"}


def test_jekylls_unpublished_is_a_draft(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "_posts/2026-01-05-a.md": page("published: false"),
            "_posts/2026-01-05-b.md": page("published: true"),
        },
    )
    found = readings(tmp_path, settings("jekyll"))
    drafts = [reading.source.draft for reading in found.values() if reading.source]
    assert drafts == [True, False]


ELEVENTY = {
    "2026-01-05-top.md": ("", "/2026-01-05-top/"),
    "episodes/2026-01-05-bundle/index.md": ("", "/episodes/2026-01-05-bundle/"),
    "episodes/2026-01-05-hello.md": ("", "/episodes/2026-01-05-hello/"),
    "episodes/2026-01-05-same/2026-01-05-same.md": ("", "/episodes/2026-01-05-same/"),
    "episodes/dated/2026-01-05-dated.md": ("", "/episodes/dated/2026-01-05-dated/"),
    "episodes/2026-01-05_u.md": ("", "/episodes/2026-01-05_u/"),
    "episodes/Hello World.md": ("", "/episodes/Hello%20World/"),
    "episodes/a_b.c-d+e.md": ("", "/episodes/a_b.c-d+e/"),
    "episodes/it's (ok).md": ("", "/episodes/it's%20(ok)/"),
    "episodes/Ärger & Größe.md": ("", "/episodes/%C3%84rger%20&%20Gr%C3%B6%C3%9Fe/"),
    "episodes/Bundle Two/index.md": ("", "/episodes/Bundle%20Two/"),
    "episodes/Bundle Two/other.md": ("", "/episodes/Bundle%20Two/other/"),
    "episodes/same/same.md": ("", "/episodes/same/"),
    "episodes/slug.md": ("slug: other", "/episodes/slug/"),
    "episodes/path.md": ("permalink: /own/place/", "/own/place/"),
    "episodes/path2.md": ("permalink: own/x.html", "/own/x.html"),
    "episodes/path3.md": ("permalink: /own/y/index.html", "/own/y/"),
    "Sec Tion/Sub/p.md": ("", "/Sec%20Tion/Sub/p/"),
}


def test_eleventy(tmp_path: Path) -> None:
    """Eleventy's documentation (Permalinks: default output, index files; Eleventy supplied data:
    ``page.fileSlug``). Eleventy 3.1.8 was run on these files and gave these addresses."""
    table(tmp_path, "eleventy", ELEVENTY)


def test_eleventy_from_a_folder_of_input(tmp_path: Path) -> None:
    table(tmp_path, "eleventy", {"src/shows/a.md": ("", "/shows/a/")}, episodes="src")


def test_eleventys_file_slug_drops_the_date_and_a_date_without_zone_is_utc(tmp_path: Path) -> None:
    write(tmp_path, {"episodes/2026-01-05-hello.md": page("date: 2026-01-06 09:00:00\nslug: x")})
    project = settings("eleventy")
    (reading,) = readings(tmp_path, project).values()
    assert reading.source is not None
    assert reading.source.slug == "hello"
    assert reading.source.moment == Moment(date=dt.date(2026, 1, 6), time=dt.time(9))
    assert project.content.timezone == "UTC"


def test_eleventy_passes_by_what_was_installed(tmp_path: Path) -> None:
    write(tmp_path, {"node_modules/x/a.md": page(), "a.md": page()})
    assert list(readings(tmp_path, settings("eleventy"))) == ["a.md"]


@pytest.mark.parametrize(
    ("preset", "path", "front"),
    [
        ("eleventy", "a.md", 'permalink: "/{{ page.date }}/"'),
        ("eleventy", "a.md", 'permalink: "/{% x %}/"'),
        ("eleventy", "a.md", 'eleventyComputed: {permalink: "/{{ x }}/"}\npermalink: /a/'),
        ("eleventy", "a.md", "permalink: false"),
        ("jekyll", "_posts/2026-01-05-a.md", "permalink: /:week/"),
        ("hugo", "content/a.md", "url: /:slug/x/"),
        ("hugo", "content/a.md", "url: [a]"),
    ],
)
def test_a_path_that_only_the_generator_can_fill_in_is_told(
    tmp_path: Path, preset: str, path: str, front: str
) -> None:
    write(tmp_path, {path: page(front)})
    (reading,) = readings(tmp_path, settings(preset)).values()
    assert [problem.code for problem in reading.problems] == ["PK034"]
    assert reading.source is not None
    assert f"the feed would link to /{reading.source.page}" in reading.problems[0].message


def test_an_odd_title_is_not_made_a_path(tmp_path: Path) -> None:
    front = 'permalink: "/{{ title | slug }}/"'
    write(tmp_path, {"a.md": page(front).replace("title: T", "title: It's odd")})
    (reading,) = readings(tmp_path, settings("eleventy")).values()
    assert [problem.code for problem in reading.problems] == ["PK034"]


def test_a_path_that_is_not_known_matters_no_more_beside_a_link(tmp_path: Path) -> None:
    front = 'permalink: "/{{ x }}/"\nlink: https://a.example/x/'
    write(tmp_path, {"a.md": page(front)})
    (reading,) = readings(tmp_path, settings("eleventy")).values()
    assert reading.problems == ()


def test_eleventys_simple_expressions_are_filled_in(tmp_path: Path) -> None:
    """Eleventy's documentation: ``page.fileSlug``, and of plain words the filters ``slug`` and
    ``slugify`` make the same."""
    table(
        tmp_path,
        "eleventy",
        {
            "e/2026-01-05-one.md": ('permalink: "/p/{{ page.fileSlug }}/"', "/p/one/"),
            "e/two/index.md": ('permalink: "/p/{{page.fileSlug}}/index.html"', "/p/two/"),
            "e/c.md": ('permalink: "/{{ title | slug }}.html"', "/t.html"),
            "e/d.md": ('permalink: "/{{ title | slugify }}/{{ page.fileSlug }}/"', "/t/d/"),
        },
    )


def test_eleventys_data_files_say_where_pages_are(tmp_path: Path) -> None:
    """Eleventy's documentation (Template and Directory Specific Data Files): the nearest wins."""
    write(
        tmp_path,
        {
            "src/e/e.json": '{"permalink": "/all/{{ page.fileSlug }}/"}',
            "src/e/own.11tydata.json": '{"permalink": "/own.html"}',
            "src/e/in/in.11tydata.js": "export default { tags: [] }",
            "src/f/f.11tydata.js": "export default { permalink: x => `/${x.title}/` }",
            "src/e/a.md": page(number=1),
            "src/e/own.md": page(number=2),
            "src/e/said.md": page("permalink: /said/", number=3),
            "src/e/in/b.md": page(number=4),
            "src/f/c.md": page(number=5),
            "src/f/d.md": page(number=6),
        },
    )
    project = settings("eleventy")
    found = readings(tmp_path, project)
    assert links(tmp_path, project) == {
        "src/e/a.md": "/all/a/", "src/e/own.md": "/own.html", "src/e/said.md": "/said/",
        "src/e/in/b.md": "/all/b/", "src/f/c.md": "/f/c/", "src/f/d.md": "/f/d/",
    }  # fmt: skip
    told = {problem for reading in found.values() for problem in reading.problems}
    assert [(problem.code, problem.path) for problem in told] == [("PK034", "src/f/f.11tydata.js")]
    said = settings("eleventy", permalink="/x/{slug}/")
    assert not readings(tmp_path, said)["src/f/c.md"].problems


ASTRO = {
    "Hello World.md": ("", "/e/hello-world/"),
    "Ärger & Größe.md": ("", "/e/%C3%A4rger--gr%C3%B6%C3%9Fe/"),
    "a_b.c-d+e.md": ("", "/e/a_bc-de/"),
    "2026-01-05-hello.md": ("", "/e/2026-01-05-hello/"),
    "it's (ok), no!.md": ("", "/e/its-ok-no/"),
    "a  b.md": ("", "/e/a--b/"),
    "-x-.md": ("", "/e/-x-/"),
    "C# 100%.md": ("", "/e/c-100/"),
    "привет мир.md": ("", "/e/%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82-%D0%BC%D0%B8%D1%80/"),
    "emoji 🎙 x.md": ("", "/e/emoji--x/"),
    "ⅷ ½ ² ª.md": ("", "/e/%E2%85%B7---%C2%AA/"),
    "a—b.md": ("", "/e/ab/"),
    "v1.2.md": ("", "/e/v12/"),
    "own.md": ("slug: My-Own.slug", "/e/My-Own.slug/"),
    "Bundle Two/index.md": ("", "/e/bundle-two/"),
}


def test_astro(tmp_path: Path) -> None:
    """Astro's documentation (Content Loader API: ``glob()``, ``generateId``): an entry's id is
    made of its path with github-slugger, and ``slug`` wins. github-slugger was run on these names
    and gave these."""
    cases = {f"src/content/shows/{name}": case for name, case in ASTRO.items()}
    table(tmp_path, "astro", cases, permalink="/e/{slug}/")


def test_astro_addresses_are_as_the_project_writes_them(tmp_path: Path) -> None:
    case = {"src/content/My Shows/Sub Dir/a b.md": ("", "/my-shows/sub-dir/a-b")}
    table(tmp_path, "astro", case, permalink="/{page.section}/{slug}")


def test_astros_dates(tmp_path: Path) -> None:
    write(tmp_path, {"src/content/a.md": page("pubDate: 2026-01-05\nupdatedDate: 2026-02-05")})
    (reading,) = readings(tmp_path, settings("astro", permalink="/{slug}/")).values()
    assert reading.source is not None
    assert reading.source.moment == Moment(date=dt.date(2026, 1, 5))
    assert reading.source.updated == Moment(date=dt.date(2026, 2, 5))
