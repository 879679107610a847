"""Write feeds with one defect each, made from the sample feed: ``python tools/defects.py FOLDER``.

Each defect is one replacement, and names the rule that must find it. The tests hold every one of
them against ``podcastkit validate``; the folder is for trying other validators on the same feeds.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "feed" / "feed.xml"


@dataclass(frozen=True)
class Defect:
    """One defect: ``old`` (a regular expression) becomes ``new``, once, and ``code`` finds it.

    ``also`` are the codes of errors that such a feed has by necessity as well; ``every`` replaces
    all places; ``then`` is a second replacement.
    """

    name: str
    code: str
    old: str
    new: str
    also: tuple[str, ...] = ()
    every: bool = False
    then: tuple[str, str] | None = None

    def of(self, feed: str) -> str:
        """The feed with the defect. Raises ``ValueError`` where there is nothing to replace."""
        made, count = re.subn(
            self.old, lambda _: self.new, feed, count=0 if self.every else 1, flags=re.DOTALL
        )
        if not count or made == feed:
            raise ValueError(f"{self.name}: the sample feed has no {self.old}")
        return re.sub(self.then[0], self.then[1], made, count=1) if self.then else made


def _lost(name: str, code: str, tag: str, **more: object) -> Defect:
    return Defect(f"{name} missing", code, rf"    <{tag}[ >/].*?\n", "", **more)  # type: ignore[arg-type]


def _in_channel(name: str, code: str, xml: str) -> Defect:
    return Defect(name, code, "    <item>", f"    {xml}\n    <item>")


def _in_item(name: str, code: str, xml: str) -> Defect:
    return Defect(name, code, "      <itunes:duration>", f"      {xml}\n      <itunes:duration>")


_ENCLOSURE = r'<enclosure url="([^"]*)" length="\d+" type="audio/mpeg"/>'
_SOUND = "https://cdn.example.org/audio/notes-people-read.mp3"


def _sound(name: str, code: str, url: str = _SOUND, length: str = "224418",
           kind: str = "audio/mpeg", also: tuple[str, ...] = ()) -> Defect:  # fmt: skip
    new = f'<enclosure url="{url}" length="{length}" type="{kind}"/>'
    return Defect(name, code, _ENCLOSURE, new, also)


DEFECTS: tuple[Defect, ...] = (
    # the document
    Defect("bare ampersand", "PK602", "The Feed Bench", "Feeds & Benches"),
    Defect("item not closed", "PK602", "    </item>\n", ""),
    Defect("cut off", "PK603", r"    <item>\n      <title>True durations.*", "    <item><title>True"),
    Defect("blank line first", "PK604", r"\A", "\n"),
    Defect("text behind the end", "PK604", r"</rss>", "</rss>\nGenerated in 12 ms"),
    Defect("wrong encoding declared", "PK605", 'encoding="UTF-8"', 'encoding="ISO-8859-1"'),
    Defect("document type", "PK606", "<rss ", '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss '),
    Defect("itunes namespace", "PK607", r"podcast-1\.0\.dtd", "Podcast-1.0.dtd"),
    Defect("podcast namespace", "PK607", "https://podcastindex", "http://podcastindex"),
    Defect("case of pubDate", "PK608", r"      <pubDate>(.*?)</pubDate>", "      <pubdate>Wed, 17 Jun 2026 07:00:00 +0000</pubdate>"),
    Defect("version", "PK620", 'version="2.0"', 'version="0.92"'),
    Defect("no version", "PK620", ' version="2.0"', ""),
    Defect("another first tag", "PK620", "<rss ", "<rss2 ", then=("</rss>", "</rss2>")),
    Defect("attribute without quotes", "PK602", 'version="2.0"', "version=2.0"),
    Defect("another address under the usual prefix", "PK607", r"dtds/podcast-1\.0\.dtd", "podcast", also=("PK106", "PK114")),
    _in_item("element without namespace", "PK621", "<duration>40</duration>"),
    _in_channel("unknown itunes tag", "PK622", "<itunes:authors>Ada</itunes:authors>"),
    _in_item("unknown podcast tag", "PK623", '<podcast:transcripts url="https://a.example/t.vtt"/>'),
    _in_item("podcast tag in the wrong parent", "PK624", "<podcast:medium>podcast</podcast:medium>"),
    _in_channel("language twice", "PK625", "<language>de</language>"),
    _in_item("title twice", "PK625", "<title>Another</title>"),
    Defect("image without title", "PK626", r"      <title>The Feed Bench</title>\n", ""),
    Defect("image in another format", "PK627", r"<url>.*?</url>", "<url>https://example.org/cover.webp</url>"),
    Defect("large", "PK628", "      <content:encoded>", "      <!-- -->" + "<content:encoded>".rjust(1) + "Words. " * 150_000),
    Defect("too large", "PK629", "      <content:encoded>", "      <content:encoded>" + "Words. " * 800_000),
    _in_channel("dead tag", "PK630", "<itunes:keywords>feeds</itunes:keywords>"),
    Defect("relative address", "PK631", r'<itunes:image href=".*?"', '<itunes:image href="/cover.jpg"'),
    Defect("relative link", "PK631", "<link>https://example.org/episodes/", "<link>/episodes/"),
    Defect("HTML as elements", "PK637", "<description>A small show", "<description>A <b>small</b> show"),
    _in_channel("next page is this page", "PK632", '<atom:link rel="next" href="https://example.org/feed.xml"/>'),
    Defect("escaped twice", "PK633", "<description>A small", "<description>&amp;amp;lt;p&amp;amp;gt;A small"),
    Defect("HTML not closed", "PK634", "under a heading of its own.</p>", 'under <a href="https://a.example">a heading.</p>'),
    Defect("HTML badly nested", "PK634", "<em>the specification</em>, not <em>here</em>", "<em>the <b>specification</em></b>"),
    # the show
    _lost("show title", "PK101", "title"),
    _lost("show description", "PK102", "description"),
    _lost("show link", "PK103", "link"),
    _lost("self link", "PK104", "atom:link"),
    _lost("language", "PK105", "language"),
    _lost("cover", "PK106", "itunes:image"),
    Defect("title with more than the name", "PK107", "<title>The Feed Bench<", "<title>The Feed Bench | Tech News<"),
    Defect("long description", "PK108", "<description>A small", "<description>" + "ä" * 2001),
    Defect("language name", "PK109", "<language>en<", "<language>english<"),
    Defect("no category", "PK110", r'    <itunes:category text="Technology"/>.*?</itunes:category>\n', ""),
    Defect("unknown category", "PK111", 'text="Technology"', 'text="Gadgetry"'),
    Defect("category in other letters", "PK111", 'text="Technology"', 'text="technology"'),
    Defect("obsolete category", "PK112", 'text="Technology"', 'text="News &amp; Politics"'),
    Defect("subcategory of another", "PK113", 'text="How To"', 'text="Tech News"'),
    Defect("explicit missing", "PK114", r"    <itunes:explicit>false</itunes:explicit>\n", ""),
    _lost("author", "PK116", "itunes:author"),
    Defect("owner without address", "PK117", r"      <itunes:email>.*?\n", ""),
    Defect("bad e-mail", "PK118", "bench@example.org</itunes:email>", "bench at example.org</itunes:email>"),
    Defect("unknown type", "PK119", "<itunes:type>episodic", "<itunes:type>weekly"),
    Defect("copyright sign", "PK120", "<copyright>Ada", "<copyright>© 2026 Ada"),
    _in_channel("blocked", "PK121", "<itunes:block>Yes</itunes:block>"),
    _in_channel("complete", "PK122", "<itunes:complete>Yes</itunes:complete>"),
    _in_channel("moved elsewhere", "PK123", "<itunes:new-feed-url>https://b.example/feed.xml</itunes:new-feed-url>"),
    Defect("summary repeats", "PK124", r"    <description>(A small.*?)</description>",
           "    <description>One text.</description>\n    <itunes:summary>One text.</itunes:summary>"),
    _lost("podcast:guid", "PK125", "podcast:guid"),
    Defect("podcast:guid is no UUID", "PK126", "<podcast:guid>bab2", "<podcast:guid>show-bab2"),
    Defect("HTML in the show's title", "PK127", "<title>The Feed Bench<", "<title>The &lt;b&gt;Feed&lt;/b&gt; Bench<"),
    Defect("blank before the author", "PK128", "<itunes:author>Ada", "<itunes:author> Ada"),
    Defect("relative link in the notes", "PK636", 'href="https://example.org/checklist"', 'href="/checklist"'),
    # an episode
    Defect("episode without title", "PK020", r"      <title>Notes that people read</title>\n      (.*?)      <itunes:title>.*?\n",
           '      <link>https://example.org/a/</link>\n      <description>A</description>\n      <guid isPermaLink="false">a</guid>\n'
           f'      <enclosure url="{_SOUND}" length="224418" type="audio/mpeg"/>\n      <pubDate>Wed, 17 Jun 2026 07:00:00 +0000</pubDate>\n'),
    Defect("title with the show's name", "PK201", "<title>Notes that", "<title>The Feed Bench: Notes that"),
    Defect("title with a number", "PK202", r"<title>What a feed is</title>(.*?)<itunes:title>.*?</itunes:title>|<title>True durations</title>", "<title>#2: True durations</title>"),
    Defect("blank before a title", "PK203", "<itunes:subtitle>Cleo", "<itunes:subtitle> Cleo"),
    Defect("long subtitle", "PK204", "<itunes:subtitle>Cleo", "<itunes:subtitle>" + "x" * 256),
    Defect("HTML in a title", "PK205", "<title>True durations", "<title>True &amp;amp; false durations"),
    Defect("control character in a title", "PK206", "<title>True durations", "<title>True\u0085\u0086 durations"),
    Defect("long episode description", "PK210", "How long is an MP3", "ä" * 2001),
    Defect("table in a description", "PK211", "<p>Links at the top", "<table><tr><td>A</td></tr></table><p>Links at the top"),
    Defect("no link", "PK212", r"      <link>https://example.org/episodes/.*?\n", ""),
    Defect("nothing said", "PK213", r"      <description>.*?</content:encoded>\n", ""),
    Defect("number with a letter", "PK220", "<itunes:episode>3<", "<itunes:episode>3a<"),
    Defect("number twice", "PK221", "<itunes:episode>2<", "<itunes:episode>3<"),
    Defect("unknown episode type", "PK222", "<itunes:episodeType>full", "<itunes:episodeType>normal"),
    Defect("date of 1970", "PK223", r"      <pubDate>.*?<", "      <pubDate>Thu, 01 Jan 1970 00:00:00 +0000<"),
    Defect("guid is no link", "PK224", ' isPermaLink="false"', ""),
    Defect("explicit yes", "PK225", "<itunes:explicit>false", "<itunes:explicit>yes"),
    Defect("serial without numbers", "PK226", r"<itunes:type>episodic", "<itunes:type>serial",
           then=(r"      <itunes:episode>3</itunes:episode>\n", "")),
    Defect("trailers alone", "PK227", r"<itunes:episodeType>\w+<", "<itunes:episodeType>trailer<", every=True),
    Defect("one sound twice", "PK228", "audio/true-durations.mp3", "audio/notes-people-read.mp3"),
    # its sound
    _sound("type audio/mp3", "PK320", kind="audio/mp3"),
    _sound("no ending", "PK321", url="https://cdn.example.org/audio?id=1"),
    _sound("type of another file", "PK322", url="https://cdn.example.org/audio/a.m4a"),
    Defect("two enclosures", "PK323", "      <enclosure ", '      <enclosure url="https://cdn.example.org/b.mp3" length="224418" type="audio/mpeg"/>\n      <enclosure '),
    _sound("blank in an address", "PK324", url="https://cdn.example.org/audio/a b.mp3"),
    Defect("no duration", "PK325", r"      <itunes:duration>.*?\n", ""),
    _sound("size of an error page", "PK326", length="512"),
    Defect("for Spotify", "PK327", r'length="224418"(.*?)<itunes:duration>40<',
           'length="250000000" type="audio/mpeg"/>\n      <pubDate>Wed, 17 Jun 2026 07:00:00 +0000</pubDate>\n      <itunes:duration>9000<'),
    # an item
    Defect("no enclosure", "PK610", r"      <enclosure .*?\n", ""),
    Defect("no guid", "PK611", r"      <guid .*?\n", ""),
    Defect("guid twice", "PK612", "      <guid ", '      <guid isPermaLink="false">other</guid>\n      <guid '),
    Defect("guid of a number", "PK613", r'isPermaLink="false">[^<]*', 'isPermaLink="false">12'),
    Defect("ISO date", "PK614", r"      <pubDate>.*?<", "      <pubDate>2026-06-17T07:00:00Z<"),
    Defect("wrong weekday", "PK614", "      <pubDate>Wed, 17 Jun", "      <pubDate>Tue, 17 Jun"),
    Defect("date that is none", "PK615", r"      <pubDate>.*?<", "      <pubDate>last week<"),
    _sound("length 0", "PK616", length="0"),
    Defect("duration in words", "PK617", "<itunes:duration>40", "<itunes:duration>forty seconds"),
    Defect("date without a zone", "PK618", r"      <pubDate>.*?<", "      <pubDate>Wed, 17 Jun 2026 07:00:00<"),
    Defect("duration with a fraction", "PK635", "<itunes:duration>40", "<itunes:duration>40.5"),
    # the podcast namespace
    Defect("locked true", "PK640", 'example.org">yes<', 'example.org">true<'),
    Defect("funding without address", "PK641", r'<podcast:funding url="[^"]*"', "<podcast:funding"),
    Defect("unknown medium", "PK642", "<podcast:medium>podcast", "<podcast:medium>radio"),
    _in_channel("trailer without date", "PK643", '<podcast:trailer url="https://a.example/t.mp3">Soon</podcast:trailer>'),
    _in_channel("trailer with an ISO date", "PK644", '<podcast:trailer url="https://a.example/t.mp3" pubdate="2026-01-05">Soon</podcast:trailer>'),
    _in_channel("block of an unknown service", "PK645", '<podcast:block id="nobody">yes</podcast:block>'),
    _in_channel("rule that is none", "PK646", '<podcast:updateFrequency rrule="weekly">Weekly</podcast:updateFrequency>'),
    _in_channel("podping yes", "PK647", '<podcast:podping usesPodping="yes"/>'),
    _in_channel("remote item without guid", "PK648", '<podcast:remoteItem feedUrl="https://a.example/f.xml"/>'),
    _in_channel("empty podroll", "PK649", "<podcast:podroll/>"),
    _in_channel("long txt", "PK650", f"<podcast:txt>{'x' * 4001}</podcast:txt>"),
    _in_channel("chat without protocol", "PK651", '<podcast:chat server="irc.example.org"/>'),
    _in_channel("live item without status", "PK652", '<podcast:liveItem start="2026-01-05T09:00:00Z"><podcast:contentLink href="https://a.example">A</podcast:contentLink></podcast:liveItem>'),
    Defect("unknown role", "PK655", 'role="guest"', 'role="speaker"'),
    _in_item("soundbite by the clock", "PK656", '<podcast:soundbite startTime="1:13" duration="60"/>'),
    _in_item("long soundbite", "PK657", '<podcast:soundbite startTime="1" duration="500"/>'),
    _in_channel("coordinates without geo", "PK658", '<podcast:location geo="30.2,-97.7">Austin</podcast:location>'),
    Defect("season in words", "PK659", "<podcast:season>1", "<podcast:season>one"),
    Defect("episode in words", "PK660", "<podcast:episode>3", "<podcast:episode>three"),
    Defect("license in words", "PK661", "<podcast:license>cc-by-4.0", "<podcast:license>All rights reserved"),
    _in_channel("ratio with a colon", "PK662", '<podcast:image href="https://a.example/a.jpg" aspect-ratio="16:9"/>'),
    _in_item("alternate enclosure without source", "PK663", '<podcast:alternateEnclosure type="audio/opus"/>'),
    _in_item("source without uri", "PK664", '<podcast:alternateEnclosure type="audio/opus"><podcast:source/></podcast:alternateEnclosure>'),
    _in_item("integrity by md5", "PK665", '<podcast:alternateEnclosure type="audio/opus"><podcast:source uri="https://a.example/a.opus"/><podcast:integrity type="md5" value="x"/></podcast:alternateEnclosure>'),
    _in_item("unknown protocol", "PK666", '<podcast:socialInteract protocol="mastodon" uri="https://a.example/1"/>'),
    _in_item("content link without words", "PK667", '<podcast:contentLink href="https://a.example"/>'),
    _in_channel("value without recipient", "PK670", '<podcast:value type="lightning" method="keysend"/>'),
    _in_channel("recipient without address", "PK671", '<podcast:value type="lightning" method="keysend"><podcast:valueRecipient type="node" split="1"/></podcast:value>'),
    _in_item("split without end", "PK672", '<podcast:value type="lightning" method="keysend"><podcast:valueRecipient type="node" address="a" split="1"/><podcast:valueTimeSplit startTime="1"><podcast:valueRecipient type="node" address="a" split="1"/></podcast:valueTimeSplit></podcast:value>'),
    Defect("transcript of type vtt", "PK503", 'type="text/vtt"', 'type="vtt"'),
    Defect("chapters of type text", "PK504", 'type="application/json\\+chapters"', 'type="text/plain"'),
)  # fmt: skip
"""All defects, by the tables of what a podcast must satisfy."""


def main() -> int:
    """Write the feeds, each under the code of its rule and its name."""
    if len(sys.argv) != 2:
        sys.stderr.write(f"{(__doc__ or '').splitlines()[0]}\n")
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    feed = SAMPLE.read_text(encoding="utf-8")
    for defect in DEFECTS:
        name = f"{defect.code}-{re.sub(r'[^a-z0-9]+', '-', defect.name.lower()).strip('-')}.xml"
        (folder / name).write_text(defect.of(feed), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(DEFECTS)} feeds written into {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
