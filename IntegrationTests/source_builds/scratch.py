"""A project whose packages are built, with a count of the builds and of what they leave behind."""

import tarfile
import tomllib

from shared.build_scratch import BuildScratch
from shared.cases import expect
from source_builds.packages import archive, source_files


class SourceScratch(BuildScratch):
    """A directory for one case whose builds note themselves in `log` and have a temporary directory of their own."""

    def __init__(self, options):
        super().__init__(options)
        self.temporary = self.directory / "tmp"
        self.temporary.mkdir()
        self.log = self.directory / "builds.log"

    def environment(self, **variables):
        return super().environment(**{"TMPDIR": str(self.temporary), **variables})

    def source(self, *arguments, **options):
        """The texts of a package whose builds are counted; see `source_files`."""
        return source_files(self.log, *arguments, **options)

    def publish(self, name="lib", version="1.0", kind="tar.gz", filename=None, body=None, **options):
        """Adds a source distribution to the index."""
        body = body or archive(self.source(name, version, **options), f"{name}-{version}", kind)
        self.index.add_file(name, filename or f"{name}-{version}.{kind}", body)

    def builds(self):
        """The builds so far, as name and version."""
        return [(name, version) for name, version, _ in self.noted()]

    def noted(self):
        """What builds noted: name, version and process."""
        return [line.split() for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def succeed(self, *options, **variables):
        """Builds, and demands success and that no temporary file is left; returns the result."""
        status, report = self.build(*options, **variables)
        expect(status == 0, f"exit status {status}: {report.get('error')} {report.get('diagnostics')}")
        self.check_temporary()
        return report

    def refuse(self, kind, *words, options=("--build-sdists",), status=65, **variables):
        """Builds, and demands the failure and that no temporary file is left."""
        self.fails(status, kind, *words, options=options, **variables)
        self.check_temporary()

    def check_temporary(self):
        """Demands that nothing is left in the temporary directory."""
        left = [path.name for path in self.temporary.iterdir()]
        expect(not left, f"left in the temporary directory: {left}")

    def text(self, path):
        """A file of the artifact."""
        with tarfile.open(self.project / ".flash" / "artifact.tar.gz") as opened:
            return opened.extractfile(path).read().decode()

    def lock(self):
        """The packages of the lock file by name."""
        with open(self.project / "pylock.flash.toml", "rb") as file:
            return {package["name"]: package for package in tomllib.load(file)["packages"]}
