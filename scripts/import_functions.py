#!/usr/bin/env python3
"""Unpacks an artifact and imports every function its manifest names, as the worker does.

The worker's image provides the runpod_flash package; here a virtual environment stands in for the image.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile

IMPORT = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
manifest = json.load(open(sys.argv[1] + "/flash_manifest.json"))
for resource, settings in manifest["resources"].items():
    for function in settings["functions"]:
        module = importlib.import_module(function["module"])
        target = getattr(module, function["name"])
        print(f"{resource:12} {function['module']}.{function['name']} -> {type(target).__name__}")
print("Python", sys.version.split()[0])
"""


def find_python(version):
    candidates = [shutil.which(f"python{version}")]
    candidates += sorted(glob.glob(os.path.expanduser(f"~/.pyenv/versions/{version}.*/bin/python3")), reverse=True)
    for candidate in candidates:
        if candidate and subprocess.run([candidate, "-c", "pass"], capture_output=True).returncode == 0:
            return candidate
    return None


def main():
    artifact = sys.argv[1]
    with tarfile.open(artifact, "r:*") as archive:
        manifest = json.load(archive.extractfile("flash_manifest.json"))
    version = manifest["python_version"]
    python = find_python(version)
    if python is None:
        sys.exit(f"The artifact is for Python {version}, which is not installed; install it to import the functions.")
    with tempfile.TemporaryDirectory() as directory:
        tree = os.path.join(directory, "app")
        with tarfile.open(artifact, "r:*") as archive:
            archive.extractall(tree)
        environment = os.path.join(directory, "image")
        subprocess.run([python, "-m", "venv", environment], check=True)
        image_python = os.path.join(environment, "bin", "python")
        subprocess.run([image_python, "-m", "pip", "install", "-q", "runpod-flash==1.0.0"], check=True)
        subprocess.run([image_python, "-B", "-c", IMPORT, tree], check=True, cwd=directory)


if __name__ == "__main__":
    main()
