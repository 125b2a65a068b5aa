"""Directories as requirements, and the project itself as one."""

from shared.cases import case, expect
from source_builds.packages import write_files


@case
def directory(case):
    """A directory is built once, again after a change, and its lock is stale then."""
    case.index.add("helper", "3.0")
    write_files(case.source(requires=["helper>=2", "base; extra == 'more'"]), case.project / "vendor/lib")
    case.write("requirements.txt", "./vendor/lib[more]\n")
    case.refuse("bad-input", "requirements.txt", "--build-sdists", options=())
    case.succeed("--build-sdists")
    expect("one" in case.text("lib/__init__.py"), "content")
    expect({"base", "helper", "lib"} <= set(case.lock()), case.lock())
    package = case.lock()["lib"]
    expect(package["directory"] == {"path": "vendor/lib"} and "version" not in package, package)
    expect(package["tool"]["flash"]["version"] == "1.0", package)
    expect(case.succeed("--build-sdists")["up_to_date"], "not up to date")
    expect(case.builds() == [("lib", "1.0")], case.builds())
    case.write("vendor/lib/content.txt", "two")
    case.refuse("bad-input", "stale-lock", "changed", options=("--build-sdists", "--locked"))
    case.succeed("--build-sdists")
    expect("two" in case.text("lib/__init__.py"), "old content")
    expect(len(case.builds()) == 2, case.builds())


@case
def outside_directory(case):
    """A change in a directory outside of the project is noticed although no file of the project changed."""
    write_files(case.source(), case.directory / "lib")
    case.write("requirements.txt", "-e ../lib\n")
    report = case.succeed("--build-sdists")
    expect(any("'-e'" in text for text in report["warnings"]), report["warnings"])
    expect(case.succeed("--build-sdists")["up_to_date"], "not up to date")
    write_files({"content.txt": "two"}, case.directory / "lib")
    report = case.succeed("--build-sdists")
    expect(not report["up_to_date"] and "two" in case.text("lib/__init__.py"), report)


@case
def own_project(case):
    """`-e .` stands for the project's dependencies."""
    case.index.add("helper", "1.0")
    case.index.add("tester", "1.0")
    case.write(
        "pyproject.toml",
        '[project]\nname = "mine"\nversion = "1"\ndependencies = ["helper"]\n'
        '[project.optional-dependencies]\ntest = ["tester"]\nall = ["mine[test]"]\n',
    )
    case.write("requirements.txt", "-e .[all]\n")
    report = case.succeed()
    expect({"helper", "tester"} <= set(case.lock()) and "mine" not in case.lock(), case.lock())
    expect(any("the project itself" in text for text in report["warnings"]), report["warnings"])


@case
def own_project_dynamic(case):
    """`-e .` of a project whose dependencies only a build tells."""
    case.index.add("helper", "1.0")
    for name, text in case.source("mine", requires=["helper"]).items():
        case.write(name, text)
    case.write("requirements.txt", "-e .\n")
    case.refuse("bad-input", "requirements.txt", "--build-sdists", options=())
    case.succeed("--build-sdists")
    expect("helper" in case.lock() and "mine" not in case.lock(), case.lock())
