"""Writes packages as sources: directories, archives and git repositories.

The packages bring their own build backend (PEP 517, `backend-path`), so that nothing but the loopback index is asked.
"""

import io
import subprocess
import tarfile
import zipfile

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


def source_files(log, name="lib", version="1.0", tag="py3-none-any", requires=(), prelude="    pass", static=None, content="one"):
    """The texts of a package by path.

    Its backend notes every build in the file `log` and runs the lines of `prelude` first. The wheel has the tag, and
    `content` as what the module holds. `static` is the PKG-INFO's own list of dependencies (PEP 643).
    """
    requires = list(requires)
    files = {
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        "backend.py": BACKEND.format(name=name, version=version, tag=tag, requires=requires, log=str(log), prelude=prelude),
        "content.txt": content,
    }
    if static is not None:
        files["PKG-INFO"] = f"Metadata-Version: 2.2\nName: {name}\nVersion: {version}\n" + "".join(
            f"Requires-Dist: {text}\n" for text in static
        )
    return files


def write_files(files, directory):
    """Writes texts below a directory."""
    for name, text in files.items():
        target = directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


def archive(files, top, kind="tar.gz"):
    """The bytes of an archive with texts below one directory, as a source distribution has them."""
    members = [(f"{top}/{name}", text) for name, text in files.items()]
    return zip_of(members) if kind == "zip" else tar_of([(name, tarfile.REGTYPE, "", text) for name, text in members])


def tar_of(members):
    """The bytes of a compressed tar archive; a member is name, type, link and text."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as opened:
        for name, kind, link, text in members:
            member = tarfile.TarInfo(name)
            member.type, member.linkname, member.size = kind, link, len(text.encode())
            opened.addfile(member, io.BytesIO(text.encode()))
    return buffer.getvalue()


def zip_of(members):
    """The bytes of a zip archive; a member is name and text."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in members:
            opened.writestr(name, text)
    return buffer.getvalue()


def repository(files, directory, tag="v1"):
    """Makes a git repository with one commit, which has a tag; returns the commit."""
    write_files(files, directory)
    for command in (
        ["init", "--quiet", "--initial-branch=main"], ["add", "-A"], ["commit", "--quiet", "-m", "one"], ["tag", tag],
    ):
        git(directory, *command)
    return git(directory, "rev-parse", "HEAD").strip()


def git(directory, *arguments):
    """Runs git in a repository; returns what it printed."""
    identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    result = subprocess.run(["git", "-C", directory, *identity, *arguments], capture_output=True, text=True, check=True)
    return result.stdout
