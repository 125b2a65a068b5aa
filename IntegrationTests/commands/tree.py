"""`flash tree`: packages, what needs them, and what excluding one saves."""

import json

from commands.scratch import packages
from shared.cases import case, expect, expect_equal, expect_words


@case
def check_tree(case):
    """The tree as JSON, of an index and of a lock; it writes nothing into the project."""
    before = case.files()
    tree = case.json("tree", "--refresh")
    expect_equal(case.files(), before)
    expect_equal(tree["source"], "index")
    found = packages(tree)
    expect_equal(sorted(found), ["accelerator", "app", "leaf", "left", "own", "right", "tool"])
    expect_equal([(r["package"], r["file"], r["line"], r.get("function")) for r in tree["requirements"]],
                 [("tool", "requirements.txt", 2, None), ("app", "worker.py", 6, "work")])
    sizes = {name: package["bytes"] for name, package in found.items()}
    expect_equal({package["bytes_of"] for package in found.values()}, {"wheel"})
    wheels = {name: files[0]["size"] for name, files in case.index.projects.items()}
    expect_equal(sizes, {name: wheels[name] for name in sizes})
    expect_equal(found["app"]["extras"], ["fast"])
    expect_equal(found["own"]["required_by"], ["right"])
    check_savings(found)

    # What the tree says excluding saves is what a tree without the package is smaller by.
    for name in ("app", "right", "leaf", "tool"):
        without = case.json("tree", "--exclude", name)
        expect_equal(tree["bytes"] - without["bytes"], found[name]["saves_bytes"])
        expect_equal(without["excluded"], [{"name": name, "reason": f"--exclude {name}"}])

    case.run("build")
    before = case.files()
    built = case.json("tree", "--offline")
    expect_equal(built["source"], "lock")
    expect_equal({package["bytes_of"] for package in built["packages"]}, {"archive"})
    expect_equal(case.files(), before)
    report = json.loads(case.run("build", "--format", "json"))
    expect_equal({package["name"]: package["bytes"] for package in report["packages"]},
                 {package["name"]: package["bytes"] for package in built["packages"]})
    check_savings(packages(built))


@case
def check_tree_text(case):
    """The tree of a locked project as text: the whole, a part, one level, and why a package is there."""
    case.run("build")
    text = case.run("tree")
    expect("├── tool 1.0" in text and "requirements.txt:2" in text, text)
    expect("└── app[fast] 1.0" in text and "worker.py:6 (@remote work)" in text, text)
    expect("right 1.0 (*)" in text and "% of 500.0 MiB" in text, text)
    shallow = case.run("tree", "--depth", "1")
    expect("leaf" not in shallow and "app[fast]" in shallow, shallow)
    part = case.run("tree", "--package", "Right")
    expect("app" not in part and "own 1.0" in part, part)
    why = case.run("tree", "--why", "own")
    expect("worker.py:6 (@remote work) → app[fast]>=1 → right → own" in why, why)
    expect("--exclude own saves" in why, why)
    inverted = case.run("tree", "--invert", "leaf")
    expect(inverted.startswith("└── leaf") and "tool requirements.txt:2" in inverted, inverted)
    chains = case.json("tree", "--why", "leaf")
    expect_equal([chain["packages"] for chain in chains["chains"]],
                 [["tool", "leaf"], ["app", "left", "leaf"], ["app", "right", "leaf"]])
    expect_words(case.run("tree", "--why", "rigth", status=65), ["did you mean right?"])
    case.run("tree", "--why", "own", "--package", "own", status=64)


def check_savings(found):
    """What excluding a package saves is what it and the packages that only it needs have in bytes."""
    own = {name: package["bytes"] for name, package in found.items()}
    saved = {name: package["saves_bytes"] for name, package in found.items()}
    expect_equal(saved["leaf"], own["leaf"])
    expect_equal(saved["right"], own["right"] + own["own"])
    expect_equal(saved["app"], sum(own[name] for name in ("app", "left", "right", "own", "accelerator")))
