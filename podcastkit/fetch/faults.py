"""What went wrong between us and a host, in words; and what is worth another try."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

import requests
import urllib3

from podcastkit.fetch.connections import StalledError
from podcastkit.fetch.peers import RefusedPeerError

if TYPE_CHECKING:
    from collections.abc import Iterator

# The first line that fits any of an error's causes speaks. urllib3 counts a refused connection
# among the time-outs, so the time-outs come late.
_WORDS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((RefusedPeerError, StalledError), ""),
    ((urllib3.exceptions.NameResolutionError,), "there is no host of that name"),
    ((ConnectionRefusedError,), "the host refuses connections"),
    (
        (ConnectionResetError, BrokenPipeError, urllib3.exceptions.IncompleteRead),
        "the host broke off",
    ),
    (
        (urllib3.exceptions.ReadTimeoutError, urllib3.exceptions.TimeoutError, TimeoutError),
        "the host did not answer in time",
    ),
)
_STATUS_WORDS = {
    401: "it wants a password",
    403: "it does not let this file be read",
    404: "there is no such file",
    410: "the file is gone for good",
    416: "it has no such part of the file",
    429: "it was asked too often, try again later",
}


def retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or an HTTP date."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None


def worth_retrying(error: Exception) -> bool:
    """Whether the next try may go better: only where no connection came about, or it broke.

    Not for refused peers, unknown names, bad TLS, or a host that stays silent or is too slow.
    """
    hopeless = (RefusedPeerError, StalledError, urllib3.exceptions.NameResolutionError)
    if any(isinstance(cause, hopeless) for cause in _causes(error)):
        return False
    if isinstance(error, requests.exceptions.SSLError):
        return False
    return isinstance(error, requests.ConnectionError)


def reason(error: Exception) -> str:
    """What went wrong, in words."""
    causes = list(_causes(error))
    for kinds, words in _WORDS:
        for cause in causes:
            if isinstance(cause, kinds):
                return words or str(cause)
    if any("CERTIFICATE_VERIFY_FAILED" in str(cause) for cause in causes):
        return "the host's certificate is not valid"
    if any(isinstance(cause, requests.exceptions.SSLError) for cause in causes):
        return "no secure connection to the host came about"
    return str(error) or type(error).__name__


def status_words(status: int) -> str:
    """A status as a sentence: ``the host answers 404 Not Found: there is no such file``."""
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    more = _STATUS_WORDS.get(status) or ("it has trouble of its own" if status >= 500 else "")
    return f"the host answers {status}{phrase}" + (f": {more}" if more else "")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and all that it holds: libraries wrap causes in arguments as well as in chains."""
    todo, seen = [error], set()
    while todo:
        found = todo.pop(0)
        if id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        todo += [arg for arg in found.args if isinstance(arg, BaseException)]
        linked = (found.__cause__, found.__context__, getattr(found, "reason", None))
        todo += [cause for cause in linked if isinstance(cause, BaseException)]
