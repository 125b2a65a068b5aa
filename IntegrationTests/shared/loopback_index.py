"""A package index on loopback (PEP 691) whose wheels are made on the fly, and whose faults are chosen by the test."""

import threading

from shared import loopback
from shared.digests import sha256
from shared.simple_pages import JSON, entry, json_page
from shared.wheels import make_wheel


class LoopbackIndex:
    """Serves projects added with `add`; `fault` maps a path suffix to what goes wrong there.

    A fault is a status, `slow` for an answer after a minute, `garbage` for a page that is none, `truncated` for half a
    file, and `held` for a file whose second half waits until `released` is set.
    """

    def __init__(self):
        self.projects = {}
        self.files = {}
        self.trees = {}
        self.fault = {}
        self.requests = []
        self.authorizations = {}
        self.released = threading.Event()
        self.closed = threading.Event()
        index = self

        class Handler(loopback.Handler):
            def do_GET(self):
                index.requests.append(self.path)
                if "Authorization" in self.headers:
                    index.authorizations[self.path] = self.headers["Authorization"]
                fault = next((what for suffix, what in index.fault.items() if self.path.endswith(suffix)), None)
                if isinstance(fault, int):
                    return self.reply(b"fault", "text/plain", fault)
                if fault == "slow":
                    index.closed.wait(60)
                parts = [part for part in self.path.split("/") if part]
                if len(parts) == 2 and parts[0] == "simple" and parts[1] in index.projects:
                    page = json_page(parts[1], index.projects[parts[1]])
                    return self.reply(b'{"files": [' if fault == "garbage" else page, JSON)
                if len(parts) == 2 and parts[0] == "files" and parts[1] in index.files:
                    return self.send_file(index.files[parts[1]], fault)
                path = self.path.split("?")[0]
                if path in index.trees:
                    return self.reply(index.trees[path], "text/plain")
                self.reply(b"", "text/plain", 404)

            def send_file(self, body, fault):
                if fault not in ("truncated", "held"):
                    return self.reply(body)
                self.head(Content_Length=str(len(body)))
                self.wfile.write(body[: len(body) // 2])
                if fault == "held" and index.released.wait(60):
                    self.wfile.write(body[len(body) // 2 :])

        self.server = loopback.Server(Handler)
        self.origin = self.server.origin
        self.url = f"{self.origin}/simple"

    def add(self, name, version, files=None, requires=(), tag="py3-none-any", yanked=False, digest=None):
        """Adds a wheel."""
        filename, body = make_wheel(name, version, files, requires, tag)
        self.add_file(name, filename, body, yanked, digest)

    def add_source(self, name, version):
        """Adds something with the name of a source distribution."""
        self.add_file(name, f"{name}-{version}.tar.gz", b"not unpacked")

    def add_file(self, name, filename, body, yanked=False, digest=None):
        """Adds any file; a digest takes the place of its own."""
        self.files[filename] = body
        hashes = {"sha256": digest or sha256(body)}
        listed = entry(filename, body, "../../files", hashes=hashes, size=len(body), yanked=yanked)
        self.projects.setdefault(name, []).append(listed)

    def rename(self, name, normalized):
        """Moves the files of a project to the page of its normalized name (PEP 503)."""
        self.projects[normalized] = self.projects.pop(name)

    def close(self):
        self.closed.set()
        self.server.close()
