"""Other tools read the lock files: pip, uv and packaging."""

import json
import subprocess

from lock.scratch import REPOSITORY
from shared.cases import case, expect

PEERS = ["pip==26.3", "uv==0.13.9", "packaging==26.3"]


@case
def peers(case):
    """pip, uv and packaging take our lock of real packages for what it says."""
    tools = REPOSITORY / ".build" / "lock-peers"
    binaries = tools / "bin"
    stamp = tools / "installed"
    if not stamp.exists() or stamp.read_text() != " ".join(PEERS):
        subprocess.run([case.python, "-m", "venv", "--clear", tools], check=True)
        subprocess.run([binaries / "python", "-m", "pip", "install", "-q", *PEERS], check=True)
        stamp.write_text(" ".join(PEERS))
    case.url = "https://pypi.org/simple"
    case.write("r.txt", "requests[socks]>=2\njinja2\nattrs; python_version >= '3.12'\ncolorama; sys_platform == 'win32'\n")
    lock = case.project / "pylock.flash.toml"
    platform = ("--python-version", "3.12", "--platform", "manylinux_2_28_x86_64")
    wanted = {p["name"]: p["version"] for p in case.lock("-r", "r.txt", *platform, "--output", lock)["packages"]}
    expect({"requests", "pysocks", "jinja2", "markupsafe", "attrs"} <= set(wanted), f"locked: {wanted}")
    expect("colorama" not in wanted, f"locked: {wanted}")

    def tool(*command):
        result = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=case.project)
        expect(result.returncode == 0, f"{command[0]}: {result.stdout[-800:]} {result.stderr[-800:]}")
        return result.stdout

    listing = (
        "import importlib.metadata as m, json, re, sys\n"
        "print(json.dumps({re.sub('[-_.]+', '-', d.name).lower(): d.version for d in m.distributions(path=sys.argv[1:])}))"
    )

    target = case.directory / "target"
    tool(binaries / "python", "-m", "pip", "install", "-q", "-r", lock, "--target", target)
    installed = json.loads(tool(binaries / "python", "-c", listing, target))
    expect(installed == wanted, f"pip installed {installed}, not {wanted}")

    environment = case.directory / "environment"
    tool(binaries / "uv", "venv", "-q", "--no-python-downloads", "-p", case.python, environment)
    python = environment / "bin" / "python"
    tool(binaries / "uv", "pip", "sync", "-q", "--preview-features", "pylock", "--python", python, lock)
    listed = json.loads(tool(binaries / "uv", "pip", "list", "--python", python, "--format", "json"))
    expect({p["name"]: p["version"] for p in listed} == wanted, f"uv installed {listed}, not {wanted}")

    validate = (
        "import pathlib, sys, tomllib\n"
        "from packaging.pylock import Pylock, is_valid_pylock_path\n"
        "for path in map(pathlib.Path, sys.argv[1:]):\n"
        "    assert is_valid_pylock_path(path), path\n"
        "    lock = Pylock.from_dict(tomllib.loads(path.read_text()))\n"
        "    lock.validate()\n"
        "    print(*sorted(f'{p.name}=={p.version}' for p, _ in lock.select()))\n"
    )
    case.write("empty.txt", "")
    empty = case.project / "pylock.empty.toml"
    case.lock("-r", "empty.txt", "--output", empty)
    selected = tool(binaries / "python", "-c", validate, lock, empty).splitlines()
    expect(selected == [" ".join(f"{n}=={v}" for n, v in sorted(wanted.items())), ""], f"packaging selects {selected}")
