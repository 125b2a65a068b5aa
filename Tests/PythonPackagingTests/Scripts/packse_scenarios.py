"""Prints the resolver scenarios of packse (https://github.com/astral-sh/packse) as JSON.

usage: packse_scenarios.py DIRECTORY

DIRECTORY receives the source distribution, which pip takes from the configured index; a copy that is already there is
used again. Exit status 75 means that the index cannot be reached. Needs Python 3.12 or later, as packse itself does.
"""

import glob
import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib

VERSION = "0.3.59"


def normalized(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(release):
    result = list(release.get("requires", []))
    for extra, requires in release.get("extras", {}).items():
        condition = f"extra == '{normalized(extra)}'"
        for requirement in requires:
            text, separator, marker = requirement.partition(";")
            result.append(f"{text.strip()} ; ({marker.strip()}) and {condition}" if separator else f"{text} ; {condition}")
    return result


def release(description):
    return {
        "requires": requirements(description),
        "extras": [normalized(extra) for extra in description.get("extras", {})],
        "requiresPython": description.get("requires_python", ">=3.12") or None,
        "wheelTags": (description.get("wheel_tags") or ["py3-none-any"]) if description.get("wheel", True) else [],
        "hasSourceDistribution": description.get("sdist", True),
        "isYanked": description.get("yanked", False),
    }


def scenario(path):
    with open(path, "rb") as file:
        content = tomllib.load(file)
    options = content.get("resolver_options", {})
    python = options.get("python") or (content.get("environment") or {}).get("python") or "3.12"
    return {
        "name": content["name"],
        "isUniversal": options.get("universal", False),
        "python": python if python.count(".") == 2 else python + ".0",
        "platform": options.get("python_platform"),
        "allowsPrereleases": options.get("prereleases", False),
        "withoutWheels": options.get("no_binary", []),
        "requirements": content["root"].get("requires", []),
        "packages": {
            normalized(name): {version: release(value) for version, value in package["versions"].items()}
            for name, package in content["packages"].items()
        },
        "isSatisfiable": content["expected"]["satisfiable"],
        "expected": content["expected"].get("packages"),
    }


def main(directory):
    archive = os.path.join(directory, f"packse-{VERSION}.tar.gz")
    if not os.path.exists(archive):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        command += ["--disable-pip-version-check", "--dest", directory, f"packse=={VERSION}"]
        if subprocess.run(command, stdout=sys.stderr).returncode != 0:
            sys.exit(75)
    with tarfile.open(archive) as source:
        source.extractall(directory, filter="data")
    paths = glob.glob(os.path.join(directory, f"packse-{VERSION}", "scenarios", "**", "*.toml"), recursive=True)
    json.dump([scenario(path) for path in sorted(paths)], sys.stdout)


main(sys.argv[1])
