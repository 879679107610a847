"""Podlove Simple Chapters 1.2 as a file of their own (``<psc:chapters>``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from podcastkit.model import Chapter
from podcastkit.timed.chapter_reading import finished, moment, name_of
from podcastkit.timed.reading import FaultKind, Faults, normal, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from podcastkit.timed.chapter_reading import ReadChapters

_UNDECLARED = "NS_ERR_UNDEFINED_NAMESPACE"
_DECLARATION = re.compile(r"<\?xml\b.*?\?>", re.DOTALL)
_AMPERSANDS = dict.fromkeys(
    ("ERR_NAME_REQUIRED", "ERR_ENTITYREF_SEMICOL_MISSING", "ERR_UNDECLARED_ENTITY"),
    ("there is an & that XML does not know, and what stands behind it is lost",
     "write &amp; for & in titles and addresses"),
)  # fmt: skip


def read_psc(text: str) -> ReadChapters:
    """The chapters of every ``chapter`` element, in whatever namespace and element it stands.

    A document type is refused, so that no entity is ever resolved and no other file read. A prefix
    that is not declared is what remains of a piece that was copied out of a feed, and is read.
    """
    from lxml import etree

    text = normal(text)
    above = text[: len(text) - len(text.lstrip())].count("\n")
    # A copied piece has several elements at its top: they are put into one.
    text = f"<all>{_DECLARATION.sub(_blank_lines, text.strip(), count=1)}</all>"
    faults = Faults()
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        faults.add(FaultKind.SYNTAX, 1, "there is a document type in this file, and it is not read",
                   "remove <!DOCTYPE …>")  # fmt: skip
        return finished((), faults)
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    for error in parser.error_log:
        if error.type_name != _UNDECLARED:
            message, hint = _AMPERSANDS.get(
                error.type_name,
                (
                    f"this is no XML: {quoted(error.message, 80)}",
                    "mend the file, or export it again",
                ),
            )
            faults.add(FaultKind.SYNTAX, max(1, error.line) + above, message, hint)
            break
    if root is None:
        if FaultKind.SYNTAX not in faults:
            faults.add(FaultKind.SYNTAX, 1, "this is no XML", "mend the file, or export it again")
        return finished((), faults)
    return finished(_chapters(root, faults, above), faults)


def _chapters(root: etree._Element, faults: Faults, above: int) -> Iterator[tuple[int, Chapter]]:
    number = 0
    for element in root.iter():
        if not isinstance(element.tag, str) or _local(element.tag) != "chapter":
            continue
        number += 1
        line = (cast("int | None", element.sourceline) or 1) + above
        written = element.get("start")
        start = moment(written) if written else None
        if start is None:
            faults.add(
                FaultKind.SYNTAX, line,
                f"start is no time: {quoted(written)}" if written else "a chapter has no start",
                'start="00:01:02.500"',
            )  # fmt: skip
            continue
        yield (
            line,
            Chapter(
                start=start,
                title=name_of(element.get("title") or "", number),
                url=(element.get("href") or "").strip() or None,
                image=(element.get("image") or "").strip() or None,
            ),
        )


def _blank_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()
