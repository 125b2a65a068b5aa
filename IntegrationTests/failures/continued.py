"""Archives that begin with what an earlier one left behind, and what may have happened to that meanwhile."""

import hashlib
import os
import shutil
import signal
import subprocess
import time

from shared.cases import Skipped, case, expect, expect_equal
from shared.digests import sha256_of
from shared.scratch import worker


def previous(case):
    """The archive that the last build replaced and kept."""
    return case.project / ".flash" / ".previous-artifact.tar.gz"


def artifact(case):
    """The published archive."""
    return case.project / ".flash" / "artifact.tar.gz"


def build(case, number):
    """Builds after an edit; the outputs must be what the report says."""
    case.write("worker.py", worker("base", "bulk", "more") + f"# {number}\n")
    status, report = case.build()
    expect(status == 0, f"build {number} failed: {report.get('error')}")
    expect_equal(sha256_of(artifact(case)), report["artifact"]["sha256"])
    return report["artifact"]


def prepare(case):
    """Packages of some megabytes, and two builds, so that the third can begin with the archive of the first."""
    for name in ("bulk", "more"):
        case.index.add(name, "1", files={f"{name}/data{number}.bin": os.urandom(400_000) for number in range(5)})
    build(case, 1)
    time.sleep(0.1)
    build(case, 2)
    if not previous(case).exists():
        raise Skipped("this file system shares content, or the disk is nearly full: no archive is kept")


def equals_a_fresh_build(case, made):
    """The same project must give the same archive with an empty store and nothing to begin with."""
    shutil.rmtree(case.project / ".flash")
    store, case.store = case.store, case.directory / "fresh"
    status, report = case.build()
    expect(status == 0, f"the fresh build failed: {report.get('error')}")
    for key in ("sha256", "tar_sha256", "bytes"):
        expect_equal(made[key], report["artifact"][key])
    case.store = store


def flip(path, part):
    """Flips a bit of a file at that part of its length and puts the time back."""
    before = os.stat(path)
    os.chmod(path, 0o600)
    with open(path, "r+b") as file:
        file.seek(int(before.st_size * part))
        byte = file.read(1)[0]
        file.seek(int(before.st_size * part))
        file.write(bytes([byte ^ 16]))
    os.chmod(path, before.st_mode & 0o777)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@case
def continued(case):
    """The third build makes its archive of the first one's."""
    prepare(case)
    inode = previous(case).stat().st_ino
    made = build(case, 3)
    expect_equal(artifact(case).stat().st_ino, inode)
    equals_a_fresh_build(case, made)


@case
def continued_after_another_dependency(case):
    """Packages come, go, and change their place between the builds."""
    prepare(case)
    case.index.add("early", "1", files={"early/data.bin": os.urandom(700_000)})
    for number, names in enumerate([("base", "bulk"), ("base", "bulk", "early", "more"), ("more",), ("base", "bulk", "more")]):
        case.write("worker.py", worker(*names) + f"# {number}\n")
        case.remove_lock()
        status, report = case.build()
        expect(status == 0, f"{names}: {report.get('error')}")
        expect_equal(sha256_of(artifact(case)), report["artifact"]["sha256"])
    equals_a_fresh_build(case, report["artifact"])


@case
def continued_from_damage(case):
    """A bit of the archive that was kept is wrong: at its start, in the middle, at its end."""
    prepare(case)
    for number, part in enumerate([0.0, 0.3, 0.6, 0.999], start=3):
        flip(previous(case), part)
        made = build(case, number)
    equals_a_fresh_build(case, made)


@case
def continued_from_damaged_artifact(case):
    """A bit of the published archive is wrong; two builds later its inode would be the archive."""
    prepare(case)
    flip(artifact(case), 0.4)
    build(case, 3)
    made = build(case, 4)
    equals_a_fresh_build(case, made)


@case
def continued_while_read(case):
    """Somebody still reads the archive that was replaced: what they read stays what it was."""
    prepare(case)
    expected = sha256_of(previous(case))
    with open(previous(case), "rb") as reader:
        made = build(case, 3)
        build(case, 4)
        expect_equal(hashlib.sha256(reader.read()).hexdigest(), expected)
    made = build(case, 5)
    equals_a_fresh_build(case, made)


@case
def continued_beside_a_link(case):
    """A second name of a published archive keeps its content."""
    prepare(case)
    link = case.directory / "kept.tar.gz"
    os.link(artifact(case), link)
    expected = sha256_of(link)
    for number in (3, 4, 5):
        made = build(case, number)
    expect_equal(sha256_of(link), expected)
    equals_a_fresh_build(case, made)


@case
def segment_damaged_later(case):
    """A segment whose digest was right once is damaged: its file's time is put back, or it is not."""
    prepare(case)
    time.sleep(0.2)
    build(case, 3)
    for number, restores in enumerate([True, False], start=4):
        previous(case).unlink(missing_ok=True)
        flipped = 0
        for directory, _, names in os.walk(case.store / "blobs"):
            for name in names:
                path = os.path.join(directory, name)
                flip(path, 0.5)
                if not restores:
                    os.utime(path)
                flipped += 1
        expect(flipped > 0, "there is nothing to damage")
        made = build(case, number)
    equals_a_fresh_build(case, made)


@case
def continued_when_killed(case):
    """Builds that end at any moment leave good outputs, and something that the next one can begin with or not."""
    prepare(case)
    stopped = 0
    for step in range(60):
        case.write("worker.py", worker("base", "bulk", "more") + f"# killed {step}\n")
        process = subprocess.Popen(case.build_command(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        time.sleep(step * 0.003)
        process.send_signal([signal.SIGINT, signal.SIGKILL][step % 2])
        process.communicate(timeout=30)
        stopped += process.returncode != 0
        if process.returncode == 0 and step > 20:
            break
        subprocess.run(["gzip", "-t", artifact(case)], check=True)
        if step % 6 == 5:
            build(case, step)
    expect(stopped >= 3, f"only {stopped} builds were stopped")
    made = build(case, "last")
    equals_a_fresh_build(case, made)
