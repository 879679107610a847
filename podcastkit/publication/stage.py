"""From rendered bytes to files in place, so that a killed run leaves the old state or the new.

Everything is staged first: what differs from the file that stands is written beside it, on the
same file system, in a hidden folder of the output; what is equal is only remembered. Nothing that
readers see changes before ``commit``. Then

1. the manifest becomes the union of what stood and what will stand, so that no file of ours can
   ever look foreign to the next run,
2. pages, transcripts and pictures are renamed into place,
3. the lock,
4. the feed, which therefore never names a file that is not there,
5. what is no longer published is removed, and the manifest becomes exact.

A run that was killed in between is completed by the next one, which stages what is missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from podcastkit.findings import Problem
from podcastkit.inputs import digest_of, file_digest
from podcastkit.publication.disk import Writer, disk, replace, write_through
from podcastkit.publication.manifest import MANIFEST, read_manifest, write_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STAGE_FOLDER = ".podcastkit-stage"
_CHUNK = 1 << 20


def _step(_what: str) -> None:
    """Called before each change on disk; tests put a crash here."""


step: Callable[[str], None] = _step


@dataclass(slots=True, kw_only=True)
class Stage:
    """What a run is about to publish below ``folder``.

    ``check`` compares only and writes nothing at all. Raises ``DiskError``, with the stage
    removed, when the disk refuses.
    """

    folder: Path
    check: bool = False
    old: dict[str, str] = field(init=False)
    _files: dict[str, str] = field(default_factory=dict, init=False)
    _staged: dict[str, str] = field(default_factory=dict, init=False)
    _outside: list[tuple[Path, Path]] = field(default_factory=list, init=False)
    _folded: dict[str, str] = field(default_factory=dict, init=False)
    _problems: list[Problem] = field(default_factory=list, init=False)
    _checked: set[str] = field(default_factory=set, init=False)
    _count: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        manifest = self.folder / MANIFEST
        self.old = read_manifest(manifest.read_bytes() if manifest.is_file() else None)
        if not self.check:
            with disk(self.folder):
                self._sweep()

    def _sweep(self) -> None:
        """Remove what a killed run left."""
        if self._stage.exists():
            shutil.rmtree(self._stage)

    @property
    def _stage(self) -> Path:
        return self.folder / STAGE_FOLDER

    def put(self, path: str, data: bytes) -> None:
        """Publish ``data`` at ``path`` below the folder."""
        digest = digest_of(data)
        if self._is_new(path, digest, len(data)):
            with disk(self.folder / path), self._staging(path) as file:
                file.write(data)

    def copy(self, path: str, source: str) -> None:
        """Publish a copy of the file ``source``, read in pieces, for it may be large."""
        with disk(source), open(source, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        if self._is_new(path, digest, size):
            with (
                disk(self.folder / path),
                self._staging(path) as target,
                open(source, "rb") as file,
            ):
                shutil.copyfileobj(file, target, _CHUNK)

    def keep(self, path: str) -> bool:
        """Publish again what stands at ``path``; false when it is not what the last run wrote."""
        digest = self.old.get(path)
        if digest is None or file_digest(os.path.join(self.folder, path)) != digest:
            return False
        return self._register(path, digest)

    @contextlib.contextmanager
    def open(self, path: str) -> Iterator[Writer]:
        """Publish what is written piece by piece, without ever holding it whole."""
        writer = Writer(None)
        with disk(self.folder / path):
            if self.check:
                yield writer
            else:
                with self._staging(path) as file:
                    writer = Writer(file)
                    yield writer
        digest = writer.digest()
        if not self._is_new(path, digest, writer.size) and not self.check:
            os.unlink(self._staged.pop(path))

    def paths(self) -> list[str]:
        """Everything that is published, and the manifest."""
        return [*sorted(self._files), MANIFEST]

    def digest(self, path: str) -> str:
        """The content hash of what is published at ``path``."""
        return self._files[path]

    def outside(self, target: Path, data: bytes) -> None:
        """Also write a file of the project (the lock), between the pages and the feed."""
        if target.is_file() and target.read_bytes() == data:
            return
        staged = target.with_name(f".{target.name}.new")
        if not self.check:
            with disk(target):
                step(f"stage {target.name}")
                write_through(staged, data)
        self._outside.append((staged, target))

    def _register(self, path: str, digest: str) -> bool:
        """Note a target; false with a problem where nothing can be written there."""
        self._files[path] = digest
        first = self._folded.setdefault(_fold(path), path)
        fault = (
            self._fault(path)
            if first == path
            else f"{first} and {path} are one file where case does not count"
        )
        if fault:
            self._foreign(path, fault)
        return fault is None

    def _is_new(self, path: str, digest: str, size: int) -> bool:
        """Note a target; whether it must be written."""
        if not self._register(path, digest):
            return False
        target = os.path.join(self.folder, path)
        try:
            stands = os.stat(target).st_size
        except OSError:
            self._mark(path)
            return True
        if size == stands and file_digest(target) == digest:
            return False
        if path not in self.old:
            self._foreign(path, "a file that podcastkit did not write stands there")
        self._mark(path)
        return True

    def _mark(self, path: str) -> None:
        self._staged.setdefault(path, "")

    def _fault(self, path: str) -> str | None:
        """Why nothing can be written at a path: it leaves the folder, or a folder is there."""
        parts = path.split("/")
        if not path or any(part in {"", ".", ".."} for part in parts) or "\\" in path:
            return "its path leaves the output folder"
        above = os.fspath(self.folder)
        for part in parts[:-1]:
            above = os.path.join(above, part)
            if above in self._checked:
                continue
            if os.path.islink(above):
                return f"{part} is a link"
            if os.path.exists(above) and not os.path.isdir(above):
                return f"{part} is a file, and should be a folder"
            self._checked.add(above)
        target = os.path.join(above, parts[-1])
        if os.path.islink(target):
            return "a link stands there"
        return "a folder stands there" if os.path.isdir(target) else None

    def _foreign(self, path: str, why: str) -> None:
        self._problems.append(
            Problem(
                code="PK710",
                path=f"{self.folder.name}/{path}",
                message=f"cannot write here: {why}",
                hint="move it away, or choose another [output] folder",
            )
        )

    @contextlib.contextmanager
    def _staging(self, path: str) -> Iterator[BinaryIO]:
        if self.check:
            with open(os.devnull, "wb") as nothing:
                yield nothing
            return
        self._stage.mkdir(parents=True, exist_ok=True)
        self._count += 1
        staged = os.path.join(self._stage, f"{self._count}.new")
        step(f"stage {path}")
        with open(staged, "wb") as file:
            yield file
        self._staged[path] = staged

    def problems(self) -> list[Problem]:
        """What stands in the way. While there is any, ``commit`` must not be called."""
        return self._problems

    def changes(self) -> list[str]:
        """The paths below the folder that are written or removed; the manifest not counted."""
        gone = [path for path in self.old if path not in self._files and self._stands(path)]
        return sorted([*self._staged, *gone])

    def changes_outside(self) -> list[str]:
        """The names of the project's own files that are written: the lock."""
        return [target.name for _, target in self._outside]

    def changes_manifest(self) -> bool:
        """Whether the manifest that stands lists something else."""
        return self.old != self._files

    def _stands(self, path: str) -> bool:
        return os.path.isfile(os.path.join(self.folder, path))

    def abort(self) -> None:
        """Remove all that was staged; nothing has changed then."""
        for staged, _ in self._outside:
            staged.unlink(missing_ok=True)
        if not self.check:
            shutil.rmtree(self._stage, ignore_errors=True)
            with contextlib.suppress(OSError):
                self.folder.rmdir()  # only when it is empty: then we made it

    def commit(self, *, feed: str) -> None:
        """Rename everything into place, the feed last, and remove what is no longer published."""
        gone = [path for path in self.old if path not in self._files]
        with disk(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._staged or gone:
                self._replace_manifest({**self.old, **self._files})
            for path, staged in self._staged.items():
                if path != feed:
                    self._rename(staged, path)
            for staged_file, target in self._outside:
                step(f"rename {target.name}")
                replace(os.fspath(staged_file), os.fspath(target))
            if feed in self._staged:
                self._rename(self._staged[feed], feed)
            for path in gone:
                self._remove(path)
            self._replace_manifest(self._files)
            if self._stage.exists():
                step("sweep")
                shutil.rmtree(self._stage)

    def _rename(self, staged: str, path: str) -> None:
        target = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        step(f"rename {path}")
        replace(staged, target)

    def _replace_manifest(self, files: dict[str, str]) -> None:
        data = write_manifest(files)
        target = self.folder / MANIFEST
        if target.is_file() and target.read_bytes() == data:
            return
        self._stage.mkdir(parents=True, exist_ok=True)
        staged = self._stage / "manifest.new"
        step("stage manifest")
        write_through(staged, data)
        step("rename manifest")
        replace(os.fspath(staged), os.fspath(target))

    def _remove(self, path: str) -> None:
        if self._fault(path):
            return
        target = self.folder / path
        step(f"remove {path}")
        target.unlink(missing_ok=True)
        for parent in target.parents:
            if parent == self.folder:
                break
            try:
                parent.rmdir()
            except OSError:
                break


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold() if not path.isascii() else path.lower()
