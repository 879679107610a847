"""vnu, the W3C's checker of HTML, and axe, the judge of accessibility: asked once about many pages."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.conftest import missing
from tests.pages_audit.shows import ROOT

MODULES = ROOT / ".audit" / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
RUN = """() => axe.run(document, {
  resultTypes: ["violations"],
  rules: { "target-size": { enabled: true } },
}).then((found) => found.violations.map((one) => [one.id, one.impact, one.nodes.map((node) => node.html)]))"""


def vnu(files: list[Path]) -> list[dict[str, Any]]:
    """What the checker says of these files: errors, and warnings (``subType``)."""
    if shutil.which("java") is None:
        missing("Java")
    if not VNU.is_file():
        missing("vnu (make audit)")
    ran = subprocess.run(
        ["java", "-jar", str(VNU), "--format", "json", "--stdout", "--exit-zero-always",
         "--also-check-css", *map(str, files)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(ran.stdout)["messages"]
    return found


def axe_source() -> str:
    if not AXE.is_file():
        missing("axe-core (make audit)")
    return AXE.read_text(encoding="utf-8")


def axe(page: Any, source: str) -> list[Any]:
    """The rules that an open page breaks, as ``[rule, impact, elements]``.

    All of axe's rules but the experimental ones and those of WCAG's level AAA: WCAG 2.0 to 2.2, A and
    AA, the size of targets included, and best practices.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source)
    found: list[Any] = page.evaluate(RUN)
    return found
