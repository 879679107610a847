"""The paths that a run claims in the output folder, and what stands in their way."""

from __future__ import annotations

import os
import re
import stat
import unicodedata

from podcastkit.findings import Problem

_NAME_BYTES = 255
# Nearly every path: names of letters and digits, none of which begins with a dot.
_PLAIN = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", re.ASCII)
ABSENT = -1
"""The size of a file that is not there."""


class Targets:
    """Claims of paths below ``folder``, which findings call ``label``.

    ``stats`` has size and modification time of each claimed file that stands there.
    """

    def __init__(self, folder: str, label: str) -> None:
        self._folder = folder
        self._label = label
        self._claimed: dict[str, int | None] = {}
        self._given: set[str] = set()
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._sound: set[str] = set()
        self._absent: set[str] = set()
        self.stats: dict[str, list[int]] = {}
        self.problems: list[Problem] = []
        if os.path.lexists(folder) and not os.path.isdir(folder):
            self.refuse("", "a file stands where the output folder should be")

    def claim(self, path: str, *, given: bool = True) -> int | None:
        """Claim a path. The size of the file that stands there, or ``ABSENT``.

        ``None``, with a problem, where nothing may be written. What is ``given`` may be claimed
        once only; what is only kept may be given later in the run.
        """
        if path not in self._claimed:
            self._claimed[path] = self._look(path)
        elif path in self._given and self._claimed[path] is not None:
            self._claimed[path] = self.refuse(path, "two things would be written there")
        if given:
            self._given.add(path)
        return self._claimed[path]

    def named(self, path: str) -> str:
        """A path below the output folder as findings name it."""
        return "/".join(part for part in (self._label, path) if part not in {"", "."})

    def refuse(self, path: str, why: str, hint: str | None = None) -> int | None:
        """Report what stands in the way of a path; ``None``, as ``claim`` gives for it."""
        self.problems.append(
            Problem(
                code="PK710",
                path=self.named(path),
                message=f"cannot write here: {why}",
                hint=hint or "move it away, or choose another [output] folder",
            )
        )
        return None

    def twin(self, path: str) -> str | None:
        """The claimed path that is the same file where case does not count."""
        return self._files.get(_fold(path))

    def fault(self, path: str) -> str | None:
        """Why a path can be nobody's: it leaves the folder, or goes through a link."""
        if len(path) <= _NAME_BYTES and _PLAIN.fullmatch(path):
            return self._above(path)
        parts = path.split("/")
        try:
            raw = os.fsencode(path)
        except UnicodeEncodeError:
            return "no file can have that name"
        if any(part in {"", ".", ".."} for part in parts) or "\\" in path or "\0" in path:
            return "its path leaves the output folder"
        if len(raw) > _NAME_BYTES and max(map(len, raw.split(b"/"))) > _NAME_BYTES:
            return "its name is too long for a disk"
        if parts[0].startswith(".podcastkit"):
            return "that name is podcastkit's own"
        return self._above(path)

    def _look(self, path: str) -> int | None:
        fault = self.fault(path) or self._shared(path)
        if fault is not None:
            return self.refuse(path, fault)
        if path.rpartition("/")[0] in self._absent:
            return ABSENT
        try:
            seen = os.lstat(f"{self._folder}/{path}")
        except OSError:
            return ABSENT
        if stat.S_ISREG(seen.st_mode):
            self.stats[path] = [seen.st_size, seen.st_mtime_ns]
            return seen.st_size
        if stat.S_ISLNK(seen.st_mode):
            return self.refuse(path, "a link stands there")
        what = "a folder" if stat.S_ISDIR(seen.st_mode) else "something that is no file"
        return self.refuse(path, f"{what} stands there")

    def _above(self, path: str) -> str | None:
        """What is wrong with the folders that lead to a path; each is looked at once."""
        above = path.rpartition("/")[0]
        if not above or above in self._sound:
            return None
        fault = self._above(above)
        if fault is not None:
            return fault
        name = above.rpartition("/")[2]
        try:
            mode = os.lstat(f"{self._folder}/{above}").st_mode
        except OSError:
            mode = stat.S_IFDIR
            self._absent.add(above)
        if stat.S_ISLNK(mode):
            return f"{name} is a link"
        if not stat.S_ISDIR(mode):
            return f"{name} is a file, and should be a folder"
        self._sound.add(above)
        return None

    def _shared(self, path: str) -> str | None:
        """Whether another claim would be the same file, or a folder of that name."""
        folded = _fold(path)
        first = self._files.setdefault(folded, path)
        if first != path:
            return f"{first} and {path} are one file where case does not count"
        if folded in self._folders:
            return f"{self._folders[folded]} needs a folder of that name"
        above = folded.rpartition("/")[0]
        while above and above not in self._folders:
            if above in self._files:
                return f"{self._files[above]} is a file, and should be a folder"
            self._folders[above] = path
            above = above.rpartition("/")[0]
        return None


def _fold(path: str) -> str:
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
