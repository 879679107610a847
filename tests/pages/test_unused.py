"""Which templates of a user's own no page is made of."""

from __future__ import annotations

from podcastkit.pages.unused import unused


def test_a_misspelt_name_and_one_that_nothing_names() -> None:
    texts = {"episodes.html": "", "zzz.j2": "zzz.j2", "index.html": "", "README.md": ""}
    assert unused(texts) == {"episodes.html": "episode.html", "zzz.j2": None}


def test_what_another_template_includes_is_used() -> None:
    assert unused({"index.html": '{% include "mine.html" %}', "mine.html": ""}) == {}
