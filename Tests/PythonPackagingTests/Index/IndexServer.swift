import ArtifactCache
import Foundation
import HTTPTransport
import PythonPackaging

/// A `python3` package index on a loopback port.
///
/// The first component of a path names a behaviour, and after `~` the test that uses it, whose requests are logged
/// separately.
final class IndexServer: Sendable {
    static let shared = Result { try IndexServer() }

    let port: Int
    private let process: Process

    init() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = Pipe()
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw CocoaError(.executableLoad)
        }
        self.port = port
        self.process = process
    }

    deinit {
        process.terminate()
    }

    private static let script = #"""
        import hashlib, html, io, json, random, re, sys, threading, time, zipfile
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        def wheel(name, version, padding=0, metadata_name=None):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
                z.writestr(f"{name}/__init__.py", "x = 1\n")
                if padding: z.writestr(f"{name}/data.bin", random.Random(7).randbytes(padding))
                info = f"{name}-{version}.dist-info"
                z.writestr(f"{info}/METADATA", metadata(metadata_name or name, version))
                z.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\n")
                z.writestr(f"{info}/RECORD", "")
            return out.getvalue()

        def metadata(name, version):
            return (f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
                    "Requires-Python: >=3.9\nRequires-Dist: six>=1.0\n\nA long description\n").encode()

        late = wheel("late", "1.0")
        content = {
            "demo-1.0-py3-none-any.whl": wheel("demo", "1.0"),
            "demo-0.9.tar.gz": b"a source distribution",
            "big-2.0-py3-none-any.whl": wheel("big", "2.0", 3 << 20),
            "bogus-1.0-py3-none-any.whl": b"not a zip archive" * 100,
            "alien-1.0-py3-none-any.whl": wheel("alien", "1.0", metadata_name="other"),
        }
        logs = {}

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *a): pass
            def reply(self, body=b"", status=200, type="application/octet-stream", headers={}, length=None):
                self.send_response(status)
                for k, v in headers.items(): self.send_header(k, v)
                if status != 304: self.send_header("Content-Length", str(len(body) if length is None else length))
                self.send_header("Content-Type", type)
                self.end_headers()
                if self.command != "HEAD" and status != 304: self.wfile.write(body)
            def do_GET(self):
                _, scenario, kind, *rest = self.path.split("/")
                if kind == "log": return self.reply("\n".join(logs.get(scenario, [])).encode())
                note = f"{kind}/{rest[0]} {self.headers.get('Range', '-')} {self.headers.get('Authorization', '-')}"
                logs.setdefault(scenario, []).append(note)
                flag = scenario.split("~")[0]
                if flag == "denied" and not self.headers.get("Authorization"): return self.reply(status=401)
                if flag == "down": return self.reply(b"broken", 500)
                if flag == "slow": time.sleep(0.2)
                if flag in ("headless", "rangeless") and self.command == "HEAD": return self.reply(status=405)
                getattr(self, kind)(flag, rest[0])
            do_HEAD = do_GET
            def simple(self, flag, name):
                if flag == "empty": return self.reply(status=404)
                if flag == "bad": return self.reply(b'{"meta": {"api-version": "1.0"}, "files": [{"filename": 7}]}',
                    type="application/vnd.pypi.simple.v1+json")
                if flag == "login": return self.reply(b"%PDF", type="application/pdf")
                names = [n for n in content if n.startswith(name + "-")]
                if not names: return self.reply(status=404)
                headers = {}
                if flag == "tagged":
                    headers["ETag"] = '"v1"'
                    if self.headers.get("If-None-Match") == '"v1"': return self.reply(status=304, headers=headers)
                if flag == "dated":
                    headers["Last-Modified"] = "Mon, 01 Jun 2026 10:00:00 GMT"
                    if self.headers.get("If-Modified-Since") == headers["Last-Modified"]:
                        return self.reply(status=304, headers=headers)
                if flag in ("html", "headless", "rangeless"):
                    page = "<!DOCTYPE html><body>" + "".join(
                        f'<a href="../../files/{n}#sha256={hashlib.sha256(content[n]).hexdigest()}"'
                        f' data-requires-python="{html.escape(">=3.9")}">{n}</a><br/>' for n in names)
                    return self.reply(page.encode(), type="text/html; charset=utf-8", headers=headers)
                here = f"http://localhost:{self.server.server_port}/{self.path.split('/')[1]}"
                place = f"{here}/files" if flag == "elsewhere" else "../../files"
                files = []
                for n in names:
                    file = {"filename": n, "url": f"{place}/{n}", "size": len(content[n]),
                            "hashes": {"sha256": hashlib.sha256(content[n]).hexdigest()}}
                    if flag in ("metadata", "badmetadata"):
                        digest = hashlib.sha256(metadata(*n.split("-")[:2])).hexdigest()
                        file["core-metadata"] = {"sha256": digest if flag == "metadata" else "00" * 32}
                    files.append(file)
                page = {"meta": {"api-version": "1.1"}, "name": name, "files": files}
                self.reply(json.dumps(page).encode(), type="application/vnd.pypi.simple.v1+json", headers=headers)
            def files(self, flag, name):
                if name.endswith(".metadata"):
                    if flag in ("metadata", "badmetadata", "probe"): return self.reply(metadata(*name.split("-")[:2]))
                    return self.reply(status=404)
                body = content[name]
                if flag == "corrupt": body = bytes(len(body))
                if flag == "longer": body += b"more"
                if flag == "shorter": body = body[:-1]
                if flag == "gone": return self.reply(status=404)
                wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
                if flag == "truncated":
                    self.close_connection = True
                    return self.reply(body[:len(body) // 2], length=len(body))
                if not wanted or flag in ("whole", "rangeless"): return self.reply(body)
                start = int(wanted[1]); part = body[start:int(wanted[2] or len(body)) + 1]
                if flag == "liar": start += 1
                self.reply(part, 206, headers={"Content-Range": f"bytes {start}-{start + len(part) - 1}/{len(body)}"})
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_port, flush=True)
        sys.stdin.read()
        """#
}

/// An index, a store of its own and a way to see what was requested.
struct IndexFixture {
    let scenario: String
    let server: IndexServer
    let store: ArtifactStore
    let http: HTTPClient

    init(_ behaviour: String) throws {
        scenario = "\(behaviour)~\(UUID().uuidString)"
        server = try IndexServer.shared.get()
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "flash-index-\(UUID().uuidString)"
        )
        store = try ArtifactStore(directory: directory.path)
        var configuration = HTTPClientConfiguration(environment: [:])
        configuration.firstRetryDelay = 1
        configuration.maximumAttempts = 2
        http = HTTPClient(configuration: configuration)
    }

    func index(_ scenario: String? = nil, userInformation: String = "") throws -> PackageIndex {
        let text = "http://\(userInformation)127.0.0.1:\(server.port)/\(scenario ?? self.scenario)/simple/"
        guard let index = PackageIndex(text) else { throw CocoaError(.coderInvalidValue) }
        return index
    }

    func client(_ indexes: [PackageIndex]? = nil, policy: IndexPolicy = IndexPolicy()) throws -> IndexClient {
        IndexClient(indexes: try indexes ?? [index()], store: store, http: http, policy: policy)
    }

    /// What was requested, in order: path, range and authorization.
    func log(_ scenario: String? = nil) async throws -> [String] {
        let url = "http://127.0.0.1:\(server.port)/\(scenario ?? self.scenario)/log"
        let text = String(decoding: try await http.send(HTTPRequest(url: url)).body, as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: store.directory)
    }
}
