"""Runs the commands that report on dependencies on a project with an index on loopback."""

from commands import outdated, tree
from commands.scratch import CommandScratch
from shared.cases import Suite, marked

SUITE = Suite(CommandScratch, marked(tree, outdated))
