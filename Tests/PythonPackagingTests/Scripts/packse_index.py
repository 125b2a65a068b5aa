"""Serves the resolver scenarios of packse (https://github.com/astral-sh/packse) as package indexes on loopback.

usage: packse_index.py DIRECTORY

DIRECTORY receives the source distribution, which pip takes from the configured index; a copy that is already there is
used again. Exit status 75 means that the index cannot be reached. Needs Python 3.12 or later, as packse itself does.

Prints its port, and ends with its standard input. `/scenarios` describes all scenarios, and each has an index of its own
at `/NAME/simple/` (PEP 691). Wheels hold their metadata; of source distributions, only the metadata is served (PEP 658).
"""

import functools
import glob
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import threading
import tomllib
import urllib.parse
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERSION = "0.3.59"


def normalized(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(release):
    result = list(release.get("requires", []))
    for extra, requires in release.get("extras", {}).items():
        condition = f"extra == '{normalized(extra)}'"
        for requirement in requires:
            text, separator, marker = requirement.partition(";")
            result.append(f"{text.strip()} ; ({marker.strip()}) and {condition}" if separator else f"{text} ; {condition}")
    return result


def release(description):
    return {
        "requires": requirements(description),
        "extras": [normalized(extra) for extra in description.get("extras", {})],
        "requiresPython": description.get("requires_python", ">=3.12") or None,
        "wheelTags": (description.get("wheel_tags") or ["py3-none-any"]) if description.get("wheel", True) else [],
        "hasSourceDistribution": description.get("sdist", True),
        "isYanked": description.get("yanked", False),
    }


def scenario(path):
    with open(path, "rb") as file:
        content = tomllib.load(file)
    options = content.get("resolver_options", {})
    python = options.get("python") or (content.get("environment") or {}).get("python") or "3.12"
    return {
        "name": content["name"],
        "isUniversal": options.get("universal", False),
        "python": python if python.count(".") == 2 else python + ".0",
        "platform": options.get("python_platform"),
        "allowsPrereleases": options.get("prereleases", False),
        "withoutWheels": options.get("no_binary", []),
        "requirements": content["root"].get("requires", []),
        "packages": {
            normalized(name): {version: release(value) for version, value in package["versions"].items()}
            for name, package in content["packages"].items()
        },
        "isSatisfiable": content["expected"]["satisfiable"],
        "expected": content["expected"].get("packages"),
    }


def metadata(name, version, description):
    fields = [("Metadata-Version", "2.3"), ("Name", name), ("Version", version)]
    fields += [("Requires-Python", description["requiresPython"])] if description["requiresPython"] else []
    fields += [("Provides-Extra", extra) for extra in description["extras"]]
    fields += [("Requires-Dist", requirement) for requirement in description["requires"]]
    return "".join(f"{key}: {value}\n" for key, value in fields)


@functools.cache
def wheel(name, version, tag, text):
    module = name.replace("-", "_")
    content = {
        f"{module}/__init__.py": "",
        f"{module}-{version}.dist-info/METADATA": text,
        f"{module}-{version}.dist-info/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{module}-{version}.dist-info/RECORD": "",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in content.items():
            archive.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def files(name, version, description):
    """The files of a release: wheels whole, and a source distribution as its metadata alone."""
    text = metadata(name, version, description)
    stem = f"{name.replace('-', '_')}-{version}"
    result = {f"{stem}-{tag}.whl": wheel(name, version, tag, text) for tag in description["wheelTags"]}
    if description["hasSourceDistribution"]:
        result[f"{stem}.tar.gz.metadata"] = text.encode()
    return result


def page(name, releases):
    entries = []
    for version, description in releases.items():
        for path, body in files(name, version, description).items():
            filename = path.removesuffix(".metadata")
            entry = {"filename": filename, "url": f"../../files/{filename}", "yanked": description["isYanked"]}
            if path != filename:
                entry |= {"hashes": {}, "core-metadata": {"sha256": hashlib.sha256(body).hexdigest()}}
            else:
                entry |= {"hashes": {"sha256": hashlib.sha256(body).hexdigest()}, "size": len(body)}
            if description["requiresPython"]:
                entry["requires-python"] = description["requiresPython"]
            entries.append(entry)
    return {"meta": {"api-version": "1.1"}, "name": name, "files": entries}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    scenarios = {}

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        parts = urllib.parse.unquote(self.path).strip("/").split("/")
        if parts == ["scenarios"]:
            return self.answer(json.dumps(list(self.scenarios.values())).encode(), "application/json")
        packages = self.scenarios.get(parts[0], {}).get("packages", {})
        if parts[1:2] == ["simple"] and len(parts) == 3 and parts[2] in packages:
            body = json.dumps(page(parts[2], packages[parts[2]])).encode()
            return self.answer(body, "application/vnd.pypi.simple.v1+json")
        if parts[1:2] == ["files"] and len(parts) == 3:
            for name, releases in packages.items():
                for version, description in releases.items():
                    body = files(name, version, description).get(parts[2])
                    if body is not None:
                        return self.answer(body, "application/octet-stream")
        self.answer(b"", "text/plain", 404)

    def answer(self, body, kind, status=200):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main(directory):
    archive = os.path.join(directory, f"packse-{VERSION}.tar.gz")
    if not os.path.exists(archive):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        command += ["--disable-pip-version-check", "--dest", directory, f"packse=={VERSION}"]
        if subprocess.run(command, stdout=sys.stderr).returncode != 0:
            sys.exit(75)
    with tarfile.open(archive) as source:
        source.extractall(directory, filter="data")
    paths = glob.glob(os.path.join(directory, f"packse-{VERSION}", "scenarios", "**", "*.toml"), recursive=True)
    Handler.scenarios = {found["name"]: found for found in map(scenario, sorted(paths))}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


main(sys.argv[1])
