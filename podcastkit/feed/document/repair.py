"""Text that is nearly XML to XML, line for line, with a problem for each thing that was mended.

Used only for a feed that an XML parser refuses. What comes out has as many lines above each
element as what came in; it has no document type and therefore no entity of its own, so nothing in
it can grow, and nothing is read from anywhere. Every search goes forward only: the time is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcastkit.feed.document.namespaces import NAMESPACES
from podcastkit.feed.document.prolog import Prolog
from podcastkit.feed.document.references import UNREADABLE, referred
from podcastkit.feed.document.syntax import ATTRIBUTE, END, ILLEGAL, MARK, REFERENCE, Search
from podcastkit.feed.document.unquoted import tag_at

if TYPE_CHECKING:
    from podcastkit.feed.document.notes import Notes

_DEEPEST = 100
_NOTHING = re.compile(r"(?:[ \t\r\n]+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_MOST_REPAIRS = 200_000
_RESERVED = frozenset({"http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"})

_FLAT = frozenset(
    {"title", "link", "guid", "pubdate", "description", "enclosure", "author", "category",
     "comments", "content:encoded", "itunes:duration", "itunes:title", "itunes:author",
     "itunes:subtitle", "itunes:summary", "itunes:explicit", "itunes:episode", "itunes:season",
     "itunes:episodetype", "itunes:keywords", "itunes:block"}
)  # fmt: skip
"""Elements of an item that hold text and none of each other: the next one ends an open one."""


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet: where it stands in the text and in the output."""

    name: str
    line: int
    place: int
    prefixes: tuple[str, ...]


class CutError(Exception):
    """The text ends at a place where XML cannot end."""


class HopelessError(Exception):
    """There is so much wrong with the text that it is no feed."""


def repaired(text: str, notes: Notes) -> str:
    """XML that says what the text was meant to say; ``""`` where there is no element at all.

    Raises ``HopelessError`` for what nobody meant to be a feed.
    """
    root = Prolog(text, notes).root()
    if root is None:
        return ""
    return _Repair(text, notes).run(root)


def _blank(text: str) -> str:
    return "\n" * text.count("\n")


class _Repair:
    """Goes through the text once, from mark to mark, and writes what should stand there."""

    def __init__(self, text: str, notes: Notes) -> None:
        self.text = text
        self.notes = notes
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.line = 1
        self.counted = 0
        self.repairs = 0
        self.undeclared: dict[str, None] = {}
        self.declared: dict[str, int] = {"xml": 1}
        self.search = Search(text)

    def run(self, root: int) -> str:
        self.out = [_blank(self.text[:root]), "", ""]
        place = root
        try:
            while place < len(self.text):
                found = MARK.search(self.text, place)
                end = found.start() if found else len(self.text)
                self.out.append(self.text[place:end])
                self._count(end)
                place = self._mark(found[0], end) if found else end
                if not self.open:
                    self._behind(place)
                    return self._joined()
        except CutError:
            pass
        self._cut()
        return self._joined()

    def _joined(self) -> str:
        """The output, with the prefixes declared at the root that nobody declared."""
        if not self.out[1]:
            return ""
        more = "".join(
            f' xmlns:{prefix}="{NAMESPACES.get(prefix, "urn:undeclared:" + prefix)}"'
            for prefix in self.undeclared
        )
        self.out[2] = more
        return "".join(self.out)

    def _count(self, place: int) -> None:
        if place > self.counted:
            self.line += self.text.count("\n", self.counted, place)
            self.counted = place

    def _note(self, code: str, place: int, message: str, hint: str | None = None) -> None:
        self.repairs += 1
        if self.repairs > _MOST_REPAIRS:
            raise HopelessError(f"it has more than {_MOST_REPAIRS:,} faults")
        self._count(place)
        full = self.notes.is_full(code)
        column = None if full else place - self.text.rfind("\n", 0, place)
        line = self.line - self.text.count("\n", place, self.counted)
        self.notes.add(code, line, column, message, hint)

    def _mark(self, mark: str, place: int) -> int:
        """Deal with what begins at a mark; returns where to go on."""
        text = self.text
        if mark == "&":
            return self._reference(place)
        if mark == "]]>":
            self._note("PK602", place, "]]> stands outside of CDATA", "write it as ]]&gt;")
            self.out.append("]]&gt;")
            return place + len(mark)
        if mark != "<":
            self._note("PK602", place, f"U+{ord(mark):04X} is a character that XML may not hold")
            self.out.append(UNREADABLE)
            return place + 1
        if text.startswith("<![CDATA[", place):
            return self._cdata(place)
        if text.startswith("<!--", place):
            return self._dropped(place, "-->", "a comment")
        if text.startswith("<?", place):
            return self._dropped(place, "?>", "an instruction")
        end = END.match(text, place)
        if end:
            self._close(end, place)
            return end.end()
        tag, behind = self._tag(place)
        if tag and len(self.open) < _DEEPEST:
            self._start(tag, place)
            return behind
        if self.search.find(">", place) < 0:
            raise CutError
        why = "elements are nested too deeply" if tag else "a < begins no tag"
        self._note("PK602", place, why, "write it as &lt;")
        self.out.append("&lt;")
        return place + 1

    def _tag(self, place: int) -> tuple[re.Match[str] | None, int]:
        """The tag that begins at a ``<``, as XML wants it, and where what is written of it ends."""
        tag, behind, right = tag_at(self.text, place)
        if right:
            self._note("PK602", place, "an attribute has no quotes around it", right)
        return tag, behind

    def _cdata(self, place: int) -> int:
        end = self.search.find("]]>", place)
        if end < 0:
            raise CutError
        content = self.text[place:end]
        if ILLEGAL.search(content):
            self._note("PK602", place, "CDATA holds characters that XML may not hold")
            content = ILLEGAL.sub(UNREADABLE, content)
        self.out.append(content)
        return end

    def _dropped(self, place: int, ending: str, what: str) -> int:
        """Leave out a comment or an instruction: no reader needs them."""
        end = self.search.find(ending, place + 2)
        if end < 0:
            self._note("PK602", place, f"{what} is not closed")
            raise CutError
        self.out.append(_blank(self.text[place:end]))
        return end

    def _reference(self, place: int) -> int:
        found = REFERENCE.match(self.text, place)
        written = found[0] if found else "&"
        self.out.append(self._referred(found, place))
        return place + len(written)

    def _referred(self, found: re.Match[str] | None, place: int) -> str:
        """What a reference stands for, as XML knows it."""
        meant, fault = referred(found)
        if fault is not None:
            self._note("PK602", place, *fault)
        return meant

    def _start(self, tag: re.Match[str], place: int) -> None:
        name, attributes, empty = tag[1], tag[2], bool(tag["empty"])
        folded = name.lower()
        if folded == "item":
            self._close_down_to("item", place)
        elif folded in _FLAT:
            self._close_flat(place)
        head = f"<{name}"
        prefixes: tuple[str, ...] = ()
        if attributes:
            attributes, prefixes = self._attributes(attributes, place + tag.start(2) - tag.start())
        for prefix in prefixes:
            self.declared[prefix] = self.declared.get(prefix, 0) + 1
        for prefixed in (name, *(found[1] for found in ATTRIBUTE.finditer(attributes))):
            self._use(prefixed, place)
        self._count(place)
        if not self.open and self.out[1] == "":
            self.out[1] = head  # the declarations of the undeclared prefixes come behind it
        else:
            self.out.append(head)
        self.out.append(f"{attributes}{'/' if empty else ''}>")
        if empty:
            self._forget(prefixes)
        else:
            line = self.line - self.text.count("\n", place, self.counted)
            self.open.append(_Open(name, line, len(self.out) - 2, prefixes))

    def _use(self, name: str, place: int) -> None:
        """Note a prefix that nothing declares; it will be declared at the root."""
        prefix, colon, _ = name.partition(":")
        if not colon or prefix == "xmlns" or self.declared.get(prefix) or prefix in self.undeclared:
            return
        self.undeclared[prefix] = None
        uri = NAMESPACES.get(prefix)
        hint = f'put xmlns:{prefix}="{uri}" into the first tag' if uri else None
        self._note("PK607", place, f"the prefix {prefix} is declared nowhere", hint)

    def _attributes(self, written: str, place: int) -> tuple[str, tuple[str, ...]]:
        """Attributes as XML wants them, and the prefixes that they declare."""
        parts, prefixes, seen = [], [], set()
        for found in ATTRIBUTE.finditer(written):
            name, value, spot = found[1], found[2], place + found.start(1)
            before, _, local = name.partition(":")
            reserved = before == "xmlns" and (
                local in {"xml", "xmlns"} or value[1:-1] in _RESERVED or (local and not value[1:-1])
            )
            if name in seen or reserved:
                self._note("PK602", spot, f"the attribute {name} stands twice or is not allowed",
                           "keep the first one")  # fmt: skip
                parts.append(_blank(found[0]))
                continue
            seen.add(name)
            if before == "xmlns" and local:
                prefixes.append(local)
            gap = written[found.start() : found.start(1)]
            parts.append(f"{gap}{name}={self._value(value, spot)}")
        return "".join(parts), tuple(prefixes)

    def _value(self, value: str, place: int) -> str:
        if ILLEGAL.search(value):
            self._note("PK602", place, "an attribute holds characters that XML may not hold")
            value = ILLEGAL.sub(UNREADABLE, value)
        if "&" not in value:
            return value
        parts, last = [], 0
        while (amp := value.find("&", last)) >= 0:
            found = REFERENCE.match(value, amp)
            parts += [value[last:amp], self._referred(found, place)]
            last = amp + (len(found[0]) if found else 1)
        return "".join([*parts, value[last:]])

    def _close(self, end: re.Match[str], place: int) -> None:
        """An end tag: it closes the nearest open element of its name, in the same item."""
        name = end[1].lower()
        for depth in range(len(self.open) - 1, -1, -1):
            opened = self.open[depth].name.lower()
            if opened == name:
                if self.open[depth].name != end[1]:
                    self._note("PK602", place, f"</{end[1]}> is written otherwise than "
                               f"<{self.open[depth].name}>", "use the same letters")  # fmt: skip
                self._pop_to(depth, place)
                return
            if opened == "item" and name not in {"channel", "rss", "rdf:rdf", "feed"}:
                break
        self._note("PK602", place, f"</{end[1]}> closes nothing", "remove it")

    def _pop_to(self, depth: int, place: int) -> None:
        for opened in reversed(self.open[depth:]):
            if opened is not self.open[depth]:
                self._not_closed(opened, place)
            self.out.append(f"</{opened.name}>")
            self._forget(opened.prefixes)
        del self.open[depth:]

    def _not_closed(self, opened: _Open, place: int) -> None:
        message = f"<{opened.name}> of line {opened.line} is not closed"
        self._note("PK602", place, message, f"put </{opened.name}> where it ends")

    def _close_down_to(self, name: str, place: int) -> None:
        """A new item ends the one that is still open, and all in it."""
        for depth, opened in enumerate(self.open):
            if depth and opened.name.lower() == name:
                self._not_closed(opened, place)
                self._pop_to(depth, place)
                return

    def _close_flat(self, place: int) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            name = self.open[depth].name.lower()
            if name in _FLAT:
                self._not_closed(self.open[depth], place)
                self._pop_to(depth, place)
                return
            if name in {"item", "channel"}:
                return

    def _forget(self, prefixes: tuple[str, ...]) -> None:
        for prefix in prefixes:
            self.declared[prefix] -= 1

    def _behind(self, place: int) -> None:
        """What follows the end of the feed."""
        nothing = _NOTHING.match(self.text, place)
        start = nothing.end() if nothing else place
        if start < len(self.text):
            shown = " ".join(self.text[start : start + 80].split())[:40]
            message = f'"{shown}" stands behind the end of the feed, and is not read'
            self._note("PK604", start, message, "remove it")

    def _cut(self) -> None:
        """The text ends too early: close what is open, but leave out the item that is not whole."""
        if not self.open:
            return
        item = next((o for o in self.open if o.name.lower() == "item"), None)
        self._count(len(self.text))
        message = f"the feed ends in the middle of <{self.open[-1].name}>"
        if item is not None:
            message += f"; the item that begins in line {item.line} is not whole, and is left out"
            del self.out[item.place :]
            del self.open[self.open.index(item) :]
            if not self.open:
                self.out = ["", "", ""]
        last = self.text.rfind("\n") + 1
        self.notes.add("PK603", self.line, len(self.text) - last + 1, message,
                       "it was not saved or sent to its end: get it anew")  # fmt: skip
        self.out += [f"</{opened.name}>" for opened in reversed(self.open)]
        self.open.clear()
