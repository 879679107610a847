"""An episode's other files, and those that describe a person: TOML, YAML, JSON or Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podcastkit.content import front_matter

if TYPE_CHECKING:
    from podcastkit.content.front_matter import Form
    from podcastkit.findings import Problem

_FORMS: dict[str, Form] = {"toml": "toml", "yaml": "yaml", "yml": "yaml", "json": "json"}


def read_data(data: bytes, path: str) -> tuple[Any, list[Problem]]:
    """What a file holds, by its suffix; of any other, its front matter.

    ``None`` where it cannot be read. A data file whose name tells nothing is JSON.
    """
    form = _FORMS.get(path.rpartition(".")[2].lower())
    if form is None and path.endswith((".md", ".markdown", ".html")):
        document = front_matter.parse(data, path)
        return document.values, list(document.problems)
    text, problem = front_matter.decode(data, path)
    if text is None:
        return None, [problem] if problem else []
    return front_matter.read_value(text, path, form=form or "json")
