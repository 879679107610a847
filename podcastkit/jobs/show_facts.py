"""What a live feed says of its show, as settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.begin.show_text import Facts
from podcastkit.checks.feed_views import Tree, show_view
from podcastkit.checks.terms.categories import CATEGORIES

if TYPE_CHECKING:
    from podcastkit.checks.rule import Said
    from podcastkit.jobs.feeds import Show

_KEPT = frozenset("\n\t\u200c\u200d\u00a0")
_YES = frozenset({"yes", "true", "explicit"})


def facts_of(show: Show) -> Facts:
    """Title, description, author and the like; without what no feed of ours may say."""
    document = show.document
    if document is None or document.root is None:
        return Facts()
    view = show_view(Tree(document.root), show.name)
    image = _text(view.image)
    link = _text(view.link)
    explicit = _text(view.explicit)
    language = _text(view.language)
    return Facts(
        title=_text(view.title),
        description=_text(view.description) or _text(view.summary),
        link=link if link and link.startswith(("https://", "http://")) else None,
        language=language.replace("_", "-") if language else None,
        author=_text(view.author),
        image=image if image and image.startswith(("https://", "http://")) else None,
        categories=tuple(
            dict.fromkeys(
                name
                for outer, inner in view.categories
                if (name := _category(outer.text, inner.text if inner else None))
            )
        ),
        explicit=(explicit or "").lower() in _YES or None,
        type="serial" if (_text(view.type) or "").lower() == "serial" else None,
        guid=show.feed.guid,
    )


def _text(said: Said | None) -> str | None:
    """A text on one line, blanks at its ends dropped; a description keeps its lines."""
    if said is None:
        return None
    text = said.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return "".join(c for c in text if c.isprintable() or c in _KEPT) or None


def _category(outer: str, inner: str | None) -> str | None:
    """``Name > Subcategory`` as Apple has it; ``None`` for what is not in the list."""
    outer = outer.strip()
    if outer not in CATEGORIES:
        return None
    return f"{outer} > {inner.strip()}" if inner and inner.strip() in CATEGORIES[outer] else outer
