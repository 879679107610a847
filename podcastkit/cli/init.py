"""``podcastkit init``: a new show, or one beside a site."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from podcastkit.cli.common import Printer, shared_options, with_errors
from podcastkit.jobs.results import DONE
from podcastkit.printable import printable

if TYPE_CHECKING:
    from podcastkit.begin.show_text import Facts
    from podcastkit.jobs.import_ import ImportResult
    from podcastkit.jobs.init import InitOptions, InitResult, Looked

_ASKED = (
    ("title", "The show's name"),
    ("description", "What it is about"),
    ("author", "Who makes it"),
    ("language", "Its language (en, de, pt-BR …)"),
    ("link", "Its home page"),
)


@click.command()
@click.argument("folder", required=False, type=click.Path())
@click.option("--title", metavar="TEXT", help="The show's name.")
@click.option("--description", metavar="TEXT", help="What the show is about.")
@click.option("--author", metavar="NAME", help="Who makes it.")
@click.option("--link", metavar="URL", help="The show's home page.")
@click.option("--feed-url", metavar="URL", help="Where the feed will be served.")
@click.option("--language", metavar="CODE", help="Its language: en, de, pt-BR.")
@click.option("--image", metavar="FILE-OR-URL", help="The cover.")
@click.option("--category", metavar="NAME", multiple=True, help="Of Apple's list; several times.")
@click.option(
    "--preset",
    type=click.Choice(["plain", "zola", "hugo", "jekyll", "eleventy", "astro"]),
    help="The site's generator; default: what lies in the folder.",
)
@click.option("--episodes", metavar="FOLDER", help="Where the episodes' files lie.")
@click.option("--import", "feed", metavar="FEED", help="A live feed to take over, too.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: take what was found.")
@shared_options
def init(folder: str | None, **options: Any) -> NoReturn:
    """Begin a show in a folder, or beside the site that lies in it.

    Looks what is there (Zola, Hugo, Jekyll, Eleventy, Astro; episodes with a sound, and under
    which keys), and writes podcast.toml with remarks. Nothing is ever overwritten.
    """
    printer = Printer(
        quiet=options["quiet"],
        verbose=options["verbose"],
        color=options["color"],
        as_json=options["as_json"],
    )
    with_errors(printer, lambda: _run(printer, folder, options), nothing=_nothing)


def _nothing() -> dict[str, Any]:
    from podcastkit.jobs.init import InitResult

    return InitResult().table()


def _run(printer: Printer, folder: str | None, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    from podcastkit.begin.show_text import Facts
    from podcastkit.jobs import init as job
    from podcastkit.jobs.build import as_of
    from podcastkit.jobs.excerpts import line_reader

    names = ("title", "description", "author", "link", "feed_url", "language", "image")
    said: dict[str, Any] = {name: (given[name] or "").strip() or None for name in names}
    facts = Facts(categories=given["category"], **said)
    options = job.InitOptions(
        folder=folder,
        config=given["config"],
        preset=given["preset"],
        episodes=given["episodes"],
        feed=given["feed"],
        facts=facts,
        private_hosts=os.environ.get("PODCASTKIT_PRIVATE_HOSTS") == "1",
    )
    looked = job.look(options)
    told = not (printer.as_json or printer.quiet)
    if told:
        for line in _found(looked):
            printer.result(line)
    watched = sys.stdin.isatty() and sys.stderr.isatty()
    if told and watched and not given["yes"]:
        looked, facts = _ask(looked, options, facts)
    instant = as_of(None, os.environ.get("SOURCE_DATE_EPOCH"))
    result = job.write(looked, facts, as_of=instant)
    if not printer.as_json:
        errors = [f for f in result.findings if f.severity == "error" or printer.verbose]
        printer.findings(errors, line_of=line_reader(looked.config), err=True)
        _print(printer, result, folder or "")
    return result.exit, result.table()


def _found(looked: Looked) -> list[str]:
    """What lies in the folder, in sentences."""
    site, survey = looked.site, looked.survey
    name = site.preset.capitalize()
    article = "an" if name[:1] in "AEIOU" else "a"
    found = f"found {article} {name} site ({site.config})"
    lines = [found if site.config else "found no site generator"]
    pages = "1 page" if survey.pages == 1 else f"{survey.pages} pages"
    if survey.with_sound:
        where = ", ".join(survey.episodes)
        lines.append(f"found {pages}, {survey.with_sound} of them with a sound: in {where}")
    elif survey.pages:
        its = "its" if survey.pages == 1 else "their"
        lines.append(f"found {pages}, and no sound in {its} front matter")
    for ours, keys in survey.fields.items():
        lines.append(f"  {ours} is kept in {', '.join(keys)}")
    for role, key in survey.persons.items():
        lines.append(f"  {role}s are kept in {key}")
    if site.preset == "plain" and looked.files.sounds:
        count = len(looked.files.sounds)
        lines.append("found 1 sound" if count == 1 else f"found {count} sounds")
    return lines


def _ask(looked: Looked, options: InitOptions, facts: Facts) -> tuple[Looked, Facts]:
    """Ask what no option said; what was found is offered."""
    from dataclasses import replace

    from podcastkit.jobs import init as job

    if options.feed is None:
        looked = _ask_feed(looked, options)
    for name, words in _ASKED:
        guess = getattr(looked.guesses, name)
        if name == "language" and guess is not None:
            continue  # the site says it, or the feed
        if getattr(facts, name) is None:
            default = job.LANGUAGE if name == "language" else guess
            answer: dict[str, Any] = {name: _prompt(words, default, name)}
            facts = replace(facts, **answer)
    if facts.feed_url is None:
        here = job.feed_url(looked, facts)
        answered = _prompt("Where its feed will be served", here, "feed_url")
        facts = replace(facts, feed_url=answered)
    return looked, facts


def _ask_feed(looked: Looked, options: InitOptions) -> Looked:
    """Ask for the live feed, until it can be had or there is none."""
    from dataclasses import replace

    from podcastkit.errors import PodcastkitError
    from podcastkit.jobs import init as job

    while feed := _prompt("Has the show a feed already? Its address (empty: none)", None):
        try:
            return job.look(replace(options, feed=feed))
        except PodcastkitError as error:
            click.echo(f"  {printable(str(error))}", err=True)
    return looked


def _prompt(words: str, default: str | None, name: str | None = None) -> str | None:
    """An answer; where ``[show] name`` cannot be that, the reason is told and it is asked again."""
    from podcastkit.jobs.init_answers import fault

    shown = printable(default, one_line=True) if default else ""
    while True:
        said: str = click.prompt(words, default=shown, show_default=bool(shown), err=True)
        # What was offered is taken as it is, also where a terminal could not show all of it.
        answer = default if said == shown else said.strip() or None
        why = fault(name, answer) if name and answer else None
        if why is None:
            return answer
        click.echo(f"  {printable(why)}", err=True)


def _print(printer: Printer, result: InitResult, folder: str) -> None:
    if result.exit != DONE and result.imported is not None:
        printer.complaint(f"podcastkit: {result.imported.feed} was not imported: see above")
    if printer.quiet:
        return
    for path in result.written:
        printer.result(f"{os.path.join(folder, path)}: written")  # noqa: PTH118 - as typed
    if result.imported is not None and result.exit == DONE:
        printer.result(_imported(result.imported))
    if result.episodes:
        count = "1 episode" if result.episodes == 1 else f"{result.episodes} episodes"
        printer.result(f"{count} with a sound")
    for sentence in result.todo:
        printer.result(f"  {sentence}")


def _imported(imported: ImportResult) -> str:
    total = len(imported.matched) + len(imported.unmatched_items)
    if not total:
        return f"{imported.feed}: it has no episode yet"
    return f"{imported.feed}: {len(imported.matched)} of {total} episodes are files here"
