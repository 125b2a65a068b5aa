"""Write what pypa/packaging answers for every text its own test suite uses.

    python3 packaging_vectors.py DIRECTORY

Fetches the source distribution of packaging into DIRECTORY, runs its tests with recording constructors, then asks the
library itself about every recorded text. Writes DIRECTORY/vectors.json.
"""

import glob
import itertools
import json
import os
import subprocess
import sys
import tarfile

VERSION = "26.3"
MODULES = ["test_version", "test_specifiers", "test_markers", "test_requirements", "test_utils", "test_tags"]
TARGETS = list(itertools.product(("3.10", "3.11", "3.12", "3.13"), (17, 28, 35, 39)))


def prepare(directory):
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    if not glob.glob(f"{directory}/packaging-{VERSION}.tar.gz"):
        subprocess.run(
            [*pip, "download", "--no-binary", "packaging", "--no-deps", "-d", directory, f"packaging=={VERSION}"],
            check=True,
        )
    tools = f"{directory}/tools"
    if not os.path.isdir(tools):
        subprocess.run([*pip, "install", "--target", tools, "pytest", "pretend", "hypothesis", "tomli_w"], check=True)
    source = f"{directory}/packaging-{VERSION}"
    if not os.path.isdir(source):
        with tarfile.open(f"{source}.tar.gz") as archive:
            archive.extractall(directory)
    return source, tools


# The recording plugin, active inside pytest.

RECORDED = {kind: {} for kind in ("version", "specifiers", "marker", "requirement", "name", "wheel", "item")}


def record(kind, value):
    if isinstance(value, str) and len(value) < 5000:
        RECORDED[kind][value] = None


def pytest_configure(config):
    from packaging import markers, requirements, specifiers, utils, version

    def wrap(owner, name, kind):
        original = getattr(owner, name)

        def wrapper(self, text="", *args, **kwargs):
            record(kind, text)
            return original(self, text, *args, **kwargs)

        setattr(owner, name, wrapper)

    wrap(version.Version, "__init__", "version")
    wrap(specifiers.Specifier, "__init__", "specifiers")
    wrap(specifiers.SpecifierSet, "__init__", "specifiers")
    wrap(specifiers.Specifier, "contains", "item")
    wrap(specifiers.SpecifierSet, "contains", "item")
    wrap(markers.Marker, "__init__", "marker")
    wrap(requirements.Requirement, "__init__", "requirement")

    def wrap_function(name, kind):
        original = getattr(utils, name)

        def wrapper(text, *args, **kwargs):
            record(kind, text)
            return original(text, *args, **kwargs)

        setattr(utils, name, wrapper)

    wrap_function("canonicalize_name", "name")
    wrap_function("parse_wheel_filename", "wheel")


def pytest_collection_modifyitems(session, config, items):
    for item in items:
        for value in getattr(getattr(item, "callspec", None), "params", {}).values():
            if "test_version" in item.nodeid or "Version" in type(value).__name__:
                record("version", str(value))
    items[:] = [item for item in items if "TestVersion::test_comparison" not in item.nodeid]


def pytest_unconfigure(config):
    with open(os.environ["RECORDED"], "w") as file:
        json.dump({kind: list(texts) for kind, texts in RECORDED.items()}, file)


# The oracle.


def attempt(function):
    try:
        return function()
    except Exception:
        return None


def describe_version(text):
    from packaging.version import Version

    version = attempt(lambda: Version(text))
    if version is None:
        return {"text": text}
    return {
        "text": text,
        "normalized": str(version),
        "release": [str(number) for number in version.release],
        "isPrerelease": version.is_prerelease,
        "isPostrelease": version.is_postrelease,
        "base": version.base_version,
        "public": version.public,
    }


def order(texts):
    from packaging.version import Version

    versions = sorted(texts, key=Version)
    ranks, rank = [], -1
    for index, text in enumerate(versions):
        if index == 0 or Version(versions[index - 1]) != Version(text):
            rank += 1
        ranks.append(rank)
    return {"versions": versions, "ranks": ranks}


def describe_specifiers(text, versions, items):
    from packaging.specifiers import SpecifierSet

    specifiers = attempt(lambda: SpecifierSet(text))
    if specifiers is None:
        return {"text": text}
    return {
        "text": text,
        "clauses": sorted(str(specifier) for specifier in specifiers),
        "prereleases": bool(specifiers.prereleases),
        "contains": "".join("01"[specifiers.contains(version, prereleases=True)] for version in versions),
        "containsText": "".join("01"[specifiers.contains(item, prereleases=True)] for item in items),
    }


def environments():
    for version in ("3.12.12", "3.10.19"):
        yield {
            "implementation_name": "cpython",
            "implementation_version": version,
            "os_name": "posix",
            "platform_machine": "x86_64",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Linux",
            "platform_version": "",
            "python_full_version": version,
            "python_version": version.rpartition(".")[0],
            "sys_platform": "linux",
        }
    yield {
        "implementation_name": "pypy",
        "implementation_version": "7.3.13",
        "os_name": "nt",
        "platform_machine": "i386",
        "platform_python_implementation": "PyPy",
        "platform_release": "2.2.0",
        "platform_system": "Windows",
        "platform_version": "#3 on degas",
        "python_full_version": "2.7.18",
        "python_version": "2.7",
        "sys_platform": "win32",
    }


EXTRAS = ["", "foo", "bar-baz", "mariadb-connector", "v2"]


def describe_marker(text):
    from packaging.markers import Marker

    marker = attempt(lambda: Marker(text))
    if marker is None:
        return {"text": text}
    results = []
    for environment, extra in itertools.product(environments(), EXTRAS):
        names = frozenset({extra} - {""})
        values = {**environment, "extra": extra, "extras": names, "dependency_groups": frozenset()}
        results.append("01"[bool(attempt(lambda: marker.evaluate(values)))])
    return {"text": text, "string": str(marker), "results": "".join(results)}


def describe_requirement(text):
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    requirement = attempt(lambda: Requirement(text))
    if requirement is None:
        return {"text": text}
    return {
        "text": text,
        "name": canonicalize_name(requirement.name),
        "extras": sorted({canonicalize_name(extra) for extra in requirement.extras}),
        "clauses": sorted(str(specifier) for specifier in requirement.specifier),
        "url": requirement.url,
        "marker": str(requirement.marker) if requirement.marker else None,
    }


def describe_name(text):
    from packaging.utils import canonicalize_name

    return {
        "text": text,
        "valid": attempt(lambda: canonicalize_name(text, validate=True)) is not None,
        "normalized": canonicalize_name(text),
    }


def describe_wheel(text):
    from packaging.utils import parse_wheel_filename

    parsed = attempt(lambda: parse_wheel_filename(text))
    if parsed is None:
        return {"text": text}
    name, version, build, tags = parsed
    return {
        "text": text,
        "name": name,
        "version": str(version),
        "build": "".join(str(part) for part in build),
        "tags": sorted(str(tag) for tag in tags),
    }


def tags(python, glibc):
    from packaging import _manylinux
    from packaging import tags as library

    _manylinux._get_glibc_version = lambda: (2, glibc)
    platforms = [*_manylinux.platform_tags(["x86_64"]), "linux_x86_64"]
    version = tuple(int(part) for part in python.split("."))
    interpreter = "cp" + python.replace(".", "")
    return [
        *library.cpython_tags(version, [interpreter], platforms),
        *library.compatible_tags(version, interpreter, platforms),
    ]


def main(directory):
    os.makedirs(directory, exist_ok=True)
    source, tools = prepare(os.path.abspath(directory))
    recorded = f"{directory}/recorded.json"
    here = os.path.dirname(os.path.abspath(__file__))
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([f"{source}/src", here, tools]),
        "RECORDED": os.path.abspath(recorded),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "packaging_vectors", "-p", "no:cacheprovider"]
        + [f"tests/{module}.py" for module in MODULES],
        cwd=source,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with open(recorded) as file:
        texts = json.load(file)
    sys.path.insert(0, f"{source}/src")
    versions = [describe_version(text) for text in texts["version"]]
    valid = list(dict.fromkeys(version["text"] for version in versions if "normalized" in version))
    ordered = order(valid)
    items = texts["item"]
    result = {
        "versions": versions,
        "order": ordered,
        "items": items,
        "specifiers": [describe_specifiers(text, ordered["versions"], items) for text in texts["specifiers"]],
        "extras": EXTRAS,
        "environments": list(environments()),
        "markers": [describe_marker(text) for text in texts["marker"]],
        "requirements": [describe_requirement(text) for text in texts["requirement"]],
        "names": [describe_name(text) for text in texts["name"]],
        "wheels": [describe_wheel(text) for text in texts["wheel"]],
        "tags": [
            {"python": python, "glibc": glibc, "tags": [str(tag) for tag in tags(python, glibc)]}
            for python, glibc in TARGETS
        ],
    }
    with open(f"{directory}/vectors.json.new", "w") as file:
        json.dump(result, file)
    os.replace(f"{directory}/vectors.json.new", f"{directory}/vectors.json")


if __name__ == "__main__":
    main(sys.argv[1])
