#!/usr/bin/env python3
"""Packages projects whose wheels come from everywhere: find-links places, pinned indexes, local files, URLs, remote
requirement files, and servers behind passwords, redirects, proxies and certificates of their own.

Every server is a real one on loopback, which notes each request with the credentials that came with it.
"""

import argparse
import base64
import contextlib
import hashlib
import html
import http.server
import json
import os
import shutil
import ssl
import subprocess
import sys
import tarfile
import tempfile
import threading
import time

from loopback_index import make_wheel

WORKER = """from runpod_flash import remote, LiveServerless

config = LiveServerless(name="worker")


@remote(config)
async def work(data):
    return data
"""


class Failed(AssertionError):
    pass


class Site:
    """A web server on loopback: `pages` maps a path to status, fields and body."""

    def __init__(self, certificate=None):
        self.pages = {}
        self.requests = []
        self.passwords = {}
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def do_GET(self):
                path, authorization = self.path, self.headers.get("Authorization")
                site.requests.append((path, authorization, self.headers.get("If-None-Match")))
                if path.startswith("http://"):
                    path = "/" + path.split("/", 3)[3]
                wanted = next((value for prefix, value in site.passwords.items() if path.startswith(prefix)), None)
                if wanted and authorization != basic(wanted):
                    return self.answer(401, {"WWW-Authenticate": "Basic"}, b"")
                status, fields, body = site.pages.get(path, (404, {}, b""))
                if "ETag" in fields and self.headers.get("If-None-Match") == fields["ETag"]:
                    return self.answer(304, fields, None)
                self.answer(status, fields, body)

            do_HEAD = do_GET

            def answer(self, status, fields, body):
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                if body is not None:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if body and self.command == "GET":
                    self.wfile.write(body)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            scheme = "https"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        self.url = f"{scheme}://{self.host}"

    def page(self, path, text, kind="text/html", **fields):
        body = text if isinstance(text, bytes) else text.encode()
        self.pages[path] = (200, {"Content-Type": kind, **fields}, body)

    def file(self, path, body):
        self.pages[path] = (200, {"Content-Type": "application/octet-stream"}, body)

    def redirect(self, path, target, status=302):
        self.pages[path] = (status, {"Location": target}, b"")

    def index(self, prefix, wheels, file_base=None, digests=True, form="html", **fields):
        """Serves a simple repository of wheels below `prefix`, with files in `files/` or wherever `file_base` says."""
        projects = {}
        for filename, body in wheels:
            self.file(f"{prefix}/files/{filename}", body)
            projects.setdefault(filename.split("-")[0].lower().replace("_", "-"), []).append((filename, body))
        for project, files in projects.items():
            path = f"{prefix}/simple/{project}/"
            if form == "json":
                listed = [
                    {
                        "filename": name, "url": f"{file_base or '../../files'}/{name}", "size": len(body),
                        "hashes": {"sha256": hashlib.sha256(body).hexdigest()} if digests else {},
                    }
                    for name, body in files
                ]
                page = {"meta": {"api-version": "1.1"}, "name": project, "files": listed}
                self.page(path, json.dumps(page), "application/vnd.pypi.simple.v1+json", **fields)
            else:
                links = links_to(files, file_base or "../../files", digests)
                self.page(path, f"<!DOCTYPE html><html><body>{links}</body></html>", **fields)
        return f"{self.url}{prefix}/simple"

    def seen(self, text):
        return [request for request in self.requests if text in request[0]]

    def credentials(self):
        return {authorization for _, authorization, _ in self.requests}

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def links_to(files, base, digests=True):
    links = ""
    for name, body in files:
        fragment = f"#sha256={hashlib.sha256(body).hexdigest()}" if digests else ""
        links += f'<a href="{html.escape(base)}/{name}{fragment}">{name}</a><br>\n'
    return links


def basic(credentials):
    return "Basic " + base64.b64encode(credentials.encode()).decode()


class Case:
    """One project and one store, without any environment that chooses sources."""

    SECRET = "s3cr3t-pa55"

    def __init__(self, flash):
        self.flash = flash
        self.directory = os.path.realpath(tempfile.mkdtemp(prefix="flash-sources-"))
        self.project = os.path.join(self.directory, "project")
        self.sites = []
        os.mkdir(self.project)
        self.write("worker.py", WORKER)
        self.write(".flashignore", "*.whl\n*.html\n")
        self.said = ""

    def close(self):
        for site in self.sites:
            site.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def site(self, **options):
        self.sites.append(Site(**options))
        return self.sites[-1]

    def write(self, name, content):
        path = os.path.join(self.project, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def wheel(self, directory, name, version, **options):
        filename, body = make_wheel(name, version, **options)
        return self.write(f"{directory}/{filename}", body)

    def environment(self, variables):
        chosen = ("PIP_", "UV_", "FLASH_", "NETRC")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(chosen)}
        return {**clean, "HOME": self.directory, "NO_PROXY": "", "no_proxy": "", **variables}

    def run(self, command, *options, directory=None, **variables):
        arguments = [self.flash, command, self.project, "--format", "json",
                     "--cache-path", os.path.join(self.directory, "store"), *options]
        result = subprocess.run(
            arguments, capture_output=True, text=True, env=self.environment(variables), timeout=180,
            cwd=directory or self.directory,
        )
        self.said += result.stdout + result.stderr
        try:
            return result.returncode, json.loads(result.stdout)
        except ValueError:
            raise Failed(f"no JSON on standard output: {result.stdout!r} {result.stderr[-500:]!r}")

    def packages(self, report):
        return {package["name"]: package["version"] for package in report["packages"]}

    def good(self, packages, *options, command="build", **variables):
        """Runs the command, and demands exactly these packages."""
        status, report = self.run(command, *options, **variables)
        if status != 0:
            raise Failed(f"exit status {status}: {report.get('error')}")
        if self.packages(report) != packages:
            raise Failed(f"{self.packages(report)}, not {packages}")
        return report

    def bad(self, status, *words, options=(), command="build", **variables):
        """Runs the command, and demands the status and words in its error."""
        got, report = self.run(command, *options, **variables)
        error = report.get("error") or {}
        text = json.dumps(error, ensure_ascii=False)
        if got != status:
            raise Failed(f"exit status {got}, not {status}: {text}")
        location = error.get("location") or {}
        text += f" {location.get('file')}:{location.get('line')}"
        for word in words:
            if word not in text:
                raise Failed(f"{word!r} is not in {text}")
        return report

    def lock(self):
        with open(os.path.join(self.project, "pylock.flash.toml")) as file:
            return file.read()

    def holds(self, *texts):
        for text in texts:
            if text not in self.lock():
                raise Failed(f"{text!r} is not in the lock:\n{self.lock()}")

    def installed(self):
        with tarfile.open(os.path.join(self.project, ".flash", "artifact.tar.gz")) as archive:
            return {name.split("/")[0] for name in archive.getnames()}

    def keeps_secret(self):
        """Demands that the secret is nowhere in output, lock, artifact or store."""
        if self.SECRET in self.said:
            raise Failed(f"the password was said: {self.said}")
        for root, _, names in os.walk(self.directory):
            for name in names:
                path = os.path.join(root, name)
                if os.path.basename(path) in (".netrc", "requirements.txt", "pyproject.toml"):
                    continue
                with open(path, "rb") as file:
                    content = file.read()
                if self.SECRET.encode() in content or base64.b64encode(f"me:{self.SECRET}".encode()) in content:
                    raise Failed(f"the password is in {path}")


def expect(condition, message):
    if not condition:
        raise Failed(str(message))


# Find-links


def directory_of_wheels(case):
    case.wheel("wheels", "base", "1.0", requires=["helper"])
    case.wheel("wheels", "base", "2.0", requires=["helper"])
    case.wheel("wheels", "helper", "1.0")
    case.wheel("wheels", "helper", "3.0", tag="cp312-cp312-win_amd64")
    case.write("requirements.txt", "--no-index\n--find-links wheels\nbase\n")
    case.good({"base": "2.0", "helper": "1.0"})
    case.holds('path = "wheels/base-2.0-py3-none-any.whl"', 'find-links = [\n    "wheels",')
    expect({"base", "helper"} <= case.installed(), case.installed())
    case.good({"base": "2.0", "helper": "1.0"}, "--locked")


def settings_and_options(case):
    case.wheel("wheels", "base", "1.0")
    case.write("pyproject.toml", '[project]\nname = "x"\nversion = "1"\ndependencies = ["base"]\n'
               '[tool.flash]\nno-index = true\nfind-links = ["wheels"]\n')
    case.good({"base": "1.0"})
    case.holds('"wheels"')
    case.write("pyproject.toml", '[project]\nname = "x"\nversion = "1"\ndependencies = ["base"]\n')
    case.bad(65, "lock", options=["--locked"])
    case.good({"base": "1.0"}, "--no-index", "--find-links", os.path.join(case.project, "wheels"))
    case.holds('find-links = [\n    "wheels",')
    case.good({"base": "1.0"}, "--no-index", "--find-links", "project/wheels", "--refresh")


def local_page(case):
    case.wheel("files/my wheels", "base", "1.0")
    wheel = os.path.join(case.project, "files/my wheels/base-1.0-py3-none-any.whl")
    digest = hashlib.sha256(open(wheel, "rb").read()).hexdigest()
    page = '<a href="my%20wheels/base-1.0-py3-none-any.whl#sha256={}">base</a><a href="https://x.invalid/y-1.zip">y</a>'
    case.write("files/links.html", page.format(digest))
    case.write("requirements.txt", "--no-index\n-f files/links.html\nbase\n")
    case.good({"base": "1.0"})
    case.holds('path = "files/my wheels/base-1.0-py3-none-any.whl"')
    case.write("files/links.html", page.format("0" * 64))
    case.bad(65, "requirements.txt:2", "0" * 64, options=["--upgrade"], command="lock")
    case.write("files/links.html", '<base href="my%20wheels/"><a href="base-1.0-py3-none-any.whl">base</a>')
    case.good({"base": "1.0"}, "--upgrade", command="lock")


def remote_page(case):
    site = case.site()
    base, other = make_wheel("base", "1.0"), make_wheel("other", "2.0", requires=["base"])
    site.file("/w/" + base[0], base[1])
    site.file("/w/" + other[0], other[1])
    site.page("/old.html", "")
    site.redirect("/old.html", "/new/list.html")
    site.page("/new/list.html", '<base href="/w/">' + links_to([base], ".") + links_to([other], ".", digests=False), ETag='"1"')
    case.write("requirements.txt", f"--no-index\n--find-links {site.url}/old.html\nother\n")
    case.good({"base": "1.0", "other": "2.0"})
    case.holds(f'url = "{site.url}/w/{other[0]}"', hashlib.sha256(other[1]).hexdigest())
    expect(len(site.seen("list.html")) == 1, site.requests)
    case.good({"base": "1.0", "other": "2.0"}, "--upgrade", command="lock")
    expect(len(site.seen("list.html")) == 1, site.requests)
    case.good({"base": "1.0", "other": "2.0"}, "--upgrade", "--refresh", command="lock")
    expect(site.seen("list.html")[1][2] == '"1"', site.requests)
    case.good({"base": "1.0", "other": "2.0"}, "--upgrade", "--offline", command="lock")


def merged_with_the_index(case):
    """Both count: the newest version wins wherever it is, and at equal versions the place before the index."""
    site = case.site()
    url = site.index("", [make_wheel("base", "1.0"), make_wheel("base", "3.0"), make_wheel("far", "1.0")])
    case.wheel("wheels", "base", "2.0")
    case.wheel("wheels", "base", "3.0")
    case.wheel("wheels", "near", "1.0")
    case.write("requirements.txt", f"-i {url}\n-f wheels\nbase\nfar\nnear\n")
    case.good({"base": "3.0", "far": "1.0", "near": "1.0"})
    case.holds('path = "wheels/base-3.0-py3-none-any.whl"')
    case.write("requirements.txt", f"-i {url}\n-f wheels\nbase<3\nfar\n")
    case.good({"base": "2.0", "far": "1.0"})
    case.write("requirements.txt", f"-i {url}\n-f wheels\nbase<2\nfar\n")
    case.good({"base": "1.0", "far": "1.0"})


def missing_places(case):
    case.write("requirements.txt", "six\n--find-links nowhere\n")
    case.bad(65, "requirements.txt:2", "nowhere", "No such file")
    case.write("nowhere", "not a page")
    case.bad(65, "requirements.txt:2", "HTML")
    case.write("requirements.txt", "six\n--find-links ftp://x/\n")
    case.bad(65, "requirements.txt:2", "ftp://x/")
    site = case.site()
    case.write("requirements.txt", f"six\n--find-links {site.url}/none.html\n")
    case.bad(69, "requirements.txt:2", "none.html")
    site.page("/none.html", "{}", "application/json")
    case.bad(65, "requirements.txt:2", "none.html")
    case.write("requirements.txt", "six\n")
    case.write("pyproject.toml", '[tool.flash]\nfind-links = [\n  "there",\n]\n')
    case.bad(65, "pyproject.toml:3", "there")


def no_index(case):
    site = case.site()
    url = site.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", f"--no-index\n-i {url}\nbase\n")
    case.bad(65, "base", "--no-index")
    wheel = make_wheel("direct", "1.0")
    site.file("/direct/" + wheel[0], wheel[1])
    case.write("requirements.txt", f"--no-index\ndirect @ {site.url}/direct/{wheel[0]}\n")
    case.good({"direct": "1.0"})
    expect(not site.seen("/simple/"), site.requests)


# Local wheels


def local_wheels(case):
    case.wheel("libs/wheels", "base", "1.0")
    case.wheel("libs/wheels", "other", "1.0", requires=["base>=1", 'third; extra == "more"'])
    third = case.wheel("third", "third", "1.0")
    case.write("libs/requirements.txt", "./wheels/base-1.0-py3-none-any.whl\n"
               "other @ ./wheels/other-1.0-py3-none-any.whl ; python_version >= '3'\n")
    case.write("requirements.txt", f"--no-index\n-r libs/requirements.txt\nfile://{third}\n")
    case.good({"base": "1.0", "other": "1.0", "third": "1.0"})
    case.holds('archive = {path = "libs/wheels/base-1.0-py3-none-any.whl"',
               'archive = {path = "third/third-1.0-py3-none-any.whl"')
    expect(case.directory not in case.lock().replace(f"file://{third}", ""), case.lock())
    case.good({"base": "1.0", "other": "1.0", "third": "1.0"}, "--locked", "--offline")
    moved = case.project + "-moved"
    os.rename(case.project, moved)
    case.project = moved
    case.write("requirements.txt", "--no-index\n-r libs/requirements.txt\n./third/third-1.0-py3-none-any.whl\n")
    case.good({"base": "1.0", "other": "1.0", "third": "1.0"}, "--locked")
    case.write("libs/requirements.txt", "./wheels/base-1.0-py3-none-any.whl\n./wheels/other-1.0-py3-none-any.whl[more]\n")
    case.good({"base": "1.0", "other": "1.0", "third": "1.0"})
    case.holds('extras = ["more"]' if 'extras = ["more"]' in case.lock() else '"more"')


def lock_elsewhere(case):
    """Paths are relative to the lock file, wherever it is."""
    case.wheel("wheels", "base", "1.0", requires=["other"])
    case.wheel("more", "other", "1.0")
    case.write("requirements.txt", "--no-index\n-f more\n./wheels/base-1.0-py3-none-any.whl\n")
    os.makedirs(os.path.join(case.project, "locks"))
    output = os.path.join(case.project, "locks/pylock.all.toml")
    for attempt in range(2):
        case.good({"base": "1.0", "other": "1.0"}, "--output", output, *(["--check"] if attempt else []), command="lock")
        with open(output) as file:
            text = file.read()
        for path in ("../wheels/base-1.0-py3-none-any.whl", "../more/other-1.0-py3-none-any.whl"):
            expect(f'path = "{path}"' in text, text)
    expect(case.directory not in text.replace(case.directory + "/project/requirements.txt", ""), text)


def changed_wheel(case):
    path = case.wheel("wheels", "base", "1.0")
    case.write("requirements.txt", "--no-index\n./wheels/base-1.0-py3-none-any.whl\n")
    first = case.good({"base": "1.0"})
    expect(case.good({"base": "1.0"})["up_to_date" if "up_to_date" in first else "upToDate"], "the second build did it again")
    lock = case.lock()
    filename, body = make_wheel("base", "1.0", files={"base/__init__.py": "changed = True\n"})
    with open(path, "wb") as file:
        file.write(body)
    case.bad(65, "wheels/base-1.0-py3-none-any.whl", options=["--locked"])
    case.good({"base": "1.0"})
    expect(case.lock() != lock and hashlib.sha256(body).hexdigest() in case.lock(), case.lock())
    os.remove(path)
    case.bad(65, "requirements.txt:2", "wheels/base-1.0-py3-none-any.whl")


def bad_local_wheels(case):
    path = case.write("wheels/torn-1.0-py3-none-any.whl", b"PK\x03\x04 torn")
    case.write("requirements.txt", "--no-index\n\n./wheels/torn-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:3", "torn-1.0-py3-none-any.whl")
    filename, body = make_wheel("stranger", "1.0")
    with open(path, "wb") as file:
        file.write(body)
    case.bad(65, "requirements.txt:3", "stranger 1.0")
    case.write("requirements.txt", "--no-index\nother @ ./wheels/torn-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:2", "torn", "other")
    case.write("requirements.txt", "--no-index\n./wheels/renamed.whl\n")
    case.bad(65, "requirements.txt:2", "renamed.whl")
    case.write("requirements.txt", "--no-index\n./wheels/gone-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:2", "gone-1.0-py3-none-any.whl")
    os.mkdir(os.path.join(case.project, "wheels/folder-1.0-py3-none-any.whl"))
    case.write("requirements.txt", "--no-index\n./wheels/folder-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:2", "directory")
    good = case.wheel("wheels", "good", "1.0")
    case.write("requirements.txt", f"--no-index\n./wheels/good-1.0-py3-none-any.whl#sha256={'0' * 64}\n")
    case.bad(65, "requirements.txt:2", "0" * 64)
    digest = hashlib.sha256(open(good, "rb").read()).hexdigest()
    case.write("requirements.txt", f"--no-index\n./wheels/good-1.0-py3-none-any.whl --hash=sha256:{digest}\n")
    case.good({"good": "1.0"})
    case.write("requirements.txt", f"--no-index\n./wheels/good-1.0-py3-none-any.whl --hash=sha256:{'0' * 64}\n")
    case.bad(65, "good")


def torn_listed_wheel(case):
    """A broken wheel in a directory is not passed over for an older one."""
    case.wheel("wheels", "base", "1.0")
    case.write("wheels/base-2.0-py3-none-any.whl", b"junk")
    case.write("requirements.txt", "--no-index\n-f wheels\nbase\n")
    case.bad(65, "requirements.txt:2", "base-2.0-py3-none-any.whl")
    case.write("requirements.txt", "--no-index\n-f wheels\nbase<2\n")
    case.good({"base": "1.0"})


def packed_wheel(case):
    case.wheel("wheels", "base", "1.0")
    case.write(".flashignore", "")
    case.write("requirements.txt", "--no-index\n./wheels/base-1.0-py3-none-any.whl\n")
    report = case.good({"base": "1.0"})
    expect(any(".flashignore" in warning for warning in report["warnings"]), report["warnings"])


# Direct references


def two_places(case):
    case.wheel("a", "base", "1.0")
    case.wheel("b", "base", "1.0")
    case.write("requirements.txt", "--no-index\n./a/base-1.0-py3-none-any.whl\n./b/base-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:2", "requirements.txt:3", "./a/", "./b/")
    case.write("requirements.txt", "--no-index\n./a/base-1.0-py3-none-any.whl\nbase @ ./a/../a/base-1.0-py3-none-any.whl\n")
    case.good({"base": "1.0"})
    case.write("requirements.txt", "--no-index\n-c limits.txt\n./a/base-1.0-py3-none-any.whl\n")
    case.write("limits.txt", "base @ ./b/base-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:3", "limits.txt:1")


def constraint_by_url(case):
    """A constraint's URL says where a package comes from, if something needs the package (as uv has it)."""
    case.wheel("wheels", "base", "1.0")
    site = case.site()
    url = site.index("", [make_wheel("top", "1.0", requires=["base"]), make_wheel("base", "9.0")])
    case.write("requirements.txt", f"-i {url}\n-c limits.txt\ntop\n")
    case.write("limits.txt", "base @ ./wheels/base-1.0-py3-none-any.whl\nunused @ https://x.invalid/unused-1-py3-none-any.whl\n")
    case.good({"base": "1.0", "top": "1.0"})
    case.holds('archive = {path = "wheels/base-1.0-py3-none-any.whl"')
    case.good({"base": "1.0", "top": "1.0"}, "--locked")
    case.write("requirements.txt", f"-i {url}\ntop\n")
    case.bad(65, "base", options=["--locked"])
    case.good({"base": "9.0", "top": "1.0"}, "--upgrade", command="lock")


# Pinned indexes

PINNED = """[project]
name = "x"
version = "1"
dependencies = ["top", "special"]

[[tool.{tool}.index]]
name = "special-index"
url = "{special}"
explicit = true

[[tool.{tool}.index]]
name = "main"
url = "{main}"
default = true

[tool.{tool}.sources]
{sources}
"""


def pinned_index(case, tool="flash"):
    site = case.site()
    special = site.index("/special", [make_wheel("special", "1.0", requires=["helper"]), make_wheel("helper", "9.0"),
                                      make_wheel("top", "9.0")])
    main = site.index("/main", [make_wheel("special", "5.0"), make_wheel("helper", "1.0"), make_wheel("top", "1.0")])
    settings = PINNED.format(tool=tool, special=special, main=main, sources='special = { index = "special-index" }')
    case.write("pyproject.toml", settings)
    case.good({"top": "1.0", "special": "1.0", "helper": "1.0"})
    case.holds(f'index = "{special}"', f'"special: {special}"')
    expect(not site.seen("/special/simple/top/") and not site.seen("/main/simple/special/"), site.requests)
    case.good({"top": "1.0", "special": "1.0", "helper": "1.0"}, "--locked")
    case.write("pyproject.toml", settings.replace('special = {', 'helper = { index = "special-index" }\nspecial = {'))
    case.bad(65, "lock", options=["--locked"])
    case.good({"top": "1.0", "special": "1.0", "helper": "9.0"})
    case.write("pyproject.toml", settings.replace('special = {', 'top = { index = "special-index", marker = "sys_platform == \'win32\'" }\nspecial = {'))
    case.good({"top": "1.0", "special": "1.0", "helper": "1.0"}, "--upgrade", command="lock")
    case.write("pyproject.toml", settings)
    case.wheel("wheels", "special", "7.0")
    case.good({"top": "1.0", "special": "1.0", "helper": "1.0"}, "--find-links", "project/wheels", command="lock")
    case.write("pyproject.toml", settings.replace("special-index\" }", "specal-index\" }"))
    case.bad(65, "pyproject.toml:17", "specal-index", "did you mean 'special-index'?")


def pins_of_uv(case):
    pinned_index(case, tool="uv")


def foreign_sources(case):
    site = case.site()
    main = site.index("/main", [make_wheel("top", "1.0"), make_wheel("special", "1.0")])
    case.write("pyproject.toml", PINNED.format(tool="uv", special=main, main=main, sources='top = { git = "https://x.invalid/y" }'))
    report = case.good({"top": "1.0", "special": "1.0"})
    expect(any("pyproject.toml:17" in warning and "top" in warning for warning in report["warnings"]), report["warnings"])


def wrong_indexes(case):
    def settings(text):
        case.write("pyproject.toml", text)
    settings('[[tool.flash.index]]\nname = "a"\nurl = "nowhere"\n')
    case.bad(65, "pyproject.toml:3", "http")
    settings('[[tool.flash.index]]\nname = "a"\nurl = "https://a/"\n[[tool.flash.index]]\nname = "a"\nurl = "https://b/"\n')
    case.bad(65, "pyproject.toml:5", "'a'")
    settings('[[tool.flash.index]]\nurl = "https://a/"\nexplicit = true\n')
    case.bad(65, "pyproject.toml:", "name")
    settings('[tool.flash]\nindex = "https://a/"\n')
    case.bad(65, "pyproject.toml:2", "a list of tables")
    settings('[tool.flash]\nindex-url = "pypi"\n')
    case.bad(65, "pyproject.toml:2", "http")
    settings('[[tool.flash.index]]\nurl = "https://a/"\ndefault = true\n[tool.flash.sources]\nx = { path = "y" }\n')
    case.bad(65, "pyproject.toml:5", "index")
    case.write("pyproject.toml", "")
    case.write("requirements.txt", "six\n-i pypi.org\n")
    case.bad(65, "requirements.txt:2", "pypi.org")


# Requirement files


def remote_requirements(case):
    site = case.site()
    site.index("", [make_wheel("base", "1.0"), make_wheel("other", "1.0"), make_wheel("other", "2.0")])
    wheel = make_wheel("direct", "1.0")
    site.file("/reqs/wheels/" + wheel[0], wheel[1])
    site.page("/reqs/all.txt", "-i ../simple\n-r sub/more.txt\nbase\n".replace("../simple", site.url + "/simple"), "text/plain")
    site.page("/reqs/sub/more.txt", f"-c ../limits.txt\nother\n../wheels/{wheel[0]}\n", "text/plain")
    site.page("/reqs/limits.txt", "other<2\n", "text/plain")
    case.write("requirements.txt", f"-r {site.url}/reqs/all.txt\n")
    case.good({"base": "1.0", "direct": "1.0", "other": "1.0"})
    expect(len(site.seen("all.txt")) == 1, site.requests)
    case.good({"base": "1.0", "direct": "1.0", "other": "1.0"}, "--offline", "--upgrade", command="lock")
    site.page("/reqs/limits.txt", "other<3\n", "text/plain")
    case.good({"base": "1.0", "direct": "1.0", "other": "2.0"}, "--upgrade", command="lock")
    site.page("/reqs/limits.txt", "other<3\nother ==== 1\n", "text/plain")
    case.bad(65, f"{site.url}/reqs/limits.txt:2")
    del site.pages["/reqs/limits.txt"]
    case.bad(69, f"{site.url}/reqs/sub/more.txt:1", "limits.txt")
    site.page("/reqs/limits.txt", "-r all.txt\n", "text/plain")
    case.bad(65, "includes itself")


def remote_requirements_with_password(case):
    site, other = case.site(), case.site()
    site.passwords["/reqs/"] = f"me:{Case.SECRET}"
    url = site.index("", [make_wheel("base", "1.0"), make_wheel("away", "1.0")])
    site.page("/reqs/all.txt", f"-i {url}\n-r more.txt\n-r {other.url}/away.txt\n", "text/plain")
    site.page("/reqs/more.txt", "base\n", "text/plain")
    other.page("/away.txt", "away\n", "text/plain")
    case.write("requirements.txt", f"-r http://me:{Case.SECRET}@{site.host}/reqs/all.txt\n")
    case.write(".flashignore", "requirements.txt\n")
    case.good({"base": "1.0", "away": "1.0"})
    expect(other.credentials() == {None}, other.requests)
    case.keeps_secret()


def other_hashes(case):
    filename, body = make_wheel("base", "1.0")
    case.write("wheels/" + filename, body)
    weak, strong = hashlib.sha256(body).hexdigest(), hashlib.sha512(body).hexdigest()
    case.write("requirements.txt", f"--no-index\n-f wheels\nbase==1.0 \\\n  --hash=sha512:{strong}\n")
    case.bad(65, "requirements.txt:3", "sha512")
    case.write("requirements.txt", f"--no-index\n-f wheels\nbase==1.0 --hash=sha512:{strong} --hash=sha256:{weak}\n")
    case.good({"base": "1.0"})


def trusted_host(case):
    site = case.site()
    url = site.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", f"-i {url}\n--trusted-host {site.host}\nbase\n")
    report = case.good({"base": "1.0"})
    expect(any("requirements.txt:2" in warning and "verified" in warning for warning in report["warnings"]), report["warnings"])


# Credentials and transport


def password_in_the_url(case):
    """Sent to the index, not to another host that files are on or that a redirect leads to."""
    for form in ("html", "json"):
        site, files = case.site(), case.site()
        site.passwords["/"] = f"me:{Case.SECRET}"
        base, near = make_wheel("base", "1.0"), make_wheel("near", "1.0")
        files.file("/files/" + base[0], base[1])
        files.file("/elsewhere/" + near[0], near[1])
        site.index("", [base], file_base=files.url + "/files", form=form)
        site.index("", [near], file_base="../../moved", form=form)
        site.redirect("/moved/" + near[0], f"{files.url}/elsewhere/{near[0]}")
        case.write("requirements.txt", "base\nnear\n")
        url = f"http://me:{Case.SECRET}@{site.host}/simple"
        case.good({"base": "1.0", "near": "1.0"}, "--refresh", "--index-url", url)
        expect(site.credentials() == {basic(f"me:{Case.SECRET}")}, site.requests)
        expect(files.requests and files.credentials() == {None}, files.requests)
        case.keeps_secret()
        shutil.rmtree(os.path.join(case.directory, "store"))
        os.remove(os.path.join(case.project, "pylock.flash.toml"))


def password_of_a_named_index(case):
    site = case.site()
    site.passwords["/"] = f"me:{Case.SECRET}"
    url = site.index("", [make_wheel("base", "1.0")])
    case.write("pyproject.toml", '[project]\nname = "x"\nversion = "1"\ndependencies = ["base"]\n'
               f'[[tool.flash.index]]\nname = "our-own.index"\nurl = "{url}"\ndefault = true\n')
    case.bad(77, "base")
    case.good({"base": "1.0"}, FLASH_INDEX_OUR_OWN_INDEX_USERNAME="me", FLASH_INDEX_OUR_OWN_INDEX_PASSWORD=Case.SECRET)
    case.keeps_secret()


def netrc(case):
    site, other = case.site(), case.site()
    site.passwords["/"] = f"me:{Case.SECRET}"
    url = site.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", f"-i {url}\nbase\n")
    case.bad(77, "base")
    path = os.path.join(case.directory, ".netrc")
    with open(path, "w") as file:
        file.write(f"machine 127.0.0.1 login me password {Case.SECRET}\n")
    os.chmod(path, 0o600)
    case.good({"base": "1.0"}, NETRC=path)
    case.keeps_secret()


def find_links_with_password(case):
    site, files = case.site(), case.site()
    site.passwords["/"] = f"me:{Case.SECRET}"
    base, near = make_wheel("base", "1.0"), make_wheel("near", "1.0")
    site.page("/links/all.html", links_to([base], files.url) + links_to([near], "../near", digests=False))
    site.file("/near/" + near[0], near[1])
    files.file("/" + base[0], base[1])
    case.write("requirements.txt", "--no-index\nbase\nnear\n")
    case.good({"base": "1.0", "near": "1.0"}, "--find-links", f"http://me:{Case.SECRET}@{site.host}/links/all.html")
    expect(files.credentials() == {None} and site.credentials() == {basic(f"me:{Case.SECRET}")}, site.requests)
    case.keeps_secret()


def password_in_a_reference(case):
    """Neither a good nor a refused direct reference tells its password."""
    site = case.site()
    site.passwords["/"] = f"me:{Case.SECRET}"
    for tag in ("py3-none-any", "cp312-cp312-win_amd64"):
        filename, body = make_wheel("base", "1.0", tag=tag)
        site.file("/" + filename, body)
        case.write("requirements.txt", f"--no-index\nbase @ http://me:{Case.SECRET}@{site.host}/{filename}\nbase<9\n")
        case.write(".flashignore", "requirements.txt\n")
        if "any" in tag:
            case.good({"base": "1.0"})
            shutil.rmtree(os.path.join(case.directory, "store"))
            case.good({"base": "1.0"}, "--locked")
        else:
            case.bad(65, "win_amd64")
    for line in ("base @ http://me:{}@{}/base.zip", "base @ http://me:{}@{}/other-1-py3-none-any.whl",
                 "-i ftp://me:{}@{}/simple", "-f ftp://me:{}@{}/list", "-r http://me:{}@{}/gone.txt", "x=1 @ http://me:{}@{}/x.whl"):
        case.write("requirements.txt", "--no-index\n" + line.format(Case.SECRET, site.host) + "\n")
        status, report = case.run("build")
        expect(status in (65, 69), report)
        result = subprocess.run([case.flash, "lock", case.project], capture_output=True, text=True, env=case.environment({}))
        case.said += result.stdout + result.stderr
    case.keeps_secret()


def passwords_of_neighbours(case):
    """Two indexes of one server with a password each; files are beside their index, as on GitLab and Artifactory."""
    site = case.site()
    site.passwords["/one/"], site.passwords["/two/"] = f"me:{Case.SECRET}1", f"me:{Case.SECRET}2"
    site.index("/one", [make_wheel("base", "1.0")])
    site.index("/two", [make_wheel("other", "1.0")])
    case.write("requirements.txt", "base\nother\n")
    case.write("pyproject.toml", f'[[tool.flash.index]]\nname = "one"\nurl = "{site.url}/one/simple"\n'
               f'[[tool.flash.index]]\nname = "two"\nurl = "{site.url}/two/simple"\ndefault = true\n')
    variables = {f"FLASH_INDEX_{name}_USERNAME": "me" for name in ("ONE", "TWO")}
    variables |= {"FLASH_INDEX_ONE_PASSWORD": Case.SECRET + "1", "FLASH_INDEX_TWO_PASSWORD": Case.SECRET + "2"}
    case.good({"base": "1.0", "other": "1.0"}, **variables)
    shutil.rmtree(os.path.join(case.directory, "store"))
    case.good({"base": "1.0", "other": "1.0"}, "--locked", **variables)
    case.keeps_secret()


def wrong_password(case):
    site = case.site()
    site.passwords["/"] = "me:right"
    site.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", "base\n")
    case.bad(77, "base", options=["--index-url", f"http://me:{Case.SECRET}@{site.host}/simple"])
    case.keeps_secret()


def proxies(case):
    proxy, direct = case.site(), case.site()
    proxy.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", "-i http://index.invalid/simple\nbase\n")
    case.good({"base": "1.0"}, HTTP_PROXY=proxy.url)
    expect(all(path.startswith("http://index.invalid/") for path, _, _ in proxy.requests), proxy.requests)
    url = direct.index("", [make_wheel("other", "1.0")])
    case.write("requirements.txt", f"-i {url}\nother\n")
    count = len(proxy.requests)
    case.good({"other": "1.0"}, HTTP_PROXY=proxy.url, NO_PROXY="127.0.0.1")
    expect(len(proxy.requests) == count, proxy.requests)


def own_authority(case):
    """A server whose certificate only SSL_CERT_FILE vouches for, and what `--trusted-host` does not change."""
    key, certificate = (os.path.join(case.directory, name) for name in ("key.pem", "certificate.pem"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=loopback",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )
    site = case.site(certificate=(certificate, key))
    url = site.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", f"-i {url}\n--trusted-host 127.0.0.1\nbase\n")
    strangers = {"CURL_CA_BUNDLE": "", "SSL_CERT_DIR": ""}
    case.bad(69, "base", "certificate", **{**strangers, "SSL_CERT_FILE": "/etc/ssl/certs/ca-certificates.crt"})
    case.good({"base": "1.0"}, **{**strangers, "SSL_CERT_FILE": certificate})


def pages_and_redirects(case):
    """Relative links, `<base href>`, redirects, and validators of an index's pages."""
    site = case.site()
    base, other = make_wheel("base", "1.0"), make_wheel("other", "1.0")
    site.file("/pool/" + base[0], base[1])
    site.file("/deep/pool/" + other[0], other[1])
    site.redirect("/simple/base/", "/real/base/index.html", 301)
    site.page("/real/base/index.html", links_to([base], "../../pool"), ETag='"b"')
    site.page("/simple/other/", '<base href="/deep/">' + links_to([other], "pool"), **{"Last-Modified": "Mon, 01 Jun 2026 10:00:00 GMT"})
    case.write("requirements.txt", f"-i {site.url}/simple/\nbase\nother\n")
    case.good({"base": "1.0", "other": "1.0"})
    count = len(site.requests)
    case.good({"base": "1.0", "other": "1.0"}, "--upgrade", command="lock")
    expect(len(site.requests) == count, "fresh pages were asked for again")
    case.good({"base": "1.0", "other": "1.0"}, "--upgrade", "--refresh", command="lock")
    expect(site.seen("index.html")[-1][2] == '"b"', site.requests)


def index_without_digests(case):
    site = case.site()
    wheel = make_wheel("base", "1.0")
    url = site.index("", [wheel], digests=False)
    case.write("requirements.txt", f"-i {url}\nbase\n")
    case.good({"base": "1.0"}, command="lock")
    case.holds(hashlib.sha256(wheel[1]).hexdigest())
    case.good({"base": "1.0"}, "--locked")


CASES = [
    directory_of_wheels, settings_and_options, local_page, remote_page, merged_with_the_index, missing_places, no_index,
    local_wheels, lock_elsewhere, changed_wheel, bad_local_wheels, torn_listed_wheel, packed_wheel, two_places, constraint_by_url,
    pinned_index, pins_of_uv, foreign_sources, wrong_indexes,
    remote_requirements, remote_requirements_with_password, other_hashes, trusted_host,
    password_in_the_url, password_of_a_named_index, netrc, find_links_with_password, password_in_a_reference, passwords_of_neighbours, wrong_password, proxies,
    own_authority, pages_and_redirects, index_without_digests,
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flash", required=True)
    parser.add_argument("--only", help="run the cases whose name contains this")
    arguments = parser.parse_args()
    passed = failed = 0
    for run in CASES:
        if arguments.only and arguments.only not in run.__name__:
            continue
        with contextlib.closing(Case(os.path.abspath(arguments.flash))) as case:
            start = time.monotonic()
            try:
                run(case)
                passed += 1
                print(f"ok   {run.__name__} ({time.monotonic() - start:.1f} s)")
            except (Failed, subprocess.SubprocessError, OSError, KeyError) as error:
                failed += 1
                print(f"FAIL {run.__name__}: {type(error).__name__} {error}")
            sys.stdout.flush()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
