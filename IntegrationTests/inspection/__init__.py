"""Runs `flash inspect`, `flash diff` and `flash verify` on artifacts, sound and hostile, and the page in Chromium."""

from inspection import diff, inspect, page, verify
from inspection.scratch import InspectionScratch
from shared.cases import Suite, marked

SUITE = Suite(InspectionScratch, marked(verify, inspect, diff, page))
