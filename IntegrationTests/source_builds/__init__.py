"""Builds packages from source with `flash build --build-sdists`, with real interpreters, pip and git."""

from shared.cases import Suite, marked
from source_builds import archives, directories, distributions, git, processes, refusals
from source_builds.scratch import SourceScratch

SUITE = Suite(SourceScratch, marked(directories, distributions, git, archives, refusals, processes))
