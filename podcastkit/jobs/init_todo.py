"""What ``init`` leaves to do, a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit import resolve
from podcastkit.begin.show_text import missing
from podcastkit.checks import guard
from podcastkit.content.permalinks import BUT_THE_FEED
from podcastkit.jobs.results import MUST_ACT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from podcastkit.begin.show_text import Facts
    from podcastkit.jobs.import_ import ImportResult
    from podcastkit.jobs.init import Looked
    from podcastkit.jobs.load import Loaded

_LAST = "write the feed, and commit podcast.lock, which it makes: podcastkit feed"


def before(looked: Looked, facts: Facts, inherited: Mapping[str, str | None]) -> list[str]:
    """What is known as soon as the folder was looked at."""
    name, survey = looked.config.name, looked.survey
    empty = missing(facts, inherited)
    todo = [f"fill in {', '.join(empty)} in {name}"] if empty else []
    if looked.site.preset != "plain" and not survey.with_sound:
        todo.append("name a sound in each episode, or say under which key: [fields] episode_url")
    if looked.show is not None and not survey.with_sound:
        todo.append(
            "write a file for each episode of the feed: what it has so far stays in the lock"
        )
    todo += [lost.sentence(name) for lost in survey.lost]
    if survey.unread:
        count = survey.unread
        are = "1 page is" if count == 1 else f"{count} pages are"
        todo.append(f"{are} .mdx, which is not read: name episodes .md where they import nothing")
    todo += looked.site.todo
    if looked.files.ignored:
        todo.append(f"take {looked.files.ignored} out of .gitignore: podcast.lock is committed")
    return todo


def after(
    looked: Looked, loaded: Loaded, imported: ImportResult | None, *, as_of: dt.datetime
) -> list[str]:
    """What the show as it is read now tells, and the step that makes the feed."""
    todo = _unknown_pages(loaded)
    if imported is not None and imported.exit == MUST_ACT:
        todo.append(f"mend what the import found, then podcastkit import {imported.feed}")
    if looked.show is None and loaded.project is not None:
        content = loaded.project.content
        dates = [resolve.publication_date(source, None, content) for source in loaded.sources]
        if guard.count_old([date for date in dates if date], as_of=as_of):
            todo.append(
                "has it subscribers already? take its present feed over first: "
                "podcastkit import FEED"
            )
    return [*todo, _LAST]


def _unknown_pages(loaded: Loaded) -> list[str]:
    """Pages whose addresses only their generator knows: the feed would link elsewhere."""
    told = [problem for problem in loaded.problems if problem.code == "PK034"]
    if not told:
        return []
    paths = list(dict.fromkeys(problem.path for problem in told))
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    why = told[0].message.partition(BUT_THE_FEED)[0]
    sentence = (
        f"say where the pages of {paths[0]}{more} are, else the feed links elsewhere: its {why}; "
        f'put link = "https://…/{{page.name}}/" under [fields] of {loaded.config.name}, as the '
        "site has it"
    )
    return [sentence]
