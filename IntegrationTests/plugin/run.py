#!/usr/bin/env python3
"""Runs the real `swift package flash-build` in client packages, with a scratch path of its own and no terminal.

    IntegrationTests/plugin/run.py [-v] [StreamTests | GraphTests | CancelTests | FirstUseTests]

FLASH_TEST_SCRATCH names a scratch path to keep between runs; FirstUseTests always build the tool anew.
"""

import pathlib
import tempfile
import unittest

from cancel import CancelTests
from first_use import FirstUseTests
from graph import GraphTests
from plugin_case import PluginTestCase
from streams import StreamTests

__all__ = ["CancelTests", "FirstUseTests", "GraphTests", "StreamTests"]

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="flash-plugin-scratch-", ignore_cleanup_errors=True) as shared:
        PluginTestCase.shared = pathlib.Path(shared).resolve()
        unittest.main()
