"""Builds that fail, and wheels that are not what was asked for."""

import json
import urllib.request

from shared.cases import Skipped, case, expect
from source_builds.packages import archive, write_files


@case
def not_pure(case):
    """A wheel for this machine is refused, and the message names the way out."""
    case.index.add("lib", "1.0")
    case.publish("lib", "2.0", tag="cp312-cp312-linux_x86_64", static=[])
    case.write("requirements.txt", "lib\n")
    case.refuse("bad-input", "not-pure", "cp312-cp312-linux_x86_64", "with a wheel is 1.0")
    case.publish("other", "1.0", tag="py2-none-any", static=[])
    case.write("requirements.txt", "other\n")
    case.refuse("bad-input", "py2-none-any", "No version of other has a wheel")


@case
def failing_build(case):
    """The message has the build's own words, without passwords; the build does not see the environment."""
    case.index.add("lib", "1.0")
    prelude = "    print('https://user:s3cret@host/x'); print(sorted(os.environ)); raise SystemExit('no luck today')"
    case.publish("lib", "2.0", prelude=prelude)
    case.write("requirements.txt", "lib\n")
    case.refuse("bad-input", "no luck today", "with a wheel is 1.0", MY_TOKEN="t0ken")
    _, report = case.build("--build-sdists", MY_TOKEN="t0ken")
    text = json.dumps(report)
    expect("s3cret" not in text and "MY_TOKEN" not in text, text)


@case
def wrong_identity(case):
    """A source is another package or version than asked for, or none."""
    case.publish("lib", "1.0", body=archive(case.source("other", "1.0"), "lib-1.0"))
    case.publish("late", "1.0", body=archive(case.source("late", "2.0"), "late-1.0"))
    case.write("requirements.txt", "lib\n")
    case.refuse("bad-input", "other-package", "lib 1.0", "other 1.0")
    case.write("requirements.txt", "late\n")
    case.refuse("bad-input", "other-package", "late 1.0", "late 2.0")
    write_files(case.source("lib"), case.project / "lib")
    case.write("requirements.txt", "name @ ./lib\n")
    case.refuse("bad-input", "other-package", "requirements.txt")
    case.write("requirements.txt", "./nothing\n")
    case.refuse("bad-input", "bad-source", "requirements.txt")
    (case.project / "empty").mkdir()
    case.write("requirements.txt", "./empty\n")
    case.refuse("bad-input", "neither pyproject.toml nor setup.py")


@case
def two_wheels(case):
    """A build that makes two wheels leaves no temporary file, whatever becomes of it."""
    prelude = "    open(os.path.join(wheel_directory, 'x-1-py3-none-any.whl'), 'w').close()"
    case.publish("lib", prelude=prelude)
    case.write("requirements.txt", "lib\n")
    case.build("--build-sdists")
    case.check_temporary()


@case
def c_extension(case):
    """A real extension module is refused, with a compiler or without one."""
    try:
        urllib.request.urlopen("https://pypi.org/simple/setuptools/", timeout=10).close()
    except OSError:
        raise Skipped("no network")
    files = {
        "pyproject.toml": '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
        "setup.py": "from setuptools import setup, Extension\n"
        "setup(name='native', version='1.0', ext_modules=[Extension('native', ['native.c'])])\n",
        "native.c": '#include <Python.h>\nstatic struct PyModuleDef m = {PyModuleDef_HEAD_INIT, "native"};\n'
        "PyMODINIT_FUNC PyInit_native(void) { return PyModule_Create(&m); }\n",
    }
    write_files(files, case.project / "native")
    case.write("requirements.txt", "./native\n")
    case.url = "https://pypi.org/simple"
    case.require()
    status, report = case.build("--build-sdists")
    text = json.dumps(report.get("error"))
    expect(status == 65 and ("not-pure" in text or "compile" in text), text)
    case.check_temporary()
