"""A browser that reports whatever a page does that a page of podcastkit must not do.

Many pages are opened at once, each in a frame of its own, as fast as one: a frame reads, runs and asks
as a window does.
"""

from __future__ import annotations

import mimetypes
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

LOOK = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")
HTML = "http://www.w3.org/1999/xhtml"
HOST = "the-frames-of-this-test"
POLICY = re.compile(r"<meta\b[^>]*\bcontent-security-policy\b[^>]*>", re.IGNORECASE)

# What text of strangers may become.
CONTENT = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby",
    "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
OF_OURS = {("div", "class", "unspoken"), ("h1", "class", "long")}
"""What the pages put around lines of a transcript that nobody speaks, and on a title by its length."""
ATTRIBUTES = {
    ("pre", "tabindex"), ("table", "tabindex"), ("a", "href"), ("a", "rel"), ("img", "src"), ("img", "alt"), ("img", "width"), ("img", "height"),
    ("ol", "start"), ("ol", "reversed"), ("li", "value"), ("td", "colspan"), ("td", "rowspan"),
    ("td", "align"), ("th", "colspan"), ("th", "rowspan"), ("th", "align"), ("th", "scope"),
    ("time", "datetime"), ("h1", "class"),
}  # fmt: skip
ANYWHERE = {"title", "lang", "dir"}
# Of these a page has as many as the same page with plain words.
COUNTED = {
    "html", "head", "body", "title", "base", "meta", "link", "style", "script", "noscript", "template",
    "iframe", "object", "embed", "form", "input", "textarea", "select", "button", "audio", "video",
    "source", "track", "svg", "math", "dialog", "slot", "main", "footer",
}  # fmt: skip
NAMES = {
    "id",
    "name",
    "class",
    "for",
    "form",
    "http-equiv",
    "property",
    "role",
    "slot",
    "part",
    "is",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The elements, attributes and names that a page with plain words has."""

    tags: Counter[tuple[str, str]]
    attributes: frozenset[tuple[str, str]]
    names: frozenset[tuple[str, str, str]]

    @classmethod
    def of(cls, elements: list[Any]) -> Shape:
        return cls(
            tags=Counter((space, tag) for space, tag, _ in elements),
            attributes=frozenset((tag, name) for _, tag, told in elements for name in told),
            names=frozenset(_names(elements)),
        )

    def __or__(self, other: Shape) -> Shape:
        """What pages of one template have together."""
        return Shape(
            tags=self.tags | other.tags,
            attributes=self.attributes | other.attributes,
            names=self.names | other.names,
        )


def _names(elements: list[Any]) -> Iterator[tuple[str, str, str]]:
    for _, tag, attributes in elements:
        for name, value in attributes.items():
            if name in NAMES:
                for word in value.split() if name == "class" else [value]:
                    yield tag, name, re.sub(r"\d+", "0", word)


def strangers(
    elements: list[Any], shape: Shape, *, counted: Collection[str] = COUNTED
) -> list[str]:
    """What stands in a page and has come out of somebody's text, though it must not."""
    found = []
    there = Counter((space, tag) for space, tag, _ in elements)
    for (space, tag), number in there.items():
        if (space, tag) not in shape.tags and (space != HTML or tag not in CONTENT):
            found.append(f"element <{tag}> of {space}")
        elif space == HTML and tag in counted and number > shape.tags[space, tag]:
            found.append(f"{number} elements <{tag}> where {shape.tags[space, tag]} belong")
    for _, tag, attributes in elements:
        for name, value in attributes.items():
            known = (tag, name) in shape.attributes
            own = name in ANYWHERE or (tag, name) in ATTRIBUTES
            if name.startswith("on") or name in {"style", "srcdoc"} or not (known or own):
                found.append(f'attribute {name}="{value}" of <{tag}>')
    foreign = set(_names(elements)) - shape.names - OF_OURS
    return [*found, *(f'{name}="{value}" of <{tag}>' for tag, name, value in sorted(foreign))]


@dataclass
class Seen:
    """What a page did and must not do; the pictures it asked for; the elements in it.

    ``live`` is empty for a page that was only read.
    """

    faults: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    still: list[Any] = field(default_factory=list)
    live: list[Any] = field(default_factory=list)


@dataclass
class Visitor:
    """A browser's window on a folder that is served at ``origin``; other hosts are not there."""

    context: Any
    page: Any
    origin: str
    root: Path = Path()
    sounds: Collection[str] = ()
    with_policy: bool = False
    seen: dict[str, Seen] = field(default_factory=dict)
    hidden: Collection[str] = ()
    past: set[str] = field(default_factory=set)

    def visit(
        self, paths: Sequence[str], *, parsed: Sequence[str] = (), hidden: Collection[str] = ()
    ) -> dict[str, Seen]:
        """Open these pages, look at them, and do to each whatever a visitor may do.

        Those that are ``parsed`` are only read by the browser, those that are ``hidden`` not drawn:
        each is twice as fast as what stands before it.
        """
        self.past |= self.seen.keys()
        self.seen = {path: Seen() for path in paths}
        self.hidden = hidden
        both = (*paths, *parsed)
        sources = {p: (self.root / p).read_text(encoding="utf-8", errors="replace") for p in both}
        try:
            self.page.goto(f"{self.origin}/{HOST}", wait_until="load", timeout=20_000)
            found = self.page.evaluate(LOOK, sources)
        except Exception as error:  # noqa: BLE001 - whatever a payload does to the browser is told
            for seen in self.seen.values():
                seen.faults.append(f"it could not be looked at: {str(error).splitlines()[0]}")
            return self.seen
        for path, told in found.items():
            seen = self.seen.setdefault(path, Seen())
            if "lost" in told:
                seen.faults.append(f"it could not be looked at: {told['lost']}")
            for key in ("live", "still"):
                read = told.get(key, {"elements": [], "faults": []})
                setattr(seen, key, read["elements"])
                seen.faults += read["faults"]
        return self.seen

    def wire(self) -> None:
        self.context.expose_binding("pwned", self._pwned)
        self.context.route("**/*", self._route)
        self.context.on("page", self._popped)
        self.page.on("dialog", self._dialog)
        self.page.on("framenavigated", self._navigated)
        self.page.on("frameattached", self._attached)
        self.page.on("pageerror", lambda error: self._fault(None, f"an error of a script: {error}"))
        self.page.on("download", lambda got: self._fault(None, f"a download: {got.url}"))
        self.page.on("websocket", lambda got: self._fault(None, f"a socket: {got.url}"))
        self.page.on("worker", lambda got: self._fault(None, f"a worker: {got.url}"))
        self.page.on("console", self._console)

    def _of(self, frame: Any) -> list[Seen]:
        """What is seen of the page in a frame; of all pages, where nobody can say which it was."""
        while frame is not None and frame.name not in self.seen:
            if frame.name in self.past:  # it is told late what a page of another visit did
                return []
            frame = frame.parent_frame
        return [self.seen[frame.name]] if frame is not None else list(self.seen.values())

    def _fault(self, frame: Any, words: str) -> None:
        for seen in self._of(frame):
            seen.faults.append(words)

    def _pwned(self, source: Any, *words: object) -> None:
        self._fault(source["frame"], f"a script ran: pwned{words}")

    def _popped(self, page: Any) -> None:
        self._fault(None, f"a window: {page.url}")
        page.close()

    def _dialog(self, dialog: Any) -> None:
        self._fault(None, f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _attached(self, frame: Any) -> None:
        if frame.parent_frame is not self.page.main_frame:
            self._fault(frame, f"a frame: {frame.url}")

    def _navigated(self, frame: Any) -> None:
        there = frame.url.partition("#")[0]
        wanted = self._address(HOST if frame is self.page.main_frame else frame.name)
        if there not in {wanted, "about:blank"}:
            self._fault(frame, f"it went to {frame.url}")

    def _console(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self._fault(None, f"its own policy: {message.text}")

    def _address(self, path: str) -> str:
        return f"{self.origin}/{path}"

    def _route(self, route: Any) -> None:
        request = route.request
        url, _, _ = request.url.partition("#")
        if url == self._address(HOST):
            route.fulfill(body=self._frames(), content_type="text/html; charset=utf-8")
            return
        if url in self.sounds and request.resource_type in {"media", "fetch", "xhr"}:
            route.abort()
            return
        data = self._file(url)
        if data is None:
            words = f"it asked for {request.resource_type} {url}"
            for seen in self._of(_frame_of(request)):
                kept = seen.pictures if request.resource_type == "image" else seen.faults
                kept.append(words)
            route.abort()
            return
        # No charset: a page must say it itself.
        kind = mimetypes.guess_type(urlsplit(url).path)[0] or "application/octet-stream"
        route.fulfill(body=data, headers={"content-type": kind})

    def _frames(self) -> str:
        frames = (
            f'<iframe name="{escape(path)}" src="/{escape(path)}" width="20" height="20"'
            f"{' hidden' if path in self.hidden else ''}></iframe>"
            for path in self.seen
        )
        return f"<!doctype html><title>Frames</title>{''.join(frames)}"

    def _file(self, url: str) -> bytes | None:
        """What a server of the folder gives; of a page without its policy, where that is wanted."""
        parts = urlsplit(url)
        path = unquote(parts.path).lstrip("/")
        file = self.root / (f"{path}index.html" if not path or path.endswith("/") else path)
        try:
            if f"{parts.scheme}://{parts.netloc}" != self.origin or not file.is_file():
                return None
        except (OSError, ValueError):
            return None
        data = file.read_bytes()
        if file.suffix == ".html" and not self.with_policy:
            data = POLICY.sub("", data.decode("utf-8", "replace")).encode()
        return data


def _frame_of(request: Any) -> Any:
    """The frame that asks; a window that is being opened has none yet."""
    try:
        return request.frame
    except Exception:  # noqa: BLE001 - playwright's error has no name of its own
        return None


@contextmanager
def visitor(browser: Any, *, origin: str, with_policy: bool = False) -> Iterator[Visitor]:
    """A window without a memory, watched. Without ``with_policy`` a page's own CSP is taken out."""
    context = browser.new_context(service_workers="block", accept_downloads=False)
    page = context.new_page()
    page.emulate_media(media="screen")
    found = Visitor(context=context, page=page, origin=origin, with_policy=with_policy)
    found.wire()
    yield found
    context.close()
