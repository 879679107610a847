"""Markdown to safe HTML, to simple HTML, and cut to a directory's limit."""

from __future__ import annotations

import re

import lxml.html
import pyromark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcastkit import markup

BASE = "https://a.example/episodes/one/"


def render(text: str, **options: object) -> str:
    return markup.render(text, base=BASE, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x](../two/)", "https://a.example/episodes/two/"),
        ("[x](/about)", "https://a.example/about"),
        ("[x](#t=75)", "https://a.example/episodes/one/#t=75"),
        ("[x](https://b.example)", "https://b.example"),
        ("![x](pic.jpg)", "https://a.example/episodes/one/pic.jpg"),
        ("[x](mailto:a@b.example)", "mailto:a@b.example"),
    ],
)
def test_relative_links_and_images_are_resolved_against_the_page(text: str, expected: str) -> None:
    assert f'"{expected}"' in render(text)


def test_a_footnote_is_a_number_and_no_link_to_nowhere() -> None:
    found = render("Hi[^1] and [^b].\n\n[^1]: One *foot*.\n[^b]: Two.\n")
    assert "href" not in found
    assert found.startswith("<p>Hi<sup>1</sup> and <sup>2</sup>.</p>")
    assert "<em>foot</em>" in found


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        '<a href="java&#10;script:alert(1)">x</a>',
        "<iframe src=https://b.example></iframe>",
        "<style>body{display:none}</style>",
        "<svg onload=alert(1)>",
        "<math href=javascript:alert(1)>x</math>",
        "<form action=https://b.example><input name=x></form>",
        "<object data=x></object><embed src=x>",
        "<base href=https://b.example>",
        "<meta http-equiv=refresh content=0>",
        "<p style=position:fixed onclick=x()>x</p>",
        "<video src=x autoplay></video>",
        "<link rel=stylesheet href=x>",
    ],
)
def test_nothing_that_runs_or_loads_passes(text: str) -> None:
    out = render(text).lower()
    for word in ("script:", "<script", "<iframe", "<style", "<svg", "<math", "<form", "<input",
                 "<object", "<embed", "<base", "<meta", "<link", "<video", "style=", "data:"):  # fmt: skip
        assert word not in out
    assert not re.search(r"\son\w+=", out)


def test_ids_and_classes_cannot_touch_the_page_around() -> None:
    assert render('<p id="main" class="x">Hi</p>') == "<p>Hi</p>"


def test_what_zola_renders_is_rendered() -> None:
    out = render("| a | b |\n|---|---|\n| 1 | 2 |\n\n~~x~~ y[^1]\n\n[^1]: z\n\n## H {#id}")
    for piece in ("<td>1</td>", "<del>x</del>", "z", "<h2>H</h2>"):
        assert piece in out


def test_punctuation_is_smart_only_when_the_site_says_so() -> None:
    assert '"x" -- y' in render('"x" -- y')
    assert "“x” – y" in render('"x" -- y', smart_punctuation=True)


def test_reference_links_reach_over_from_the_other_part() -> None:
    lines = markup.reference_lines(
        'words\n\n[one]: https://b.example/a(1) "T \\" x"\n[two]: /x\n', used_in="[one]"
    )
    out = render("[one] and [this][two]", definitions=lines)
    assert 'href="https://b.example/a(1)"' in out
    assert 'href="https://a.example/x"' in out


def test_characters_that_xml_forbids_are_dropped() -> None:
    assert render("a\x0b\x00\ud800\ufffeb") == "<p>ab</p>"
    assert markup.xml_text("tab\tline\n") == "tab\tline\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "## Links\n\n- a\n- b",
            "<p><strong>Links</strong></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
        ),
        ("![A bench](b.jpg)", "<p>A bench</p>"),
        ("a\n\n---\n\nb", "<p>a</p>\n<p>b</p>"),
        ("> said\n> so", "<p>said\nso</p>"),
        ("use `code` *so*", "<p>use code <em>so</em></p>"),
        ("[x](https://b.example)", '<p><a href="https://b.example">x</a></p>'),
    ],
)
def test_simple_html_for_directories(text: str, expected: str) -> None:
    assert markup.simple(render(text)) == expected


def test_tables_and_code_become_lines_that_read() -> None:
    out = markup.simple(render("| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```"))
    assert "a · b" in out
    assert "1 · 2" in out
    assert "x = 1" in out
    assert set(re.findall(r"<(\w+)", out)) <= {"p", "br"}


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=30))
def test_no_word_of_the_notes_is_lost_in_simple_html(words: list[str]) -> None:
    forms = [
        "## {}",
        "- {}",
        "> {}",
        "{}",
        "**{}**",
        "`{}`",
        "| {} | x |\n|---|---|",
        "1. {}",
        "    {}",
    ]
    text = "\n\n".join(forms[number % len(forms)].format(word) for number, word in enumerate(words))
    safe = render(text)
    assert markup.plain(safe).replace(" ", "").replace("·", "") == markup.plain(
        markup.simple(safe)
    ).replace(" ", "").replace("·", "")


@given(st.text(max_size=300))
def test_any_text_is_well_formed_and_harmless(text: str) -> None:
    safe = render(text)
    tree = lxml.html.fragment_fromstring(safe or "x", create_parent="div")
    for element in tree.iter():
        assert element.tag != "script"
        assert not any(name.startswith("on") for name in element.attrib)


@given(st.lists(st.text(max_size=200), max_size=12), st.integers(150, 900))
def test_cut_text_fits_and_every_element_is_closed(paragraphs: list[str], limit: int) -> None:
    whole = markup.simple(render("\n\n".join(paragraphs)))
    out = markup.cut(whole, limit=limit, link=BASE)
    assert len(out.encode()) <= limit
    for tag in ("p", "ul", "ol", "li", "a", "strong", "em"):
        assert len(re.findall(rf"<{tag}[ >]", out)) == out.count(f"</{tag}>"), out


def test_cut_ends_at_a_block_or_an_item_with_a_link_to_the_page() -> None:
    blocks = "\n".join(f"<p>{'é' * 100}</p>" for _ in range(10))
    out = markup.cut(blocks, limit=1000, link=BASE)
    assert out.count("<p>é") == 4
    assert out.endswith(f'<p><a href="{BASE}">…</a></p>')
    items = "<ul>" + "".join(f"<li>{'x' * 100}</li>" for _ in range(20)) + "</ul>"
    out = markup.cut(items, limit=1000, link=BASE)
    assert out.count("<li>") == 8
    assert "</ul>" in out
    assert markup.cut(blocks, limit=4000, link=BASE) == blocks


def test_one_long_paragraph_is_cut_between_words() -> None:
    out = markup.cut("<p>" + "word & " * 500 + "</p>", limit=400, link=BASE)
    assert len(out.encode()) <= 400
    assert re.search(r"(word|&amp;)…</p>", out)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {{ youtube(id=1) }} b", [(2, "{{ youtube(id=1) }}")]),
        ("{% note() %}x{% end %}", [(0, "{% note() %}"), (13, "{% end %}")]),
        ("{{< figure >}}", [(0, "{{< figure >}}")]),
        ("use `{{ this }}` so", []),
        ("```\n{{ this }}\n```", []),
        ("[there](@/blog/there.md) and `[x](@/y.md)`", [(8, "@/blog/there.md")]),
        ("ü {{ x }}", [(2, "{{ x }}")]),
        ("no tags {here}", []),
    ],
)
def test_template_tags_are_found_outside_of_code(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert markup.unrendered(text) == expected


def test_definitions_are_not_looked_for_where_nothing_refers_to_them() -> None:
    assert markup.reference_lines("[one]: /x\n", used_in="[there](/y)") == ""
    assert markup.reference_lines("[one]: /x\n", used_in="[there][one]") != ""


MARKS = [
    "*a*", "**b**", "`c`", "~~d~~", "# H\n", "- l\n", "1. l\n", "> q\n", "---\n", "[x](https://a.example/)",
    "[x](/y)", "[x](javascript:alert(1))", "![i](https://a.example/i.png)", "<https://a.example>", "<b>",
    "</section>", "{#id onclick=x}", "```\ncode\n```\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "- [x] done\n",
    "[^1]", "[^1]: note\n", "&amp;", "&quot;", "&lt;script&gt;", "&#60;", "\r", "\r\n", '"', "'", "\xa0", "\u2028", "\n\n", "\\\n",
    "  \n", "[x](https://a.example/?a=1&b=2)", '[x](https://a.example/ "T")', "[x](https://a.example/ä)",
]  # fmt: skip


@settings(max_examples=500)
@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=8), max_size=12).map(" ".join))
def test_html_that_skips_the_sanitiser_is_what_the_sanitiser_gives(text: str) -> None:
    """Byte for byte: where it is skipped, it would have changed nothing but marked the links."""
    rendered = markup.render(text, base="https://a.example/p/")
    html = pyromark.html(markup.xml_text(text), options=markup.OPTIONS)
    html = markup.without_footnote_links(html)
    assert rendered == markup.cleaner("https://a.example/p/").clean(html).strip()


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>a <em>b</em></p>", True),
        ('<p><a href="https://a.example/b?c">d</a></p>', True),
        ('<a href="https://a.example/" onclick="x">', False),
        ('<a href="javascript:x">', False),
        ('<a href="/relative">', False),
        ('<a href="https://a.example/&amp;">', False),
        ("<p onclick=x>", False),
        ("<script>", False),
        ("<P>", False),
        ("<p >", False),
        ("<img src=x>", False),
        ("<h1 id=x>", False),
        ("<br />", False),
        ("a &quot;b", False),
        ("a\xa0b", False),
        ("a < b", False),
    ],
)
def test_only_known_tags_without_attributes_skip_the_sanitiser(*, html: str, clean: bool) -> None:
    assert markup.is_clean(html) is clean


@settings(max_examples=500)
@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=8), max_size=12).map(" ".join))
def test_simple_html_is_the_same_without_its_shortcut(text: str) -> None:
    html = markup.render(text.replace("<", ""), base="https://a.example/p/")
    short = markup.simple(html)
    # An empty element that is dropped keeps the shortcut from being taken.
    assert short == markup.simple(html + "<u></u>")


def test_links_are_found_where_their_addresses_are_written() -> None:
    """Those of raw HTML among them, in any quotes and none; code, comments and text have none."""
    text = (
        'Ü [a](<b c.pdf> "t") [![d](e.png)](f.md) [g][h] [i]\n\n<p title="href=x.md"><a href="j.md">j</a>\n'
        "<img alt='>' src=k.png><a\n  HREF = 'l.md'>l</a></p>\n\n`[m](m.md)` <!-- <a href=n.md> --> href=o.md\n\n"
        "> [h]:\n>  q.md\n\n[i]: <r.md>\n[s]: unused.md\n"
    )
    found = list(markup.links(text))
    assert sorted(link.target for link in found) == [
        "b c.pdf", "e.png", "f.md", "j.md", "k.png", "l.md", "q.md", "r.md",
    ]  # fmt: skip
    assert all(text.startswith(link.target, link.at) for link in found)


def test_a_link_that_is_defined_elsewhere_stands_where_it_refers_to_it() -> None:
    (link,) = markup.links("Ü [a][b]", definitions="[b]: <c.md>")
    assert link == ("c.md", 2)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=8), max_size=12).map(" ".join))
def test_any_text_has_links_within_it(text: str) -> None:
    assert all(0 <= link.at < len(text) for link in markup.links(text))


@pytest.mark.parametrize(
    "written", ["<a href=x.pdf>x</a>", "<img src=x.pdf >", "<a HREF='x.pdf'>x</a>"]
)
def test_what_raw_html_leads_to_is_a_target_without_quotes_too(written: str) -> None:
    assert markup.targets(f"See {written}.") == {"x.pdf"}
    assert markup.targets(f"See `{written}`, <!-- {written} --> and href=x.pdf.") == set()
