"""Requests with manners: few at a time, patient, checked at every hop."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import requests
import urllib3

from podcastkit import __version__
from podcastkit.errors import FetchError, NotReadWholeError
from podcastkit.fetch.answer import (
    UNCHANGED,
    UNSATISFIABLE,
    Answer,
    Cost,
    Manners,
    content_range_total,
)
from podcastkit.fetch.connections import PoliteAdapter
from podcastkit.fetch.faults import reason, retry_after, status_words, worth_retrying
from podcastkit.fetch.peers import PRIVATE, is_private_name
from podcastkit.fetch.redirects import follow
from podcastkit.fetch.remote_file import FIRST_BYTES, RemoteFile

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
    bytes that may be read, in all, of files that only tell when they are read whole, and to get
    past them at hosts that know no ranges or lengths; ``full_read`` says whether files may be read
    whole to learn more than their size. ``not_read_whole`` has the addresses for which
    ``max_read`` was not enough.

    Proxies of the environment are used; ``.netrc`` and cookies are not.
    """

    def __init__(
        self,
        *,
        agent_url: str,
        timeout: float = 20.0,
        private_hosts: bool = False,
        full_read: bool = True,
        max_read: int = 500_000_000,
        manners: Manners | None = None,
    ) -> None:
        self.manners = manners or Manners(timeout=timeout)
        self._private_hosts = private_hosts
        self._careful = _Sender(agent_url, self.manners, private_hosts=private_hosts)
        self._open = _Sender(agent_url, self.manners, private_hosts=True)
        self._lock = threading.Lock()
        self._full_read = full_read
        self._may_read = max_read
        self.not_read_whole: set[str] = set()
        self._slots: dict[str, threading.BoundedSemaphore] = {}
        self._not_before: defaultdict[str, float] = defaultdict(float)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._careful.close()
        self._open.close()

    def open(
        self, url: str, cost: Cost | None = None, *, typed: bool = False, whole: bool = True
    ) -> RemoteFile:
        """Ask for the beginning of a file; what it costs is added to ``cost``.

        ``typed``: somebody typed the address, so it may be a private one. ``whole``: the file may
        be read whole where only that tells. Raises ``FetchError`` when the host does not give the
        file, and ``NotAudioError`` when what it gives is a page of text. Both name ``url``.
        """
        cost = cost or Cost()
        answer = self._beginning(url, cost, {}, typed=typed)
        return RemoteFile(self, url, cost, answer, whole=whole and self._full_read)

    def open_changed(
        self, url: str, cost: Cost, *, etag: str | None, last_modified: str | None
    ) -> RemoteFile | None:
        """Ask as ``open`` does, but only for another version than the one that is known.

        ``None``: the host says that nothing has changed (304, which has no body).
        """
        known: dict[str, str] = {}
        if etag:
            known = {"If-None-Match": _header_safe(etag)}
        elif last_modified:
            known = {"If-Modified-Since": _header_safe(last_modified, blanks=True)}
        answer = self._beginning(url, cost, known, typed=False)
        if known and answer.status == UNCHANGED:
            answer.finish()
            return None
        return RemoteFile(self, url, cost, answer, whole=self._full_read)

    def _beginning(
        self, url: str, cost: Cost, headers: Mapping[str, str], *, typed: bool
    ) -> Answer:
        ranged = {"Range": f"bytes=0-{FIRST_BYTES - 1}", **headers}
        answer = self.get(url, url, ranged, cost, typed=typed)
        if answer.status != UNSATISFIABLE or content_range_total(answer) == 0:
            return answer
        # Some hosts refuse any range; they may give the file to somebody who asks for all of it.
        answer.finish()
        return self.get(url, url, headers, cost, typed=typed)

    def get(
        self, url: str, asked: str, headers: Mapping[str, str], cost: Cost, *, typed: bool = False
    ) -> Answer:
        """The first answer that is no redirect; redirects are followed by hand.

        ``asked`` is the address that the podcaster knows, for messages. A typed address may be
        private, and may lead to other private ones until it has led to a public one.
        """

        def ask(hop: str, name: str) -> Answer:
            nonlocal typed
            answer = self._tried(hop, name, headers, cost, typed=typed)
            typed = typed and self._was_private(urlsplit(hop).hostname or "")
            answer.private = typed
            return answer

        return follow(url, asked, ask)

    def read_past(self, count: int, name: str) -> None:
        """Take ``count`` bytes off what may be read only to get past it."""
        with self._lock:
            self._may_read -= count
            if self._may_read < 0:
                raise FetchError(
                    f"{name}: the host tells no length or sends no parts, and reading it whole "
                    "would go beyond max_read"
                )

    def reserve(self, count: int, name: str) -> None:
        """Take ``count`` bytes off what may be read of whole files, or none of them."""
        with self._lock:
            if self._may_read < count:
                self.not_read_whole.add(name)
                raise NotReadWholeError(
                    f"{name}: reading it whole ({count} bytes) would go beyond max_read"
                )
            self._may_read -= count

    def _was_private(self, host: str) -> bool:
        """Whether a host that has answered is a private one, as far as can be told."""
        adapters = [*self._careful.adapters.values(), *self._open.adapters.values()]
        reached = [adapter.reached[host] for adapter in adapters if host in adapter.reached]
        return not all(reached) if reached else is_private_name(host)

    def _tried(
        self, url: str, name: str, headers: Mapping[str, str], cost: Cost, *, typed: bool
    ) -> Answer:
        """One request, to an address that is checked first, and again where that may help."""
        self._check_url(url, name, private=typed or self._private_hosts)
        sender = self._open if typed else self._careful
        host = (urlsplit(url).hostname or "").rstrip(".")
        attempt = 0
        while True:
            attempt += 1
            slot = self._turn(host, name)
            cost.requests += 1
            try:
                response = sender.get(url, headers)
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

    def _check_url(self, url: str, name: str, *, private: bool) -> None:
        try:
            parts = urlsplit(url)
            host, user, _ = parts.hostname, parts.username, parts.port
        except ValueError as error:
            raise FetchError(f"{name}: that is no URL: {error}") from error
        if parts.scheme.lower() not in {"http", "https"} or not host:
            raise FetchError(f"{name}: only http and https addresses are followed")
        if user is not None:
            raise FetchError(f"{name}: an address with a user name is not followed")
        if not private and is_private_name(host) and _proxy_of(url):
            raise FetchError(f"{name}: it leads to {host}, {PRIVATE}")


class _Sender:
    """Sends single requests: no redirects, no cookies, no ``.netrc``.

    What the environment says of proxies and certificates is looked up once a host: for each
    request that would cost as much as all the rest.
    """

    def __init__(self, agent_url: str, manners: Manners, *, private_hosts: bool) -> None:
        self.adapters = {
            scheme: PoliteAdapter(manners=manners, private_hosts=private_hosts)
            for scheme in ("http", "https")
        }
        home = f" (+{_header_safe(agent_url)})" if agent_url else ""
        self._headers = {
            "User-Agent": f"podcastkit/{__version__}{home}",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
        }
        self._timeout = manners.timeout
        self._environment = requests.Session()
        self._settings: dict[str, Any] = {}

    def get(self, url: str, headers: Mapping[str, str]) -> requests.Response:
        """The answer, whose body is not read yet."""
        request = requests.PreparedRequest()
        request.prepare(method="GET", url=url, headers={**self._headers, **headers})
        parts = urlsplit(request.url or url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._settings:
            self._settings[site] = self._environment.merge_environment_settings(
                request.url or url, {}, stream=True, verify=None, cert=None
            )
        adapter = self.adapters[parts.scheme]
        return adapter.send(request, timeout=self._timeout, **self._settings[site])

    def close(self) -> None:
        """Let go of all connections."""
        for adapter in self.adapters.values():
            adapter.close()


def _proxy_of(url: str) -> str | None:
    proxies = requests.utils.get_environ_proxies(url, no_proxy=None)
    return requests.utils.select_proxy(url, proxies)


def _too_long(seconds: float) -> str:
    return f"the host asks to wait {seconds:.0f} s, run again later"


def _header_safe(text: str, *, blanks: bool = False) -> str:
    first = " " if blanks else "!"
    return "".join(char for char in text if first <= char < "\x7f")
