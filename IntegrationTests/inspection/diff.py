"""`flash diff`."""

from shared.cases import case, expect, expect_equal, expect_words


def copy(scratch, name):
    """A copy of the built archive that later builds do not replace."""
    path = scratch.directory / name
    path.write_bytes(scratch.archive.read_bytes())
    return path


@case
def equal_artifacts(scratch):
    scratch.build()
    before = copy(scratch, "before.tar.gz")
    found = scratch.flash_json("diff", before, scratch.project, "--exit-code")
    expect_equal((found["same"], found["packages"], found["files"], found["settings"]), (True, [], [], []))
    expect("the same content" in scratch.flash_run("diff", before, scratch.project).stdout, "text")
    again = scratch.changed(lambda item, content: [(item, content)])
    expect_equal(scratch.flash_json("diff", before, again, "--exit-code")["same"], True)


@case
def changed_artifacts(scratch):
    scratch.build()
    before = copy(scratch, "before.tar.gz")
    scratch.index.add("large", "1.1", {"large/__init__.py": "changed = True\n"})
    scratch.index.add("extra", "3.0")
    scratch.require("large", "overlap", "extra")
    scratch.write("worker.py", (scratch.project / "worker.py").read_text().replace('name="worker"', 'name="worker", workersMax=7'))
    scratch.write("new.txt", "new")
    (scratch.project / "data/text.txt").unlink()
    scratch.remove_lock()
    scratch.build("--refresh")
    found = scratch.flash_json("diff", before, scratch.project, "--exit-code", status=1)
    packages = [(item["name"], item["change"], item.get("from"), item.get("to")) for item in found["packages"]]
    expect_equal(packages, [
        ("extra", "added", None, "3.0"), ("large", "changed", "1.0", "1.1"), ("middle", "removed", "1.0", None),
        ("small", "removed", "1.0", None),
    ])
    own = {(item["path"], item["change"]) for item in found["files"] if not item.get("package")}
    expect_equal(own, {("worker.py", "changed"), ("new.txt", "added"), ("data/text.txt", "removed")})
    shared = [item for item in found["files"] if item["path"] == "shared/file.txt"]
    expect_equal(shared, [])
    expect(any(item["key"].endswith("workersMax") and item["to"] == "7" for item in found["settings"]), found["settings"])
    expect(found["bytes"]["after"] < found["bytes"]["before"], found["bytes"])
    text = scratch.flash_run("diff", before, scratch.project).stdout
    expect_words(text, ["+  extra", "~  large", "1.0 → 1.1", "-  middle", "+  new.txt", "workersMax", "--files lists them"])
    expect("large-1.0.dist-info" not in text, text)
    expect_words(scratch.flash_run("diff", before, scratch.project, "--files").stdout, ["large-1.0.dist-info/METADATA"])


@case
def what_cannot_be_compared(scratch):
    scratch.build()
    scratch.flash_json("diff", scratch.project, scratch.directory / "none", status=66)
    damaged = scratch.directory / "damaged.tar.gz"
    damaged.write_bytes(scratch.archive.read_bytes()[:-20])
    scratch.flash_json("diff", scratch.project, damaged, status=65)
