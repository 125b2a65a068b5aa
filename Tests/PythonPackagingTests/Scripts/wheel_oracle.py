"""Download real wheels and record what pip installs from them.

    python3 wheel_oracle.py DIRECTORY NAME...

Writes DIRECTORY/wheels.json: the entries of every wheel with their content, and the files pip puts into a flat target.
"""

import base64
import glob
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile


def entries(path):
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            mode = info.external_attr >> 16
            yield {
                "name": info.filename,
                "bytes": info.file_size,
                "isDirectory": info.is_dir(),
                "isExecutable": bool(mode & 0o111) and not info.is_dir(),
                "isSymbolicLink": stat.S_ISLNK(mode),
                "content": base64.b64encode(archive.read(info)).decode(),
            }


def installed(root):
    for directory, _, names in os.walk(root):
        for name in names:
            path = os.path.join(directory, name)
            with open(path, "rb") as file:
                content = file.read()
            yield {
                "path": os.path.relpath(path, root),
                "isExecutable": bool(os.stat(path).st_mode & 0o100),
                "sha256": hashlib.sha256(content).hexdigest(),
                "content": base64.b64encode(content).decode() if len(content) < 100_000 else None,
            }


def main(directory, names):
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    result = []
    for name in names:
        wheels = f"{directory}/{name}"
        if not glob.glob(f"{wheels}/*.whl"):
            subprocess.run(
                [*pip, "download", "--only-binary", ":all:", "--no-deps", "-d", wheels, name], check=True
            )
        wheel = glob.glob(f"{wheels}/*.whl")[0]
        target = f"{wheels}/target"
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run([*pip, "install", "--no-deps", "--no-compile", "--target", target, wheel], check=True)
        result.append(
            {
                "filename": os.path.basename(wheel),
                "entries": list(entries(wheel)),
                "installed": sorted(installed(target), key=lambda file: file["path"]),
            }
        )
    with open(f"{directory}/wheels.json.new", "w") as file:
        json.dump(result, file)
    os.replace(f"{directory}/wheels.json.new", f"{directory}/wheels.json")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
