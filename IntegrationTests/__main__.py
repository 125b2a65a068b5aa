"""Runs a suite of cases against a real `flash`: python3 IntegrationTests SUITE --flash .build/debug/flash [CASE ...]"""

import argparse
import importlib
import os
import sys

SUITES = ["fixtures", "failures", "lock", "sources", "source_builds", "commands", "inspection", "store", "hostile_index"]


def main():
    parser = argparse.ArgumentParser(prog="IntegrationTests", description=__doc__)
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--flash", help="the executable to test")
    parser.add_argument("--python", help="a CPython 3.12 (default: the first one found)")
    parser.add_argument("--reference", action="store_true", help="in `fixtures`, compare with runpod-flash 1.0.0 from PyPI")
    parser.add_argument("--list", action="store_true", help="print the names of the cases and run none")
    parser.add_argument("words", nargs="*", metavar="CASE", help="names of cases, or parts of names; all when none is given")
    options = parser.parse_intermixed_args()
    suite = importlib.import_module(options.suite).SUITE
    try:
        cases = suite.chosen(options.words)
    except LookupError as error:
        parser.error(str(error))
    if options.list:
        print("\n".join(case.name for case in cases))
        return 0
    if options.flash is None:
        parser.error("--flash is missing")
    options.flash = os.path.abspath(options.flash)
    return 0 if suite.run(cases, options) else 1


if __name__ == "__main__":
    sys.exit(main())
