"""Compares one build with what its fixture expects. Every function yields the differences as text."""

import fnmatch
import hashlib
import re


def normalized(name):
    """A project name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def result(step, build):
    """Exit code, error text and diagnostics."""
    expected = step.get("exit", 0)
    if build.code != expected:
        yield f"exit {build.code}, expected {expected}: {build.summary()}"
    for text in step.get("stderr_absent", []):
        if text in build.stderr:
            yield f"standard error contains {text!r}"
    if build.report is None:
        yield f"standard output is not one JSON object: {build.stdout[:200]!r}"
        return
    failure = build.report.get("error")
    if expected != 0 and not failure:
        yield "a failed build carries no `error`"
    told = build.report_text()
    for text in step.get("error_contains", []):
        if text not in told:
            yield f"the report does not mention {text!r}: {build.summary()}"
    if "diagnostics" in step:
        yield from diagnostics(step["diagnostics"], build.report.get("diagnostics", []))


def diagnostics(expected, found):
    """Every expected finding once, and no other. `FL003 a.py:4`, or `FL003 a.py` where the line is open."""
    left = list(found)
    for text in expected:
        code, _, place = text.partition(" ")
        match = next((item for item in left if item["code"] == code and _at(place, item.get("location"))), None)
        if match is None:
            yield f"missing diagnostic {text}"
        else:
            left.remove(match)
    for item in left:
        location = item.get("location") or {}
        yield f"unexpected diagnostic {item['code']} {location.get('file')}:{location.get('line')}: {item['message']}"


def _at(place, location):
    if not place:
        return True
    if not location:
        return False
    return place in (location["file"], f"{location['file']}:{location['line']}")


def packages(step, build):
    """Packages present (name, or name==version) and absent."""
    listed = {normalized(item["name"]): item["version"] for item in build.report.get("packages", [])}
    for text in step.get("packages", []):
        name, _, version = text.partition("==")
        if normalized(name) not in listed:
            yield f"package {name} is missing"
        elif version and listed[normalized(name)] != version:
            yield f"package {name} is {listed[normalized(name)]}, expected {version}"
    for name in step.get("absent_packages", []):
        if normalized(name) in listed:
            yield f"package {name} is packaged and must not be"


def archive(step, names, report_artifact, path):
    """Archive members by name or pattern, no duplicates, and the digest the report states."""
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"member {name} is in the archive {names.count(name)} times"
    for pattern in step.get("members", []):
        if not any(fnmatch.fnmatchcase(name, pattern) for name in names):
            yield f"member {pattern} is missing"
    for pattern in [*step.get("absent_members", []), "expected.json"]:
        shipped = [name for name in names if fnmatch.fnmatchcase(name, pattern)]
        if shipped:
            yield f"{pattern} must not be shipped: {len(shipped)} members such as {shipped[0]}"
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != report_artifact["sha256"]:
        yield "the artifact's digest is not the one in the report"
    if len(content) != report_artifact["bytes"]:
        yield "the artifact's size is not the one in the report"


def manifest(step, found):
    """Resource names with selected keys, function registry and routes."""
    if "resources" in step:
        if set(step["resources"]) != set(found["resources"]):
            yield f"resources {sorted(found['resources'])}, expected {sorted(step['resources'])}"
        for name, keys in step["resources"].items():
            if name in found["resources"]:
                yield from contains(keys, found["resources"][name], f"resources.{name}")
    if "functions" in step and found["function_registry"] != step["functions"]:
        yield f"function_registry {found['function_registry']}, expected {step['functions']}"
    if "routes" in step and found.get("routes") != step["routes"]:
        yield f"routes {found.get('routes')}, expected {step['routes']}"


def contains(expected, found, place):
    """Every key of the expected value is in the found one, with an equal value; lists have equal length."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            if key not in found:
                yield f"{place}.{key} is missing"
            else:
                yield from contains(value, found[key], f"{place}.{key}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for index, (left, right) in enumerate(zip(expected, found)):
            yield from contains(left, right, f"{place}[{index}]")
    elif expected != found:
        yield f"{place} is {found!r}, expected {expected!r}"


def reference(peer, found, place="manifest"):
    """Everything in the reference's manifest is in ours with the same value, in the same order of keys."""
    if isinstance(peer, dict) and isinstance(found, dict):
        shared = [key for key in found if key in peer]
        if shared != [key for key in peer if key in found]:
            yield f"{place}: keys in the order {shared}, the reference has {list(peer)}"
        for key, value in peer.items():
            if key in ("generated_at", "project_name"):
                continue
            if key not in found:
                yield f"{place}.{key} is missing; the reference has {value!r}"
            elif key == "gpuIds":
                if set(value.split(",")) != set(found[key].split(",")):
                    yield f"{place}.{key} is {found[key]!r}, the reference has {value!r}"
            else:
                yield from reference(value, found[key], f"{place}.{key}")
    elif isinstance(peer, list) and isinstance(found, list) and len(peer) == len(found):
        for index, (left, right) in enumerate(zip(peer, found)):
            yield from reference(left, right, f"{place}[{index}]")
    elif peer != found:
        yield f"{place} is {found!r}, the reference has {peer!r}"
