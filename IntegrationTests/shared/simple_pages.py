"""Pages of a simple repository as JSON (PEP 691) and HTML (PEP 503)."""

import html
import json

from shared.digests import sha256

JSON = "application/vnd.pypi.simple.v1+json"
HTML = "application/vnd.pypi.simple.v1+html"


def entry(filename, body, base, **fields):
    """How a JSON page lists a file below a base address; fields are added or take another's place."""
    return {"filename": filename, "url": f"{base}/{filename}", "hashes": {"sha256": sha256(body)}, **fields}


def json_page(project, entries):
    """The bytes of a project's JSON page."""
    return json.dumps({"meta": {"api-version": "1.1"}, "name": project, "files": entries}).encode()


def links_to(files, base, digests=True):
    """The links of an HTML page to files, each a name with its content, below a base address."""
    links = ""
    for filename, body in files:
        fragment = f"#sha256={sha256(body)}" if digests else ""
        links += f'<a href="{html.escape(base)}/{filename}{fragment}">{filename}</a><br>\n'
    return links
