"""``init``: a new show in a folder, or beside the site that lies in it already.

``look`` says what is there; ``write`` makes ``podcast.toml`` and what else is missing. Nothing is
ever written over.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from podcastkit.begin.generator import Site, recognise, with_episodes
from podcastkit.begin.show_text import Facts, missing, show_text
from podcastkit.begin.survey import Survey, survey
from podcastkit.errors import DiskError, StandsAlreadyError, UsageError
from podcastkit.inputs import Inputs
from podcastkit.jobs import init_todo
from podcastkit.jobs.find import PROJECT_FILE, here
from podcastkit.jobs.first_files import Found, first_episode, found_files, tables
from podcastkit.jobs.init_answers import category_fault, told
from podcastkit.jobs.load import load
from podcastkit.jobs.results import COULD_NOT_RUN, DONE, NOTHING_FOUND, findings_table
from podcastkit.project.parse import parse, preset
from podcastkit.publication.create import create

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from podcastkit.findings import Finding
    from podcastkit.jobs.feeds import Show
    from podcastkit.jobs.import_ import ImportResult

LANGUAGE = "en"
"""The language of a show of which nothing tells another."""

_PRESETS = ("plain", "zola", "hugo", "jekyll", "eleventy", "astro")


@dataclass(frozen=True, slots=True, kw_only=True)
class InitOptions:
    """Where, and what is known. ``config`` names the file to write, else ``podcast.toml``.

    ``preset`` and ``episodes`` are taken as given instead of looked for; ``feed`` is a live feed
    to import.
    """

    folder: str | Path | None = None
    config: str | Path | None = None
    preset: str | None = None
    episodes: str | None = None
    feed: str | None = None
    facts: Facts = field(default_factory=Facts)
    private_hosts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a folder holds: the site, its pages, its files; and what the live feed says.

    ``guesses`` is all that is known of the show without asking.
    """

    config: Path
    site: Site
    survey: Survey
    files: Found
    guesses: Facts
    options: InitOptions
    show: Show | None = None

    @property
    def root(self) -> Path:
        """The show's folder."""
        return self.config.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class InitResult:
    """What was found and written. ``todo`` says what is left to do, a sentence each."""

    folder: str = ""
    looked: Looked | None = None
    written: tuple[str, ...] = ()
    episodes: int = 0
    todo: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    imported: ImportResult | None = None
    findings: tuple[Finding, ...] = ()
    exit: int = COULD_NOT_RUN

    def table(self) -> dict[str, Any]:
        """The object that ``init --json`` prints."""
        found = self.looked
        return {
            "folder": self.folder,
            "preset": found.site.preset if found else None,
            "site": found.site.config if found else None,
            "pages": found.survey.pages if found else 0,
            "episodes": self.episodes,
            "keys": dict(found.survey.keys) if found else {},
            "fields": {k: list(v) for k, v in found.survey.fields.items()} if found else {},
            "written": list(self.written),
            "missing": list(self.missing),
            "todo": list(self.todo),
            "import": self.imported.table() if self.imported else None,
            "findings": findings_table(self.findings),
        }


def look(options: InitOptions) -> Looked:
    """What is in the folder already.

    Raises ``StandsAlreadyError`` where it has a ``podcast.toml``, ``UsageError`` for options that
    mean nothing, and ``CannotRunError`` when the live feed or the site's settings cannot be had.
    """
    config = _target(options)
    inputs = Inputs(config.parent)
    site = _site(inputs, options)
    data = preset(site.preset)
    static = data["content"].get("static")
    found = survey(inputs, site, data["traits"], static)
    if options.episodes:
        found = replace(found, episodes=(options.episodes,))
    site = with_episodes(site, found.episodes)
    show = _live(options) if options.feed else None
    files = found_files(inputs)
    guesses = _guesses(config.parent, site, show, files)
    return Looked(
        config=config,
        site=site,
        survey=found,
        files=files,
        guesses=options.facts.over(guesses),
        options=options,
        show=show,
    )


def _target(options: InitOptions) -> Path:
    """The file to write."""
    if options.config is not None:
        config = here() / options.config
        config = config / PROJECT_FILE if config.is_dir() else config
        if options.folder is not None and (here() / options.folder) != config.parent:
            raise UsageError("name the folder or --config, and not two places")
        if config.suffix != ".toml":
            raise UsageError(f"--config {options.config}: its name must end in .toml")
    else:
        config = here() / (options.folder or ".") / PROJECT_FILE
    folder = config.parent
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{options.folder} is a file, and should be a folder")
    if config.exists() or config.is_symlink():
        raise StandsAlreadyError(
            f"{config} is there already: this is a show. podcastkit new writes its next episode, "
            "podcastkit feed its feed"
        )
    return config


def _site(inputs: Inputs, options: InitOptions) -> Site:
    if options.preset is None:
        return recognise(inputs)
    if options.preset not in _PRESETS:
        raise UsageError(f"--preset {options.preset}: the presets are {', '.join(_PRESETS)}")
    try:
        site = recognise(inputs)
    except DiskError:
        return Site(preset=options.preset)
    return site if options.preset == site.preset else Site(preset=options.preset)


def _live(options: InitOptions) -> Show:
    from podcastkit.jobs.feeds import collect, no_sound

    show = collect(
        options.feed or "",
        agent_url=options.facts.link or "",
        private_hosts=options.private_hosts,
        not_this=options.facts.feed_url,
    )
    if not show.feed.readable:
        reason = show.feed.problems[0].message if show.feed.problems else "it is no feed"
        raise DiskError(f"{options.feed} cannot be imported: {reason}")
    if show.feed.items and not any(item.enclosure for item in show.feed.items):
        raise DiskError(f"{options.feed} cannot be imported: {no_sound(show)}")
    return show


def _guesses(root: Path, site: Site, show: Show | None, files: Found) -> Facts:
    """The show as the live feed, the site and the folder tell it, in this order."""
    from_site = Facts(
        title=site.title,
        description=site.description,
        link=site.link,
        language=site.language,
        author=site.author,
    )
    local = Facts(title=_words(root.resolve().name), image=files.cover)
    if show is None:
        return from_site.over(local)
    from podcastkit.jobs.show_facts import facts_of

    live = facts_of(show)
    # The site's own address will be the show's; that of the feed is often its old host's.
    return Facts(link=site.link, image=files.cover).over(live).over(from_site).over(local)


def _words(name: str) -> str:
    words = name.encode("utf-8", "ignore").decode().replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def write(looked: Looked, answers: Facts, *, as_of: dt.datetime) -> InitResult:
    """Write ``podcast.toml``, in an empty folder an episode too, and import the live feed.

    ``answers`` come before what was guessed. What an import refuses is in ``findings``, and its
    exit code is that of all; the settings are written all the same.
    """
    facts = answers.over(looked.guesses).over(Facts(language=LANGUAGE))
    facts = replace(facts, feed_url=facts.feed_url or feed_url(looked, answers))
    inherited = _inherited(looked.site)
    text = show_text(tables(looked.site, looked.survey, looked.files, facts, inherited))
    _check(looked, facts, text)
    files = {looked.config: text}
    todo = init_todo.before(looked, facts, inherited)
    if looked.site.preset == "plain" and not looked.survey.pages:
        name, data, words = first_episode(looked.root, looked.files, as_of=as_of)
        if os.path.lexists(looked.root / name):
            todo.append(f"{name} is there, and stays as it is")
        else:
            files[looked.root / name] = data
            todo += words
    create(files)
    result = InitResult(
        folder=str(looked.root),
        looked=looked,
        written=tuple(path.relative_to(looked.root).as_posix() for path in files),
        missing=tuple(missing(facts, inherited)),
        exit=DONE,
    )
    imported = _import(looked)
    if imported is not None:
        # A feed without an episode has told what the show is, and there is no more of it.
        code = DONE if imported.exit == NOTHING_FOUND else imported.exit
        result = replace(
            result, imported=imported, exit=code, findings=imported.findings,
            written=(*result.written, *imported.written),
        )  # fmt: skip
    loaded = load(looked.config, hashed=False)
    todo += init_todo.after(looked, loaded, imported, as_of=as_of)
    return replace(result, todo=tuple(todo), episodes=len(loaded.sources))


def _inherited(site: Site) -> dict[str, str | None]:
    """What podcastkit itself reads in Zola's settings."""
    if site.preset != "zola":
        return {}
    names = ("title", "description", "link", "language")
    return {name: getattr(site, name) for name in names}


def feed_url(looked: Looked, answers: Facts) -> str | None:
    """Where the feed will be served, below the show's home page as somebody or the site says it.

    The page that a live feed names is often its old host's, which will serve no feed of ours.
    """
    link = answers.link or looked.options.facts.link or looked.site.link
    if not link or not link.startswith(("https://", "http://")):
        return None
    folder = "feed/" if looked.site.preset in {"jekyll", "eleventy"} else ""
    return f"{link.rstrip('/')}/{folder}{looked.files.feed_name(looked.site.preset)}"


def _check(looked: Looked, facts: Facts, text: bytes) -> None:
    """The text is read as ``feed`` will: an option that cannot stand there is wrong usage."""
    for category in looked.options.facts.categories:
        if why := category_fault(category):
            raise UsageError(f"--category: {why}")
    site = looked.root / (looked.site.config or "")
    zola = site.read_bytes() if looked.site.preset == "zola" and site.is_file() else None
    _, problems = parse(text, path=looked.config.name, zola_config=zola)
    if problems:
        raise UsageError(told(problems, {"link": facts.link, "feed_url": facts.feed_url}))


def _import(looked: Looked) -> ImportResult | None:
    if looked.show is None or looked.options.feed is None:
        return None
    from podcastkit.jobs.import_ import import_feed

    return import_feed(
        looked.options.feed,
        config=looked.config,
        private_hosts=looked.options.private_hosts,
        show=looked.show,
    )
