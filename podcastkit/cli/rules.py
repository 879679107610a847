"""``podcastkit rules`` and ``podcastkit explain CODE``: what the findings mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import click

from podcastkit.cli.common import Printer, shared_options, with_errors
from podcastkit.jobs.results import DONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from podcastkit.checks.rule import Rule


@click.command()
@shared_options
def rules(**options: Any) -> NoReturn:
    """List all rules: code, severity, name."""
    printer = _printer(options)

    def run() -> tuple[int, dict[str, Any]]:
        from podcastkit.checks.rules import RULES

        if not printer.as_json:
            for rule in RULES.values():
                printer.result(f"{rule.code}  {rule.severity:<8} {rule.name}")
        return DONE, {"rules": [_table(rule) for rule in RULES.values()]}

    with_errors(printer, run)


def _codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The codes that a shell may complete."""
    from podcastkit.checks.rules import RULES

    del ctx, param
    return [code for code in RULES if code.startswith(incomplete.upper())]


@click.command()
@click.argument("code", shell_complete=_codes)
@shared_options
def explain(code: str, **options: Any) -> NoReturn:
    """Say what a finding's CODE means, and why it matters.

    A rule's name will do, too.
    """
    printer = _printer(options)

    def run() -> tuple[int, dict[str, Any]]:
        from podcastkit.checks.rules import RULES

        named = {rule.name: rule for rule in RULES.values()}
        rule = RULES.get(code.upper()) or named.get(code.lower())
        if rule is None:
            import difflib
            import re

            # A whole code that is near another means something else.
            whole = re.fullmatch(r"pk\d{3}", code.lower())
            near = [] if whole else difflib.get_close_matches(code.upper(), RULES, n=1)
            near = near or difflib.get_close_matches(code.lower(), named, n=1)
            hint = f"; did you mean {near[0]}?" if near else "; podcastkit rules lists them"
            raise click.UsageError(f"there is no rule {code}{hint}")
        if not printer.as_json:
            for line in _told(rule):
                printer.result(line)
        return DONE, _table(rule)

    with_errors(printer, run)


def _printer(options: dict[str, Any]) -> Printer:
    return Printer(
        quiet=options["quiet"],
        verbose=options["verbose"],
        color=options["color"],
        as_json=options["as_json"],
    )


def _told(rule: Rule) -> Iterator[str]:
    """What ``explain`` prints of a rule, in lines."""
    yield f"{rule.code} {rule.name} ({rule.severity})\n"
    yield rule.about
    if rule.why:
        yield f"\n{rule.why.replace('``', '')}"
    for example in rule.examples:
        place = f" in {example.place}" if example.place else ""
        place = f" as {example.name}" if example.name else place
        yield f"\n{'Not so' if example.bad else 'But so'}{place}:\n"
        yield "\n".join(f"    {line}" for line in example.text.splitlines())
    yield f"\nSource: {rule.source}."
    if rule.profiles:
        yield f"Profiles: {', '.join(sorted(rule.profiles))}."
    if rule.severity == "error" and rule.stops:
        yield "\nfeed writes nothing while this stands; it cannot be ignored."
    elif rule.severity == "error" and not rule.outside:
        yield (
            "\nfeed writes nothing while this stands, unless podcast.toml ignores it:\n"
            f'[validate]\nignore = {{ {rule.code} = "why it is fine here" }}'
        )


def _table(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "about": rule.about,
        "why": rule.why,
        "profiles": sorted(rule.profiles),
        "source": rule.source,
        "stops": rule.stops,
    }
