"""A project that requires `victim` from a hostile index, and calls of `flash` with bounded time, memory and text."""

import json
import os
import subprocess
import threading
import time

from hostile_index.server import HostileServer
from shared.cases import expect, expect_words
from shared.digests import sha256
from shared.scratch import Scratch
from shared.simple_pages import JSON, entry, json_page
from shared.wheels import make_wheel

SECONDS = 300
CPU_SECONDS = 60
MEGABYTES = 1500
TEXT_BYTES = 100_000
TERMINAL_CONTROLS = {
    chr(code)
    for code in [
        *range(0x00, 0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0),
        0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A),
    ]
}
NASTY = "\u001b[2J\u001b]0;owned\u0007\u202e\u2066\n error: all is well\r\u009b31m\u2028"


def victim_metadata(*lines, name="victim", version="1.0"):
    """A metadata file with more lines."""
    return "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines]) + "\n"


class HostileScratch(Scratch):
    """A project that requires `victim`, a server and a new store for every call."""

    def __init__(self, options):
        super().__init__(options)
        self.server = HostileServer()
        self.closing.callback(self.server.close)
        self.url = f"{self.server.origin}/simple"
        self.pages = {}
        self.calls = 0
        self.require("victim")

    def page(self, project, body, kind=JSON):
        """Serves bytes, or a document as JSON, as the page of a project."""
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.server.answers[f"/simple/{project}/"] = (body, kind)

    def list_files(self, project, entries):
        """Serves a page that lists files."""
        self.page(project, json_page(project, entries))

    def file(self, project, filename, body, **fields):
        """Serves a file, and lists it on the page of `project` with what `fields` change."""
        self.server.answers[f"/files/{filename}"] = body
        self.pages.setdefault(project, []).append(entry(filename, body, "/files", **fields))
        self.list_files(project, self.pages[project])

    def wheel(self, name, version="1.0", requires=(), **fields):
        """Serves and lists a wheel; returns its file name."""
        filename, body = make_wheel(name, version, requires=requires)
        self.file(name, filename, body, **fields)
        return filename

    def metadata(self, filename, text, project="victim"):
        """Serves a metadata file of its own for a wheel (PEP 658)."""
        body = text if isinstance(text, bytes) else text.encode()
        self.server.answers[f"/files/{filename}.metadata"] = body
        for listed in self.pages[project]:
            if listed["filename"] == filename:
                listed["core-metadata"] = {"sha256": sha256(body)}
        self.list_files(project, self.pages[project])

    def snapshot(self):
        """The digests of the project's files, other than the one that locks its outputs."""
        return {name: digest for name, digest in self.files().items() if name != ".flash/.lock"}

    def run(self, command, *options, store=None, **variables):
        """Runs a command, with an empty store unless `store` names one; returns exit status and all it printed."""
        self.calls += 1
        self.store = self.directory / (store or f"store-{self.calls}")
        printed = self.directory / f"printed-{self.calls}"
        with open(printed, "wb") as output:
            started = time.monotonic()
            process = subprocess.Popen(
                self.command(command, *options), stdout=output, stderr=output, stdin=subprocess.DEVNULL,
                env=self.environment(**{"FLASH_HTTP_TIMEOUT": "3", **variables}),
            )
            timer = threading.Timer(SECONDS, process.kill)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        text = printed.read_bytes()
        expect(time.monotonic() - started < SECONDS, f"no end after {SECONDS} s: {text[-300:]!r}")
        processor = usage.ru_utime + usage.ru_stime
        expect(processor <= CPU_SECONDS, f"{processor:.0f} s of processor time: {text[-300:]!r}")
        expect(usage.ru_maxrss <= MEGABYTES * 1024, f"{usage.ru_maxrss // 1024} MiB of memory")
        expect(len(text) <= TEXT_BYTES, f"{len(text)} bytes of text: {text[:300]!r}")
        shown = text.decode()
        steering = TERMINAL_CONTROLS.intersection(shown)
        expect(not steering, f"the text holds {steering!r}: {shown[:500]!r}")
        return process.returncode, shown

    def ends(self, statuses, *words, command=("lock",), about="", **options):
        """Runs a command, and demands one of the exit statuses, and words in its text, which it returns."""
        got, text = self.run(*command, **options)
        expect(got in statuses, f"exit status {got}, not one of {statuses} {str(about)[:200]!r}: {text[:800]!r}")
        expect_words(text, words)
        return text

    def accepted(self, *words, **options):
        """Demands success, and words in the text, which it returns."""
        return self.ends((0,), *words, **options)

    def refused(self, status, *words, **options):
        """Demands an exit status, or one of some, words in the text, and a project that is as it was."""
        before = self.snapshot()
        text = self.ends(status if isinstance(status, tuple) else (status,), *words, **options)
        expect(self.snapshot() == before, f"the project changed: {sorted(self.snapshot())}")
        return text
