"""`--slim`: what it leaves out, what it keeps, and what it tells."""

import csv
import json

from shared.cases import case, expect, expect_equal, expect_words

INFO = "rich-1.0.dist-info"
FILES = {
    "rich/__init__.py": "from rich.core import value\n",
    "rich/core.py": "value = 1\n",
    "rich/testing/__init__.py": "helpers = True\n",
    "rich/tests.py": "a_module = True\n",
    "rich/tests/__init__.py": "",
    "rich/tests/test_core.py": "import rich\n" * 100,
    "rich/tests/data/large.txt": "x" * 100_000,
    "rich/tests/LICENSE.txt": "of the test data\n",
    "rich/sub/__init__.py": "from ..used.tests import helpers\n",
    "rich/sub/test/__init__.py": "",
    "rich/used/__init__.py": "",
    "rich/used/tests/__init__.py": "from . import helpers\nfrom ..other import tests\n",
    "rich/used/tests/helpers.py": "",
    "rich/used/other/__init__.py": "",
    "rich/used/other/tests/__init__.py": "",
    "rich/conftest.py": "from rich.tests import test_core\n",
    "rich/plugins/__init__.py": "",
    "rich/plugins/tests/__init__.py": "def hook(): pass\n",
    "rich/include/rich.h": "int x;\n",
    "rich/include/Eigen": "// no ending\n",
    "rich/_core.pxd": "cdef int x\n",
    "rich/_core.pyx": "x = 1\n",
    "rich/_core.c": "int x;\n",
    "rich/_core.cpython-312-x86_64-linux-gnu.so": b"\x7fELF" + b"\0" * 1000,
    "rich/tests/_helper.cpython-312-x86_64-linux-gnu.so": b"\x7fELF" + b"\0" * 1000,
    "rich/core.pyi": "value: int\n",
    "rich/py.typed": "",
    "rich/docs/index.rst": "Rich\n",
    "rich/docs/NOTICE": "kept\n",
    "rich/doc/__init__.py": "code = True\n",
    "rich/doc/page.rst": "Rich\n",
    "rich/examples/first.py": "import rich\n",
    "rich/models/__init__.py": "import os\npath = os.path.join(os.path.dirname(__file__), 'examples')\n",
    "rich/models/examples/model.json": "{}",
    "tests/__init__.py": "at_the_top = True\n",
    "rich-1.0.data/headers/api.h": "int y;\n",
    "rich-1.0.data/data/share/man/man1/rich.1": ".TH RICH\n",
    "rich-1.0.data/data/share/rich/tests/config.json": "{}",
    f"{INFO}/licenses/tests/LICENSE": "licence\n",
    f"{INFO}/entry_points.txt": "[rich.plugins]\nhook = rich.plugins.tests:hook\n",
}
GONE = {
    "tests": {"rich/tests/__init__.py", "rich/tests/test_core.py", "rich/tests/data/large.txt", "rich/sub/test/__init__.py"},
    "examples": {"rich/examples/first.py", "rich/models/examples/model.json"},
    "docs": {"rich/docs/index.rst", "share/man/man1/rich.1"},
    "headers": {"rich/include/rich.h", "rich/include/Eigen", "rich/_core.pxd", "include/rich/api.h"},
    "sources": {"rich/_core.pyx", "rich/_core.c"},
    "stubs": {"rich/core.pyi", "rich/py.typed"},
}
# A module says their name in quotation marks.
QUOTED = {"rich/models/examples/model.json", "rich/examples/first.py"}


def names(case, report):
    """The files of the package in the artifact, which its RECORD must list exactly."""
    with case.tar(report["artifact"]["path"]) as archive:
        found = {member.name: member.size for member in archive}
        record = archive.extractfile(f"{INFO}/RECORD").read().decode()
    listed = {row[0]: row[2] for row in csv.reader(record.splitlines())}
    own = {"flash_manifest.json", "worker.py", "pyproject.toml"}
    expect_equal(sorted(listed), sorted(set(found) - own))
    expect_equal({path: int(size) for path, size in listed.items() if size}, {
        path: found[path] for path, size in listed.items() if size
    })
    return set(found) - own


def prepared(case):
    """Every file of the package that is installed without slimming."""
    case.index.add("rich", "1.0", FILES)
    case.require("rich")
    return names(case, case.build())


@case
def each_kind(case):
    """Each kind leaves out exactly what it says, and the report tells how much."""
    everything = prepared(case)
    for kind, gone in GONE.items():
        report = case.build("--slim", kind)
        left = names(case, report)
        expect_equal(sorted(everything - left), sorted(gone - QUOTED))
        sizes = {path: len(FILES.get(path, "")) for path in gone - QUOTED}
        (told,) = report["slimmed"]
        expect_equal((told["category"], told["files"]), (kind, len(gone - QUOTED)))
        expect(told["bytes"] >= sum(sizes.values()), told)
        manifest = json.loads((case.project / ".flash/flash_manifest.json").read_text())
        expect_equal(manifest["artifact"]["slim"][kind]["files"], told["files"])
        expect_equal(case.build("--slim", kind)["slimmed"], report["slimmed"])


@case
def all_kinds(case):
    """Kinds add up, on the command line and with the settings."""
    everything = prepared(case)
    gone = set().union(*GONE.values()) - QUOTED
    expect_equal(sorted(everything - names(case, case.build("--slim", ",".join(GONE)))), sorted(gone))
    some = [word for kind in GONE for word in ("--slim", kind)]
    expect_equal(sorted(everything - names(case, case.build(*some, "--compression", "zstd"))), sorted(gone))
    case.write("pyproject.toml", '[tool.flash]\nslim = ["tests", "stubs"]\n')
    report = case.build("--slim", "headers")
    expect_equal([kind["category"] for kind in report["slimmed"]], ["tests", "headers", "stubs"])
    text = case.call("build", "--slim", "headers").stdout
    expect_words(text, ["Left out of packages", "tests", "4 files", "headers"])


@case
def nothing_unasked(case):
    """Without the option nothing is left out, nothing is told, and other builds do not get what was slimmed."""
    everything = prepared(case)
    case.build("--slim", ",".join(GONE))
    report = case.build()
    expect_equal(names(case, report), everything)
    expect_equal(report["slimmed"], [])
    manifest = json.loads((case.project / ".flash/flash_manifest.json").read_text())
    expect("slim" not in manifest["artifact"], manifest["artifact"])


@case
def readers_of_stubs(case):
    """Stubs stay where code reads them, headers and sources where code compiles them."""
    case.index.add("lazy", "1.0", {"lazy/__init__.py": "from loader import attach_stub\n", "lazy/__init__.pyi": "x: int\n"})
    case.index.add("triton", "1.0", {"triton/__init__.py": "", "triton/driver.c": "int x;\n", "triton/include/cuda.h": "\n"})
    case.require("lazy", "triton")
    report = case.build("--slim", "stubs,headers,sources")
    expect_equal([kind["files"] for kind in report["slimmed"]], [0, 0, 0])


@case
def unknown_kinds(case):
    """A kind that does not exist is a usage error with the nearest one."""
    result = case.call("build", "--slim", "tests,heders")
    expect_equal(result.returncode, 64)
    expect_words(result.stderr, ["heders", "did you mean 'headers'"])
