"""The sound of a new episode: what its file must say for podcastkit to find it."""

from __future__ import annotations

import os
import posixpath
import re
import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from podcastkit import values
from podcastkit.addresses import sound_address
from podcastkit.begin import habits
from podcastkit.content import assets, fields
from podcastkit.errors import AudioError, StandsAlreadyError, UsageError
from podcastkit.jobs.find import here
from podcastkit.source import AudioPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from podcastkit.begin.habits import Example
    from podcastkit.jobs.load import Loaded
    from podcastkit.project import Project

_HIDDEN = re.compile(r"/[._#~]")
"""Files and folders that Jekyll passes by."""
_MISSING = "the sound: its address, or a file beside this one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """``--audio``, and whether a file from elsewhere may be copied: said, or asked for."""

    audio: str | None
    copy: bool = False
    ask: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """``written`` is what the file says of the sound; ``keys`` where, with remarks.

    ``copy`` is a file to be copied into the project, and its path there.
    """

    written: str | None = None
    keys: tuple[tuple[tuple[str, ...], Any, str], ...] = ()
    todo: tuple[str, ...] = ()
    copy: tuple[Path, str] | None = None


def sound_of(
    loaded: Loaded, project: Project, given: Given, path: str, examples: Sequence[Example]
) -> Sound:
    """The sound that was ``given``, a file or an address, as the episode at ``path`` names it.

    Raises ``UsageError`` for what is neither, lies outside the project, or is no sound, and
    ``StandsAlreadyError`` for one that another episode has.
    """
    audio, written, copy, todo = given.audio, None, None, []
    if audio is not None and assets.is_url(audio):
        written = _address(audio)
    elif audio is not None:
        if not values.is_text(audio):
            raise UsageError(f"--audio {audio}: its name is no UTF-8; give the file another one")
        file = _found(loaded, project, audio, path)
        _listen(file, audio)
        named = _local(loaded, project, file, examples) or _inside(
            loaded, project, file, path, audio, examples
        )
        if named is None:
            copy = _copied(given, audio, file, path, loaded)
            written = assets.as_written(posixpath.basename(copy[1]))
            named = written, _is_served(project, written, path, copy[1])
        written, is_served = named
        if not is_served:
            todo.append('say where sounds are served: [audio] url = "https://…/", or copy = true')
    if written is not None and audio is not None and copy is None:
        _check_free(loaded, project, written, path, audio)
    template = habits.holes_of(project)
    if template is not None:
        return replace(_in_template(template, written, project), copy=copy)
    key = habits.key_of(project, "episode_url", examples) or ("episode_url",)
    if written is None:
        todo.append(f"name its sound: {'.'.join(key)}, an address or a file")
    keys = ((key, written or "", "" if written else _MISSING),)
    return Sound(written=written, keys=keys, todo=tuple(todo), copy=copy)


def _address(given: str) -> str:
    try:
        return values.check_url(given)
    except values.BadValueError as error:
        raise UsageError(f"--audio is {error}") from error


def _found(loaded: Loaded, project: Project, given: str, path: str) -> Path:
    """The file that was named; a bare name is looked for where the show's sounds lie, too."""
    places = [here()]
    if posixpath.basename(given) == given and os.path.basename(given) == given:  # noqa: PTH119
        beside = loaded.root / posixpath.dirname(path)
        above = beside.parent if path.rpartition("/")[2] in habits.INDEXES else beside
        places += [above, *(loaded.root / folder for folder in project.audio.local), loaded.root]
    for place in places:
        file = Path(os.path.abspath(place / given))  # noqa: PTH100 - links are looked at later
        if file.is_file():
            return file
    raise UsageError(f"--audio {given}: there is no such file")


_Named = tuple[str, bool]
"""How the episode names a file, and whether it is told where that is served."""


def _local(
    loaded: Loaded, project: Project, file: Path, examples: Sequence[Example]
) -> _Named | None:
    """How the episode names a file of an ``[audio] local`` folder; ``None`` for another."""
    for folder in project.audio.local:
        if Path(os.path.abspath(loaded.root / folder)) == file.parent:  # noqa: PTH100
            written = _as_others(project, file.name, examples) or file.name
            return written, assets.is_url(written) or bool(project.audio.url or project.audio.copy)
    return None


def _inside(
    loaded: Loaded, project: Project, file: Path, path: str, given: str,
    examples: Sequence[Example],
) -> _Named | None:  # fmt: skip
    """How the episode names a file of the project; ``None`` for one that lies outside."""
    root = loaded.root
    if not (file.is_relative_to(root) and file.resolve().is_relative_to(root.resolve())):
        return None
    inside = file.relative_to(root).as_posix()
    ways = _rooted_as_others(project, _names(project, inside, posixpath.dirname(path)), examples)
    found = [shown for name in ways if (shown := _shown_name(loaded, project, name, path, inside))]
    if not found:
        raise UsageError(
            f"--audio {given}: another file of that name would be found first; rename it"
        )
    served = [name for name in found if _is_served(project, name, path, inside)]
    # The others' way is kept also where nothing says yet where their sounds are served.
    best = found[0] if _paths_of(project, examples) or not served else served[0]
    return best, best in served


def _names(project: Project, inside: str, folder: str) -> list[str]:
    """Ways to name the project's file ``inside`` in an episode's file in ``folder``, best first."""
    names = [inside]
    if folder and inside.startswith(folder + "/"):
        names.insert(0, inside.removeprefix(folder + "/"))
    static = posixpath.normpath(project.content.static or "")
    if static != "." and inside.startswith(static + "/"):
        names.insert(0, inside.removeprefix(static))
    elif project.content.preset == "jekyll" and not _HIDDEN.search(f"/{inside}"):
        names.append(f"/{inside}")  # all of the project that is not hidden is the site's
    return names


def _shown_name(loaded: Loaded, project: Project, name: str, path: str, inside: str) -> str | None:
    """The name as it is written, where it leads to the file and to no other one."""
    shown = assets.as_written(name)
    try:
        found = assets.find_file(loaded.inputs, project, posixpath.dirname(path), shown)
    except values.BadValueError:
        return None
    return shown if found == inside else None


def _copied(given: Given, audio: str, file: Path, path: str, loaded: Loaded) -> tuple[Path, str]:
    """A file from elsewhere, and its path beside the episode, where it may be copied."""
    target = posixpath.join(posixpath.dirname(path), file.name)
    if (loaded.root / target).exists():
        raise StandsAlreadyError(
            f"--audio {audio} lies outside the project, and {target} is there already: name that "
            "one, or give one of the two another name"
        )
    if given.copy or (given.ask is not None and given.ask(target)):
        return file, target
    raise UsageError(
        f"--audio {audio} lies outside the project: with --audio {shlex.quote(audio)} --copy it "
        f"is copied to {target}"
    )


def _check_free(loaded: Loaded, project: Project, written: str, path: str, given: str) -> None:
    """Raise where an episode has the sound already: apps would play one for the other."""
    mine: str | None = written
    if not assets.is_url(written):
        folder = posixpath.dirname(path)
        mine = assets.find_file(loaded.inputs, project, folder, written)
        mine = mine or assets.find_local(loaded.inputs, project, written)
    for source in [*loaded.sources, *loaded.broken]:
        if mine is not None and mine == (source.audio.url or source.audio.path):
            raise StandsAlreadyError(
                f"--audio {given} is the sound of {source.path} already, and each episode has its "
                "own"
            )


def _listen(file: Path, given: str) -> None:
    from podcastkit.audio import local

    try:
        local.inspect(file)
    except AudioError as error:
        raise UsageError(f"--audio {given} is no sound that podcastkit knows: {error}") from error


def _as_others(project: Project, name: str, examples: Sequence[Example]) -> str | None:
    """The address beside the newest episode's, where sounds are named by addresses."""
    if project.audio.url:
        return None
    value = next(_said(project, examples), None)
    if value is not None and assets.is_url(value) and "?" not in value:
        return f"{value.rpartition('/')[0]}/{quote(name)}"
    return None


def _said(project: Project, examples: Sequence[Example]) -> Iterator[str | None]:
    """What the examples say of their sounds, newest first."""
    key = habits.key_of(project, "episode_url", examples)
    for example in examples:
        value: Any = example.values
        for part in key or ():
            value = value.get(part) if isinstance(value, dict) else None
        yield value if isinstance(value, str) else None


def _paths_of(project: Project, examples: Sequence[Example]) -> list[str]:
    """The paths among what the examples say, newest first."""
    return [said for said in _said(project, examples) if said and not assets.is_url(said)]


def _rooted_as_others(
    project: Project, names: Sequence[str], examples: Sequence[Example]
) -> list[str]:
    """Ways to name a file, and first those that begin as the newest episode's path does.

    A slash before it counts from the site's static folder, and a site's own pages may need it.
    """
    paths = _paths_of(project, examples)
    if not paths:
        return list(names)
    if paths[0].startswith("/"):
        return [*(f"/{name.lstrip('/')}" for name in names), *names]
    return [*(name.lstrip("/") for name in names), *names]


def _is_served(project: Project, written: str, path: str, inside: str) -> bool:
    """Whether something says under which address the project's file ``inside`` can be had."""
    folder, _, last = path.rpartition("/")
    place = AudioPlace(
        written=written,
        path=inside,
        bundled=last in habits.INDEXES and inside.startswith(folder + "/"),
        served=assets.served_path(project, written, inside),
    )
    return sound_address(place, path, project, project.show.link) is not None


def _in_template(
    template: tuple[str, tuple[str, ...]], written: str | None, project: Project
) -> Sound:
    """The keys that the template of ``[fields] episode_url`` is filled with."""
    pattern, holes = template
    said = habits.fill_holes(pattern, holes, written) if written else dict.fromkeys(holes, "")
    if said is None and written and not assets.is_url(written):
        # A path of the site's, which counts from its static folder.
        said = habits.fill_holes(pattern, holes, f"/{written.lstrip('/')}")
    if said is None:
        raise UsageError(f'--audio "{written}" is not as [fields] episode_url has it: {pattern}')
    extra = project.content.extra
    keys = tuple(
        ((extra, *hole.split(".")) if extra else tuple(hole.split(".")), text,
         "" if text else f"for the sound: {_shown(pattern)}")
        for hole, text in said.items()
    )  # fmt: skip
    todo = () if written or not holes else (f"fill in {', '.join(holes)}: they name its sound",)
    return Sound(written=written, keys=keys, todo=todo)


def _shown(pattern: str) -> str:
    """A template as a remark shows it: on one line, and not too long."""
    names = ", ".join(fields.holes(pattern))
    return pattern if len(pattern) <= 80 else f"a template with {names}"
