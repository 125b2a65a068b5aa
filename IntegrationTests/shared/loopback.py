"""A web server on loopback, for tests to say what it answers."""

import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """A silent handler that keeps connections open."""

    protocol_version = "HTTP/1.1"
    # Fields and body are two writes. Unless told otherwise, the second waits for the client's delayed acknowledgement
    # of the first (RFC 896, RFC 1122 section 4.2.3.2), which is 40 ms for each request on a kept connection.
    disable_nagle_algorithm = True

    def log_message(self, *arguments):
        """Says nothing."""

    def reply(self, body, kind="application/octet-stream", status=200, headers=()):
        """Sends a whole answer; a kind or a body that is None leaves its field out."""
        self.send_response(status)
        if kind is not None:
            self.send_header("Content-Type", kind)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if body and self.command != "HEAD":
            self.wfile.write(body)

    def head(self, status=200, **fields):
        """Sends status and fields, written with `_` for `-`; whatever body follows ends with the connection."""
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.close_connection = True


class Server(ThreadingHTTPServer):
    """Answers with a handler until it is closed; with certificate and key, over TLS."""

    daemon_threads = True

    def __init__(self, handler, certificate=None):
        super().__init__(("127.0.0.1", 0), handler)
        scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
            scheme = "https"
        self.host = f"127.0.0.1:{self.server_address[1]}"
        self.origin = f"{scheme}://{self.host}"
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, request, client_address):
        """Says nothing: clients that are killed break their connections."""

    def close(self):
        self.shutdown()
        self.server_close()
