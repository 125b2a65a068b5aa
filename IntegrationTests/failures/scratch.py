"""A project with a good artifact, which no failure may touch."""

from shared.build_scratch import BuildScratch
from shared.cases import expect


class FailureScratch(BuildScratch):
    """A project that was built once."""

    def prepare(self):
        self.good_build()

    def good_build(self):
        """Builds, and demands success."""
        status, report = self.build()
        expect(status == 0, f"the first build failed: {report.get('error')} {report.get('diagnostics')}")
