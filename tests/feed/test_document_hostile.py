"""Nothing that calls itself a feed can make the reader fail, hang, grow or look elsewhere."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from podcastkit.feed.document.notes import Notes
from podcastkit.feed.document.read import read
from podcastkit.feed.document.repair import HopelessError, repaired
from podcastkit.feed.document.text import decode
from podcastkit.feed.document.tree import MAX_BYTES, parse

CASES = Path(__file__).parent / "cases"
FEEDS = Path(__file__).parents[3] / "shared" / "feeds"
BITS = (
    "<", ">", "&", '"', "'", "</", "/>", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "<item>",
    "</item>", "<guid>", "</channel>", "<rss>", "</rss>", "&a;", "&nbsp;", "&#0;", "&#xD800;",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>", "\x00", "\x0b", "\r", "\ufffe", 'xmlns:x="y"', 'xmlns:x=""',
    ' itunes:a="1"', "<x:y>", "<a:b:c>", 'xmlns:xml="a"', '<a b="<">', ":", "\ufeff", "é", "😀",
    'xmlns="http://www.w3.org/2000/xmlns/"', "<?xml version='1.0'?>", "<title>", "</title>",
)  # fmt: skip
SEED = '<?xml version="1.0"?><rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>S</title><item><title>A</title><guid isPermaLink="false">g</guid><enclosure url="u" length="1"/><pubDate>Mon, 05 Jan 2026 09:00:00 +0000</pubDate><itunes:duration>5</itunes:duration></item></channel></rss>'


def check(data: bytes) -> None:
    """Reading ends well, and what was mended is XML without anything that could grow."""
    found = read(parse(data, "f.xml"))
    for problem in found.problems:
        assert problem.line is None or 1 <= problem.line <= len(re.findall(b"\r\n?|\n", data)) + 2
    text = decode(data, Notes("f.xml"))
    try:
        mended = repaired(text, Notes("f.xml"))
    except HopelessError:
        return
    assert "<!DOCTYPE" not in mended.split("<![CDATA[")[0]
    if mended:
        parser = etree.XMLParser(encoding="utf-8", resolve_entities=False)
        try:
            etree.fromstring(mended.encode(), parser)
        except etree.XMLSyntaxError as error:
            assert "is not a valid URI" in str(error)  # a namespace's name, which nobody can mend


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    check(data)


@settings(max_examples=500)
@given(st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=5)), max_size=60))
def test_any_pieces(pieces: list[str]) -> None:
    check("".join(pieces).encode("utf-8", "surrogatepass"))
    check((SEED[:200] + "".join(pieces)).encode("utf-8", "surrogatepass"))


def mutated(data: bytes, luck: random.Random) -> bytes:
    """A feed with a few things wrong: cut, doubled, inserted, changed."""
    found = bytearray(data)
    for _ in range(luck.choice((1, 3, 10, 40))):
        place = luck.randrange(len(found) + 1)
        what = luck.random()
        if what < 0.3:
            del found[place : place + luck.choice((1, 3, 50))]
        elif what < 0.75:
            found[place:place] = luck.choice(BITS).encode()
        elif what < 0.83:
            del found[place:]
        elif what < 0.92:
            other = luck.randrange(len(found) + 1)
            found[place:place] = found[other : other + luck.choice((10, 200))]
        elif found:
            found[min(place, len(found) - 1)] = luck.randrange(256)
    return bytes(found)


@pytest.mark.parametrize("seed", range(8))
def test_mutations(seed: int) -> None:
    luck = random.Random(seed)  # noqa: S311 - the same mutations each time
    feeds = [SEED.encode(), *(path.read_bytes() for path in sorted(CASES.rglob("*.xml")))]
    feeds += [path.read_bytes()[:40_000] for path in sorted(FEEDS.glob("*.xml"))]
    for _ in range(150):
        check(mutated(luck.choice(feeds), luck))


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    for kind in (f'SYSTEM "{secret.as_uri()}"', f'"{secret}"'):
        text = SEED.replace("<rss", f"<!DOCTYPE rss [<!ENTITY x {kind}>]><rss").replace(
            ">S<", ">&x;<"
        )
        found = read(parse(text.encode(), "f.xml"))
        assert found.title == "&x;"
        assert [problem.code for problem in found.problems] == ["PK606", "PK602"]
        assert found.items[0].guid == "g"


def test_a_document_type_loads_nothing(web: object) -> None:
    base = web.base  # type: ignore[attr-defined]
    text = SEED.replace(
        "<rss", f'<!DOCTYPE rss SYSTEM "{base}/x.dtd"><?xml-stylesheet href="{base}/s"?><rss'
    )
    assert read(parse(text.encode(), "f.xml")).items[0].guid == "g"
    assert web.seen == []  # type: ignore[attr-defined]


def test_entities_that_grow_are_not_defined() -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = SEED.replace("<rss", f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lines}]><rss').replace(
        ">S<", ">&l9;<"
    )
    began = time.process_time()
    found = read(parse(text.encode(), "f.xml"))
    assert time.process_time() - began < 1
    assert found.title == "&l9;"


_MEASURE = """
import re, sys, time
from pathlib import Path
from podcastkit.feed.document.read import read
from podcastkit.feed.document.tree import parse
head, unit = sys.argv[1:]
head, unit = head.encode(), unit.encode()
data = (head + unit * (5_000_000 // len(unit)))[:5_000_000]
began = time.process_time()
found = read(parse(data, "f.xml"))
took = time.process_time() - began
# Not getrusage: that counts what the test's own process had before it started this one.
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(took, int(peak[1]) // 1024, len(found.problems))
"""
_HEAD = "<rss><channel><item><title>x</title>"
_UNITS = ("<", "&", "&nbsp;", "&#0;", "]]>", "<![CDATA[", "<!--", "<?", "<a>", "<a/>", "</a>", '<a b="',
          "<a b='<c d=\"' e='", "<item>", "\n", "\x0b", "é", "<p:a/>", "<item><guid>1</guid><enclosure url='u'/></item>")  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("unit", _UNITS)
@pytest.mark.parametrize("head", [_HEAD, _HEAD + "<a ", ""], ids=["item", "tag", "start"])
def test_five_megabytes_of_anything_end_soon_and_stay_small(head: str, unit: str) -> None:
    """A bound that is far from what is measured (under 2.5 s and 140 MB), so that it cannot flake."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, head, unit], capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    seconds, megabytes, problems = done.stdout.split()
    assert float(seconds) < 5
    assert int(megabytes) < 200
    assert 1 <= int(problems) < 2000


def test_a_feed_beyond_the_limit_is_refused() -> None:
    found = read(parse(b"<rss>" + b" " * MAX_BYTES, "f.xml"))
    assert [problem.code for problem in found.problems] == ["PK601"]
