"""A project with packages of small and large files, and readers of every format."""

import json
import os
import random
import shutil
import subprocess
import tarfile

from shared.cases import expect, expect_equal, expect_words
from shared.digests import sha256
from shared.interpreters import find_python
from shared.scratch import IndexScratch
from shared.wheels import make_wheel

FORMATS = {"fast": "tar.gz", "balanced": "tar.gz", "small": "tar.gz", "zstd": "tar.zst", "none": "tar"}
READERS = {
    "tar.gz": ["tar -xzf {0} -C {1}", "bsdtar -xf {0} -C {1}", "busybox tar -xzf {0} -C {1}"],
    "tar.zst": ["tar --zstd -xf {0} -C {1}", "bsdtar -xf {0} -C {1}", "zstd -q -dc {0} | busybox tar -xf - -C {1}"],
    "tar": ["tar -xf {0} -C {1}", "bsdtar -xf {0} -C {1}", "busybox tar -xf {0} -C {1}"],
}


def text(words, seed):
    """Text of so many words, which weak compression makes visibly larger than strong compression does."""
    chosen = random.Random(seed)
    vocabulary = ["".join(chosen.choices("abcdefghijklmnopqrstuvwxyz", k=chosen.randint(3, 9))) for _ in range(3000)]
    return " ".join(chosen.choices(vocabulary, k=words))


class FormatScratch(IndexScratch):
    """A project that requires `base`, which has files of all sizes and needs `leaf`."""

    def __init__(self, options):
        super().__init__(options)
        self.python = options.python or find_python()
        self.add("leaf", {"leaf/__init__.py": "value = 41\n", "leaf/empty.txt": "", "leaf/data.txt": text(60_000, 1)})
        self.add(
            "base",
            {
                "base/__init__.py": "import leaf\nvalue = leaf.value + 1\n",
                "base/large.txt": text(1_500_000, 2),
                "base/noise.bin": random.Random(3).randbytes(300_000),
                "base/späße/ünï.txt": "umlauts\n",
                f"base/{'long' * 40}/{'name' * 25}.txt": "pax\n",
            },
            ["leaf"],
        )
        self.require("base")

    def add(self, name, files, requires=(), level=1):
        """Adds a wheel with files that are compressed weakly unless told otherwise."""
        self.index.add_file(name, *make_wheel(name, "1.0", files, requires, level=level))

    def build(self, *options, status=0, **variables):
        """Builds, demands the exit status, and returns the result."""
        got, report = self.report("build", *options, **variables)
        expect(got == status, f"exit status {got}: {report.get('error')}")
        return report

    def fails(self, *options, status, words, **variables):
        """Builds, and demands the exit status, words in the error, and untouched outputs."""
        before = self.outputs()
        error = self.build(*options, status=status, **variables)["error"]
        expect_words(json.dumps(error), words)
        expect_equal(self.outputs(), before)

    def outputs(self):
        """The digests of all files, but for the lock that names the process."""
        return {path: digest for path, digest in self.files().items() if path != ".flash/.lock"}

    def trees(self, archive):
        """Unpacks an archive with every reader there is; returns the files, which all must agree on."""
        found = {}
        for command in READERS[next(f for f in ("tar.gz", "tar.zst", "tar") if archive.endswith(f))]:
            if all(shutil.which(word) for word in command.split() if word in ("bsdtar", "busybox", "zstd")):
                target = self.directory / "unpacked"
                target.mkdir()
                subprocess.run(["sh", "-c", command.format(archive, target)], check=True)
                found[command] = tree(target)
                shutil.rmtree(target)
        with self.tar(archive) as opened:
            target = self.directory / "unpacked"
            opened.extractall(target)
            found["tarfile"] = tree(target)
        expect(all(one == found["tarfile"] for one in found.values()), {name: len(one) for name, one in found.items()})
        return found["tarfile"]

    def tar(self, archive):
        """Opens an archive with tarfile, a `.tar.zst` through zstd."""
        if not archive.endswith(".zst"):
            return tarfile.open(archive)
        plain = self.directory / "plain.tar"
        subprocess.run(["zstd", "-q", "-d", "-f", archive, "-o", plain], check=True)
        return tarfile.open(plain)

    def imports(self, module, expression):
        """What an expression is with the unpacked artifact on the path and nothing else."""
        program = f"import {module}; print({expression})"
        result = subprocess.run(
            [self.python, "-I", "-S", "-B", "-c", f"import sys; sys.path.insert(0, {str(self.directory / 'unpacked')!r}); {program}"],
            capture_output=True, text=True,
        )
        expect(result.returncode == 0, result.stderr[-2000:])
        return result.stdout.strip()


def tree(directory):
    """Mode and digest of every file below a directory, by its path there."""
    found = {}
    for folder, _, names in os.walk(directory):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, directory)] = (os.stat(path).st_mode & 0o777, sha256(file.read()))
    return found
