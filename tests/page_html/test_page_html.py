"""Pictures of other hosts are links on a page; what is published with it stays a picture."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit import markup
from podcastkit.page_html import direction, for_page, headings_below, reachable

BASE = "https://a.example/episodes/one/"
REL = ' rel="noopener noreferrer"'


def local(address: str) -> str | None:
    return address.removeprefix(BASE) if address.startswith(BASE) else None


def page(markdown: str) -> str:
    return for_page(markup.render(markdown, base=BASE), local=local)


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("![A bench](https://b.example/x.jpg)", f'<a href="https://b.example/x.jpg"{REL}>A bench</a>'),
        ("![](https://b.example/wide-bench_2%20b.jpg)", f'<a href="https://b.example/wide-bench_2%20b.jpg"{REL}>wide bench 2 b</a>'),
        ("![](https://b.example/)", f'<a href="https://b.example/"{REL}>https://b.example/</a>'),
        ("![](https://b.example/a?x=1&y=2)", f'<a href="https://b.example/a?x=1&amp;y=2"{REL}>https://b.example/a?x=1&amp;y=2</a>'),
        ("[![A bench](https://b.example/x.jpg)](https://c.example)", f'<a href="https://c.example"{REL}>A bench</a>'),
        ("[![](https://b.example/the-bench.jpg)](https://c.example)", f'<a href="https://c.example"{REL}>the bench</a>'),
        ("[x](https://c.example) ![y](https://b.example/x.jpg)", f'<a href="https://c.example"{REL}>x</a> <a href="https://b.example/x.jpg"{REL}>y</a>'),
        ("a <img alt='only words'> b", "a only words b"),
        ('![<b> & "q"](https://b.example/x.jpg)', f'<a href="https://b.example/x.jpg"{REL}>&lt;b&gt; &amp; "q"</a>'),
        ("![x](bench.jpg)", '<img src="bench.jpg" alt="x">'),
        ('a <img src="bench.jpg" width="10">', 'a <img src="bench.jpg" alt="" width="10">'),
        ('![x](<a "b" & c.jpg> "T")', '<img src="a%20%22b%22%20&amp;%20c.jpg" alt="x" title="T">'),
        ("![x](../two/bench.jpg)", f'<a href="https://a.example/episodes/two/bench.jpg"{REL}>x</a>'),
    ],
)  # fmt: skip
def test_a_picture_is_shown_or_linked(markdown: str, shown: str) -> None:
    found = page(markdown)
    assert found.removeprefix("<p>").removesuffix("</p>") == shown


@pytest.mark.parametrize(
    ("markdown", "below", "levels"),
    [
        ("# a\n\n#### b\n\n## c\n\n### d\n\n# e", 1, "23342"),
        ("### a\n\n## b\n\n#### c\n\n##### d\n\n#### e", 2, "33454"),
        ("###### a\n\n# b\n\n## c\n\n### d\n\n#### e", 4, "55666"),
        ("a\n===\n\nb\n---", 1, "23"),
        ("`<h1>` <p title='<h1>'>x</p>", 1, ""),
    ],
)
def test_headings_begin_below_that_of_the_page_and_leave_none_out(
    markdown: str, below: int, levels: str
) -> None:
    safe = markup.render(markdown, base=BASE)
    found = for_page(safe, local=local, below=below)
    assert "".join(re.findall(r"<h(\d)", found)) == levels
    assert "".join(re.findall(r"</h(\d)", found)) == levels
    assert re.sub(r"(</?h)\d", r"\1", found) == re.sub(r"(</?h)\d", r"\1", safe)
    assert for_page(safe, local=local) == safe


def test_a_picture_that_is_all_of_a_link_has_words() -> None:
    assert page("[![](the-bench.jpg)](https://c.example)") == (
        f'<p><a href="https://c.example"{REL}><img src="the-bench.jpg" alt="the bench"></a></p>'
    )


def test_a_language_is_read_in_its_direction() -> None:
    assert [direction(one) for one in ("he", "AR-eg", "en", "de-AT", "")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "ltr",
    ]


def test_text_without_pictures_is_given_back_itself() -> None:
    text = markup.render("# A\n\n`<img src=x>` and [x](y)", base=BASE)
    assert for_page(text, local=local) is text


@pytest.mark.parametrize(
    "inner", ["<img src=x>", '"><img src=https://b.example/x.jpg>', "<a href=x>"]
)
def test_what_an_attribute_holds_is_no_picture(inner: str) -> None:
    """Also where a sanitiser leaves ``<`` and ``>`` in attributes as they are."""
    text = f"<a title='{inner}' href='https://c.example/<img src=x>'>y</a>"
    safe = markup.render(text, base=BASE)
    raw = safe.replace("&lt;", "<").replace("&gt;", ">")
    for given_text in (safe, raw):
        assert for_page(given_text, local=local) == safe


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize(
    "value",
    [
        "<pre onmouseover=alert(1) >",
        "><table onmouseover=alert(1) >",
        "</h1><h1 onmouseover=alert(1)>",
        "<h2>",
        "<img onerror=alert(1)>",
        "<img alt=&#39;&quot;onmouseover=alert(1)&quot;&#39; src=x>",
        "<a><img></a>",
    ],
)
def test_no_tag_is_found_in_the_value_of_an_attribute(value: str, quote: str) -> None:
    """Whatever the sanitiser escapes: the value is the same text afterwards, and ends where it did."""
    value = value.replace("&#39;" if quote == '"' else "&quot;", "&amp;")
    raw = f"<p>x</p><p title={quote}{value}{quote}>y</p><h3>z</h3><pre>q</pre><img src={quote}p{quote}>"
    found = reachable(for_page(raw, local=local, below=1))
    ends = f"<h2>z</h2>{reachable('<pre>')}q</pre>"
    before, after = (lxml.html.fragment_fromstring(f"<div>{x}</div>") for x in (raw, found))
    assert [dict(p.attrib) for p in after.iter("p")] == [dict(p.attrib) for p in before.iter("p")]
    assert [e.tag for e in after.iter()][:4] == ["div", "p", "p", "h2"]
    assert ends in found


def test_what_is_put_into_a_tag_begins_no_attribute_of_another() -> None:
    """As one version of nh3 left it: the mark for the keyboard would have ended the title."""
    raw = '<p title="<pre onmouseover=alert(1) >">x</p>'
    escaped = '<p title="&lt;pre onmouseover=alert(1) &gt;">x</p>'
    assert reachable(raw) == escaped
    assert headings_below('<p title="<h1>">x</p>', 2) == '<p title="&lt;h1&gt;">x</p>'


def test_an_address_that_cannot_be_read_is_its_own_words() -> None:
    address = "https://[b.example/x"
    assert for_page(f'<img src="{address}">', local=lambda _: None).endswith(f">{address}</a>")


@given(st.lists(st.sampled_from([
    "![a](https://b.example/x.jpg)", "![](p.png)", "<img src=//b.example/y.png alt='\">'>",
    "[", "](https://c.example)", "<a href='/z'>", "</a>", "<img>", "`<img src=q>`", "\n\n", "<b>", "|", "|-|\n", " w ",
])))  # fmt: skip
def test_no_other_host_is_asked_and_nothing_else_changes(pieces: list[str]) -> None:
    safe = markup.render("".join(pieces), base=BASE)
    found = for_page(safe, local=local)
    tree = lxml.html.fragment_fromstring(found or "x", create_parent="div")
    assert all(not re.match("[a-z]+:|//", src) for src in tree.xpath("//img/@src"))
    assert all(alt is not None for alt in (img.get("alt") for img in tree.iter("img")))
    before = lxml.html.fragment_fromstring(safe or "x", create_parent="div")
    # HTML knows links within a link where a table is between them, and leaves such ones as they are.
    assert len(tree.xpath("//a//a")) == len(before.xpath("//a//a"))
    kept = [element.tag for element in before.iter() if element.tag not in {"img", "a"}]
    assert [element.tag for element in tree.iter() if element.tag not in {"img", "a"}] == kept


def test_a_picture_in_a_table_in_a_link_becomes_no_link() -> None:
    table = (
        "<table><tr><td><a href=/z>z</a><img src=https://b.example/x.jpg alt=y></td></tr></table>"
    )
    found = page(f"<div><a href=/z>{table}</a></div>")
    assert "x.jpg" not in found
    assert "</a>y</td>" in found


def test_links_are_not_nested_after_the_page_is_read_back() -> None:
    found = page("<a href=https://c.example><p>x ![y](https://b.example/x.jpg)</p></a>")
    assert len(re.findall("<a ", found)) == len(re.findall("</a>", found))
    assert ">x y<" in found
