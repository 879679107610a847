"""``serve`` in a terminal: what is said of each build."""

from __future__ import annotations

from dataclasses import replace

import pytest

from podcastkit.cli.common import Printer
from podcastkit.cli.serve import _Shown
from podcastkit.findings import Finding, Place, Severity
from podcastkit.jobs.build import BuildResult
from podcastkit.jobs.serve import Built


def finding(severity: Severity, message: str) -> Finding:
    return Finding(
        code="PK213", name="x", severity=severity, place=Place(path="a.md"), message=message
    )


def build(*findings: Finding) -> Built:
    return Built(result=replace(BuildResult.nothing(), findings=findings))


def test_warnings_are_told_once_and_errors_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    shown = _Shown(
        Printer(quiet=False, verbose=False, color="never", as_json=False), {"config": None}
    )
    old, new = (finding(Severity.WARNING, words) for words in ("the old one", "the new one"))
    error = finding(Severity.ERROR, "the fault")

    def told(*findings: Finding) -> list[str]:
        shown.built(build(*findings))
        err = capsys.readouterr().err
        return [words for words in ("old", "new", "fault") if f"the {words}" in err]

    assert told(old) == ["old"]
    assert told(old, new) == ["new"]
    assert told(old, new, error) == ["fault"]
    assert told(old, error) == ["fault"]
    assert told(old, new) == ["new"]  # it was gone in between
    assert told() == []
    assert told(old) == ["old"]
