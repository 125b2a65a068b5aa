import Foundation

/// A `python3` package index on a loopback port, whose small wheels are made when it starts.
///
/// The first component of a path says how it answers: `json` states sizes, `html` does not, `mute` is like `html` without
/// HEAD and ranges, and `late` is like `json` with every answer some milliseconds late, each time others.
final class LoopbackIndex: Sendable {
    /// A release: what its wheel requires, and what else is unusual about it.
    struct Release: Encodable {
        var requires: [String] = []
        var python: String?
        var tag = "py3-none-any"
        var yanked: String?
        /// Whether there is only a source distribution.
        var isSource = false
        /// Whether the metadata is a file of its own (PEP 658).
        var hasMetadata = true
    }

    /// What the index has of a file.
    struct File: Decodable {
        var sha256: String
        var bytes: UInt64
    }

    private struct Start: Decodable {
        var port: Int
        var files: [String: File]
    }

    let files: [String: File]
    private let port: Int
    private let process: Process
    private let logs: URL

    init(_ projects: [String: [String: Release]]) throws {
        logs = FileManager.default.temporaryDirectory.appending(path: "flash-requests-\(UUID().uuidString)")
        try Data().write(to: logs)
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let description = String(decoding: try JSONEncoder().encode(projects), as: UTF8.self)
        process.arguments = ["python3", "-c", Self.script, description, logs.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = Pipe()
        try process.run()
        let start = try JSONDecoder().decode(Start.self, from: output.fileHandleForReading.availableData)
        (files, port) = (start.files, start.port)
    }

    deinit {
        process.terminate()
        try? FileManager.default.removeItem(at: logs)
    }

    /// The URL of the index.
    func url(_ form: String) -> String { "http://127.0.0.1:\(port)/\(form)/simple/" }

    /// The requests so far that concern a file or a page, in order, such as `HEAD demo-1.0-py3-none-any.whl`.
    func requests(of name: String) throws -> [String] {
        try String(contentsOf: logs, encoding: .utf8).split(separator: "\n").map(String.init)
            .filter { $0.split(separator: " ")[1] == name }
    }

    private static let script = #"""
        import hashlib, html, io, json, random, re, sys, threading, time, zipfile
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        projects, log = json.loads(sys.argv[1]), open(sys.argv[2], "a", buffering=1)
        files, listed = {}, {}
        for name, releases in projects.items():
            for version, release in releases.items():
                stem = f"{name.replace('-', '_')}-{version}"
                text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
                text += f"Requires-Python: {release['python']}\n" if "python" in release else ""
                text += "".join(f"Requires-Dist: {requirement}\n" for requirement in release["requires"])
                out = io.BytesIO()
                with zipfile.ZipFile(out, "w") as wheel:
                    for path, content in {"METADATA": text, "WHEEL": "Wheel-Version: 1.0\n", "RECORD": ""}.items():
                        wheel.writestr(zipfile.ZipInfo(f"{stem}.dist-info/{path}"), content)
                filename = f"{stem}.tar.gz" if release["isSource"] else f"{stem}-{release['tag']}.whl"
                files[filename] = out.getvalue()
                if release["hasMetadata"]: files[filename + ".metadata"] = text.encode()
                listed.setdefault(name, []).append((filename, release))

        def digest(name): return hashlib.sha256(files[name]).hexdigest()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1
            def log_message(self, *a): pass
            def reply(self, body=b"", kind="application/octet-stream", status=200):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD": self.wfile.write(body)
            def do_GET(self):
                form, kind, name = self.path.strip("/").split("/")
                log.write(f"{self.command} {name}\n")
                if form == "late": time.sleep(random.random() / 50)
                if form == "mute" and self.command == "HEAD": return self.reply(status=405)
                if kind == "files" and name in files: return self.reply(files[name])
                if kind != "simple" or name not in listed: return self.reply(status=404)
                if form in ("html", "mute"): return self.reply(self.links(name).encode(), "text/html")
                page = {"meta": {"api-version": "1.1"}, "name": name, "files": [self.entry(*file) for file in listed[name]]}
                self.reply(json.dumps(page).encode(), "application/vnd.pypi.simple.v1+json")
            do_HEAD = do_GET
            def links(self, name):
                text = ""
                for filename, release in listed[name]:
                    text += f'<a href="../../files/{filename}#sha256={digest(filename)}"'
                    if "python" in release: text += f' data-requires-python="{html.escape(release["python"])}"'
                    if "yanked" in release: text += f' data-yanked="{html.escape(release["yanked"])}"'
                    if release["hasMetadata"]: text += f' data-core-metadata="sha256={digest(filename + ".metadata")}"'
                    text += f">{filename}</a>\n"
                return text
            def entry(self, filename, release):
                entry = {"filename": filename, "url": f"../../files/{filename}", "size": len(files[filename]),
                         "hashes": {"sha256": digest(filename)}, "yanked": release.get("yanked", False)}
                if "python" in release: entry["requires-python"] = release["python"]
                if release["hasMetadata"]: entry["core-metadata"] = {"sha256": digest(filename + ".metadata")}
                return entry

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        known = {name: {"sha256": digest(name), "bytes": len(body)} for name, body in files.items()}
        print(json.dumps({"port": server.server_port, "files": known}), flush=True)
        sys.stdin.read()
        """#
}
