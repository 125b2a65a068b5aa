"""Checks `flash lock` from outside: its contract for scripts on an index of our own, and its files with other tools."""

from lock import changes, inputs, output, peers
from lock.scratch import LockScratch
from shared.cases import Suite, marked

SUITE = Suite(LockScratch, marked(output, inputs, changes, peers))
