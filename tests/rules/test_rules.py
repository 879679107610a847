"""Every rule has cases: the bad ones are found at their place, the good ones are clean of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from podcastkit.checks.rule import Rule
from podcastkit.checks.rules import RULES
from podcastkit.findings import Finding
from podcastkit.jobs.build import BuildOptions, build
from podcastkit.jobs.import_ import import_feed
from podcastkit.jobs.validate import ValidateOptions, validate
from tests.audio.test_mpeg import bare_vbr
from tests.rules.cases import BASE, HERE, SOUNDS, Case, cases, lay
from tests.web.server import CERTIFICATE, Web

AS_OF = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
CASES = cases()


def findings(case: Case, web: Web) -> tuple[Finding, ...]:
    """What the command of a case finds, in the folder in which it was laid."""
    options = set(case.run[1:])
    if case.run[0] == "feed":
        return build(
            BuildOptions(
                as_of=AS_OF, private_hosts=True, offline="--offline" in options,
                refresh_all="--refresh" in options, skip_unreachable="--skip-unreachable" in options,
                allow=tuple(word for word in options if not word.startswith("--")),
            )
        ).findings  # fmt: skip
    if case.run[0] == "import":
        return import_feed(
            case.run[1].replace("{web}", web.base), write="--write" in options, private_hosts=True
        ).findings
    paths = [word.replace("{web}", web.base) for word in case.run[1:] if not word.startswith("--")]
    return validate(
        paths=paths,
        as_of=AS_OF,
        options=ValidateOptions(
            online="--online" in options,
            plain="--plain" in options,
            profiles=frozenset() if not any("feed" in p for p in paths) or "--plain" in options
            else frozenset({"apple", "psp1", "spotify", "podcasting2"}),
            private_hosts=True,
        ),
    ).findings  # fmt: skip


def serve(case: Case, web: Web) -> None:
    """Let the local host serve what a case wants: ``serve: /path status=404 file=cbr.mp3``."""
    for path, *words in case.served:
        given: dict[str, str] = dict(word.split("=", 1) for word in words)
        body = given.pop("body", "").encode()
        if "file" in given:
            name = given.pop("file")
            body = bare_vbr() if name == "bare-vbr" else (SOUNDS / name).read_bytes()
        if "feed" in given:
            body = _feed(given.pop("feed"), web)
        behaviour: dict[str, object] = {**given}
        if "status" in given:
            behaviour["status"] = int(given["status"])
        if "ranges" in given:
            behaviour["ranges"] = given["ranges"] == "yes"
        if "redirect" in given:
            behaviour["redirect"] = given["redirect"].replace("{web}", web.base)
        web.serve(path, body, **behaviour)


def _feed(which: str, web: Web) -> bytes:
    """The base's feed: its own address in it, another one, or one to which it says it moved."""
    text = (BASE / "feed.xml").read_text(encoding="utf-8")
    if which == "own":
        text = text.replace("https://example.org/feed.xml", f"{web.base}/feed.xml")
    if which == "moved":
        gone = f"<itunes:new-feed-url>{web.base}/gone.xml</itunes:new-feed-url>"
        text = text.replace("    <itunes:type>", f"    {gone}\n    <itunes:type>", 1)
    return text.encode()


@pytest.fixture
def hosts(web: Web, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Web, Web]]:
    """A host, and one that speaks TLS and is believed here."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    secure = Web(tls=True)
    yield web, secure
    secure.close()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_bad_case_is_found_at_its_place_and_a_good_one_is_clean(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hosts: tuple[Web, Web]
) -> None:
    web, secure = hosts
    serve(case, web)
    secure.routes.update(web.routes)
    if "--broken-writer" in case.run:
        monkeypatch.setattr("podcastkit.feed.itunes.whole_seconds", lambda _: "soon")
    lay(
        tuple(
            (place, text.replace("{secure}", secure.base).replace("{web}", web.base))
            for place, text in case.pieces
        ),
        tmp_path,
    )
    monkeypatch.chdir(tmp_path)
    found = findings(case, web)
    assert places(found, case.code) == [
        place.replace("{web}", web.base) for place in case.expected
    ], [(f.code, f.place, f.message) for f in found]
    if not case.bad:
        assert [(f.code, f.message) for f in found if f.severity == "error"] == []


def places(found: tuple[Finding, ...], code: str) -> list[str]:
    """Where the findings of one rule are: ``path:line:column``."""
    spots = [(f.place.path, f.place.line, f.place.column) for f in found if f.code == code]
    return [":".join(str(part) for part in spot if part) for spot in spots]


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_registry_is_whole(rule: Rule) -> None:
    """Each rule has documentation, a source, a bad and a good case, and says who tells it."""
    assert rule.about
    assert rule.source
    assert (rule.check is None) == (rule.by is not None)
    own = [case for case in CASES if case.code == rule.code]
    assert any(case.bad and case.expected for case in own), f"{rule.code} has no bad case"
    assert any(not case.bad for case in own), f"{rule.code} has no good case"
    assert not any(case.bad and not case.expected for case in own)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_examples_of_the_documentation_are_cases(rule: Rule) -> None:
    """What the documentation shows as bad is proved to be found, and what is good to be clean."""
    for example in rule.examples:
        if example.place is None and example.name is None:
            continue
        own = [case for case in CASES if case.code == rule.code and case.bad == example.bad]
        assert any(text == example.text for case in own for _, text in case.pieces), example


def test_there_is_no_case_of_a_rule_that_is_not_there() -> None:
    assert {path.name for path in HERE.glob("PK*")} <= set(RULES)
