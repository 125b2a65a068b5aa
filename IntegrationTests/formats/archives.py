"""Archives of every format and compression: readable everywhere, the same each time, found when damaged."""

import hashlib
import json
import subprocess

from formats.scratch import FORMATS, tree
from shared.cases import case, expect, expect_equal
from shared.digests import sha256_of
from shared.scratch import remove_tree


@case
def readable_everywhere(case):
    """Every compression gives the same files to every reader, and they can be imported."""
    trees = {}
    for compression, format in FORMATS.items():
        artifact = case.build("--compression", compression)["artifact"]
        expect_equal((artifact["compression"], artifact["format"]), (compression, format))
        expect_equal(artifact["path"], str(case.project / ".flash" / f"artifact.{format}"))
        expect_equal(artifact["sha256"], sha256_of(artifact["path"]))
        files = case.trees(artifact["path"])
        manifest = json.loads((case.project / ".flash/flash_manifest.json").read_text())
        expect_equal(files.pop("flash_manifest.json")[1], sha256_of(case.project / ".flash/flash_manifest.json"))
        expect_equal((manifest["artifact"]["format"], manifest["artifact"]["compression"]), (format, compression))
        check_parts(artifact["path"], manifest, 10 if format == "tar.gz" else 0)
        expect_equal(case.imports("base", "base.value"), "42")
        remove_tree(case.directory / "unpacked")
        trees[compression] = files
    expect(all(files == trees["balanced"] for files in trees.values()), "the compressions hold different files")


def check_parts(path, manifest, offset):
    """The parts that the manifest names stand one behind the other, with the digests it names."""
    with open(path, "rb") as file:
        file.seek(offset)
        for part in manifest["artifact"]["parts"]:
            expect_equal((part["name"], hashlib.sha256(file.read(part["bytes"])).hexdigest()), (part["name"], part["sha256"]))


@case
def tar_digest(case):
    """`tar_sha256` is the digest of what is compressed, whatever with."""
    programs = {"tar.gz": "gzip -dc", "tar.zst": "zstd -q -dc", "tar": "cat"}
    for compression, format in FORMATS.items():
        artifact = case.build("--compression", compression)["artifact"]
        command = f"{programs[format]} {artifact['path']} | sha256sum"
        digest = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True).stdout.split()[0]
        expect_equal(artifact["tar_sha256"], digest)


@case
def deterministic(case):
    """Another store gives the same bytes."""
    first = {name: case.build("--compression", name)["artifact"] for name in FORMATS}
    remove_tree(case.store)
    for name, artifact in first.items():
        expect_equal(case.build("--compression", name)["artifact"], artifact)


@case
def sizes_are_ordered(case):
    """More work gives smaller archives."""
    sizes = {name: case.build("--compression", name)["artifact"]["bytes"] for name in FORMATS}
    expect(sizes["zstd"] < sizes["small"] < sizes["balanced"] <= sizes["fast"] < sizes["none"], sizes)


@case
def second_build_is_cached(case):
    """Segments of each compression are kept: a changed source makes no package anew."""
    for compression in FORMATS:
        first = case.build("--compression", compression)
        expect_equal(case.build("--compression", compression)["up_to_date"], True)
        case.write("extra.txt", compression)
        second = case.build("--compression", compression, "--offline")
        expect_equal((second["up_to_date"], second["cache"]["misses"]), (False, 0))
        expect(second["artifact"]["sha256"] != first["artifact"]["sha256"], "the source changed")


@case
def damaged_segments(case):
    """A bit that flips in a segment is found, and the segment made anew."""
    for compression in FORMATS:
        intact = case.build("--compression", compression)["artifact"]
        for path in case.store.rglob("*"):
            if path.is_file() and path.stat().st_size > 100_000 and path.suffix == "":
                content = bytearray(path.read_bytes())
                content[len(content) // 2] ^= 4
                path.chmod(0o644)
                path.write_bytes(content)
        case.write("extra.txt", compression)
        case.build("--compression", compression)
        case.project.joinpath("extra.txt").unlink()
        expect_equal(case.build("--compression", compression)["artifact"]["sha256"], intact["sha256"])


@case
def kept_tree(case):
    """`--keep-build` leaves the files of the archive, of every format."""
    for compression in FORMATS:
        artifact = case.build("--compression", compression, "--keep-build")["artifact"]
        kept = {path: digest for path, (_, digest) in tree(case.project / ".flash/.build").items()}
        expect_equal(kept, {path: digest for path, (_, digest) in case.trees(artifact["path"]).items()})
        remove_tree(case.directory / "unpacked")


@case
def dropped_wheels(case):
    """Without the wheels, builds in the same form go on; another form fetches them again."""
    case.build("--compression", "zstd", FLASH_CACHE_WHEELS="drop")
    case.write("extra.txt", "changed")
    case.build("--compression", "zstd", "--offline")
    expect_equal(case.report("build", "--compression", "small", "--offline")[0], 69)
    case.build("--compression", "small")


@case
def inspected(case):
    """`flash inspect` reads every format."""
    for compression in FORMATS:
        artifact = case.build("--compression", compression)["artifact"]
        command = [case.flash, "inspect", artifact["path"], "--format", "json"]
        inspection = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        expect_equal(sorted(package["name"] for package in inspection["packages"]), ["base", "leaf"])
        expect_equal(inspection["compression"], compression)
