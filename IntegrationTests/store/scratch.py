"""A project with two packages of its own index."""

import json
import os
import random
import subprocess

from shared.build_scratch import BuildScratch
from shared.cases import expect
from shared.digests import sha256, sha256_of
from shared.scratch import worker


class StoreScratch(BuildScratch):
    """A project that requires a package with large and small files, and one whose script has a mode of its own."""

    def prepare(self):
        numbers = random.Random(1)
        large = bytes(numbers.choices(b"abcdefgh", k=300_000))
        self.index.add("base", "2.0", {
            "base/__init__.py": "x = 1\n", "base/empty.py": "", "base/large.bin": large,
            "base/noise.bin": numbers.randbytes(200_000), "base/" + "d" * 90 + "/" + "e" * 90 + ".py": "long = 1\n",
            "base-2.0.data/scripts/tool": "#!python\nprint(1)\n",
        }, ["other"])
        self.index.add("other", "1.0", {"other/__init__.py": "y = 1\n", "other/large.bin": large[::-1]})
        self.require("base==2.0", "other")

    def built(self, *options, **variables):
        """Builds, demands success, and returns the report."""
        status, report = self.build(*options, **variables)
        expect(status == 0, report.get("error"))
        return report

    def change(self, number):
        """Changes a source, so that the next build composes."""
        self.write("worker.py", worker("base==2.0", "other") + f"# {number}\n")

    def rebuilt(self, number, **variables):
        """Changes a source and builds; the artifact is the same as one that is built from nothing."""
        self.change(number)
        report = self.built(**variables)
        store, self.store = self.store, self.directory / f"other-store-{number}"
        expected = self.built("--output", "expected.tar.gz")
        self.store = store
        got, wanted = (
            sha256_of(self.project / ".flash" / name) for name in ("artifact.tar.gz", "expected.tar.gz")
        )
        expect(got == wanted == report["artifact"]["sha256"] == expected["artifact"]["sha256"], f"{got} {wanted}")
        return report

    def wheels(self):
        """The digests of the index's wheels, by file name."""
        return {name: sha256(body) for name, body in self.index.files.items()}

    def blob(self, digest):
        """The file of a blob."""
        return self.store / "blobs" / digest[:2] / digest

    def stored_wheels(self):
        """The names of wheels that are in the store."""
        return sorted(name for name, digest in self.wheels().items() if self.blob(digest).exists())

    def downloads(self):
        """The names of the wheels that were asked for since the last call."""
        paths, self.index.requests[:] = list(self.index.requests), []
        return sorted(path.split("/")[-1] for path in paths if path.startswith("/files/"))

    def cache(self, *words, status=0):
        """Runs a command on the store, and returns its JSON result."""
        command = [self.flash, "cache", *words, "--cache-path", self.store, "--format", "json"]
        result = subprocess.run(command, capture_output=True, text=True, env=self.environment())
        expect(result.returncode == status, result)
        return json.loads(result.stdout)


def flip(path, position):
    """Flips a bit of a read-only file; `position` is a share of its length."""
    os.chmod(path, 0o600)
    with open(path, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(int((size - 1) * position))
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1 << int(position * 7)]))
    os.chmod(path, 0o400)
