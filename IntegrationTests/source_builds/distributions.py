"""Source distributions of an index: which are built, and where their metadata comes from."""

from shared.cases import case, expect
from source_builds.packages import archive


@case
def source_distribution(case):
    """The newest version is built if it has no wheel; its metadata is read where that is reliable."""
    case.index.add("helper", "1.0")
    case.index.add("lib", "1.0")
    case.publish("lib", "1.0")
    case.publish("lib", "2.0", requires=["helper"], static=["helper"])
    case.publish("lib", "3.0", requires=["helper", "absent>9"], static=["helper", "absent>9"])
    case.write("requirements.txt", "lib\n")
    expect(case.succeed()["packages"][1]["version"] == "1.0", "wheels only")
    case.remove_lock()
    case.index.add("absent", "1.0")
    case.succeed("--build-sdists", "--refresh")
    package = case.lock()["lib"]
    expect(package["version"] == "2.0" and package["sdist"]["name"] == "lib-2.0.tar.gz", package)
    expect(case.builds() == [("lib", "2.0")], case.builds())
    case.succeed("--build-sdists", "--refresh")
    case.remove_lock()
    case.succeed("--build-sdists", "--offline")
    expect(case.builds() == [("lib", "2.0")], case.builds())


@case
def unreliable_metadata(case):
    """Metadata that a build may change is taken from a build."""
    case.index.add("helper", "1.0")
    files = case.source("lib", "1.0", requires=["helper"])
    files["PKG-INFO"] = "Metadata-Version: 2.2\nName: lib\nVersion: 1.0\nDynamic: Requires-Dist\n"
    case.publish(body=archive(files, "lib-1.0"))
    case.publish("Old.Name", "1.0", filename="Old.Name-1.0.zip", kind="zip")
    case.index.rename("Old.Name", "old-name")
    case.write("requirements.txt", "lib\nold_name\n")
    case.succeed("--build-sdists")
    expect({"lib", "old-name", "helper"} <= set(case.lock()), case.lock())


@case
def wheel_first(case):
    """A version with a wheel is not built, unless `--no-binary` says so; `--only-binary` keeps sources out."""
    case.index.add("lib", "1.0", files={"lib/__init__.py": "content = 'wheel'\n"})
    case.publish("lib", "1.0")
    case.publish("lib", "2.0")
    case.write("requirements.txt", "lib==1.0\n")
    case.succeed("--build-sdists")
    expect("wheel" in case.text("lib/__init__.py") and not case.builds(), "built")
    case.succeed("--build-sdists", "--no-binary", "lib")
    expect("one" in case.text("lib/__init__.py"), "not built")
    case.write("requirements.txt", "lib\n--only-binary lib\n")
    case.succeed("--build-sdists")
    expect(case.lock()["lib"]["version"] == "1.0", case.lock()["lib"])
    case.write("requirements.txt", "lib\n\n--no-binary :all:\n")
    case.refuse("bad-input", "requirements.txt", '"line": 3', "--no-binary :all:", "--build-sdists", options=())


@case
def only_sources(case):
    """Without the option, the message names the newest version with a wheel, and the option."""
    case.index.add("lib", "1.0")
    case.publish("lib", "2.0")
    case.write("requirements.txt", "lib>=2\n")
    case.refuse("bad-input", "newest version with a wheel is 1.0", "--build-sdists", options=())


@case
def setting(case):
    """`build-sdists` in pyproject.toml counts for builds and locks."""
    case.publish("lib")
    case.write("pyproject.toml", '[tool.flash]\nbuild-sdists = true\n')
    case.write("requirements.txt", "lib\n")
    case.succeed()
    expect("sdist" in case.lock()["lib"], case.lock())
    result = case.call("lock", "--upgrade")
    expect(result.returncode == 0 and len(case.builds()) == 1, result.stderr)
