"""Wheels that are hostile zip archives: refused with the entry's name, and nothing of them is stored as a segment."""

import base64
import hashlib
import io
import json
import struct
import subprocess
import warnings
import zipfile

from hostile_index.scratch import victim_metadata
from shared.cases import case, expect
from shared.wheels import make_wheel

FILENAME = "victim-1.0-py3-none-any.whl"
INFO = "victim-1.0.dist-info"
BIG = "victim/big.bin"
CONTENT = {"victim/__init__.py": "x = 1\n", BIG: b"0123456789abcdef" * 20_000}


class Bytes:
    """The bytes of a wheel, and where the headers of its entries are."""

    def __init__(self, body):
        self.body = bytearray(body)

    @property
    def end(self):
        return self.body.rindex(b"PK\5\6")

    def headers(self, name):
        """The offsets of an entry's local and central header."""
        central = self.get("I", self.end + 16)
        while self.body[central:central + 4] == b"PK\1\2":
            sizes = struct.unpack_from("<HHH", self.body, central + 28)
            if self.body[central + 46:central + 46 + sizes[0]] == name.encode():
                return self.get("I", central + 42), central
            central += 46 + sum(sizes)
        raise KeyError(name)

    def get(self, kind, at):
        return struct.unpack_from("<" + kind, self.body, at)[0]

    def both(self, name, kind, local, central, value):
        """Sets a field in both headers of an entry."""
        at = self.headers(name)
        struct.pack_into("<" + kind, self.body, at[0] + local, value)
        struct.pack_into("<" + kind, self.body, at[1] + central, value)

    def rename(self, name, new):
        """Gives an entry another name of the same length, in both headers."""
        at = self.headers(name)
        for offset in (at[0] + 30, at[1] + 46):
            self.body[offset:offset + len(new)] = new.encode()


def wheel():
    return Bytes(make_wheel("victim", "1.0", CONTENT)[1])


def rewritten(change):
    """A wheel whose entries `change` may add to, as (ZipInfo, data) pairs, with a RECORD of them."""
    contents = [
        (zipfile.ZipInfo("victim/__init__.py"), b"x = 1\n"),
        (zipfile.ZipInfo(f"{INFO}/METADATA"), victim_metadata().encode()),
        (zipfile.ZipInfo(f"{INFO}/WHEEL"), b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
    ]
    contents = change(contents)
    record = "".join(
        f"{info.filename},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}\n"
        for info, data in contents if not info.filename.endswith("/")
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in contents + [(zipfile.ZipInfo(f"{INFO}/RECORD"), record.encode())]:
            with warnings.catch_warnings():
                # That a name is there twice is what some of these wheels are about.
                warnings.simplefilter("ignore")
                archive.writestr(info, data)
    return Bytes(buffer.getvalue())


def adding(name, data=b"x", mode=0o100644):
    """A wheel with one entry more, called what zipfile would not call it by itself."""
    info = zipfile.ZipInfo("placeholder")
    info.filename = name
    info.external_attr = mode << 16
    return rewritten(lambda contents: contents + [(info, data)])


def overlapping():
    """An entry whose data goes on into the next one's header."""
    made = wheel()
    at = made.headers("victim/__init__.py")
    longer = made.get("I", at[0] + 18) + 8
    made.both("victim/__init__.py", "I", 18, 20, longer)
    return made


def shared_bytes():
    """Two names for the same data, as in quines and overlap bombs."""
    made = wheel()
    local, central = made.headers(BIG)
    size = 46 + len(BIG)
    copy = made.body[central:central + size]
    end = made.end
    made.body[end:end] = copy
    end += size
    for at in (end + 8, end + 10):
        struct.pack_into("<H", made.body, at, made.get("H", at) + 1)
    struct.pack_into("<I", made.body, end + 12, made.get("I", end + 12) + size)
    return made


def field(name, kind, local, central, value):
    """A wheel with a field of an entry set in both headers."""
    made = wheel()
    made.both(name, kind, local, central, value)
    return made


def central_only(name, kind, offset, value):
    """A wheel with a field of an entry set in the central directory alone."""
    made = wheel()
    struct.pack_into("<" + kind, made.body, made.headers(name)[1] + offset, value)
    return made


def zip64_bomb():
    """Four entries that state 8 GiB each in zip64 fields: together more than is ever unpacked."""
    made = Bytes(b"")
    directory = b""
    for index in range(4):
        name = f"victim/{index}".encode()
        sizes = struct.pack("<HHQQ", 1, 16, 8 << 30, 9 << 20)
        offset = len(made.body)
        made.body += struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 8, 0, 33, 1, 0xFFFFFFFF, 0xFFFFFFFF, len(name), 20)
        made.body += name + sizes + bytes(9 << 20)
        directory += struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0, 8, 0, 33, 1, 0xFFFFFFFF, 0xFFFFFFFF, len(name), 20, 0, 0, 0, 0, offset
        ) + name + sizes
    start = len(made.body)
    made.body += directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 4, 4, len(directory), start, 0)
    return made


def zip64_lie():
    """A zip64 field that states other sizes than the local header."""
    made = wheel()
    _, central = made.headers(BIG)
    struct.pack_into("<I", made.body, central + 24, 0xFFFFFFFF)
    struct.pack_into("<H", made.body, central + 30, 12)
    at = central + 46 + len(BIG)
    made.body[at:at] = struct.pack("<HHQ", 1, 8, 300_000)
    end = made.end
    struct.pack_into("<I", made.body, end + 12, made.get("I", end + 12) + 12)
    return made


def changed_bytes(change):
    made = wheel()
    change(made.body)
    return made


def flipped_data():
    """One bit of the content is not that of RECORD; size and CRC-32 are right."""
    content = bytearray(CONTENT[BIG])
    content[100] ^= 1
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_wheel("victim", "1.0", CONTENT)[1])) as old:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                new.writestr(entry, bytes(content) if entry.filename == BIG else old.read(entry))
    return Bytes(buffer.getvalue())


def changed_name(name, new):
    made = wheel()
    made.rename(name, new)
    return made


def other_local_name():
    made = wheel()
    local, _ = made.headers(BIG)
    made.body[local + 30:local + 36] = b"mirage"
    return made


LINK = 0o120777
HOSTILE = {
    "overlapping": (overlapping, [BIG, "overlap"]),
    "shared_bytes": (shared_bytes, [BIG, "overlap"]),
    "ratio_bomb": (lambda: field(BIG, "I", 22, 24, 0xF0000000), [BIG, "more than its data can hold"]),
    "larger_than_stated": (lambda: field(BIG, "I", 22, 24, 100_000), [BIG, "100000"]),
    "smaller_than_stated": (lambda: field(BIG, "I", 22, 24, 320_001), [BIG, "320001"]),
    "zip64_total_bomb": (zip64_bomb, ["victim/2", "more than the"]),
    "zip64_lie": (zip64_lie, [BIG, "disagree"]),
    "zip64_field_missing": (lambda: central_only(BIG, "I", 24, 0xFFFFFFFF), [BIG, "zip64"]),
    "wrong_crc": (lambda: field(BIG, "I", 14, 16, 1), [BIG, "CRC-32"]),
    "wrong_crc_of_a_small_file": (lambda: field("victim/__init__.py", "I", 14, 16, 1), ["victim/__init__.py", "CRC-32"]),
    "not_what_record_says": (flipped_data, [BIG, "RECORD"]),
    "method_bzip2": (lambda: field(BIG, "H", 8, 10, 12), [BIG, "method 12"]),
    "method_zstd": (lambda: field(BIG, "H", 8, 10, 93), [BIG, "method 93"]),
    "encrypted": (lambda: field(BIG, "H", 6, 8, 1), [BIG, "encrypted"]),
    "strongly_encrypted": (lambda: field(BIG, "H", 6, 8, 0x41), [BIG, "encrypted"]),
    "descriptor_missing": (lambda: field(BIG, "H", 6, 8, 8), [BIG, "disagree"]),
    "duplicate": (lambda: adding("victim/__init__.py", b"y = 2\n"), ["victim/__init__.py", "two different contents"]),
    "parent_directory": (lambda: adding("victim/../../evil.py"), ["victim/../../evil.py"]),
    "absolute": (lambda: adding("/etc/evil"), ["/etc/evil"]),
    "backslash": (lambda: adding("victim\\..\\evil.py"), ["victim\\..\\evil.py"]),
    "drive": (lambda: adding("C:/evil.py"), ["C:/evil.py"]),
    "nul": (lambda: changed_name("victim/__init__.py", "victim/__in\0t__.py"), ["victim/__in", "NUL"]),
    "symbolic_link": (lambda: adding("victim/link", b"/etc/passwd", LINK), ["victim/link", "symbolic link"]),
    "directory_with_content": (lambda: adding("victim/d/", b"hidden", 0o040755), ["victim/d/", "directory"]),
    "other_local_name": (other_local_name, [BIG, "disagree"]),
    "other_central_size": (lambda: central_only(BIG, "I", 24, 7), [BIG, "disagree"]),
    "other_central_method": (lambda: central_only(BIG, "H", 10, 0), [BIG]),
    "trailing_data": (lambda: changed_bytes(lambda body: body.extend(b"MZ trailing")), ["follows"]),
    "prepended_data": (lambda: changed_bytes(lambda body: body.__setitem__(slice(0, 0), b"#!/bin/sh\n")), ["directory"]),
    "truncated": (lambda: changed_bytes(lambda body: body.__delitem__(slice(len(body) // 2, None))), ["end of central"]),
    "no_zip": (lambda: Bytes(b"not a zip archive" * 100), ["not a zip archive"]),
    "empty": (lambda: Bytes(b""), ["not a zip archive"]),
}


def add_cases():
    for name, (make, words) in HOSTILE.items():
        def refuse(case, make=make, words=words):
            case.file("victim", FILENAME, bytes(make().body))
            # The index describes the wheel, so that the build comes as far as to unpack it.
            case.metadata(FILENAME, victim_metadata())
            case.refused(65, FILENAME, *words, command=("build",), store="kept")
            command = [case.flash, "cache", "info", "--cache-path", case.store, "--format", "json"]
            info = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
            stages = [stage["name"] for stage in info["stages"]]
            expect("wheel-segment" not in stages, stages)

        refuse.__name__ = f"zip_{name}"
        refuse.__module__ = __name__
        case(refuse)


add_cases()
