"""Finds the Python interpreter that stands for a worker's."""

import pathlib
import shutil
import subprocess
import sys


def find_python():
    """The first CPython 3.12: on the path, or the newest below ~/.pyenv/versions."""
    installed = sorted(pathlib.Path.home().glob(".pyenv/versions/3.12.*/bin/python3.12"), reverse=True)
    for candidate in [shutil.which("python3.12"), *map(str, installed)]:
        if candidate is None:
            continue
        probe = subprocess.run([candidate, "-c", "import sys; print(sys.version_info[:2])"], capture_output=True, text=True)
        if probe.returncode == 0 and probe.stdout.strip() == "(3, 12)":
            return candidate
    sys.exit("no CPython 3.12 found; give one with --python")
