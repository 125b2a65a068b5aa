#!/usr/bin/env python3
"""Runs the commands that report on dependencies (`flash tree`, `flash outdated`) on a project with an index on loopback."""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

from loopback_index import LoopbackIndex

WORKER = """from runpod_flash import remote, LiveServerless

config = LiveServerless(name="worker")


@remote(config, dependencies=["app[fast]>=1"])
async def work(data):
    return data
"""


class Project:
    """A project that needs a diamond with a cycle, an extra and a package of its own."""

    def __init__(self, flash):
        self.flash = flash
        self.directory = tempfile.mkdtemp(prefix="flash-commands-")
        self.root = os.path.join(self.directory, "project")
        os.mkdir(self.root)
        self.index = LoopbackIndex()
        self.add("app", "1.0", 1000, ["left", "right<2", "accelerator; extra == 'fast'"])
        self.add("left", "1.0", 2000, ["leaf"])
        self.add("right", "1.0", 4000, ["leaf", "own"])
        self.add("own", "1.0", 8000, ["right"])
        self.add("leaf", "1.0", 16000, [])
        self.add("accelerator", "1.0", 32000, [])
        self.add("tool", "1.0", 64000, ["leaf"])
        self.write("worker.py", WORKER)
        self.write("requirements.txt", "# comment\ntool\nunused; sys_platform == 'win32'\n")

    def add(self, name, version, size, requires, **options):
        files = {f"{name}/data.bin": os.urandom(size)}
        self.index.add(name, version, files, requires, **options)

    def write(self, name, text):
        with open(os.path.join(self.root, name), "w") as file:
            file.write(text)

    def close(self):
        self.index.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def files(self):
        found = {}
        for directory, _, names in os.walk(self.root):
            for name in names:
                path = os.path.join(directory, name)
                with open(path, "rb") as file:
                    found[path] = hashlib.sha256(file.read()).hexdigest()
        return found

    def run(self, command, *options, status=0):
        result = subprocess.run(
            [
                self.flash, command, self.root, "--index-url", self.index.url,
                "--cache-path", os.path.join(self.directory, "store"), *options,
            ],
            capture_output=True, text=True, timeout=120,
        )
        assert result.returncode == status, (command, options, result)
        return result.stdout if status in (0, 1) else result.stdout + result.stderr

    def json(self, command, *options, status=0):
        return json.loads(self.run(command, *options, "--format", "json", status=status))


def equal(found, wanted):
    assert found == wanted, f"{found!r} is not {wanted!r}"


def packages(tree):
    return {package["name"]: package for package in tree["packages"]}


def check_tree(project):
    before = project.files()
    tree = project.json("tree", "--refresh")
    equal(project.files(), before)
    equal(tree["source"], "index")
    found = packages(tree)
    equal(sorted(found), ["accelerator", "app", "leaf", "left", "own", "right", "tool"])
    equal([(r["package"], r["file"], r["line"], r.get("function")) for r in tree["requirements"]],
          [("tool", "requirements.txt", 2, None), ("app", "worker.py", 6, "work")])
    sizes = {name: package["bytes"] for name, package in found.items()}
    equal({package["bytes_of"] for package in found.values()}, {"wheel"})
    wheels = {name: files[0]["size"] for name, files in project.index.projects.items()}
    equal(sizes, {name: wheels[name] for name in sizes})
    equal(found["app"]["extras"], ["fast"])
    equal(found["own"]["required_by"], ["right"])
    check_savings(found)

    # What the tree says excluding saves is what a tree without the package is smaller by.
    for name in ("app", "right", "leaf", "tool"):
        without = project.json("tree", "--exclude", name)
        equal(tree["bytes"] - without["bytes"], found[name]["saves_bytes"])
        equal(without["excluded"], [{"name": name, "reason": f"--exclude {name}"}])

    project.run("build")
    before = project.files()
    built = project.json("tree", "--offline")
    equal(built["source"], "lock")
    equal({package["bytes_of"] for package in built["packages"]}, {"archive"})
    equal(project.files(), before)
    report = json.loads(project.run("build", "--format", "json"))
    equal({package["name"]: package["bytes"] for package in report["packages"]},
          {package["name"]: package["bytes"] for package in built["packages"]})
    check_savings(packages(built))


def check_savings(found):
    own = {name: package["bytes"] for name, package in found.items()}
    saved = {name: package["saves_bytes"] for name, package in found.items()}
    equal(saved["leaf"], own["leaf"])
    equal(saved["right"], own["right"] + own["own"])
    equal(saved["app"], sum(own[name] for name in ("app", "left", "right", "own", "accelerator")))


def check_tree_text(project):
    text = project.run("tree")
    assert "├── tool 1.0" in text and "requirements.txt:2" in text, text
    assert "└── app[fast] 1.0" in text and "worker.py:6 (@remote work)" in text, text
    assert "right 1.0 (*)" in text and "% of 500.0 MiB" in text, text
    shallow = project.run("tree", "--depth", "1")
    assert "leaf" not in shallow and "app[fast]" in shallow, shallow
    part = project.run("tree", "--package", "Right")
    assert "app" not in part and "own 1.0" in part, part
    why = project.run("tree", "--why", "own")
    assert "worker.py:6 (@remote work) → app[fast]>=1 → right → own" in why, why
    assert "--exclude own saves" in why, why
    inverted = project.run("tree", "--invert", "leaf")
    assert inverted.startswith("└── leaf") and "tool requirements.txt:2" in inverted, inverted
    chains = project.json("tree", "--why", "leaf")
    equal([chain["packages"] for chain in chains["chains"]],
          [["tool", "leaf"], ["app", "left", "leaf"], ["app", "right", "leaf"]])
    assert "did you mean right?" in project.run("tree", "--why", "rigth", status=65)
    project.run("tree", "--why", "own", "--package", "own", status=64)


def check_outdated(project):
    project.add("tool", "1.5", 10, ["leaf"])
    project.add("right", "1.5", 10, ["leaf", "own"])
    project.add("right", "2.0", 10, ["leaf", "own"])
    project.add("leaf", "2.0", 10, [], tag="cp313-cp313-win_amd64")
    project.add("own", "1.1", 10, [], yanked="wrong")
    project.add("left", "2.0rc1", 10, [])
    project.add("accelerator", "2.0", 10, ["right>=2"])
    before = project.files()
    report = project.json("outdated", "--refresh")
    equal(project.files(), before)
    equal(report["locked_packages"], 7)
    found = {package["name"]: package for package in report["packages"]}
    equal({name: (p["locked"], p["compatible"], p["latest"], p["outdated"]) for name, p in found.items()}, {
        "tool": ("1.0", "1.5", "1.5", True), "right": ("1.0", "1.5", "2.0", True),
        "leaf": ("1.0", "1.0", "1.0", False), "own": ("1.0", "1.0", "1.0", False),
        "left": ("1.0", "1.0", "1.0", False), "accelerator": ("1.0", "1.0", "2.0", True),
    })
    equal(found["right"]["held_by"], [{"requirement": "right<2", "by": "app 1.0", "own": False}])
    equal(found["accelerator"]["held_by"], [])
    assert "right>=2" in found["accelerator"]["explanation"], found["accelerator"]
    equal({name: p["newest"]["reason"] for name, p in found.items() if p["newest"]},
          {"leaf": "no-wheel", "own": "yanked", "left": "pre-release"})
    project.run("outdated", "--exit-code", status=1)
    text = project.run("outdated")
    assert "held by right<2 (app 1.0)" in text and "3 of 7 packages" in text, text
    assert "own" not in text and "wrong" in project.run("outdated", "--verbose"), text

    project.run("lock", "--upgrade")
    upgraded = packages(project.json("tree"))
    equal((upgraded["tool"]["version"], upgraded["right"]["version"]), ("1.5", "1.5"))
    equal([p["name"] for p in project.json("outdated", "--offline")["packages"] if p["outdated"]], ["accelerator", "right"])
    os.remove(os.path.join(project.root, "pylock.flash.toml"))
    equal(project.json("outdated", status=65)["error"]["code"], "no-lock")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flash", required=True, help="the executable")
    arguments = parser.parse_args()
    project = Project(os.path.abspath(arguments.flash))
    try:
        for check in (check_tree, check_tree_text, check_outdated):
            check(project)
            print(f"ok    {check.__name__}")
    finally:
        project.close()


if __name__ == "__main__":
    sys.exit(main())
