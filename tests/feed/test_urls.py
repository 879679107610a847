"""URLs in the feed: ASCII, encoded once, an analytics prefix put on once."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.feed.urls import ascii_url, with_prefix

texts = st.text(max_size=40) | st.lists(
    st.sampled_from([*"/?#[]@:%&=+ ~é日", "%41", "%zz", "\ud800", "\x00", "\n", "http://", "//"])
).map("".join)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a%20b.mp3?x=1&y=%C3%A9#t=1,2",
        "https://user@example.org:8443/a;b=c/(d)/!$'*+,~",
        "https://[2001:db8::1]:80/a.mp3",
        "mailto:ada@example.org",
        "",
    ],
)
def test_what_is_ascii_stays_as_it_is(url: str) -> None:
    assert ascii_url(url) == url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://e.org/Füße 1.mp3", "https://e.org/F%C3%BC%C3%9Fe%201.mp3"),
        ("https://e.org/F%C3%BCße", "https://e.org/F%C3%BC%C3%9Fe"),
        ("https://e.org/100%.mp3", "https://e.org/100%25.mp3"),
        ("https://e.org/100%é.mp3", "https://e.org/100%25%C3%A9.mp3"),
        ("https://e.org/?q=é&r=a b", "https://e.org/?q=%C3%A9&r=a%20b"),
        ("https://e.org/a[1]<2>|3.mp3", "https://e.org/a%5B1%5D%3C2%3E%7C3.mp3"),
        ('https://e.org/"a"\\b`{c}^', "https://e.org/%22a%22%5Cb%60%7Bc%7D%5E"),
        (" https://e.org/a\n/b\t ", "https://e.org/a/b"),
        ("episodes/é.mp3", "episodes/%C3%A9.mp3"),
    ],
)
def test_the_rest_is_percent_encoded(url: str, expected: str) -> None:
    assert ascii_url(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://Straße.example:8080/ß", "https://xn--strae-oqa.example:8080/%C3%9F"),
        ("http://é:ü@例え.jp?q", "http://%C3%A9:%C3%BC@xn--r8jz45g.jp?q"),
        ("https://a..é/x", "https://a..%C3%A9/x"),
    ],
)
def test_hosts_become_idna_where_they_can(url: str, expected: str) -> None:
    assert ascii_url(url) == expected


@given(texts)
def test_any_text_becomes_ascii_that_is_not_encoded_again(url: str) -> None:
    once = ascii_url(url)

    assert once.isascii()
    assert once == "" or once.isprintable()
    assert " " not in once
    assert ascii_url(once) == once


@given(st.from_regex(r"https://[a-z]{1,9}\.example/[a-z/]{0,9}(\?[a-z=&]{0,9})?", fullmatch=True))
def test_a_prefix_is_put_on_once_and_can_be_taken_off(url: str) -> None:
    prefixed = with_prefix(url, "https://op3.dev/e/")

    assert urlsplit(prefixed).netloc == "op3.dev"
    assert prefixed.replace("op3.dev/e/", "") == url
    assert with_prefix(prefixed, "https://op3.dev/e/") == prefixed


@pytest.mark.parametrize(
    ("url", "prefix", "expected"),
    [
        ("https://e.org/1.mp3", "", "https://e.org/1.mp3"),
        ("https://e.org/1.mp3", "https://op3.dev/e", "https://op3.dev/e/e.org/1.mp3"),
        ("http://e.org/1.mp3", "https://op3.dev/e/", "https://op3.dev/e/http://e.org/1.mp3"),
        ("HTTPS://e.org/1.mp3", "https://op3.dev/e/", "https://op3.dev/e/e.org/1.mp3"),
        (
            "https://pdst.example/e/op3.dev/e/e.org/1.mp3",
            "https://op3.dev/e/",
            "https://pdst.example/e/op3.dev/e/e.org/1.mp3",
        ),
        (
            "https://e.org/1.mp3?from=/op3.dev/e/",
            "https://op3.dev/e/",
            "https://op3.dev/e/e.org/1.mp3?from=/op3.dev/e/",
        ),
        ("https://é.org/ü.mp3", "https://op3.dev/e/", "https://op3.dev/e/xn--9ca.org/%C3%BC.mp3"),
    ],
)
def test_prefix(url: str, prefix: str, expected: str) -> None:
    assert with_prefix(url, prefix) == expected
