"""Keys are written into a file, and every other byte of it stays."""

from __future__ import annotations

import datetime as dt

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from podcastkit.content.edit import with_keys

WHEN = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
GUID = {("guid",): "g"}


def test_comments_order_and_layout_stay() -> None:
    text = b"""+++
# mine
title   =  "A"  # the title
date = 2026-01-05   # a day

# what the theme wants
[extra]
x = 1
# the end
+++

Notes.
+++
"""
    wanted = {("guid",): "g", ("extra", "id"): "é", ("date",): WHEN}
    assert with_keys(text, "a.md", wanted) == (
        text.replace(b"2026-01-05   # a day\n", b'2026-01-05T09:00:00Z   # a day\nguid = "g"\n')
        .replace(b"x = 1\n", 'x = 1\nid = "é"\n'.encode())
    )  # fmt: skip


def test_line_ends_and_byte_order_mark_stay() -> None:
    text = b'\xef\xbb\xbf+++\r\ntitle = "A"\r\n+++\r\nNotes\nhere\r\n'
    assert with_keys(text, "a.md", GUID) == text.replace(b'"A"\r\n', b'"A"\r\nguid = "g"\r\n')


def test_a_table_that_is_not_there_is_made() -> None:
    edited = with_keys(b"+++\n+++\n", "a.md", {("extra", "guid"): "g"})
    assert edited is not None
    assert tomli.loads(edited.decode().split("+++")[1]) == {"extra": {"guid": "g"}}


def test_toml_files_are_edited_whole() -> None:
    assert with_keys(b"[show]\na = 1\n\n# next\n[x]\n", "p.toml", {("show", "guid"): "g"}) == (
        b'[show]\na = 1\nguid = "g"\n\n# next\n[x]\n'
    )


@pytest.mark.parametrize("text", [b"no front matter", b"+++\na = \n+++\n", b"+++\na = 1\n", b"\xff",
                                  b"+++\nguid.x = 1\n[guid.y]\n+++\n"[:12]])  # fmt: skip
def test_what_cannot_be_edited_is_left_alone(text: bytes) -> None:
    assert with_keys(text, "a.md", GUID) is None


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.datetimes(min_value=dt.datetime(1990, 1, 1)),
)
def test_any_value_comes_back(guid: str, when: dt.datetime) -> None:
    wanted = {("guid",): guid, ("date",): when.replace(tzinfo=dt.UTC)}
    edited = with_keys(b'title = "A"\n', "a.toml", wanted)
    assert edited is not None
    read = tomli.loads(edited.decode())
    assert (read["guid"], read["date"]) == (guid, when.replace(tzinfo=dt.UTC))
