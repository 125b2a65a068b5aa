"""Pages that are not what a simple repository page is."""

from shared.cases import case
from shared.simple_pages import HTML, JSON


@case
def deep_nesting(case):
    """JSON that is a million levels deep."""
    for opening in (b"[", b'{"a":', b'{"files":['):
        case.page("victim", b'{"x":' + opening * 1_000_000)
        case.refused(69, "not a simple repository page")


@case
def deep_html(case):
    """HTML that never closes a tag, a comment or an attribute."""
    case.page("victim", b"<div><!--" * 1_000_000, HTML)
    case.refused(65, "victim")
    case.page("victim", b"<a " + b"<a x='" * 1_000_000, HTML)
    case.refused(65, "victim")


@case
def wrong_types(case):
    """Every key of a JSON page with a value of every wrong type."""
    values = [None, 1, -1, 1e400, True, "x", [], {}, [[]], {"sha256": 1}, {"sha256": "00"}, "\ud800", 10**400]
    file = {"filename": "victim-1.0-py3-none-any.whl", "url": "/files/v.whl", "hashes": {}}
    documents = values + [{"files": value} for value in values] + [{"files": [v]} for v in values]
    documents += [{"meta": value, "files": []} for value in values]
    keys = ["filename", "url", "hashes", "requires-python", "size", "yanked", "core-metadata", "upload-time",
            "dist-info-metadata", "data-dist-info-metadata", "gpg-sig", "provenance"]
    documents += [{"files": [{**file, key: value}]} for key in keys for value in values]
    for document in documents:
        case.page("victim", document)
        case.ends((65, 69), about=document)


@case
def wrong_content_types(case):
    """A good page under a content type that is not that of a page."""
    page = {"files": [{"filename": "victim-1.0-py3-none-any.whl", "url": "/files/x", "hashes": {}}]}
    for kind in ("image/png", "", "application/vnd.pypi.simple.v2+json", "text/plain", "application/x" + "y" * 100_000):
        case.page("victim", page, kind)
        case.refused(69)


@case
def truncated_bodies(case):
    """Pages that end early: in the JSON, before their length, or in a broken chunk."""
    for body in (b'{"files":[', b'{"files":[{"filename":"victim-1.0', b"", b'{"files":[]', b'"'):
        case.page("victim", body)
        case.refused(69, "not a simple repository page")

    def short(handler):
        handler.head(Content_Type=JSON, Content_Length="1000")
        handler.wfile.write(b'{"files":[]}')

    case.server.answers["/simple/victim/"] = short
    case.refused(69)

    def chunked(handler):
        handler.head(Content_Type=JSON, Transfer_Encoding="chunked")
        handler.wfile.write(b"c\r\n" + b'{"files":[]}' + b"\r\nffffffffffffffffffff\r\n")

    case.server.answers["/simple/victim/"] = chunked
    case.refused(69)


@case
def long_bodies(case):
    """Pages that are longer than they say, or say no sensible length."""
    def long(handler):
        handler.head(Content_Type=JSON, Content_Length="5")
        handler.wfile.write(b'{"files":[]}' * 1000)

    case.server.answers["/simple/victim/"] = long
    case.refused(69)
    for length in ("-1", "99999999999999999999999999", "abc", "18446744073709551615"):
        def announced(handler, length=length):
            handler.head(Content_Type=JSON, Content_Length=length)
            handler.wfile.write(b'{"files":[]}')

        case.server.answers["/simple/victim/"] = announced
        case.refused((65, 69))
