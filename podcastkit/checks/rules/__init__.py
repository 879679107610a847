"""All rules by code. A code is never given to another rule; one that is given up stays unused."""

from __future__ import annotations

from podcastkit.checks.rule import Rule, Subject
from podcastkit.checks.rules import (
    artwork,
    chapters_listed,
    document,
    enclosure,
    episode_facts,
    episode_texts,
    files,
    hosts,
    html,
    look,
    notes,
    people,
    podcasting20_channel,
    podcasting20_episode,
    podcasting20_told,
    podcasting20_value,
    show_required,
    show_terms,
    show_texts,
    simple_chapters,
    sounds,
    structure,
    subscribers,
    timed,
    timed_told,
    transcripts_told,
)

_MODULES = (
    artwork, chapters_listed, document, enclosure, episode_facts, episode_texts, files, hosts, html, look, notes, people,
    podcasting20_channel, podcasting20_episode, podcasting20_told, podcasting20_value, show_required, show_terms,
    show_texts, simple_chapters, sounds, structure, subscribers, timed, timed_told,
    transcripts_told,
)  # fmt: skip


def _all() -> dict[str, Rule]:
    found = [
        rule
        for module in _MODULES
        for rule in (*vars(module).values(), *getattr(module, "RULES", ()))
        if isinstance(rule, Rule)
    ]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


RULES: dict[str, Rule] = _all()
"""All rules by code, in order."""

TOLD_ONCE = frozenset({"PK707", "PK708", "PK709"})
"""Findings about a change that the run itself takes over: the next run has none to tell of."""


def rules_of(subject: Subject) -> tuple[Rule, ...]:
    """The rules that look at one kind of thing."""
    return tuple(rule for rule in RULES.values() if rule.subject is subject and rule.check)
