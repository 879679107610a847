"""The settings for editors name the schemas that the guide lets podcastkit print."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import tomli

from tests.examples.files import EXAMPLES, ROOT, bash, sample_show

GUIDE = (ROOT / "docs/guide/editors.md").read_text(encoding="utf-8")


def test_the_schemas_that_settings_name_are_those_that_are_printed(tmp_path: Path) -> None:
    show = sample_show(tmp_path / "show")
    printing = re.findall(r"^\$ (podcastkit schema .*)$", GUIDE, re.MULTILINE)
    for command in printing:
        done = bash(command, show)
        assert (done.returncode, done.stderr) == (0, "")
    printed = {f"./{path.name}" for path in show.glob("*.json")}
    assert len(printed) == 2
    rules = tomli.loads((EXAMPLES / "editors/taplo.toml").read_text(encoding="utf-8"))["rule"]
    assert {rule["schema"]["path"] for rule in rules} == printed
    for rule in rules:
        schema = json.loads((show / rule["schema"]["path"]).read_text(encoding="utf-8"))
        files = [path for pattern in rule["include"] for path in show.glob(pattern)]
        assert files
        for path in files:
            table = json.loads(json.dumps(tomli.loads(path.read_text("utf-8")), default=str))
            assert jsonschema_rs.Draft7Validator(schema).is_valid(table)
    settings = json.loads((EXAMPLES / "editors/vscode-settings.json").read_text(encoding="utf-8"))
    assert set(settings["evenBetterToml.schema.associations"].values()) == printed
    assert set(settings["yaml.schemas"]) <= printed
    assert set(re.findall(r"schema[ =](\./\S+\.json)", GUIDE)) == printed


def test_every_link_of_guide_and_examples_leads_somewhere() -> None:
    for path in [*sorted((ROOT / "docs/guide").glob("*.md")), EXAMPLES / "README.md"]:
        text = path.read_text(encoding="utf-8")
        for target, anchor in re.findall(r"\]\(([^)#\s]*)(#[^)\s]*)?\)", text):
            if target.startswith("https://"):
                continue
            place = path.parent / target if target else path
            assert place.exists(), target
            if anchor:
                heads = re.findall(r"^#+ (.*)$", place.read_text(encoding="utf-8"), re.MULTILINE)
                slugs = {
                    "#" + re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads
                }
                assert anchor in slugs, anchor
