"""Pages and answers without end, or with far too much in them."""

import gzip

from hostile_index.scratch import victim_metadata
from shared.cases import case
from shared.simple_pages import HTML, JSON
from shared.wheels import make_wheel


@case
def a_million_files(case):
    """A JSON page with a million wheels."""
    entries = ",".join(
        '{"filename":"victim-%d-py3-none-any.whl","url":"v"}' % number for number in range(1_000_000)
    )
    case.page("victim", ('{"files":[' + entries + "]}").encode())
    case.refused(69, "too many files")


@case
def a_million_links(case):
    """An HTML page with a million links."""
    case.page("victim", b"".join(b'<a href="victim-%d.zip">' % number for number in range(1_000_000)), HTML)
    case.refused(69, "too many files")


@case
def a_hundred_thousand_foreign_files(case):
    """Long names that may each be of the project or of many others."""
    name = "-".join(["victim"] + ["x"] * 480)
    entries = ",".join('{"filename":"%s-%d.zip","url":"v"}' % (name, number) for number in range(60_000))
    case.page("victim", ('{"files":[' + entries + "]}").encode())
    case.refused(65, "victim")


@case
def a_flood_of_links(case):
    """A page named by --find-links, with many links of one project, of many projects, or without end."""
    case.write("requirements.txt", f"--find-links {case.server.origin}/links\nvictim\n")
    pages = {
        "one": b"".join(b"<a href=victim-%d-py3-none-any.whl>" % n for n in range(190_000)),
        "many": b"".join(b"<a href=p%d-1-py3-none-any.whl>" % n for n in range(190_000)),
        "endless": b"<a href=x>" * 5_000_000,
    }
    for name, body in pages.items():
        case.server.answers["/links"] = (body, "text/html")
        case.refused(69 if name == "one" else 65, *["too many files"] * (name == "endless"))


@case
def compressed_bomb(case):
    """A page of 400 MiB, compressed once and twice, and one that is not compressed as it says."""
    body = gzip.compress(b'{"files":[' + b" " * (400 << 20), 9)
    for layers in (1, 2):
        case.server.answers["/simple/victim/"] = lambda h: h.reply(
            body, kind=JSON, headers=[("Content-Encoding", ", ".join(["gzip"] * layers))]
        )
        case.refused(69)
        body = gzip.compress(body, 9)
    case.server.answers["/simple/victim/"] = lambda h: h.reply(
        b"not compressed", kind=JSON, headers=[("Content-Encoding", "gzip")]
    )
    case.refused(69)


@case
def infinite_page(case):
    """A page without end."""
    def flood(handler):
        handler.head(Content_Type=JSON)
        handler.wfile.write(b'{"files":[')
        while not case.server.is_closing.is_set():
            handler.wfile.write(b" " * (1 << 20))

    case.server.answers["/simple/victim/"] = flood
    case.refused(69, "more than 67108864 bytes")


@case
def infinite_headers(case):
    """Header fields without end."""
    def flood(handler):
        handler.send_response(200)
        handler.flush_headers()
        while not case.server.is_closing.is_set():
            handler.wfile.write(b"X-Flood: " + b"x" * 60_000 + b"\r\n")

    case.server.answers["/simple/victim/"] = flood
    case.refused(69)


@case
def endless_wheel(case):
    """A wheel that goes on after the size that is listed."""
    filename, body = make_wheel("victim", "1.0")

    def flood(handler):
        handler.head(Content_Type="application/zip")
        handler.wfile.write(body)
        while not case.server.is_closing.is_set():
            handler.wfile.write(b" " * (1 << 20))

    case.file("victim", filename, body, size=len(body))
    case.metadata(filename, victim_metadata())
    case.server.answers[f"/files/{filename}"] = flood
    case.refused(65, filename, command=("build",))
