"""Where the sounds that pages name lie, and where they are served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from podcastkit.begin.generator import Site
    from podcastkit.content.discover import FilePlace
    from podcastkit.inputs import Inputs

_DEEP = 6
_MAX_FOLDERS = 2000
_NOT_SERVED = frozenset({"node_modules", "vendor", "public", "dist", "feed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Sounds under a key that are neither addresses nor files: how many, and one of them."""

    key: str
    count: int
    example: str

    def sentence(self, config: str) -> str:
        """What to write into the settings, with a line to paste."""
        were = "sound is" if self.count == 1 else "sounds are"
        return (
            f"say where {self.count} {were} served: {self.key} ({self.example}) is neither an "
            f"address nor a file; under [fields] of {config}: "
            f'episode_url = "https://cdn.example.org/{{{self.key}}}", with your host\'s name'
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What ``[fields] episode_url`` should be; ``url`` and ``local`` are those of ``[audio]``."""

    specs: tuple[str, ...]
    url: str | None = None
    local: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()


Said = tuple["FilePlace", str]
"""A page, and what it says of its sound."""


def served(
    inputs: Inputs, site: Site, said: Mapping[str, Sequence[Said]], static: str | None
) -> Served:
    """What the values that stand under each key mean. ``static`` is the generator's folder."""
    specs: list[str] = []
    folders: set[str] = set()
    local: list[str] = []
    lost: list[Lost] = []
    for key, all_of_key in said.items():
        pages = [each for each in all_of_key if not each[1].startswith(("http:", "https:"))]
        found = [(text, file_of(inputs, place, text, static)) for place, text in pages]
        # What lies in the static folder is served as it is, whatever its folder.
        folders |= {
            text.rpartition("/")[0]
            for text, file in found
            if file and text.startswith("/") and not _is_below(file, static)
        }
        missing = [text for text, file in found if file is None]
        rooted = [text for text in missing if text.startswith("/")]
        if missing and len(rooted) == len(found) and site.link:
            specs.append(f"{site.link}{{{key}}}")
            continue
        folder = _folder_of(inputs, missing, static) if missing and not rooted else None
        if folder is None:
            lost += [Lost(key=key, count=len(missing), example=missing[0])] if missing else []
        elif static is None:
            local.append(folder)
        else:
            specs.append(f"/{f'{folder}/' if folder else ''}{{{key}}}")
            # The folder's template is no file where a page says more, and then the key counts.
            if len(missing) == len(all_of_key):
                continue
        specs.append(key)
    url = f"{site.link}{folders.pop()}/" if site.link and len(folders) == 1 else None
    return Served(specs=tuple(specs), url=url, local=tuple(local), lost=tuple(lost))


def _is_below(file: str, static: str | None) -> bool:
    return static is not None and (static == "." or file.startswith(f"{static}/"))


def file_of(inputs: Inputs, place: FilePlace, text: str, static: str | None) -> str | None:
    """The file that a path means, looked for as a build does it."""
    inside = text.lstrip("/")
    beside = [] if text.startswith("/") or not place.folder else [f"{place.folder}/{text}"]
    fixed = [f"{static}/{inside}"] if static and static != "." else []
    wanted = (*beside, *fixed, inside)
    return next((p for p in wanted if ".." not in p.split("/") and inputs.is_file(p)), None)


def _folder_of(inputs: Inputs, missing: Sequence[str], static: str | None) -> str | None:
    """The one folder that holds all of these files, as the site serves it below its address."""
    top = "" if static in {None, "."} else str(static)
    found = [
        folder
        for folder in _folders(inputs, top)
        if all(
            ".." not in text.split("/") and inputs.is_file(f"{folder}/{text}" if folder else text)
            for text in missing
        )
    ]
    return found[0].removeprefix(top).lstrip("/") if len(found) == 1 else None


def _folders(inputs: Inputs, top: str) -> Iterator[str]:
    """Folders that a site may serve, the outermost first; links in a circle end somewhere."""
    level, seen = [top], 0
    for _ in range(_DEEP):
        below: list[str] = []
        for folder in level:
            seen += 1
            if seen > _MAX_FOLDERS:
                return
            yield folder
            below += [
                f"{folder}/{name}" if folder else name
                for name, is_folder in sorted((inputs.names(folder) or {}).items())
                if is_folder and name[0] not in "._" and name not in _NOT_SERVED
            ]
        level = below
