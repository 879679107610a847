"""Which of the names that lines seem to begin with are those of speakers.

Any sentence may begin with something that looks like one (*Remember: …*). So a name counts by how
it is set off, how often it comes, and what the rest of the transcript does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from podcastkit.timed.markdown.labels import Style
from podcastkit.timed.speakers import is_name, is_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from podcastkit.timed.markdown.labels import Label

_BEFORE_WORDS = frozenset({Style.MARKED_COLON, Style.MARKED, Style.COLON})
_MARKED = frozenset({Style.MARKED_COLON, Style.MARKED})
_TOLD = frozenset({Style.MARKED_COLON, Style.NAME_TIME})
# What stands before a remark on the transcript itself, in bold and with a colon as names are.
_REMARKS = frozenset(
    {"edited by", "editor's note", "guest", "guests", "host", "hosts", "music", "published",
     "recorded on", "speaker", "speakers", "transcribed by", "transcript by"}
)  # fmt: skip
_LONGEST_NAME = 6
_FEW_WORDS = 3
_OFTEN, _SHARE = 3, 0.2
"""How often a name that looks like none (*bell hooks*) comes, and in what part of the turns."""
_SELDOM = 0.05
"""What comes more seldom than this, beside who speaks most, is a word and no name."""


class Names:
    """The speakers of a transcript: whether a label names one, and how the name is written."""

    def __init__(self, labels: Sequence[Label]) -> None:
        written: dict[str, Counter[str]] = defaultdict(Counter)
        styles: dict[str, Counter[Style]] = defaultdict(Counter)
        timed: set[str] = set()
        # There are many labels and few names: what is the same is looked at once.
        found = Counter((label.name, label.style, label.time is not None) for label in labels)
        for (name, style, has_time), count in found.items():
            if name is None or style is None:
                continue
            key = name.casefold()
            written[key][name] += count
            styles[key][style] += count
            if has_time and style in _BEFORE_WORDS:
                timed.add(key)
        total: Counter[Style] = sum(styles.values(), Counter())
        self._usual = _usual_styles(styles, found, len(labels))
        self._in_bold = total[Style.MARKED_COLON] > total[Style.COLON]
        self._most = max((count.total() for count in styles.values()), default=0)
        self._shown: dict[str | None, str] = {}
        for key, forms in written.items():
            name = _as_shown(forms)
            if self._speaks(name, styles[key], timed=key in timed):
                self._shown |= dict.fromkeys(forms, name)

    def of(self, label: Label) -> str | None:
        """The speaker whom a label names; ``None`` when it names nobody."""
        return self._shown.get(label.name)

    def _speaks(self, name: str, styles: Counter[Style], *, timed: bool) -> bool:
        """Whether a name is a speaker's."""
        count = styles.total()
        if len(name.split()) > _LONGEST_NAME or name.casefold() in _REMARKS or is_word(name):
            return False
        if not any(map(str.isalpha, name)):
            return False
        told = timed or not styles.keys().isdisjoint(_TOLD)
        if not is_name(name):
            marked = told and not styles.keys().isdisjoint(_MARKED)
            often = count >= max(_OFTEN, self._most * _SHARE)
            plain = styles[Style.COLON] == count
            return (marked and count > 1) or (often and plain and len(name.split()) <= _FEW_WORDS)
        if told:
            return True
        if count == 1:
            return self._speaks_once(name, next(iter(styles)))
        if count < self._most * _SELDOM:
            return False
        # A plain word and a colon is no name where names stand in bold.
        return not (self._in_bold and styles[Style.COLON] == count)

    def _speaks_once(self, name: str, style: Style) -> bool:
        """Whether somebody who is named once is, because all the others are named in that way."""
        words = [word for word in name.split() if word.isalpha()]
        return (
            style in self._usual
            and 0 < len(words) <= _FEW_WORDS
            and all(not word.islower() for word in words)
        )


def _usual_styles(
    styles: Mapping[str, Counter[Style]],
    found: Mapping[tuple[str | None, Style | None, bool], int],
    lines: int,
) -> set[Style]:
    """The styles in which names that come again begin most lines, or those of all that is timed."""
    again: Counter[Style] = Counter()
    for count in styles.values():
        if count.total() > 1:
            again.update(count)
    # Of a name in a line of its own, and of a table's row, other lines are the words.
    shares = {Style.COLON: 0.6, Style.MARKED: 0.2, Style.ALONE: 0.2}
    usual = {
        style
        for style, share in shares.items()
        if again[style] > 1 and again[style] >= lines * share
    }
    timed = sum(count for (_, _, has_time), count in found.items() if has_time)
    if again[Style.TIME_NAME] > 1 and again[Style.TIME_NAME] * 2 >= timed:
        usual.add(Style.TIME_NAME)
    return usual


def _as_shown(written: Counter[str]) -> str:
    """The usual form of a name, one in mixed case where there is one."""
    mixed = {
        name: count for name, count in written.items() if not (name.isupper() or name.islower())
    }
    return max((mixed or written).items(), key=lambda pair: pair[1])[0]
