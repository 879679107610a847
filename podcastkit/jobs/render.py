"""Render what is published, one episode at a time: page, item, files; staged and dropped.

An episode whose piece of the last run rests on exactly the same things is not rendered again: its
item is copied out of the feed that stands, its files are left as they are.
"""

from __future__ import annotations

import contextlib
import functools
import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from podcastkit import markup, resolve
from podcastkit.checks.own_feed import OwnFeed
from podcastkit.errors import TemplateFaultError
from podcastkit.feed import write
from podcastkit.findings import Problem
from podcastkit.inputs import digest_of, file_digest
from podcastkit.jobs.checking import profiles_of
from podcastkit.jobs.piecewise import piecewise
from podcastkit.jobs.plan import neighbours
from podcastkit.jobs.published import assets_of
from podcastkit.jobs.texts import texts_of
from podcastkit.jobs.transcripts import transcripts_of
from podcastkit.pages import search
from podcastkit.state import Piece, engine_key

if TYPE_CHECKING:
    from podcastkit.inputs import Inputs
    from podcastkit.jobs.load import Loaded
    from podcastkit.jobs.pictures import Pictures
    from podcastkit.jobs.plan import Neighbours, Publication
    from podcastkit.jobs.site import Site
    from podcastkit.model import Episode, Show
    from podcastkit.project import Project
    from podcastkit.publication.stage import Stage
    from podcastkit.source import Source
    from podcastkit.state import State


@dataclass(kw_only=True)
class Renderer:
    """What rendering an episode rests on besides the episode itself.

    ``old`` holds the last run's pieces, which lie in the files that stand; it is empty where these
    are not what that run wrote.
    """

    project: Project
    publication: Publication
    inputs: Inputs
    site: Site | None
    engine: str
    old: dict[str, Piece]
    own_feed: OwnFeed
    problems: list[Problem] = field(default_factory=list)

    def key(self, episode: Episode, source: Source, around: Neighbours) -> str:
        """The hash of all that an episode's item and files depend on."""
        files = (source.transcripts, source.transcript_text, source.attachments)
        # Behind the headings of a transcript stand the notes, and not what the author listed.
        own = (episode, files, source.image_digest, source.summary, source.chapters is None)
        page = self.site.rests_on(episode, around) if self.site else ""
        return digest_of(f"{self.shared}{own!r}{page}".encode("utf-8", "backslashreplace"))

    @functools.cached_property
    def shared(self) -> str:
        """All that every episode depends on."""
        output, audio, content = self.project.output, self.project.audio, self.project.content
        templates = self.site.digest if self.site else ""
        settings = (
            *(output.url, output.feed, output.transcripts, output.pages, output.fragments),
            *(audio.prefix, audio.copy),
            *(content.smart_punctuation, sorted(self.profiles)),
        )
        # A live item that begins changes no episode; where the show is made stands on their pages.
        group = self.publication.show.podcasting
        show = replace(self.publication.show, podcasting=None)
        places = group.locations if group else ()
        return repr((self.engine, templates, show, places, settings))

    @functools.cached_property
    def profiles(self) -> frozenset[str]:
        """Whose rules are asked."""
        return profiles_of(self.project)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The hash of the staged feed and its pieces; what is wrong with them, or with a template.

    ``remarks`` tell of the podcaster's own transcripts, and stop nothing.
    """

    feed: str = ""
    pieces: dict[str, Piece] = field(default_factory=dict)
    pictures: Pictures | None = None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def stage_all(
    loaded: Loaded, project: Project, publication: Publication, state: State, stage: Stage
) -> Rendered:
    """Stage everything that is published, with the last run's pieces where they still hold."""
    try:
        renderer = Renderer(
            project=project,
            publication=publication,
            inputs=loaded.inputs,
            site=_site(loaded, project, publication, state, stage),
            engine=engine_key(),
            old=_old_pieces(state, stage, project),
            own_feed=OwnFeed(profiles_of(project), project.validate.ignore),
        )
        feed, pieces = render_all(renderer, stage)
    except TemplateFaultError as error:
        problem = Problem(
            code="PK030",
            path=f"{project.output.templates or 'templates'}/{error.name}",
            line=error.line,
            column=1,
            message=f"the template cannot be rendered: {error}",
            hint="mend it, or remove it: then podcastkit's own template of that name is used",
        )
        return Rendered(problems=(problem,))
    remarks = (problem for piece in pieces.values() for problem in piece.problems)
    return Rendered(
        feed=feed,
        pieces=pieces,
        pictures=renderer.site.pictures if renderer.site else None,
        problems=tuple(renderer.problems),
        remarks=tuple(remarks),
    )


def _site(
    loaded: Loaded, project: Project, publication: Publication, state: State, stage: Stage
) -> Site | None:
    """The pages, where the project wants them or parts of them."""
    if not (project.output.pages or project.output.fragments):
        return None
    from podcastkit.jobs.site import Site

    return Site(project, publication, inputs=loaded.inputs, state=state, stage=stage)


def _old_pieces(state: State, stage: Stage, project: Project) -> dict[str, Piece]:
    """What the last run made, when the files that hold it are still those that it wrote."""
    digest, old = state.pieces()
    holds = bool(old) and file_digest(os.fspath(stage.folder / project.output.feed)) == digest
    return old if holds and (not project.output.pages or stage.stands(search.FILE)) else {}


def render_all(renderer: Renderer, stage: Stage) -> tuple[str, dict[str, Piece]]:
    """Stage every file of the publication. Returns the feed's hash and the pieces."""
    publication, project, site = renderer.publication, renderer.project, renderer.site
    episodes = publication.episodes
    newest = max((max(e.published, e.updated or e.published) for e in episodes), default=None)
    about = _about(publication.show)
    head = write.head(publication.show, built=newest, description_html=about)
    renderer.problems += renderer.own_feed.check_head(head, project.path)
    pieces: dict[str, Piece] = {}
    with contextlib.ExitStack() as files:
        again = bool(renderer.old)
        feed = files.enter_context(piecewise(stage, project.output.feed, again=again))
        words = None
        if site is not None and project.output.pages:
            words = files.enter_context(piecewise(stage, search.FILE, again=again))
            words.add(search.HEAD)
        feed.add(head)
        for episode, around in zip(episodes, neighbours(episodes), strict=True):
            source = publication.sources[episode.slug]
            key = renderer.key(episode, source, around)
            piece = _kept(renderer, stage, episode, source, key)
            if piece is not None:
                item, said = feed.again(piece.item), words.again(piece.words) if words else b""
            else:
                item, said, piece = _rendered(renderer, stage, episode, source, around)
                found = renderer.own_feed.check_item(item, source.path, dict(source.ignore))
                renderer.problems += found
            pieces[episode.slug] = replace(
                piece,
                key=key,
                item=feed.add(item),
                words=words.add(said) if words else (0, 0),
            )
        feed.add(write.TAIL)
        if words is not None:
            words.add(search.TAIL)
    if publication.cover is not None:
        stage.copy(publication.cover.target, renderer.inputs.full(publication.cover.source))
    for portrait in publication.portraits.values():
        stage.copy(portrait.target, renderer.inputs.full(portrait.source))
    if site is not None:
        site.stage_shared(stage, episodes, about)
    return stage.digest(project.output.feed), pieces


def _about(show: Show) -> str | None:
    """The show's description as simple HTML; ``None`` when it is plain text anyway."""
    found = markup.simple(markup.render(show.description, base=show.link))
    words = found.removeprefix("<p>").removesuffix("</p>")
    return None if "<" not in words else found


def _kept(
    renderer: Renderer, stage: Stage, episode: Episode, source: Source, key: str
) -> Piece | None:
    """What the last run made, when nothing it rests on has changed and its files stand."""
    piece = renderer.old.get(episode.slug)
    if piece is None or piece.key != key:
        return None
    assets = [asset.target for asset in assets_of(source, renderer.project)]
    return piece if all(stage.keep(path) for path in (*assets, *piece.files)) else None


def _rendered(
    renderer: Renderer, stage: Stage, episode: Episode, source: Source, around: Neighbours
) -> tuple[bytes, bytes, Piece]:
    """Stage an episode's files. Returns its item, the words of its notes, what is remembered."""
    project, site = renderer.project, renderer.site
    texts = texts_of(renderer.inputs, episode, source, project)
    made = transcripts_of(
        renderer.inputs, episode, source, project, texts.transcript, renderer.profiles
    )
    episode = resolve.with_transcripts(
        episode, source, project, made=tuple(made.files), headings=made.headings
    )
    for asset in assets_of(source, project):
        stage.copy(asset.target, renderer.inputs.full(asset.source))
    files = {f"{episode.folder}transcript.{name}": data for name, data in made.files.items()}
    if episode.chapters:
        from podcastkit.timed import chapters_json

        files[f"{episode.folder}chapters.json"] = chapters_json.to_json(episode.chapters)
    words = b""
    if site is not None:
        files |= site.files(episode, source, texts, made, around)
        words = site.words(episode, texts.notes)
    for path, data in files.items():
        stage.put(path, data)
    fed = episode
    if project.audio.prefix:
        prefixed = write.with_prefix(episode.enclosure_url, project.audio.prefix)
        fed = replace(episode, enclosure_url=prefixed)
    item = write.item(fed, notes_html=texts.notes, description_html=texts.description)
    return item, words, Piece(files=tuple(files), problems=made.problems)
