"""Projects that are not there, not readable or in the way of their packages."""

from shared.cases import case, expect


@case
def empty_project(case):
    """A directory without any source."""
    (case.project / "worker.py").unlink()
    case.fails(66, "no-project")


@case
def no_functions(case):
    """Sources without a remote function."""
    case.write("worker.py", "x = 1\n")
    case.fails(66, "no-project", "remote")


@case
def missing_directory(case):
    """The project is not there."""
    case.project = case.directory / "nowhere"
    status, report = case.build()
    expect((status, report["error"]["kind"]) == (66, "no-project"), f"{status} {report}")


@case
def syntax_error(case):
    """A source that Python cannot read."""
    case.write("worker.py", "def broken(:\n")
    case.fails(65, "bad-input", "FL001", "worker.py")


@case
def not_utf8(case):
    """A source that is not UTF-8."""
    case.write("worker.py", b"x = '\xff'\n")
    case.fails(65, "bad-input", "FL002", "worker.py")


@case
def missing_python(case):
    """There is no Python on the path to read new sources with."""
    case.require("base", "new-source")
    case.index.add("new-source", "1")
    case.fails(78, "configuration", "python3", PATH="/nonexistent")


@case
def file_conflict(case):
    """The project and a package both have a file of one name."""
    case.write("base/__init__.py", "mine = True\n")
    case.fails(65, "bad-input", "base/__init__.py")
