"""Places named by `--find-links`: directories, pages on disk and pages of servers."""

from shared.cases import case, expect
from shared.digests import sha256, sha256_of
from shared.simple_pages import links_to
from shared.wheels import make_wheel


@case
def directory_of_wheels(case):
    """Wheels of a directory count, those for other platforms do not."""
    case.wheel("wheels", "base", "1.0", requires=["helper"])
    case.wheel("wheels", "base", "2.0", requires=["helper"])
    case.wheel("wheels", "helper", "1.0")
    case.wheel("wheels", "helper", "3.0", tag="cp312-cp312-win_amd64")
    case.write("requirements.txt", "--no-index\n--find-links wheels\nbase\n")
    case.good({"base": "2.0", "helper": "1.0"})
    case.holds('path = "wheels/base-2.0-py3-none-any.whl"', 'find-links = [\n    "wheels",')
    expect({"base", "helper"} <= case.installed(), case.installed())
    case.good({"base": "2.0", "helper": "1.0"}, "--locked")


@case
def settings_and_options(case):
    """Places named in pyproject.toml and on the command line, relative to each."""
    case.wheel("wheels", "base", "1.0")
    case.write("pyproject.toml", '[project]\nname = "x"\nversion = "1"\ndependencies = ["base"]\n'
               '[tool.flash]\nno-index = true\nfind-links = ["wheels"]\n')
    case.good({"base": "1.0"})
    case.holds('"wheels"')
    case.write("pyproject.toml", '[project]\nname = "x"\nversion = "1"\ndependencies = ["base"]\n')
    case.bad(65, "lock", options=["--locked"])
    case.good({"base": "1.0"}, "--no-index", "--find-links", case.project / "wheels")
    case.holds('find-links = [\n    "wheels",')
    case.good({"base": "1.0"}, "--no-index", "--find-links", "project/wheels", "--refresh")


@case
def local_page(case):
    """A page on disk with relative links, digests and a base address."""
    case.wheel("files/my wheels", "base", "1.0")
    wheel = case.project / "files/my wheels/base-1.0-py3-none-any.whl"
    digest = sha256_of(wheel)
    page = '<a href="my%20wheels/base-1.0-py3-none-any.whl#sha256={}">base</a><a href="https://x.invalid/y-1.zip">y</a>'
    case.write("files/links.html", page.format(digest))
    case.write("requirements.txt", "--no-index\n-f files/links.html\nbase\n")
    case.good({"base": "1.0"})
    case.holds('path = "files/my wheels/base-1.0-py3-none-any.whl"')
    case.write("files/links.html", page.format("0" * 64))
    case.bad(65, "requirements.txt:2", "0" * 64, options=["--upgrade"], command="lock")
    case.write("files/links.html", '<base href="my%20wheels/"><a href="base-1.0-py3-none-any.whl">base</a>')
    case.good({"base": "1.0"}, "--upgrade", command="lock")


@case
def remote_page(case):
    """A page of a server, behind a redirect: asked for once, and validated on `--refresh`."""
    site = case.site()
    base, other = make_wheel("base", "1.0"), make_wheel("other", "2.0", requires=["base"])
    site.file("/w/" + base[0], base[1])
    site.file("/w/" + other[0], other[1])
    site.page("/old.html", "")
    site.redirect("/old.html", "/new/list.html")
    site.page("/new/list.html", '<base href="/w/">' + links_to([base], ".") + links_to([other], ".", digests=False), ETag='"1"')
    case.write("requirements.txt", f"--no-index\n--find-links {site.url}/old.html\nother\n")
    case.good({"base": "1.0", "other": "2.0"})
    case.holds(f'url = "{site.url}/w/{other[0]}"', sha256(other[1]))
    expect(len(site.seen("list.html")) == 1, site.requests)
    case.good({"base": "1.0", "other": "2.0"}, "--upgrade", command="lock")
    expect(len(site.seen("list.html")) == 1, site.requests)
    case.good({"base": "1.0", "other": "2.0"}, "--upgrade", "--refresh", command="lock")
    expect(site.seen("list.html")[1][2] == '"1"', site.requests)
    case.good({"base": "1.0", "other": "2.0"}, "--upgrade", "--offline", command="lock")


@case
def merged_with_the_index(case):
    """Both count: the newest version wins wherever it is, and at equal versions the place before the index."""
    site = case.site()
    url = site.index("", [make_wheel("base", "1.0"), make_wheel("base", "3.0"), make_wheel("far", "1.0")])
    case.wheel("wheels", "base", "2.0")
    case.wheel("wheels", "base", "3.0")
    case.wheel("wheels", "near", "1.0")
    case.write("requirements.txt", f"-i {url}\n-f wheels\nbase\nfar\nnear\n")
    case.good({"base": "3.0", "far": "1.0", "near": "1.0"})
    case.holds('path = "wheels/base-3.0-py3-none-any.whl"')
    case.write("requirements.txt", f"-i {url}\n-f wheels\nbase<3\nfar\n")
    case.good({"base": "2.0", "far": "1.0"})
    case.write("requirements.txt", f"-i {url}\n-f wheels\nbase<2\nfar\n")
    case.good({"base": "1.0", "far": "1.0"})


@case
def missing_places(case):
    """Places that are not there or are no pages; the message names the line."""
    case.write("requirements.txt", "six\n--find-links nowhere\n")
    case.bad(65, "requirements.txt:2", "nowhere", "No such file")
    case.write("nowhere", "not a page")
    case.bad(65, "requirements.txt:2", "HTML")
    case.write("requirements.txt", "six\n--find-links ftp://x/\n")
    case.bad(65, "requirements.txt:2", "ftp://x/")
    site = case.site()
    case.write("requirements.txt", f"six\n--find-links {site.url}/none.html\n")
    case.bad(69, "requirements.txt:2", "none.html")
    site.page("/none.html", "{}", "application/json")
    case.bad(65, "requirements.txt:2", "none.html")
    case.write("requirements.txt", "six\n")
    case.write("pyproject.toml", '[tool.flash]\nfind-links = [\n  "there",\n]\n')
    case.bad(65, "pyproject.toml:3", "there")


@case
def no_index(case):
    """`--no-index` asks no index, but a direct reference may still be downloaded."""
    site = case.site()
    url = site.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", f"--no-index\n-i {url}\nbase\n")
    case.bad(65, "base", "--no-index")
    wheel = make_wheel("direct", "1.0")
    site.file("/direct/" + wheel[0], wheel[1])
    case.write("requirements.txt", f"--no-index\ndirect @ {site.url}/direct/{wheel[0]}\n")
    case.good({"direct": "1.0"})
    expect(not site.seen("/simple/"), site.requests)


@case
def torn_listed_wheel(case):
    """A broken wheel in a directory is not passed over for an older one."""
    case.wheel("wheels", "base", "1.0")
    case.write("wheels/base-2.0-py3-none-any.whl", b"junk")
    case.write("requirements.txt", "--no-index\n-f wheels\nbase\n")
    case.bad(65, "requirements.txt:2", "base-2.0-py3-none-any.whl")
    case.write("requirements.txt", "--no-index\n-f wheels\nbase<2\n")
    case.good({"base": "1.0"})
