"""Which files differ from a revision of the repository."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING
from urllib.parse import quote

from podcastkit.errors import CannotRunError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def changed_since(revision: str, root: Path) -> list[str]:
    """Paths below ``root`` that differ from where this branch left ``revision``, new ones too.

    What is not committed counts. Raises ``UsageError`` for a revision that git does not know, and
    ``CannotRunError`` where there is no git or no repository.
    """
    if revision.startswith("-"):
        raise UsageError(f"--changed-since {revision}: that is no revision")
    base = _git(root, "merge-base", revision, "HEAD", what=revision).strip() or revision
    named = _git(
        root, "diff", "--name-only", "-z", "--relative", "--no-renames", base, "--", what=revision
    )
    fresh = _git(root, "ls-files", "-z", "--others", "--exclude-standard", what=revision)
    return sorted({name for name in (named + fresh).split("\0") if name})


def that_name(gone: Iterable[str], pages: Iterable[str], root: Path) -> Iterator[str]:
    """Those of ``pages`` (paths below ``root``) that name one of the files that are gone.

    By the file's own name, wherever it stands in the page, or because the file lay beside it under
    the page's name.
    """
    names = {path.rpartition("/")[2] for path in gone}
    words = [
        word.encode("utf-8", "surrogateescape") for name in names for word in (name, quote(name))
    ]
    beside = {path.rpartition(".")[0] for path in gone}
    for page in pages:
        try:
            text = (root / page).read_bytes()
        except OSError:
            continue
        if page.rpartition(".")[0] in beside or any(word in text for word in words):
            yield page


def _git(root: Path, *words: str, what: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the revision is one word, and no option
            ["git", *words],  # noqa: S607 - the user's own git
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise CannotRunError("--changed-since needs git, which is not there") from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if "not a git repository" in told:
            raise CannotRunError(f"--changed-since: {root} is in no git repository")
        raise UsageError(
            f"--changed-since {what}: git does not know it ({told or 'no common history'}); "
            "in CI, fetch the whole history (fetch-depth: 0)"
        )
    return done.stdout.decode("utf-8", "surrogateescape")
