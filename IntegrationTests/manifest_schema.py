"""Checks manifests against docs/flash_manifest.schema.json."""

import json
import os
import pathlib
import subprocess

import reference_manifest

SCHEMA = pathlib.Path(__file__).resolve().parent.parent / "docs" / "flash_manifest.schema.json"
VALIDATOR = "jsonschema==4.23.0"
PROGRAM = """
import json, sys
import jsonschema
schema, manifest = json.load(open(sys.argv[1])), json.load(sys.stdin)
jsonschema.Draft202012Validator.check_schema(schema)
faults = jsonschema.Draft202012Validator(schema).iter_errors(manifest)
print(json.dumps([f"{fault.json_path}: {fault.message[:300]}" for fault in faults]))
"""


class ManifestSchema:
    """The schema and an interpreter that can apply it."""

    def __init__(self, python):
        self.python = self._interpreter(python)

    def faults(self, manifest):
        """What is wrong with a manifest, as text."""
        run = subprocess.run(
            [self.python, "-c", PROGRAM, str(SCHEMA)],
            input=json.dumps(manifest), capture_output=True, text=True, env=self._variables(),
        )
        if run.returncode != 0:
            return [f"the schema cannot be applied: {run.stderr.strip()[-300:]}"]
        return [f"the manifest breaks its schema at {fault}" for fault in json.loads(run.stdout)]

    def _interpreter(self, python):
        probe = subprocess.run([python, "-c", "import jsonschema"], capture_output=True, env=self._variables())
        if probe.returncode == 0:
            return python
        directory = reference_manifest.package_environment(python, VALIDATOR)
        return str(directory / "bin" / "python")

    @staticmethod
    def _variables():
        return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
