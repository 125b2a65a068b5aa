"""Archives by URL or path, hostile ones, and builds after the store is lost."""

import shutil
import tarfile

from shared.cases import case, expect
from shared.digests import sha256
from shared.scratch import remove_tree
from source_builds.packages import archive, repository, tar_of, write_files, zip_of


@case
def archive_url(case):
    """Archives by URL and by path, with and without a digest."""
    body = archive(case.source(), "lib-1.0")
    case.index.files["lib-1.0.tar.gz"] = body
    case.index.files["v1.0.zip"] = archive(case.source(version="1.1"), "anything", "zip")
    address = case.index.origin + "/files"
    digest = sha256(body)
    case.write("requirements.txt", f"lib @ {address}/lib-1.0.tar.gz#sha256={digest}\n")
    case.refuse("bad-input", "requirements.txt", "--build-sdists", options=())
    case.succeed("--build-sdists")
    expect(case.lock()["lib"]["archive"]["hashes"] == {"sha256": digest}, case.lock()["lib"])
    case.write("requirements.txt", f"{address}/lib-1.0.tar.gz --hash=sha256:{digest}\nbase --hash=sha256:{'0' * 64}\n")
    case.refuse("bad-input", "base", "hash")
    case.write("requirements.txt", f"lib @ {address}/lib-1.0.tar.gz#sha256={'0' * 64}\n")
    case.refuse("bad-input", "SHA-256", "requirements.txt")
    case.write("requirements.txt", f"lib @ {address}/v1.0.zip\n")
    case.succeed("--build-sdists")
    expect(case.lock()["lib"]["tool"]["flash"]["version"] == "1.1", case.lock()["lib"])
    case.write("lib-1.0.tar.gz", body)
    case.write("requirements.txt", "./lib-1.0.tar.gz\n")
    case.succeed("--build-sdists")
    expect(case.lock()["lib"]["archive"]["path"] == "lib-1.0.tar.gz", case.lock()["lib"])


@case
def empty_store(case):
    """What is locked is built again from the same sources when the store is lost."""
    case.publish("sdist", "1.0")
    repository(case.source("repo"), case.directory / "repo")
    write_files(case.source("dir"), case.project / "dir")
    case.index.files["arc-1.0.tar.gz"] = archive(case.source("arc"), "arc-1.0")
    address = case.index.origin + "/files"
    case.write(
        "requirements.txt",
        f"sdist\nrepo @ git+file://{case.directory}/repo\n./dir\n{address}/arc-1.0.tar.gz\n",
    )
    case.succeed("--build-sdists")
    expect(len(case.builds()) == 4, case.builds())
    before = case.outputs()
    shutil.rmtree(case.project / ".flash")
    remove_tree(case.store)
    case.succeed("--build-sdists", "--locked")
    expect(len(case.builds()) == 8, case.builds())
    expect(case.outputs()["artifact.tar.gz"] == before["artifact.tar.gz"], "another artifact")
    shutil.rmtree(case.project / ".flash")
    case.succeed("--build-sdists", "--locked", "--offline")
    expect(len(case.builds()) == 8, case.builds())
    case.refuse("bad-input", options=())


@case
def hostile_archives(case):
    """An archive that would write outside of its directory, or is none, is refused before it is unpacked."""
    target = case.directory / "evil"
    up = "../../../../../../../.."
    link = ("x-1/link", tarfile.SYMTYPE, str(case.directory), "")
    bodies = [
        tar_of([(f"{up}{target}", tarfile.REGTYPE, "", "evil")]),
        tar_of([(str(target), tarfile.REGTYPE, "", "evil")]),
        tar_of([link, ("x-1/link/evil", tarfile.REGTYPE, "", "evil")]),
        tar_of([("x-1/hard", tarfile.LNKTYPE, "/etc/passwd", "")]),
        tar_of([("x-1/pipe", tarfile.FIFOTYPE, "", "")]),
        zip_of([("x-1/pyproject.toml", ""), (f"{up}{target}", "evil")]),
        zip_of([("x-1/pyproject.toml", ""), (str(target), "evil")]),
        b"", b"\x1f\x8b garbage", b"PK garbage",
    ]
    for number, body in enumerate(bodies):
        case.index.files[f"x-{number}.tar.gz"] = body
        case.write("requirements.txt", f"x @ {case.index.origin}/files/x-{number}.tar.gz\n")
        case.refuse("bad-input", "bad-source")
        expect(not target.exists(), f"archive {number} wrote outside")
