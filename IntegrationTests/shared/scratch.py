"""A scratch directory with a project and a store, and the calls of `flash` there."""

import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

from shared import artifact
from shared.cases import Failed, expect
from shared.digests import sha256_of
from shared.loopback_index import LoopbackIndex

WORKER = """from runpod_flash import remote, LiveServerless

config = LiveServerless(name="worker")


@remote(config, dependencies=[{dependencies}])
async def work(data):
    return data
"""


def worker(*requirements):
    """The source of a remote function that asks for packages."""
    return WORKER.format(dependencies=", ".join(map(repr, requirements)))


def parse(result):
    """The JSON on a finished process's standard output."""
    try:
        return json.loads(result.stdout)
    except ValueError:
        raise Failed(f"no JSON on standard output: {result.stdout!r} {result.stderr[-500:]!r}")


class Scratch:
    """A directory for one case; whatever `closing` holds is closed with it.

    `url` is the index that every call names with `--index-url`, or None.
    """

    url = None

    def __init__(self, options):
        self.flash = options.flash
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="flash-test-")).resolve()
        self.project = self.directory / "project"
        self.store = self.directory / "store"
        self.closing = contextlib.ExitStack()
        self.project.mkdir()

    def prepare(self):
        """Does what every case of the suite begins with."""

    def close(self):
        self.closing.close()
        remove_tree(self.directory)

    def write(self, name, content):
        """Writes a file of the project, as text or bytes, and returns its path."""
        path = self.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def require(self, *requirements):
        """Writes a worker whose function asks for packages."""
        self.write("worker.py", worker(*requirements))

    def remove_lock(self):
        """Removes the lock file, if there is one."""
        (self.project / "pylock.flash.toml").unlink(missing_ok=True)

    def files(self):
        """The digest of each file of the project, by its path there."""
        paths = [path for path in self.project.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.project)): sha256_of(path) for path in paths}

    def command(self, name, *options):
        """The words that run a command on the project."""
        index = ["--index-url", self.url] if self.url else []
        return [self.flash, name, self.project, "--cache-path", self.store, *index, *options]

    def environment(self, **variables):
        """This process's environment without what would choose sources or settings, and with some variables."""
        chosen = ("PIP_", "UV_", "FLASH_", "NETRC")
        return {**{name: value for name, value in os.environ.items() if not name.startswith(chosen)}, **variables}

    def call(self, name, *options, directory=None, **variables):
        """Runs a command; returns the finished process."""
        return subprocess.run(
            self.command(name, *options), capture_output=True, text=True, timeout=180,
            env=self.environment(**variables), cwd=directory or self.directory,
        )

    def report(self, name, *options, **variables):
        """Runs a command with a JSON result; returns exit status and result. What a build made is verified."""
        result = self.call(name, "--format", "json", *options, **variables)
        report = parse(result)
        if name == "build" and result.returncode == 0 and report.get("artifact"):
            faults = artifact.faults(self.flash, report["artifact"]["path"])
            expect(not faults, "; ".join(faults))
        return result.returncode, report


class IndexScratch(Scratch):
    """A scratch directory beside an index on loopback, which every call names."""

    def __init__(self, options):
        super().__init__(options)
        self.index = LoopbackIndex()
        self.closing.callback(self.index.close)
        self.url = self.index.url


def remove_tree(directory):
    """Removes a directory whose files may be read-only, as those of a store are."""
    subprocess.run(["chmod", "-R", "u+w", directory], capture_output=True)
    shutil.rmtree(directory, ignore_errors=True)
