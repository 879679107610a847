"""The workflows, the action and the jobs of GitLab: valid, safe, and run."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from podcastkit import __version__
from tests.conftest import missing
from tests.examples.files import BIN, EXAMPLES, ROOT, bash, read_yaml, sample_show, steps

CHECK = EXAMPLES / "github/check.yml"
FEED = EXAMPLES / "github/regenerate.yml"
ACTION = ROOT / "action.yml"
GITHUB = [CHECK, FEED, ACTION]
FEED_ON_GITLAB = EXAMPLES / "gitlab/regenerate.yml"
SCHEMAS = {
    "vendor.github-workflows": [CHECK, FEED],
    "vendor.github-actions": [ACTION],
    "vendor.gitlab-ci": [EXAMPLES / "gitlab/check.yml", FEED_ON_GITLAB],
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_they_are_as_their_schema_says(schema: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("check_jsonschema") is None:
        missing("check-jsonschema")
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run(
        [*words, *SCHEMAS[schema]], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout
    bad = tmp_path / "bad.yml"
    text = SCHEMAS[schema][0].read_text(encoding="utf-8")
    bad.write_text(re.sub(r"^(jobs|runs|  script):", r"\1x:", text, flags=re.MULTILINE), "utf-8")
    assert subprocess.run([*words, bad], capture_output=True, check=False).returncode == 1


def zizmor(*paths: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("zizmor", path=str(BIN)) or shutil.which("zizmor")
    if program is None:
        missing("zizmor")
    words = [
        program,
        "--offline",
        "--no-progress",
        "--config",
        Path(__file__).parent / "zizmor.yml",
    ]
    return subprocess.run([*words, *paths], capture_output=True, text=True, check=False, timeout=60)


def test_zizmor_finds_nothing() -> None:
    done = zizmor(*GITHUB)
    assert done.returncode == 0, done.stdout


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    bad = tmp_path / "check.yml"
    text = CHECK.read_text(encoding="utf-8").replace("pull_request:", "pull_request_target:")
    bad.write_text(text, encoding="utf-8")
    assert "dangerous-triggers" in zizmor(bad).stdout


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_no_expression_stands_in_a_script_and_every_action_has_a_version(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", "")
        assert re.search(r"@v\d", step.get("uses", "@v1")), step
    assert "pull_request_target" not in path.read_text(encoding="utf-8")


def test_they_name_the_version_that_they_come_with() -> None:
    files = [path for path in EXAMPLES.rglob("*.y*ml") if "OWNER" in path.read_text("utf-8")]
    assert len(files) >= 5
    for path in files:
        found = re.findall(r"\bv(\d+\.\d+\.\d+)\b", path.read_text(encoding="utf-8"))
        assert set(found) == {__version__}, path.name


def test_the_check_may_read_and_no_more() -> None:
    table = read_yaml(CHECK)
    assert table["permissions"] == {"contents": "read"}
    assert "pull_request" in table["on"]
    assert all("permissions" not in job for job in table["jobs"].values())
    assert "secrets." not in CHECK.read_text(encoding="utf-8")


def test_the_feed_is_written_on_main_alone_one_run_at_a_time() -> None:
    table = read_yaml(FEED)
    (job,) = table["jobs"].values()
    assert job["if"] == "github.ref == 'refs/heads/main'"
    assert (table["permissions"], job["permissions"]) == ({}, {"contents": "write"})
    assert table["concurrency"] == {"group": "podcast-feed", "cancel-in-progress": "false"}
    crons = {item["cron"] for item in table["on"]["schedule"]}
    asked = {cron for step in job["steps"] for cron in re.findall(r"'([^']+)'", step.get("if", ""))}
    assert len(crons) == 2
    assert asked < crons
    job = read_yaml(FEED_ON_GITLAB)["podcast-feed"]
    assert job["resource_group"]
    assert "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in job["rules"][0]["if"]


def git(folder: Path, *words: str) -> str:
    names = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    done = subprocess.run(
        ["git", *names, *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The sample show as a runner has it: cloned from a place to which it may push."""
    show = sample_show(tmp_path / "show")
    (show / ".gitignore").write_text(".podcastkit/\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "host.git")
    git(show, "init", "--quiet", "--initial-branch=main")
    git(show, "add", "--all")
    git(show, "commit", "--quiet", "--message", "The show")
    git(show, "push", "--quiet", str(tmp_path / "host.git"), "main")
    git(tmp_path, "clone", "--quiet", "host.git", "clone")
    return tmp_path / "clone"


def scripts(name: str) -> list[str]:
    """What a run of the example does once podcastkit is there."""
    if name == "github":
        return [step["run"] for step in steps(FEED) if "run" in step][1:]
    lines = read_yaml(FEED_ON_GITLAB)["podcast-feed"]["script"]
    return ["\n".join(lines).replace("/opt/podcastkit/bin/", "")]


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_a_run_commits_what_changed_and_nothing_else(name: str, clone: Path) -> None:
    host = clone.parent / "host.git"
    env = {
        "REFRESH": "",
        "CI_SERVER_HOST": "git.example",
        "CI_DEFAULT_BRANCH": "main",
        "CI_PROJECT_URL": str(host.with_suffix("")),
        "HOME": str(clone.parent),
    }
    git(host, "config", "receive.advertisePushOptions", "true")
    before = git(host, "rev-parse", "main")
    for script in scripts(name):
        done = bash(script, clone, env)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert git(host, "rev-parse", "main") == before
    path = clone / "episodes/notes-people-read.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("one request", "two"), encoding="utf-8"
    )
    (clone / "stray.txt").write_text("x", encoding="utf-8")
    for script in scripts(name):
        done = bash(script, clone, env)
        assert done.returncode == 0, done.stderr
    assert git(host, "rev-list", "--count", f"{before}..main") == "1"
    changed = git(host, "diff", "--name-only", before, "main").splitlines()
    assert "feed/feed.xml" in changed
    assert all(name.startswith("feed/") or name == "podcast.lock" for name in changed)


def test_a_run_with_a_mistake_fails_and_commits_nothing(clone: Path) -> None:
    path = clone / "episodes/notes-people-read.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("title", "titel", 1), encoding="utf-8")
    done = bash(scripts("github")[0], clone)
    assert done.returncode == 1
    assert "PK020" in done.stderr
    assert git(clone, "status", "--porcelain", "feed", "podcast.lock") == ""


RECORD = '#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done\n'


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, ["validate", "--format", "github", "--"]),
        (
            {"STRICT": "true", "CONFIG": "my show/podcast.toml", "CHANGED_SINCE": "origin/main"},
            ["validate", "--format", "github", "--config=my show/podcast.toml", "--strict",
             "--changed-since=origin/main", "--"],
        ),
        (
            {"PATHS": "episodes/a b\n\n--config=x\n", "CHANGED_SINCE": '$(touch x); "`touch y`"'},
            ["validate", "--format", "github", '--changed-since=$(touch x); "`touch y`"', "--",
             "episodes/a b", "--config=x"],
        ),
    ],
)  # fmt: skip
def test_the_action_hands_its_inputs_over_as_they_are(
    inputs: dict[str, str], words: list[str], tmp_path: Path
) -> None:
    """Nothing in them is run, and none becomes an option that it is not."""
    program = tmp_path / "podcastkit/bin/podcastkit"
    program.parent.mkdir(parents=True)
    program.write_text(RECORD, encoding="utf-8")
    program.chmod(0o755)
    step = steps(ACTION)[-1]
    env = dict.fromkeys(step["env"], "")
    assert set(env) >= {f"INPUT_{name}" for name in inputs}
    env |= {f"INPUT_{name}": value for name, value in inputs.items()}
    done = bash(step["run"], tmp_path, {**env, "RUNNER_TEMP": str(tmp_path)})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["podcastkit"]
