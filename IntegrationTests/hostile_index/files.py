"""Files that are not what the page says."""

import shutil

from hostile_index.scratch import victim_metadata
from shared.cases import case, expect
from shared.wheels import make_wheel


@case
def wrong_digest(case):
    """The wheel is not the one whose digest is listed."""
    filename = case.wheel("victim", hashes={"sha256": "0" * 64})
    case.refused(65, filename, "SHA-256", command=("build",))


@case
def wrong_size(case):
    """Sizes that are off by one, or that no integer holds."""
    filename, body = make_wheel("victim", "1.0")
    for size in (1, len(body) - 1, len(body) + 1, 2**63, 2**64 - 1, 2**64, 10**400):
        case.pages.clear()
        case.file("victim", filename, body, size=size)
        case.ends((0, 65), command=("build", "--dry-run"), about=size)
    case.pages.clear()
    case.file("victim", filename, body, size=len(body) + 1)
    case.refused(65, "bytes", command=("build",))


@case
def sizes_that_overflow_together(case):
    """Sizes whose sum no integer holds."""
    case.require("victim", "other", "third")
    for name in ("victim", "other", "third"):
        case.wheel(name, size=2**64 - 1)
    for command in (("tree",), ("build", "--dry-run")):
        case.ends((0, 65), command=command)


@case
def no_digest(case):
    """The digest is learnt from the file, which must be there and be the same ever after."""
    filename = case.wheel("victim", hashes={})
    case.accepted(store="kept")
    _, body = make_wheel("victim", "1.0", {"victim/__init__.py": "changed = True\n"})
    case.server.answers[f"/files/{filename}"] = body
    case.refused(65, filename, "tampered with", command=("build",))
    case.remove_lock()
    del case.server.answers[f"/files/{filename}"]
    case.refused(69, filename)


@case
def file_of_another_project(case):
    """The page lists another project's wheel."""
    filename, body = make_wheel("other", "1.0")
    case.file("victim", filename, body)
    case.refused(65, "victim")


@case
def wheel_of_another_project(case):
    """The name says victim, the content is that of another project or version."""
    for name, version in (("other", "1.0"), ("victim", "2.0")):
        case.pages.clear()
        _, body = make_wheel(name, version)
        case.file("victim", "victim-1.0-py3-none-any.whl", body)
        case.refused(65, f"{name} {version}")
        case.metadata("victim-1.0-py3-none-any.whl", victim_metadata())
        case.refused(65, "victim", command=("build",))
        del case.server.answers["/files/victim-1.0-py3-none-any.whl.metadata"]


@case
def one_address_for_two_files(case):
    """Both packages are served from one URL, which holds the wheel of the first."""
    case.require("victim", "other")
    filename = case.wheel("victim")
    name, body = make_wheel("other", "1.0")
    case.file("other", name, body, url=f"/files/{filename}")
    case.metadata(name, victim_metadata(name="other"), project="other")
    case.refused(65, "other", command=("build",))


@case
def a_size_that_is_not_that_of_the_digest(case):
    """The store holds the very file; the page must not make it go away."""
    case.wheel("victim")
    case.accepted(command=("build",), store="kept")
    case.remove_lock()
    shutil.rmtree(case.project / ".flash")
    filename, body = make_wheel("victim", "1.0")
    case.pages.clear()
    case.file("victim", filename, body, size=len(body) + 1)
    case.metadata(filename, victim_metadata())
    _, text = case.run("build", "--refresh", store="kept")
    expect("quarantine" not in text and "damaged" not in text, text)
    case.remove_lock()
    case.pages.clear()
    case.file("victim", filename, body)
    del case.server.answers[f"/files/{filename}"]
    case.accepted(command=("build", "--refresh"), store="kept")
