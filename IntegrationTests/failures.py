#!/usr/bin/env python3
"""Feeds `flash build` everything that can go wrong and checks message, exit status, and that nothing is lost.

Every case starts from a project with a good artifact and demands afterwards that artifact and manifest are untouched.
"""

import argparse
import contextlib
import hashlib
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from loopback_index import LoopbackIndex

WORKER = """from runpod_flash import remote, LiveServerless

config = LiveServerless(name="worker")


@remote(config, dependencies=[{dependencies}])
async def work(data):
    return data
"""


class Failed(AssertionError):
    pass


class Case:
    """One project, one index, one store."""

    def __init__(self, flash):
        self.flash = flash
        self.directory = tempfile.mkdtemp(prefix="flash-failures-")
        self.project = os.path.join(self.directory, "project")
        self.cache = os.path.join(self.directory, "store")
        os.mkdir(self.project)
        self.index = LoopbackIndex()
        self.index.add("base", "1.0")
        self.write("worker.py", WORKER.format(dependencies="'base'"))

    def close(self):
        self.index.close()
        subprocess.run(["chmod", "-R", "u+w", self.directory])
        shutil.rmtree(self.directory, ignore_errors=True)

    def write(self, name, text):
        path = os.path.join(self.project, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())

    def remove(self, name):
        os.remove(os.path.join(self.project, name))

    def command(self, *options):
        return [
            self.flash, "build", self.project, "--format", "json",
            "--index-url", self.index.url, "--cache-path", self.cache, *options,
        ]

    def environment(self, **variables):
        return {**os.environ, **variables}

    def build(self, *options, **variables):
        result = subprocess.run(
            self.command(*options), capture_output=True, text=True, env=self.environment(**variables), timeout=180
        )
        return result.returncode, self.parse(result)

    @staticmethod
    def parse(result):
        try:
            return json.loads(result.stdout)
        except ValueError:
            raise Failed(f"no JSON on standard output: {result.stdout!r} {result.stderr[-500:]!r}")

    def good_build(self):
        status, report = self.build()
        if status != 0:
            raise Failed(f"the first build failed: {report.get('error')} {report.get('diagnostics')}")

    def outputs(self):
        digests = {}
        for name in ("artifact.tar.gz", "flash_manifest.json"):
            path = os.path.join(self.project, ".flash", name)
            if os.path.exists(path):
                with open(path, "rb") as file:
                    digests[name] = hashlib.sha256(file.read()).hexdigest()
        return digests

    def expect(self, status, kind, *words, options=(), **variables):
        """Builds, and demands the status, the kind of error, words in its text, and untouched outputs."""
        before = self.outputs()
        got, report = self.build(*options, **variables)
        error = report.get("error") or {}
        text = json.dumps([error, report.get("diagnostics")])
        if got != status:
            raise Failed(f"exit status {got}, not {status}: {text}")
        if error.get("kind") != kind:
            raise Failed(f"kind {error.get('kind')!r}, not {kind!r}: {text}")
        for word in words:
            if word not in text:
                raise Failed(f"{word!r} is not in {text}")
        if self.outputs() != before:
            raise Failed("the previous outputs changed")
        leftovers = [name for name in os.listdir(os.path.join(self.project, ".flash")) if name.startswith(".tmp-")] \
            if os.path.isdir(os.path.join(self.project, ".flash")) else []
        if leftovers:
            raise Failed(f"left behind: {leftovers}")


def empty_project(case):
    case.remove("worker.py")
    case.expect(66, "no-project")


def no_functions(case):
    case.write("worker.py", "x = 1\n")
    case.expect(66, "no-project", "remote")


def missing_directory(case):
    case.project = os.path.join(case.directory, "nowhere")
    status, report = case.build()
    if (status, report["error"]["kind"]) != (66, "no-project"):
        raise Failed(f"{status} {report}")


def syntax_error(case):
    case.write("worker.py", "def broken(:\n")
    case.expect(65, "bad-input", "FL001", "worker.py")


def not_utf8(case):
    case.write("worker.py", b"x = '\xff'\n")
    case.expect(65, "bad-input", "FL002", "worker.py")


def missing_python(case):
    case.write("worker.py", WORKER.format(dependencies="'base', 'new-source'"))
    case.index.add("new-source", "1")
    case.expect(78, "configuration", "python3", PATH="/nonexistent")


def unknown_package(case):
    case.write("requirements.txt", "# comment\nbasee\n")
    case.expect(65, "bad-input", "basee", "requirements.txt")


def bad_requirement(case):
    case.write("requirements.txt", "base ==== 1\n")
    case.expect(65, "bad-input", "requirements.txt")


def unsatisfiable(case):
    for version in ("0.5", "1.0"):
        case.index.add("shared", version)
    case.index.add("left", "1", requires=["shared<1"])
    case.write("requirements.txt", "left\nshared>=1\n")
    case.expect(65, "bad-input", "requirements.txt:1", "requirements.txt:2", "shared")


def yanked_only(case):
    case.index.add("gone", "1", yanked="broken")
    case.write("requirements.txt", "gone\n")
    case.expect(65, "bad-input", "gone", "yanked")


def source_only(case):
    case.index.add("old", "1")
    case.index.add_source("old", "2")
    case.write("requirements.txt", "old>=2\n")
    case.expect(65, "bad-input", "old", "source distribution", "1")


def wrong_platform(case):
    case.index.add("mac", "1", tag="cp312-cp312-macosx_11_0_arm64")
    case.write("requirements.txt", "mac\n")
    case.expect(65, "bad-input", "mac", "macosx")


def wrong_hash(case):
    case.index.add("forged", "1", digest="0" * 64)
    case.write("requirements.txt", "forged\n")
    case.expect(65, "bad-input", "forged")


def refused_wheel(case):
    """The requirement allows the source distribution's digest, not the wheel's."""
    case.index.add("both", "1")
    case.index.add_source("both", "1")
    digest = hashlib.sha256(b"not unpacked").hexdigest()
    case.write("requirements.txt", f"both==1 --hash=sha256:{digest}\n")
    case.expect(65, "bad-input", "base 1.0 has no --hash")
    case.write("worker.py", WORKER.format(dependencies=""))
    case.expect(65, "bad-input", "both", "no wheel with a hash that the requirements allow")


def direct_url(case):
    """A wheel by URL, with a password: built, locked, and refused when it is another wheel than promised."""
    case.index.add("direct", "1", requires=["base"])
    host = case.index.url.removeprefix("http://").removesuffix("/simple")
    plain = f"http://{host}/files/direct-1-py3-none-any.whl"
    url = plain.replace("//", "//user:s3cret@")
    case.write("worker.py", WORKER.format(dependencies=f"'direct @ {url}'"))
    case.write("requirements.txt", f"direct @ {url}\n")
    status, report = case.build()
    names = [package["name"] for package in report.get("packages") or []]
    if status != 0 or names != ["base", "direct"]:
        raise Failed(f"the build with a URL failed: {status} {report.get('error')} {names}")
    if not case.index.authorizations.get("/files/direct-1-py3-none-any.whl", "").startswith("Basic "):
        raise Failed("the password of the URL was not sent")
    shutil.rmtree(case.cache)
    case.index.authorizations.clear()
    status, locked = case.build("--locked")
    if status != 0 or locked["artifact"]["sha256"] != report["artifact"]["sha256"]:
        raise Failed(f"the lock file does not answer for the URL: {locked.get('error')}")
    if "/files/direct-1-py3-none-any.whl" not in case.index.authorizations:
        raise Failed("the password of the URL was not sent with a lock file")
    written = [os.path.join(case.project, "pylock.flash.toml"), os.path.join(case.project, ".flash/flash_manifest.json")]
    told = json.dumps([report, locked]) + "".join(open(path).read() for path in written)
    if "s3cret" in told:
        raise Failed("a password was told")
    case.write("worker.py", WORKER.format(dependencies=""))
    case.write("requirements.txt", f"direct @ {url}#sha256={'0' * 64}\n")
    case.expect(65, "bad-input", "direct", "0" * 64, options=["--refresh"])
    case.write("requirements.txt", f"other @ {url}\n")
    case.expect(65, "bad-input", "requirements.txt", "a wheel of 'direct', not of 'other'")
    case.write("requirements.txt", f"direct @ {url.replace('direct-1', 'direct-2')}\n")
    case.expect(69, "unavailable", "direct-2")


def corrupt_wheel(case):
    case.index.add_file("torn", "torn-1-py3-none-any.whl", b"PK\x03\x04 not a zip", False, None)
    case.write("requirements.txt", "torn\n")
    case.expect(65, "bad-input", "torn")


def truncated_download(case):
    case.index.add("short", "1")
    case.index.fault["short-1-py3-none-any.whl"] = "truncated"
    case.write("requirements.txt", "short\n")
    case.expect(69, "unavailable", "short")


def index_down(case):
    case.write("requirements.txt", "something-new\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    case.index.url = f"http://127.0.0.1:{port}/simple"
    case.expect(69, "unavailable", "127.0.0.1")


def index_broken(case):
    case.index.add("base2", "1")
    case.index.fault["base2/"] = 500
    case.write("requirements.txt", "base2\n")
    case.expect(69, "unavailable", "base2")


def index_slow(case):
    case.index.add("base4", "1")
    case.index.fault["base4/"] = "slow"
    case.write("requirements.txt", "base4\n")
    case.expect(69, "unavailable", "base4", FLASH_HTTP_TIMEOUT="1")


def damaged_lock(case):
    case.write("pylock.flash.toml", "junk\n")
    case.expect(65, "bad-input", "pylock.flash.toml", "flash lock")


def index_garbage(case):
    case.index.add("base3", "1")
    case.index.fault["base3/"] = "garbage"
    case.write("requirements.txt", "base3\n")
    case.expect(69, "unavailable", "base3")


def offline_without_store(case):
    case.index.add("fresh", "1")
    case.write("requirements.txt", "fresh\n")
    case.expect(69, "unavailable", "offline", options=["--offline"])


def stale_lock(case):
    case.index.add("extra", "1")
    case.write("requirements.txt", "extra\n")
    case.expect(65, "bad-input", "lock", options=["--locked"])


def over_the_limit(case):
    case.index.add("big", "1", files={"big/data.bin": os.urandom(300_000)})
    case.write("requirements.txt", "big\n")
    case.expect(65, "size-limit", "--exclude big", options=["--size-limit", "200k"])


def file_conflict(case):
    case.write("base/__init__.py", "mine = True\n")
    case.expect(65, "bad-input", "base/__init__.py")


def hostile_wheel(case):
    case.index.add("evil", "1", files={"../../outside.py": "x = 1\n"})
    case.write("requirements.txt", "evil\n")
    case.expect(65, "bad-input", "evil")


def file_for_directory(case):
    shutil.rmtree(os.path.join(case.project, ".flash"))
    case.write(".flash", "x")
    status, report = case.build()
    if (status, report["error"]["kind"]) != (73, "cannot-create"):
        raise Failed(f"{status} {report}")


def read_only_project(case):
    """Runs as an ordinary user, since permissions do not bind root."""
    if os.geteuid() == 0:
        user = pwd.getpwnam("nobody")
        os.chmod(case.directory, 0o755)
        os.makedirs(os.path.join(case.directory, "own"))
        os.chown(os.path.join(case.directory, "own"), user.pw_uid, user.pw_gid)
        tool = os.path.join(case.directory, "own", "flash")
        shutil.copy(case.flash, tool)
        command = [part.replace(case.cache, os.path.join(case.directory, "own", "store")) for part in case.command()]
        command[0] = tool
        before = case.outputs()
        result = subprocess.run(
            command, capture_output=True, text=True, user=user.pw_uid, group=user.pw_gid, cwd="/",
            env={"PATH": "/usr/bin:/bin", "HOME": os.path.join(case.directory, "own"),
                 "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")},
        )
        if "error while loading shared libraries" in result.stderr:
            return "skipped: the Swift libraries are not readable by an ordinary user"
        report = case.parse(result)
        if (result.returncode, report["error"]["kind"]) != (73, "cannot-create"):
            raise Failed(f"{result.returncode} {report}")
        if case.outputs() != before:
            raise Failed("the previous outputs changed")
    else:
        os.chmod(os.path.join(case.project, ".flash"), 0o555)
        os.chmod(case.project, 0o555)
        case.expect(73, "cannot-create")


def disk_full(case):
    if os.geteuid() != 0:
        return "skipped: mounting a small file system needs root"
    case.index.add("bulk", "1", files={"bulk/data.bin": os.urandom(4_000_000)})
    case.write("requirements.txt", "bulk\n")
    shutil.rmtree(case.cache)
    os.mkdir(case.cache)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", case.cache], capture_output=True)
    if mounted.returncode != 0:
        return "skipped: no tmpfs can be mounted here"
    try:
        case.expect(74, "io", "full")
    finally:
        subprocess.run(["umount", case.cache], check=True)


def project_disk_full(case):
    """The archive does not fit on the project's file system."""
    if os.geteuid() != 0:
        return "skipped: mounting a small file system needs root"
    case.index.add("bulk", "1", files={"bulk/data.bin": os.urandom(4_000_000)})
    case.project = os.path.join(case.directory, "small")
    os.mkdir(case.project)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", case.project], capture_output=True)
    if mounted.returncode != 0:
        return "skipped: no tmpfs can be mounted here"
    try:
        case.write("worker.py", WORKER.format(dependencies="'base'"))
        case.good_build()
        case.write("requirements.txt", "bulk\n")
        case.expect(74, "io", "full")
    finally:
        subprocess.run(["umount", case.project], check=True)


def warnings_in_json(case):
    """What people are warned of reaches scripts too, and again when nothing changed."""
    for _ in range(2):
        status, report = case.build("--exclude", "bases")
        if status != 0 or not any("did you mean base?" in warning for warning in report["warnings"]):
            raise Failed(f"{status} {report.get('warnings')}")


def damaged_store(case):
    """Flips a bit in every object of the store: the build makes them anew."""
    case.write("worker.py", WORKER.format(dependencies="'base'") + "# changed\n")
    flipped = 0
    for directory, _, names in os.walk(os.path.join(case.cache, "blobs")):
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
    if status != 0 or flipped == 0:
        raise Failed(f"{flipped} objects damaged: {status} {report.get('error')}")
    with open(os.path.join(case.project, ".flash", "artifact.tar.gz"), "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() != report["artifact"]["sha256"]:
            raise Failed("the artifact is not what the report says")


def two_builds(case):
    case.index.add("slow", "1", files={"slow/data.bin": os.urandom(20_000)})
    case.index.fault["slow-1-py3-none-any.whl"] = "drip"
    case.write("requirements.txt", "slow\n")
    first = subprocess.Popen(case.command(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        deadline = time.monotonic() + 20
        while not any(path.endswith("slow-1-py3-none-any.whl") for path in case.index.requests) and time.monotonic() < deadline:
            time.sleep(0.02)
        status, report = case.build()
        if (status, report["error"]["kind"]) != (75, "try-again"):
            raise Failed(f"{status} {report}")
    finally:
        output, _ = first.communicate(timeout=120)
    if first.returncode != 0:
        raise Failed(f"the first build failed: {output}")


def interrupted(case):
    """Stops a build after more and more time, by each signal, until one runs to its end."""
    for number in range(6):
        case.index.add(f"part{number}", "1", files={f"part{number}/data.bin": os.urandom(200_000)})
    case.write("requirements.txt", "".join(f"part{number}\n" for number in range(6)))
    before = case.outputs()
    stopped = 0
    for step in range(400):
        shutil.rmtree(case.cache, ignore_errors=True)
        signal_number = [signal.SIGINT, signal.SIGTERM, signal.SIGKILL][step % 3]
        process = subprocess.Popen(
            case.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            # A shell starts background jobs with the interrupt ignored, and children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        time.sleep(step * 0.006)
        process.send_signal(signal_number)
        status = process.wait(timeout=30)
        if status == 0:
            break
        stopped += 1
        if status not in (130, 143, -signal_number):
            raise Failed(f"exit status {status} after signal {signal_number}")
        if case.outputs() != before and not os.path.exists(os.path.join(case.project, ".flash", ".publishing")):
            after = case.outputs()
            if len({after[name] == before[name] for name in before}) != 1:
                raise Failed(f"only one of the outputs changed after {step * 6} ms")
    if stopped < 3:
        raise Failed(f"only {stopped} builds were stopped")
    status, report = case.build()
    if status != 0:
        raise Failed(f"the next build failed: {report.get('error')}")


CASES = [
    empty_project, no_functions, missing_directory, syntax_error, not_utf8, missing_python, unknown_package,
    bad_requirement, unsatisfiable, yanked_only, source_only, wrong_platform, wrong_hash, refused_wheel, direct_url,
    corrupt_wheel, truncated_download, index_down, index_broken, index_slow, index_garbage, damaged_lock,
    offline_without_store, stale_lock, over_the_limit,
    file_conflict, hostile_wheel, file_for_directory, read_only_project, disk_full, project_disk_full,
    warnings_in_json, damaged_store, two_builds, interrupted,
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flash", required=True)
    parser.add_argument("--only", help="run the cases whose name contains this")
    arguments = parser.parse_args()
    passed = failed = skipped = 0
    for run in CASES:
        if arguments.only and arguments.only not in run.__name__:
            continue
        with contextlib.closing(Case(os.path.abspath(arguments.flash))) as case:
            start = time.monotonic()
            try:
                case.good_build()
                note = run(case)
                skipped += note is not None
                passed += note is None
                print(f"{'skip' if note else 'ok  '} {run.__name__} ({time.monotonic() - start:.1f} s) {note or ''}")
            except (Failed, subprocess.TimeoutExpired, OSError, KeyError) as error:
                failed += 1
                print(f"FAIL {run.__name__}: {error}")
            sys.stdout.flush()
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
