"""`--keep-build`: the unpacked artifact, made of files of the store."""

import os
import shutil
import subprocess
import tarfile

from shared.cases import Skipped, case, expect, expect_equal


def extracted(archive):
    """What the archive holds: content and execute permission by path."""
    files = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            files[member.name] = (tar.extractfile(member).read(), bool(member.mode & 0o111))
    return files


def tree(root):
    """What a directory holds, in the same form."""
    return {
        str(path.relative_to(root)): (path.read_bytes(), bool(path.stat().st_mode & 0o111))
        for path in root.rglob("*") if not path.is_dir()
    }


def expect_same(case):
    found = tree(case.project / ".flash" / ".build")
    wanted = extracted(case.project / ".flash" / "artifact.tar.gz")
    expect_equal(sorted(found), sorted(wanted))
    expect(found == wanted, [path for path in wanted if found[path] != wanted[path]])
    left = [path.name for path in (case.project / ".flash").glob(".tmp-*")]
    expect(not left, left)


def inodes(case):
    root = case.project / ".flash" / ".build"
    return {str(path.relative_to(root)): path.stat().st_ino for path in root.rglob("*") if not path.is_dir()}


@case
def is_what_the_archive_holds(case):
    """First, again, after a change of the sources, after another choice of packages, and with foreign files inside."""
    case.built("--keep-build")
    expect_same(case)
    first = inodes(case)
    case.built("--keep-build")
    expect_same(case)
    shared = [path for path in first if path.startswith(("base", "other"))]
    second = inodes(case)
    linked = os.stat(case.project / ".flash" / ".build" / "base" / "large.bin").st_nlink > 1
    expect(not linked or all(first[path] == second[path] for path in shared), "files in place were made anew")
    case.change(1)
    case.write("extra/data.txt", "more\n")
    case.built("--keep-build")
    expect_same(case)
    root = case.project / ".flash" / ".build"
    (root / "foreign").mkdir()
    (root / "foreign" / "file").write_text("x")
    (root / "base" / "large.bin").unlink()
    (root / "base" / "large.bin").mkdir()
    (root / "base" / "large.bin" / "inside").write_text("x")
    (root / "other" / "large.bin").unlink()
    (root / "other" / "large.bin").symlink_to("/etc/passwd")
    case.built("--keep-build")
    expect_same(case)
    case.require("other")
    case.built("--keep-build")
    expect_same(case)
    expect(not (root / "base").exists(), "the package is still there")


@case
def replaces_what_is_no_directory(case):
    """A file and a link where the tree goes."""
    root = case.project / ".flash" / ".build"
    (case.project / ".flash").mkdir()
    root.write_text("x")
    case.built("--keep-build")
    expect_same(case)
    shutil.rmtree(root)
    elsewhere = case.directory / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("x")
    root.symlink_to(elsewhere)
    case.built("--keep-build")
    expect_same(case)
    expect((elsewhere / "precious").exists(), "a file behind the link was removed")


@case
def is_safe_from_edits(case):
    """Files are read-only or their own; one that was changed nevertheless is made again, here and in the store."""
    case.built("--keep-build")
    file = case.project / ".flash" / ".build" / "base" / "large.bin"
    linked = file.stat().st_nlink > 1
    expect(not linked or file.stat().st_mode & 0o222 == 0, "a file of the store can be written")
    os.chmod(file, 0o644)
    with open(file, "r+b") as opened:
        opened.write(b"edited")
    case.built("--keep-build")
    expect_same(case)
    case.rebuilt(1)


@case
def another_file_system(case):
    """The project is not where the store is: files are copied, and their own."""
    small = case.directory / "elsewhere"
    small.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "tmpfs", small], capture_output=True).returncode:
        raise Skipped("no tmpfs can be mounted here")
    try:
        case.project = small / "project"
        case.project.mkdir()
        case.require("base==2.0", "other")
        for _ in range(2):
            case.built("--keep-build")
            expect_same(case)
        file = case.project / ".flash" / ".build" / "base" / "large.bin"
        expect_equal((file.stat().st_nlink, file.stat().st_mode & 0o777), (1, 0o644))
    finally:
        subprocess.run(["umount", small], check=True)


@case
def are_pruned_first(case):
    """Unpacked packages count, and are the first to go."""
    case.built("--keep-build")
    # What was used in the second in which a command opens the store, that command may be using.
    for number, path in enumerate((case.store / "trees").iterdir()):
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    info = case.cache("info")
    expect_equal(info["trees"], 2)
    expect(info["treeBytes"] > 800_000, info)
    report = case.cache("prune", "--max-size", str(info["bytes"] - 1))
    expect_equal((report["removedTrees"], report["removedBlobs"]), (1, 0))
    report = case.cache("prune", "--max-size", str(info["bytes"] - info["treeBytes"]))
    expect_equal((report["removedTrees"], report["removedBlobs"]), (1, 0))
    expect_equal(case.cache("info")["trees"], 0)
    expect_same(case)
    case.built("--keep-build")
    expect_same(case)
    expect_equal(case.cache("prune", "--older-than", "1")["removedTrees"], 0)
