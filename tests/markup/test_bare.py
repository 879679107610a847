"""Bare addresses become links, where GitHub's Markdown has them so, and nowhere else."""

from __future__ import annotations

import lxml.html
import pyromark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcastkit import markup
from podcastkit.markup import bare
from tests.markup.test_markup import MARKS

BASE = "https://a.example/p/"


def linked(text: str, *, smart: bool = False) -> list[tuple[str, str]]:
    """The address and the words of each link."""
    html = markup.render(text, base=BASE, link_addresses=True, smart_punctuation=smart)
    tree = lxml.html.fragment_fromstring(html or "x", create_parent="div")
    return [(a.get("href", ""), a.text_content()) for a in tree.iter("a")]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://b.example", "https://b.example"),
        ("See http://b.example/c?d=e#f.", "http://b.example/c?d=e#f"),
        ("(https://b.example/c), he said", "https://b.example/c"),
        ("(see https://b.example/c_(d))", "https://b.example/c_(d)"),
        ("- one: https://b.example/c;", "https://b.example/c"),
        ("**https://b.example/c**", "https://b.example/c"),
        ("https://b.example/_c_/d--e/'f'?", "https://b.example/_c_/d--e/'f"),
        ("https://b.example/?c=1&d=2", "https://b.example/?c=1&d=2"),
        ("https://b.example/?c=1&amp;d=2&lt;", "https://b.example/?c=1&d=2"),
        (r"https://b.example/c\_d", "https://b.example/c_d"),
        ("https://b.example:8080/c\nand more", "https://b.example:8080/c"),
        ("https://b.example[^1]\n\n[^1]: x", "https://b.example"),
        ("https://b.example/`c`", "https://b.example/"),
        ("\u5b98\u7f51\uff1ahttps://b.example/c\uff0c\u8c22\u8c22", "https://b.example/c"),
        ("\xfc https://b.example/c", "https://b.example/c"),
        ("# https://b.example/c", "https://b.example/c"),
        ("[^1]\n\n[^1]: https://b.example/c", "https://b.example/c"),
        ("<details>\n\nhttps://b.example/c\n\n</details>", "https://b.example/c"),
    ],
)
def test_a_bare_address_becomes_a_link(text: str, address: str) -> None:
    for smart in (False, True):
        found = [link for link in linked(text, smart=smart) if "#1" not in link[0]]
        assert found == [(address, address)]


@pytest.mark.parametrize(
    "text",
    [
        "`https://b.example`", "```\nhttps://b.example\n```", "    https://b.example",
        "<div>\nhttps://b.example\n</div>", '<p title="see https://b.example">x</p>',
        "<p title= https://b.example >x</p>", "<!-- https://b.example -->",
        "<code>see https://b.example</code>", "<code>\n\nsee https://b.example\n\n</code>",
        "x https://nopoint", "x http://localhost:1313/", "x https://user:word@b.example",
        "x https://b_c.example", "xhttps://b.example", "x ftp://b.example", "x https://", "x www.b.example",
        "| https://b.example/c\\|d |\n|---|\n", "\u5b98**https://b.example**", "**https://b.example**x",
        "https://b.example/" + ")" * 100_000,
    ],
)  # fmt: skip
def test_what_is_none_or_stands_where_none_may_be_is_left_alone(text: str) -> None:
    assert linked(text) == []
    assert bare.linked(text, markup.OPTIONS) == text


@pytest.mark.parametrize(
    "text",
    [
        "[see https://b.example](https://c.example)", "[see https://b.example][c]\n\n[c]: https://c.example",
        "[c]\n\n[c]: https://c.example 'see https://b.example'", "[c](  https://c.example )",
        "[a ![see https://b.example](i.png)](https://c.example)", "<https://c.example>",
        '<a href="https://c.example">see https://b.example</a>',
        '<a href="https://c.example">\n\nsee https://b.example\n\n</a>',
    ],
)  # fmt: skip
def test_a_link_stays_the_one_that_it_is(text: str) -> None:
    assert {address for address, _ in linked(text)} == {"https://c.example"}
    assert markup.render(text, base=BASE, link_addresses=True) == markup.render(text, base=BASE)


def test_a_cell_of_a_table_ends_an_address() -> None:
    assert linked("| https://b.example/c|d |\n|---|---|\n") == [("https://b.example/c",) * 2]


def test_a_link_whose_address_is_defined_elsewhere_is_one() -> None:
    page = markup.render(
        "[see https://b.example][c]", base=BASE, definitions="[c]: <https://c.example>",
        link_addresses=True,
    )  # fmt: skip
    assert page.count("<a ") == 1


def test_notes_without_one_are_not_parsed_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyromark, "events_with_range", None)
    text = "[x](https://b.example) <https://b.example>, [y](<https://b.example>) https and http:"
    assert bare.linked(text, markup.OPTIONS) is text


ADDRESSES = [
    "https://b.example/c",
    "(https://b.example/c)",
    "https://b.example/_c_.",
    "https://b.example|",
]


@settings(max_examples=500)
@given(
    st.lists(st.sampled_from([*MARKS, *ADDRESSES, *ADDRESSES]) | st.text(max_size=8), max_size=12)
)
def test_any_text_with_addresses_is_harmless_and_holds_no_link_in_a_link(pieces: list[str]) -> None:
    """Where the sanitiser is skipped, it would have changed nothing but marked the links."""
    for text in (" ".join(pieces), "".join(pieces)):
        clean = markup.xml_text(text)
        html = pyromark.html(bare.linked(clean, markup.OPTIONS), options=markup.OPTIONS)
        html = markup.without_footnote_links(html)
        page = markup.render(text, base=BASE, link_addresses=True)
        assert page == markup.cleaner(BASE).clean(html).strip()
        tree = lxml.html.fragment_fromstring(page or "x", create_parent="div")
        assert tree.xpath("//a//a") == []
        parsed = lxml.html.fragment_fromstring(html or "x", create_parent="div")
        assert parsed.xpath("//pre//a | //a//a") == []
