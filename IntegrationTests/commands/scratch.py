"""A project whose packages depend on each other in every shape."""

import json
import os

from shared.cases import expect
from shared.scratch import IndexScratch


class CommandScratch(IndexScratch):
    """A project that needs a diamond with a cycle, an extra and a package of its own."""

    def __init__(self, options):
        super().__init__(options)
        self.add("app", "1.0", 1000, ["left", "right<2", "accelerator; extra == 'fast'"])
        self.add("left", "1.0", 2000, ["leaf"])
        self.add("right", "1.0", 4000, ["leaf", "own"])
        self.add("own", "1.0", 8000, ["right"])
        self.add("leaf", "1.0", 16000, [])
        self.add("accelerator", "1.0", 32000, [])
        self.add("tool", "1.0", 64000, ["leaf"])
        self.require("app[fast]>=1")
        self.write("requirements.txt", "# comment\ntool\nunused; sys_platform == 'win32'\n")

    def add(self, name, version, size, requires, **options):
        """Adds a wheel that holds so many bytes which nothing compresses."""
        self.index.add(name, version, {f"{name}/data.bin": os.urandom(size)}, requires, **options)

    def run(self, command, *options, status=0):
        """Runs a command, demands its exit status, and returns what it printed: of an error, both streams."""
        result = self.call(command, *options)
        expect(result.returncode == status, (command, options, result))
        return result.stdout if status in (0, 1) else result.stdout + result.stderr

    def json(self, command, *options, status=0):
        """Runs a command, and returns its JSON result."""
        return json.loads(self.run(command, *options, "--format", "json", status=status))


def packages(tree):
    """The packages of a tree by name."""
    return {package["name"]: package for package in tree["packages"]}
