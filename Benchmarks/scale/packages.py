"""A package index of any size on the loopback interface: simple pages (PEP 503, PEP 691) with metadata (PEP 658)."""

import hashlib
import http.server
import io
import json
import multiprocessing
import random
import socketserver
import zipfile

MODULES = 12
NATIVE_BYTES = 60_000
WORDS = "batch cache device epoch gradient index kernel layer model node optimizer queue result shard tensor".split()


def name(number):
    return f"scale-{number:04}"


def dependencies(number, count, shape):
    """The packages a package requires: one more each in a chain, two each in a tree."""
    below = [number + 1] if shape == "chain" else [2 * number + 1, 2 * number + 2]
    return [name(child) for child in below if child < count]


def source(generator, lines):
    return "".join(
        f"def {generator.choice(WORDS)}_{line}({generator.choice(WORDS)}={generator.random()}):\n"
        f"    return {generator.choice(WORDS)!r}, {generator.getrandbits(48)}\n\n\n"
        for line in range(lines)
    )


def wheel(number, count, shape):
    """The content of a wheel with a dozen modules and one native library, and its metadata."""
    generator = random.Random(number)
    module = name(number).replace("-", "_")
    info = f"{module}-1.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name(number)}\nVersion: 1.0\n"
    metadata += "".join(f"Requires-Dist: {other}\n" for other in dependencies(number, count, shape))
    files = {f"{module}/__init__.py": b""}
    for index in range(MODULES):
        files[f"{module}/part_{index:02}.py"] = source(generator, 20).encode()
    files[f"{module}/native.so"] = b"".join(
        generator.getrandbits(64).to_bytes(8, "little") + bytes(8) for _ in range(NATIVE_BYTES // 16)
    )
    files[f"{info}/METADATA"] = metadata.encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: scale\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"]).encode()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return content.getvalue(), metadata.encode()


def pages(count, shape):
    """Every answer of the index, by path: the content and its type."""
    answers = {}
    for number in range(count):
        content, metadata = wheel(number, count, shape)
        filename = f"{name(number).replace('-', '_')}-1.0-py3-none-any.whl"
        digests = {"sha256": hashlib.sha256(content).hexdigest()}
        page = {
            "meta": {"api-version": "1.1"},
            "name": name(number),
            "versions": ["1.0"],
            "files": [
                {
                    "filename": filename,
                    "url": f"/files/{filename}",
                    "hashes": digests,
                    "size": len(content),
                    "core-metadata": {"sha256": hashlib.sha256(metadata).hexdigest()},
                    "upload-time": "2024-01-01T00:00:00Z",
                }
            ],
        }
        page_type = "application/vnd.pypi.simple.v1+json"
        answers[f"/simple/{name(number)}/"] = (json.dumps(page).encode(), page_type)
        answers[f"/files/{filename}"] = (content, "application/octet-stream")
        answers[f"/files/{filename}.metadata"] = (metadata, "text/plain")
    return answers


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    answers = {}

    def do_GET(self):
        content, content_type = self.answers.get(self.path, (b"", None))
        start, end = 0, len(content)
        asked = self.headers.get("Range", "")
        if content_type and asked.startswith("bytes="):
            first, _, last = asked[6:].partition("-")
            start, end = (int(first), int(last) + 1 if last else end) if first else (max(0, end - int(last)), end)
        is_part = (start, end) != (0, len(content))
        self.send_response(206 if is_part else 200 if content_type else 404)
        self.send_header("Content-Type", content_type or "text/plain")
        self.send_header("Content-Length", str(len(content[start:end])))
        self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Accept-Ranges", "bytes")
        if is_part:
            self.send_header("Content-Range", f"bytes {start}-{min(end, len(content)) - 1}/{len(content)}")
        self.end_headers()
        self.wfile.write(content[start:end])

    def log_message(self, *arguments):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 128


def serve(count, shape, pipe):
    Handler.answers = pages(count, shape)
    server = Server(("127.0.0.1", 0), Handler)
    pipe.send(server.server_address[1])
    server.serve_forever()


class Index:
    """An index in a process of its own, while the `with` block runs."""

    def __init__(self, count, shape):
        self.count, self.shape = count, shape

    def __enter__(self):
        pipe, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=serve, args=(self.count, self.shape, other), daemon=True)
        self.process.start()
        self.url = f"http://127.0.0.1:{pipe.recv()}/simple/"
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.join()
