"""A project and a store, without anything in the environment that chooses sources, and no index of their own."""

import base64
import json

from shared import artifact
from shared.cases import expect, expect_equal, expect_words
from shared.scratch import Scratch
from shared.wheels import make_wheel
from sources.site import Site

SECRET = "s3cr3t-pa55"
MAY_HOLD_SECRET = (".netrc", "requirements.txt", "pyproject.toml")


class SourcesScratch(Scratch):
    """A project that requires nothing yet; `said` is all that its commands printed."""

    def __init__(self, options):
        super().__init__(options)
        self.require()
        self.write(".flashignore", "*.whl\n*.html\n")
        self.said = ""

    def site(self, **options):
        """Starts a web server."""
        site = Site(**options)
        self.closing.callback(site.close)
        return site

    def wheel(self, directory, name, version, **options):
        """Writes a wheel into a directory of the project; returns its path."""
        filename, body = make_wheel(name, version, **options)
        return self.write(f"{directory}/{filename}", body)

    def environment(self, **variables):
        return super().environment(**{"HOME": str(self.directory), "NO_PROXY": "", "no_proxy": "", **variables})

    def call(self, name, *options, **variables):
        result = super().call(name, *options, **variables)
        self.said += result.stdout + result.stderr
        return result

    def packages(self, report):
        """The versions of a result by package."""
        return {package["name"]: package["version"] for package in report["packages"]}

    def good(self, packages, *options, command="build", **variables):
        """Runs the command, and demands exactly these packages."""
        status, report = self.report(command, *options, **variables)
        expect(status == 0, f"exit status {status}: {report.get('error')}")
        expect_equal(self.packages(report), packages)
        return report

    def bad(self, status, *words, options=(), command="build", **variables):
        """Runs the command, and demands the status and words in its error."""
        got, report = self.report(command, *options, **variables)
        error = report.get("error") or {}
        text = json.dumps(error, ensure_ascii=False)
        expect(got == status, f"exit status {got}, not {status}: {text}")
        location = error.get("location") or {}
        expect_words(f"{text} {location.get('file')}:{location.get('line')}", words)
        return report

    def lock(self):
        """The text of the lock file."""
        return (self.project / "pylock.flash.toml").read_text()

    def holds(self, *texts):
        """Demands texts in the lock file."""
        expect_words(self.lock(), texts)

    def installed(self):
        """The names at the top of the artifact."""
        return {name.split("/")[0] for name in artifact.members(self.project / ".flash" / "artifact.tar.gz")}

    def keeps_secret(self):
        """Demands that the secret is nowhere in output, lock, artifact or store."""
        expect(SECRET not in self.said, f"the password was said: {self.said}")
        encoded = base64.b64encode(f"me:{SECRET}".encode())
        for path in self.directory.rglob("*"):
            if path.is_file() and path.name not in MAY_HOLD_SECRET:
                content = path.read_bytes()
                expect(SECRET.encode() not in content and encoded not in content, f"the password is in {path}")
