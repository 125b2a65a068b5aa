"""Where a lock takes requirements from: constraints, overrides, groups, scripts and the locks of other tools."""

import json

from lock.scratch import pins
from shared.cases import case, expect
from shared.scratch import worker


@case
def limits(case):
    """Constraints and overrides, from files and settings; changing them makes a lock stale."""
    case.require("base")
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
    result = case.call("build", "--locked", "--dry-run", "--format", "json")
    expect(result.returncode == 0, f"the build does not take the settings: {result.stdout}")
    case.write("pyproject.toml", "[tool.flash]\noverrides = [\"leaf>=3\"]\n")
    case.fails(words=["cannot be satisfied", "leaf>=3"])


@case
def groups(case):
    """Dependency groups and the project's own extras, in locks and builds."""
    case.require("base")
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
    result = case.call(*arguments)
    expect(result.returncode == 0 and len(json.loads(result.stdout)["packages"]) == 4, f"{result.stdout}")
    expect(case.call("build", "--locked", "--format", "json").returncode == 65, "a dropped group is not noticed")
    case.fails("--group", "deply", words=["no dependency group 'deply'", "Did you mean deploy?"])
    case.fails("--extra", "mroe", words=["no extra 'mroe'", "Did you mean more?"])
    case.fails("--group", "circle", words=["circle → round → circle"], line="pyproject.toml:13")
    case.write("pyproject.toml", project + "\n[tool.flash]\ngroups = [\n  'leaves',\n]\nextras = ['less']\n")
    expect(pins(case.lock()) == ["addition==2.0", "base==2.0", "leaf==1.0"], "settings")
    case.write("pyproject.toml", project + "\n[tool.flash]\ngroups = [\n  'levaes',\n]\n")
    case.fails(words=["did you mean 'leaves'?"], line="pyproject.toml:17")
    case.write("pyproject.toml", project + "ROUND = []\n")
    case.fails("--group", "deploy", words=["the name means the same as 'round'"], line="pyproject.toml:14")


@case
def scripts(case):
    """Script blocks (PEP 723) of files with remote functions."""
    block = '# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#   "leaf<2",\n# ]\n# ///\n'
    case.write("worker.py", block + worker("base"))
    case.write("helper.py", block.replace("leaf<2", "addition"))
    report = case.lock()
    expect(pins(report) == ["base==2.0", "leaf==1.0"], f"{pins(report)}")
    expect(report["packages"][1]["required_by"] == ["worker.py:4"], f"{report['packages']}")
    case.fails("--python-version", "3.10", words=["requires Python >=3.11"], line="worker.py:2")
    case.write("worker.py", block.replace('"leaf<2"', '"leaf=2"') + worker("base"))
    case.fails(words=["'=' is not an operator"], line="worker.py:4")
    case.write("worker.py", block.replace("# ]", "# )") + worker("base"))
    case.fails(words=["not valid TOML"], line="worker.py:5")
    case.write("worker.py", block + "\n" + block + worker("base"))
    case.fails(words=["one such block"], line="worker.py:8")
    case.write("worker.py", block.replace("# ///\n", "") + worker("base"))
    report = case.lock()
    expect(pins(report) == ["base==2.0"], f"{pins(report)}")
    expect(any("worker.py:1" in text and "never closed" in text for text in report["warnings"]), f"{report['warnings']}")


@case
def preferences(case):
    """Without a lock of our own, the versions of uv.lock or pylock.toml are preferred."""
    case.require("base")
    case.write("requirements.txt", "other\n")
    package = '[[package]]\nname = "{}"\nversion = "{}"\nsource = {{ registry = "https://pypi.org/simple" }}\n{}\n'
    case.write("uv.lock", "version = 1\n" + package.format("base", "1.0", "") + package.format(
        "leaf", "1.0", "resolution-markers = [\"sys_platform == 'linux'\"]") + package.format(
        "leaf", "2.0", "resolution-markers = [\"sys_platform == 'win32'\"]"))
    result = case.call("lock")
    expect(result.stderr.count("note: prefers the versions of uv.lock") == 1, result.stderr)
    report = case.lock("--check")
    expect(pins(report) == ["base==1.0", "leaf==1.0", "other==2.0"], f"{pins(report)}")
    expect("prefers" not in case.call("lock").stderr, "the note is told though there is a lock")
    case.remove_lock()
    expect(case.lock()["notes"] == ["prefers the versions of uv.lock"], "no note in the JSON")
    case.write("uv.lock", "<<<<<<< HEAD\n")
    case.remove_lock()
    report = case.lock()
    expect(pins(report) == ["base==2.0", "leaf==2.0", "other==2.0"], f"{pins(report)}")
    expect(any(text.startswith("uv.lock:1: ") for text in report["warnings"]), f"{report['warnings']}")
    case.remove_lock()
    text = 'lock-version = "1.0"\ncreated-by = "x"\n[[packages]]\nname = "other"\nversion = "1.0"\n'
    case.write("pylock.toml", text)
    expect("other==1.0" in pins(case.lock()), "pylock.toml is not preferred")
    case.write("requirements.txt", "other>1\n")
    case.remove_lock()
    expect("other==2.0" in pins(case.lock()), "a preference that is not allowed was kept")
