"""Runs the named cases of a suite and tells how each went.

A suite is a package with `SUITE`. A case is a function marked with `case`; it gets a fresh scratch directory
(see scratch.py), fails by raising an error, and raises `Skipped` where this machine cannot run it.
"""

import concurrent.futures
import contextlib
import dataclasses
import time
import traceback
import typing

MARKED = {}


class Failed(AssertionError):
    """What was not as expected."""


class Skipped(Exception):
    """Why a case cannot run here."""


@dataclasses.dataclass(frozen=True)
class Case:
    """A name, and a function that takes the scratch directory."""

    name: str
    function: typing.Callable


def case(function):
    """Marks a function as a case of the module it is in."""
    MARKED.setdefault(function.__module__, []).append(Case(function.__name__, function))
    return function


def marked(*modules):
    """The cases of modules, in the order they are written in."""
    return [found for module in modules for found in MARKED[module.__name__]]


def expect(holds, what):
    """Demands that something holds."""
    if not holds:
        raise Failed(str(what))


def expect_equal(found, wanted):
    """Demands that a value is the wanted one."""
    expect(found == wanted, f"{found!r} is not {wanted!r}")


def expect_words(text, words):
    """Demands that every word is in a text."""
    for word in words:
        expect(word in text, f"{word!r} is not in {text[:4000]}")


@dataclasses.dataclass
class Suite:
    """Cases, and what makes the scratch directory of each from the options of the command line."""

    scratch: typing.Callable
    cases: list
    at_once: int = 1

    def __post_init__(self):
        names = [case.name for case in self.cases]
        if len(set(names)) != len(names):
            raise ValueError(f"two cases have one name: {sorted({name for name in names if names.count(name) > 1})}")

    def chosen(self, words):
        """The cases that words name, each by its whole name or by a part; all without a word. Raises LookupError."""
        wanted = set()
        for word in words:
            found = {case.name for case in self.cases if case.name == word}
            found = found or {case.name for case in self.cases if word in case.name}
            if not found:
                raise LookupError(f"no such case: {word}")
            wanted |= found
        return [case for case in self.cases if case.name in wanted or not words]

    def run(self, cases, options):
        """Runs cases and prints a line for each; returns whether none failed."""
        counts = {"ok": 0, "FAIL": 0, "skip": 0}
        started = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(self.at_once) as pool:
            results = pool.map(lambda case: self.run_one(case, options), cases)
            for case, (outcome, seconds, note) in zip(cases, results):
                counts[outcome] += 1
                print(f"{outcome:4} {case.name} ({seconds:.1f} s)" + (f": {note}" if note else ""), flush=True)
        skipped = f", {counts['skip']} skipped" if counts["skip"] else ""
        print(f"{counts['ok']} of {len(cases)} cases{skipped} ({time.monotonic() - started:.1f} s)", flush=True)
        return counts["FAIL"] == 0

    def run_one(self, case, options):
        """Runs a case; returns how it went, its seconds, and what there is to say."""
        started = time.monotonic()
        outcome, note = "ok", None
        try:
            with contextlib.closing(self.scratch(options)) as scratch:
                scratch.prepare()
                case.function(scratch)
        except Skipped as reason:
            outcome, note = "skip", str(reason)
        except Failed as failure:
            outcome, note = "FAIL", f"{place(failure, case)}{failure}"
        except Exception:
            outcome, note = "FAIL", traceback.format_exc()
        return outcome, time.monotonic() - started, note


def place(error, case):
    """The line of a case's module that an error came from, as `file:line: `."""
    code = getattr(case.function, "__code__", None)
    if code is None:
        return ""
    file = code.co_filename
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f"{file}:{lines[-1]}: " if lines else ""
