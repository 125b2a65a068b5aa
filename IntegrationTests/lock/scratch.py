"""A directory that `flash lock` runs in, and an index with two versions of everything."""

import pathlib

from shared.cases import expect, expect_words
from shared.interpreters import find_python
from shared.scratch import IndexScratch, parse

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


class LockScratch(IndexScratch):
    """A directory that commands run in, which is how they find the project."""

    def __init__(self, options):
        super().__init__(options)
        self.chosen_python = options.python
        for version in ("1.0", "2.0"):
            self.index.add("base", version)
            self.index.add("other", version, requires=["leaf", "addition>=1; extra == 'more'"])
            self.index.add("leaf", version)
            self.index.add("addition", version)

    @property
    def python(self):
        """A CPython 3.12."""
        return self.chosen_python or find_python()

    def command(self, name, *options):
        return [self.flash, name, *options, "--cache-path", self.store, "--index-url", self.url]

    def call(self, name, *options, **variables):
        return super().call(name, *options, directory=self.project, **variables)

    def lock(self, *arguments, status=0):
        """Locks with a JSON result, and returns it."""
        result = self.call("lock", *arguments, "--format", "json")
        told = f"{result.stdout[-600:]} {result.stderr[-600:]}"
        expect(result.returncode == status, f"{arguments}: {result.returncode}: {told}")
        return parse(result)

    def fails(self, *arguments, status=65, words=(), line=None):
        """Locks, and demands the status, words of the message, and the place."""
        error = self.lock(*arguments, status=status)["error"]
        text = f"{error['message']} {error.get('hint', '')}"
        expect_words(text, words)
        if line:
            place = error.get("location") or {}
            expect(f"{place.get('file')}:{place.get('line')}" == line, f"{place}, not {line}: {text}")


def pins(report):
    """The packages of a result, each with its version."""
    return [f"{package['name']}=={package['version']}" for package in report["packages"]]
