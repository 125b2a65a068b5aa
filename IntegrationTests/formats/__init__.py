"""Builds archives in every format, smaller ones where they would be too large, and without what is not wanted."""

from formats import archives, fitting, names, real_packages, slimming
from formats.scratch import FormatScratch
from shared.cases import Suite, marked

SUITE = Suite(FormatScratch, marked(archives, names, fitting, slimming, real_packages))
