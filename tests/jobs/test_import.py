"""``import``: the guids and dates of a hosted show, and nothing that a subscriber would notice."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

import podcastkit
from tests.projects import TOML, Project
from tests.web.server import Web

AS_OF = ("--as-of", "2026-03-01")
PRIVATE = {"PODCASTKIT_PRIVATE_HOSTS": "1"}
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


def item(
    number: int,
    *,
    guid: str | None = "",
    title: str = "",
    url: str = "",
    date: str = "",
    more: str = "",
) -> str:
    """An item of the host's feed for episode ``number``."""
    guid = f"host-{number}" if guid == "" else guid
    url = url or f"https://cdn.example/{number}.mp3"
    date = date or f"{number:02} Jan 2026 13:30:07 +0000"
    tag = "" if guid is None else f'<guid isPermaLink="false">{guid}</guid>'
    return (
        f"<item><title>{title or f'Number {number}'}</title>{tag}"
        f'<enclosure url="{url}" length="123" type="audio/mpeg"/><pubDate>{date}</pubDate>'
        f"<itunes:duration>61</itunes:duration>{more}</item>"
    )


def rss(*items: str, channel: str = "") -> str:
    me = channel or '<atom:link rel="self" href="https://host.example/feed"/>'
    return (
        f'<?xml version="1.0"?>\n<rss version="2.0" xmlns:itunes="{ITUNES}" '
        'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:podcast="https://podcastindex.org/namespace/1.0">\n'
        f"<channel><title>S</title>{me}\n" + "\n".join(items) + "\n</channel></rss>\n"
    )


class Adopted(Project):
    """A project, and what its lock says."""

    def take(self, text: str, *args: str, name: str = "host.xml") -> object:
        path = self.root.parent / name
        path.write_text(text, encoding="utf-8")
        return self.run("import", "--json", *args, str(path))

    @property
    def entries(self) -> dict[str, dict[str, object]]:
        loaded: dict[str, dict[str, object]] = json.loads(self.read("podcast.lock"))["episodes"]
        return loaded


@pytest.fixture
def show(tmp_path: Path) -> Adopted:
    made = Adopted(tmp_path / "show")
    for number in range(1, 4):
        made.episode(number)
    return made


def test_guids_and_instants_go_into_the_lock_and_into_the_built_feed(show: Adopted) -> None:
    ran = show.take(rss(*(item(number) for number in (3, 2, 1))))
    assert (ran.exit, ran.json["findings"], ran.json["written"]) == (0, [], ["podcast.lock"])
    assert [(row["slug"], row["guid"], row["by"]) for row in ran.json["matched"]] == [
        (f"number-{number}", f"host-{number}", "audio URL") for number in (3, 2, 1)
    ]
    entry = show.entries["number-2"]
    assert (entry["guid"], entry["published"]) == ("host-2", "2026-01-02T13:30:07Z")
    audio = entry["audio"]
    assert (audio["how"], audio["exact"], audio["size"], audio["duration"]) == (
        "feed",
        False,
        123,
        61,
    )
    assert show.feed(*AS_OF).exit == 0
    feed = show.read("feed/feed.xml")
    for number in (1, 2, 3):
        assert f'<guid isPermaLink="false">host-{number}</guid>' in feed
        assert f"0{number} Jan 2026 13:30:07 +0000</pubDate>" in feed


def test_a_second_import_changes_nothing(show: Adopted) -> None:
    text = rss(
        *(item(number) for number in (3, 2, 1)),
        item(9),
        item(2, guid="x", url="https://o.example/1"),
    )
    show.take(text)
    before = show.read("podcast.lock")
    ran = show.take(text)
    assert (ran.exit, ran.json["changed"], ran.json["written"]) == (0, False, [])
    assert show.feed(*AS_OF, "--allow", "removed", "--allow", "shrunk").exit == 0
    built = show.read("podcast.lock")
    assert show.take(text).json["changed"] is False
    assert show.read("podcast.lock") == built != before


def test_a_dry_run_writes_nothing(show: Adopted) -> None:
    before = sorted(show.root.rglob("*"))
    ran = show.take(rss(item(1)), "--dry-run", "--write")
    assert ran.json["written"] == [
        "episodes/2026-01-01-number-1.md",
        "podcast.toml",
        "podcast.lock",
    ]
    assert sorted(show.root.rglob("*")) == before


def test_write_puts_them_into_the_files_and_keeps_their_layout(show: Adopted) -> None:
    path = "episodes/2026-01-01-number-1.md"
    show.write(path, show.read(path).replace("title", "# mine\ntitle", 1))
    notes = show.read(path).partition("\n+++\n")[2]
    ran = show.take(rss(item(1, guid=" a&amp;&quot;b ")), "--write")
    assert ran.exit == 0
    text = show.read(path)
    assert text.startswith('+++\n# mine\ntitle = "Number 1"\n')
    assert 'guid = " a&\\"b "\ndate = 2026-01-01T13:30:07Z\n' in text
    assert text.endswith(notes)
    guid = str(uuid.uuid5(uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "host.example/feed"))
    assert f'guid = "{guid}"' in show.read("podcast.toml")
    (show.root / "podcast.lock").unlink()
    assert show.feed(*AS_OF).exit == 0
    assert show.entries["number-1"]["guid"] == ' a&"b '
    assert ' a&amp;"b </guid>' in show.read("feed/feed.xml")


def test_write_knows_where_the_site_keeps_a_thing(show: Adopted) -> None:
    show.write("podcast.toml", TOML + '[fields]\nguid = "extra.id"\ndate = "published"\n')
    show.take(rss(item(1)), "--write")
    text = show.read("episodes/2026-01-01-number-1.md")
    assert "published = 2026-01-01T13:30:07Z" in text
    assert text.partition("[extra]")[2].count('id = "host-1"') == 1
    show.write("podcast.toml", TOML + '[fields]\nguid = "show/{slug}"\n')
    ran = show.take(rss(item(2)), "--write")
    assert "PK711" in ran.codes
    show.write("podcast.toml", TOML + "[fields]\nguid = []\n")
    assert "PK713" in show.take(rss(item(3)), "--write").codes


@pytest.mark.parametrize(
    ("theirs", "by"),
    [
        ({"url": "http://CDN.example/2.mp3?source=rss"}, "audio URL"),
        ({"url": "https://dts.podtrac.com/redirect.mp3/cdn.example/2.mp3"}, "audio URL"),
        ({"url": "https://host.example/x"}, "title and date"),
        ({"url": "https://host.example/x", "title": "Episode 2: number 2!"}, "title and date"),
        ({"url": "https://host.example/x", "date": "01 Jan 2026 20:00:00 -0500"}, "title and date"),
    ],
)
def test_what_shows_that_two_are_one(show: Adopted, theirs: dict[str, str], by: str) -> None:
    ran = show.take(rss(item(2, **theirs)))
    assert [(row["slug"], row["by"]) for row in ran.json["matched"]] == [("number-2", by)]


def test_a_guid_in_the_file_counts_before_all_else(show: Adopted) -> None:
    show.episode(2, extra='guid = "host-1"\n')
    ran = show.take(rss(item(1, url="https://cdn.example/1.mp3?x")))
    assert [(row["slug"], row["by"]) for row in ran.json["matched"]] == [("number-2", "guid")]


DOUBTFUL = {
    "title": item(2, url="https://host.example/x", date="20 Jan 2026 00:00:00 GMT"),
    "name": item(
        2, url="https://host.example/2.mp3", title="Other", date="20 Jan 2026 00:00:00 GMT"
    ),
    "date": item(2, url="https://host.example/x", title="Number too"),
    "date alone": item(2, url="https://host.example/x", title="Something else"),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_may_be_chance_is_left_out_and_told(show: Adopted, name: str) -> None:
    for number in (1, 3):
        (show.root / f"episodes/2026-01-0{number}-number-{number}.md").unlink()
    ran = show.take(rss(DOUBTFUL[name]))
    assert (ran.json["matched"], ran.codes) == ([], ["PK732"])
    finding = ran.json["findings"][0]
    assert finding["path"] == "episodes/2026-01-02-number-2.md"
    assert 'guid = "host-2"' in finding["hint"]
    # Until it is settled, nothing may be built: the item would come again under another guid.
    assert "PK702" in show.feed(*AS_OF).codes


def test_a_doubtful_one_is_asked(show: Adopted) -> None:
    path = show.root.parent / "host.xml"
    path.write_text(rss(DOUBTFUL["title"]), encoding="utf-8")
    asked: list[str] = []

    def answer(word: str) -> Callable[[dict[str, object]], bool]:
        return lambda row: asked.append(str(row["title"])) is None and word == "yes"

    result = podcastkit.import_feed(str(path), config=show.root, ask=answer("no"), dry_run=True)
    assert (result.matched, len(result.doubtful)) == ((), 1)
    result = podcastkit.import_feed(str(path), config=show.root, ask=answer("yes"))
    assert [row["slug"] for row in result.matched] == ["number-2"]
    assert asked == ["Number 2", "Number 2"]
    assert show.entries["number-2"]["guid"] == "host-2"
    assert result.unmatched_items == ()


def test_an_item_without_a_file_is_kept_from_vanishing(show: Adopted) -> None:
    ran = show.take(rss(*(item(number) for number in (4, 3, 2, 1))))
    assert ran.codes == ["PK730"]
    assert "--allow removed:number-4" in ran.json["findings"][0]["hint"]
    assert show.feed(*AS_OF).codes == ["PK702"]
    show.episode(4)
    assert show.feed(*AS_OF).exit == 0
    assert show.entries["number-4"]["guid"] == "host-4"
    assert show.entries["number-4"]["source"] == "episodes/2026-01-04-number-4.md"


def test_an_item_that_may_vanish_goes_and_is_not_told_again(show: Adopted) -> None:
    text = rss(*(item(number) for number in (4, 3, 2, 1)))
    show.take(text)
    assert show.feed(*AS_OF, "--allow", "removed:number-4").exit == 0
    ran = show.take(text)
    assert (ran.codes, ran.json["changed"]) == ([], False)
    assert show.feed(*AS_OF).exit == 0


def test_an_old_file_that_the_feed_does_not_have_is_told(show: Adopted) -> None:
    ran = show.take(rss(item(3), item(2)))
    assert ran.codes == ["PK731"]
    assert ran.json["unmatched_files"] == ["episodes/2026-01-01-number-1.md"]
    assert show.take(rss(item(2), item(1))).codes == []


def test_items_without_sound_are_listed_and_nothing_else(show: Adopted) -> None:
    text = rss(item(1), "<item><title>Holiday</title><guid>h</guid></item>")
    ran = show.take(text)
    assert ran.json["not_episodes"] == [{"title": "Holiday", "line": 5}]
    assert len(show.entries) == 1
    path = show.root.parent / "host.xml"
    assert '"Holiday" has no sound' in show.run("import", str(path)).out


def test_an_item_without_guid_is_known_by_its_enclosure(show: Adopted) -> None:
    ran = show.take(rss(item(1, guid=None)))
    assert ran.codes == ["PK611"]
    assert show.entries["number-1"]["guid"] == "https://cdn.example/1.mp3"


def test_a_guid_that_stands_twice_is_given_once(show: Adopted) -> None:
    ran = show.take(rss(item(1, guid="x"), item(2, guid="x")))
    assert "PK612" in ran.codes
    assert [slug for slug, entry in show.entries.items() if entry["guid"] == "x"] == ["number-1"]


@pytest.mark.parametrize("where", ["file", "lock", "show file", "show lock"])
def test_a_contradiction_stops_the_import(show: Adopted, where: str) -> None:
    told = "<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>"
    if where == "file":
        show.episode(1, extra='guid = "mine"\n')
    elif where == "show file":
        show.write("podcast.toml", TOML.replace("[show]\n", '[show]\nguid = "mine"\n'))
    else:
        show.feed(*AS_OF)
    guid = "host-1" if where in {"file", "lock"} else None
    text = rss(item(1, guid=guid), channel=told if "show" in where else "")
    if where == "show lock":
        text = rss(channel=told)
        text = text.replace(
            "</channel>", item(1, guid=str(show.entries["number-1"]["guid"])) + "</channel>"
        )
    before = {path: path.read_bytes() for path in show.root.rglob("*") if path.is_file()}
    ran = show.take(text, "--write")
    assert ran.exit == 1
    assert "PK711" in ran.codes
    after = {path: path.read_bytes() for path in show.root.rglob("*") if path.is_file()}
    assert after == before


def test_the_guid_of_the_show_is_the_feeds_or_made_of_its_old_address(show: Adopted) -> None:
    told = "<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>"
    assert show.take(rss(item(1), channel=told), "--dry-run").json["show_guid"] == told[14:50]
    made = str(uuid.uuid5(uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "host.example/feed"))
    assert show.take(rss(item(1))).json["show_guid"] == made
    show.write("podcast.toml", TOML.replace("/feed.xml", "/moved.xml"))
    assert show.take(rss(item(1), channel="<link>x</link>")).json["show_guid"] == made
    assert show.feed(*AS_OF).exit == 0
    assert f"<podcast:guid>{made}</podcast:guid>" in show.read("feed/feed.xml")


def test_a_file_that_does_not_say_where_it_was_served_makes_no_guid(show: Adopted) -> None:
    ran = show.take(rss(item(1), channel="<link>x</link>"))
    assert (ran.exit, ran.codes) == (1, ["PK714"])
    assert not (show.root / "podcast.lock").exists()


def test_a_date_of_the_file_that_is_far_away_counts_and_is_told(show: Adopted) -> None:
    ran = show.take(rss(item(1, date="10 Jan 2026 09:00:00 +0000")))
    assert "PK712" in ran.codes
    assert "date = 2026-01-10T09:00:00Z" in json.dumps(ran.json)


def test_crosswise_sounds_are_seen_through(show: Adopted) -> None:
    """Two files name each other's sounds before the first import: title and date say who is who."""
    ran = show.take(
        rss(item(1, url="https://cdn.example/2.mp3"), item(2, url="https://cdn.example/1.mp3"))
    )
    assert {row["slug"]: row["guid"] for row in ran.json["matched"]} == {
        "number-1": "host-1", "number-2": "host-2",
    }  # fmt: skip


def test_an_import_does_not_hide_swapped_sounds_from_the_guard(show: Adopted) -> None:
    text = rss(*(item(number) for number in (3, 2, 1)))
    show.take(text)
    show.feed(*AS_OF)
    for number, other in ((1, 2), (2, 1)):
        path = f"episodes/2026-01-0{number}-number-{number}.md"
        show.write(path, show.read(path).replace(f"/{number}.mp3", f"/{other}.mp3"))
    assert show.take(text).json["changed"] is False
    assert show.feed(*AS_OF).codes == ["PK703", "PK703"]


def test_imported_figures_are_asked_for_by_the_next_online_run(
    tmp_path: Path, web: Web, sounds: Path
) -> None:
    show = Adopted(tmp_path / "show", TOML.replace('local = ["sound"]', ""))
    data = (sounds / "cbr.mp3").read_bytes()
    url = web.serve("/1.mp3", data)
    show.episode(1)
    path = "episodes/2026-01-01-number-1.md"
    show.write(path, show.read(path).replace("https://cdn.example/1.mp3", url))
    show.take(rss(item(1, url=url)))
    assert show.feed(*AS_OF, "--offline").exit == 0
    assert 'length="123"' in show.read("feed/feed.xml")
    assert show.feed(*AS_OF, env=PRIVATE).json["audio"]["inspected"] == 1
    assert f'length="{len(data)}"' in show.read("feed/feed.xml")
    assert show.entries["number-1"]["audio"]["how"] != "feed"


def test_a_feed_that_told_no_size_tells_nothing_of_the_sound(tmp_path: Path) -> None:
    show = Adopted(tmp_path / "show", TOML.replace('local = ["sound"]', ""))
    show.episode(1)
    show.take(rss(item(1).replace('length="123"', 'length="0"')))
    ran = show.feed(*AS_OF, "--offline")
    assert (ran.exit, ran.codes) == (4, ["PK301"])


def test_all_pages_are_read(show: Adopted, web: Web) -> None:
    for page, number in ((1, 3), (2, 2), (3, 1)):
        next_page = f'<atom:link rel="next" href="/feed{page + 1}"/>' if page < 3 else ""
        body = rss(item(number), item(3), channel=f"<link>x</link>{next_page}")
        web.serve(f"/feed{page}", body.encode(), type="application/rss+xml")
    ran = show.run("import", "--json", web.base + "/feed1")
    assert (ran.exit, ran.json["pages"]) == (0, 3)
    assert [row["slug"] for row in ran.json["matched"]] == ["number-3", "number-2", "number-1"]
    web.serve("/feed2", b"", status=503)
    before = show.read("podcast.lock")
    ran = show.run("import", "--json", web.base + "/feed1")
    assert (ran.exit, show.read("podcast.lock")) == (4, before)
    assert "/feed2" in ran.json["error"]


def test_a_feed_that_has_moved_is_read_where_it_is(show: Adopted, web: Web) -> None:
    moved = f"<itunes:new-feed-url>{web.base}/new</itunes:new-feed-url>"
    old = web.serve("/old", rss(item(1, guid="old"), channel=moved).encode())
    ran = show.run("import", "--json", "--dry-run", old)
    assert (ran.codes, ran.json["feed"]) == (["PK609"], old)
    web.serve("/new", rss(item(1, guid="new")).encode())
    ran = show.run("import", "--json", old)
    assert (ran.json["feed"], ran.json["matched"][0]["guid"]) == (web.base + "/new", "new")


def test_the_projects_own_address_is_not_followed(show: Adopted, web: Web) -> None:
    """Whoever has told his host already where the feed will be must still be able to import it."""
    moved = "<itunes:new-feed-url>https://a.example/feed.xml</itunes:new-feed-url>"
    old = web.serve("/old", rss(item(1), channel=moved).encode())
    ran = show.run("import", "--json", old)
    assert (ran.exit, ran.codes, ran.json["feed"]) == (0, [], old)


def test_a_broken_feed_is_taken_as_far_as_it_goes(show: Adopted) -> None:
    text = rss(item(1, title="A & B"), item(2))
    ran = show.take(text[: text.index("host-2")])
    assert (ran.exit, ran.codes) == (0, ["PK602", "PK603"])
    assert {finding["severity"] for finding in ran.json["findings"]} == {"warning"}
    path = show.root.parent / "host.xml"
    ran = show.run("import", str(path))
    assert "PK602" not in ran.err
    assert "PK603" in ran.err
    assert "PK602" in show.run("import", "-v", str(path)).err


def test_what_cannot_be_imported_says_why(show: Adopted, web: Web) -> None:
    ran = show.run("import", "nowhere.xml")
    assert (ran.exit, "nowhere.xml is not there" in ran.err) == (2, True)
    assert show.run("import", "ftp://a.example/feed").exit == 2
    ran = show.run("import", "--json", web.base + "/nothing")
    assert (ran.exit, "404" in ran.json["error"], ran.json["matched"]) == (4, True, [])
    ran = show.take("<html>no</html>")
    assert (ran.exit, ran.codes) == (1, ["PK601"])
    ran = show.take(rss())
    assert ran.exit == 3
    show.write("podcast.lock", "<<<<<<< HEAD\n")
    ran = show.take(rss(item(1)))
    assert (ran.exit, ran.codes) == (1, ["PK720"])


def test_the_import_is_told_in_words(show: Adopted) -> None:
    path = show.root.parent / "host.xml"
    path.write_text(rss(item(2), item(1)), encoding="utf-8")
    ran = show.run("import", str(path))
    assert ran.out == (
        'episodes/2026-01-02-number-2.md: "Number 2" by its audio URL\n'
        'episodes/2026-01-01-number-1.md: "Number 1" by its audio URL\n'
        "podcast.lock: written\n2 of the feed's 2 episodes matched\n"
    )
    assert (
        show.run("import", str(path)).out
        == "2 of the feed's 2 episodes matched; nothing to change\n"
    )
    assert show.run("import", "--quiet", str(path)).out == ""


def against(show: Adopted, text: str, *args: str) -> object:
    path = show.root.parent / "live.xml"
    path.write_text(text, encoding="utf-8")
    return show.feed(*AS_OF, "--against", str(path), *args)


def test_a_live_feed_is_compared(show: Adopted) -> None:
    live = rss(*(item(number) for number in (3, 2, 1)))
    ran = against(show, live)
    assert (ran.exit, ran.codes) == (1, ["PK701"] * 3)
    assert ran.json["findings"][0]["line"] in {4, 5, 6}
    assert not (show.root / "feed").exists()
    show.write("podcast.lock", "{")
    assert against(show, live).codes == ["PK721"]
    (show.root / "podcast.lock").unlink()
    show.take(live)
    assert against(show, live).exit == 0
    assert against(show, live).json["changed"] is False


def test_what_a_live_feed_has_more_or_less_is_told(show: Adopted) -> None:
    show.feed(*AS_OF)
    have = [item(n, guid=str(show.entries[f"number-{n}"]["guid"])) for n in (3, 2, 1)]
    ran = against(show, rss(item(7), *have))
    assert (ran.exit, ran.codes) == (1, ["PK702"])
    assert against(show, rss(item(7), *have), "--allow", "removed:host-7").exit == 0
    ran = against(show, rss(item(8), item(7), *have), "--allow", "removed")
    assert ran.codes == ["PK705"]
    ran = against(show, rss(*have[:2]))
    assert (ran.exit, ran.codes) == (0, ["PK731"])
    crossed = [item(3, guid=str(show.entries["number-2"]["guid"])),
               item(2, guid=str(show.entries["number-3"]["guid"])), have[2]]  # fmt: skip
    assert against(show, rss(*crossed)).codes == ["PK703", "PK703"]
    told = "<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>"
    assert against(show, rss(*have, channel=told)).codes == ["PK704"]


def test_a_live_feed_that_cannot_be_had_stops_the_run(show: Adopted, web: Web) -> None:
    ran = show.feed(*AS_OF, "--against", web.base + "/gone")
    assert (ran.exit, "404" in ran.json["error"]) == (4, True)
    assert show.feed(*AS_OF, "--offline", "--against", web.base + "/gone").exit == 2
    ran = against(show, "no feed")
    assert (ran.exit, ran.codes) == (1, ["PK601"])
