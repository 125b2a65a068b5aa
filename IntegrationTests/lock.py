#!/usr/bin/env python3
"""Checks `flash lock` from outside: its contract for scripts on an index of our own, and its files with other tools.

Other tools come from PyPI into a virtual environment under .build: pip and uv install what a lock says, and
packaging.pylock validates it.

usage: lock.py --flash .build/debug/flash [--python PYTHON3.12] [CASE ...]
"""

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from loopback_index import LoopbackIndex
from run import find_python

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ["pip==26.3", "uv==0.13.9", "packaging==26.3"]
WORKER = """from runpod_flash import remote, LiveServerless

config = LiveServerless(name="worker")


@remote(config, dependencies=["base"])
async def work(data):
    return data
"""


class Failed(AssertionError):
    """What was not as expected."""


def expect(holds, what):
    if not holds:
        raise Failed(what)


class Case:
    """A directory, an index on loopback, and a store."""

    def __init__(self, flash):
        self.flash = os.path.abspath(flash)
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="flash-lock-"))
        self.directory = self.scratch / "project"
        self.directory.mkdir()
        self.index = LoopbackIndex()
        for version in ("1.0", "2.0"):
            self.index.add("base", version)
            self.index.add("other", version, requires=["leaf", "addition>=1; extra == 'more'"])
            self.index.add("leaf", version)
            self.index.add("addition", version)
        self.url = self.index.url

    def close(self):
        self.index.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def write(self, name, text):
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def run(self, *arguments):
        """Runs flash in the directory; nothing but the index on loopback is asked."""
        command = [self.flash, *map(str, arguments), "--cache-path", str(self.scratch / "store"), "--index-url", self.url]
        return subprocess.run(command, capture_output=True, text=True, cwd=self.directory, timeout=120)

    def lock(self, *arguments, status=0):
        """Locks with a JSON result, and returns it."""
        result = self.run("lock", *arguments, "--format", "json")
        expect(result.returncode == status, f"{arguments}: {result.returncode}: {result.stdout[-600:]} {result.stderr[-600:]}")
        try:
            return json.loads(result.stdout)
        except ValueError:
            raise Failed(f"{arguments}: no JSON on standard output: {result}")

    def fails(self, *arguments, status=65, words=(), line=None):
        """Locks, and demands the status, words of the message, and the place."""
        error = self.lock(*arguments, status=status)["error"]
        text = f"{error['message']} {error.get('hint', '')}"
        for word in words:
            expect(word in text, f"{word!r} is not in {text!r}")
        if line:
            place = error.get("location") or {}
            expect(f"{place.get('file')}:{place.get('line')}" == line, f"{place}, not {line}: {text}")

    def files(self):
        return sorted(str(path.relative_to(self.directory)) for path in self.directory.rglob("*") if path.is_file())


def pins(report):
    return [f"{package['name']}=={package['version']}" for package in report["packages"]]


def contract(case):
    """The JSON of `flash lock -r` in a directory that is no Flash project; the project's own files are not read."""
    case.index.add("Under_Score.name", "1.5")
    case.index.projects["under-score-name"] = case.index.projects.pop("Under_Score.name")
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
        expect(package["sha256"] == hashlib.sha256(body).hexdigest(), f"digest of {package}")
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
    expect((case.directory / "locked.toml").exists(), f"files: {case.files()}")
    expect(not (case.directory / ".flash").exists(), "a directory .flash appeared")
    elsewhere = case.scratch / "elsewhere"
    elsewhere.mkdir()
    case.lock(elsewhere, "-r", case.directory / "in/second.txt")
    expect([path.name for path in elsewhere.iterdir()] == ["pylock.flash.toml"], f"written: {list(elsewhere.iterdir())}")
    case.fails(case.scratch / "gone", "-r", "in/second.txt", status=66)
    case.fails("-r", "in/gone.txt", words=["cannot read"])


def unsatisfiable(case):
    """An unsatisfiable lock ends with status 65, says why, and leaves the lock file as it was."""
    case.write("r.txt", "base\n")
    case.lock("-r", "r.txt")
    before = (case.directory / "pylock.flash.toml").read_bytes()
    case.write("r.txt", "base<1\n")
    case.fails("-r", "r.txt", words=["cannot be satisfied", "base<1"], line="r.txt:1")
    result = case.run("lock", "-r", "r.txt")
    expect(result.returncode == 65 and result.stdout == "", f"text: {result}")
    expect("r.txt:1" in result.stderr and "base<1" in result.stderr, result.stderr)
    expect((case.directory / "pylock.flash.toml").read_bytes() == before, "the lock file changed")


def output(case):
    """`--output` replaces one file in one step; `-` is standard output."""
    case.write("r.txt", "base\n")
    result = case.run("lock", "-r", "r.txt", "--output", "-")
    expect(result.returncode == 0 and 'name = "base"' in result.stdout, f"{result}")
    expect(case.files() == ["r.txt"], f"files: {case.files()}")
    case.lock("-r", "r.txt", "--output", "pylock.mine.toml")
    expect((case.directory / "pylock.mine.toml").read_text() == result.stdout, "the file differs from standard output")
    expect(case.files() == ["pylock.mine.toml", "r.txt"], f"files: {case.files()}")
    case.write("empty.txt", "# nothing\n")
    case.lock("-r", "empty.txt", "--output", "empty.toml")
    expect("packages = []" in (case.directory / "empty.toml").read_text(), "an empty lock has no packages")
    case.fails("-r", "r.txt", "--output", "gone/lock.toml", status=73)
    (case.directory / "directory").mkdir()
    case.fails("-r", "r.txt", "--output", "directory", status=73)
    (case.directory / "link.toml").symlink_to("pylock.mine.toml")
    case.lock("-r", "empty.txt", "--output", "link.toml")
    expect((case.directory / "link.toml").is_symlink(), "a link was replaced by a file")
    expect("packages = []" in (case.directory / "pylock.mine.toml").read_text(), "the linked file was not replaced")
    os.mkfifo(case.directory / "pipe")
    reader = subprocess.Popen(["cat", "pipe"], cwd=case.directory, stdout=subprocess.PIPE, text=True)
    case.lock("-r", "r.txt", "--output", "pipe")
    expect(reader.communicate(timeout=60)[0] == result.stdout, "a pipe got something else")
    expect((case.directory / "pipe").is_fifo(), "a pipe was replaced by a file")
    for arguments in (("--output", "-", "--format", "json"), ("--output", "-", "--check"), ("--output", "x/")):
        expect(case.run("lock", "-r", "r.txt", *arguments).returncode == 64, f"{arguments} are accepted")


def limits(case):
    """Constraints and overrides, from files and settings; changing them makes a lock stale."""
    case.write("worker.py", WORKER)
    case.write("requirements.txt", "other\n")
    case.write("c.txt", "leaf<2\nabsent==1\n")
    case.write("o.txt", "leaf==1.0\nbase<2\n")
    expect(pins(case.lock("-c", "c.txt")) == ["base==2.0", "leaf==1.0", "other==2.0"], "constraints")
    report = case.lock("--override", "o.txt")
    expect(pins(report) == ["base==1.0", "leaf==1.0", "other==2.0"], f"overrides: {pins(report)}")
    expect(report["changes"]["changed"] == [{"name": "base", "from": "2.0", "to": "1.0"}], f"{report['changes']}")
    expect(case.lock("--override", "o.txt", "--check")["up_to_date"], "the overrides are not in the lock")
    case.fails("--check", words=["the overrides changed"])
    case.write("pyproject.toml", "[tool.flash]\noverrides = [\"leaf==1.0\", \"base<2\"]\nconstraints = [\"other<2\"]\n")
    case.fails("--check", words=["other<2 (pyproject.toml:3) does not accept the locked version 2.0"])
    expect(pins(case.lock()) == ["base==1.0", "leaf==1.0", "other==1.0"], "settings")
    result = case.run("build", "--locked", "--dry-run", "--format", "json")
    expect(result.returncode == 0, f"the build does not take the settings: {result.stdout}")
    case.write("pyproject.toml", "[tool.flash]\noverrides = [\"leaf>=3\"]\n")
    case.fails(words=["cannot be satisfied", "leaf>=3"])


def upgrades(case):
    """Only the named packages are renewed; a check tells what would change and writes nothing."""
    case.write("worker.py", WORKER)
    case.write("requirements.txt", "other\n")
    case.write("c.txt", "base<2\nleaf<2\nother<2\n")
    case.lock("-c", "c.txt")
    expect(pins(case.lock()) == ["base==1.0", "leaf==1.0", "other==1.0"], "locked versions were not kept")
    before = (case.directory / "pylock.flash.toml").read_bytes()
    case.fails("--check", "--upgrade", words=["base 1.0 -> 2.0", "leaf 1.0 -> 2.0"])
    case.fails("--upgrade-package", "laef", words=["laef", "Did you mean leaf?"])
    case.fails("--upgrade-package", "x-", status=64)
    expect((case.directory / "pylock.flash.toml").read_bytes() == before, "a check or an error wrote the lock file")
    report = case.lock("--upgrade-package", "LEAF")
    expect(pins(report) == ["base==1.0", "leaf==2.0", "other==1.0"], f"upgraded: {pins(report)}")
    changed = {"added": [], "removed": [], "changed": [{"name": "leaf", "from": "1.0", "to": "2.0"}]}
    expect(report["changes"] == changed and not report["up_to_date"], f"changes: {report['changes']}")
    case.lock("--check")
    case.write("requirements.txt", "addition<2\n")
    result = case.run("lock", "--upgrade-package", "base")
    words = result.stdout.split()
    for change in (["added", "addition", "1.0"], ["removed", "leaf", "2.0"], ["changed", "base", "1.0", "->", "2.0"]):
        expect(any(words[at : at + len(change)] == change for at in range(len(words))), f"{change}: {result.stdout}")
    (case.directory / "pylock.flash.toml").unlink()
    case.fails("--check", words=["does not exist"])
    expect(not (case.directory / "pylock.flash.toml").exists(), "a check wrote the lock file")


def groups(case):
    """Dependency groups and the project's own extras, in locks and builds."""
    case.write("worker.py", WORKER)
    project = """[project]
name = "demo"
version = "1"
optional-dependencies.more = ["demo[less]"]
optional-dependencies.less = ["addition"]

[dependency-groups]
deploy = [{include-group = "leaves"}, "other"]
leaves = ["leaf<2"]
circle = [
    {include-group = "Round"},
]
round = [{include-group = "circle"}]
"""
    case.write("pyproject.toml", project)
    expect(pins(case.lock()) == ["base==2.0"], "groups are not opt-in")
    report = case.lock("--group", "Deploy", "--extra", "more")
    expect(pins(report) == ["addition==2.0", "base==2.0", "leaf==1.0", "other==2.0"], f"{pins(report)}")
    origins = {package["name"]: package["required_by"] for package in report["packages"]}
    expect(origins["leaf"] == ["pyproject.toml:9", "other"], f"{origins}")
    arguments = ("build", "--locked", "--format", "json", "--group", "deploy", "--extra", "MORE")
    result = case.run(*arguments)
    expect(result.returncode == 0 and len(json.loads(result.stdout)["packages"]) == 4, f"{result.stdout}")
    expect(case.run("build", "--locked", "--format", "json").returncode == 65, "a dropped group is not noticed")
    case.fails("--group", "deply", words=["no dependency group 'deply'", "Did you mean deploy?"])
    case.fails("--extra", "mroe", words=["no extra 'mroe'", "Did you mean more?"])
    case.fails("--group", "circle", words=["circle → round → circle"], line="pyproject.toml:13")
    case.write("pyproject.toml", project + "\n[tool.flash]\ngroups = [\n  'leaves',\n]\nextras = ['less']\n")
    expect(pins(case.lock()) == ["addition==2.0", "base==2.0", "leaf==1.0"], "settings")
    case.write("pyproject.toml", project + "\n[tool.flash]\ngroups = [\n  'levaes',\n]\n")
    case.fails(words=["did you mean 'leaves'?"], line="pyproject.toml:17")
    case.write("pyproject.toml", project + "ROUND = []\n")
    case.fails("--group", "deploy", words=["the name means the same as 'round'"], line="pyproject.toml:14")


def scripts(case):
    """Script blocks (PEP 723) of files with remote functions."""
    block = '# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#   "leaf<2",\n# ]\n# ///\n'
    case.write("worker.py", block + WORKER)
    case.write("helper.py", block.replace("leaf<2", "addition"))
    report = case.lock()
    expect(pins(report) == ["base==2.0", "leaf==1.0"], f"{pins(report)}")
    expect(report["packages"][1]["required_by"] == ["worker.py:4"], f"{report['packages']}")
    case.fails("--python-version", "3.10", words=["requires Python >=3.11"], line="worker.py:2")
    case.write("worker.py", block.replace('"leaf<2"', '"leaf=2"') + WORKER)
    case.fails(words=["'=' is not an operator"], line="worker.py:4")
    case.write("worker.py", block.replace("# ]", "# )") + WORKER)
    case.fails(words=["not valid TOML"], line="worker.py:5")
    case.write("worker.py", block + "\n" + block + WORKER)
    case.fails(words=["one such block"], line="worker.py:8")
    case.write("worker.py", block.replace("# ///\n", "") + WORKER)
    report = case.lock()
    expect(pins(report) == ["base==2.0"], f"{pins(report)}")
    expect(any("worker.py:1" in text and "never closed" in text for text in report["warnings"]), f"{report['warnings']}")


def preferences(case):
    """Without a lock of our own, the versions of uv.lock or pylock.toml are preferred."""
    case.write("worker.py", WORKER)
    case.write("requirements.txt", "other\n")
    package = '[[package]]\nname = "{}"\nversion = "{}"\nsource = {{ registry = "https://pypi.org/simple" }}\n{}\n'
    case.write("uv.lock", "version = 1\n" + package.format("base", "1.0", "") + package.format(
        "leaf", "1.0", "resolution-markers = [\"sys_platform == 'linux'\"]") + package.format(
        "leaf", "2.0", "resolution-markers = [\"sys_platform == 'win32'\"]"))
    result = case.run("lock")
    expect(result.stderr.count("note: prefers the versions of uv.lock") == 1, result.stderr)
    report = case.lock("--check")
    expect(pins(report) == ["base==1.0", "leaf==1.0", "other==2.0"], f"{pins(report)}")
    expect("prefers" not in case.run("lock").stderr, "the note is told though there is a lock")
    (case.directory / "pylock.flash.toml").unlink()
    expect(case.lock()["notes"] == ["prefers the versions of uv.lock"], "no note in the JSON")
    case.write("uv.lock", "<<<<<<< HEAD\n")
    (case.directory / "pylock.flash.toml").unlink()
    report = case.lock()
    expect(pins(report) == ["base==2.0", "leaf==2.0", "other==2.0"], f"{pins(report)}")
    expect(any(text.startswith("uv.lock:1: ") for text in report["warnings"]), f"{report['warnings']}")
    (case.directory / "pylock.flash.toml").unlink()
    text = 'lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "other"\nversion = "1.0"\n'
    case.write("pylock.toml", text)
    expect("other==1.0" in pins(case.lock()), "pylock.toml is not preferred")
    case.write("requirements.txt", "other>1\n")
    (case.directory / "pylock.flash.toml").unlink()
    expect("other==2.0" in pins(case.lock()), "a preference that is not allowed was kept")


def staleness(case):
    """What changed since the lock was made is told, and versions stay when it is made again."""
    case.write("worker.py", WORKER)
    case.write("requirements.txt", "other[more]\naddition<2\nleaf<2\n")
    case.lock()
    case.write("requirements.txt", "other\nleaf\n")
    reason = "does not ask for other[more] any more"
    case.fails("--check", words=[reason, "removed addition 1.0"])
    result = case.run("build", "--locked", "--format", "json")
    expect(result.returncode == 65 and reason in result.stdout, result.stdout)
    expect(pins(case.lock()) == ["base==2.0", "leaf==1.0", "other==2.0"], "versions were not kept")
    for arguments, words in (
        (("--python-version", "3.11"), "the lock is for Python 3.12"),
        (("--platform", "manylinux_2_28_x86_64"), "the lock is for Python 3.12"),
        (("--pre",), "the choice about pre-releases changed"),
        (("--exclude", "leaf"), "the excluded packages changed"),
    ):
        case.fails("--check", *arguments, words=[words])
    case.write("requirements.txt", "# nothing any more\n")
    case.write("worker.py", WORKER.replace('"base"', ""))
    report = case.lock()
    expect(len(report["changes"]["removed"]) == 3, f"{report['changes']}")
    case.lock("--check")


def peers(case):
    """pip, uv and packaging take our lock of real packages for what it says."""
    tools = ROOT / ".build" / "lock-peers"
    binaries = tools / "bin"
    stamp = tools / "installed"
    if not stamp.exists() or stamp.read_text() != " ".join(PEERS):
        subprocess.run([case.python, "-m", "venv", "--clear", tools], check=True)
        subprocess.run([binaries / "python", "-m", "pip", "install", "-q", *PEERS], check=True)
        stamp.write_text(" ".join(PEERS))
    case.url = "https://pypi.org/simple"
    case.write("r.txt", "requests[socks]>=2\njinja2\nattrs; python_version >= '3.12'\ncolorama; sys_platform == 'win32'\n")
    lock = case.directory / "pylock.flash.toml"
    platform = ("--python-version", "3.12", "--platform", "manylinux_2_28_x86_64")
    wanted = {p["name"]: p["version"] for p in case.lock("-r", "r.txt", *platform, "--output", lock)["packages"]}
    expect({"requests", "pysocks", "jinja2", "markupsafe", "attrs"} <= set(wanted), f"locked: {wanted}")
    expect("colorama" not in wanted, f"locked: {wanted}")

    def tool(*command):
        result = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=case.directory)
        expect(result.returncode == 0, f"{command[0]}: {result.stdout[-800:]} {result.stderr[-800:]}")
        return result.stdout

    listing = (
        "import importlib.metadata as m, json, re, sys\n"
        "print(json.dumps({re.sub('[-_.]+', '-', d.name).lower(): d.version for d in m.distributions(path=sys.argv[1:])}))"
    )

    target = case.scratch / "target"
    tool(binaries / "python", "-m", "pip", "install", "-q", "-r", lock, "--target", target)
    installed = json.loads(tool(binaries / "python", "-c", listing, target))
    expect(installed == wanted, f"pip installed {installed}, not {wanted}")

    environment = case.scratch / "environment"
    tool(binaries / "uv", "venv", "-q", "--no-python-downloads", "-p", case.python, environment)
    python = environment / "bin" / "python"
    tool(binaries / "uv", "pip", "sync", "-q", "--preview-features", "pylock", "--python", python, lock)
    listed = json.loads(tool(binaries / "uv", "pip", "list", "--python", python, "--format", "json"))
    expect({p["name"]: p["version"] for p in listed} == wanted, f"uv installed {listed}, not {wanted}")

    validate = (
        "import pathlib, sys, tomllib\n"
        "from packaging.pylock import Pylock, is_valid_pylock_path\n"
        "for path in map(pathlib.Path, sys.argv[1:]):\n"
        "    assert is_valid_pylock_path(path), path\n"
        "    lock = Pylock.from_dict(tomllib.loads(path.read_text()))\n"
        "    lock.validate()\n"
        "    print(*sorted(f'{p.name}=={p.version}' for p, _ in lock.select()))\n"
    )
    case.write("empty.txt", "")
    empty = case.directory / "pylock.empty.toml"
    case.lock("-r", "empty.txt", "--output", empty)
    selected = tool(binaries / "python", "-c", validate, lock, empty).splitlines()
    expect(selected == [" ".join(f"{n}=={v}" for n, v in sorted(wanted.items())), ""], f"packaging selects {selected}")


CASES = [contract, unsatisfiable, output, limits, upgrades, groups, scripts, preferences, staleness, peers]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flash", required=True, help="the executable to test")
    parser.add_argument("--python", help="a CPython 3.12 (default: the first one found)")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(case.__name__ for case in CASES))
    options = parser.parse_args()
    unknown = set(options.cases) - {case.__name__ for case in CASES}
    if unknown:
        sys.exit(f"no such case: {', '.join(sorted(unknown))}")
    python = options.python or find_python()
    failed = 0
    wanted = [case for case in CASES if not options.cases or case.__name__ in options.cases]
    for check in wanted:
        start = time.monotonic()
        case = Case(options.flash)
        case.python = python
        problem = None
        try:
            check(case)
        except Failed as failure:
            problem = str(failure)
        finally:
            case.close()
        failed += problem is not None
        print(f"{'FAIL' if problem else 'ok  '} {check.__name__} ({time.monotonic() - start:.1f} s)", flush=True)
        if problem:
            print(f"     {problem}", flush=True)
    print(f"{len(wanted) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
