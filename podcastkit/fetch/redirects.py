"""Following redirects by hand, each hop a request of its own that is checked like the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podcastkit.errors import FetchError, InsecureRedirectError

if TYPE_CHECKING:
    from collections.abc import Callable

    from podcastkit.fetch.answer import Answer

_MAX_HOPS = 10


def follow(url: str, asked: str, ask: Callable[[str, str], Answer]) -> Answer:
    """The first answer that is no redirect.

    ``ask`` makes one request, given its address and the name that messages give it; ``asked`` is
    the address that the podcaster knows.
    """
    seen: set[str] = set()
    for _ in range(_MAX_HOPS + 1):
        name = asked if url == asked else f"{asked} (it leads to {url})"
        seen.add(url)
        answer = ask(url, name)
        try:
            target = answer.redirect()
        except FetchError:
            answer.close()
            raise
        if target is None:
            return answer
        answer.finish()
        if target in seen:
            raise FetchError(f"{name}: it redirects in a circle")
        if url.lower().startswith("https:") and target.lower().startswith("http:"):
            raise InsecureRedirectError(f"{name}: it redirects from https to http: {target}")
        url = target
    raise FetchError(f"{asked}: it redirects more than {_MAX_HOPS} times")
