"""Builds that take too long or are stopped, and the interpreter that builds."""

import signal
import subprocess
import sys
import time

from shared.cases import case, expect


@case
def timeout(case):
    """A build that takes longer than FLASH_BUILD_TIMEOUT is ended."""
    case.publish("lib", prelude="    import subprocess; subprocess.run(['sleep', '600'])")
    case.write("requirements.txt", "lib\n")
    case.refuse("bad-input", "source-build-timeout", "3 seconds", FLASH_BUILD_TIMEOUT="3")
    expect(not alive(case), "the build goes on")


@case
def cancelled(case):
    """A stopped build leaves no process and no file."""
    case.publish("lib", prelude="    import subprocess; subprocess.run(['sleep', '600'])")
    case.write("requirements.txt", "lib\n")
    before = case.outputs()
    process = subprocess.Popen(
        case.build_command("--build-sdists"), env=case.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # A shell that runs this script in the background has it ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not case.builds() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    expect(process.returncode == 130, process.returncode)
    case.check_temporary()
    expect(not alive(case) and case.outputs() == before, "the build goes on")


@case
def other_python(case):
    """Without pip for the target's Python another one builds, and that is told; without any there is an error."""
    case.publish("lib")
    case.write("requirements.txt", "lib\n")
    empty = case.directory / "bin"
    empty.mkdir()
    (empty / "python3").symlink_to(sys.executable)
    minor = 10 if sys.version_info[1] != 10 else 11
    report = case.succeed(
        "--build-sdists", "--python-version", f"3.{minor}", FLASH_PYTHON="",
        PATH=str(empty), HOME=str(case.directory), PYENV_ROOT=str(case.directory),
    )
    expect(any("is built with Python" in text for text in report["warnings"]), report["warnings"])


def alive(case):
    """Whether the process that a build noted still runs."""
    process = case.noted()[-1][2]
    time.sleep(0.1)
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
