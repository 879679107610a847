"""The look of the pages, as the project chose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.artwork import contrast, holding
from podcastkit.checks.rule import Fault, Subject, rule
from podcastkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.views import ShowView

_READABLE = 4.5


@rule(
    "PK031",
    "accent-faint",
    Severity.WARNING,
    of=Subject.SHOW,
    source="WCAG 2.2, success criterion 1.4.3 (level AA)",
)
def accent_faint(show: ShowView) -> Iterator[Fault]:
    """The colour of links and buttons is hard to read on the paper of the pages.

    Text needs a contrast of 4.5 to 1. The nearest colour of the same hue that has it is taken.

    Bad in [look]::

        accent = "#f80"

    Good in [look]::

        accent = "#a34e00"
    """
    for accent, paper in show.accents:
        found = contrast(accent.text, paper)
        if found < _READABLE:
            # Rounded down: 4.5 is what it should be.
            shown = int(found * 10) / 10
            yield Fault(
                accent.spot,
                f"look.{accent.spot[1]} is {accent.text}, whose contrast on {paper} is {shown}",
                f"text needs {_READABLE}: the pages have {holding(accent.text, paper)} instead",
            )
