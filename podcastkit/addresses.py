"""Where pages, sounds and the files beside them are served."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

if TYPE_CHECKING:
    from podcastkit.project import Project
    from podcastkit.source import AudioPlace, Source


def page_link(source: Source, project: Project) -> str:
    """The address of an episode's page: as written, else where it is served.

    A page that is written here is below ``[output] url``, as all that is written; one of the
    site's own is below the show's address.
    """
    if source.link:
        return source.link
    if project.output.pages:
        return published_page(source, project)
    return project.show.link.rstrip("/") + "/" + quoted(source.page)


def published_page(source: Source, project: Project) -> str:
    """Where an episode's page is served if it is written here, and what is written beside it."""
    return project.output.url + quoted(source.page)


def quoted(path: str) -> str:
    """A path as it stands in an address."""
    return quote(path, safe="/~!$&'()*+,;=:@-._")


def enclosure_url(source: Source, project: Project, link: str) -> str | None:
    """Where the feed says that the sound is served; ``None`` where nothing says it."""
    # What is copied lies where we write, wherever the author has a page for it.
    page = published_page(source, project) if project.audio.copy else link
    return sound_address(source.audio, source.path, project, page)


def sound_address(place: AudioPlace, path: str, project: Project, link: str) -> str | None:
    """Where the sound of the episode in the file ``path``, whose page is ``link``, is served.

    A URL as written; a local file at its page with ``copy``; one of the site's static folder
    where the site serves it, unless ``[audio] url`` is an address elsewhere; one in a bundle
    beside a site generator at its page; else below ``[audio] url``. ``None`` where nothing says it.
    """
    if place.url is not None:
        return place.url
    name = quote(posixpath.basename(place.path or place.written))
    if project.audio.copy:
        return beside(link, name)
    served, site = project.audio.url, project.show.link.rstrip("/") + "/"
    if place.served and project.show.link and (served or site).rstrip("/") + "/" == site:
        return site + quote(place.served)
    if place.bundled and place.path is not None and project.content.preset != "plain":
        below = place.path.removeprefix(path.rpartition("/")[0] + "/")
        return beside(link, quote(below))
    return served.rstrip("/") + "/" + name if served else None


def beside(link: str, file: str) -> str:
    """The address of a file of a page's: beside its index, else in a folder of the page's name."""
    parts = urlsplit(link)
    folder, _, name = parts.path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    if stem not in {"", "index"}:
        folder += f"/{stem}"
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{file}", "", ""))
