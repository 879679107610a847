"""The reference page of episode files names every key that there is, and its example is read."""

from __future__ import annotations

import re
from pathlib import Path

from podcastkit.project.schema import schema
from tests.projects import Project

PAGE = (Path(__file__).parents[2] / "docs/reference/episodes.md").read_text(encoding="utf-8")


def test_every_key_is_on_the_page() -> None:
    rows = re.findall(r"^\| (`[^|]*`) \|", PAGE, re.MULTILINE)
    said = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert said == set(schema()["properties"]["fields"]["properties"])


def test_the_example_is_an_episode(project: Project) -> None:
    example = PAGE.split("```markdown\n")[1].split("```")[0]
    project.write("episodes/true/index.md", example)
    project.picture("episodes/true/picture.jpg")
    project.sound("3.mp3", "chapters.mp3")
    ran = project.feed()
    assert ran.codes == ["PK507", "PK501"]  # its sound is longer than the one of the test
    assert project.run("validate", "--json").codes == ran.codes
