"""Requirements that cannot be read or cannot be met."""

import json
import shutil

from shared.cases import case, expect
from shared.digests import sha256


@case
def unknown_package(case):
    """The index does not know the package; the message names the file."""
    case.write("requirements.txt", "# comment\nbasee\n")
    case.fails(65, "bad-input", "basee", "requirements.txt")


@case
def bad_requirement(case):
    """A requirement with an operator that does not exist."""
    case.write("requirements.txt", "base ==== 1\n")
    case.fails(65, "bad-input", "requirements.txt")


@case
def unsatisfiable(case):
    """Two requirements that exclude each other; the message names both lines."""
    for version in ("0.5", "1.0"):
        case.index.add("shared", version)
    case.index.add("left", "1", requires=["shared<1"])
    case.write("requirements.txt", "left\nshared>=1\n")
    case.fails(65, "bad-input", "requirements.txt:1", "requirements.txt:2", "shared")


@case
def yanked_only(case):
    """Every version is yanked."""
    case.index.add("gone", "1", yanked="broken")
    case.write("requirements.txt", "gone\n")
    case.fails(65, "bad-input", "gone", "yanked")


@case
def source_only(case):
    """Only an older version has a wheel."""
    case.index.add("old", "1")
    case.index.add_source("old", "2")
    case.write("requirements.txt", "old>=2\n")
    case.fails(65, "bad-input", "old", "source distribution", "1")


@case
def wrong_platform(case):
    """The only wheel is for another platform."""
    case.index.add("mac", "1", tag="cp312-cp312-macosx_11_0_arm64")
    case.write("requirements.txt", "mac\n")
    case.fails(65, "bad-input", "mac", "macosx")


@case
def refused_wheel(case):
    """The requirement allows the source distribution's digest, not the wheel's."""
    case.index.add("both", "1")
    case.index.add_source("both", "1")
    digest = sha256(b"not unpacked")
    case.write("requirements.txt", f"both==1 --hash=sha256:{digest}\n")
    case.fails(65, "bad-input", "base 1.0 has no --hash")
    case.require()
    case.fails(65, "bad-input", "both", "no wheel with a hash that the requirements allow")


@case
def direct_url(case):
    """A wheel by URL, with a password: built, locked, and refused when it is another wheel than promised."""
    case.index.add("direct", "1", requires=["base"])
    plain = f"{case.index.origin}/files/direct-1-py3-none-any.whl"
    url = plain.replace("//", "//user:s3cret@", 1)
    case.require(f"direct @ {url}")
    case.write("requirements.txt", f"direct @ {url}\n")
    status, report = case.build()
    names = [package["name"] for package in report.get("packages") or []]
    failure = f"the build with a URL failed: {status} {report.get('error')} {names}"
    expect(status == 0 and names == ["base", "direct"], failure)
    sent = case.index.authorizations.get("/files/direct-1-py3-none-any.whl", "")
    expect(sent.startswith("Basic "), "the password of the URL was not sent")
    shutil.rmtree(case.store)
    case.index.authorizations.clear()
    status, locked = case.build("--locked")
    failure = f"the lock file does not answer for the URL: {locked.get('error')}"
    expect(status == 0 and locked["artifact"]["sha256"] == report["artifact"]["sha256"], failure)
    sent = "/files/direct-1-py3-none-any.whl" in case.index.authorizations
    expect(sent, "the password of the URL was not sent with a lock file")
    written = [case.project / "pylock.flash.toml", case.project / ".flash/flash_manifest.json"]
    told = json.dumps([report, locked]) + "".join(path.read_text() for path in written)
    expect("s3cret" not in told, "a password was told")
    case.require()
    case.write("requirements.txt", f"direct @ {url}#sha256={'0' * 64}\n")
    case.fails(65, "bad-input", "direct", "0" * 64, options=["--refresh"])
    case.write("requirements.txt", f"other @ {url}\n")
    case.fails(65, "bad-input", "requirements.txt", "a wheel of 'direct', not of 'other'")
    case.write("requirements.txt", f"direct @ {url.replace('direct-1', 'direct-2')}\n")
    case.fails(69, "unavailable", "direct-2")
