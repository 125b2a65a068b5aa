"""A scratch directory for builds, of which everything is known that they may leave behind."""

import json

from shared.cases import expect, expect_words
from shared.digests import sha256_of
from shared.scratch import IndexScratch


class BuildScratch(IndexScratch):
    """A project that requires `base` 1.0, an index that has it, and an empty store."""

    def __init__(self, options):
        super().__init__(options)
        self.index.add("base", "1.0")
        self.require("base")

    def build_command(self, *options):
        """The words that run a build with a JSON result."""
        return self.command("build", "--format", "json", *options)

    def build(self, *options, **variables):
        """Builds; returns exit status and result."""
        return self.report("build", *options, **variables)

    def outputs(self):
        """The digests of artifact and manifest, as far as they are there."""
        paths = [self.project / ".flash" / name for name in ("artifact.tar.gz", "flash_manifest.json")]
        return {path.name: sha256_of(path) for path in paths if path.exists()}

    def fails(self, status, kind, *words, options=(), **variables):
        """Builds, and demands the status, the kind of error, words in its text, and untouched outputs."""
        before = self.outputs()
        got, report = self.build(*options, **variables)
        error = report.get("error") or {}
        text = json.dumps([error, report.get("diagnostics")])
        expect(got == status, f"exit status {got}, not {status}: {text}")
        expect(error.get("kind") == kind, f"kind {error.get('kind')!r}, not {kind!r}: {text}")
        expect_words(text, words)
        expect(self.outputs() == before, "the previous outputs changed")
        leftovers = [path.name for path in (self.project / ".flash").glob(".tmp-*")]
        expect(not leftovers, f"left behind: {leftovers}")
