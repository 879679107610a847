"""Write the reference pages from what the program itself reads, or check that they are current.

    python tools/reference.py [--check]

docs/reference/podcast-toml.md comes from podcastkit/schema/podcast.schema.json, docs/rules/ from
podcastkit/checks/rules/, docs/reference/podcasting20.md from podcastkit/feed/podcasting20/ and the
schema of an episode.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from podcastkit.checks.rules import RULES  # noqa: E402
from podcastkit.feed import podcasting20  # noqa: E402
from podcastkit.feed.podcasting20 import episode_tags, show_tags  # noqa: E402
from podcastkit.podcasting.episode import EPISODE_KEYS  # noqa: E402
from podcastkit.podcasting.keys import SHOW_KEYS  # noqa: E402

if TYPE_CHECKING:
    from podcastkit.checks.rule import Rule

SCHEMA = ROOT / "podcastkit" / "schema" / "podcast.schema.json"
EPISODE_SCHEMA = SCHEMA.with_name("episode.schema.json")
RULE_PAGES = ROOT / "docs" / "rules"
_BLANK = r"^\s*$"

_TOML_HEAD = """# podcast.toml

<!-- Made by tools/reference.py from podcastkit/schema/podcast.schema.json: change that one. -->

Every key of the project file. Paths are relative to the file's folder. A key that is not listed
here is an error, so that a typing error is never taken for a setting.

The tables: {tables}.
"""

_RULES_HEAD = """# Rules

<!-- Made by tools/reference.py from podcastkit/checks/rules/: change those. -->

What `podcastkit feed` and `podcastkit validate` find, by code. `podcastkit explain CODE` says the
same in a terminal. A code keeps its meaning; one that is given up is not used again.

- **error**: `feed` writes nothing and ends with exit code 1.
- **error, may be ignored**: the same, unless an ignore names the code and a reason, in
  `podcast.toml` for all episodes (`[validate] ignore = {{ {example} = "why it is fine" }}`) or in
  an episode's front matter (`podcastkit.ignore = {{ {example} = "why" }}`).
- **error, outside**: the fault is a host's or the network's: exit code 4, and a later run may pass.
- **warning** and **info**: told, and the feed is written. They may be ignored, too.

A rule with a profile is one of those whose requirement it is, and is asked when that profile is:
`[validate] profiles`, or `--profile`. Those of `rss` always are.
"""

_RULE_HEAD = "<!-- Made by tools/reference.py from podcastkit/checks/rules/: change that one. -->"

_SUBJECTS = {
    "PK0": "Files and front matter",
    "PK1": "The show",
    "PK2": "An episode",
    "PK3": "Audio and its host",
    "PK4": "Artwork",
    "PK5": "Transcripts and chapters",
    "PK6": "The feed document",
    "PK7": "The safety of subscribers, the lock, the output",
}


def toml_page(schema: dict[str, Any]) -> str:
    """The page of podcast.toml's keys."""
    schema = followed(schema, schema.get("definitions", {}))
    tables = schema["properties"]
    names = ", ".join(f"[`[{name}]`](#{name})" for name in tables)
    parts = [_TOML_HEAD.format(tables=names)]
    for name, table in tables.items():
        parts.append(f"\n## `[{name}]`\n\n{table['description']}\n\n")
        keys = _keys(table)
        alike = [(key, spec) for key, spec in keys if _is_place_of(key, spec)]
        if alike:
            parts += _places([key for key, _ in alike], kind(alike[0][1]))
        parts.append("| key | type | default | |\n|---|---|---|---|\n")
        parts += [_row(key, spec) for key, spec in keys if (key, spec) not in alike]
    return "".join(parts)


def _is_place_of(key: str, spec: dict[str, Any]) -> bool:
    """Whether a key of ``[fields]`` says nothing but where the thing of its name is."""
    return bool(spec.get("description") == f"Where the episode's {key} is.")


def _places(keys: list[str], what: str) -> list[str]:
    names = ", ".join(f"`{key}`" for key in keys)
    return [f"Each of these ({what}) says where the episode's thing of that name is: {names}.\n\n"]


def _keys(
    table: dict[str, Any], prefix: str = "", seen: frozenset[str] = frozenset()
) -> list[tuple[str, dict[str, Any]]]:
    """A table's keys and, dotted and behind each, those of the tables in it.

    A table that stands in many places is told of in the first.
    """
    found = []
    for key, spec in table.get("properties", {}).items():
        name = f"{prefix}{key}"
        found.append((name, spec))
        inner, suffix = ({}, "") if _named(spec) else _inner(spec)
        title = inner.get("title", "")
        if not title or title not in seen:
            found += _keys(inner, f"{name}{suffix}.", seen | {title})
        seen |= {title} if title else set()
    return found


def _inner(spec: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The table that a key holds, alone (``""``) or in a list (``"[]"``)."""
    for choice in _choices(spec):
        if "properties" in choice and choice.get("type") == "object":
            return choice, ""
        items = choice.get("items", {})
        for inner in _choices(items):
            if "properties" in inner:
                return inner, "[]"
    return {}, ""


def _choices(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The forms of a value, one by one."""
    inner = [choice for word in ("oneOf", "anyOf", "allOf") for choice in spec.get(word, [])]
    if "type" in spec or "enum" in spec or not inner:
        return [spec]
    return [form for choice in inner for form in _choices(choice)]


def followed(part: Any, definitions: dict[str, Any]) -> Any:
    """A schema with each reference replaced by what it leads to, which is given its name."""
    if isinstance(part, list):
        return [followed(item, definitions) for item in part]
    if not isinstance(part, dict):
        return part
    if str(part.get("$ref", "")).startswith("#/definitions/"):
        name = part["$ref"].rpartition("/")[2]
        made = followed(definitions[name], definitions)
        for form in _choices(made):
            if "properties" in form:
                form["title"] = name
        return made
    return {key: followed(value, definitions) for key, value in part.items()}


def _row(key: str, spec: dict[str, Any]) -> str:
    default = f"`{json.dumps(spec['default'], ensure_ascii=False)}`" if "default" in spec else ""
    about = spec.get("description", "")
    named = _named(spec)
    if named:
        about += " Known are " + ", ".join(f"`{name}` ({is_})" for name, is_ in named) + "."
    cells = (f"`{key}`", kind(spec), default, about)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _named(spec: dict[str, Any]) -> list[tuple[str, str]]:
    """The keys of a table that are all of one kind, and differ in what they name alone."""
    inner = spec.get("properties", {}) if "additionalProperties" in spec else {}
    return [(key, part["title"]) for key, part in inner.items() if "title" in part]


def kind(spec: dict[str, Any]) -> str:
    """A key's type in words."""
    choices = _choices(spec)
    if len(choices) > 1:
        kinds = dict.fromkeys(kind(choice) for choice in choices)
        return " or ".join(word for word in kinds if word)
    if choices[0] is not spec:
        return kind(choices[0])
    if "enum" in spec:
        words = [json.dumps(value) if value is False else value for value in spec["enum"]]
        return "one of " + ", ".join(f"`{word}`" for word in words)
    if isinstance(spec.get("type"), list):
        kinds = dict.fromkeys(kind({**spec, "type": one}) for one in spec["type"] if one != "null")
        return " or ".join(kinds)
    return _one_kind(spec)


def _one_kind(spec: dict[str, Any]) -> str:
    match spec.get("type"):
        case "null":
            return ""
        case "string":
            if spec.get("pattern") == _BLANK:
                return ""
            longest = spec.get("maxLength")
            return f"text, at most {longest} characters" if longest else "text"
        case "boolean":
            return "true or false"
        case "integer" | "number" as number:
            return ("whole number" if number == "integer" else "number") + _bounds(spec)
        case "array":
            inner = kind(spec["items"])
            if "enum" in spec["items"]:
                return f"list: {inner}"
            return "list of " + " or ".join(map(_plural, inner.split(" or ")))
        case "object":
            return "table"
    return "anything"


def _bounds(spec: dict[str, Any]) -> str:
    low, high = spec.get("minimum"), spec.get("maximum")
    above = spec.get("exclusiveMinimum")
    parts = [] if low is None else [f"from {low}"]
    parts += [] if above is None else [f"above {above}"]
    parts += [] if high is None else [f"at most {high}" if low is None else f"to {high}"]
    return f" {', '.join(parts)}" if above is not None else f" {' '.join(parts)}".rstrip()


def _plural(noun: str) -> str:
    return f"{noun}s" if noun in {"text", "number", "whole number", "table"} else noun


_PODCASTING_HEAD = """# The podcast namespace

<!-- Made by tools/reference.py from podcastkit/feed/podcasting20/ and podcastkit/schema/. -->

Every tag of the podcast namespace that podcastkit writes, and the key that it is written for. The
namespace's own pages say what apps do with each:
[podcastindex.org/namespace/1.0](https://podcastindex.org/namespace/1.0). What is bad in a value is
told at its place when files are read; what is doubtful, when the feed itself is checked
(`podcastkit validate FEED`).

An episode's persons, value, chat and location take the place of the show's.

`[[show.live_items]]` stand in `podcast.toml` and not in files of episodes: a stream has no file
whose size and length are true, it is no part of the archive that subscribers keep, and to begin it
one word changes: `status`. When it is over, its recording is an episode. A live item may have the
keys of an episode that are listed last, too, and it needs a page (`link`) or `content_links` for
those whose app cannot play it. Without a `guid` it gets one of the show's guid and its `start`;
give it one to move the start of a stream that was announced.
"""

_PODCASTING_KEYS = """
## What stands in an episode's keys

[podcast.toml](podcast-toml.md) tells the same of the show's.

| key | type | default | |
|---|---|---|---|
"""

_EXAMPLES = """
## Examples

In `podcast.toml`:

```toml
[show]
{show}
```

In an episode:

```toml
{episode}
```
"""

_KEYS_OF_TAGS = {
    "persons": "persons",
    "season": "season, season_name",
    "number": "episode, episode_display",
    "transcripts": "transcript",
}
"""Where a tag's function has another name than its key."""


def podcasting_page(episode: dict[str, Any]) -> str:
    """The page of the podcast namespace's tags and their keys."""
    parts = [_PODCASTING_HEAD]
    groups = (
        ("`[show]`", podcasting20.SHOW_TAGS, show_tags.TAGS,
         {field: key for key, field in SHOW_KEYS.items()}),
        ("An episode", podcasting20.EPISODE_TAGS, episode_tags.TAGS,
         {key.field: name for name, key in EPISODE_KEYS.items()}),
    )  # fmt: skip
    for title, makers, group, names in groups:
        parts.append(f"\n## {title}\n\n| tag | key | |\n|---|---|---|\n")
        own = [make for make in makers if not make.__name__.endswith("_group")]
        for make in (*own, *group):
            name = make.__name__.removeprefix("show_").removeprefix("episode_")
            keys = names.get(name, _KEYS_OF_TAGS.get(name, name))
            tag, about = _said(make)
            cells = (tag, ", ".join(f"`{key}`" for key in keys.split(", ")), about)
            parts.append("| " + " | ".join(cells) + " |\n")
    wanted = {key: spec for key, spec in episode["properties"].items() if key in EPISODE_KEYS}
    parts.append(_PODCASTING_KEYS)
    for name, spec in wanted.items():
        parts += [_row(key, inner) for key, inner in _keys({"properties": {name: spec}})]
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    show = schema["properties"]["show"]["properties"]
    parts.append(_EXAMPLES.format(
        show=_examples({key: show[key] for key in SHOW_KEYS if key in show and key != "block"}),
        episode=_examples(wanted),
    ))  # fmt: skip
    return "".join(parts)


def _examples(keys: dict[str, Any]) -> str:
    """An example of each key as a line of TOML."""
    lines = [f"{key} = {_toml(spec['examples'][0])}" for key, spec in keys.items()
             if spec.get("examples")]  # fmt: skip
    return "\n".join(lines)


def _toml(value: Any) -> str:
    """A value as TOML writes it in one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _said(make: Any) -> tuple[str, str]:
    """The tag that a function makes, and what its docstring says of it."""
    first = " ".join((make.__doc__ or "").split("\n\n")[0].split())
    tag = re.search(r"``(podcast:\w+)``", first)
    about = first.partition(": ")[2] or first.partition("`` ")[2]
    if tag is None:
        raise ValueError(f"{make.__name__} does not say which tag it makes")
    return f"`{tag[1]}`", _ticks(about[:1].upper() + about[1:]).rstrip(".")


def rules_page(rules: dict[str, Rule]) -> str:
    """The page of all rules, by subject."""
    example = next(code for code, rule in rules.items() if _weight(rule).endswith("ignored"))
    parts = [_RULES_HEAD.format(example=example)]
    subject = None
    for code, rule in sorted(rules.items()):
        if code[:3] != subject:
            subject = code[:3]
            parts.append(
                f"\n## {_SUBJECTS[subject]}\n\n| code | name | | finds |\n|---|---|---|---|\n"
            )
        about = re.sub(r"[|<]", lambda found: f"\\{found[0]}", _ticks(rule.about))
        parts.append(f"| [{code}]({code}.md) | `{rule.name}` | {_weight(rule)} | {about} |\n")
    return "".join(parts)


def _ticks(text: str) -> str:
    return text.replace("``", "`")


def rule_page(rule: Rule) -> str:
    """The page of one rule."""
    parts = [f"# {rule.code} {rule.name}\n\n{_RULE_HEAD}\n\n{_ticks(rule.about)}\n"]
    if rule.why:
        parts.append(f"\n{_ticks(rule.why)}\n")
    for example in rule.examples:
        word = "Not so" if example.bad else "But so"
        where = f", in {example.place}" if example.place else ""
        where = f", as `{example.name}`" if example.name else where
        parts.append(f"\n{word}{where}:\n\n```\n{example.text}```\n")
    parts.append(f"\n| | |\n|---|---|\n| severity | {_weight(rule)} |\n")
    parts.append(f"| profiles | {', '.join(sorted(rule.profiles)) or 'all'} |\n")
    parts.append(f"| looks at | {rule.subject.value} |\n| source | {rule.source} |\n")
    return "".join(parts)


def _weight(rule: Rule) -> str:
    if rule.severity != "error":
        return rule.severity.value
    if rule.outside:
        return "error, outside"
    return "error" if rule.stops else "error, may be ignored"


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    episode = json.loads(EPISODE_SCHEMA.read_text(encoding="utf-8"))
    episode = followed(episode, episode["definitions"])
    return {
        ROOT / "docs" / "reference" / "podcasting20.md": podcasting_page(episode),
        ROOT / "docs" / "reference" / "podcast-toml.md": toml_page(schema),
        RULE_PAGES / "README.md": rules_page(RULES),
        **{RULE_PAGES / f"{code}.md": rule_page(rule) for code, rule in RULES.items()},
    }


def differences(wanted: dict[Path, str]) -> list[str]:
    """How the pages on the disk differ from what they should say, as lines of a diff."""
    lines: list[str] = []
    stale = [path for path in sorted(RULE_PAGES.glob("*.md")) if path not in wanted]
    lines += [f"{path.relative_to(ROOT).as_posix()}: there is no such rule" for path in stale]
    for path, text in wanted.items():
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        name = path.relative_to(ROOT).as_posix()
        lines += difflib.unified_diff(
            there.splitlines(), text.splitlines(), name, f"{name} (as it should be)", lineterm=""
        )
    return lines


def main() -> int:
    """The command line; exit 1 when ``--check`` finds a page that is not current."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, tell differences")
    check = parser.parse_args().check
    wanted = pages()
    if check:
        lines = differences(wanted)
        if lines:
            sys.stdout.write(
                "\n".join([*lines, "", "out of date: make reference rewrites them", ""])
            )
        return int(bool(lines))
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
