"""A built project with packages from an index on loopback, and changed copies of its archive."""

import gzip
import io
import json
import os
import subprocess
import tarfile

from shared.cases import expect, expect_equal
from shared.scratch import IndexScratch


class InspectionScratch(IndexScratch):
    """A project that needs `large` and, through `middle`, `small`; `overlap` has a file of `middle` too."""

    def __init__(self, options):
        super().__init__(options)
        self.index.add("large", "1.0", {"large/__init__.py": "", "large/data/random.bin": os.urandom(300_000)})
        self.index.add("middle", "1.0", {"middle/__init__.py": "one = 1\n", "shared/file.txt": "of middle"}, ["small"])
        self.index.add("overlap", "1.0", {"overlap.py": "", "shared/file.txt": "of overlap"})
        self.index.add("small", "1.0", {"small.py": "two = 2\n" * 1000})
        self.require("large", "middle", "overlap")
        self.write("data/text.txt", "text " * 2000)

    @property
    def archive(self):
        return self.project / ".flash" / "artifact.tar.gz"

    @property
    def manifest(self):
        return self.project / ".flash" / "flash_manifest.json"

    def build(self, *options):
        """Builds the project."""
        status, report = self.report("build", *options)
        expect_equal((status, report.get("error")), (0, None))
        return report

    def flash_json(self, command, *words, status=0):
        """Runs a command with a JSON result, and demands its exit status."""
        result = self.flash_run(command, *words, "--format", "json", status=status)
        return json.loads(result.stdout)

    def flash_run(self, command, *words, status=0):
        """Runs a command that needs no index, and demands its exit status."""
        result = subprocess.run(
            [self.flash, command, *map(str, words)], capture_output=True, text=True, timeout=120,
            env=self.environment(), cwd=self.directory,
        )
        expect(result.returncode == status, (command, words, result.returncode, result.stdout[-800:], result.stderr[-800:]))
        return result

    def tar_bytes(self):
        """The tar stream of the built archive."""
        return gzip.decompress(self.archive.read_bytes())

    def changed(self, change, name="changed.tar.gz"):
        """A copy of the archive whose members pass through a function: (member, content) to a list of the same."""
        source = tarfile.open(fileobj=io.BytesIO(self.tar_bytes()))
        members = [(member, source.extractfile(member).read()) for member in source]
        return self.pack([pair for member, content in members for pair in change(member, content)], name)

    def pack(self, members, name):
        """Writes an archive of members."""
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for member, content in members:
                if member.isfile():
                    member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        path = self.directory / name
        path.write_bytes(gzip.compress(stream.getvalue(), 1) if name.endswith(".gz") else stream.getvalue())
        return path


def member(name, kind=tarfile.REGTYPE, link="", mode=0o644):
    """A member of an archive."""
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.mode = kind, link, mode
    return made
