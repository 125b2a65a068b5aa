"""The page of `flash inspect --format html` in headless Chromium."""

import os
import pathlib
import re

from inspection.chromium import Page
from inspection.scratch import member
from shared.cases import case, expect, expect_equal

NAMES = "[...document.querySelectorAll('#rows td:first-child > :first-child')].map(element => element.textContent)"
CRUMBS = "document.getElementById('crumbs').textContent"
TILE = "[...document.querySelectorAll('.tile.top')].find(tile => tile.ariaLabel.startsWith('{}'))"
STATUS = "document.getElementById('status').textContent"


def write(scratch, artifact, *options):
    """Writes the page of an artifact; returns its path."""
    path = scratch.directory / "page.html"
    scratch.flash_run("inspect", artifact, "--format", "html", "--output", path, *options)
    return path


def shot(page, name):
    """Keeps a picture where FLASH_SCREENSHOTS says."""
    if directory := os.environ.get("FLASH_SCREENSHOTS"):
        page.screenshot(pathlib.Path(directory) / f"{name}.png")


def expect_no_errors(page):
    expect(not page.errors, page.errors)
    expect_equal([url for url in page.urls if not url.startswith("file:")], [])


@case
def page_shows_packages(scratch):
    scratch.build()
    with Page(write(scratch, scratch.project).as_uri()) as page:
        expect_equal(page.eval("document.querySelector('h1').textContent"), "project")
        expect_equal(page.eval(NAMES)[0], "large")
        expect_equal(sorted(page.eval(NAMES)), ["large", "middle", "overlap", "small", "your own files"])
        expect_equal(page.eval("document.querySelectorAll('.tile.top').length"), 5)
        expect("middle" in page.eval("document.querySelector('#rows').textContent"), "why small is here")
        facts = page.eval("[...document.querySelectorAll('dd')].map(item => item.textContent)")
        expect_equal(facts[2], "4")
        expect("of the 500.0 MiB" in page.eval("document.getElementById('budget').textContent"), "the budget")
        filled = page.eval(
            "(() => { const map = document.getElementById('map').getBoundingClientRect();"
            " return [...document.querySelectorAll('.tile.top,.tile.rest')].every(tile => { const box = tile.getBoundingClientRect();"
            " return box.left >= map.left - 1 && box.right <= map.right + 1 && box.bottom <= map.bottom + 1; }); })()"
        )
        expect(filled, "tiles outside of the map")
        shot(page, "packages")
        expect_no_errors(page)


@case
def page_zooms(scratch):
    scratch.build()
    with Page(write(scratch, scratch.project).as_uri()) as page:
        page.click(TILE.format("large"))
        expect_equal(page.eval(CRUMBS), "everything/large")
        expect_equal(page.eval(NAMES), ["large/", "large-1.0.dist-info/"])
        page.click("document.querySelector('#rows button')")
        expect_equal(page.eval(CRUMBS), "everything/large/large")
        page.click(TILE.format("data"))
        expect_equal((page.eval(CRUMBS), page.eval(NAMES)), ("everything/large/large/data", ["random.bin"]))
        page.click(TILE.format("random.bin"))
        expect_equal(page.eval(CRUMBS), "everything/large/large/data")
        page.press("Escape", 27)
        expect_equal(page.eval(CRUMBS), "everything/large/large")
        page.eval("history.back()")
        page.eval("new Promise(done => setTimeout(done, 100))")
        expect_equal(page.eval(CRUMBS), "everything/large/large/data")
        page.click("document.querySelector('#crumbs button')")
        expect_equal(page.eval(CRUMBS), "everything")
        expect_no_errors(page)


@case
def page_works_by_keyboard(scratch):
    scratch.build()
    with Page(write(scratch, scratch.project).as_uri()) as page:
        page.eval("document.querySelector('.tile.top').focus()")
        expect("large" in page.eval(STATUS), "what has the focus is told")
        first = page.eval("document.activeElement.ariaLabel")
        page.press("ArrowRight", 39)
        expect(page.eval("document.activeElement.ariaLabel") != first, "the arrow moves")
        page.press("ArrowLeft", 37)
        expect_equal(page.eval("document.activeElement.ariaLabel"), first)
        page.press("Enter", 13)
        expect_equal(page.eval(CRUMBS), "everything/large")
        expect(page.eval("document.activeElement.classList.contains('top')"), "the focus goes along")
        page.press("Escape", 27)
        expect_equal(page.eval(CRUMBS), "everything")
        page.eval("document.activeElement.blur()")
        page.press("/", 191)
        expect_equal(page.eval("document.activeElement.id"), "search")
        expect_equal(page.eval("document.querySelectorAll('.tile.top[tabindex=\"0\"]').length"), 1)
        expect_no_errors(page)


@case
def page_searches(scratch):
    scratch.build()
    with Page(write(scratch, scratch.project).as_uri()) as page:
        page.click("document.getElementById('search')")
        page.type("RECORD")
        expect_equal(len(page.eval(NAMES)), 4)
        expect("4 matches" in page.eval(STATUS), page.eval(STATUS))
        expect(page.eval("document.querySelectorAll('.tile.dim').length") > 0, "other tiles are dimmed")
        shot(page, "search")
        page.press("Escape", 27)
        expect_equal((page.eval("document.getElementById('search').value"), len(page.eval(NAMES))), ("", 5))
        page.type("large/data")
        expect_equal(page.eval(NAMES), ["large/data/"])
        page.press("Escape", 27)
        page.type("no such thing")
        expect_equal((page.eval(NAMES), "0 matches" in page.eval(STATUS)), ([], True))
        expect_no_errors(page)


@case
def page_measures_unpacked_sizes(scratch):
    scratch.build()
    with Page(write(scratch, scratch.project).as_uri()) as page:
        before = page.eval(NAMES)
        page.click("document.querySelectorAll('input[name=metric]')[1]")
        after = page.eval(NAMES)
        expect_equal((sorted(before), after[:2]), (sorted(after), ["large", "your own files"]))
        expect_no_errors(page)


@case
def page_is_dark_narrow_and_printed(scratch):
    scratch.build()
    with Page(write(scratch, scratch.project).as_uri()) as page:
        light = page.eval("getComputedStyle(document.body).backgroundColor")
        page.media(prefers_color_scheme="dark")
        expect(page.eval("getComputedStyle(document.body).backgroundColor") != light, "dark")
        shot(page, "dark")
        page.resize(380, 800)
        expect_equal(page.eval("document.documentElement.scrollWidth <= innerWidth"), True)
        widest = page.eval("Math.max(...[...document.querySelectorAll('.tile')].map(tile => tile.getBoundingClientRect().right))")
        expect(widest <= 380, f"tiles up to {widest}")
        shot(page, "narrow")
        expect(page.print().startswith(b"%PDF"), "printed")
        expect_no_errors(page)


HOSTILE = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b id=injected>', "{{data}}{{script}}", "${alert(1)}",
    "&lt;&amp;", "a\u2028b\u2029c", "\u202egnp.exe", "<!--", "]]>", "back\\slash", "'quote\"", "constructor", "__proto__",
    "toString", "deep/" * 300 + "file", "\U0001f600 ümläut", "-1", "hasOwnProperty/__proto__/x",
]


@case
def page_survives_hostile_names(scratch):
    members = [(member(name), b"x" * (5000 + index)) for index, name in enumerate(HOSTILE)]
    archive = scratch.pack(members, "<b>hostile.tar")
    path = write(scratch, archive)
    text = path.read_text()
    expect_equal((text.count("<script"), text.count("</script")), (2, 2))
    with Page(path.as_uri()) as page:
        page.click(TILE.format("your own files"))
        names = page.eval(NAMES)
        expected = {name.split("/")[0] + ("/" if "/" in name.replace("</script>", "") else "") for name in HOSTILE[1:]}
        expect(expected <= set(names), expected - set(names))
        expect_equal(page.eval("document.querySelectorAll('img, #injected, #rows script').length"), 0)
        expect_equal(page.eval("document.querySelector('#subtitle').textContent.includes('<b>hostile.tar')"), True)
        page.eval("document.querySelector('#search').focus()")
        page.type("deep/deep")
        expect(len(page.eval(NAMES)) > 0, "a path is found")
        shot(page, "hostile")
        expect_no_errors(page)


@case
def page_allows_no_other_script(scratch):
    scratch.build()
    with Page(write(scratch, scratch.project).as_uri()) as page:
        expect_no_errors(page)
        page.eval(
            "(() => { const script = document.createElement('script'); script.textContent = 'window.injected = 1';"
            " document.body.append(script); const image = new Image(); image.src = 'http://127.0.0.1:9/x'; })()"
        )
        expect_equal(page.eval("window.injected ?? 0"), 0)
        expect(any("Content Security Policy" in error for error in page.errors), page.errors)


@case
def page_holds_many_files(scratch):
    members = [(member(f"package_{index % 40}/module_{index % 700}/file_{index}.py"), b"#" * (index % 900)) for index in range(20_000)]
    path = write(scratch, scratch.pack(members, "many.tar.gz"))
    with Page(path.as_uri()) as page:
        tiles = page.eval("document.querySelectorAll('.tile').length")
        expect(0 < tiles <= 1700, f"{tiles} tiles")
        spent = page.eval("performance.getEntriesByType('navigation')[0].domComplete")
        expect(spent < 3000, f"{spent} ms until the page was there")
        page.click(TILE.format("your own files"))
        before = page.eval("performance.now()")
        page.click("document.getElementById('search')")
        page.type("file_19")
        expect(page.eval("performance.now()") - before < 3000, "a search takes long")
        expect_equal(page.eval("document.querySelectorAll('#rows tr').length"), 200)
        page.click("document.getElementById('more')")
        expect_equal(page.eval("document.querySelectorAll('#rows tr').length"), 1000)
        shot(page, "many")
        expect_no_errors(page)


@case
def page_file_is_small_and_named(scratch):
    scratch.build()
    result = scratch.flash_run("inspect", scratch.project, "--format", "html")
    path = scratch.directory / "artifact.html"
    expect("artifact.html" in result.stdout and path.stat().st_size < 60_000, result.stdout)
    expect(not re.search(r"https?://", path.read_text()), "the page names an address")
    expect_equal(scratch.flash_run("inspect", scratch.project, "--format", "html", "--top", "3", status=64).stdout, "")
