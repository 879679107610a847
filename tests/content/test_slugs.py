"""File names to slugs and dates."""

from __future__ import annotations

import datetime as dt

import pytest

from podcastkit.content import slugs


@pytest.mark.parametrize(
    ("name", "slug", "date"),
    [
        ("2026-01-05-hello-world", "hello-world", dt.date(2026, 1, 5)),
        ("2026-01-05_Hello World", "hello-world", dt.date(2026, 1, 5)),
        ("hello", "hello", None),
        ("2026-01-05", "2026-01-05", dt.date(2026, 1, 5)),
        ("2026-13-05-x", "2026-13-05-x", None),
        ("Ärger & Größe", "arger-grosse", None),
        ("Привет мир", "привет-мир", None),
        ("012 - C++ in C#", "012-c-in-c", None),
    ],
)
def test_plain_drops_the_date_and_slugifies(name: str, slug: str, date: dt.date | None) -> None:
    parts = slugs.from_name(name, rule="plain")
    assert (parts.slug, parts.date) == (slug, date)


@pytest.mark.parametrize(
    ("name", "slug", "moment"),
    [
        ("2020-02-12-the-good-parts", "the-good-parts", "2020-02-12"),
        ("2020-02-12_the good parts", "the-good-parts", "2020-02-12"),
        ("2020-02-12 hello", "hello", "2020-02-12"),
        ("2018-10-02T15:00:00Z-hello", "hello", "2018-10-02T15:00:00Z"),
        ("2018-10-02T15:00:00+02:00-hello", "hello", "2018-10-02T15:00:00+02:00"),
        ("Hello_World", "hello-world", None),
    ],
)
def test_zola_drops_dates_and_date_times(name: str, slug: str, moment: str | None) -> None:
    parts = slugs.from_name(name, rule="zola")
    assert (parts.slug, parts.moment) == (slug, moment)


def test_zola_keeps_the_date_where_the_site_says_so() -> None:
    parts = slugs.from_name("2020-02-12-hello", rule="zola", keep_dates=True)
    assert (parts.slug, parts.moment) == ("2020-02-12-hello", "2020-02-12")


def test_zola_paths_off_keeps_the_name_as_it_is() -> None:
    assert slugs.from_name("Hello, Wörld", rule="zola", paths="off").slug == "Hello, Wörld"


@pytest.mark.parametrize(
    ("slug", "why"),
    [
        ("", "empty"),
        (".hidden", "dot"),
        ("a/b", "holds"),
        ("a:b", "holds"),
        ("con", "device"),
        ("LPT1.txt", "device"),
        ("a\x00b", "holds"),
        ("a\x7f\x01b", r"holds '\x7f'"),
        ("\x01a:b/c", "holds '/'"),
        ("end.", "ends"),
        ("x" * 300, "longer"),
        ("\ud800", "character"),
    ],
)
def test_slugs_that_cannot_be_folders_everywhere(slug: str, why: str) -> None:
    assert why in (slugs.fault(slug) or "")


def test_a_usual_slug_has_no_fault() -> None:
    assert slugs.fault("hello-world") is None
    assert slugs.fault("привет") is None


def test_slugs_are_compared_composed_and_without_case() -> None:
    assert slugs.folded("Caf\u00e9") == slugs.folded("cafe\u0301")
