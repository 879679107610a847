"""podcastkit: episode files in, a podcast feed that every directory accepts out.

The names below are the public interface; each is imported when it is first asked for, because a
run that finds nothing to do must cost next to nothing.

- ``load(config)`` reads a project; ``build(BuildOptions(…))`` makes its feed and pages, and
  ``validate(config, as_of=…)`` only checks it; ``import_feed(url)`` adopts a hosted show and
  ``inspect([…])`` looks into sounds.
- ``Show``, ``Episode``, ``Audio``, ``Chapter`` and ``Person`` are what a feed is made of, and a
  ``Finding`` is what is wrong. ``PodcastkitError`` is the root of all errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from podcastkit.errors import PodcastkitError
    from podcastkit.findings import Finding
    from podcastkit.jobs.build import BuildOptions, BuildResult, build
    from podcastkit.jobs.import_ import import_feed
    from podcastkit.jobs.inspect import inspect
    from podcastkit.jobs.load import load
    from podcastkit.jobs.validate import ValidationResult, validate
    from podcastkit.model import Audio, Chapter, Episode, Person, Show

__all__ = [
    "Audio",
    "BuildOptions",
    "BuildResult",
    "Chapter",
    "Episode",
    "Finding",
    "Person",
    "PodcastkitError",
    "Show",
    "ValidationResult",
    "build",
    "import_feed",
    "inspect",
    "load",
    "validate",
]
__version__ = "0.1.0"

_HOMES = {
    "BuildOptions": "jobs.build",
    "BuildResult": "jobs.build",
    "Finding": "findings",
    "PodcastkitError": "errors",
    "ValidationResult": "jobs.validate",
    "build": "jobs.build",
    "import_feed": "jobs.import_",
    "inspect": "jobs.inspect",
    "load": "jobs.load",
    "validate": "jobs.validate",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'model')}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
