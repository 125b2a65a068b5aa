"""Requirements that name wheels in the project or beside it."""

from shared.cases import case, expect
from shared.digests import sha256, sha256_of
from shared.wheels import make_wheel


@case
def local_wheels(case):
    """Wheels by path and file URL, also from another requirement file; the project may move."""
    case.wheel("libs/wheels", "base", "1.0")
    case.wheel("libs/wheels", "other", "1.0", requires=["base>=1", 'third; extra == "more"'])
    third = case.wheel("third", "third", "1.0")
    case.write("libs/requirements.txt", "./wheels/base-1.0-py3-none-any.whl\n"
               "other @ ./wheels/other-1.0-py3-none-any.whl ; python_version >= '3'\n")
    case.write("requirements.txt", f"--no-index\n-r libs/requirements.txt\nfile://{third}\n")
    case.good({"base": "1.0", "other": "1.0", "third": "1.0"})
    case.holds('archive = {path = "libs/wheels/base-1.0-py3-none-any.whl"',
               'archive = {path = "third/third-1.0-py3-none-any.whl"')
    expect(str(case.directory) not in case.lock().replace(f"file://{third}", ""), case.lock())
    case.good({"base": "1.0", "other": "1.0", "third": "1.0"}, "--locked", "--offline")
    case.project = case.project.rename(case.directory / "moved")
    case.write("requirements.txt", "--no-index\n-r libs/requirements.txt\n./third/third-1.0-py3-none-any.whl\n")
    case.good({"base": "1.0", "other": "1.0", "third": "1.0"}, "--locked")
    case.write("libs/requirements.txt", "./wheels/base-1.0-py3-none-any.whl\n./wheels/other-1.0-py3-none-any.whl[more]\n")
    case.good({"base": "1.0", "other": "1.0", "third": "1.0"})
    case.holds('extras = ["more"]' if 'extras = ["more"]' in case.lock() else '"more"')


@case
def lock_elsewhere(case):
    """Paths are relative to the lock file, wherever it is."""
    case.wheel("wheels", "base", "1.0", requires=["other"])
    case.wheel("more", "other", "1.0")
    case.write("requirements.txt", "--no-index\n-f more\n./wheels/base-1.0-py3-none-any.whl\n")
    (case.project / "locks").mkdir()
    output = case.project / "locks/pylock.all.toml"
    for attempt in range(2):
        case.good({"base": "1.0", "other": "1.0"}, "--output", output, *(["--check"] if attempt else []), command="lock")
        text = output.read_text()
        for path in ("../wheels/base-1.0-py3-none-any.whl", "../more/other-1.0-py3-none-any.whl"):
            expect(f'path = "{path}"' in text, text)
    expect(str(case.directory) not in text.replace(str(case.project / "requirements.txt"), ""), text)


@case
def changed_wheel(case):
    """A wheel that is replaced makes the lock stale, one that is removed is an error."""
    path = case.wheel("wheels", "base", "1.0")
    case.write("requirements.txt", "--no-index\n./wheels/base-1.0-py3-none-any.whl\n")
    first = case.good({"base": "1.0"})
    expect(case.good({"base": "1.0"})["up_to_date" if "up_to_date" in first else "upToDate"], "the second build did it again")
    lock = case.lock()
    _, body = make_wheel("base", "1.0", files={"base/__init__.py": "changed = True\n"})
    path.write_bytes(body)
    case.bad(65, "wheels/base-1.0-py3-none-any.whl", options=["--locked"])
    case.good({"base": "1.0"})
    expect(case.lock() != lock and sha256(body) in case.lock(), case.lock())
    path.unlink()
    case.bad(65, "requirements.txt:2", "wheels/base-1.0-py3-none-any.whl")


@case
def bad_local_wheels(case):
    """Wheels that are torn, renamed, missing, directories, or not of the digest that is asked for."""
    path = case.write("wheels/torn-1.0-py3-none-any.whl", b"PK\x03\x04 torn")
    case.write("requirements.txt", "--no-index\n\n./wheels/torn-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:3", "torn-1.0-py3-none-any.whl")
    _, body = make_wheel("stranger", "1.0")
    path.write_bytes(body)
    case.bad(65, "requirements.txt:3", "stranger 1.0")
    case.write("requirements.txt", "--no-index\nother @ ./wheels/torn-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:2", "torn", "other")
    case.write("requirements.txt", "--no-index\n./wheels/renamed.whl\n")
    case.bad(65, "requirements.txt:2", "renamed.whl")
    case.write("requirements.txt", "--no-index\n./wheels/gone-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:2", "gone-1.0-py3-none-any.whl")
    (case.project / "wheels/folder-1.0-py3-none-any.whl").mkdir()
    case.write("requirements.txt", "--no-index\n./wheels/folder-1.0-py3-none-any.whl\n")
    case.bad(65, "requirements.txt:2", "directory")
    good = case.wheel("wheels", "good", "1.0")
    case.write("requirements.txt", f"--no-index\n./wheels/good-1.0-py3-none-any.whl#sha256={'0' * 64}\n")
    case.bad(65, "requirements.txt:2", "0" * 64)
    digest = sha256_of(good)
    case.write("requirements.txt", f"--no-index\n./wheels/good-1.0-py3-none-any.whl --hash=sha256:{digest}\n")
    case.good({"good": "1.0"})
    case.write("requirements.txt", f"--no-index\n./wheels/good-1.0-py3-none-any.whl --hash=sha256:{'0' * 64}\n")
    case.bad(65, "good")


@case
def packed_wheel(case):
    """A wheel that would be packed with the sources is warned of."""
    case.wheel("wheels", "base", "1.0")
    case.write(".flashignore", "")
    case.write("requirements.txt", "--no-index\n./wheels/base-1.0-py3-none-any.whl\n")
    report = case.good({"base": "1.0"})
    expect(any(".flashignore" in warning for warning in report["warnings"]), report["warnings"])
