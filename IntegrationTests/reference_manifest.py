#!/usr/bin/env python3
"""Prints the manifest that the reference, runpod-flash 1.0.0, makes of a project.

usage: reference_manifest.py PROJECT [--python PYTHON] [--environment DIRECTORY]

The reference is installed from PyPI into a virtual environment that is kept for the next run.
It works on a copy of the project; requirements.txt is left out of the copy, because the
reference's manifest does not depend on it and its `pip install` takes most of the time.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

REFERENCE = "runpod-flash==1.0.0"


class ReferenceError(Exception):
    """The reference could not be installed or made no manifest."""


def default_directory(python, requirement):
    """The place of an environment for this interpreter, in the user's cache directory."""
    version = subprocess.run(
        [python, "-c", "import platform; print(platform.python_version())"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return pathlib.Path(cache) / "flash-reference" / f"{requirement}-{version}"


def ensure_environment(python, directory=None):
    """Creates the environment of the reference unless it is complete; returns its directory."""
    return package_environment(python, REFERENCE, directory)


def package_environment(python, requirement, directory=None):
    """Creates an environment with one package unless it is complete; returns its directory."""
    directory = pathlib.Path(directory) if directory else default_directory(python, requirement)
    complete = directory / ".complete"
    if complete.exists():
        return directory
    directory.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([python, "-m", "venv", "--clear", str(directory)], check=True)
    install = [str(directory / "bin" / "python"), "-m", "pip", "install", "--quiet", requirement]
    result = subprocess.run(install, capture_output=True, text=True)
    if result.returncode != 0:
        raise ReferenceError(f"cannot install {requirement}: {result.stderr.strip()}")
    complete.write_text(requirement + "\n")
    return directory


def manifest(project, environment):
    """The manifest the reference makes of the project, as a dictionary."""
    project = pathlib.Path(project).resolve()
    with tempfile.TemporaryDirectory(prefix="flash-reference-") as scratch:
        copy = pathlib.Path(scratch) / project.name
        shutil.copytree(
            project, copy, symlinks=True,
            ignore=shutil.ignore_patterns(".flash", "expected.json", "requirements.txt", "pylock*.toml"),
        )
        variables = {**os.environ, "NO_COLOR": "1", "RUNPOD_API_KEY": "not-a-key"}
        variables.pop("PYTHONPATH", None)
        build = subprocess.run(
            [str(pathlib.Path(environment) / "bin" / "flash"), "build", "--no-deps"],
            cwd=copy, env=variables, capture_output=True, text=True, stdin=subprocess.DEVNULL,
        )
        written = copy / ".flash" / "flash_manifest.json"
        if not written.exists():
            raise ReferenceError(f"the reference made no manifest (exit {build.returncode}):\n{build.stdout}{build.stderr}")
        return json.loads(written.read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", help="without a project, print the reference's executable")
    parser.add_argument("--python", default=sys.executable, help="a Python from 3.10 (default: this one)")
    parser.add_argument("--environment", help="the directory of the virtual environment")
    options = parser.parse_args()
    try:
        environment = ensure_environment(options.python, options.environment)
        if options.project is None:
            print(environment / "bin" / "flash")
        else:
            print(json.dumps(manifest(options.project, environment), indent=2))
    except (ReferenceError, subprocess.CalledProcessError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
