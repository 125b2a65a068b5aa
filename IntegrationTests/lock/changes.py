"""Upgrades, checks, and what makes a lock stale."""

from lock.scratch import pins
from shared.cases import case, expect


@case
def upgrades(case):
    """Only the named packages are renewed; a check tells what would change and writes nothing."""
    case.require("base")
    case.write("requirements.txt", "other\n")
    case.write("c.txt", "base<2\nleaf<2\nother<2\n")
    case.lock("-c", "c.txt")
    expect(pins(case.lock()) == ["base==1.0", "leaf==1.0", "other==1.0"], "locked versions were not kept")
    before = (case.project / "pylock.flash.toml").read_bytes()
    case.fails("--check", "--upgrade", words=["base 1.0 -> 2.0", "leaf 1.0 -> 2.0"])
    case.fails("--upgrade-package", "laef", words=["laef", "Did you mean leaf?"])
    case.fails("--upgrade-package", "x-", status=64)
    expect((case.project / "pylock.flash.toml").read_bytes() == before, "a check or an error wrote the lock file")
    report = case.lock("--upgrade-package", "LEAF")
    expect(pins(report) == ["base==1.0", "leaf==2.0", "other==1.0"], f"upgraded: {pins(report)}")
    changed = {"added": [], "removed": [], "changed": [{"name": "leaf", "from": "1.0", "to": "2.0"}]}
    expect(report["changes"] == changed and not report["up_to_date"], f"changes: {report['changes']}")
    case.lock("--check")
    case.write("requirements.txt", "addition<2\n")
    result = case.call("lock", "--upgrade-package", "base")
    words = result.stdout.split()
    for change in (["added", "addition", "1.0"], ["removed", "leaf", "2.0"], ["changed", "base", "1.0", "->", "2.0"]):
        expect(any(words[at : at + len(change)] == change for at in range(len(words))), f"{change}: {result.stdout}")
    case.remove_lock()
    case.fails("--check", words=["does not exist"])
    expect(not (case.project / "pylock.flash.toml").exists(), "a check wrote the lock file")


@case
def staleness(case):
    """What changed since the lock was made is told, and versions stay when it is made again."""
    case.require("base")
    case.write("requirements.txt", "other[more]\naddition<2\nleaf<2\n")
    case.lock()
    case.write("requirements.txt", "other\nleaf\n")
    reason = "does not ask for other[more] any more"
    case.fails("--check", words=[reason, "removed addition 1.0"])
    result = case.call("build", "--locked", "--format", "json")
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
    case.require()
    report = case.lock()
    expect(len(report["changes"]["removed"]) == 3, f"{report['changes']}")
    case.lock("--check")
