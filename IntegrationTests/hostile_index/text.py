"""Text that would steer a terminal, or is no text."""

from hostile_index.scratch import NASTY, victim_metadata
from shared.cases import case
from shared.simple_pages import HTML


@case
def control_characters(case):
    """Names and reasons on a page that would steer a terminal."""
    filenames = [f"victim-1.0-py3-none-{NASTY}any.whl", f"victim-1.0-{NASTY}-py3-none-any.whl", f"victim-2.0{NASTY}.zip"]
    case.page("victim", {"files": [
        {"filename": name, "url": "/files/x", "requires-python": ">=3.99" if index else None} for index, name in enumerate(filenames)
    ]})
    case.refused(65)
    for fields in ({"yanked": NASTY}, {"requires-python": ">=3.99 " + NASTY}, {"requires-python": NASTY}):
        case.pages.clear()
        case.wheel("victim", **fields)
        case.ends((0, 65), about=fields)
        case.remove_lock()
    case.page("victim", {"meta": {"api-version": NASTY}, "files": []})
    case.refused((69, 0), command=("tree",))


@case
def control_characters_in_metadata(case):
    """Requirements, names and versions in metadata that would steer a terminal."""
    filename = case.wheel("victim")
    for line in (f"Requires-Dist: x; extra == '{NASTY}'", f"Requires-Dist: {NASTY}", f"Requires-Python: {NASTY}",
                 f"Requires-Dist: other; os_name != '\u202e\u001b[2Jx'", "Requires-Dist: gone\u202e>=1", "Requires-Dist: gone===\x1b[2J",
                 "Requires-Dist: gone @ https://h/\x1b[2J"):
        case.metadata(filename, victim_metadata(line))
        case.ends((0, 65), about=line)
        case.remove_lock()
    for text in (victim_metadata(name=NASTY), victim_metadata(version=NASTY)):
        case.metadata(filename, text)
        case.refused(65)


@case
def control_characters_in_headers(case):
    """A content type and a redirect that would steer a terminal."""
    case.server.answers["/simple/victim/"] = lambda h: h.reply(b"{}", kind="text/\x1b[2J\u009b")
    case.refused(69, "content type")
    case.server.answers["/simple/victim/"] = lambda h: h.reply(
        b"", status=302, headers=[("Location", "ftp://x/\x1b[2J\u009b31m")]
    )
    case.refused(69)


@case
def invalid_text(case):
    """Pages and metadata that are not UTF-8."""
    case.page("victim", b'{"files":[{"filename":"victim-1.0-py3-none-\xff\xfe.whl","url":"\xc3\x28"}]}')
    case.refused(65, "victim")
    case.page("victim", b"\xff\xfe\x00{\x00}")
    case.refused(69)
    case.page("victim", b'<a href="\xff\xfevictim-1.0.zip">', HTML)
    case.refused(65)
    case.metadata(case.wheel("victim"), b"\xff\xfe\x00\x01Name: victim")
    case.refused(65)
