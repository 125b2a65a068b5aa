"""A web server on loopback with passwords, redirects and indexes, which notes who asked for what."""

import base64

from shared import loopback
from shared.simple_pages import JSON, entry, json_page, links_to


def basic(credentials):
    """What a request says that gives a user and password as `user:password` (RFC 7617)."""
    return "Basic " + base64.b64encode(credentials.encode()).decode()


class Site:
    """Serves `pages`, which maps a path to status, fields and body; `passwords` maps the start of a path to credentials.

    `requests` has the path, credentials and validator of each request. With certificate and key it is over TLS.
    """

    def __init__(self, certificate=None):
        self.pages = {}
        self.requests = []
        self.passwords = {}
        site = self

        class Handler(loopback.Handler):
            def do_GET(self):
                path, authorization = self.path, self.headers.get("Authorization")
                site.requests.append((path, authorization, self.headers.get("If-None-Match")))
                if path.startswith("http://"):
                    path = "/" + path.split("/", 3)[3]
                wanted = next((value for prefix, value in site.passwords.items() if path.startswith(prefix)), None)
                if wanted and authorization != basic(wanted):
                    return self.reply(b"", None, 401, [("WWW-Authenticate", "Basic")])
                status, fields, body = site.pages.get(path, (404, {}, b""))
                if "ETag" in fields and self.headers.get("If-None-Match") == fields["ETag"]:
                    status, body = 304, None
                self.reply(body, None, status, fields.items())

            do_HEAD = do_GET

        self.server = loopback.Server(Handler, certificate)
        self.host = self.server.host
        self.url = self.server.origin

    def page(self, path, text, kind="text/html", **fields):
        """Serves a text or bytes."""
        body = text if isinstance(text, bytes) else text.encode()
        self.pages[path] = (200, {"Content-Type": kind, **fields}, body)

    def file(self, path, body):
        """Serves a file."""
        self.page(path, body, "application/octet-stream")

    def redirect(self, path, target, status=302):
        """Sends whoever asks for a path elsewhere."""
        self.pages[path] = (status, {"Location": target}, b"")

    def index(self, prefix, wheels, file_base="../../files", digests=True, form="html"):
        """Serves a simple repository of wheels below `prefix`, with files in `files/` or wherever `file_base` says."""
        projects = {}
        for filename, body in wheels:
            self.file(f"{prefix}/files/{filename}", body)
            projects.setdefault(filename.split("-")[0].lower().replace("_", "-"), []).append((filename, body))
        for project, files in projects.items():
            path = f"{prefix}/simple/{project}/"
            if form == "json":
                listed = [entry(name, body, file_base, size=len(body)) for name, body in files]
                self.page(path, json_page(project, listed), JSON)
            else:
                links = links_to(files, file_base, digests)
                self.page(path, f"<!DOCTYPE html><html><body>{links}</body></html>")
        return f"{self.url}{prefix}/simple"

    def seen(self, text):
        """The requests whose paths contain a text."""
        return [request for request in self.requests if text in request[0]]

    def credentials(self):
        """Every credential that came with a request, and None if a request had none."""
        return {authorization for _, authorization, _ in self.requests}

    def close(self):
        self.server.close()
