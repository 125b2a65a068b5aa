"""What `flash lock` prints and writes: its contract for scripts."""

import os
import subprocess

from shared.cases import case, expect
from shared.digests import sha256


@case
def contract(case):
    """The JSON of `flash lock -r` in a directory that is no Flash project; the project's own files are not read."""
    case.index.add("Under_Score.name", "1.5")
    case.index.rename("Under_Score.name", "under-score-name")
    case.write("pyproject.toml", "[project\n")
    case.write("requirements.txt", "nowhere-to-be-found\n")
    case.write("worker.py", "this is no Python\n")
    case.write("in/more.txt", "Under-Score.NAME\n")
    case.write("in/first.txt", "other[more]>=1\n-r more.txt\n")
    case.write("in/second.txt", "base<2; sys_platform == 'linux'\nbase<1; sys_platform == 'win32'\n")
    report = case.lock(
        "-r", "in/first.txt", "-r", "in/second.txt", "--python-version", "3.12.1", "--platform", "manylinux_2_28_x86_64",
        "--pre", "--output", "in/../locked.toml",
    )
    names = [package["name"] for package in report["packages"]]
    expect(names == ["addition", "base", "leaf", "other", "under-score-name"], f"packages: {names}")
    for package in report["packages"]:
        body = case.index.files[package["filename"]]
        expect(package["sha256"] == sha256(body), f"digest of {package}")
        expect(type(package["bytes"]) is int and package["bytes"] == len(body), f"bytes of {package}")
        for key in ("name", "version", "filename"):
            expect(isinstance(package[key], str), f"{key} of {package}")
        for key in ("extras", "required_by"):
            expect(all(isinstance(text, str) for text in package[key]), f"{key} of {package}")
    by_name = {package["name"]: package for package in report["packages"]}
    expect(by_name["other"]["extras"] == ["more"], f"extras: {by_name['other']}")
    expect(by_name["leaf"]["required_by"] == ["other"], f"required_by: {by_name['leaf']}")
    expect(by_name["other"]["required_by"] == ["in/first.txt:1"], f"required_by: {by_name['other']}")
    expect(by_name["base"]["version"] == "1.0", "a marker was ignored")
    expect((case.project / "locked.toml").exists(), f"files: {sorted(case.files())}")
    expect(not (case.project / ".flash").exists(), "a directory .flash appeared")
    elsewhere = case.directory / "elsewhere"
    elsewhere.mkdir()
    case.lock(elsewhere, "-r", case.project / "in/second.txt")
    expect([path.name for path in elsewhere.iterdir()] == ["pylock.flash.toml"], f"written: {list(elsewhere.iterdir())}")
    case.fails(case.directory / "gone", "-r", "in/second.txt", status=66)
    case.fails("-r", "in/gone.txt", words=["cannot read"])


@case
def unsatisfiable(case):
    """An unsatisfiable lock ends with status 65, says why, and leaves the lock file as it was."""
    case.write("r.txt", "base\n")
    case.lock("-r", "r.txt")
    before = (case.project / "pylock.flash.toml").read_bytes()
    case.write("r.txt", "base<1\n")
    case.fails("-r", "r.txt", words=["cannot be satisfied", "base<1"], line="r.txt:1")
    result = case.call("lock", "-r", "r.txt")
    expect(result.returncode == 65 and result.stdout == "", f"text: {result}")
    expect("r.txt:1" in result.stderr and "base<1" in result.stderr, result.stderr)
    expect((case.project / "pylock.flash.toml").read_bytes() == before, "the lock file changed")


@case
def output(case):
    """`--output` replaces one file in one step; `-` is standard output."""
    case.write("r.txt", "base\n")
    result = case.call("lock", "-r", "r.txt", "--output", "-")
    expect(result.returncode == 0 and 'name = "base"' in result.stdout, f"{result}")
    expect(sorted(case.files()) == ["r.txt"], f"files: {sorted(case.files())}")
    case.lock("-r", "r.txt", "--output", "pylock.mine.toml")
    expect((case.project / "pylock.mine.toml").read_text() == result.stdout, "the file differs from standard output")
    expect(sorted(case.files()) == ["pylock.mine.toml", "r.txt"], f"files: {sorted(case.files())}")
    case.write("empty.txt", "# nothing\n")
    case.lock("-r", "empty.txt", "--output", "empty.toml")
    expect("packages = []" in (case.project / "empty.toml").read_text(), "an empty lock has no packages")
    case.fails("-r", "r.txt", "--output", "gone/lock.toml", status=73)
    (case.project / "directory").mkdir()
    case.fails("-r", "r.txt", "--output", "directory", status=73)
    (case.project / "link.toml").symlink_to("pylock.mine.toml")
    case.lock("-r", "empty.txt", "--output", "link.toml")
    expect((case.project / "link.toml").is_symlink(), "a link was replaced by a file")
    expect("packages = []" in (case.project / "pylock.mine.toml").read_text(), "the linked file was not replaced")
    os.mkfifo(case.project / "pipe")
    reader = subprocess.Popen(["cat", "pipe"], cwd=case.project, stdout=subprocess.PIPE, text=True)
    case.lock("-r", "r.txt", "--output", "pipe")
    expect(reader.communicate(timeout=60)[0] == result.stdout, "a pipe got something else")
    expect((case.project / "pipe").is_fifo(), "a pipe was replaced by a file")
    for arguments in (("--output", "-", "--format", "json"), ("--output", "-", "--check"), ("--output", "x/")):
        expect(case.call("lock", "-r", "r.txt", *arguments).returncode == 64, f"{arguments} are accepted")
