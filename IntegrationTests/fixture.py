"""Loads a fixture and keeps a working copy of it. The format is described in fixtures/README.md."""

import json
import os
import pathlib
import shutil

STEP_KEYS = {
    "write", "remove", "environment", "arguments", "exit", "diagnostics", "resources", "functions", "routes",
    "members", "absent_members", "packages", "absent_packages", "error_contains", "stderr_absent",
    "unchanged", "same_artifact", "import_modules",
}
FIXTURE_KEYS = {"about", "reference_equal", "create", "import_packages", "steps"}


class Fixture:
    """One project and what is expected of its builds."""

    def __init__(self, root, directory):
        self.directory = pathlib.Path(directory)
        self.name = self.directory.relative_to(root).as_posix()
        expected = json.loads((self.directory / "expected.json").read_text())
        self.steps = expected["steps"]
        self.create = expected.get("create", {})
        self.reference_equal = expected.get("reference_equal", False)
        self.import_packages = expected.get("import_packages", True)
        unknown = set(expected) - FIXTURE_KEYS
        for step in self.steps:
            unknown |= set(step) - STEP_KEYS
        if unknown:
            raise ValueError(f"{self.name}/expected.json: unknown keys: {', '.join(sorted(unknown))}")

    def copy(self, scratch):
        """Makes the working copy below a directory and returns its path."""
        project = pathlib.Path(scratch) / self.directory.name
        shutil.copytree(self.directory, project, symlinks=True, ignore=shutil.ignore_patterns("expected.json", ".flash"))
        write(project, self.create)
        return project


def load(root):
    """Every fixture below a directory, in order of name."""
    root = pathlib.Path(root)
    return [Fixture(root, path.parent) for path in sorted(root.rglob("expected.json"))]


def write(project, files):
    """Writes files given as a path with its text, or with {"link": target}."""
    for path, content in files.items():
        place = project / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            os.symlink(content["link"], place)
        else:
            place.write_text(content)


def remove(project, paths):
    """Removes files and whole directories."""
    for path in paths:
        place = project / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
