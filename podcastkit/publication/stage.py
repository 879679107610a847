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
from typing import TYPE_CHECKING

from podcastkit.inputs import digest_of, file_digest
from podcastkit.publication.disk import (
    Naming,
    Writer,
    holds,
    is_equal,
    replace,
    settle,
    write_new,
    write_through,
)
from podcastkit.publication.manifest import (
    manifest_name,
    read_manifest,
    stage_name,
    write_manifest,
)
from podcastkit.publication.targets import ABSENT, Targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from podcastkit.findings import Problem


def _step(_what: str) -> None:
    """Called before each change on disk; tests put a crash here."""


step: Callable[[str], None] = _step


class Stage:
    """What a run is about to publish below ``folder``, which findings call ``label``.

    ``show`` is the project file's name without its suffix: several shows may share a folder.
    ``check`` compares only and writes nothing at all. ``known`` has size and modification time, in
    nanoseconds, of the files as the last run left them: what looks like that is not read again.
    ``kept`` has the same of those that are published again as they stand. Every method raises
    ``DiskError`` when the disk refuses; ``abort`` then leaves what was there.
    """

    def __init__(
        self,
        folder: Path,
        *,
        label: str | None = None,
        show: str = "podcast",
        check: bool = False,
        known: Mapping[str, list[int]] | None = None,
    ) -> None:
        self.folder = folder
        self._base = os.fspath(folder)
        self._manifest = manifest_name(show)
        self._room = f"{self._base}/{stage_name(show)}"
        self._targets = Targets(self._base, folder.name if label is None else label)
        self.kept: dict[str, list[int]] = {}
        self._files: dict[str, str] = {}
        self._staged: dict[str, str] = {}
        self._outside: list[tuple[str, str]] = []
        self._count = 0
        self._old = self._listed()
        # When the list is not the one of that run, a run after it was killed among its renames.
        self._known = known if known and self._is_known(known) else {}
        # Nothing is staged where nothing can be: a file in the folder's place, a broken list.
        self._dry = check or bool(self._targets.problems)
        if not self._dry and os.path.isdir(self._room):
            with Naming(self._room, "removed"):
                shutil.rmtree(self._room)  # what a killed run left

    def _listed(self) -> dict[str, str]:
        """What the last run wrote, by its manifest."""
        data = None
        with (
            Naming(self._targets.named(self._manifest), "read"),
            contextlib.suppress(FileNotFoundError, NotADirectoryError),
            open(f"{self._base}/{self._manifest}", "rb") as file,
        ):
            data = file.read()
        listed = read_manifest(data)
        if listed is None:
            self._targets.refuse(
                self._manifest,
                "the list of what podcastkit wrote cannot be read",
                hint="bring it back from git; or remove it and the files it named, then run again",
            )
        return listed or {}

    def put(self, path: str, data: bytes) -> None:
        """Publish ``data`` at ``path`` below the folder."""
        digest = digest_of(data)
        if self._is_new(path, digest, len(data)) and not self._dry:
            with Naming(self._targets.named(path)):
                write_new(self._new_file(path), data)

    def copy(self, path: str, source: str) -> None:
        """Publish a copy of the file ``source``, read in pieces, for it may be large."""
        with Naming(source, "read"), open(source, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if self._is_new(path, digest, size) and not self._dry:
            with Naming(self._targets.named(path)):
                shutil.copyfile(source, self._new_file(path))

    def keep(self, path: str) -> bool:
        """Publish again what stands at ``path``; false when it is not what the last run wrote."""
        digest = self._old.get(path)
        if digest is None or self._targets.claim(path, given=False) is None:
            return False
        stat = self._targets.stats.get(path)
        is_same = stat is not None and stat == self._known.get(path)
        if not is_same and file_digest(f"{self._base}/{path}") != digest:
            return False
        self._files[path] = digest
        if stat is not None:
            self.kept[path] = stat
        return True

    def _is_known(self, known: Mapping[str, list[int]]) -> bool:
        try:
            stat = os.lstat(f"{self._base}/{self._manifest}")
        except OSError:
            return False
        return known.get(self._manifest) == [stat.st_size, stat.st_mtime_ns]

    @contextlib.contextmanager
    def open(self, path: str) -> Iterator[Writer]:
        """Publish what is written piece by piece, without ever holding it whole."""
        staged = None if self._dry else self._new_file(path)
        writer = Writer(staged, target=self._targets.named(path))
        try:
            yield writer
        finally:
            writer.close()
        if not self._is_new(path, writer.digest(), writer.size) and staged is not None:
            del self._staged[path]
            os.unlink(staged)

    def _is_new(self, path: str, digest: str, size: int) -> bool:
        """Claim a target; whether it must be written."""
        self.kept.pop(path, None)
        stands = self._targets.claim(path)
        if stands is None:
            return False
        self._files[path] = digest
        target = f"{self._base}/{path}"
        if stands == size and holds(target, digest, size):
            return False
        if stands != ABSENT and path not in self._old:
            self._targets.refuse(path, "a file that podcastkit did not write stands there")
            return False
        self._staged.setdefault(path, "")
        return True

    def _new_file(self, path: str) -> str:
        """Where the bytes for a target are staged."""
        step(f"stage {path}")
        if not self._count:
            with Naming(self._room, "made"):
                os.makedirs(self._room, exist_ok=True)
        self._count += 1
        staged = self._staged[path] = f"{self._room}/{self._count}.new"
        return staged

    def outside(self, target: Path, data: bytes) -> None:
        """Also write a file of the project (the lock), between the pages and the feed."""
        staged = os.fspath(target.with_name(f".{target.name}.new"))
        with Naming(target):
            if is_equal(os.fspath(target), data):
                if not self._dry:
                    target.with_name(f".{target.name}.new").unlink(missing_ok=True)
                return
            if not self._dry:
                step(f"stage {target.name}")
                write_through(staged, data)
        self._outside.append((staged, os.fspath(target)))

    def paths(self) -> list[str]:
        """Everything that is published, and the manifest."""
        return [*sorted(self._files), self._manifest]

    def digest(self, path: str) -> str:
        """The content hash of what is published at ``path``."""
        return self._files[path]

    def problems(self) -> list[Problem]:
        """What stands in the way. While there is any, ``commit`` must not be called."""
        return self._targets.problems

    def changes(self) -> list[str]:
        """The paths below the folder that are written or removed; the manifest not counted."""
        gone = [path for path in self._gone() if os.path.lexists(f"{self._base}/{path}")]
        return sorted([*self._staged, *gone])

    def changes_outside(self) -> list[str]:
        """The names of the project's own files that are written: the lock."""
        return [os.path.basename(target) for _, target in self._outside]

    def _gone(self) -> list[str]:
        """What the last run wrote and this one does not; never a file under another spelling."""
        return [
            path
            for path in self._old
            if path not in self._files
            and self._targets.twin(path) is None
            and self._targets.fault(path) is None
        ]

    def abort(self) -> None:
        """Remove all that was staged; nothing has changed then."""
        for staged, _ in self._outside:
            with contextlib.suppress(OSError):
                os.unlink(staged)
        if not self._dry:
            shutil.rmtree(self._room, ignore_errors=True)
            with contextlib.suppress(OSError):
                os.rmdir(self._base)  # only when it is empty: then we made it

    def commit(self, *, feed: str) -> None:
        """Rename everything into place, the feed last, and remove what is no longer published."""
        gone = self._gone()
        with Naming(self.folder):
            os.makedirs(self._base, exist_ok=True)
            if self._staged or gone:
                self._replace_manifest({**self._old, **self._files})
            for path, staged in self._staged.items():
                if path != feed:
                    self._rename(staged, path)
            for staged, target in self._outside:
                step(f"rename {os.path.basename(target)}")
                with Naming(target):
                    replace(staged, target)
            if feed in self._staged:
                settle(self._staged[feed])
                self._rename(self._staged[feed], feed)
            for path in gone:
                self._remove(path)
            self._replace_manifest(self._files)
            if os.path.isdir(self._room):
                step("sweep")
                shutil.rmtree(self._room)

    def _rename(self, staged: str, path: str) -> None:
        target = f"{self._base}/{path}"
        step(f"rename {path}")
        with Naming(self._targets.named(path)):
            try:
                replace(staged, target)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(target), exist_ok=True)
                replace(staged, target)

    def _replace_manifest(self, files: dict[str, str]) -> None:
        data = write_manifest(files)
        target = f"{self._base}/{self._manifest}"
        if is_equal(target, data):
            return
        os.makedirs(self._room, exist_ok=True)
        staged = f"{self._room}/manifest.new"
        step("stage manifest")
        write_through(staged, data)
        step("rename manifest")
        replace(staged, target)

    def _remove(self, path: str) -> None:
        """Remove a file that is no longer published, and the folders that it leaves empty."""
        step(f"remove {path}")
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{self._base}/{path}")
        above = path.rpartition("/")[0]
        with contextlib.suppress(OSError):
            while above:
                os.rmdir(f"{self._base}/{above}")
                above = above.rpartition("/")[0]
