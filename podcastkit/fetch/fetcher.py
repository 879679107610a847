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

from podcastkit import __version__
from podcastkit.errors import FetchError
from podcastkit.fetch.answer import Answer, Cost, Manners
from podcastkit.fetch.connections import PoliteAdapter
from podcastkit.fetch.faults import reason, retry_after, status_words, worth_retrying
from podcastkit.fetch.peers import PRIVATE, is_private_name
from podcastkit.fetch.redirects import follow
from podcastkit.fetch.remote_file import RemoteFile

if TYPE_CHECKING:
    from collections.abc import Mapping

_TRIES = 3
_LONGEST_WAIT = 60.0
_RETRIED = frozenset({429, 500, 502, 503, 504})


class Fetcher:
    """Opens remote files. Safe to use from several threads; close it, or use ``with``.

    ``agent_url`` is the show's page, told to hosts in the User-Agent. ``private_hosts`` lets URLs
    lead to private addresses. At most ``manners.per_host`` requests to a host run at once, and a
    host that says Retry-After is left alone by all threads until then. ``max_read`` bounds the
    bytes that may be read only to get past them, in all, at hosts that know no ranges or lengths.

    Proxies of the environment are used; ``.netrc`` and cookies are not.
    """

    def __init__(
        self,
        *,
        agent_url: str,
        timeout: float = 20.0,
        private_hosts: bool = False,
        max_read: int = 500_000_000,
        manners: Manners | None = None,
    ) -> None:
        self.manners = manners or Manners(timeout=timeout)
        self._private_hosts = private_hosts
        self._session = _Session()
        self._session.auth = _no_netrc
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._adapters = []
        for scheme in ("http://", "https://"):
            adapter = PoliteAdapter(manners=self.manners, private_hosts=private_hosts)
            self._adapters.append(adapter)
            self._session.mount(scheme, adapter)
        self._session.headers.clear()
        self._session.headers.update({
            "User-Agent": f"podcastkit/{__version__} (+{_header_safe(agent_url)})",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
        })  # fmt: skip
        self._lock = threading.Lock()
        self._may_read = max_read
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
        gives is a page of text. Both name ``url``.
        """
        return RemoteFile(self, url, cost or Cost())

    def get(self, url: str, asked: str, first: int, last: int | None, cost: Cost) -> Answer:
        """One ranged request, redirects followed by hand.

        ``asked`` is the address that the podcaster knows, for messages.
        """
        headers = {"Range": f"bytes={first}-{'' if last is None else last}"}
        return follow(url, asked, lambda hop, name: self.hop(hop, name, headers, cost))

    def hop(self, url: str, name: str, headers: Mapping[str, str], cost: Cost) -> Answer:
        """One request, to an address that is checked first; redirects are not followed."""
        self._check_url(url, name)
        return self._tried(url, name, headers, cost)

    def was_private(self, host: str) -> bool:
        """Whether a host that has answered is a private one, as far as can be told."""
        reached = [adapter.reached[host] for adapter in self._adapters if host in adapter.reached]
        return not all(reached) if reached else is_private_name(host)

    def read_past(self, count: int, name: str) -> None:
        """Take ``count`` bytes off what may be read only to get past it."""
        with self._lock:
            self._may_read -= count
            if self._may_read < 0:
                raise FetchError(
                    f"{name}: the host tells no length or sends no parts, and reading it whole "
                    "would go beyond max_read"
                )

    def _tried(self, url: str, name: str, headers: Mapping[str, str], cost: Cost) -> Answer:
        host = (urlsplit(url).hostname or "").rstrip(".")
        attempt = 0
        while True:
            attempt += 1
            slot = self._turn(host, name)
            cost.requests += 1
            try:
                response = self._session.get(
                    url,
                    headers=headers,
                    stream=True,
                    allow_redirects=False,
                    timeout=self.manners.timeout,
                )
            except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
                slot.release()
                if attempt == _TRIES or not worth_retrying(error):
                    raise FetchError(f"{name}: {reason(error)}") from error
                self._pause(host, self.manners.backoff * 2 ** (attempt - 1))
                continue
            except BaseException:
                slot.release()
                raise
            answer = Answer(url, name, response, slot, cost)
            if response.status_code not in _RETRIED:
                return answer
            wait = self._asked_wait(response, attempt)
            if attempt == _TRIES and wait <= _LONGEST_WAIT:
                return answer
            # The pause is set before the slot is free: nobody slips in between.
            self._pause(host, wait)
            answer.finish()
            if wait > _LONGEST_WAIT:
                words = status_words(response.status_code)
                raise FetchError(f"{name}: {words}; {_too_long(wait)}")

    def _asked_wait(self, response: requests.Response, attempt: int) -> float:
        asked = retry_after(response.headers.get("Retry-After"))
        return self.manners.backoff * float(2 ** (attempt - 1)) if asked is None else asked

    def _pause(self, host: str, seconds: float) -> None:
        with self._lock:
            self._not_before[host] = max(self._not_before[host], time.monotonic() + seconds)

    def _turn(self, host: str, name: str) -> threading.BoundedSemaphore:
        """Wait for one of the host's slots, at a time when the host may be asked."""
        with self._lock:
            if host not in self._slots:
                self._slots[host] = threading.BoundedSemaphore(self.manners.per_host)
            slot = self._slots[host]
        while True:
            slot.acquire()
            with self._lock:
                left = self._not_before[host] - time.monotonic()
            if left <= 0:
                return slot
            slot.release()
            if left > _LONGEST_WAIT:
                raise FetchError(f"{name}: {_too_long(left)}")
            time.sleep(min(left, 1.0))

    def _check_url(self, url: str, name: str) -> None:
        try:
            parts = urlsplit(url)
            host, user, _ = parts.hostname, parts.username, parts.port
        except ValueError as error:
            raise FetchError(f"{name}: that is no URL: {error}") from error
        if parts.scheme.lower() not in {"http", "https"} or not host:
            raise FetchError(f"{name}: only http and https addresses are followed")
        if user is not None:
            raise FetchError(f"{name}: an address with a user name is not followed")
        if not self._private_hosts and is_private_name(host) and _proxy_of(url):
            raise FetchError(f"{name}: it leads to {host}, {PRIVATE}")


class _Session(requests.Session):
    """Leaves redirects alone: requests reads their whole bodies even when told not to follow."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002
        """Say that there is none."""
        return


def _proxy_of(url: str) -> str | None:
    proxies = requests.utils.get_environ_proxies(url, no_proxy=None)
    return requests.utils.select_proxy(url, proxies)


def _too_long(seconds: float) -> str:
    return f"the host asks to wait {seconds:.0f} s, run again later"


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An authentication that adds nothing: with one given, requests does not read ``.netrc``."""
    return request


def _header_safe(text: str) -> str:
    return "".join(char for char in text if " " < char < "\x7f")
