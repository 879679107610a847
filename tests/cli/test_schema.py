"""``podcastkit schema``: what editors are given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import podcastkit
from podcastkit.cli import _group

FOLDER = Path(podcastkit.__file__).parent / "schema"


@pytest.mark.parametrize(
    ("of", "file"), [("episode", "episode.schema.json"), ("show", "podcast.schema.json")]
)
def test_the_schema_is_printed_whole_and_in_ascii(of: str, file: str) -> None:
    """Any shell can redirect it into a file, whatever its encoding."""
    ran = CliRunner().invoke(_group, ["schema", of])
    wanted = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    assert (ran.exit_code, json.loads(ran.stdout)) == (0, wanted)
    assert ran.stdout.isascii()
    ran = CliRunner().invoke(_group, ["schema", of, "--json"])
    assert json.loads(ran.stdout) == {"version": 1, "schema": wanted}


def test_it_needs_to_be_told_which() -> None:
    for words in (["schema"], ["schema", "lock"]):
        ran = CliRunner().invoke(_group, words)
        assert ran.exit_code == 2
        assert "episode" in ran.stderr
