"""Reads an artifact back with the tools a worker has: Python's tarfile and a real interpreter."""

import json
import os
import pathlib
import subprocess
import tarfile


def members(path):
    """The names in the archive, without a leading `./`; tarfile reads it as the worker does (`r:*`)."""
    with tarfile.open(path, "r:*") as archive:
        names = [member.name.removeprefix("./") for member in archive.getmembers()]
    return [name for name in names if name not in ("", ".")]


def unpack(path, directory):
    """Unpacks the archive; every member must stay inside the directory."""
    root = pathlib.Path(directory).resolve()
    with tarfile.open(path, "r:*") as archive:
        for member in archive.getmembers():
            if not (root / member.name).resolve().is_relative_to(root):
                raise ValueError(f"{member.name} leaves the directory it is unpacked in")
        archive.extractall(root)


def faults(flash, path):
    """What `flash verify` finds wrong with an artifact, as text."""
    result = subprocess.run([str(flash), "verify", "--format", "json", str(path)], capture_output=True, text=True, timeout=120)
    try:
        report = json.loads(result.stdout)
        found = [f"flash verify: {fault['kind']} {fault.get('path')}: {fault['message']}" for fault in report["faults"]]
    except (ValueError, KeyError):
        return [f"flash verify: {result.stdout[:300]!r} {result.stderr[-300:]!r}"]
    if report["unchecked_files"]:
        found.append(f"flash verify: {report['unchecked_files']} files without digests")
    if result.returncode != (65 if found else 0):
        found.append(f"flash verify: exit {result.returncode}")
    return found


def top_level_modules(directory):
    """What each unpacked distribution offers to import, from its top_level.txt or its RECORD."""
    found = {}
    for info in sorted(pathlib.Path(directory).glob("*.dist-info")):
        names = set()
        listed = info / "top_level.txt"
        if listed.exists():
            names = {line.strip() for line in listed.read_text().splitlines() if line.strip()}
        else:
            for line in (info / "RECORD").read_text().splitlines():
                path = line.split(",")[0].strip('"')
                if path.count("/") == 0 and path.endswith(".py"):
                    names.add(path.removesuffix(".py"))
                elif path.count("/") == 1 and path.endswith("/__init__.py"):
                    names.add(path.split("/")[0])
        found[info.name] = sorted(name for name in names if name.replace("/", ".").isidentifier())
    return found


def import_failure(python, directory, module, isolated):
    """Imports a module with the unpacked artifact first on the path; the error text, or None.

    isolated: without site-packages, so that only the artifact and the standard library count.
    """
    flags = ["-I", "-S", "-B"] if isolated else ["-I", "-B"]
    program = (
        "import importlib, sys\n"
        f"sys.path.insert(0, {str(directory)!r})\n"
        f"importlib.import_module({module!r})\n"
    )
    variables = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    result = subprocess.run(
        [str(python), *flags, "-c", program], cwd=directory, env={**variables, "RUNPOD_API_KEY": "not-a-key"},
        capture_output=True, text=True, timeout=120,
    )
    if result.returncode == 0:
        return None
    lines = result.stderr.strip().splitlines()
    return lines[-1] if lines else f"exit {result.returncode}"
