#!/usr/bin/env python3
"""Builds every project of fixtures/ with a real `flash` and checks what comes out.

usage: run.py --flash .build/debug/flash [--python PYTHON3.12] [--reference] [FIXTURE ...]

The artifact is unpacked with Python's tarfile and its packages are imported with a real CPython 3.12.
Every manifest is checked against docs/flash_manifest.schema.json with Python's jsonschema, which is installed into
an environment of its own where that CPython lacks it.
With --reference the manifest is also compared with that of runpod-flash 1.0.0, and the modules of the
functions are imported beside an installed runpod-flash, which stands for the worker image.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import checks
import fixture
import manifest_schema
import reference_manifest
from shared import artifact
from shared.interpreters import find_python

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures"


class Build:
    """One run of `flash build` and what it left."""

    def __init__(self, flash, project, step):
        command = [str(flash), "build", "--format", "json", *step.get("arguments", [])]
        finished = subprocess.run(
            command, cwd=project, env={**os.environ, **step.get("environment", {})},
            capture_output=True, text=True, stdin=subprocess.DEVNULL,
        )
        self.code, self.stdout, self.stderr = finished.returncode, finished.stdout, finished.stderr
        try:
            self.report = json.loads(self.stdout)
        except ValueError:
            self.report = None
        if not isinstance(self.report, dict):
            self.report = None
        self.dry = "--dry-run" in step.get("arguments", [])

    def summary(self):
        """What the build said when it failed: one line, or everything when it crashed."""
        if self.code < 0:
            return self.stderr.strip()
        failure = (self.report or {}).get("error") or {}
        return failure.get("message") or self.stderr.strip()[-300:]

    def report_text(self):
        """All texts of the failure and of the diagnostics, with their places as file:line."""
        parts = []
        for item in [(self.report or {}).get("error") or {}, *(self.report or {}).get("diagnostics", [])]:
            location = item.get("location") or {}
            parts += [item.get("message") or "", item.get("hint") or ""]
            parts.append(f"{location.get('file')}:{location.get('line')}")
        return "\n".join(parts)


class Run:
    """The interpreters and options of one run over the fixtures."""

    def __init__(self, options):
        self.flash = pathlib.Path(options.flash).resolve()
        self.python = options.python
        self.schema = manifest_schema.ManifestSchema(options.python)
        self.environment = reference_manifest.ensure_environment(options.python) if options.reference else None

    def check(self, item):
        """The differences between a fixture and what happened, as text."""
        with tempfile.TemporaryDirectory(prefix="flash-fixture-") as scratch:
            project = item.copy(scratch)
            differences, previous = [], None
            for number, step in enumerate(item.steps, 1):
                found, previous = self.check_step(item, project, step, previous)
                prefix = f"step {number}: " if len(item.steps) > 1 else ""
                differences += [prefix + text for text in found]
            return differences

    def check_step(self, item, project, step, previous):
        fixture.remove(project, step.get("remove", []))
        fixture.write(project, step.get("write", {}))
        kept = {path: content(project / path) for path in step.get("unchanged", [])}
        build = Build(self.flash, project, step)
        found = list(checks.result(step, build))
        for path, before in kept.items():
            if before is None or content(project / path) != before:
                found.append(f"{path} changed or was never there")
        if build.code != 0 or build.report is None:
            return found, previous
        found += checks.packages(step, build)
        if build.dry:
            return found, previous
        digest = build.report["artifact"]["sha256"]
        if step.get("same_artifact") and digest != previous:
            found.append(f"the artifact differs from that of the step before: {digest}, {previous}")
        found += self.check_output(item, project, step, build)
        return found, digest

    def check_output(self, item, project, step, build):
        path = project / ".flash" / "artifact.tar.gz"
        if not path.exists():
            return [f"{path.name} was not written"]
        found = list(checks.archive(step, artifact.members(path), build.report["artifact"], path))
        written = json.loads((project / ".flash" / "flash_manifest.json").read_text())
        found += checks.manifest(step, written)
        found += self.schema.faults(written)
        if self.environment and item.reference_equal:
            found += checks.reference(reference_manifest.manifest(item.directory, self.environment), written)
        with tempfile.TemporaryDirectory(prefix="flash-unpacked-") as unpacked:
            artifact.unpack(path, unpacked)
            shipped = (pathlib.Path(unpacked) / "flash_manifest.json").read_text()
            if json.loads(shipped) != written:
                found.append("the manifest in the archive is not the one beside it")
            found += self.check_imports(item, step, unpacked)
        return found

    def check_imports(self, item, step, unpacked):
        found = []
        if item.import_packages:
            for distribution, modules in artifact.top_level_modules(unpacked).items():
                for module in modules:
                    failure = artifact.import_failure(self.python, unpacked, module, isolated=True)
                    if failure:
                        found.append(f"{module} of {distribution} cannot be imported: {failure}")
        if self.environment:
            for module in step.get("import_modules", []):
                failure = artifact.import_failure(self.environment / "bin" / "python", unpacked, module, isolated=False)
                if failure:
                    found.append(f"{module} cannot be imported: {failure}")
        return found


def content(path):
    """The bytes of a file; None when there is none."""
    return path.read_bytes() if path.exists() else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flash", required=True, help="the executable to test")
    parser.add_argument("--python", help="a CPython 3.12 (default: the first one found)")
    parser.add_argument("--reference", action="store_true", help="compare with runpod-flash 1.0.0 from PyPI")
    parser.add_argument("fixtures", nargs="*", help="names below fixtures/; all when none is given")
    options = parser.parse_args()
    options.python = options.python or find_python()
    wanted = fixture.load(FIXTURES)
    if options.fixtures:
        known = {item.name for item in wanted}
        unknown = [name for name in options.fixtures if name.rstrip("/") not in known]
        if unknown:
            sys.exit(f"no such fixture: {', '.join(unknown)}")
        wanted = [item for item in wanted if item.name in {name.rstrip('/') for name in options.fixtures}]
    run = Run(options)
    failed = 0
    for item in wanted:
        start = time.monotonic()
        differences = run.check(item)
        failed += bool(differences)
        print(f"{'FAIL' if differences else 'ok  '} {item.name} ({time.monotonic() - start:.1f} s)", flush=True)
        for text in differences:
            print(f"     {text}", flush=True)
    print(f"{len(wanted) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
