#!/usr/bin/env python3
"""Builds packages from source with `flash build --build-sdists`, with real interpreters, pip and git.

The packages bring their own build backend (PEP 517, `backend-path`), so that nothing but the loopback index is asked.
"""

import argparse
import contextlib
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import tomllib
import zipfile

from failures import Case, Failed

BACKEND = '''
import base64, hashlib, os, sys, time, zipfile

NAME, VERSION, TAG, REQUIRES = {name!r}, {version!r}, {tag!r}, {requires!r}

def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    with open({log!r}, "a") as log:
        print(NAME, VERSION, os.getpid(), file=log)
{prelude}
    module = NAME.replace("-", "_")
    info = f"{{module}}-{{VERSION}}.dist-info"
    metadata = f"Metadata-Version: 2.1\\nName: {{NAME}}\\nVersion: {{VERSION}}\\nProvides-Extra: more\\n"
    metadata += "".join(f"Requires-Dist: {{text}}\\n" for text in REQUIRES)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "content.txt")) as file:
        content = file.read()
    files = {{
        f"{{module}}/__init__.py": f"content = {{content!r}}\\n",
        f"{{info}}/METADATA": metadata,
        f"{{info}}/WHEEL": f"Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: {{TAG}}\\n",
    }}
    record = ""
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{{path}},sha256={{digest}},{{len(text.encode())}}\\n"
    files[f"{{info}}/RECORD"] = record + f"{{info}}/RECORD,,\\n"
    filename = f"{{module}}-{{VERSION}}-{{TAG}}.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, filename), "w") as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return filename
'''


class SourceCase(Case):
    """A case whose temporary files and builds are counted."""

    def __init__(self, flash):
        super().__init__(flash)
        self.scratch = os.path.join(self.directory, "tmp")
        self.log = os.path.join(self.directory, "builds.log")
        os.mkdir(self.scratch)

    def environment(self, **variables):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "FLASH_"))}
        return {**kept, "TMPDIR": self.scratch, **variables}

    def source(self, name="lib", version="1.0", tag="py3-none-any", requires=(), prelude="    pass", static=None,
               content="one"):
        """Returns the files of a source; `static` is the PKG-INFO's own list of dependencies (PEP 643)."""
        files = {
            "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
            "backend.py": BACKEND.format(
                name=name, version=version, tag=tag, requires=list(requires), log=self.log, prelude=prelude
            ),
            "content.txt": content,
        }
        if static is not None:
            files["PKG-INFO"] = f"Metadata-Version: 2.2\nName: {name}\nVersion: {version}\n" + "".join(
                f"Requires-Dist: {text}\n" for text in static
            )
        return files

    def directory_of(self, files, path):
        for name, text in files.items():
            target = os.path.join(path, name)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "w") as file:
                file.write(text)

    def archive(self, files, top, kind="tar.gz"):
        buffer = io.BytesIO()
        if kind == "zip":
            with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, text in files.items():
                    archive.writestr(f"{top}/{name}", text)
        else:
            with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
                for name, text in files.items():
                    data = text.encode()
                    member = tarfile.TarInfo(f"{top}/{name}")
                    member.size = len(data)
                    archive.addfile(member, io.BytesIO(data))
        return buffer.getvalue()

    def publish(self, name="lib", version="1.0", kind="tar.gz", filename=None, body=None, **options):
        """Adds a source distribution to the index."""
        body = body or self.archive(self.source(name, version, **options), f"{name}-{version}", kind)
        self.index.add_file(name, filename or f"{name}-{version}.{kind}", body, False, None)
        return body

    def repository(self, files, path, tag="v1"):
        self.directory_of(files, path)
        for command in (
            ["init", "--quiet", "--initial-branch=main"], ["add", "-A"], ["commit", "--quiet", "-m", "one"], ["tag", tag],
        ):
            self.git(path, *command)
        return self.git(path, "rev-parse", "HEAD").strip()

    @staticmethod
    def git(path, *arguments):
        identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
        result = subprocess.run(["git", "-C", path, *identity, *arguments], capture_output=True, text=True, check=True)
        return result.stdout

    def builds(self):
        """The builds so far, as name and version."""
        if not os.path.exists(self.log):
            return []
        with open(self.log) as file:
            return [tuple(line.split()[:2]) for line in file]

    def succeed(self, *options, **variables):
        status, report = self.build(*options, **variables)
        if status != 0:
            raise Failed(f"exit status {status}: {report.get('error')} {report.get('diagnostics')}")
        self.check_scratch()
        return report

    def refuse(self, kind, *words, options=("--build-sdists",), status=65, **variables):
        self.expect(status, kind, *words, options=options, **variables)
        self.check_scratch()

    def check_scratch(self):
        left = os.listdir(self.scratch)
        if left:
            raise Failed(f"left in the temporary directory: {left}")

    def text(self, path):
        """A file of the artifact."""
        with tarfile.open(os.path.join(self.project, ".flash", "artifact.tar.gz")) as archive:
            member = archive.extractfile(path)
            return member.read().decode()

    def lock(self):
        with open(os.path.join(self.project, "pylock.flash.toml"), "rb") as file:
            return {package["name"]: package for package in tomllib.load(file)["packages"]}

    def demand(self, condition, detail):
        if not condition:
            raise Failed(f"{detail}")


def directory(case):
    """A directory is built once, again after a change, and its lock is stale then."""
    case.index.add("helper", "3.0")
    case.directory_of(case.source(requires=["helper>=2", "base; extra == 'more'"]), f"{case.project}/vendor/lib")
    case.write("requirements.txt", "./vendor/lib[more]\n")
    case.refuse("bad-input", "requirements.txt", "--build-sdists", options=())
    report = case.succeed("--build-sdists")
    case.demand("one" in case.text("lib/__init__.py"), "content")
    case.demand({"base", "helper", "lib"} <= set(case.lock()), case.lock())
    package = case.lock()["lib"]
    case.demand(package["directory"] == {"path": "vendor/lib"} and "version" not in package, package)
    case.demand(package["tool"]["flash"]["version"] == "1.0", package)
    case.demand(case.succeed("--build-sdists")["up_to_date"], "not up to date")
    case.demand(case.builds() == [("lib", "1.0")], case.builds())
    case.write("vendor/lib/content.txt", "two")
    case.refuse("bad-input", "stale-lock", "changed", options=("--build-sdists", "--locked"))
    case.succeed("--build-sdists")
    case.demand("two" in case.text("lib/__init__.py"), "old content")
    case.demand(len(case.builds()) == 2, case.builds())


def outside_directory(case):
    """A change in a directory outside of the project is noticed although no file of the project changed."""
    case.directory_of(case.source(), f"{case.directory}/lib")
    case.write("requirements.txt", "-e ../lib\n")
    report = case.succeed("--build-sdists")
    case.demand(any("'-e'" in text for text in report["warnings"]), report["warnings"])
    case.demand(case.succeed("--build-sdists")["up_to_date"], "not up to date")
    case.directory_of({"content.txt": "two"}, f"{case.directory}/lib")
    report = case.succeed("--build-sdists")
    case.demand(not report["up_to_date"] and "two" in case.text("lib/__init__.py"), report)


def own_project(case):
    """`-e .` stands for the project's dependencies."""
    case.index.add("helper", "1.0")
    case.index.add("tester", "1.0")
    case.write(
        "pyproject.toml",
        '[project]\nname = "mine"\nversion = "1"\ndependencies = ["helper"]\n'
        '[project.optional-dependencies]\ntest = ["tester"]\nall = ["mine[test]"]\n',
    )
    case.write("requirements.txt", "-e .[all]\n")
    report = case.succeed()
    case.demand({"helper", "tester"} <= set(case.lock()) and "mine" not in case.lock(), case.lock())
    case.demand(any("the project itself" in text for text in report["warnings"]), report["warnings"])


def own_project_dynamic(case):
    case.index.add("helper", "1.0")
    for name, text in case.source("mine", requires=["helper"]).items():
        case.write(name, text)
    case.write("requirements.txt", "-e .\n")
    case.refuse("bad-input", "requirements.txt", "--build-sdists", options=())
    case.succeed("--build-sdists")
    case.demand("helper" in case.lock() and "mine" not in case.lock(), case.lock())


def source_distribution(case):
    """The newest version is built if it has no wheel; its metadata is read where that is reliable."""
    case.index.add("helper", "1.0")
    case.index.add("lib", "1.0")
    case.publish("lib", "1.0")
    case.publish("lib", "2.0", requires=["helper"], static=["helper"])
    case.publish("lib", "3.0", requires=["helper", "absent>9"], static=["helper", "absent>9"])
    case.write("requirements.txt", "lib\n")
    case.demand(case.succeed()["packages"][1]["version"] == "1.0", "wheels only")
    os.remove(f"{case.project}/pylock.flash.toml")
    case.index.add("absent", "1.0")
    case.succeed("--build-sdists", "--refresh")
    package = case.lock()["lib"]
    case.demand(package["version"] == "2.0" and package["sdist"]["name"] == "lib-2.0.tar.gz", package)
    case.demand(case.builds() == [("lib", "2.0")], case.builds())
    case.succeed("--build-sdists", "--refresh")
    os.remove(f"{case.project}/pylock.flash.toml")
    case.succeed("--build-sdists", "--offline")
    case.demand(case.builds() == [("lib", "2.0")], case.builds())


def unreliable_metadata(case):
    """Metadata that a build may change is taken from a build."""
    case.index.add("helper", "1.0")
    files = case.source("lib", "1.0", requires=["helper"])
    files["PKG-INFO"] = "Metadata-Version: 2.2\nName: lib\nVersion: 1.0\nDynamic: Requires-Dist\n"
    case.publish(body=case.archive(files, "lib-1.0"))
    case.publish("Old.Name", "1.0", filename="Old.Name-1.0.zip", kind="zip")
    case.index.projects["old-name"] = case.index.projects.pop("Old.Name")
    case.write("requirements.txt", "lib\nold_name\n")
    case.succeed("--build-sdists")
    case.demand({"lib", "old-name", "helper"} <= set(case.lock()), case.lock())


def wheel_first(case):
    """A version with a wheel is not built, unless `--no-binary` says so; `--only-binary` keeps sources out."""
    case.index.add("lib", "1.0", files={"lib/__init__.py": "content = 'wheel'\n"})
    case.publish("lib", "1.0")
    case.publish("lib", "2.0")
    case.write("requirements.txt", "lib==1.0\n")
    case.succeed("--build-sdists")
    case.demand("wheel" in case.text("lib/__init__.py") and not case.builds(), "built")
    case.succeed("--build-sdists", "--no-binary", "lib")
    case.demand("one" in case.text("lib/__init__.py"), "not built")
    case.write("requirements.txt", "lib\n--only-binary lib\n")
    case.succeed("--build-sdists")
    case.demand(case.lock()["lib"]["version"] == "1.0", case.lock()["lib"])
    case.write("requirements.txt", "lib\n\n--no-binary :all:\n")
    case.refuse("bad-input", "requirements.txt", '"line": 3', "--no-binary :all:", "--build-sdists", options=())


def only_sources(case):
    """Without the option, the message names the newest version with a wheel, and the option."""
    case.index.add("lib", "1.0")
    case.publish("lib", "2.0")
    case.write("requirements.txt", "lib>=2\n")
    case.refuse("bad-input", "newest version with a wheel is 1.0", "--build-sdists", options=())


def git_repository(case):
    commit = case.repository(case.source(), f"{case.directory}/repo")
    case.directory_of({"content.txt": "two"}, f"{case.directory}/repo")
    case.git(f"{case.directory}/repo", "commit", "--quiet", "-a", "-m", "two")
    for text in ("lib @ git+file://{0}@v1", "git+file://{0}@v1#egg=lib", "-e git+file://{0}@v1", "git+file://{0}@{1}"):
        case.write("requirements.txt", text.format(f"{case.directory}/repo", commit) + "\n")
        case.refuse("bad-input", "requirements.txt", "--build-sdists", options=())
        case.succeed("--build-sdists")
        package = case.lock()["lib"]
        case.demand(package["vcs"]["commit-id"] == commit and package["vcs"]["type"] == "git", package)
        case.demand("one" in case.text("lib/__init__.py"), "another commit")
    case.demand(len(case.builds()) == 1, case.builds())
    case.write("requirements.txt", f"git+file://{case.directory}/repo@{commit[:9]}\n")
    case.succeed("--build-sdists")
    case.demand(case.lock()["lib"]["vcs"]["commit-id"] == commit, case.lock()["lib"])
    case.write("requirements.txt", f"lib @ git+file://{case.directory}/repo\n")
    case.succeed("--build-sdists")
    case.demand("two" in case.text("lib/__init__.py"), "not the newest commit")
    case.directory_of({"content.txt": "three"}, f"{case.directory}/repo")
    case.git(f"{case.directory}/repo", "commit", "--quiet", "-a", "-m", "three")
    shutil.rmtree(f"{case.project}/.flash")
    case.succeed("--build-sdists", "--locked")
    case.demand("two" in case.text("lib/__init__.py"), "the lock was not kept")
    os.remove(f"{case.project}/pylock.flash.toml")
    case.succeed("--build-sdists", "--offline")
    case.demand("two" in case.text("lib/__init__.py"), "offline")
    os.remove(f"{case.project}/pylock.flash.toml")
    shutil.rmtree(f"{case.project}/.flash")
    case.succeed("--build-sdists")
    case.demand("three" in case.text("lib/__init__.py"), "not the newest commit")
    case.write("requirements.txt", f"lib @ git+file://{case.directory}/repo@nowhere\n")
    case.refuse("bad-input", "nowhere", "requirements.txt")
    case.write("requirements.txt", f"lib @ git+file://{case.directory}/nothing\n")
    case.refuse("unavailable", "nothing", "requirements.txt", status=69)
    case.write("requirements.txt", "lib @ hg+https://example.com/repo\n")
    case.refuse("bad-input", "Mercurial")


def git_subdirectory(case):
    files = {f"pkgs/lib/{name}": text for name, text in case.source().items()}
    case.repository(files, f"{case.directory}/repo")
    case.write("requirements.txt", f"git+file://{case.directory}/repo@main#subdirectory=pkgs/lib&egg=lib\n")
    case.succeed("--build-sdists")
    case.demand(case.lock()["lib"]["vcs"]["subdirectory"] == "pkgs/lib", case.lock()["lib"])
    case.write("requirements.txt", f"lib @ git+file://{case.directory}/repo\n")
    case.refuse("bad-input", "subdirectory")
    case.write("requirements.txt", f"lib @ git+file://{case.directory}/repo#subdirectory=../x\n")
    case.refuse("bad-input", "subdirectory", "requirements.txt")


def git_over_http(case):
    """A repository behind a web server without git's own protocol, with a password that is not told."""
    commit = case.repository(case.source(), f"{case.directory}/repo")
    case.git(f"{case.directory}/repo", "update-server-info")
    for folder, _, names in os.walk(f"{case.directory}/repo/.git"):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                case.index.trees["/repo.git/" + os.path.relpath(path, f"{case.directory}/repo/.git")] = file.read()
    address = case.index.url.removesuffix("/simple").removeprefix("http://")
    case.write("requirements.txt", f"lib @ git+http://user:s3cret@{address}/repo.git@main\n")
    report = case.succeed("--build-sdists")
    case.demand(case.lock()["lib"]["vcs"]["url"] == f"http://{address}/repo.git", case.lock()["lib"])
    with open(f"{case.project}/pylock.flash.toml") as file:
        case.demand("s3cret" not in file.read() + json.dumps(report), "the password is told")
    case.write("requirements.txt", f"lib @ git+http://user:s3cret@{address}/absent.git\n")
    status, report = case.build("--build-sdists")
    case.demand(status == 69 and "s3cret" not in json.dumps(report), report)


def archive_url(case):
    body = case.archive(case.source(), "lib-1.0")
    case.index.files["lib-1.0.tar.gz"] = body
    case.index.files["v1.0.zip"] = case.archive(case.source(version="1.1"), "anything", "zip")
    address = case.index.url.removesuffix("/simple") + "/files"
    digest = hashlib.sha256(body).hexdigest()
    case.write("requirements.txt", f"lib @ {address}/lib-1.0.tar.gz#sha256={digest}\n")
    case.refuse("bad-input", "requirements.txt", "--build-sdists", options=())
    case.succeed("--build-sdists")
    case.demand(case.lock()["lib"]["archive"]["hashes"] == {"sha256": digest}, case.lock()["lib"])
    case.write("requirements.txt", f"{address}/lib-1.0.tar.gz --hash=sha256:{digest}\nbase --hash=sha256:{'0' * 64}\n")
    case.refuse("bad-input", "base", "hash")
    case.write("requirements.txt", f"lib @ {address}/lib-1.0.tar.gz#sha256={'0' * 64}\n")
    case.refuse("bad-input", "SHA-256", "requirements.txt")
    case.write("requirements.txt", f"lib @ {address}/v1.0.zip\n")
    case.succeed("--build-sdists")
    case.demand(case.lock()["lib"]["tool"]["flash"]["version"] == "1.1", case.lock()["lib"])
    with open(f"{case.project}/lib-1.0.tar.gz", "wb") as file:
        file.write(body)
    case.write("requirements.txt", "./lib-1.0.tar.gz\n")
    case.succeed("--build-sdists")
    case.demand(case.lock()["lib"]["archive"]["path"] == "lib-1.0.tar.gz", case.lock()["lib"])


def empty_store(case):
    """What is locked is built again from the same sources when the store is lost."""
    case.publish("sdist", "1.0")
    commit = case.repository(case.source("repo"), f"{case.directory}/repo")
    case.directory_of(case.source("dir"), f"{case.project}/dir")
    case.index.files["arc-1.0.tar.gz"] = case.archive(case.source("arc"), "arc-1.0")
    address = case.index.url.removesuffix("/simple") + "/files"
    case.write(
        "requirements.txt",
        f"sdist\nrepo @ git+file://{case.directory}/repo\n./dir\n{address}/arc-1.0.tar.gz\n",
    )
    case.succeed("--build-sdists")
    case.demand(len(case.builds()) == 4, case.builds())
    before = case.outputs()
    shutil.rmtree(f"{case.project}/.flash")
    subprocess.run(["chmod", "-R", "u+w", case.cache])
    shutil.rmtree(case.cache)
    report = case.succeed("--build-sdists", "--locked")
    case.demand(len(case.builds()) == 8, case.builds())
    case.demand(case.outputs()["artifact.tar.gz"] == before["artifact.tar.gz"], "another artifact")
    shutil.rmtree(f"{case.project}/.flash")
    case.succeed("--build-sdists", "--locked", "--offline")
    case.demand(len(case.builds()) == 8, case.builds())
    case.refuse("bad-input", options=())


def not_pure(case):
    """A wheel for this machine is refused, and the message names the way out."""
    case.index.add("lib", "1.0")
    case.publish("lib", "2.0", tag="cp312-cp312-linux_x86_64", static=[])
    case.write("requirements.txt", "lib\n")
    case.refuse("bad-input", "not-pure", "cp312-cp312-linux_x86_64", "with a wheel is 1.0")
    case.publish("other", "1.0", tag="py2-none-any", static=[])
    case.write("requirements.txt", "other\n")
    case.refuse("bad-input", "py2-none-any", "No version of other has a wheel")


def failing_build(case):
    case.index.add("lib", "1.0")
    prelude = "    print('https://user:s3cret@host/x'); print(sorted(os.environ)); raise SystemExit('no luck today')"
    case.publish("lib", "2.0", prelude=prelude)
    case.write("requirements.txt", "lib\n")
    case.refuse("bad-input", "no luck today", "with a wheel is 1.0", MY_TOKEN="t0ken")
    status, report = case.build("--build-sdists", MY_TOKEN="t0ken")
    text = json.dumps(report)
    case.demand("s3cret" not in text and "MY_TOKEN" not in text, text)


def wrong_identity(case):
    case.publish("lib", "1.0", body=case.archive(case.source("other", "1.0"), "lib-1.0"))
    case.publish("late", "1.0", body=case.archive(case.source("late", "2.0"), "late-1.0"))
    case.write("requirements.txt", "lib\n")
    case.refuse("bad-input", "other-package", "lib 1.0", "other 1.0")
    case.write("requirements.txt", "late\n")
    case.refuse("bad-input", "other-package", "late 1.0", "late 2.0")
    case.directory_of(case.source("lib"), f"{case.project}/lib")
    case.write("requirements.txt", "name @ ./lib\n")
    case.refuse("bad-input", "other-package", "requirements.txt")
    case.write("requirements.txt", "./nothing\n")
    case.refuse("bad-input", "bad-source", "requirements.txt")
    os.mkdir(f"{case.project}/empty")
    case.write("requirements.txt", "./empty\n")
    case.refuse("bad-input", "neither pyproject.toml nor setup.py")


def two_wheels(case):
    prelude = "    open(os.path.join(wheel_directory, 'x-1-py3-none-any.whl'), 'w').close()"
    case.publish("lib", prelude=prelude)
    case.write("requirements.txt", "lib\n")
    status, report = case.build("--build-sdists")
    case.check_scratch()


def hostile_archives(case):
    def tar(*members):
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
            for name, kind, link in members:
                member = tarfile.TarInfo(name)
                member.type, member.linkname = kind, link
                member.size = 4 if kind == tarfile.REGTYPE else 0
                archive.addfile(member, io.BytesIO(b"evil") if member.size else None)
        return buffer.getvalue()

    def zipped(name):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("x-1/pyproject.toml", "")
            archive.writestr(name, "evil")
        return buffer.getvalue()

    target = f"{case.directory}/evil"
    bodies = [
        tar(("../../../../../../../.." + target, tarfile.REGTYPE, "")), tar((target, tarfile.REGTYPE, "")),
        tar(("x-1/link", tarfile.SYMTYPE, case.directory), ("x-1/link/evil", tarfile.REGTYPE, "")),
        tar(("x-1/hard", tarfile.LNKTYPE, "/etc/passwd")), tar(("x-1/pipe", tarfile.FIFOTYPE, "")),
        zipped("../../../../../../.." + target), zipped(target), b"", b"\x1f\x8b garbage", b"PK garbage",
    ]
    for number, body in enumerate(bodies):
        case.index.files[f"x-{number}.tar.gz"] = body
        address = case.index.url.removesuffix("/simple") + "/files"
        case.write("requirements.txt", f"x @ {address}/x-{number}.tar.gz\n")
        case.refuse("bad-input", "bad-source")
        case.demand(not os.path.exists(target), f"archive {number} wrote outside")


def timeout(case):
    case.publish("lib", prelude="    import subprocess; subprocess.run(['sleep', '600'])")
    case.write("requirements.txt", "lib\n")
    case.refuse("bad-input", "source-build-timeout", "3 seconds", FLASH_BUILD_TIMEOUT="3")
    case.demand(not alive(case), "the build goes on")


def alive(case):
    """Whether the process that a build noted still runs."""
    with open(case.log) as file:
        process = int(file.read().split()[-1])
    time.sleep(0.1)
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def cancelled(case):
    """A stopped build leaves no process and no file."""
    case.publish("lib", prelude="    import subprocess; subprocess.run(['sleep', '600'])")
    case.write("requirements.txt", "lib\n")
    before = case.outputs()
    process = subprocess.Popen(
        case.command("--build-sdists"), env=case.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # A shell that runs this script in the background has it ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not case.builds() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    case.demand(process.returncode == 130, process.returncode)
    case.check_scratch()
    case.demand(not alive(case) and case.outputs() == before, "the build goes on")


def setting(case):
    case.publish("lib")
    case.write("pyproject.toml", '[tool.flash]\nbuild-sdists = true\n')
    case.write("requirements.txt", "lib\n")
    case.succeed()
    case.demand("sdist" in case.lock()["lib"], case.lock())
    result = subprocess.run(
        [case.flash, "lock", case.project, "--upgrade", "--index-url", case.index.url, "--cache-path", case.cache],
        env=case.environment(), capture_output=True, text=True,
    )
    case.demand(result.returncode == 0 and len(case.builds()) == 1, result.stderr)


def other_python(case):
    """Without pip for the target's Python another one builds, and that is told; without any there is an error."""
    case.publish("lib")
    case.write("requirements.txt", "lib\n")
    empty = os.path.join(case.directory, "bin")
    os.mkdir(empty)
    os.symlink(sys.executable, f"{empty}/python3")
    minor = 10 if sys.version_info[1] != 10 else 11
    report = case.succeed(
        "--build-sdists", "--python-version", f"3.{minor}", PATH=empty, HOME=case.directory, PYENV_ROOT=case.directory,
        FLASH_PYTHON="",
    )
    case.demand(any("is built with Python" in text for text in report["warnings"]), report["warnings"])


def c_extension(case):
    """A real extension module is refused, with a compiler or without one."""
    import urllib.request

    try:
        urllib.request.urlopen("https://pypi.org/simple/setuptools/", timeout=10).close()
    except OSError:
        return "no network"
    files = {
        "pyproject.toml": '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
        "setup.py": "from setuptools import setup, Extension\n"
        "setup(name='native', version='1.0', ext_modules=[Extension('native', ['native.c'])])\n",
        "native.c": '#include <Python.h>\nstatic struct PyModuleDef m = {PyModuleDef_HEAD_INIT, "native"};\n'
        "PyMODINIT_FUNC PyInit_native(void) { return PyModule_Create(&m); }\n",
    }
    case.directory_of(files, f"{case.project}/native")
    case.write("requirements.txt", "./native\n")
    case.index = type("PublicIndex", (), {"url": "https://pypi.org/simple", "close": lambda self: None})()
    case.write("worker.py", case_worker())
    status, report = case.build("--build-sdists")
    text = json.dumps(report.get("error"))
    case.demand(status == 65 and ("not-pure" in text or "compile" in text), text)
    case.check_scratch()


def case_worker():
    from failures import WORKER

    return WORKER.format(dependencies="")


CASES = [
    directory, outside_directory, own_project, own_project_dynamic, source_distribution, unreliable_metadata,
    wheel_first, only_sources, git_repository, git_subdirectory, git_over_http, archive_url, empty_store, not_pure,
    failing_build, wrong_identity, two_wheels, hostile_archives, timeout, cancelled, setting, other_python, c_extension,
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
        with contextlib.closing(SourceCase(os.path.abspath(arguments.flash))) as case:
            start = time.monotonic()
            try:
                note = run(case)
                skipped += note is not None
                passed += note is None
                print(f"{'skip' if note else 'ok  '} {run.__name__} ({time.monotonic() - start:.1f} s) {note or ''}")
            except (Failed, subprocess.SubprocessError, OSError, KeyError, IndexError) as error:
                failed += 1
                print(f"FAIL {run.__name__}: {type(error).__name__}: {error}")
            sys.stdout.flush()
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
