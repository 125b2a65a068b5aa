"""Requirement files of servers, and options in requirement files."""

import hashlib

from shared.cases import case, expect
from shared.digests import sha256
from shared.wheels import make_wheel
from sources.scratch import SECRET


@case
def remote_requirements(case):
    """Requirement files of a server that include each other, relative to their own URL."""
    site = case.site()
    site.index("", [make_wheel("base", "1.0"), make_wheel("other", "1.0"), make_wheel("other", "2.0")])
    wheel = make_wheel("direct", "1.0")
    site.file("/reqs/wheels/" + wheel[0], wheel[1])
    site.page("/reqs/all.txt", "-i ../simple\n-r sub/more.txt\nbase\n".replace("../simple", site.url + "/simple"), "text/plain")
    site.page("/reqs/sub/more.txt", f"-c ../limits.txt\nother\n../wheels/{wheel[0]}\n", "text/plain")
    site.page("/reqs/limits.txt", "other<2\n", "text/plain")
    case.write("requirements.txt", f"-r {site.url}/reqs/all.txt\n")
    case.good({"base": "1.0", "direct": "1.0", "other": "1.0"})
    expect(len(site.seen("all.txt")) == 1, site.requests)
    case.good({"base": "1.0", "direct": "1.0", "other": "1.0"}, "--offline", "--upgrade", command="lock")
    site.page("/reqs/limits.txt", "other<3\n", "text/plain")
    case.good({"base": "1.0", "direct": "1.0", "other": "2.0"}, "--upgrade", command="lock")
    site.page("/reqs/limits.txt", "other<3\nother ==== 1\n", "text/plain")
    case.bad(65, f"{site.url}/reqs/limits.txt:2")
    del site.pages["/reqs/limits.txt"]
    case.bad(69, f"{site.url}/reqs/sub/more.txt:1", "limits.txt")
    site.page("/reqs/limits.txt", "-r all.txt\n", "text/plain")
    case.bad(65, "includes itself")


@case
def remote_requirements_with_password(case):
    """The password of a requirement file goes to files of its own server only."""
    site, other = case.site(), case.site()
    site.passwords["/reqs/"] = f"me:{SECRET}"
    url = site.index("", [make_wheel("base", "1.0"), make_wheel("away", "1.0")])
    site.page("/reqs/all.txt", f"-i {url}\n-r more.txt\n-r {other.url}/away.txt\n", "text/plain")
    site.page("/reqs/more.txt", "base\n", "text/plain")
    other.page("/away.txt", "away\n", "text/plain")
    case.write("requirements.txt", f"-r http://me:{SECRET}@{site.host}/reqs/all.txt\n")
    case.write(".flashignore", "requirements.txt\n")
    case.good({"base": "1.0", "away": "1.0"})
    expect(other.credentials() == {None}, other.requests)
    case.keeps_secret()


@case
def other_hashes(case):
    """Digests other than SHA-256 do not suffice."""
    filename, body = make_wheel("base", "1.0")
    case.write("wheels/" + filename, body)
    weak, strong = sha256(body), hashlib.sha512(body).hexdigest()
    case.write("requirements.txt", f"--no-index\n-f wheels\nbase==1.0 \\\n  --hash=sha512:{strong}\n")
    case.bad(65, "requirements.txt:3", "sha512")
    case.write("requirements.txt", f"--no-index\n-f wheels\nbase==1.0 --hash=sha512:{strong} --hash=sha256:{weak}\n")
    case.good({"base": "1.0"})


@case
def trusted_host(case):
    """`--trusted-host` is warned of and does not switch verification off."""
    site = case.site()
    url = site.index("", [make_wheel("base", "1.0")])
    case.write("requirements.txt", f"-i {url}\n--trusted-host {site.host}\nbase\n")
    report = case.good({"base": "1.0"})
    expect(any("requirements.txt:2" in warning and "verified" in warning for warning in report["warnings"]), report["warnings"])
