"""A browser that reports whatever a page does that a page of podcastkit must not do."""

from __future__ import annotations

import mimetypes
import re
import shutil
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.conftest import missing

HERE = Path(__file__).parent
LOOK = (HERE / "look.js").read_text(encoding="utf-8")
TOUCH = (HERE / "touch.js").read_text(encoding="utf-8")
HTML = "http://www.w3.org/1999/xhtml"
POLICY = re.compile(r"<meta\b[^>]*\bcontent-security-policy\b[^>]*>", re.IGNORECASE)

# What text of strangers may become.
CONTENT = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby",
    "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
ATTRIBUTES = {
    ("a", "href"), ("a", "rel"), ("img", "src"), ("img", "alt"), ("img", "width"), ("img", "height"),
    ("ol", "start"), ("ol", "reversed"), ("li", "value"), ("td", "colspan"), ("td", "rowspan"),
    ("td", "align"), ("th", "colspan"), ("th", "rowspan"), ("th", "align"), ("th", "scope"),
    ("time", "datetime"),
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
SCHEMES = {"http:", "https:", "mailto:", "tel:"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What elements, attributes and names a page with plain words has."""

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


def _names(elements: list[Any]) -> Iterator[tuple[str, str, str]]:
    for _, tag, attributes in elements:
        for name, value in attributes.items():
            if name in NAMES or name.startswith(("aria-", "data-")):
                for word in value.split() if name == "class" else [value]:
                    yield tag, name, re.sub(r"\d+", "0", word)


def strangers(elements: list[Any], shape: Shape) -> list[str]:
    """What stands in a page and has come out of somebody's text, though it must not."""
    found = []
    counted = Counter((space, tag) for space, tag, _ in elements)
    for (space, tag), number in counted.items():
        if (space, tag) not in shape.tags and (space != HTML or tag not in CONTENT):
            found.append(f"element <{tag}> of {space}")
        elif (tag in COUNTED or space != HTML) and number > shape.tags[space, tag]:
            found.append(f"{number} elements <{tag}> where {shape.tags[space, tag]} belong")
    for _, tag, attributes in elements:
        for name, value in attributes.items():
            known = (tag, name) in shape.attributes
            own = name in ANYWHERE or (tag, name) in ATTRIBUTES
            if name.startswith("on") or name in {"style", "srcdoc"} or not (known or own):
                found.append(f'attribute {name}="{value}" of <{tag}>')
    found += [f'{name}="{value}" of <{tag}>' for tag, name, value in
              set(_names(elements)) - shape.names if not name.startswith(("aria-", "data-"))]  # fmt: skip
    return found


@dataclass(slots=True)
class Seen:
    """What happened while a page was open: what must not be, and the pictures it asked for."""

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
    seen: Seen = field(default_factory=Seen)
    here: str = ""

    def visit(self, path: str) -> Seen:
        """Open a page, look at it, and do to it whatever a visitor may do."""
        self.seen = seen = Seen()
        self.here = f"{self.origin}/{path}"
        source = (self.root / path).read_text(encoding="utf-8")
        try:
            self.page.goto(self.here, wait_until="load", timeout=5000)
            found = self.page.evaluate(LOOK, source)
            for parsed in found.values():
                seen.faults += [f"script: {fault}" for fault in parsed["faults"]]
                seen.faults += [f"<{tag} {name}> leads to {scheme}" for tag, name, scheme in
                                parsed["addresses"] if scheme not in SCHEMES]  # fmt: skip
            seen.live, seen.still = (found[key]["elements"] for key in ("live", "still"))
            self.page.evaluate(TOUCH)
            for _ in range(3):
                self.page.keyboard.press("Tab")
            self.page.emulate_media(media="print")
            self.page.emulate_media(media="screen")
        except Exception as error:  # noqa: BLE001 - whatever a payload does to the browser is told
            seen.faults.append(f"the page could not be looked at: {str(error).splitlines()[0]}")
        return seen

    def wire(self) -> None:
        self.context.expose_binding("pwned", self._pwned)
        self.context.route("**/*", self._route)
        self.context.on("page", self._popped)
        self.page.on("dialog", self._dialog)
        self.page.on("framenavigated", self._navigated)
        self.page.on("frameattached", lambda frame: self._fault(f"a frame: {frame.url}"))
        self.page.on("pageerror", lambda error: self._fault(f"an error of a script: {error}"))
        self.page.on("download", lambda got: self._fault(f"a download: {got.url}"))
        self.page.on("websocket", lambda got: self._fault(f"a socket: {got.url}"))
        self.page.on("worker", lambda got: self._fault(f"a worker: {got.url}"))
        self.page.on("console", self._console)

    def _fault(self, words: str) -> None:
        self.seen.faults.append(words)

    def _pwned(self, _: object, *words: object) -> None:
        self._fault(f"a script ran: pwned{words}")

    def _popped(self, page: Any) -> None:
        self._fault(f"a window: {page.url}")
        page.close()

    def _dialog(self, dialog: Any) -> None:
        self._fault(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _navigated(self, frame: Any) -> None:
        there = frame.url.partition("#")[0]
        if there not in {self.here, "about:blank"}:
            self._fault(f"it went to {frame.url}")

    def _console(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self._fault(f"its own policy: {message.text}")

    def _route(self, route: Any) -> None:
        request = route.request
        url, _, _ = request.url.partition("#")
        if url in self.sounds and request.resource_type in {"media", "fetch", "xhr"}:
            route.abort()
            return
        parts = urlsplit(url)
        path = unquote(parts.path).lstrip("/")
        file = self.root / (f"{path}index.html" if not path or path.endswith("/") else path)
        own = f"{parts.scheme}://{parts.netloc}" == self.origin
        if not (own and _is_below(file, self.root)):
            found = self.seen.pictures if request.resource_type == "image" else self.seen.faults
            found.append(f"it asked for {request.resource_type} {url}")
            route.abort()
            return
        data = file.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind == "text/html" and not self.with_policy:
            data = POLICY.sub("", data.decode("utf-8", "replace")).encode()
        # No charset: a page must say it itself.
        route.fulfill(body=data, headers={"content-type": kind})


def _is_below(file: Path, root: Path) -> bool:
    try:
        return file.is_file() and file.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):
        return False


@contextmanager
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        missing("Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        yield started
        started.close()


@contextmanager
def visitor(browser: Any, *, origin: str, with_policy: bool = False) -> Iterator[Visitor]:
    """A window without a memory, watched. Without ``with_policy`` a page's own CSP is taken out."""
    context = browser.new_context(service_workers="block", accept_downloads=False)
    found = Visitor(
        context=context, page=context.new_page(), origin=origin, with_policy=with_policy
    )
    found.wire()
    yield found
    context.close()
