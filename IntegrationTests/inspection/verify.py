"""`flash verify`: sound artifacts, and everything that can be wrong with one."""

import bz2
import resource
import subprocess
import tarfile
import zlib

from inspection.scratch import member
from shared.cases import case, expect, expect_equal


def faults(scratch, path, status=65):
    """The faults of an artifact as (kind, path), without those of parts, which any change of an archive brings."""
    report = scratch.flash_json("verify", path, status=status)
    return [(fault["kind"], fault.get("path")) for fault in report["faults"] if fault["kind"] != "part"]


@case
def sound_artifact(scratch):
    report = scratch.build()
    found = scratch.flash_json("verify", scratch.project)
    expect_equal((found["faults"], found["unchecked_files"], found["packages"]), ([], 0, 4))
    expect_equal(found["sha256"], report["artifact"]["sha256"])
    expect("all as the manifest says" in scratch.flash_run("verify", scratch.archive).stdout, "text")


@case
def without_the_manifest_beside(scratch):
    scratch.build()
    moved = scratch.directory / "moved.tar.gz"
    scratch.archive.rename(moved)
    found = scratch.flash_json("verify", moved)
    expect_equal((found["faults"], found.get("manifest"), found["unchecked_files"]), ([], None, 0))


@case
def changed_members(scratch):
    scratch.build()

    def change(item, content):
        if item.name == "worker.py":
            return [(item, content + b"#")]
        if item.name == "small.py":
            return []
        if item.name == "data/text.txt":
            item.mode = 0o755
            return [(item, content), (member("extra.py"), b"x"), (member("data/text.txt"), content)]
        if item.name == "middle/__init__.py":
            return [(item, content.replace(b"1", b"2"))]
        if item.name == "large/__init__.py":
            item.mode = 0o4755
        return [(item, content)]

    expect_equal(
        sorted(faults(scratch, scratch.changed(change))),
        [
            ("content", "middle/__init__.py"), ("content", "worker.py"), ("duplicate", "data/text.txt"),
            ("missing", "small.py"), ("mode", "data/text.txt"), ("mode", "large/__init__.py"), ("unlisted", "extra.py"),
        ],
    )


@case
def overlapping_packages(scratch):
    """Both files are in the archive, each its package's; in the other order, each is wrong."""
    scratch.build()
    both = []

    def swap(item, content):
        if item.name != "shared/file.txt":
            return [(item, content)]
        both.append(content)
        return [(item, b"of overlap" if len(both) == 1 else b"of middle")]

    path = scratch.changed(swap)
    expect_equal(both, [b"of middle", b"of overlap"])
    expect_equal(faults(scratch, path), [("content", "shared/file.txt")] * 2)


@case
def unsafe_members(scratch):
    scratch.build()
    added = [
        member("../out"), member("/root"), member("a/../b"), member("link", tarfile.SYMTYPE, "/etc/passwd"),
        member("hard", tarfile.LNKTYPE, "worker.py"), member("device", tarfile.CHRTYPE), member("pipe", tarfile.FIFOTYPE),
        member("folder", tarfile.DIRTYPE), member("worker.py/below"), member("x" * 300), member("a/" * 3000 + "deep"),
        member("line\nfeed"), member("\x1b[31mred"),
    ]
    path = scratch.changed(lambda item, content: [(item, content)] + (
        [(made, b"") for made in added] if item.name == "worker.py" else []
    ))
    found = faults(scratch, path)
    kinds = {kind: sum(1 for one, _ in found if one == kind) for kind, _ in found}
    expect_equal(kinds, {"unsafe-path": 8, "type": 5, "unlisted": 1})
    expect(all(len(path) < 1000 for _, path in found), "a path of any length is quoted in whole")
    text = scratch.flash_run("verify", path, status=65).stdout
    expect("\x1b" not in text and "line\nfeed" not in text, "control characters reach the terminal")


@case
def records_and_manifest(scratch):
    scratch.build()
    record = "small-1.0.dist-info/RECORD"

    def change(item, content):
        if item.name == record:
            return [(item, content.replace(b"small.py", b"other.py"))]
        return [(item, content)]

    expect_equal(
        sorted(faults(scratch, scratch.changed(change))),
        [("content", record), ("missing", "other.py"), ("unlisted", "small.py")],
    )
    for broken in (b'"', b"\xff"):
        path = scratch.changed(lambda item, content: [(item, broken if item.name == record else content)])
        expect(("record", record) in faults(scratch, path), broken)
    path = scratch.changed(lambda item, content: [] if item.name == record else [(item, content)])
    expect(("record", record) in faults(scratch, path), "a missing RECORD")

    scratch.manifest.write_text(scratch.manifest.read_text().replace("data/text.txt", "data/next.txt"))
    expect_equal(
        sorted(faults(scratch, scratch.project)),
        [("manifest", "flash_manifest.json"), ("missing", "data/next.txt"), ("unlisted", "data/text.txt")],
    )
    for text in ("", "[]", "{}", "[" * 100_000, '{"project_name": "x", "packages": [{"bytes": 18446744073709551615}]}'):
        scratch.manifest.write_text(text)
        expect(("manifest", "flash_manifest.json") in faults(scratch, scratch.project), text[:50])


@case
def damaged_archives(scratch):
    scratch.build()
    good, plain = scratch.archive.read_bytes(), scratch.tar_bytes()
    middle = len(good) // 2
    flipped = good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :]
    for name, content in {
        "empty.tar.gz": b"", "text.tar.gz": b"no archive at all", "cut.tar.gz": good[:-100], "head.tar.gz": good[:15],
        "garbage.tar.gz": good + b"garbage", "two.tar.gz": good + good, "flipped.tar.gz": flipped,
        "checksum.tar.gz": good[:-8] + b"\0" * 8, "wrong.tar.zst": good, "wrong.tar": good, "plain.tar.gz": plain,
        "other.tar.bz2": bz2.compress(plain), "hidden.tar": plain + b"\0" * 20000 + b"hidden",
        "hidden-near.tar": plain + b"hidden", "cut.tar": plain[: len(plain) // 2], "zstd.tar.zst": b"\x28\xb5\x2f\xfd" + good,
    }.items():
        path = scratch.directory / name
        path.write_bytes(content)
        found = faults(scratch, path)
        expect(("archive" in {kind for kind, _ in found}), (name, found))


@case
def every_flipped_byte_is_found(scratch):
    scratch.build()
    good = scratch.archive.read_bytes()
    path = scratch.directory / "flipped.tar.gz"
    for position in range(0, len(good), max(len(good) // 60, 1)):
        # The time, flags and system in the gzip header (RFC 1952) mean nothing to readers.
        if 3 <= position < 10:
            continue
        path.write_bytes(good[:position] + bytes([good[position] ^ 0x40]) + good[position + 1 :])
        scratch.flash_json("verify", path, status=65)


@case
def parts_of_the_archive(scratch):
    """The same tar stream, compressed by someone else, has every file but none of the parts."""
    scratch.build()
    path = scratch.changed(lambda item, content: [(item, content)])
    report = scratch.flash_json("verify", path, status=65)
    expect_equal({fault["kind"] for fault in report["faults"]}, {"part"})
    expect_equal([fault["path"] for fault in report["faults"]][-1], "project")


@case
def nothing_to_verify(scratch):
    for path in (scratch.project, scratch.directory / "none.tar.gz"):
        report = scratch.flash_json("verify", path, status=66)
        expect_equal(report["error"]["kind"], "no-project")


@case
def bombs(scratch):
    """Archives that unpack to far more than they are end early and in little memory."""
    bomb = scratch.directory / "bomb.tar.gz"
    head = member("zeros")
    head.size = 64 << 30
    start, zeros = zlib.compressobj(9, zlib.DEFLATED, 31), zlib.compressobj(9, zlib.DEFLATED, -15)
    opening = start.compress(head.tobuf(tarfile.PAX_FORMAT)) + start.flush(zlib.Z_FULL_FLUSH)
    # What ends with a full flush can stand any number of times.
    bomb.write_bytes(opening + (zeros.compress(b"\0" * (64 << 20)) + zeros.flush(zlib.Z_FULL_FLUSH)) * 260)
    names = scratch.directory / "names.tar.gz"
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    with names.open("wb") as file:
        for index in range(3000):
            file.write(compressor.compress(member(f"{index}/" + "n/" * 60000).tobuf(tarfile.PAX_FORMAT)))
        file.write(compressor.flush())
    for path in (bomb, names):
        result, peak = measured([scratch.flash, "verify", "--format", "json", path])
        expect_equal(result.returncode, 65)
        expect('"archive"' in result.stdout, result.stdout[-500:])
        expect(peak < 800 << 20, f"{path.name}: {peak >> 20} MiB")


def measured(command):
    """Runs a command; returns the finished process and the most memory any child of this process had, in bytes."""
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=300)
    return result, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
