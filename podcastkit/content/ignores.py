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
        return ()
    key = found.key or ("podcastkit",)
    table = found.value.get("ignore") if isinstance(found.value, dict) else found.value
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
