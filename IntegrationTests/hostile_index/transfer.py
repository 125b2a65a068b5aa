"""Answers that stall, statuses, redirects, and links to elsewhere."""

from shared.cases import case
from shared.simple_pages import JSON, entry
from shared.wheels import make_wheel


@case
def slow_drip(case):
    """A body that comes a byte at a time."""
    def drip(handler):
        handler.head(Content_Type=JSON, Content_Length="100000")
        for _ in range(600):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            handler.sleep(0.5)

    case.server.answers["/simple/victim/"] = drip
    case.refused(69, "victim", FLASH_HTTP_TIMEOUT="1")


@case
def slow_headers(case):
    """Header fields that come a byte at a time."""
    def drip(handler):
        for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            handler.sleep(0.5)

    case.server.answers["/simple/victim/"] = drip
    case.refused(69, "victim", FLASH_HTTP_TIMEOUT="1")


@case
def stalls(case):
    """No answer at all."""
    case.server.answers["/simple/victim/"] = lambda h: h.sleep(120)
    case.refused(69, "victim", FLASH_HTTP_TIMEOUT="1")


@case
def busy_for_hours(case):
    """Retry-After that is far away, past, or no time."""
    for status in (429, 503):
        for wait in ("86400", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "-1", "soon", "\u009b"):
            case.server.answers["/simple/victim/"] = lambda h: h.reply(b"", status=status, headers=[("Retry-After", wait)])
            case.refused(69, "victim")


@case
def errors_on_some_files(case):
    """Errors on a page and on a wheel, beside others that are well."""
    case.require("victim", "other")
    case.wheel("other")
    case.server.answers["/simple/victim/"] = lambda h: h.reply(b"no", status=500)
    case.refused(69, "victim")
    filename = case.wheel("victim", requires=["other"])
    case.accepted("other")
    case.remove_lock()
    case.server.answers[f"/files/{filename}"] = lambda h: h.reply(b"no", status=502)
    case.refused(69, filename, command=("build",))


@case
def redirects(case):
    """Redirects that go on for ever, or lead to a file or another protocol."""
    loop = lambda h: h.reply(b"", status=302, headers=[("Location", h.path + "x")])
    case.server.answers["*"] = loop
    case.server.answers["/simple/victim/"] = loop
    case.refused(69, "redirect")
    secret = case.directory / "secret"
    secret.write_text('{"files":[]}')
    for target in (f"file://{secret}", "ftp://127.0.0.1/x", "gopher://127.0.0.1:70/x", "data:text/html,x", "javascript:x",
                   "http://", "//", "http://[::", "x" * 100_000, "http://127.0.0.1:0/", "http://127.0.0.1:99999/",
                   "scp://127.0.0.1/x", "dict://127.0.0.1:11211/stat", "ldap://127.0.0.1/"):
        case.server.answers["/simple/victim/"] = lambda h: h.reply(b"", status=302, headers=[("Location", target)])
        case.refused(69)


@case
def links_elsewhere(case):
    """Links of a page to a file of this machine, another protocol, or nowhere."""
    secret = case.directory / "victim-1.0-py3-none-any.whl"
    _, body = make_wheel("victim", "1.0")
    secret.write_bytes(body)
    for url in (f"file://{secret}", "ftp://127.0.0.1/victim-1.0-py3-none-any.whl", "data:,x", "http://", "\x00", " "):
        case.list_files("victim", [entry(secret.name, body, "/files", url=url)])
        case.refused((65, 69))


@case
def validators_that_cannot_be_sent_back(case):
    """ETag and Last-Modified with characters or lengths that no request may have."""
    case.wheel("victim")
    page, kind = case.server.answers["/simple/victim/"]
    for tag in ('"\x01"', '"\u009b"', '"' + "x" * 50_000 + '"', "\t"):
        case.server.answers["/simple/victim/"] = lambda h: h.reply(
            page, kind=kind, headers=[("ETag", tag), ("Last-Modified", tag)]
        )
        for _ in range(2):
            case.accepted(command=("lock", "--upgrade", "--refresh"), store="kept")
