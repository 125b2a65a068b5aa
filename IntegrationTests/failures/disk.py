"""Directories that cannot be written, file systems that are full, and a store that is damaged."""

import contextlib
import os
import pwd
import shutil
import subprocess

from shared.cases import Skipped, case, expect
from shared.scratch import parse, worker


@case
def file_for_directory(case):
    """A file stands where the directory .flash has to be."""
    shutil.rmtree(case.project / ".flash")
    case.write(".flash", "x")
    status, report = case.build()
    expect((status, report["error"]["kind"]) == (73, "cannot-create"), f"{status} {report}")


@case
def read_only_project(case):
    """Runs as an ordinary user, since permissions do not bind root."""
    if os.geteuid() == 0:
        user = pwd.getpwnam("nobody")
        os.chmod(case.directory, 0o755)
        os.makedirs(case.directory / "own")
        os.chown(case.directory / "own", user.pw_uid, user.pw_gid)
        case.store = case.directory / "own" / "store"
        command = case.build_command()
        command[0] = shutil.copy(case.flash, case.directory / "own" / "flash")
        before = case.outputs()
        result = subprocess.run(
            command, capture_output=True, text=True, user=user.pw_uid, group=user.pw_gid, cwd="/",
            env={"PATH": "/usr/bin:/bin", "HOME": case.directory / "own",
                 "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")},
        )
        if "error while loading shared libraries" in result.stderr:
            raise Skipped("the Swift libraries are not readable by an ordinary user")
        report = parse(result)
        expect((result.returncode, report["error"]["kind"]) == (73, "cannot-create"), f"{result.returncode} {report}")
        expect(case.outputs() == before, "the previous outputs changed")
    else:
        os.chmod(case.project / ".flash", 0o555)
        os.chmod(case.project, 0o555)
        case.fails(73, "cannot-create")


@case
def disk_full(case):
    """The wheel does not fit on the store's file system."""
    case.index.add("bulk", "1", files={"bulk/data.bin": os.urandom(4_000_000)})
    case.write("requirements.txt", "bulk\n")
    shutil.rmtree(case.store)
    with small_file_system(case.store):
        case.fails(74, "io", "full")


@case
def project_disk_full(case):
    """The archive does not fit on the project's file system."""
    case.index.add("bulk", "1", files={"bulk/data.bin": os.urandom(4_000_000)})
    case.project = case.directory / "small"
    with small_file_system(case.project):
        case.require("base")
        case.good_build()
        case.write("requirements.txt", "bulk\n")
        case.fails(74, "io", "full")


@contextlib.contextmanager
def small_file_system(directory):
    """Mounts a file system of 1 MiB on a new directory, or skips the case where that cannot be done."""
    if os.geteuid() != 0:
        raise Skipped("mounting a small file system needs root")
    directory.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory], capture_output=True)
    if mounted.returncode != 0:
        raise Skipped("no tmpfs can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", directory], check=True)


@case
def damaged_store(case):
    """Flips a bit in every object of the store: the build makes them anew."""
    case.write("worker.py", worker("base") + "# changed\n")
    flipped = 0
    for directory, _, names in os.walk(case.store / "blobs"):
        for name in names:
            path = os.path.join(directory, name)
            os.chmod(path, 0o600)
            with open(path, "r+b") as file:
                content = bytearray(file.read())
                content[len(content) // 2] ^= 1
                file.seek(0)
                file.write(content)
            flipped += 1
    status, report = case.build()
    expect(status == 0 and flipped > 0, f"{flipped} objects damaged: {status} {report.get('error')}")
    written = case.outputs()["artifact.tar.gz"]
    expect(written == report["artifact"]["sha256"], "the artifact is not what the report says")
