import Foundation

/// A `python3` HTTP server on a loopback port, ended with the process that started it.
final class LoopbackServer: Sendable {
    /// The server for tests that need only one.
    static let shared = Result { try LoopbackServer() }

    let port: Int
    private let process: Process

    var url: String { "http://127.0.0.1:\(port)" }

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
        import gzip, hashlib, os, re, sys, threading, time
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
        from urllib.parse import urlparse, unquote
        seen = {}
        content = bytes(i * 7 % 251 for i in range(1 << 20))
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *a): pass
            def reply(self, body=b"", status=200, headers={}, length=None):
                self.send_response(status)
                for k, v in headers.items(): self.send_header(k, v)
                self.send_header("Content-Length", str(len(body) if length is None else length))
                self.end_headers()
                if self.command != "HEAD": self.wfile.write(body)
            def first(self, query):
                seen[query] = seen.get(query, 0) + 1
                return seen[query] == 1
            def ranged(self, headers={}):
                wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
                if not wanted: return self.reply(content, headers=headers)
                start = int(wanted[1]); end = int(wanted[2] or len(content) - 1)
                part = content[start:end + 1]
                self.reply(part, 206, {**headers, "Content-Range": f"bytes {start}-{start + len(part) - 1}/{len(content)}"})
            def do_PUT(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.reply(hashlib.sha256(body).hexdigest().encode())
            do_POST = do_PUT
            def do_HEAD(self): self.do_GET()
            def do_GET(self):
                url = urlparse(self.path); path = url.path; query = unquote(url.query)
                if path == "/hello": self.reply(b"hello")
                elif path == "/peer": self.reply(str(self.client_address[1]).encode())
                elif path == "/headers": self.reply(str(self.headers).encode())
                elif path == "/bytes": self.ranged()
                elif path == "/whole": self.reply(content)
                elif path == "/redirect": self.reply(b"moved", 302, {"Location": query})
                elif path == "/loop": self.reply(b"", 302, {"Location": "/loop"})
                elif path == "/busy":
                    if self.first(query): self.reply(b"", 503, {"Retry-After": "0"})
                    else: self.reply(b"done")
                elif path == "/count": self.reply(str(seen.get(query, 0)).encode())
                elif path == "/failing": self.first(query); self.reply(b"broken", 500)
                elif path == "/status": self.reply(b"reason", int(query))
                elif path == "/stall":
                    self.reply(b"some", length=100); self.wfile.flush(); time.sleep(30)
                elif path == "/truncated":
                    self.reply(b"half", length=100); self.close_connection = True
                elif path.startswith("/cut"):
                    headers = {"ETag": '"one"'} if path == "/cut-tagged" else {}
                    if self.first(query):
                        self.reply(content[:300000], length=len(content), headers=headers); self.close_connection = True
                    elif path == "/cut-whole": self.reply(content)
                    else: self.ranged(headers)
                elif path == "/endless":
                    self.send_response(200); self.end_headers(); self.close_connection = True
                    while True: self.wfile.write(content)
                elif path == "/bomb":
                    self.reply(gzip.compress(bytes(64 << 20)), headers={"Content-Encoding": "gzip"})
                elif path == "/gzip":
                    self.reply(gzip.compress(b"squeezed"), headers={"Content-Encoding": "gzip"})
                else: self.reply(b"", 404)
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_port, flush=True)
        sys.stdin.read()
        """#
}
