"""The table of rules: what each code means. A code is never given to another rule."""

from __future__ import annotations

from dataclasses import dataclass

from podcastkit.findings import Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. ``about`` says in a sentence what it finds and why that matters.

    ``stops``: no ``ignore`` lets it pass. ``outside``: the fault lies with a host or the network
    and not with the podcast's files, so the run ends with exit 4 instead of 1.
    """

    code: str
    name: str
    severity: Severity
    about: str
    stops: bool = False
    outside: bool = False


def _rule(
    code: str,
    name: str,
    severity: Severity,
    about: str,
    *,
    stops: bool = False,
    outside: bool = False,
) -> tuple[str, Rule]:
    return code, Rule(
        code=code, name=name, severity=severity, about=about, stops=stops, outside=outside
    )


RULES: dict[str, Rule] = dict(
    [
        _rule("PK001", "unreadable-file", _E, "A file is too large or not UTF-8 text.", stops=True),
        _rule("PK002", "syntax", _E, "A file is not the TOML, YAML or JSON it should be, or a key stands in it twice.", stops=True),
        _rule("PK003", "front-matter-fence", _E, "An episode's front matter has no opening or closing line.", stops=True),
        _rule("PK004", "unknown-key", _E, "podcast.toml has a key that means nothing, often a typing error.", stops=True),
        _rule("PK005", "wrong-value", _E, "A key holds a value of the wrong kind.", stops=True),
        _rule("PK006", "not-built-yet", _I, "A key or file is known but has no effect in this version."),
        _rule("PK007", "near-miss", _I, "A key of the front matter is nearly one that podcastkit reads, and that one is not there."),
        _rule("PK008", "value-left-out", _I, "A key met by chance holds a value that means nothing here, and is left out."),
        _rule("PK009", "number-left-out", _W, "A season or episode number is not positive, and is left out of the feed."),
        _rule("PK010", "leaves-project", _E, "A path leads out of the project, so the file could be anybody's.", stops=True),
        _rule("PK011", "audio-file-missing", _E, "The audio file that an episode names is not there.", stops=True),
        _rule("PK012", "file-missing", _E, "A picture, transcript or chapters file that is named is not there."),
        _rule("PK013", "unrendered-tag", _W, "The notes hold a shortcode or template tag that only the site's generator knows; apps would show it raw."),
        _rule("PK014", "curly-quotes", _E, "A text in TOML begins with a curly quote, which TOML does not know.", stops=True),
        _rule("PK015", "date-disagrees", _W, "The date in the front matter is not the one in the file's or folder's name."),
        _rule("PK020", "title-missing", _E, "An episode has no title.", stops=True),
        _rule("PK021", "audio-missing", _E, "An episode names no audio, so it cannot be an item of a feed.", stops=True),
        _rule("PK022", "date-missing", _E, "Nothing says when an episode was published.", stops=True),
        _rule("PK023", "slug-doubled", _E, "Two episodes have one slug: one's page would overwrite the other's.", stops=True),
        _rule("PK024", "guid-doubled", _E, "Two episodes have one guid: apps would show only one of them.", stops=True),
        _rule("PK025", "audio-doubled", _E, "Two episodes have one audio URL: one of them plays the other's sound.", stops=True),
        _rule("PK026", "slug-unusable", _E, "A slug cannot be a folder's name everywhere.", stops=True),
        _rule("PK028", "audio-without-url", _E, "An audio file of the project has no address at which it will be served.", stops=True),
        _rule("PK029", "path-doubled", _E, "Two episodes' pages have one path: one would overwrite the other.", stops=True),
        _rule("PK030", "template-broken", _E, "A page template of the project's own cannot be rendered.", stops=True),
        _rule("PK101", "show-title-missing", _E, "The show has no title.", stops=True),
        _rule("PK102", "show-description-missing", _E, "The show has no description."),
        _rule("PK103", "show-link-missing", _E, "The show has no home page.", stops=True),
        _rule("PK104", "feed-url-missing", _E, "Nothing says where the feed is served; its guid rests on it.", stops=True),
        _rule("PK105", "show-language-missing", _E, "The show has no language."),
        _rule("PK106", "show-image-missing", _E, "The show has no cover; every directory wants one."),
        _rule("PK210", "description-long", _E, "A description or summary is longer than 4,000 bytes; directories refuse or cut it."),
        _rule("PK301", "audio-unreachable", _E, "The host did not give an episode's audio, so its size and duration are not known.", outside=True),
        _rule("PK302", "not-audio", _E, "What lies at the audio's address is not sound, an error page for example.", stops=True),
        _rule("PK303", "duration-unknown", _W, "The file does not tell its duration; some directories refuse that."),
        _rule("PK304", "figures-disagree", _W, "bytes or duration in the front matter is not what the audio says; the audio wins."),
        _rule("PK305", "audio-skipped", _W, "An episode was left out because its audio could not be reached (--skip-unreachable)."),
        _rule("PK306", "audio-as-written", _W, "The audio could not be reached, so bytes and duration of the front matter stand in the feed."),
        _rule("PK307", "refresh-failed", _W, "A refresh could not reach the audio; the lock's facts stay."),
        _rule("PK308", "duration-estimated", _I, "How long the audio is was estimated: the file's own headers do not prove it."),
        _rule("PK309", "audio-varies", _W, "The host gives another file each time it is asked, as with adverts put in on the way; size and duration in the feed are those of one of them."),
        _rule("PK310", "length-not-in-header", _W, "An MP3 does not say how long it is, or says it wrongly: players show a wrong length and jump to wrong places. All of it was counted for the feed."),
        _rule("PK311", "read-limit", _W, "The duration was estimated because reading the audio whole would have gone beyond [audio] max_read."),
        _rule("PK501", "chapter-past-end", _E, "A chapter begins behind the end of the sound."),
        _rule("PK502", "own-chapter-past-end", _W, "A chapter in the audio file begins behind the end of the sound, and is left out."),
        _rule("PK601", "feed-unreadable", _E, "A feed cannot be read at all: it is none, or too large.", stops=True),
        _rule("PK602", "feed-not-well-formed", _E, "A feed is not XML: a bare &, a tag that is not closed. Strict readers show nothing of it."),
        _rule("PK603", "feed-cut", _E, "A feed ends in the middle: the rest of its items is missing."),
        _rule("PK604", "beside-the-feed", _E, "Something stands before a feed's declaration or behind its end; strict readers show nothing."),
        _rule("PK605", "feed-encoding", _E, "A feed is not UTF-8, or not in the encoding that it declares."),
        _rule("PK606", "feed-doctype", _W, "A feed has a document type. It is not read, for it could define or load anything."),
        _rule("PK607", "feed-namespace", _E, "A namespace is not written to the letter, or a prefix is not declared: apps do not find its tags."),
        _rule("PK608", "feed-tag-case", _E, "A tag's capital letters are wrong; some apps do not find it."),
        _rule("PK609", "feed-moved", _W, "A feed says that it has moved, but what is there cannot be read."),
        _rule("PK610", "item-without-enclosure", _I, "An item of a feed has no sound: it is no episode."),
        _rule("PK611", "item-without-guid", _E, "An item has no guid, so each app makes up its own; any change may download it again."),
        _rule("PK612", "item-guid-doubled", _E, "Two items have one guid, or one item has two: apps show only one."),
        _rule("PK613", "item-guid-odd", _W, "A guid is a short number, or has blanks at its ends. It must stay as it is all the same."),
        _rule("PK614", "item-date-odd", _W, "A date is not written as RFC 2822 wants it; some apps cannot read it."),
        _rule("PK615", "item-date-unreadable", _E, "An item has no date, or one that nobody can read."),
        _rule("PK616", "item-length-unknown", _W, "An enclosure does not tell how many bytes its sound has."),
        _rule("PK617", "item-duration-odd", _W, "A duration is neither seconds nor H:M:S; apps show another one, or none."),
        _rule("PK701", "guid-changed", _E, "The guid of a published episode changed: every subscriber would download it again.", stops=True),
        _rule("PK702", "episode-removed", _E, "A published episode is gone, a draft again, or moved to the future.", stops=True),
        _rule("PK703", "swapped", _E, "Two published episodes exchanged their guids or their sounds: apps would show one and play the other.", stops=True),
        _rule("PK704", "show-guid-changed", _E, "podcast:guid changed: directories would take the show for another one.", stops=True),
        _rule("PK705", "feed-shrunk", _E, "More than a tenth of the published episodes would vanish at once, as when a folder was copied by half.", stops=True),
        _rule("PK706", "first-build", _E, "A show that may have subscribers is built without a lock.", stops=True),
        _rule("PK707", "enclosure-changed", _W, "The audio URL of a published episode changed."),
        _rule("PK708", "date-moved", _W, "The date of a published episode moved by more than a day."),
        _rule("PK709", "audio-changed", _W, "A published episode's audio is another than before, under the same address: who has downloaded it keeps the old one."),
        _rule("PK710", "foreign-file", _E, "A file that podcastkit did not write stands where it would write.", stops=True),
        _rule("PK711", "import-contradicted", _E, "The project knows an episode or the show by another guid than the feed that is imported.", stops=True),
        _rule("PK712", "import-date", _W, "A file's date is not the one of the feed, and counts; apps sort by it."),
        _rule("PK713", "import-not-written", _W, "What the feed says could not be written into a file; the lock keeps it."),
        _rule("PK714", "import-address-unknown", _E, "A show without podcast:guid is imported from a file that does not say where it was served.", stops=True),
        _rule("PK720", "lock-conflict", _E, "The lock holds the marks of a merge that was not finished.", stops=True),
        _rule("PK721", "lock-broken", _E, "The lock cannot be read.", stops=True),
        _rule("PK730", "item-without-file", _W, "An item of the imported feed is no episode here: it would vanish for its subscribers."),
        _rule("PK731", "file-without-item", _W, "An old episode is not in the imported feed: apps would take it for a new one."),
        _rule("PK732", "match-doubtful", _W, "An episode and an item of the imported feed may be one; somebody has to say so."),
    ]
)  # fmt: skip
"""All rules by code, in order."""

TOLD_ONCE = frozenset({"PK709"})
"""Findings about a change that the run itself takes over: the next run has none to tell of."""
