"""Requests with manners: few at a time, patient, checked at every hop."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from podcastkit import __version__
from podcastkit.errors import FetchError
from podcastkit.fetch.answer import Answer, Manners
from podcastkit.fetch.faults import reason, retry_after, worth_retrying
from podcastkit.fetch.peers import PublicAdapter
from podcastkit.fetch.remote_file import Cost, RemoteFile

if TYPE_CHECKING:
    from collections.abc import Callable

_MAX_HOPS = 10
_TRIES = 3
_LONGEST_WAIT = 60.0
_RETRIED = frozenset({429, 500, 502, 503, 504})


class Fetcher:
    """Opens remote files. Safe to use from several threads; close it, or use ``with``.

    ``agent_url`` is the show's page, told to hosts in the User-Agent. ``private_hosts`` lets URLs
    lead to private addresses. At most ``manners.per_host`` requests to a host run at once, and a
    host that says Retry-After is left alone by all threads until then.
    """

    def __init__(
        self,
        *,
        agent_url: str,
        timeout: float = 20.0,
        private_hosts: bool = False,
        manners: Manners | None = None,
    ) -> None:
        self.manners = manners or Manners(timeout=timeout)
        self._session = requests.Session()
        self._session.auth = _no_netrc
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter_class = HTTPAdapter if private_hosts else PublicAdapter
        for scheme in ("http://", "https://"):
            adapter = adapter_class(
                pool_connections=32, pool_maxsize=self.manners.per_host, max_retries=0
            )
            self._session.mount(scheme, adapter)
        self._session.headers.clear()
        self._session.headers.update({
            "User-Agent": f"podcastkit/{__version__} (+{_header_safe(agent_url)})",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
        })  # fmt: skip
        self._lock = threading.Lock()
        self._slots: dict[str, threading.BoundedSemaphore] = {}
        self._not_before: defaultdict[str, float] = defaultdict(float)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._session.close()

    def open(self, url: str, cost: Cost | None = None) -> RemoteFile:
        """Ask for the beginning of a file; what it costs is added to ``cost``.

        Raises ``FetchError`` when the host does not give it, and ``NotAudioError`` when what it
        gives is a page of text.
        """
        return RemoteFile(self, url, cost or Cost())

    def get(self, url: str, first: int, last: int | None, count: Callable[[], None]) -> Answer:
        """One ranged request, redirects followed by hand; ``count`` is called for each hop."""
        seen: set[str] = set()
        for _ in range(_MAX_HOPS + 1):
            _check_url(url)
            seen.add(url)
            answer = self._tried(url, first, last, count)
            target = answer.redirect()
            if target is None:
                return answer
            answer.close()
            if target in seen:
                raise FetchError(f"{url} redirects in a circle")
            if url.lower().startswith("https:") and target.lower().startswith("http:"):
                raise FetchError(f"{url} redirects from https to http: {target}")
            url = target
        raise FetchError(f"{url} redirects more than {_MAX_HOPS} times")

    def _tried(self, url: str, first: int, last: int | None, count: Callable[[], None]) -> Answer:
        host = urlsplit(url).netloc.lower()
        fault = ""
        for attempt in range(_TRIES):
            self._wait(host)
            slot = self._slot(host)
            slot.acquire()
            count()
            try:
                response = self._session.get(
                    url,
                    headers={"Range": f"bytes={first}-{'' if last is None else last}"},
                    stream=True,
                    allow_redirects=False,
                    timeout=self.manners.timeout,
                )
            except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
                slot.release()
                fault = reason(error)
                if not worth_retrying(error):
                    raise FetchError(f"{url}: {fault}") from error
                self._pause(host, self.manners.backoff * 2**attempt)
                continue
            answer = Answer(url, response, slot, self.manners)
            if response.status_code not in _RETRIED or attempt == _TRIES - 1:
                return answer
            answer.close()
            fault = f"the host answers {response.status_code} {response.reason}"
            self._pause(host, self._asked_wait(response, url, attempt))
        raise FetchError(f"{url}: {fault}")

    def _asked_wait(self, response: requests.Response, url: str, attempt: int) -> float:
        asked = retry_after(response.headers.get("Retry-After"))
        if asked is None:
            return self.manners.backoff * float(2**attempt)
        if asked > _LONGEST_WAIT:
            raise FetchError(
                f"{url}: the host asks to wait {asked:.0f} s "
                f"({response.status_code} {response.reason}); run again later"
            )
        return asked

    def _pause(self, host: str, seconds: float) -> None:
        with self._lock:
            self._not_before[host] = max(self._not_before[host], time.monotonic() + seconds)

    def _wait(self, host: str) -> None:
        while True:
            with self._lock:
                left = self._not_before[host] - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 1.0))

    def _slot(self, host: str) -> threading.BoundedSemaphore:
        with self._lock:
            if host not in self._slots:
                self._slots[host] = threading.BoundedSemaphore(self.manners.per_host)
            return self._slots[host]


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An authentication that adds nothing: with one given, requests does not read ``.netrc``."""
    return request


def _header_safe(text: str) -> str:
    return "".join(char for char in text if " " < char < "\x7f")


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, user, _ = parts.hostname, parts.username, parts.port
    except ValueError as error:
        raise FetchError(f"{url} is no URL: {error}") from error
    if parts.scheme.lower() not in {"http", "https"} or not host:
        raise FetchError(f"{url}: only http and https addresses are followed")
    if user is not None:
        raise FetchError(f"{url}: an address with a user name is not followed")
