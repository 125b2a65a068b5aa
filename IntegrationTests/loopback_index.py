"""A package index on loopback (PEP 691) whose wheels are made on the fly, and whose faults are chosen by the test."""

import base64
import hashlib
import io
import json
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def make_wheel(name, version, files=None, requires=(), tag="py3-none-any", requires_python=None):
    """Returns the file name and bytes of a wheel (PEP 427)."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += f"Requires-Python: {requires_python}\n" if requires_python else ""
    metadata += "".join(f"Requires-Dist: {requirement}\n" for requirement in requires)
    contents = dict(files if files is not None else {f"{module}/__init__.py": f"__version__ = {version!r}\n"})
    contents[f"{info}/METADATA"] = metadata
    contents[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n"
    record = ""
    for path, text in contents.items():
        data = text.encode() if isinstance(text, str) else text
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(data)}\n"
    contents[f"{info}/RECORD"] = record + f"{info}/RECORD,,\n"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in contents.items():
            archive.writestr(zipfile.ZipInfo(path), text, zipfile.ZIP_DEFLATED)
    return f"{module}-{version}-{tag}.whl", buffer.getvalue()


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Says nothing: clients that are killed break their connections."""


class LoopbackIndex:
    """Serves projects added with `add`; `fault` maps a path suffix to what goes wrong there."""

    def __init__(self):
        self.projects = {}
        self.files = {}
        self.trees = {}
        self.fault = {}
        self.requests = []
        self.authorizations = {}
        index = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def do_GET(self):
                index.requests.append(self.path)
                if "Authorization" in self.headers:
                    index.authorizations[self.path] = self.headers["Authorization"]
                fault = next((what for suffix, what in index.fault.items() if self.path.endswith(suffix)), None)
                if isinstance(fault, int):
                    return self.answer(fault, b"fault")
                if fault == "slow":
                    time.sleep(60)
                parts = [part for part in self.path.split("/") if part]
                if len(parts) == 2 and parts[0] == "simple" and parts[1] in index.projects:
                    if fault == "garbage":
                        return self.answer(200, b'{"files": [', "application/vnd.pypi.simple.v1+json")
                    page = {"meta": {"api-version": "1.1"}, "name": parts[1], "files": index.projects[parts[1]]}
                    return self.answer(200, json.dumps(page).encode(), "application/vnd.pypi.simple.v1+json")
                if len(parts) == 2 and parts[0] == "files" and parts[1] in index.files:
                    body = index.files[parts[1]]
                    if fault == "truncated":
                        self.send_response(200)
                        self.send_header("Content-Length", str(len(body)))
                        self.end_headers()
                        self.wfile.write(body[: len(body) // 2])
                        self.close_connection = True
                        return
                    if fault == "drip":
                        self.send_response(200)
                        self.send_header("Content-Length", str(len(body)))
                        self.end_headers()
                        for start in range(0, len(body), 64):
                            self.wfile.write(body[start : start + 64])
                            self.wfile.flush()
                            time.sleep(0.05)
                        return
                    return self.answer(200, body, "application/octet-stream")
                path = self.path.split("?")[0]
                if path in index.trees:
                    return self.answer(200, index.trees[path])
                self.answer(404, b"")

            def answer(self, status, body, kind="text/plain"):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.server = QuietServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/simple"

    def add(self, name, version, files=None, requires=(), tag="py3-none-any", yanked=False, digest=None):
        filename, body = make_wheel(name, version, files, requires, tag)
        self.add_file(name, filename, body, yanked, digest)

    def add_source(self, name, version):
        self.add_file(name, f"{name}-{version}.tar.gz", b"not unpacked", False, None)

    def add_file(self, name, filename, body, yanked, digest):
        self.files[filename] = body
        self.projects.setdefault(name, []).append(
            {
                "filename": filename,
                "url": f"../../files/{filename}",
                "hashes": {"sha256": digest or hashlib.sha256(body).hexdigest()},
                "size": len(body),
                "yanked": yanked,
            }
        )

    def close(self):
        self.server.shutdown()
        self.server.server_close()
