"""What an episode's front matter says may be as it is: ``podcastkit.ignore``, codes and reasons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from podcastkit import values
from podcastkit.content import fields

if TYPE_CHECKING:
    from podcastkit.content.reader import Reader

_CODE = re.compile(r"PK\d{3}")
_HINT = 'podcastkit = { ignore = { PK230 = "the site has no https" } }'


def ignores(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Codes of rules with the reasons why they do not hold for this file."""
    found = fields.look_up(reader.context, "podcastkit")
    if found is None:
        _elsewhere(reader)
        return ()
    key = found.key or ("podcastkit",)
    table = found.value.get("ignore") if isinstance(found.value, dict) else found.value
    if isinstance(found.value, dict) and (odd := set(found.value) - {"ignore"}):
        name = min(odd)
        reader.problem("PK018", f"podcastkit.{name} means nothing, and should be podcastkit.ignore",
                       _HINT, (*key, name))  # fmt: skip
        if table is None:
            return ()
    if not isinstance(table, dict):
        reader.problem("PK018", f"podcastkit.ignore is {values.kind(table)}, and should be a table "
                       "of codes and reasons", _HINT, key)  # fmt: skip
        return ()
    kept = []
    for code, reason in table.items():
        if not _CODE.fullmatch(str(code)) or not isinstance(reason, str) or not reason.strip():
            reader.problem("PK018", f"podcastkit.ignore.{code}: a rule's code is wanted, and the "
                           "reason why it is fine here", _HINT, (*key, "ignore", code))  # fmt: skip
        else:
            kept.append((code, reason.strip()))
    return tuple(kept)


def _elsewhere(reader: Reader) -> None:
    """Tell of an ignore that stands where nobody looks for it."""
    table = reader.context.values
    if "podcastkit.ignore" in table:
        reader.problem("PK018", "podcastkit.ignore is one key with a point in it, and should be a "
                       "table in a table", "podcastkit: { ignore: { PK230: it has no https } }",
                       ("podcastkit.ignore",))  # fmt: skip
    for name in ("extra", "params"):
        below = table.get(name)
        if isinstance(below, dict) and "podcastkit" in below:
            reader.problem("PK018", f"{name}.podcastkit has no effect: it belongs beside the "
                           "title", _HINT, (name, "podcastkit"))  # fmt: skip
