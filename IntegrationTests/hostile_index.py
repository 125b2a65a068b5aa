#!/usr/bin/env python3
"""Points `flash` at an index on loopback that lies, stalls, floods and contradicts itself.

Every case demands the expected exit status within bounded time and memory, text that cannot steer a terminal, and,
unless the case is one that has to succeed, a project directory that is left exactly as it was.
"""

import argparse
import concurrent.futures
import contextlib
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler

from loopback_index import QuietServer, make_wheel

WORKER = """from runpod_flash import remote, LiveServerless

config = LiveServerless(name="worker")


@remote(config, dependencies=[{dependencies}])
async def work(data):
    return data
"""
JSON = "application/vnd.pypi.simple.v1+json"
HTML = "application/vnd.pypi.simple.v1+html"
SECONDS = 300
CPU_SECONDS = 60
MEGABYTES = 1500


class Failed(AssertionError):
    pass


class Server:
    """Answers each path with what a case put there: bytes, or a function that gets the request handler."""

    def __init__(self):
        self.answers = {}
        self.requests = []
        self.isClosing = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def do_HEAD(self):
                self.reply(b"", status=405)

            def do_GET(self):
                server.requests.append(self.path)
                answer = server.answers.get(self.path)
                if answer is None and self.path.endswith(".metadata") is False:
                    answer = server.answers.get("*")
                if answer is None:
                    return self.reply(b"", status=404)
                if callable(answer):
                    return answer(self)
                self.reply(*answer) if isinstance(answer, tuple) else self.reply(answer)

            def reply(self, body, kind="application/octet-stream", status=200, headers=()):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def head(self, status=200, **headers):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.close_connection = True

            def sleep(self, seconds):
                server.isClosing.wait(seconds)

        self.server = QuietServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self):
        self.isClosing.set()
        self.server.shutdown()
        self.server.server_close()


class Case:
    """A project that requires `victim`, a server and an empty store."""

    def __init__(self, flash):
        self.flash = flash
        self.directory = tempfile.mkdtemp(prefix="flash-hostile-")
        self.root = os.path.join(self.directory, "project")
        os.mkdir(self.root)
        self.server = Server()
        self.pages = {}
        self.stores = 0
        self.require("victim")

    def close(self):
        self.server.close()
        subprocess.run(["chmod", "-R", "u+w", self.directory])
        shutil.rmtree(self.directory, ignore_errors=True)

    def require(self, *requirements):
        with open(os.path.join(self.root, "worker.py"), "w") as file:
            file.write(WORKER.format(dependencies=", ".join(map(repr, requirements))))

    def page(self, project, body, kind=JSON):
        self.server.answers[f"/simple/{project}/"] = (body if isinstance(body, bytes) else json.dumps(body).encode(), kind)

    def file(self, project, filename, body, listed=True, **fields):
        """Serves a file, and lists it on the page of `project` with what `fields` change."""
        self.server.answers[f"/files/{filename}"] = body
        entry = {"filename": filename, "url": f"/files/{filename}", "hashes": {"sha256": hashlib.sha256(body).hexdigest()}}
        entry.update(fields)
        self.pages.setdefault(project, []).append(entry)
        if listed:
            self.page(project, {"meta": {"api-version": "1.1"}, "name": project, "files": self.pages[project]})

    def wheel(self, name, version="1.0", requires=(), project=None, tag="py3-none-any", **fields):
        filename, body = make_wheel(name, version, None, requires, tag)
        self.file(project or name, filename, body, **fields)
        return filename

    def metadata(self, filename, text, project="victim"):
        """Serves a metadata file of its own for a wheel (PEP 658)."""
        body = text if isinstance(text, bytes) else text.encode()
        self.server.answers[f"/files/{filename}.metadata"] = body
        for entry in self.pages[project]:
            if entry["filename"] == filename:
                entry["core-metadata"] = {"sha256": hashlib.sha256(body).hexdigest()}
        self.page(project, {"meta": {"api-version": "1.1"}, "name": project, "files": self.pages[project]})

    def forget(self):
        """Removes the lock file, if there is one."""
        with contextlib.suppress(FileNotFoundError):
            os.remove(os.path.join(self.root, "pylock.flash.toml"))

    def snapshot(self):
        found = {}
        for directory, _, names in os.walk(self.root):
            for name in names:
                path = os.path.join(directory, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, self.root)] = hashlib.sha256(file.read()).hexdigest()
        found.pop(".flash/.lock", None)
        return found

    def run(self, *arguments, seconds=SECONDS, store=None, **variables):
        """Runs a command, with an empty store unless `store` names one."""
        self.stores += 1
        store = store or f"store-{self.stores}"
        out, err = os.path.join(self.directory, "out"), os.path.join(self.directory, "err")
        command = [
            self.flash, arguments[0], self.root, "--index-url", f"{self.server.origin}/simple",
            "--cache-path", os.path.join(self.directory, store), *arguments[1:],
        ]
        with open(out, "wb") as stdout, open(err, "wb") as stderr:
            started = time.monotonic()
            process = subprocess.Popen(
                command, stdout=stdout, stderr=stderr, stdin=subprocess.DEVNULL,
                env={**os.environ, "FLASH_HTTP_TIMEOUT": "3", **variables},
            )
            timer = threading.Timer(seconds, process.kill)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
        elapsed = time.monotonic() - started
        with open(out, "rb") as stdout, open(err, "rb") as stderr:
            text = stdout.read() + stderr.read()
        if elapsed >= seconds:
            raise Failed(f"no end after {seconds} s: {text[-300:]!r}")
        if usage.ru_utime + usage.ru_stime > CPU_SECONDS:
            raise Failed(f"{usage.ru_utime + usage.ru_stime:.0f} s of processor time: {text[-300:]!r}")
        if usage.ru_maxrss > MEGABYTES * 1024:
            raise Failed(f"{usage.ru_maxrss // 1024} MiB of memory")
        if len(text) > 100_000:
            raise Failed(f"{len(text)} bytes of text: {text[:300]!r}")
        shown = text.decode()
        for character in shown:
            if character != "\n" and (ord(character) < 0x20 or character in TERMINAL_CONTROLS):
                raise Failed(f"the text holds {character!r}: {shown[:500]!r}")
        return process.returncode, shown

    def refused(self, status, *words, command=("lock",), **options):
        before = self.snapshot()
        got, text = self.run(*command, **options)
        if got not in (status if isinstance(status, tuple) else (status,)):
            raise Failed(f"exit status {got}, not {status}: {text[:800]!r}")
        for word in words:
            if word not in text:
                raise Failed(f"{word!r} is not in {text[:800]!r}")
        if self.snapshot() != before:
            raise Failed(f"the project changed: {sorted(self.snapshot())}")
        return text

    def accepted(self, *words, command=("lock",), **options):
        got, text = self.run(*command, **options)
        if got != 0:
            raise Failed(f"exit status {got}: {text[:800]!r}")
        for word in words:
            if word not in text:
                raise Failed(f"{word!r} is not in {text[:800]!r}")
        return text


TERMINAL_CONTROLS = {chr(c) for c in [*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]}
NASTY = "\u001b[2J\u001b]0;owned\u0007\u202e\u2066\n error: all is well\r\u009b31m\u2028"
CASES = []


def case(function):
    CASES.append(function)
    return function


def victim_metadata(*lines, name="victim", version="1.0"):
    return "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines]) + "\n"


# Pages


@case
def a_million_files(case):
    entries = ",".join(
        '{"filename":"victim-%d-py3-none-any.whl","url":"v"}' % number for number in range(1_000_000)
    )
    case.page("victim", ('{"files":[' + entries + "]}").encode())
    case.refused(69, "too many files")


@case
def a_million_links(case):
    case.page("victim", b"".join(b'<a href="victim-%d.zip">' % number for number in range(1_000_000)), HTML)
    case.refused(69, "too many files")


@case
def a_hundred_thousand_foreign_files(case):
    name = "-".join(["victim"] + ["x"] * 480)
    entries = ",".join('{"filename":"%s-%d.zip","url":"v"}' % (name, number) for number in range(60_000))
    case.page("victim", ('{"files":[' + entries + "]}").encode())
    case.refused(65, "victim")


@case
def a_flood_of_links(case):
    """A page named by --find-links, with many links of one project, of many projects, or without end."""
    with open(os.path.join(case.root, "requirements.txt"), "w") as file:
        file.write(f"--find-links {case.server.origin}/links\nvictim\n")
    pages = {
        "one": b"".join(b"<a href=victim-%d-py3-none-any.whl>" % n for n in range(190_000)),
        "many": b"".join(b"<a href=p%d-1-py3-none-any.whl>" % n for n in range(190_000)),
        "endless": b"<a href=x>" * 5_000_000,
    }
    for name, body in pages.items():
        case.server.answers["/links"] = (body, "text/html")
        case.refused(69 if name == "one" else 65, *["too many files"] * (name == "endless"))


@case
def deep_nesting(case):
    for opening in (b"[", b'{"a":', b'{"files":['):
        case.page("victim", b'{"x":' + opening * 1_000_000)
        case.refused(69, "not a simple repository page", command=("lock",))


@case
def deep_html(case):
    case.page("victim", b"<div><!--" * 1_000_000, HTML)
    case.refused(65, "victim")
    case.page("victim", b"<a " + b"<a x='" * 1_000_000, HTML)
    case.refused(65, "victim", command=("lock",))


@case
def wrong_types(case):
    values = [None, 1, -1, 1e400, True, "x", [], {}, [[]], {"sha256": 1}, {"sha256": "00"}, "\ud800", 10**400]
    file = {"filename": "victim-1.0-py3-none-any.whl", "url": "/files/v.whl", "hashes": {}}
    documents = [value for value in values] + [{"files": value} for value in values] + [{"files": [v]} for v in values]
    documents += [{"meta": value, "files": []} for value in values]
    keys = ["filename", "url", "hashes", "requires-python", "size", "yanked", "core-metadata", "upload-time",
            "dist-info-metadata", "data-dist-info-metadata", "gpg-sig", "provenance"]
    documents += [{"files": [{**file, key: value}]} for key in keys for value in values]
    allowed = set()
    for document in documents:
        case.page("victim", json.dumps(document))
        got, text = case.run("lock")
        allowed.add(got)
        if got not in (65, 69):
            raise Failed(f"exit status {got} for {json.dumps(document)[:200]}: {text[:500]!r}")


@case
def control_characters(case):
    filenames = [f"victim-1.0-py3-none-{NASTY}any.whl", f"victim-1.0-{NASTY}-py3-none-any.whl", f"victim-2.0{NASTY}.zip"]
    case.page("victim", {"files": [
        {"filename": name, "url": "/files/x", "requires-python": ">=3.99" if index else None} for index, name in enumerate(filenames)
    ]})
    case.refused(65)
    for fields in ({"yanked": NASTY}, {"requires-python": ">=3.99 " + NASTY}, {"requires-python": NASTY}):
        case.pages.clear()
        case.wheel("victim", **fields)
        got, _ = case.run("lock")
        if got not in (0, 65):
            raise Failed(f"exit status {got} for {fields}")
        case.forget()
    case.page("victim", {"meta": {"api-version": NASTY}, "files": []})
    case.refused((69, 0), command=("tree",))


@case
def control_characters_in_metadata(case):
    filename = case.wheel("victim")
    for line in (f"Requires-Dist: x; extra == '{NASTY}'", f"Requires-Dist: {NASTY}", f"Requires-Python: {NASTY}",
                 f"Requires-Dist: other; os_name != '\u202e\u001b[2Jx'", "Requires-Dist: gone\u202e>=1", "Requires-Dist: gone===\x1b[2J",
                 "Requires-Dist: gone @ https://h/\x1b[2J"):
        case.metadata(filename, victim_metadata(line))
        got, text = case.run("lock")
        if got not in (0, 65):
            raise Failed(f"exit status {got} for {line!r}: {text[:500]!r}")
        case.forget()
    for text in (victim_metadata(name=NASTY), victim_metadata(version=NASTY)):
        case.metadata(filename, text)
        case.refused(65, command=("lock",))


@case
def control_characters_in_headers(case):
    case.server.answers["/simple/victim/"] = lambda h: h.reply(b"{}", kind="text/\x1b[2J\u009b")
    case.refused(69, "content type")
    case.server.answers["/simple/victim/"] = lambda h: h.reply(
        b"", status=302, headers=[("Location", "ftp://x/\x1b[2J\u009b31m")]
    )
    case.refused(69)


@case
def invalid_text(case):
    case.page("victim", b'{"files":[{"filename":"victim-1.0-py3-none-\xff\xfe.whl","url":"\xc3\x28"}]}')
    case.refused(65, "victim")
    case.page("victim", b"\xff\xfe\x00{\x00}")
    case.refused(69, command=("lock",))
    case.page("victim", b'<a href="\xff\xfevictim-1.0.zip">', HTML)
    case.refused(65, command=("lock",))
    case.metadata(case.wheel("victim"), b"\xff\xfe\x00\x01Name: victim")
    case.refused(65, command=("lock",))


@case
def wrong_content_types(case):
    filename, body = make_wheel("victim", "1.0")
    page = json.dumps({"files": [{"filename": filename, "url": "/files/x", "hashes": {}}]}).encode()
    for kind in ("image/png", "", "application/vnd.pypi.simple.v2+json", "text/plain", "application/x" + "y" * 100_000):
        case.page("victim", page, kind)
        case.refused(69, command=("lock",))


@case
def truncated_bodies(case):
    for body in (b'{"files":[', b'{"files":[{"filename":"victim-1.0', b"", b'{"files":[]', b'"'):
        case.page("victim", body)
        case.refused(69, "not a simple repository page", command=("lock",))

    def short(handler):
        handler.head(Content_Type=JSON, Content_Length="1000")
        handler.wfile.write(b'{"files":[]}')

    case.server.answers["/simple/victim/"] = short
    case.refused(69, command=("lock",))

    def chunked(handler):
        handler.head(Content_Type=JSON, Transfer_Encoding="chunked")
        handler.wfile.write(b"c\r\n" + b'{"files":[]}' + b"\r\nffffffffffffffffffff\r\n")

    case.server.answers["/simple/victim/"] = chunked
    case.refused(69, command=("lock",))


@case
def long_bodies(case):
    def long(handler):
        handler.head(Content_Type=JSON, Content_Length="5")
        handler.wfile.write(b'{"files":[]}' * 1000)

    case.server.answers["/simple/victim/"] = long
    case.refused(69)
    for length in ("-1", "99999999999999999999999999", "abc", "18446744073709551615"):
        def announced(handler, length=length):
            handler.head(Content_Type=JSON, Content_Length=length)
            handler.wfile.write(b'{"files":[]}')

        case.server.answers["/simple/victim/"] = announced
        case.refused((65, 69), command=("lock",))


@case
def compressed_bomb(case):
    body = gzip.compress(b'{"files":[' + b" " * (400 << 20), 9)
    for layers in (1, 2):
        case.server.answers["/simple/victim/"] = lambda h: h.reply(
            body, kind=JSON, headers=[("Content-Encoding", ", ".join(["gzip"] * layers))]
        )
        case.refused(69, command=("lock",))
        body = gzip.compress(body, 9)
    case.server.answers["/simple/victim/"] = lambda h: h.reply(
        b"not compressed", kind=JSON, headers=[("Content-Encoding", "gzip")]
    )
    case.refused(69, command=("lock",))


@case
def infinite_page(case):
    def flood(handler):
        handler.head(Content_Type=JSON)
        handler.wfile.write(b'{"files":[')
        while not case.server.isClosing.is_set():
            handler.wfile.write(b" " * (1 << 20))

    case.server.answers["/simple/victim/"] = flood
    case.refused(69, "more than 67108864 bytes")


@case
def infinite_headers(case):
    def flood(handler):
        handler.send_response(200)
        while not case.server.isClosing.is_set():
            handler.wfile.write(b"X-Flood: " + b"x" * 60_000 + b"\r\n")

    case.server.answers["/simple/victim/"] = flood
    case.refused(69)


@case
def slow_drip(case):
    def drip(handler):
        handler.head(Content_Type=JSON, Content_Length="100000")
        for _ in range(600):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            handler.sleep(0.5)

    case.server.answers["/simple/victim/"] = drip
    case.refused(69, "victim")


@case
def slow_headers(case):
    def drip(handler):
        for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            handler.sleep(0.5)

    case.server.answers["/simple/victim/"] = drip
    case.refused(69, "victim")


@case
def stalls(case):
    case.server.answers["/simple/victim/"] = lambda h: h.sleep(120)
    case.refused(69, "victim")


# Statuses and redirects


@case
def busy_for_hours(case):
    for status in (429, 503):
        for wait in ("86400", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "-1", "soon", "\u009b"):
            case.server.answers["/simple/victim/"] = lambda h: h.reply(b"", status=status, headers=[("Retry-After", wait)])
            case.refused(69, "victim", command=("lock",))


@case
def errors_on_some_files(case):
    case.require("victim", "other")
    case.wheel("other")
    case.server.answers["/simple/victim/"] = lambda h: h.reply(b"no", status=500)
    case.refused(69, "victim")
    filename = case.wheel("victim", requires=["other"])
    case.accepted("other", command=("lock",))
    case.forget()
    case.server.answers[f"/files/{filename}"] = lambda h: h.reply(b"no", status=502)
    case.refused(69, filename, command=("build",))


@case
def redirects(case):
    loop = lambda h: h.reply(b"", status=302, headers=[("Location", h.path + "x")])
    case.server.answers["*"] = loop
    case.server.answers["/simple/victim/"] = loop
    case.refused(69, "redirect")
    secret = os.path.join(case.directory, "secret")
    with open(secret, "w") as file:
        file.write('{"files":[]}')
    for target in (f"file://{secret}", "ftp://127.0.0.1/x", "gopher://127.0.0.1:70/x", "data:text/html,x", "javascript:x",
                   "http://", "//", "http://[::", "x" * 100_000, "http://127.0.0.1:0/", "http://127.0.0.1:99999/",
                   "scp://127.0.0.1/x", "dict://127.0.0.1:11211/stat", "ldap://127.0.0.1/"):
        case.server.answers["/simple/victim/"] = lambda h: h.reply(b"", status=302, headers=[("Location", target)])
        case.refused(69, command=("lock",))


@case
def links_elsewhere(case):
    secret = os.path.join(case.directory, "victim-1.0-py3-none-any.whl")
    _, body = make_wheel("victim", "1.0")
    with open(secret, "wb") as file:
        file.write(body)
    for url in (f"file://{secret}", "ftp://127.0.0.1/victim-1.0-py3-none-any.whl", "data:,x", "http://", "\x00", " "):
        case.page("victim", {"files": [
            {"filename": "victim-1.0-py3-none-any.whl", "url": url, "hashes": {"sha256": hashlib.sha256(body).hexdigest()}}
        ]})
        case.refused((65, 69), command=("lock",))


# Files that are not what the page says


@case
def wrong_digest(case):
    filename = case.wheel("victim", hashes={"sha256": "0" * 64})
    case.refused(65, filename, "SHA-256", command=("build",))


@case
def wrong_size(case):
    filename, body = make_wheel("victim", "1.0")
    for size in (1, len(body) - 1, len(body) + 1, 2**63, 2**64 - 1, 2**64, 10**400):
        case.pages.clear()
        case.file("victim", filename, body, size=size)
        got, text = case.run("build", "--dry-run")
        if got not in (0, 65):
            raise Failed(f"exit status {got} for {size}: {text[:500]!r}")
    case.pages.clear()
    case.file("victim", filename, body, size=len(body) + 1)
    case.refused(65, "bytes", command=("build",))


@case
def sizes_that_overflow_together(case):
    case.require("victim", "other", "third")
    for name in ("victim", "other", "third"):
        case.wheel(name, size=2**64 - 1)
    for command in (("tree",), ("build", "--dry-run")):
        got, text = case.run(*command)
        if got not in (0, 65):
            raise Failed(f"exit status {got}: {text[:500]!r}")


@case
def endless_wheel(case):
    filename, body = make_wheel("victim", "1.0")

    def flood(handler):
        handler.head(Content_Type="application/zip")
        handler.wfile.write(body)
        while not case.server.isClosing.is_set():
            handler.wfile.write(b" " * (1 << 20))

    case.file("victim", filename, body, size=len(body))
    case.metadata(filename, victim_metadata())
    case.server.answers[f"/files/{filename}"] = flood
    case.refused(65, filename, command=("build",))


@case
def no_digest(case):
    """The digest is learnt from the file, which must be there and be the same ever after."""
    filename = case.wheel("victim", hashes={})
    case.accepted(store="kept")
    _, body = make_wheel("victim", "1.0", {"victim/__init__.py": "changed = True\n"})
    case.server.answers[f"/files/{filename}"] = body
    case.refused(65, filename, "tampered with", command=("build",))
    case.forget()
    del case.server.answers[f"/files/{filename}"]
    case.refused(69, filename)


@case
def file_of_another_project(case):
    filename, body = make_wheel("other", "1.0")
    case.file("victim", filename, body)
    case.refused(65, "victim")


@case
def wheel_of_another_project(case):
    """The name says victim, the content is that of another project or version."""
    for name, version in (("other", "1.0"), ("victim", "2.0")):
        case.pages.clear()
        _, body = make_wheel(name, version)
        case.file("victim", "victim-1.0-py3-none-any.whl", body)
        case.refused(65, f"{name} {version}", command=("lock",))
        case.metadata("victim-1.0-py3-none-any.whl", victim_metadata())
        case.refused(65, "victim", command=("build",))
        del case.server.answers["/files/victim-1.0-py3-none-any.whl.metadata"]


@case
def metadata_of_another_project(case):
    filename = case.wheel("victim")
    for text in (victim_metadata(name="other"), victim_metadata(version="2.0"), "", "Name: victim\n", "\n\n\n"):
        case.metadata(filename, text)
        case.refused(65, command=("lock",))
    case.server.answers[f"/files/{filename}.metadata"] = victim_metadata("Requires-Dist: injected").encode()
    case.metadata(filename, victim_metadata())
    case.server.answers[f"/files/{filename}.metadata"] = victim_metadata("Requires-Dist: injected").encode()
    case.refused(65, "SHA-256", command=("lock",))


@case
def metadata_hides_a_dependency(case):
    """The index's metadata says less than the wheel's own, which is what counts."""
    case.wheel("needed")
    filename = case.wheel("victim", requires=["needed>=1"])
    case.metadata(filename, victim_metadata())
    case.refused(65, "needed", filename, command=("build",), store="kept")
    # The wheel's own metadata is known now, and counts from here on.
    case.accepted("needed", command=("build",), store="kept")


@case
def metadata_hides_a_dependency_from_the_lock(case):
    case.wheel("needed")
    filename = case.wheel("victim", requires=["needed>=1"])
    case.metadata(filename, victim_metadata())
    case.accepted("victim")
    for options in ((), (), ("--offline",)):
        case.refused(65, "needed", command=("build", *options), store="kept")
    case.accepted("needed", command=("lock", "--upgrade"), store="kept")
    case.accepted("needed", command=("build",), store="kept")


@case
def metadata_contradicts_a_version(case):
    case.wheel("needed", "1.0")
    case.wheel("needed", "2.0")
    filename = case.wheel("victim", requires=["needed<2"])
    case.metadata(filename, victim_metadata("Requires-Dist: needed>=2"))
    case.refused(65, "needed<2", command=("build",))


@case
def metadata_adds_a_dependency(case):
    case.wheel("extra")
    filename = case.wheel("victim")
    case.metadata(filename, victim_metadata("Requires-Dist: extra"))
    case.refused(65, filename, "does not require extra", command=("build",))


@case
def validators_that_cannot_be_sent_back(case):
    case.wheel("victim")
    page, kind = case.server.answers["/simple/victim/"]
    for tag in ('"\x01"', '"\u009b"', '"' + "x" * 50_000 + '"', "\t"):
        case.server.answers["/simple/victim/"] = lambda h: h.reply(
            page, kind=kind, headers=[("ETag", tag), ("Last-Modified", tag)]
        )
        for _ in range(2):
            case.accepted(command=("lock", "--upgrade", "--refresh"), store="kept")


@case
def one_address_for_two_files(case):
    """Both packages are served from one URL, which holds the wheel of the first."""
    case.require("victim", "other")
    filename = case.wheel("victim")
    name, body = make_wheel("other", "1.0")
    case.file("other", name, body, url=f"/files/{filename}")
    case.metadata(name, victim_metadata(name="other"), project="other")
    case.refused(65, "other", command=("build",))


@case
def a_size_that_is_not_that_of_the_digest(case):
    """The store holds the very file; the page must not make it go away."""
    case.wheel("victim")
    case.accepted(command=("build",), store="kept")
    case.forget()
    shutil.rmtree(os.path.join(case.root, ".flash"))
    filename, body = make_wheel("victim", "1.0")
    case.pages.clear()
    case.file("victim", filename, body, size=len(body) + 1)
    case.metadata(filename, victim_metadata())
    got, text = case.run("build", "--refresh", store="kept")
    if "quarantine" in text or "damaged" in text:
        raise Failed(text)
    case.forget()
    case.pages.clear()
    case.file("victim", filename, body)
    del case.server.answers[f"/files/{filename}"]
    case.accepted(command=("build", "--refresh"), store="kept")


@case
def requires_python_contradicts(case):
    filename, body = make_wheel("victim", "1.0")
    case.wheel("victim", "0.9")
    case.file("victim", filename, body, **{"requires-python": ">=3.8"})
    case.metadata(filename, victim_metadata("Requires-Python: >=3.99"))
    text = case.accepted("0.9", command=("lock",))
    if " 1.0 " in text:
        raise Failed(text)


@case
def python_upper_bounds(case):
    """A bound that only a newer Python exceeds counts, unless nothing else satisfies the requirements."""
    filename, body = make_wheel("victim", "1.0", requires_python="<3.11")
    case.file("victim", filename, body, **{"requires-python": "<3.11"})
    case.wheel("victim", "0.9")
    text = case.accepted("0.9", command=("lock",))
    if "Requires-Python" in text:
        raise Failed(text)
    case.pages.clear()
    case.file("victim", filename, body, **{"requires-python": "<3.11"})
    case.accepted("victim 1.0 states Requires-Python <3.11", command=("lock", "--upgrade", "--refresh"))
    case.accepted("victim", command=("build",))
    case.pages.clear()
    filename, body = make_wheel("victim", "2.0", requires_python=">=3.99")
    case.file("victim", filename, body, **{"requires-python": ">=3.99"})
    case.refused(65, "3.99", command=("lock", "--upgrade", "--refresh"))


# Graphs and metadata


@case
def cycles(case):
    case.wheel("victim", requires=["victim", "victim>=1", "other"])
    case.wheel("other", requires=["victim[a]", "third"])
    case.wheel("third", requires=["other", "third"])
    case.accepted("third", command=("build",))
    case.accepted("(*)", command=("tree",))


@case
def self_dependencies_with_extras(case):
    extras = [f"e{number}" for number in range(200)]
    requires = ["victim[e0]; extra == 'e0'", "victim[all]; extra == 'all'", "victim[missing]; extra == 'all'"]
    requires += [f"victim[{','.join(extras)}]; extra == 'all'"]
    requires += [f"victim[e{(n + 1) % 200}]; extra == 'e{n}'" for n in range(200)]
    filename = case.wheel("victim")
    case.metadata(filename, victim_metadata(*(f"Requires-Dist: {r}" for r in requires), *(f"Provides-Extra: {e}" for e in extras)))
    case.require("victim[all,e5]")
    case.accepted("victim")


@case
def impossible_self_dependency(case):
    filename = case.wheel("victim")
    case.metadata(filename, victim_metadata("Requires-Dist: victim>=2"))
    case.refused(65, "victim")


@case
def absurd_versions(case):
    digits = "9" * 1_000_000
    filename = case.wheel("victim")
    for line in (f"Requires-Dist: other>={digits}", f"Requires-Dist: other=={digits}.*", "Requires-Dist: other" + ",".join(["!=1"] * 300_000),
                 f"Requires-Dist: other~=1.{digits}", f"Requires-Python: >={digits}", "Requires-Dist: other==1" + ".0" * 500_000,
                 "Requires-Python: " + ",".join([f"!=4.{n}" for n in range(200_000)])):
        case.metadata(filename, victim_metadata(line))
        got, text = case.run("lock")
        if got not in (0, 65):
            raise Failed(f"exit status {got} for {line[:60]}: {text[:500]!r}")
        case.forget()
    case.metadata(filename, victim_metadata(version=digits))
    case.refused(65, "victim", command=("lock",))
    case.page("victim", {"files": [{"filename": f"victim-{digits}-py3-none-any.whl", "url": "/files/x"}]})
    case.refused(65, "victim", command=("lock",))
    long = "9" * 900
    case.page("victim", {"files": [{"filename": f"victim-{long}-py3-none-win32.whl", "url": "/files/x"}]})
    case.refused(65, "victim", command=("lock",))


@case
def absurd_markers(case):
    atom = "os_name == 'x'"
    markers = [
        "(" * 100_000 + atom + ")" * 100_000, "(" * 100_000, atom + (" and " + atom) * 100_000, "'" * 100_000,
        "(" * 60 + atom + ")" * 60 + (" or (" + atom + ")") * 50_000, "x" * 2_000_000, "not " * 100_000,
        " or ".join(f"extra == 'e{n}'" for n in range(100_000)),
    ]
    filename = case.wheel("victim")
    for marker in markers:
        case.metadata(filename, victim_metadata("Requires-Dist: gone; " + marker))
        got, text = case.run("lock")
        if got not in (0, 65):
            raise Failed(f"exit status {got} for {marker[:40]}: {text[:500]!r}")
        case.forget()


@case
def absurd_metadata(case):
    filename = case.wheel("victim")
    texts = [
        victim_metadata(*(f"Provides-Extra: e{n}" for n in range(100_000))),
        victim_metadata("Requires-Dist: gone; extra == 'a'", *(" folded" for _ in range(500_000))),
        victim_metadata("Requires-Dist: gone" + f"[{','.join(f'e{n}' for n in range(100_000))}]"),
        victim_metadata(*(f"Requires-Dist: gone; extra == 'e{n}'" for n in range(100_000))),
        victim_metadata("X: " + "y" * 15_000_000),
        ":\n" * 2_000_000,
    ]
    case.require("victim[e1,e2,e3]")
    for text in texts:
        case.metadata(filename, text)
        got, shown = case.run("lock")
        if got not in (0, 65):
            raise Failed(f"exit status {got}: {shown[:500]!r}")
        case.forget()
    case.metadata(filename, victim_metadata("X: " + "y" * 17_000_000))
    case.refused(69, "more than")


@case
def extras_without_end(case):
    case.wheel("other", requires=[f"gone; extra == 'x{n}'" for n in range(3000)])
    for count, status in ((500, 0), (5000, 65)):
        case.pages.pop("victim", None)
        case.wheel("victim", requires=[f"other[{','.join(f'e{n}' for n in range(count))}]"])
        case.forget()
        got, text = case.run("lock")
        if got != status:
            raise Failed(f"exit status {got} for {count} extras: {text[:500]!r}")


@case
def packages_without_end(case):
    def page(handler):
        project = handler.path.split("/")[2]
        number = int(project[1:]) if project[1:].isdigit() else 0
        name = f"p{number}" if project != "victim" else "victim"
        filename, body = make_wheel(name, "1.0", None, [f"p{number + n}" for n in range(1, 4)])
        case.server.answers[f"/files/{filename}"] = body
        entry = {"filename": filename, "url": f"/files/{filename}", "hashes": {"sha256": hashlib.sha256(body).hexdigest()}}
        handler.reply(json.dumps({"files": [entry]}).encode(), kind=JSON)

    case.server.answers["*"] = page
    case.refused(65, "packages")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flash", required=True, help="the executable")
    parser.add_argument("cases", nargs="*", help="only these")
    arguments = parser.parse_args()
    flash = os.path.abspath(arguments.flash)

    def run(function):
        case = Case(flash)
        started = time.monotonic()
        try:
            function(case)
            return None, time.monotonic() - started
        except Exception as error:
            return error, time.monotonic() - started
        finally:
            case.close()

    failures = 0
    chosen = [function for function in CASES if not arguments.cases or function.__name__ in arguments.cases]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for function, (error, seconds) in zip(chosen, pool.map(run, chosen)):
            failures += error is not None
            outcome = "ok   " if error is None else "FAIL "
            print(f"{outcome} {function.__name__} ({seconds:.1f} s)" + (f": {type(error).__name__} {error}" if error else ""), flush=True)
    print(f"{len(chosen) - failures} of {len(chosen)} cases")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
