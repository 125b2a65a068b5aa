"""`flash inspect` in text and JSON, on our artifacts and on those of others."""

import hashlib
import base64
import json

from inspection.scratch import member
from shared.cases import case, expect, expect_equal, expect_words


@case
def packages_from_the_manifest_and_the_archive(scratch):
    """A project is told by its manifest, an archive that was moved by its content; both say the same."""
    report = scratch.build()
    ours = scratch.flash_json("inspect", scratch.project)
    moved = scratch.directory / "elsewhere.tar.gz"
    moved.write_bytes(scratch.archive.read_bytes())
    theirs = scratch.flash_json("inspect", moved)
    for key in ("project", "python_version", "excluded", "project_unpacked_bytes", "size_limit"):
        if key != "project_unpacked_bytes":
            expect_equal(ours[key], theirs[key])
    names = ["name", "version", "bytes", "unpacked_bytes", "required_by", "dependencies"]
    expect_equal([[item[name] for name in names] for item in ours["packages"]],
                 [[item[name] for name in names] for item in theirs["packages"]])
    expect_equal(ours["archive"]["bytes"], report["artifact"]["bytes"])
    small = next(item for item in ours["packages"] if item["name"] == "small")
    expect_equal((small["required_by"], small["version"]), (["middle"], "1.0"))


@case
def files_and_directories(scratch):
    scratch.build()
    files = scratch.flash_json("inspect", scratch.project, "--by", "file")["files"]
    paths = {item["path"]: item for item in files}
    expect_equal((paths["worker.py"].get("package"), paths["small.py"]["package"]), (None, "small"))
    expect_equal(paths["small.py"]["unpacked_bytes"], 8000)
    expect(290_000 < paths["large/data/random.bin"]["bytes"] < 310_000, paths["large/data/random.bin"])
    expect_equal(files[0]["path"], "large/data/random.bin")
    packages = scratch.flash_json("inspect", scratch.archive)["packages"]
    for package in packages:
        own = [item["bytes"] for item in files if item.get("package") == package["name"]]
        expect_equal(sum(own), package["bytes"])
    directories = scratch.flash_json("inspect", scratch.project, "--by", "directory", "--top", "2")["directories"]
    expect_equal([item["path"] for item in directories], ["large/", "large/data/"])
    only = scratch.flash_json("inspect", scratch.project, "--by", "file", "--package", "Small")["files"]
    expect_equal({item["package"] for item in only}, {"small"})
    text = scratch.flash_run("inspect", scratch.project, "--by", "file", "--top", "1").stdout
    expect_words(text, ["large/data/random.bin", "4 packages"])
    expect("worker.py" not in text, text)


@case
def one_package(scratch):
    scratch.build()
    found = scratch.flash_json("inspect", scratch.project, "--package", "middle")
    expect_equal((found["package"]["name"], found["brings_in"]), ("middle", ["small"]))
    expect_words(scratch.flash_run("inspect", scratch.project, "--package", "middle").stdout, ["is in because", "small"])
    expect_equal(scratch.flash_json("inspect", scratch.project, "--package", "none", status=65)["error"]["code"], "unknown-package")


@case
def archives_of_others(scratch):
    """As pip and the reference leave them: directories, `./`, RECORDs that name `../../bin`, bytecode that is gone."""
    def row(path, content):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        return f"{path},sha256={digest},{len(content)}\n"

    code, tool = b"value = 1\n", b"#!/usr/bin/python3\n"
    record = row("pkg/__init__.py", code) + row("../../bin/pkg", tool)
    record += "pkg/__pycache__/__init__.cpython-312.pyc,,\nPkg_Name-2.1.dist-info/RECORD,,\n"
    manifest = json.dumps({"version": "1.0", "project_name": "theirs", "resources": {}, "function_registry": {}})
    members = [
        (member("./", b"5", mode=0o755), b""), (member("./pkg", b"5", mode=0o755), b""), (member("./pkg/__init__.py"), code),
        (member("./bin/pkg", mode=0o755), tool), (member("./Pkg_Name-2.1.dist-info/RECORD"), record.encode()),
        (member("./handler.py", mode=0o600), b"pass\n"), (member("./flash_manifest.json"), manifest.encode()),
    ]
    for name in ("theirs.tar.gz", "theirs.tar"):
        path = scratch.pack(members, name)
        found = scratch.flash_json("inspect", path)
        expect_equal([(item["name"], item["version"], item["files"]) for item in found["packages"]], [("pkg-name", "2.1", 3)])
        expect_equal(found["project"], "theirs")
        report = scratch.flash_json("verify", path)
        expect_equal((report["faults"], report["unchecked_files"]), ([], 1))
    broken = [(item, code + b"#" if item.name.endswith("__init__.py") else content) for item, content in members]
    report = scratch.flash_json("verify", scratch.pack(broken, "broken.tar.gz"), status=65)
    expect_equal([(fault["kind"], fault["path"]) for fault in report["faults"]], [("content", "pkg/__init__.py")])
    without = scratch.pack(members[:-1], "without.tar")
    expect_equal(scratch.flash_json("inspect", without)["project"], "without.tar")


@case
def what_is_no_artifact(scratch):
    for name, content, status in (("none.tar.gz", None, 66), ("text.tar.gz", b"text", 65), ("list.json", b"[]", 65), ("none.json", None, 66)):
        path = scratch.directory / name
        if content is not None:
            path.write_bytes(content)
        scratch.flash_json("inspect", path, status=status)
