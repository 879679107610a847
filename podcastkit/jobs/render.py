"""Render what is published, one episode at a time: page, item, files; staged and dropped.

An episode whose piece of the last run rests on exactly the same things is not rendered again: its
item is copied out of the feed that stands, its files are left as they are.
"""

from __future__ import annotations

import contextlib
import functools
import os
import posixpath
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from podcastkit import markup, resolve
from podcastkit.checks.own_feed import OwnFeed
from podcastkit.errors import TemplateFaultError
from podcastkit.feed import write
from podcastkit.findings import Problem
from podcastkit.inputs import digest_of, file_digest
from podcastkit.jobs.checking import profiles_of
from podcastkit.jobs.plan import Asset, episode_image
from podcastkit.jobs.texts import texts_of
from podcastkit.jobs.transcripts import transcripts_of
from podcastkit.state import Piece, engine_key

if TYPE_CHECKING:
    from podcastkit.inputs import Inputs
    from podcastkit.jobs.load import Loaded
    from podcastkit.jobs.plan import Publication
    from podcastkit.model import Episode, Show
    from podcastkit.pages.site import Pages
    from podcastkit.project import Project
    from podcastkit.publication import Stage
    from podcastkit.source import Source
    from podcastkit.state import State


@dataclass(kw_only=True)
class Renderer:
    """What rendering an episode rests on besides the episode itself.

    ``old`` holds the last run's pieces, which lie in the open file ``old_feed``.
    """

    project: Project
    publication: Publication
    inputs: Inputs
    pages: Pages | None
    engine: str
    old: dict[str, Piece]
    old_feed: BinaryIO | None
    own_feed: OwnFeed
    problems: list[Problem] = field(default_factory=list)

    def key(self, episode: Episode, source: Source) -> str:
        """The hash of all that an episode's item and files depend on."""
        files = (source.transcripts, source.transcript_text, source.attachments)
        # Behind the headings of a transcript stand the notes, and not what the author listed.
        own = (episode, files, source.image_digest, source.summary, source.chapters is None)
        return digest_of(f"{self.shared}{own!r}".encode("utf-8", "backslashreplace"))

    @functools.cached_property
    def shared(self) -> str:
        """All that every episode depends on."""
        output, audio, content = self.project.output, self.project.audio, self.project.content
        templates = self.pages.digest() if self.pages else ""
        settings = (
            *(output.url, output.feed, output.transcripts, audio.prefix, audio.copy),
            *(content.smart_punctuation, sorted(self.profiles)),
        )
        # A live item that begins changes no episode.
        show = replace(self.publication.show, podcasting=None)
        return repr((self.engine, templates, show, settings))

    @functools.cached_property
    def profiles(self) -> frozenset[str]:
        """Whose rules are asked."""
        return profiles_of(self.project)


def assets_of(episode: Episode, source: Source, project: Project) -> list[Asset]:
    """The project's files that are published with an episode as they are."""
    found = [
        Asset(source=sidecar.path, target=f"{episode.folder}{source.transcript_name(sidecar)}")
        for sidecar in source.transcripts
        if sidecar.path is not None
    ]
    image = episode_image(source)
    if image is not None:
        found.append(image)
    if project.audio.copy and source.audio.path is not None and source.audio.url is None:
        name = source.audio.path.rpartition("/")[2]
        found.append(Asset(source=source.audio.path, target=episode.folder + name))
    taken = {asset.target for asset in found}
    # What the text names is looked for beside the page, also where that is no folder's index.
    beside = episode.page.rpartition("/")[0]
    named = ((posixpath.join(beside, a.name), a) for a in source.attachments)
    found += [Asset(source=a.path, target=target) for target, a in named if target not in taken]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The hash of the staged feed and its pieces; what is wrong with them, or with a template.

    ``remarks`` tell of the podcaster's own transcripts, and stop nothing.
    """

    feed: str = ""
    pieces: dict[str, Piece] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def stage_all(
    loaded: Loaded, project: Project, publication: Publication, state: State, stage: Stage
) -> Rendered:
    """Stage everything that is published, with the last run's pieces where they still hold."""
    old_digest, old = state.pieces()
    feed_file = stage.folder / project.output.feed
    usable = bool(old) and file_digest(os.fspath(feed_file)) == old_digest
    templates = project.output.templates
    try:
        with contextlib.ExitStack() as stack:
            renderer = Renderer(
                project=project,
                publication=publication,
                inputs=loaded.inputs,
                pages=_pages(loaded, project),
                engine=engine_key(),
                old=old if usable else {},
                old_feed=stack.enter_context(feed_file.open("rb")) if usable else None,
                own_feed=OwnFeed(profiles_of(project), project.validate.ignore),
            )
            feed, pieces = render_all(renderer, stage)
            remarks = (problem for piece in pieces.values() for problem in piece.problems)
            return Rendered(
                feed=feed,
                pieces=pieces,
                problems=tuple(renderer.problems),
                remarks=tuple(remarks),
            )
    except TemplateFaultError as error:
        problem = Problem(
            code="PK030",
            path=f"{templates or 'templates'}/{error.name}",
            line=error.line,
            column=1,
            message=f"the template cannot be rendered: {error}",
            hint="mend it, or remove it: then podcastkit's own template of that name is used",
        )
        return Rendered(problems=(problem,))


def _pages(loaded: Loaded, project: Project) -> Pages | None:
    if not project.output.pages:
        return None
    from podcastkit.pages.site import Pages

    folder = project.output.templates
    texts: dict[str, str] = {}
    for name in sorted(loaded.inputs.names(folder) or {}) if folder else []:
        data = loaded.inputs.read(f"{folder}/{name}")
        if data is not None and name[0] != ".":
            texts[name] = data.decode("utf-8", "replace")
    return Pages(texts)


def render_all(renderer: Renderer, stage: Stage) -> tuple[str, dict[str, Piece]]:
    """Stage every file of the publication, the feed last. Returns its hash and its pieces."""
    publication, project = renderer.publication, renderer.project
    show, episodes = publication.show, publication.episodes
    pieces: dict[str, Piece] = {}
    newest = max((max(e.published, e.updated or e.published) for e in episodes), default=None)
    with stage.open(project.output.feed) as feed:
        about = _about(show)
        head = write.head(show, built=newest, description_html=about)
        renderer.problems += renderer.own_feed.check_head(head, project.path)
        offset = feed.write(head)
        for episode in episodes:
            source = publication.sources[episode.slug]
            key = renderer.key(episode, source)
            kept = _kept(renderer, stage, episode, source, key)
            item, piece = kept or _rendered(renderer, stage, episode, source, key)
            if kept is None:
                renderer.problems += renderer.own_feed.check_item(
                    item, source.path, dict(source.ignore)
                )
            pieces[episode.slug] = replace(piece, offset=offset, length=len(item))
            offset += feed.write(item)
        feed.write(write.TAIL)
    if publication.cover is not None:
        stage.copy(publication.cover.target, renderer.inputs.full(publication.cover.source))
    if renderer.pages is not None:
        with stage.open("index.html") as index:
            cover = publication.cover.target if publication.cover else None
            for chunk in renderer.pages.index_page(show, episodes, cover=cover, about_html=about):
                index.write(chunk.encode("utf-8", "replace"))
        for path, data in renderer.pages.static_files().items():
            stage.put(path, data)
    return stage.digest(project.output.feed), pieces


def _about(show: Show) -> str | None:
    """The show's description as simple HTML; ``None`` when it is plain text anyway."""
    found = markup.simple(markup.render(show.description, base=show.link))
    words = found.removeprefix("<p>").removesuffix("</p>")
    return None if "<" not in words else found


def _kept(
    renderer: Renderer, stage: Stage, episode: Episode, source: Source, key: str
) -> tuple[bytes, Piece] | None:
    """The item of the last run, when nothing it rests on has changed and its files stand."""
    piece = renderer.old.get(episode.slug)
    if piece is None or piece.key != key or renderer.old_feed is None:
        return None
    assets = [asset.target for asset in assets_of(episode, source, renderer.project)]
    if not all(stage.keep(path) for path in (*assets, *piece.files)):
        return None
    renderer.old_feed.seek(piece.offset)
    return renderer.old_feed.read(piece.length), piece


def _rendered(
    renderer: Renderer, stage: Stage, episode: Episode, source: Source, key: str
) -> tuple[bytes, Piece]:
    """Stage an episode's files. Returns its item, and what is remembered of it."""
    project, show = renderer.project, renderer.publication.show
    texts = texts_of(renderer.inputs, episode, source, project)
    made = transcripts_of(
        renderer.inputs, episode, source, project, texts.transcript, renderer.profiles
    )
    episode = resolve.with_transcripts(
        episode, source, project, made=tuple(made.files), headings=made.headings
    )
    for asset in assets_of(episode, source, project):
        stage.copy(asset.target, renderer.inputs.full(asset.source))
    files = {f"{episode.folder}transcript.{name}": data for name, data in made.files.items()}
    if episode.chapters:
        from podcastkit.timed import chapters_json

        files[f"{episode.folder}chapters.json"] = chapters_json.to_json(episode.chapters)
    if renderer.pages is not None:
        page = renderer.pages.episode_page(show, episode, texts.notes, texts.transcript)
        files[episode.page] = page.encode("utf-8", "replace")
    for path, data in files.items():
        stage.put(path, data)
    fed = episode
    if project.audio.prefix:
        prefixed = write.with_prefix(episode.enclosure_url, project.audio.prefix)
        fed = replace(episode, enclosure_url=prefixed)
    item = write.item(fed, notes_html=texts.notes, description_html=texts.description)
    return item, Piece(key=key, files=tuple(files), problems=made.problems)
