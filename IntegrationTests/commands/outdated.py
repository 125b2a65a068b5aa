"""`flash outdated`: which packages have newer versions, and what holds them back."""

from commands.scratch import packages
from shared.cases import case, expect, expect_equal


@case
def check_outdated(case):
    """Newer versions of a locked project, and what holds them back; only `flash lock --upgrade` takes them."""
    case.run("build")
    case.add("tool", "1.5", 10, ["leaf"])
    case.add("right", "1.5", 10, ["leaf", "own"])
    case.add("right", "2.0", 10, ["leaf", "own"])
    case.add("leaf", "2.0", 10, [], tag="cp313-cp313-win_amd64")
    case.add("own", "1.1", 10, [], yanked="wrong")
    case.add("left", "2.0rc1", 10, [])
    case.add("accelerator", "2.0", 10, ["right>=2"])
    before = case.files()
    report = case.json("outdated", "--refresh")
    expect_equal(case.files(), before)
    expect_equal(report["locked_packages"], 7)
    found = {package["name"]: package for package in report["packages"]}
    expect_equal({name: (p["locked"], p["compatible"], p["latest"], p["outdated"]) for name, p in found.items()}, {
        "tool": ("1.0", "1.5", "1.5", True), "right": ("1.0", "1.5", "2.0", True),
        "leaf": ("1.0", "1.0", "1.0", False), "own": ("1.0", "1.0", "1.0", False),
        "left": ("1.0", "1.0", "1.0", False), "accelerator": ("1.0", "1.0", "2.0", True),
    })
    expect_equal(found["right"]["held_by"], [{"requirement": "right<2", "by": "app 1.0", "own": False}])
    expect_equal(found["accelerator"]["held_by"], [])
    expect("right>=2" in found["accelerator"]["explanation"], found["accelerator"])
    expect_equal({name: p["newest"]["reason"] for name, p in found.items() if p["newest"]},
                 {"leaf": "no-wheel", "own": "yanked", "left": "pre-release"})
    case.run("outdated", "--exit-code", status=1)
    text = case.run("outdated")
    expect("held by right<2 (app 1.0)" in text and "3 of 7 packages" in text, text)
    expect("own" not in text and "wrong" in case.run("outdated", "--verbose"), text)

    case.run("lock", "--upgrade")
    upgraded = packages(case.json("tree"))
    expect_equal((upgraded["tool"]["version"], upgraded["right"]["version"]), ("1.5", "1.5"))
    expect_equal([p["name"] for p in case.json("outdated", "--offline")["packages"] if p["outdated"]], ["accelerator", "right"])
    case.remove_lock()
    expect_equal(case.json("outdated", status=65)["error"]["code"], "no-lock")
