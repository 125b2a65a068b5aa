"""Write the parametrised test cases of pypa/packaging's own suite, and what its readers of files answer.

    python3 packaging_cases.py DIRECTORY

Fetches the source distribution of packaging into DIRECTORY, collects its tests and writes DIRECTORY/cases.json:
"cases" maps each parametrised test to its parameters, "samples" are the versions its satisfiability tests use, and
"calls" are the inputs that the tests of dependency groups and lock files hand to the library, with the outcome.
"""

import functools
import json
import os
import subprocess
import sys

from packaging_vectors import prepare

MODULES = ["version", "specifiers", "ranges", "markers", "requirements", "utils", "tags"]
READERS = ["dependency_groups", "pylock", "pylock_select", "direct_url"]


def plain(value):
    """Parameters as JSON: versions, tags and specifiers as text, operators and classes by name."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(element) for element in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(element) for element in value), key=str)
    if isinstance(value, dict):
        return {str(key): plain(element) for key, element in value.items()}
    return getattr(value, "__name__", None) or str(value)


# The plugin, active inside pytest.

CALLS = []


def observe(owner, name, kind):
    original = getattr(owner, name)
    function = getattr(original, "__func__", original)

    @functools.wraps(function)
    def wrapper(this, *arguments):
        given = arguments if isinstance(this, type) or name == "__init__" else [this.given, *arguments]
        call = {"kind": kind, "input": plain(given)}
        if name == "__init__":
            this.given = arguments[0]
        try:
            result = function(this, *arguments)
            if result is not None:
                CALLS.append({**call, "result": plain(result)})
            return result
        except Exception as error:
            CALLS.append({**call, "error": type(error).__name__})
            raise

    setattr(owner, name, classmethod(wrapper) if function is not original else wrapper)


def pytest_configure(config):
    from packaging import dependency_groups, direct_url, pylock

    observe(dependency_groups.DependencyGroupResolver, "__init__", "dependency-groups")
    observe(dependency_groups.DependencyGroupResolver, "resolve", "dependency-groups")
    observe(pylock.Pylock, "from_dict", "pylock")
    observe(direct_url.DirectUrl, "from_dict", "direct-url")


def pytest_collection_modifyitems(session, config, items):
    cases = {}
    samples = []
    for item in items:
        if hasattr(item, "callspec"):
            test = item.nodeid.split("[")[0].removeprefix("tests/test_").replace(".py::", "::")
            cases.setdefault(test, []).append(plain(item.callspec.params))
        samples = getattr(item.module, "_SAMPLE_VERSIONS", samples)
    config.collected = {"cases": cases, "samples": samples}


def pytest_unconfigure(config):
    with open(os.environ["COLLECTED"], "w") as file:
        json.dump({**config.collected, "calls": CALLS}, file)


def collect(source, tools, output, options, modules):
    here = os.path.dirname(os.path.abspath(__file__))
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([f"{source}/src", here, tools]),
        "COLLECTED": os.path.abspath(output),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "packaging_cases", "-p", "no:cacheprovider", *options]
    command += [f"tests/test_{module}.py" for module in modules]
    subprocess.run(command, cwd=source, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(output) as file:
        return json.load(file)


def main(directory):
    os.makedirs(directory, exist_ok=True)
    source, tools = prepare(os.path.abspath(directory))
    result = collect(source, tools, f"{directory}/collected.json", ["--collect-only"], MODULES)
    result["calls"] = collect(source, tools, f"{directory}/called.json", [], READERS)["calls"]
    with open(f"{directory}/cases.json.new", "w") as file:
        json.dump(result, file)
    os.replace(f"{directory}/cases.json.new", f"{directory}/cases.json")


if __name__ == "__main__":
    main(sys.argv[1])
