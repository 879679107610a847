"""Each option of each command does what its help says. ``DONE_HERE`` says where each is tried."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from lxml import etree

from podcastkit import __version__
from podcastkit.checks.rules import RULES
from podcastkit.cli import _group
from tests.projects import Project

HERE = Path(__file__).parent
FORMATS = ("json", "github", "sarif", "junit")
COMMANDS = (
    "init",
    "new",
    "feed",
    "validate",
    "serve",
    "import",
    "inspect",
    "rules",
    "explain",
    "schema",
    "completion",
)


def command(name: str) -> click.Command:
    found = _group.get_command(click.Context(_group), name)
    assert found is not None
    return found


def test_every_option_is_tried_in_a_test() -> None:
    """An option is tried when a test of the command line names it."""
    tests = "".join(
        path.read_text(encoding="utf-8")
        for folder in (HERE, HERE.parent / "jobs")
        for path in folder.glob("test_*.py")
    )
    for name in COMMANDS:
        for parameter in command(name).params:
            if isinstance(parameter, click.Option):
                long = max(parameter.opts, key=len)
                assert f'"{long}"' in tests, long


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command(name: str) -> None:
    for option in ("-h", "--help"):
        done = subprocess.run(
            [sys.executable, "-m", "podcastkit", name, option], capture_output=True, check=False
        )
        assert done.returncode == 0
        assert done.stdout.decode().startswith(f"Usage: podcastkit {name}")


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    """The list is kept apart from the commands, so that it costs no imports."""
    out = CliRunner().invoke(_group, ["--help"]).output
    listed = dict(re.findall(r"^  (\w+) {2,}(.*)$", out.partition("Commands:")[2], re.MULTILINE))
    own = {name: (command(name).help or "").partition("\n")[0] for name in COMMANDS}
    assert listed == own
    assert set(listed) == set(_group.list_commands(click.Context(_group)))


def test_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "podcastkit", "--version"], capture_output=True, check=False
    )
    assert done.stdout.decode().strip().endswith(__version__)


def test_config_names_the_file_or_its_folder(project: Project) -> None:
    project.episode(1)
    for config in (project.root, project.root / "podcast.toml"):
        done = subprocess.run(
            [sys.executable, "-m", "podcastkit", "validate", "--config", config],
            capture_output=True, check=False, cwd=project.root.parent,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (0, b"")


def test_the_project_is_found_from_a_folder_below_but_not_beyond_the_repository(
    project: Project,
) -> None:
    project.episode(1)
    below = project.root / "episodes"
    words = [sys.executable, "-m", "podcastkit", "validate"]
    assert subprocess.run(words, cwd=below, check=False).returncode == 0
    (below / ".git").mkdir()
    done = subprocess.run(words, cwd=below, capture_output=True, check=False)
    assert done.returncode == 4
    assert b"no podcast.toml in" in done.stderr


def test_as_of_holds_back_what_comes_later(project: Project) -> None:
    for number in (1, 10, 20):
        project.episode(number)
    assert project.feed("--as-of", "2026-01-10").json["episodes"] == 2
    assert project.feed("--as-of", "2026-01-10T00:00:00+02:00", "--check").codes == ["PK702"]
    ran = project.feed("--as-of", "2026-01-20T00:00:00Z")
    assert (ran.json["episodes"], ran.json["next_due"]) == (3, None)


def test_source_date_epoch_is_the_date_when_none_is_given(project: Project) -> None:
    for number in (1, 20):
        project.episode(number)
    env = {"SOURCE_DATE_EPOCH": "1767700000"}
    ran = project.feed(env=env)
    assert (ran.json["episodes"], ran.json["next_due"]) == (1, "2026-01-20T00:00:00Z")
    assert project.feed("--as-of", "2026-02-01", env=env).json["episodes"] == 2
    ran = project.run("feed", env={"SOURCE_DATE_EPOCH": "soon"})
    assert ran.exit == 2
    assert 'SOURCE_DATE_EPOCH "soon" is no date' in ran.err


def test_drafts_are_a_preview_that_locks_nothing(project: Project) -> None:
    project.episode(1)
    project.feed()
    before = project.read("podcast.lock")
    project.episode(2, extra="draft = true\n")
    project.write(
        "episodes/2099-01-01-later.md",
        '+++\ntitle = "Later"\n[extra]\nepisode_url = "https://cdn.example/1.mp3?2"\n+++\n',
    )
    assert project.feed("--drafts").json["episodes"] == 3
    assert project.read("podcast.lock") == before
    ran = project.feed()
    assert (ran.json["episodes"], ran.exit) == (1, 0)
    assert {item["reason"] for item in ran.json["skipped"]} == {
        "it is a draft", "it is due at 2099-01-01T00:00:00Z",
    }  # fmt: skip


def test_jobs_takes_a_number(project: Project) -> None:
    project.episode(1)
    assert project.feed("--jobs", "3").exit == 0


def test_paths_narrow_what_is_told(project: Project) -> None:
    for number in (1, 2):
        project.write(
            f"episodes/2026-01-0{number}-b.md",
            f'+++\ntitle = "B{number}"\ndescription = "C"\n+++\n',
        )
    assert len(project.run("validate", "--json").json["findings"]) == 2
    ran = project.run("validate", "--json", str(project.root / "episodes/2026-01-02-b.md"))
    assert [finding["path"] for finding in ran.json["findings"]] == ["episodes/2026-01-02-b.md"]
    ran = project.run("validate", "--json", str(project.root / "podcast.toml"))
    assert ran.json["findings"] == []
    ran = project.run("validate", str(project.root.parent))
    assert ran.exit == 2


def test_validate_finds_what_the_guard_would_refuse(project: Project) -> None:
    path = project.episode(1)
    project.episode(2)
    project.feed()
    text = project.read(path)
    project.write(path, text.replace("+++\n", '+++\nguid = "another"\n', 1))
    (project.root / "episodes/2026-01-02-number-2.md").unlink()
    ran = project.run("validate", "--json")
    assert ran.exit == 1
    assert ran.codes == ["PK701", "PK702"]


def test_validate_asks_no_host_and_writes_nothing(project: Project) -> None:
    project.episode(1)
    (project.root / "sound/1.mp3").unlink()
    before = sorted(project.root.rglob("*"))
    assert project.run("validate").exit == 0
    assert sorted(project.root.rglob("*")) == before


def test_a_cover_that_is_not_there_or_too_large_is_found_by_validate(project: Project) -> None:
    project.episode(1)
    toml = project.read("podcast.toml").replace("https://a.example/cover.jpg", "cover.jpg")
    project.write("podcast.toml", toml)
    assert project.run("validate", "--json").codes == ["PK012"]
    project.write("cover.jpg", b"\xff" * 10_000_001)
    assert project.run("validate", "--json").codes == ["PK001"]
    assert project.feed().codes == ["PK001"]


def test_rules_lists_all_and_explain_tells_one(project: Project) -> None:
    lines = project.run("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    for code, rule in RULES.items():
        out = project.run("explain", code.lower()).out
        assert out.startswith(f"{code} {rule.name} ({rule.severity.value})\n\n{rule.about}\n")
    assert json.loads(project.run("rules", "--json").out)["rules"][0]["code"] == "PK001"
    assert json.loads(project.run("explain", "PK702", "--json").out)["name"] == "episode-removed"
    ran = project.run("explain", "PK70")
    assert (ran.exit, "did you mean PK" in ran.err) == (2, True)
    ran = project.run("explain", "PK999")
    assert (ran.exit, ran.err.endswith("PK999; podcastkit rules lists them\n")) == (2, True)


def test_format_prints_one_document_for_each_reader(project: Project) -> None:
    path = project.episode(1, extra="season = -1\n")
    project.write("episodes/2026-01-02-b.md", '+++\ntitle = "B"\ndescription = "C"\n+++\n')
    first, second = project.run("validate", "--format", "text").out.splitlines()[:2]
    assert first.startswith(f"{path}:4:1: warning PK009 season is -1; ")
    assert second == "    | season = -1"
    runs = {form: project.run("validate", "--format", form) for form in FORMATS}
    assert {ran.exit for ran in runs.values()} == {1}
    assert {ran.err for ran in runs.values()} == {""}
    assert runs["json"].codes == ["PK009", "PK021"]
    assert runs["json"].out == project.run("validate", "--json").out
    error, warning, counts = runs["github"].out.splitlines()
    assert error.startswith("::error file=episodes/2026-01-02-b.md,line=1,col=1,title=PK021 ")
    assert warning.startswith(f"::warning file={path},line=4,col=1,title=PK009 ")
    assert counts == "podcastkit: 2 checked, 0 skipped: 1 error, 1 warning, 0 infos"
    (log,) = json.loads(runs["sarif"].out)["runs"]
    assert [result["ruleId"] for result in log["results"]] == ["PK009", "PK021"]
    assert log["tool"]["driver"]["version"] == __version__
    cases = {case.get("name"): case for case in etree.fromstring(runs["junit"].out.encode())[0]}
    assert list(cases) == [path, "episodes/2026-01-02-b.md", "podcast.toml"]
    assert [case.find("failure") is not None for case in cases.values()] == [False, True, False]


def test_format_names_files_as_the_repository_does(project: Project) -> None:
    (project.root.parent / ".git").mkdir()
    project.write("episodes/2026-01-02-b.md", '+++\ntitle = "B"\ndescription = "C"\n+++\n')
    name = f"{project.root.name}/episodes/2026-01-02-b.md"
    for form in ("github", "sarif", "junit"):
        assert name in project.run("validate", "--format", form).out, form
    assert name not in project.run("validate", "--format", "text").out


def test_quiet_leaves_the_errors_of_annotations_too(project: Project) -> None:
    project.episode(1, extra="season = -1\n")
    assert project.run("validate", "--format", "github", "--quiet").out == ""
    assert "PK009" in project.run("validate", "--format", "junit", "--quiet").out


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("feeed", "No such command 'feeed': did you mean feed?"),
        ("xyz", "No such command 'xyz': podcastkit --help lists them"),
        ("--nope", "No such option '--nope'."),
    ],
)
def test_an_unknown_command_is_told_with_the_nearest(
    project: Project, typed: str, told: str
) -> None:
    ran = project.run(typed)
    assert (ran.exit, told in ran.err) == (2, True), ran.err
