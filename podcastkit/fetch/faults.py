"""What went wrong between us and a host, in words; and what is worth another try."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import requests
import urllib3

from podcastkit.fetch.peers import RefusedPeerError

if TYPE_CHECKING:
    from collections.abc import Iterator


def retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or an HTTP date."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def worth_retrying(error: Exception) -> bool:
    """Whether the next try may go better: not for refused peers, unknown names, bad TLS."""
    hopeless = (RefusedPeerError, urllib3.exceptions.NameResolutionError)
    if any(isinstance(cause, hopeless) for cause in _causes(error)):
        return False
    if isinstance(error, requests.exceptions.SSLError):
        return False
    return isinstance(error, requests.ConnectionError | requests.Timeout)


def reason(error: Exception) -> str:
    """What went wrong, in words; the deepest cause that says something."""
    for cause in _causes(error):
        if isinstance(cause, RefusedPeerError):
            return str(cause)
        if isinstance(cause, urllib3.exceptions.NameResolutionError):
            return "there is no host of that name"
        if isinstance(cause, urllib3.exceptions.TimeoutError | TimeoutError):
            return "the host did not answer in time"
        if isinstance(cause, ConnectionRefusedError):
            return "the host refuses connections"
        if isinstance(cause, ConnectionResetError | urllib3.exceptions.IncompleteRead):
            return "the host broke off"
        if "CERTIFICATE_VERIFY_FAILED" in str(cause):
            return "the host's certificate is not valid"
    return str(error) or type(error).__name__


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
